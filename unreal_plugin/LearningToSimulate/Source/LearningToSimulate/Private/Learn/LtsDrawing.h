// Drawing a session's jobs: poll, show, let settle, capture, submit; a little in each frame.
#pragma once

#include "CoreMinimal.h"
#include "LtsScene.h"
#include "LtsTypes.h"
#include "UObject/WeakObjectPtr.h"

class ALtsScenario;
class ALtsStudio;
class FLtsSession;
class UWorld;

class FLtsDrawing
{
public:
	explicit FLtsDrawing(const TSharedPtr<FLtsSession>& InSession);

	/** Removes what was drawn. */
	~FLtsDrawing();

	/** Draws for about the time that the settings give. False, with a reason, if nothing can be drawn at all. */
	bool Tick(bool bUseEditorWorld, FString& OutError);

	/** This world takes all that was spawned in it along. */
	void Forget(UWorld* World);

	/** Shows a scene for the eye. False with a reason. */
	bool Preview(const FLtsJob& Shown, bool bUseEditorWorld, FString& OutError);

private:
	TSharedPtr<FLtsSession> Session;
	TArray<FLtsMesh> Meshes;
	TArray<FLtsClass> Classes;

	/** Goes with its world; another is made in the next one. */
	TWeakObjectPtr<ALtsStudio> Studio;

	/** The job in hand: not answered yet. */
	FLtsJob Job;
	bool bJob = false;
	/** Whether the studio shows it, and frames until it is captured. */
	bool bShown = false;
	int32 FramesToSettle = 0;

	/** Kept, so that memory is not allocated anew for each image. */
	FLtsFrames Frames;

	ALtsStudio* Furnished(UWorld* World, FString& OutError);
	bool Step(UWorld* World, FString& OutError);
};
