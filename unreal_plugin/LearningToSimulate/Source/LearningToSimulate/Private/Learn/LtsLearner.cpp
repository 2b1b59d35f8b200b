// The learner: one learning session of the whole engine, ticked beside the game.
#include "LtsLearner.h"
#include "Engine/Engine.h"
#include "Engine/World.h"
#include "LtsDrawing.h"
#include "LtsHeadless.h"
#include "LtsLog.h"
#include "LtsOpening.h"
#include "LtsPlaces.h"
#include "LtsScenario.h"
#include "LtsSession.h"
#include "LtsSettings.h"
#include "LtsWorlds.h"
#include "Misc/App.h"
#include "Misc/CommandLine.h"

namespace LtsLearner
{
	/** Seconds that the engine waits at most for the learner's thread when it quits. */
	constexpr double Patience = 2.0;
}

ULtsLearner::ULtsLearner() {}

ULtsLearner::~ULtsLearner() {}

ULtsLearner* ULtsLearner::Get()
{
	return GEngine != nullptr ? GEngine->GetEngineSubsystem<ULtsLearner>() : nullptr;
}

void ULtsLearner::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	Headless = FLtsHeadless::Parse(FCommandLine::Get());
	WorldCleanup = FWorldDelegates::OnWorldCleanup.AddUObject(this, &ULtsLearner::WorldGoes);
}

void ULtsLearner::Deinitialize()
{
	FWorldDelegates::OnWorldCleanup.Remove(WorldCleanup);
	Close();
	Super::Deinitialize();
}

bool ULtsLearner::Learn(const FLtsLearnOptions& Options)
{
	return Open(Options, true);
}

bool ULtsLearner::Open(const FLtsLearnOptions& Options, bool bLearn)
{
	if (IsBusy())
	{
		UE_LOG(LogLts, Warning, TEXT("it learns already: stop first"));
		return false;
	}
	Close();
	const ULtsSettings* Settings = GetDefault<ULtsSettings>();
	FLtsSessionOptions Wanted;
	Wanted.Trainer = LtsPlaces::Trainer();
	Wanted.Resume = LtsPlaces::Full(Options.Resume);
	Wanted.Experiment = LtsPlaces::Full(Options.Experiment.IsEmpty() ? Settings->Experiment : Options.Experiment);
	Wanted.Runs = LtsPlaces::Full(Options.Runs.IsEmpty() ? Settings->Runs : Options.Runs);
	Wanted.Overrides = Settings->Overrides;
	Wanted.Overrides.Append(Options.Overrides);
	FString Error;
	if (Wanted.Experiment.IsEmpty() && Wanted.Resume.IsEmpty())
	{
		Error = TEXT("no experiment is named: set Project Settings, Learning to Simulate, Experiment to a TOML file");
	}
	else if (ChooseImages(Options.Images, Wanted, Error))
	{
		bLearnWhenOpened = bLearn;
		Opening = MakeShareable(new FLtsOpening(Wanted));
		Refresh();
		return true;
	}
	Fail(Error, FLtsHeadless::ExitUsage);
	return false;
}

bool ULtsLearner::ChooseImages(ELtsImages Asked, FLtsSessionOptions& OutOptions, FString& OutError)
{
	const ULtsSettings* Settings = GetDefault<ULtsSettings>();
	OutOptions.Images = Asked == ELtsImages::Automatic ? Settings->Images : Asked;
	UWorld* World = LtsWorlds::Find(true);
	const ALtsScenario* Scenario = World != nullptr ? LtsWorlds::FindScenario(World) : nullptr;
	if (OutOptions.Images == ELtsImages::Automatic)
	{
		OutOptions.Images = Scenario != nullptr ? ELtsImages::OwnLevel : ELtsImages::Traffic;
	}
	if (OutOptions.Images != ELtsImages::BuiltIn && !FApp::CanEverRender())
	{
		if (Settings->WithoutRendering == ELtsWithoutRendering::Refuse || OutOptions.Images == ELtsImages::OwnLevel)
		{
			OutError = TEXT("the engine cannot draw here (-nullrhi): run with -RenderOffscreen instead, or set Project Settings, Learning to Simulate, Without Rendering to Built In (traffic only)");
			return false;
		}
		UE_LOG(LogLts, Display, TEXT("the engine cannot draw here (-nullrhi): the built-in renderer draws the images"));
		OutOptions.Images = ELtsImages::BuiltIn;
	}
	bOwnLevel = OutOptions.Images == ELtsImages::OwnLevel;
	bDraws = OutOptions.Images != ELtsImages::BuiltIn;
	if (bOwnLevel)
	{
		if (Scenario == nullptr || !World->IsGameWorld())
		{
			OutError = Scenario == nullptr
				? TEXT("the level has no scenario: put an actor of class LtsScenario (or a Blueprint of it) into it")
				: TEXT("a scenario's events run only in a level that plays: press Play first");
			return false;
		}
		OutOptions.Parameters = Scenario->Parameters;
		OutOptions.Classes = Scenario->Classes;
	}
	return true;
}

