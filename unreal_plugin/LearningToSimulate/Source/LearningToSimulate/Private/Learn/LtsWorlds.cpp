// Which world scenes are drawn in, and its scenario.
#include "LtsWorlds.h"
#include "Engine/Engine.h"
#include "Engine/World.h"
#include "EngineUtils.h"
#include "LtsScenario.h"

namespace LtsWorlds
{
	UWorld* Find(bool bUseEditorWorld)
	{
		if (GEngine == nullptr)
		{
			return nullptr;
		}
		UWorld* Edited = nullptr;
		for (const FWorldContext& Context : GEngine->GetWorldContexts())
		{
			UWorld* World = Context.World();
			if (World == nullptr)
			{
				continue;
			}
			if (World->IsGameWorld())
			{
				return World;
			}
			if (Context.WorldType == EWorldType::Editor)
			{
				Edited = World;
			}
		}
		return bUseEditorWorld ? Edited : nullptr;
	}

	ALtsScenario* FindScenario(UWorld* World)
	{
		for (TActorIterator<ALtsScenario> It(World); It; ++It)
		{
			return *It;
		}
		return nullptr;
	}
}
