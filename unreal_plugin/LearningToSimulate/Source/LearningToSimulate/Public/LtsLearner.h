// The learner: one learning session of the whole engine, ticked beside the game.
#pragma once

#include "CoreMinimal.h"
#include "Subsystems/EngineSubsystem.h"
#include "Tickable.h"
#include "LtsTypes.h"
#include "LtsLearner.generated.h"

class FLtsDrawing;
class FLtsHeadless;
class FLtsOpening;
class FLtsSession;
class UWorld;
struct FLtsNews;
struct FLtsSessionOptions;

DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FLtsStarted, const FString&, Run);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FLtsIterationDone, const FLtsIteration&, Iteration);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FLtsFinished, const FString&, Result);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FLtsFailed, const FString&, Reason);
DECLARE_MULTICAST_DELEGATE_OneParam(FLtsProgressed, const FLtsProgress&);

/**
 * An engine subsystem, because a session outlives worlds: maps change and Play-in-Editor comes and goes while it learns.
 * Training runs on the session's own thread; a tick only draws scenes that are asked for.
 */
UCLASS()
class LEARNINGTOSIMULATE_API ULtsLearner : public UEngineSubsystem, public FTickableGameObject
{
	GENERATED_BODY()

public:
	ULtsLearner();
	virtual ~ULtsLearner();

	/** The engine's learner; none before the engine runs and in commandlets that never draw. */
	static ULtsLearner* Get();

	/** Begins to learn. False, with a line in the log, if it cannot; what fails later is told by OnFailed. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	bool Learn(const FLtsLearnOptions& Options);

	/** No new scenes, and training holds, until Resume. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	void Pause();

	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	void Resume();

	/** Ends the run; it can be gone on with later. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	void Stop();

	/** Shows an image's scene in the level. Opens the experiment if there is no session yet. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	bool Preview(ELtsBase Base, int32 Seed, int32 Image);

	/** Draws labelled images into a new folder. Not while it learns. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	bool ExportDataset(const FString& Folder, int32 Images, int32 Seed, ELtsBase Base);

	/** Writes the report anew; its path, or nothing if there is no run. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	FString WriteReport();

	/** As of the last tick. */
	UFUNCTION(BlueprintCallable, BlueprintPure, Category = "Learning to Simulate")
	FLtsProgress GetProgress() const;

	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	TArray<FLtsParameter> GetParameters() const;

	/** It loads, learns, holds or exports. */
	UFUNCTION(BlueprintCallable, BlueprintPure, Category = "Learning to Simulate")
	bool IsBusy() const;

	UPROPERTY(BlueprintAssignable, Category = "Learning to Simulate")
	FLtsStarted OnStarted;

	UPROPERTY(BlueprintAssignable, Category = "Learning to Simulate")
	FLtsIterationDone OnIterationDone;

	UPROPERTY(BlueprintAssignable, Category = "Learning to Simulate")
	FLtsFinished OnFinished;

	UPROPERTY(BlueprintAssignable, Category = "Learning to Simulate")
	FLtsFailed OnFailed;

	/** For C++: each tick in which something changed. */
	FLtsProgressed OnProgressed;

	// UEngineSubsystem
	virtual void Initialize(FSubsystemCollectionBase& Collection) override;
	virtual void Deinitialize() override;

	// FTickableGameObject
	virtual void Tick(float DeltaTime) override;
	virtual bool IsTickable() const override;
	virtual bool IsTickableWhenPaused() const override;
	virtual bool IsTickableInEditor() const override;
	virtual TStatId GetStatId() const override;

private:
	bool Open(const FLtsLearnOptions& Options, bool bLearn);
	void Opened();
	void Tell(const TArray<FLtsNews>& News);
	void Draw();
	FLtsDrawing* GetDrawing();
	void ClearUp(const FLtsSession* Ended);
	void ShowPreview();
	void Fail(const FString& Reason, uint8 ExitCode);
	void Close();
	void Refresh();
	void WorldGoes(UWorld* World, bool bSessionEnded, bool bCleanupResources);
	bool UseEditorWorld() const;
	bool ChooseImages(ELtsImages Asked, FLtsSessionOptions& OutOptions, FString& OutError);

	// Shared pointers, though nothing is shared: only they can be destroyed by generated code that does not know the types.

	/** While the experiment is read on a thread of its own. */
	TSharedPtr<FLtsOpening> Opening;

	TSharedPtr<FLtsSession> Session;

	/** What draws; there while something is to be drawn or seen. */
	TSharedPtr<FLtsDrawing> Drawing;

	/** What the command line asks for. */
	TSharedPtr<FLtsHeadless> Headless;

	FLtsProgress Progress;
	FDelegateHandle WorldCleanup;
	bool bLearnWhenOpened = false;

	/** The level itself is learned: only a level that plays runs a scenario's events. */
	bool bOwnLevel = false;

	/** The engine draws, not the built-in renderer. */
	bool bDraws = false;

	/** Held because the level went away; goes on in the next one with a scenario. */
	bool bHeldForLevel = false;

	/** A preview that was asked for and not shown yet. */
	bool bPreview = false;
	ELtsBase PreviewBase = ELtsBase::Start;
	int32 PreviewSeed = 0;
	int32 PreviewImage = 0;
};