void ULtsLearner::Opened()
{
	FString Error;
	Session = Opening->Take(Error);
	Opening.Reset();
	if (!Session.IsValid())
	{
		Fail(Error, FLtsHeadless::ExitFailed);
		return;
	}
	if (bLearnWhenOpened && !Session->Start(Error))
	{
		Fail(Error, FLtsHeadless::ExitFailed);
	}
}

void ULtsLearner::Pause()
{
	if (Session.IsValid())
	{
		Session->Pause();
	}
}

void ULtsLearner::Resume()
{
	bHeldForLevel = false;
	if (Session.IsValid())
	{
		Session->Resume();
	}
}

void ULtsLearner::Stop()
{
	bHeldForLevel = false;
	bLearnWhenOpened = false;
	if (Session.IsValid())
	{
		Session->Stop();
	}
}

bool ULtsLearner::Preview(ELtsBase Base, int32 Seed, int32 Image)
{
	if (Progress.State == ELtsState::Learning || Progress.State == ELtsState::Opening)
	{
		UE_LOG(LogLts, Warning, TEXT("a scene is shown when it does not learn: pause first"));
		return false;
	}
	if (!Session.IsValid() && !Opening.IsValid() && !Open(FLtsLearnOptions(), false))
	{
		return false;
	}
	bPreview = true;
	PreviewBase = Base;
	PreviewSeed = Seed;
	PreviewImage = Image;
	return true;
}

void ULtsLearner::ShowPreview()
{
	bPreview = false;
	FLtsJob Job;
	FString Error;
	FLtsDrawing* Draws = GetDrawing();
	if (Draws == nullptr)
	{
		Error = TEXT("the engine does not draw in this session");
	}
	else if (Session->Preview(PreviewBase, PreviewSeed, PreviewImage, Job, Error) && Draws->Preview(Job, UseEditorWorld(), Error))
	{
		UE_LOG(LogLts, Display, TEXT("image %d of seed %d is shown"), PreviewImage, PreviewSeed);
		return;
	}
	UE_LOG(LogLts, Error, TEXT("no scene can be shown: %s"), *Error);
}

bool ULtsLearner::ExportDataset(const FString& Folder, int32 Images, int32 Seed, ELtsBase Base)
{
	FString Error = TEXT("there is no session: learn or preview first");
	if (Session.IsValid() && Session->ExportDataset(LtsPlaces::Full(Folder), Images, Seed, Base, Error))
	{
		return true;
	}
	UE_LOG(LogLts, Error, TEXT("no dataset is exported: %s"), *Error);
	return false;
}

FString ULtsLearner::WriteReport()
{
	return Session.IsValid() ? Session->WriteReport() : FString();
}

FLtsProgress ULtsLearner::GetProgress() const
{
	return Progress;
}

TArray<FLtsParameter> ULtsLearner::GetParameters() const
{
	return Session.IsValid() ? Session->GetParameters() : TArray<FLtsParameter>();
}

bool ULtsLearner::IsBusy() const
{
	const ELtsState State = Progress.State;
	return Opening.IsValid() || State == ELtsState::Opening || State == ELtsState::Learning || State == ELtsState::Paused
		|| State == ELtsState::Exporting || State == ELtsState::Stopping;
}

void ULtsLearner::Tick(float)
{
	if (Headless.IsValid() && !Headless->IsStarted() && Headless->MayStart())
	{
		Learn(Headless->Options);
	}
	if (Opening.IsValid() && Opening->IsDone())
	{
		Opened();
	}
	if (Session.IsValid())
	{
		Tell(Session->TakeNews());
	}
	if (Session.IsValid())
	{
		Draw();
	}
	Refresh();
}

void ULtsLearner::Draw()
{
	if (bHeldForLevel)
	{
		UWorld* World = LtsWorlds::Find(false);
		if (World != nullptr && LtsWorlds::FindScenario(World) != nullptr)
		{
			UE_LOG(LogLts, Display, TEXT("there is a level with a scenario again: it goes on"));
			Resume();
		}
	}
	if (bPreview)
	{
		ShowPreview();
	}
	const ELtsState State = Progress.State;
	const bool bJobsMayCome = State == ELtsState::Opening || State == ELtsState::Learning || State == ELtsState::Exporting;
	FString Error;
	if (bJobsMayCome && GetDrawing() != nullptr && !Drawing->Tick(UseEditorWorld(), Error))
	{
		// Held alive, because who is told may close it.
		const TSharedPtr<FLtsSession> Ended = Session;
		Drawing.Reset();
		Fail(Error, FLtsHeadless::ExitFailed);
		Ended->Stop();
	}
}

FLtsDrawing* ULtsLearner::GetDrawing()
{
	if (!Drawing.IsValid() && bDraws)
	{
		Drawing = MakeShareable(new FLtsDrawing(Session));
	}
	return Drawing.Get();
}

