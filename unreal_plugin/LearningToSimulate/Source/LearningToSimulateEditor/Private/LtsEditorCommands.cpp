// What the editor's toolbar and menu offer.
#include "LtsEditorCommands.h"

#define LOCTEXT_NAMESPACE "LtsEditorCommands"

FLtsEditorCommands::FLtsEditorCommands()
	: TCommands<FLtsEditorCommands>(
		FName(TEXT("LearningToSimulate")), LOCTEXT("Context", "Learning to Simulate"), NAME_None, FName(TEXT("EditorStyle")))
{
}

void FLtsEditorCommands::RegisterCommands()
{
	UI_COMMAND(Learn, "Learn", "Learn the parameters of the experiment that the project's settings name", EUserInterfaceActionType::Button, FInputChord());
	UI_COMMAND(Pause, "Pause or Resume", "Hold the learning, or go on with it", EUserInterfaceActionType::Button, FInputChord());
	UI_COMMAND(Stop, "Stop", "End the run; its directory stays and can be gone on with", EUserInterfaceActionType::Button, FInputChord());
	UI_COMMAND(Preview, "Preview Scene", "Show the next scene of the recommended parameters in the level", EUserInterfaceActionType::Button, FInputChord());
	UI_COMMAND(OpenReport, "Open Report", "Write the run's report and open it", EUserInterfaceActionType::Button, FInputChord());
}

#undef LOCTEXT_NAMESPACE
