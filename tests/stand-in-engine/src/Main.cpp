// The stand-in engine's program: Unreal's command line, and commands from a script for what a person would do.
//
// Usage: stand-in-<editor|game> --project=<folder> --plugin=<folder> [--script=<file>] [Unreal's arguments ...]
//
// Without a script the engine runs until something asks it to end. Commands, one a line:
//   frames <n> | until <seconds> <text of a log line> | pie begin | pie end | map <name> | gc | click <command> |
//   automation <prefix> | case <name> [arguments] | quit
#include "Cases.h"
#include "Loop.h"
#include "Platform.h"

#include "HAL/PlatformMisc.h"
#include "HAL/PlatformProcess.h"
#include "HAL/PlatformTime.h"
#include "Misc/AutomationTest.h"
#include "Misc/FileHelper.h"
#include "Misc/Parse.h"
#include "RHI.h"
#if WITH_EDITOR
#include "ToolMenus.h"
#endif

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

TFunction<void(UWorld*)>& StandInLevel()
{
    static TFunction<void(UWorld*)> One;
    return One;
}

namespace {
/// A frame, and a pause so that others come to work.
void Tick()
{
    const double Start = FPlatformTime::Seconds();
    stand_in::Frame();
    const double Left = 0.002 - (FPlatformTime::Seconds() - Start);
    if (Left > 0.0) {
        FPlatformProcess::Sleep(static_cast<float>(Left));
    }
}

bool Click(FName Command)
{
#if WITH_EDITOR
    for (UToolMenu* Menu : UToolMenus::Get()->StandInMenus) {
        for (FToolMenuSection& Section : Menu->StandInSections) {
            for (FToolMenuEntry& Entry : Section.Blocks) {
                if (Entry.Name == Command && Entry.StandInList.IsValid()) {
                    return Entry.StandInList->StandInExecute(Command);
                }
            }
        }
    }
#endif
    UE_LOG(LogTemp, Error, TEXT("there is no button or entry %s"), *Command.ToString());
    return false;
}

bool RunTests(const FString& Prefix)
{
    int32 Found = 0;
    bool bAll = true;
    for (FAutomationTestBase* Test : stand_in::AutomationTests()) {
        if (Test->StandInPrettyName.StartsWith(Prefix)) {
            ++Found;
            bAll = stand_in::RunAutomationTest(*Test) && bAll;
        }
    }
    UE_LOG(LogTemp, Display, TEXT("Found %d Automation Tests"), Found);
    return bAll && Found > 0;
}

/// Runs one command; false ends the script.
bool Run(const FString& Line)
{
    TArray<FString> Words;
    Line.ParseIntoArray(Words, TEXT(" "));
    const FString Verb = Words[0];
    FString Rest = Line.Mid(Verb.Len() + 1);
    if (Verb == TEXT("frames")) {
        for (int32 Frame = 0; Frame < FCString::Atoi(*Rest) && !IsEngineExitRequested(); ++Frame) {
            Tick();
        }
        return true;
    }
    if (Verb == TEXT("seconds")) {
        for (const double Start = FPlatformTime::Seconds(); FPlatformTime::Seconds() - Start < static_cast<double>(FCString::Atof(*Rest)) && !IsEngineExitRequested();) {
            Tick();
        }
        return true;
    }
    if (Verb == TEXT("until")) {
        FString Seconds, Text;
        Rest.Split(FString(TEXT(" ")), &Seconds, &Text);
        for (const double Start = FPlatformTime::Seconds(); FPlatformTime::Seconds() - Start < static_cast<double>(FCString::Atof(*Seconds));) {
            if (stand_in::HasLogged(Text)) {
                return true;
            }
            if (IsEngineExitRequested()) {
                break;
            }
            Tick();
        }
        UE_LOG(LogTemp, Error, TEXT("the log never said '%s'"), *Text);
        return false;
    }
    if (Verb == TEXT("forget")) {
        stand_in::ForgetLog();
        return true;
    }
    if (Verb == TEXT("pie")) {
        Rest == TEXT("begin") ? stand_in::BeginPlayInEditor() : stand_in::EndPlayInEditor();
        return true;
    }
    if (Verb == TEXT("map")) {
        stand_in::ChangeMap(*Rest);
        return true;
    }
    if (Verb == TEXT("gc")) {
        CollectGarbage(StandInNoFlags);
        return true;
    }
    if (Verb == TEXT("click")) {
        return Click(FName(*Rest));
    }
    if (Verb == TEXT("automation")) {
        return RunTests(Rest);
    }
    if (Verb == TEXT("case")) {
        Words.RemoveAt(0, 2);
        FString Name, Arguments;
        if (!Rest.Split(FString(TEXT(" ")), &Name, &Arguments)) {
            Name = Rest;
        }
        for (stand_in::FCase* Case : stand_in::Cases()) {
            if (Name == Case->Name) {
                const FString Problem = Case->Run(Words, []() { Tick(); });
                if (!Problem.IsEmpty()) {
                    UE_LOG(LogTemp, Error, TEXT("case %s: %s"), *Name, *Problem);
                }
                return Problem.IsEmpty();
            }
        }
        UE_LOG(LogTemp, Error, TEXT("there is no case %s"), *Name);
        return false;
    }
    if (Verb == TEXT("quit")) {
        FPlatformMisc::RequestExit(false);
        return true;
    }
    UE_LOG(LogTemp, Error, TEXT("there is no command '%s'"), *Verb);
    return false;
}
}

