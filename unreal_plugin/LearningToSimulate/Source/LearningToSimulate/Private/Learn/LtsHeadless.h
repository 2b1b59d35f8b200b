// Learning that the command line asks for: -LtsLearn=<experiment> [-LtsRuns=<folder>] [-LtsResume=<run>] [-LtsSet=key=value;...].
#pragma once

#include "CoreMinimal.h"
#include "LtsTypes.h"

class FLtsHeadless
{
public:
	/** The exit codes of a headless run. */
	static constexpr uint8 ExitFinished = 0;
	static constexpr uint8 ExitFailed = 1;
	static constexpr uint8 ExitUsage = 2;

	/** What a command line asks for; nothing if it does not ask to learn. */
	static TSharedPtr<FLtsHeadless> Parse(const TCHAR* CommandLine);

	FLtsLearnOptions Options;

	/** Waits for a world for some frames, so that the first map is there. */
	bool MayStart();

	bool IsStarted() const { return bStarted; }

	/** Ends the engine with an exit code, once. */
	void Exit(uint8 Code, const FString& Line);

private:
	bool bStarted = false;
	bool bExited = false;
	int32 FramesWithWorld = 0;
};
