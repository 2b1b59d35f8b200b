// Which world scenes are drawn in, and its scenario.
#pragma once

#include "CoreMinimal.h"

class ALtsScenario;
class UWorld;

namespace LtsWorlds
{
	/** The world that plays; else, if it may be used, the one that is open in the editor; none while maps change. */
	UWorld* Find(bool bUseEditorWorld);

	/** The scenario of a world; none if it has none. */
	ALtsScenario* FindScenario(UWorld* World);
}
