// The editor module: puts the commands into toolbar and menu, and shows the learner's progress.
#include "LtsEditorActions.h"
#include "LtsEditorCommands.h"
#include "LtsEditorNotes.h"
#include "LtsLearner.h"
#include "Framework/Commands/UICommandList.h"
#include "Modules/ModuleManager.h"
#include "ToolMenuEntry.h"
#include "ToolMenuSection.h"
#include "ToolMenu.h"
#include "ToolMenus.h"

class FLearningToSimulateEditorModule final : public IModuleInterface
{
public:
	virtual void StartupModule() override
	{
		FLtsEditorCommands::Register();
		CommandList = Actions.Bind();
		// Called when the editor's menus are there; by then the engine has its learner, too.
		UToolMenus::RegisterStartupCallback(
			FSimpleMulticastDelegate::FDelegate::CreateRaw(this, &FLearningToSimulateEditorModule::RegisterMenus));
	}

	virtual void ShutdownModule() override
	{
		if (ULtsLearner* Learner = ULtsLearner::Get())
		{
			Learner->OnProgressed.Remove(Progressed);
		}
		Notes.Close();
		UToolMenus::UnRegisterStartupCallback(this);
		UToolMenus::UnregisterOwner(this);
		FLtsEditorCommands::Unregister();
	}

private:
	FLtsEditorActions Actions;
	FLtsEditorNotes Notes;
	TSharedPtr<FUICommandList> CommandList;
	FDelegateHandle Progressed;

	void RegisterMenus()
	{
		FToolMenuOwnerScoped Owner(this);
		const FLtsEditorCommands& Commands = FLtsEditorCommands::Get();

		FToolMenuSection& Bar =
			UToolMenus::Get()->ExtendMenu(FName(TEXT("LevelEditor.LevelEditorToolBar")))->FindOrAddSection(FName(TEXT("LearningToSimulate")));
		FToolMenuEntry& Button = Bar.AddEntry(FToolMenuEntry::InitToolBarButton(Commands.Learn));
		Button.SetCommandList(CommandList);

		FToolMenuSection& Menu =
			UToolMenus::Get()->ExtendMenu(FName(TEXT("LevelEditor.MainMenu.Window")))->FindOrAddSection(FName(TEXT("LearningToSimulate")));
		for (const TSharedPtr<FUICommandInfo>& Command :
			{ Commands.Learn, Commands.Pause, Commands.Stop, Commands.Preview, Commands.OpenReport })
		{
			Menu.AddMenuEntryWithCommandList(Command, CommandList);
		}

		if (ULtsLearner* Learner = ULtsLearner::Get())
		{
			Progressed = Learner->OnProgressed.AddRaw(&Notes, &FLtsEditorNotes::Show);
		}
	}
};

IMPLEMENT_MODULE(FLearningToSimulateEditorModule, LearningToSimulateEditor)
