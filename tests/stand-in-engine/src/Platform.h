// What the process was started with, and whether it shall end; shared by the sources of the stand-in engine.
#pragma once

#include "CoreMinimal.h"

class FAutomationTestBase;

namespace stand_in {
struct FProcess {
    FString CommandLine;
    FString ProjectDir;
    FString PluginDir;
    bool bExit = false;
    uint8 ExitCode = 0;
    double DeltaSeconds = 1.0 / 60.0;
};
FProcess& Process();
/// Runs what other threads left for the game thread.
void RunGameThreadTasks();
/// Marks this thread as the game thread.
void ClaimGameThread();
/// Ends the process unless it is called on the game thread.
void RequireGameThread(const char* What);
/// What failed of the automation test that is running.
bool RunAutomationTest(FAutomationTestBase& Test);
TArray<FAutomationTestBase*>& AutomationTests();
/// Lines of a section of <project>/Config/<file>.ini and of -ini:<file>:[section]:key=value.
TArray<FString> ConfigLines(const FString& File, const FString& Section);
}
