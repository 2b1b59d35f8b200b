// What the commands do: short calls of the learner.
#include "LtsEditorActions.h"
#include "Framework/Commands/UICommandList.h"
#include "HAL/PlatformProcess.h"
#include "LtsEditorCommands.h"
#include "LtsLearner.h"
#include "LtsLog.h"

TSharedPtr<FUICommandList> FLtsEditorActions::Bind()
{
	TSharedPtr<FUICommandList> List = MakeShareable(new FUICommandList());
	const FLtsEditorCommands& Commands = FLtsEditorCommands::Get();
	List->MapAction(Commands.Learn, FExecuteAction::CreateRaw(this, &FLtsEditorActions::Learn), FCanExecuteAction());
	List->MapAction(Commands.Pause, FExecuteAction::CreateRaw(this, &FLtsEditorActions::Pause), FCanExecuteAction());
	List->MapAction(Commands.Stop, FExecuteAction::CreateRaw(this, &FLtsEditorActions::Stop), FCanExecuteAction());
	List->MapAction(Commands.Preview, FExecuteAction::CreateRaw(this, &FLtsEditorActions::Preview), FCanExecuteAction());
	List->MapAction(Commands.OpenReport, FExecuteAction::CreateRaw(this, &FLtsEditorActions::OpenReport), FCanExecuteAction());
	return List;
}

void FLtsEditorActions::Learn()
{
	if (ULtsLearner* Learner = ULtsLearner::Get())
	{
		Learner->Learn(FLtsLearnOptions());
	}
}

void FLtsEditorActions::Pause()
{
	if (ULtsLearner* Learner = ULtsLearner::Get())
	{
		if (Learner->GetProgress().State == ELtsState::Paused)
		{
			Learner->Resume();
		}
		else
		{
			Learner->Pause();
		}
	}
}

void FLtsEditorActions::Stop()
{
	if (ULtsLearner* Learner = ULtsLearner::Get())
	{
		Learner->Stop();
	}
}

void FLtsEditorActions::Preview()
{
	ULtsLearner* Learner = ULtsLearner::Get();
	if (Learner != nullptr && Learner->Preview(ELtsBase::Recommended, 1, NextImage))
	{
		++NextImage;
	}
}

void FLtsEditorActions::OpenReport()
{
	ULtsLearner* Learner = ULtsLearner::Get();
	const FString Report = Learner != nullptr ? Learner->WriteReport() : FString();
	if (Report.IsEmpty())
	{
		UE_LOG(LogLts, Warning, TEXT("there is no run to report of: learn first"));
		return;
	}
	// An address has three slashes; the third is the path's own where paths begin with one.
	const FString Address = FString(Report.StartsWith(TEXT("/")) ? TEXT("file://") : TEXT("file:///")) + Report;
	FPlatformProcess::LaunchURL(*Address, nullptr, nullptr);
}
