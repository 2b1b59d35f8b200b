// CARLA's cars for the generator's car types, used where CARLA's content is in the project.
#pragma once

#include "CoreMinimal.h"
#include "LtsSettings.h"

namespace LtsCarla
{
	TArray<FLtsCatalogueEntry> Cars();
}