void ULtsLearner::ClearUp(const FLtsSession* Ended)
{
	// Not if who was told has begun another session.
	if (Session.Get() == Ended)
	{
		Drawing.Reset();
	}
}

void ULtsLearner::Tell(const TArray<FLtsNews>& News)
{
	// Held alive, because who is told may begin another session.
	const TSharedPtr<FLtsSession> Told = Session;
	for (const FLtsNews& Item : News)
	{
		switch (Item.Kind)
		{
		case ELtsNews::Started:
			Progress = Told->GetProgress();
			UE_LOG(LogLts, Display, TEXT("LtsLearn: started, run directory %s"), *Progress.Run);
			OnStarted.Broadcast(Progress.Run);
			break;
		case ELtsNews::IterationDone:
		{
			FLtsIteration Iteration;
			Iteration.Iteration = Item.Iteration;
			Iteration.Reward = Item.Reward;
			Iteration.Best = Item.Best;
			Iteration.Parameters = Told->GetParameters();
			UE_LOG(LogLts, Display, TEXT("LtsLearn: iteration %d of %d: reward %.4f, best %.4f"),
				Item.Iteration + 1, Told->GetProgress().Iterations, Item.Reward, Item.Best);
			OnIterationDone.Broadcast(Iteration);
			break;
		}
		case ELtsNews::Finished:
			ClearUp(Told.Get());
			OnFinished.Broadcast(Item.Text);
			if (Headless.IsValid())
			{
				Headless->Exit(FLtsHeadless::ExitFinished, Item.Text);
			}
			break;
		case ELtsNews::Failed:
			ClearUp(Told.Get());
			Fail(Item.Text, FLtsHeadless::ExitFailed);
			break;
		case ELtsNews::Stopped:
			ClearUp(Told.Get());
			UE_LOG(LogLts, Display, TEXT("LtsLearn: stopped: %s"), *Item.Text);
			if (Headless.IsValid())
			{
				Headless->Exit(FLtsHeadless::ExitFailed, TEXT("it was stopped"));
			}
			break;
		default:
			if (Item.Level == ELtsLevel::Fault)
			{
				UE_LOG(LogLts, Error, TEXT("%s"), *Item.Text);
			}
			else if (Item.Level == ELtsLevel::Caution)
			{
				UE_LOG(LogLts, Warning, TEXT("%s"), *Item.Text);
			}
			else
			{
				UE_LOG(LogLts, Log, TEXT("%s"), *Item.Text);
			}
			break;
		}
	}
}

void ULtsLearner::Fail(const FString& Reason, uint8 ExitCode)
{
	UE_LOG(LogLts, Error, TEXT("%s"), *Reason);
	Progress.State = ELtsState::Failed;
	Progress.Message = Reason;
	OnFailed.Broadcast(Reason);
	if (Headless.IsValid())
	{
		Headless->Exit(ExitCode, Reason);
	}
}

void ULtsLearner::WorldGoes(UWorld* World, bool, bool)
{
	if (Drawing.IsValid())
	{
		Drawing->Forget(World);
	}
	if (bOwnLevel && Progress.State == ELtsState::Learning && World->IsGameWorld())
	{
		UE_LOG(LogLts, Display, TEXT("the level with the scenario goes: learning holds until there is one again"));
		Pause();
		bHeldForLevel = true;
	}
}

void ULtsLearner::Close()
{
	Drawing.Reset();
	Opening.Reset();
	bHeldForLevel = false;
	bPreview = false;
	if (Session.IsValid())
	{
		Session->Close(LtsLearner::Patience);
		Session.Reset();
	}
	Progress = FLtsProgress();
}

void ULtsLearner::Refresh()
{
	FLtsProgress Now = Progress;
	if (Opening.IsValid())
	{
		Now = FLtsProgress();
		Now.State = ELtsState::Loading;
		Now.Message = TEXT("loads the trainer and the experiment");
	}
	else if (Session.IsValid() && Progress.State != ELtsState::Failed)
	{
		Now = Session->GetProgress();
	}
	const bool bChanged = Now.State != Progress.State || Now.Iteration != Progress.Iteration || Now.Image != Progress.Image
		|| Now.Message != Progress.Message;
	Progress = Now;
	if (bChanged)
	{
		OnProgressed.Broadcast(Progress);
	}
}

bool ULtsLearner::UseEditorWorld() const
{
	return GetDefault<ULtsSettings>()->bUseEditorWorld && !bOwnLevel;
}

bool ULtsLearner::IsTickable() const
{
	// The class's default object is a tickable object, too.
	return !IsTemplate();
}

bool ULtsLearner::IsTickableWhenPaused() const
{
	return true;
}

bool ULtsLearner::IsTickableInEditor() const
{
	return true;
}

TStatId ULtsLearner::GetStatId() const
{
	RETURN_QUICK_DECLARE_CYCLE_STAT(ULtsLearner, STATGROUP_Tickables);
}
