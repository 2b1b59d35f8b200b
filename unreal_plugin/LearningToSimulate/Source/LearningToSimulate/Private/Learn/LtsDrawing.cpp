// Drawing a session's jobs: poll, show, let settle, capture, submit; a little in each frame.
#include "LtsDrawing.h"
#include "Engine/World.h"
#include "HAL/PlatformTime.h"
#include "LtsScenario.h"
#include "LtsSession.h"
#include "LtsSettings.h"
#include "LtsStudio.h"
#include "LtsWorlds.h"

FLtsDrawing::FLtsDrawing(const TSharedPtr<FLtsSession>& InSession)
	: Session(InSession)
	, Meshes(InSession->GetMeshes())
	, Classes(InSession->GetClasses())
{
}

FLtsDrawing::~FLtsDrawing()
{
	if (Studio.IsValid())
	{
		Studio.Get()->Remove();
	}
}

bool FLtsDrawing::Tick(bool bUseEditorWorld, FString& OutError)
{
	const double End = FPlatformTime::Seconds() + 0.001 * GetDefault<ULtsSettings>()->MillisecondsPerFrame;
	do
	{
		if (!bJob)
		{
			bJob = Session->Poll(Job);
			bShown = false;
		}
		// Without a world (a map is being loaded) the job waits; the bridge gives it up after its time-out.
		UWorld* World = bJob ? LtsWorlds::Find(bUseEditorWorld) : nullptr;
		if (World == nullptr)
		{
			return true;
		}
		if (!Step(World, OutError))
		{
			return false;
		}
	} while (!bJob && FPlatformTime::Seconds() < End);
	return true;
}

bool FLtsDrawing::Step(UWorld* World, FString& OutError)
{
	const TWeakObjectPtr<ALtsStudio> Before = Studio;
	ALtsStudio* Here = Furnished(World, OutError);
	if (Here == nullptr)
	{
		return false;
	}
	FString Reason;
	// In a new world the job is shown once more.
	if (!bShown || Before.Get() != Here)
	{
		ALtsScenario* Scenario = Job.bHasScene ? nullptr : LtsWorlds::FindScenario(World);
		if (!Here->Show(Job, Scenario, Reason))
		{
			Session->Fail(Job, Reason);
			bJob = false;
			return true;
		}
		bShown = true;
		FramesToSettle = GetDefault<ULtsSettings>()->SettleFrames;
	}
	if (FramesToSettle > 0)
	{
		--FramesToSettle;
		return true;
	}
	if (Here->Capture(Job, Frames, Reason))
	{
		Session->Submit(Job, Frames, GetDefault<ULtsSettings>()->SkyDistanceMetres);
	}
	else
	{
		Session->Fail(Job, Reason);
	}
	bJob = false;
	return true;
}

ALtsStudio* FLtsDrawing::Furnished(UWorld* World, FString& OutError)
{
	if (Studio.IsValid() && Studio.Get()->GetWorld() != World)
	{
		// E.g. Play was pressed: what stood in the editor's level goes.
		Studio.Get()->Remove();
		Studio = nullptr;
	}
	if (!Studio.IsValid())
	{
		ALtsStudio* Made = ALtsStudio::Spawn(World);
		if (Made == nullptr)
		{
			OutError = TEXT("nothing can be spawned in this world");
			return nullptr;
		}
		Studio = Made;
	}
	return Studio.Get()->Furnish(Meshes, Classes, OutError) ? Studio.Get() : nullptr;
}

void FLtsDrawing::Forget(UWorld* World)
{
	if (Studio.IsValid() && Studio.Get()->GetWorld() == World)
	{
		Studio = nullptr;
		bShown = false;
	}
}

bool FLtsDrawing::Preview(const FLtsJob& Shown, bool bUseEditorWorld, FString& OutError)
{
	UWorld* World = LtsWorlds::Find(bUseEditorWorld);
	if (World == nullptr)
	{
		OutError = TEXT("there is no level to show a scene in: open one, or press Play");
		return false;
	}
	ALtsStudio* Here = Furnished(World, OutError);
	// The job in hand, if any, is shown again afterwards.
	bShown = false;
	return Here != nullptr && Here->Show(Shown, Shown.bHasScene ? nullptr : LtsWorlds::FindScenario(World), OutError);
}