int main(int Count, char** Arguments)
{
    FString Script;
    stand_in::FProcess& Process = stand_in::Process();
    for (int Index = 1; Index < Count; ++Index) {
        FString Argument(Arguments[Index]);
        if (Argument.RemoveFromStart(FString(TEXT("--project=")))) {
            Process.ProjectDir = Argument;
        } else if (Argument.RemoveFromStart(FString(TEXT("--plugin=")))) {
            Process.PluginDir = Argument;
        } else if (Argument.RemoveFromStart(FString(TEXT("--script=")))) {
            Script = Argument;
        } else {
            // As a shell's quotes come through: -Key="a b".
            FString Key, Value;
            if (Argument.Contains(FString(TEXT(" "))) && Argument.Split(FString(TEXT("=")), &Key, &Value)) {
                Argument = Key + TEXT("=\"") + Value + TEXT("\"");
            }
            Process.CommandLine += (Process.CommandLine.IsEmpty() ? FString() : FString(TEXT(" "))) + Argument;
        }
    }
    stand_in::bNullRhi = FParse::Param(*Process.CommandLine, TEXT("nullrhi"));
    const bool bEditor = WITH_EDITOR != 0 && !FParse::Param(*Process.CommandLine, TEXT("game"));
    if (!stand_in::Start(bEditor)) {
        return 99;
    }
    bool bFailed = false;
    if (!Script.IsEmpty()) {
        FString Text;
        TArray<FString> Lines;
        if (!FFileHelper::LoadFileToString(Text, *Script)) {
            std::fprintf(stderr, "the script cannot be read\n");
            return 99;
        }
        Text.StandInLines(Lines);
        for (const FString& Line : Lines) {
            if (IsEngineExitRequested()) {
                break;
            }
            if (!Run(Line)) {
                UE_LOG(LogTemp, Error, TEXT("the script ends at: %s"), *Line);
                bFailed = true;
                break;
            }
        }
    } else {
        while (!IsEngineExitRequested()) {
            Tick();
        }
    }
    const double Start = FPlatformTime::Seconds();
    stand_in::Quit();
    UE_LOG(LogTemp, Display, TEXT("quit took %.3f s"), FPlatformTime::Seconds() - Start);
    std::fflush(stdout);
    // Libraries that other threads still use are not unloaded: the process ends as the engine's does.
    _exit(bFailed ? 99 : Process.ExitCode);
}
