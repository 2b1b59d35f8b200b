// The project's module: it has nothing to do; the plugin's learner reads the command line.
#include "CoreMinimal.h"
#include "Modules/ModuleManager.h"

IMPLEMENT_PRIMARY_GAME_MODULE(FDefaultGameModuleImpl, LtsHost, "LtsHost");
