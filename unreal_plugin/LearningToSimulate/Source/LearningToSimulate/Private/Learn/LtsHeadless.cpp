// Learning that the command line asks for: -LtsLearn=<experiment> [-LtsRuns=<folder>] [-LtsResume=<run>] [-LtsSet=key=value;...].
#include "LtsHeadless.h"
#include "HAL/PlatformMisc.h"
#include "LtsLog.h"
#include "LtsWorlds.h"
#include "Misc/Parse.h"

namespace LtsHeadless
{
	/** Frames that a new map gets before its scenario is looked for. */
	constexpr int32 FramesToBegin = 3;
}

constexpr uint8 FLtsHeadless::ExitFinished;
constexpr uint8 FLtsHeadless::ExitFailed;
constexpr uint8 FLtsHeadless::ExitUsage;

TSharedPtr<FLtsHeadless> FLtsHeadless::Parse(const TCHAR* CommandLine)
{
	TSharedPtr<FLtsHeadless> Asked = MakeShareable(new FLtsHeadless());
	const bool bLearn = FParse::Value(CommandLine, TEXT("LtsLearn="), Asked->Options.Experiment);
	const bool bResume = FParse::Value(CommandLine, TEXT("LtsResume="), Asked->Options.Resume);
	if (!bLearn && !bResume)
	{
		return nullptr;
	}
	FParse::Value(CommandLine, TEXT("LtsRuns="), Asked->Options.Runs);
	FString Settings;
	// A value may hold commas (lists), so that settings are joined by semicolons; the whole may be quoted.
	if (FParse::Value(CommandLine, TEXT("LtsSet="), Settings, false))
	{
		Settings.ParseIntoArray(Asked->Options.Overrides, TEXT(";"));
	}
	return Asked;
}

bool FLtsHeadless::MayStart()
{
	if (bStarted || LtsWorlds::Find(false) == nullptr || ++FramesWithWorld < LtsHeadless::FramesToBegin)
	{
		return false;
	}
	bStarted = true;
	return true;
}

void FLtsHeadless::Exit(uint8 Code, const FString& Line)
{
	if (bExited)
	{
		return;
	}
	bExited = true;
	if (Code == ExitFinished)
	{
		UE_LOG(LogLts, Display, TEXT("LtsLearn: finished: %s"), *Line);
	}
	else
	{
		UE_LOG(LogLts, Error, TEXT("LtsLearn: failed: %s"), *Line);
	}
	UE_LOG(LogLts, Display, TEXT("LtsLearn: exit code %d"), static_cast<int32>(Code));
	FPlatformMisc::RequestExitWithStatus(false, Code);
}
