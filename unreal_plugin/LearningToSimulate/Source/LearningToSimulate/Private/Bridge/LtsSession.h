// A session of the bridge, in the engine's types. Nothing here blocks, but Open and Close for the time that they say.
#pragma once

#include "CoreMinimal.h"
#include "LtsScene.h"
#include "LtsTypes.h"

/** What a session is opened with; all paths are full. */
struct FLtsSessionOptions
{
	FString Trainer;
	FString Experiment;
	TArray<FString> Overrides;
	FString Runs;
	FString Resume;
	/** Not Automatic. */
	ELtsImages Images = ELtsImages::Traffic;
	/** Of an own level. */
	TArray<FLtsDeclaration> Parameters;
	TArray<FLtsClass> Classes;
};

/** What became of submitted frames. */
enum class ELtsSubmitted : uint8
{
	Taken,
	/** The job is gone (late, stopped): go on with the next one. */
	Dropped,
	/** The frames do not fit; the job was failed with the bridge's reason. */
	Refused
};

class FLtsSession
{
public:
	/** Opens a session; a fraction of a second, or some with libtorch's first loading. May be called on any thread. */
	static TSharedPtr<FLtsSession> Open(const FLtsSessionOptions& Options, FString& OutError);

	virtual ~FLtsSession() {}

	/** False with a reason. */
	virtual bool Start(FString& OutError) = 0;
	virtual void Pause() = 0;
	virtual void Resume() = 0;
	virtual void Stop() = 0;

	/** Stops, and waits at most so long for the learner's thread. */
	virtual void Close(double Seconds) = 0;

	virtual FLtsProgress GetProgress() const = 0;
	virtual TArray<FLtsParameter> GetParameters() const = 0;
	virtual TArray<FLtsClass> GetClasses() const = 0;

	/** All meshes of traffic scenes, by index. */
	virtual TArray<FLtsMesh> GetMeshes() const = 0;

	/** What happened since the last call. */
	virtual TArray<FLtsNews> TakeNews() = 0;

	/** Whether there is an image to draw. */
	virtual bool Poll(FLtsJob& OutJob) = 0;

	/** SkyDistance in metres. */
	virtual ELtsSubmitted Submit(const FLtsJob& Job, const FLtsFrames& Frames, float SkyDistance) = 0;

	/** The host cannot draw this job. */
	virtual void Fail(const FLtsJob& Job, const FString& Reason) = 0;

	virtual bool Preview(ELtsBase Base, int32 Seed, int32 Image, FLtsJob& OutJob, FString& OutError) const = 0;
	virtual bool ExportDataset(const FString& Folder, int32 Images, int32 Seed, ELtsBase Base, FString& OutError) = 0;

	/** The report's path, or nothing. */
	virtual FString WriteReport() const = 0;
};
