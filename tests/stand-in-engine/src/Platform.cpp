// The process: command line, paths, files, libraries, threads.
#include "Platform.h"

#include "Async/Async.h"
#include "HAL/FileManager.h"
#include "HAL/PlatformMisc.h"
#include "HAL/PlatformProcess.h"
#include "HAL/PlatformTime.h"
#include "HAL/RunnableThread.h"
#include "Logging/MessageLog.h"
#include "Misc/App.h"
#include "Misc/CommandLine.h"
#include "Misc/CoreDelegates.h"
#include "Misc/FileHelper.h"
#include "Misc/Parse.h"
#include "Misc/Paths.h"
#include "RHI.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

bool GIsEditor = false;
bool stand_in::bNullRhi = false;
uint32 GFrameNumber = 0;
uint64 GFrameCounter = 0;
FSimpleMulticastDelegate FCoreDelegates::OnPostEngineInit;
FSimpleMulticastDelegate FCoreDelegates::OnFEngineLoopInitComplete;
FSimpleMulticastDelegate FCoreDelegates::OnEnginePreExit;
FSimpleMulticastDelegate FCoreDelegates::OnPreExit;

namespace stand_in {
FProcess& Process()
{
    static FProcess* One = new FProcess();
    return *One;
}

static std::thread::id& GameThread()
{
    static std::thread::id Id;
    return Id;
}
void ClaimGameThread() { GameThread() = std::this_thread::get_id(); }

void RequireGameThread(const char* What)
{
    if (!IsInGameThread()) {
        AssertFailed(What, __FILE__, __LINE__, TEXT("is called off the game thread"));
    }
}

static TQueue<TFunction<void()>, EQueueMode::Mpsc>& Tasks()
{
    static TQueue<TFunction<void()>, EQueueMode::Mpsc>* All = new TQueue<TFunction<void()>, EQueueMode::Mpsc>();
    return *All;
}

void RunGameThreadTasks()
{
    TFunction<void()> Task;
    while (Tasks().Dequeue(Task)) {
        Task();
    }
}

uint64 NextHandle()
{
    static uint64 Last = 0;
    return ++Last;
}

TArray<FAutomationTestBase*>& AutomationTests()
{
    static TArray<FAutomationTestBase*>* All = new TArray<FAutomationTestBase*>();
    return *All;
}

TArray<FString> ConfigLines(const FString& File, const FString& Section)
{
    TArray<FString> Found, Lines;
    FString Text;
    if (FFileHelper::LoadFileToString(Text, *FPaths::Combine(Process().ProjectDir, FString(TEXT("Config")), TEXT("Default") + File + TEXT(".ini")))) {
        Text.StandInLines(Lines);
        bool bInside = false;
        for (const FString& Raw : Lines) {
            const FString Line = Raw.TrimStartAndEnd();
            if (Line.StartsWith(FString(TEXT("[")))) {
                bInside = Line == TEXT("[") + Section + TEXT("]");
            } else if (bInside && !Line.IsEmpty() && !Line.StartsWith(FString(TEXT(";")))) {
                Found.Add(Line);
            }
        }
    }
    const FString Start = TEXT("-ini:") + File + TEXT(":[") + Section + TEXT("]:");
    TArray<FString> Words;
    Process().CommandLine.ParseIntoArray(Words, TEXT(" "));
    for (FString Word : Words) {
        if (Word.RemoveFromStart(Start)) {
            Found.Add(Word);
        }
    }
    return Found;
}
}

bool IsInGameThread() { return std::this_thread::get_id() == stand_in::GameThread(); }
bool IsInRenderingThread() { return IsInGameThread(); }
void FlushRenderingCommands() { stand_in::RequireGameThread("FlushRenderingCommands"); }
bool IsRunningCommandlet() { return FParse::Param(FCommandLine::Get(), TEXT("run")) || FString(FCommandLine::Get()).Contains(FString(TEXT("-run="))); }
bool IsRunningDedicatedServer() { return FParse::Param(FCommandLine::Get(), TEXT("server")); }
bool IsEngineExitRequested() { return stand_in::Process().bExit; }

void AsyncTask(ENamedThreads::Type Thread, TFunction<void()> Function)
{
    (void)Thread;
    stand_in::Tasks().Enqueue(Function);
}

FRunnableThread* FRunnableThread::Create(FRunnable* InRunnable, const TCHAR*, uint32, EThreadPriority)
{
    FRunnableThread* Made = new FRunnableThread();
    Made->StandInRunnable = InRunnable;
    Made->StandInThread = std::thread([InRunnable]() {
        if (InRunnable->Init()) {
            InRunnable->Run();
            InRunnable->Exit();
        }
    });
    return Made;
}
bool FRunnableThread::Kill(bool bShouldWait)
{
    if (StandInThread.joinable()) {
        StandInRunnable->Stop();
        if (bShouldWait) {
            StandInThread.join();
        } else {
            StandInThread.detach();
        }
    }
    return true;
}
static std::string Utf8(const FString& Text) { return Text.StandInUtf8(); }
static std::string Utf8(const TCHAR* Text) { return stand_in::ToUtf8(Text); }

bool FApp::CanEverRender() { return !stand_in::bNullRhi && !IsRunningDedicatedServer() && !IsRunningCommandlet(); }
bool FApp::IsUnattended() { return FParse::Param(FCommandLine::Get(), TEXT("unattended")); }
bool FApp::IsGame() { return !GIsEditor; }
static bool bBenchmarking = false;
void FApp::SetBenchmarking(bool bValue) { bBenchmarking = bValue; }
bool FApp::IsBenchmarking() { return bBenchmarking; }
void FApp::SetFixedDeltaTime(double Seconds) { stand_in::Process().DeltaSeconds = Seconds; }
double FApp::GetFixedDeltaTime() { return stand_in::Process().DeltaSeconds; }
double FApp::GetDeltaTime() { return stand_in::Process().DeltaSeconds; }
const TCHAR* FApp::GetProjectName() { return TEXT("HostProject"); }

const TCHAR* FCommandLine::Get() { return *stand_in::Process().CommandLine; }
const TCHAR* FCommandLine::GetOriginal() { return Get(); }

// Words in quotes may hold spaces; the quotes go.
static TArray<FString> Words(const TCHAR* Line)
{
    TArray<FString> All;
    FString Word;
    bool bQuoted = false, bAny = false;
    for (; *Line; ++Line) {
        if (*Line == TEXT('"')) {
            bQuoted = !bQuoted;
            bAny = true;
        } else if (*Line == TEXT(' ') && !bQuoted) {
            if (bAny) {
                All.Add(Word);
            }
            Word.StandInEmpty();
            bAny = false;
        } else {
            Word.StandInAdd(*Line);
            bAny = true;
        }
    }
    if (bAny) {
        All.Add(Word);
    }
    return All;
}

void FCommandLine::Parse(const TCHAR* Line, TArray<FString>& Tokens, TArray<FString>& Switches)
{
    for (FString Word : Words(Line)) {
        if (Word.RemoveFromStart(FString(TEXT("-")))) {
            Switches.Add(Word);
        } else {
            Tokens.Add(Word);
        }
    }
}

bool FParse::Value(const TCHAR* Stream, const TCHAR* Match, FString& Value, bool bShouldStopOnSeparator)
{
    // The engine finds the text anywhere, and reads to a blank (or a comma or bracket), or all between quotes.
    const FString Text(Stream);
    const int32 Found = Text.Find(FString(Match));
    if (Found == INDEX_NONE) {
        return false;
    }
    FString Rest = Text.Mid(Found + FString(Match).Len());
    if (Rest.RemoveFromStart(FString(TEXT("\"")))) {
        FString Inside;
        Value = Rest.Split(FString(TEXT("\"")), &Inside, nullptr) ? Inside : Rest;
        return true;
    }
    int32 End = 0;
    while (End < Rest.Len() && Rest.StandInAt(End) != TEXT(' ') && !(bShouldStopOnSeparator && (Rest.StandInAt(End) == TEXT(',') || Rest.StandInAt(End) == TEXT(')')))) {
        ++End;
    }
    Value = Rest.Left(End);
    return true;
}

bool FParse::Value(const TCHAR* Stream, const TCHAR* Match, int32& Number)
{
    FString Text;
    const bool bFound = Value(Stream, Match, Text);
    if (bFound) {
        Number = FCString::Atoi(*Text);
    }
    return bFound;
}

bool FParse::Value(const TCHAR* Stream, const TCHAR* Match, float& Number)
{
    FString Text;
    const bool bFound = Value(Stream, Match, Text);
    if (bFound) {
        Number = FCString::Atof(*Text);
    }
    return bFound;
}

bool FParse::Bool(const TCHAR* Stream, const TCHAR* Match, bool& OnOff)
{
    FString Text;
    const bool bFound = Value(Stream, Match, Text);
    if (bFound) {
        OnOff = Text == TEXT("true") || Text == TEXT("1") || Text == TEXT("on");
    }
    return bFound;
}

bool FParse::Param(const TCHAR* Stream, const TCHAR* Param)
{
    for (const FString& Word : Words(Stream)) {
        if (Word == FString(TEXT("-")) + Param) {
            return true;
        }
    }
    return false;
}

FString FPaths::ProjectDir() { return stand_in::Process().ProjectDir + TEXT("/"); }
FString FPaths::ProjectContentDir() { return ProjectDir() + TEXT("Content/"); }
FString FPaths::ProjectSavedDir() { return ProjectDir() + TEXT("Saved/"); }
FString FPaths::ProjectConfigDir() { return ProjectDir() + TEXT("Config/"); }
FString FPaths::ProjectLogDir() { return ProjectSavedDir() + TEXT("Logs/"); }
FString FPaths::ProjectPluginsDir() { return ProjectDir() + TEXT("Plugins/"); }
FString FPaths::EngineContentDir() { return TEXT("../../../Engine/Content/"); }
FString FPaths::RootDir() { return TEXT("/"); }
bool FPaths::IsRelative(const FString& Path) { return !Path.StartsWith(FString(TEXT("/"))); }

FString FPaths::ConvertRelativePathToFull(const FString& Base, const FString& Path)
{
    const FString Joined = IsRelative(Path) ? FString::StandInPath(Base, Path) : Path;
    TArray<FString> Parts, Kept;
    Joined.ParseIntoArray(Parts, TEXT("/"));
    for (const FString& Part : Parts) {
        if (Part == TEXT("..")) {
            if (Kept.Num() > 0) {
                Kept.Pop();
            }
        } else if (Part != TEXT(".")) {
            Kept.Add(Part);
        }
    }
    return TEXT("/") + FString::Join(Kept, TEXT("/"));
}

FString FPaths::ConvertRelativePathToFull(const FString& Path)
{
    char Buffer[4096];
    const char* Here = getcwd(Buffer, sizeof(Buffer));
    return ConvertRelativePathToFull(FString(Here ? Here : "/"), Path);
}

FString FPaths::GetPath(const FString& Path)
{
    int32 At = INDEX_NONE;
    return Path.StandInFindLastChar(TEXT('/'), At) ? Path.Left(At) : FString();
}
FString FPaths::GetCleanFilename(const FString& Path)
{
    int32 At = INDEX_NONE;
    return Path.StandInFindLastChar(TEXT('/'), At) ? Path.Mid(At + 1) : Path;
}
FString FPaths::GetExtension(const FString& Path, bool bIncludeDot)
{
    int32 At = INDEX_NONE;
    const FString Name = GetCleanFilename(Path);
    return Name.StandInFindLastChar(TEXT('.'), At) ? Name.Mid(At + (bIncludeDot ? 0 : 1)) : FString();
}
FString FPaths::GetBaseFilename(const FString& Path, bool bRemovePath)
{
    int32 At = INDEX_NONE;
    const FString Name = bRemovePath ? GetCleanFilename(Path) : Path;
    return Name.StandInFindLastChar(TEXT('.'), At) ? Name.Left(At) : Name;
}
static bool IsThere(const FString& Path, bool bFolder)
{
    struct stat Status;
    return stat(Utf8(Path).c_str(), &Status) == 0 && (S_ISDIR(Status.st_mode) != 0) == bFolder;
}
bool FPaths::FileExists(const FString& Path) { return IsThere(Path, false); }
bool FPaths::DirectoryExists(const FString& Path) { return IsThere(Path, true); }

bool FFileHelper::LoadFileToArray(TArray<uint8>& Result, const TCHAR* Filename)
{
    std::FILE* File = std::fopen(Utf8(Filename).c_str(), "rb");
    if (!File) {
        return false;
    }
    Result.Reset();
    uint8 Buffer[65536];
    for (SIZE_T Read; (Read = std::fread(Buffer, 1, sizeof(Buffer), File)) > 0;) {
        Result.Append(Buffer, static_cast<int32>(Read));
    }
    std::fclose(File);
    return true;
}

bool FFileHelper::LoadFileToString(FString& Result, const TCHAR* Filename)
{
    TArray<uint8> Bytes;
    if (!LoadFileToArray(Bytes, Filename)) {
        return false;
    }
    Result = FString(stand_in::FromUtf8(reinterpret_cast<const char*>(Bytes.GetData()), static_cast<SIZE_T>(Bytes.Num())));
    return true;
}

static bool Save(const void* Bytes, SIZE_T Count, const TCHAR* Filename)
{
    IFileManager::Get().MakeDirectory(*FPaths::GetPath(FString(Filename)), true);
    std::FILE* File = std::fopen(Utf8(Filename).c_str(), "wb");
    const bool bWritten = File && std::fwrite(Bytes, 1, Count, File) == Count;
    return File && std::fclose(File) == 0 && bWritten;
}
bool FFileHelper::SaveArrayToFile(const TArray<uint8>& Array, const TCHAR* Filename) { return Save(Array.GetData(), static_cast<SIZE_T>(Array.Num()), Filename); }
bool FFileHelper::SaveStringToFile(const FString& String, const TCHAR* Filename)
{
    const std::string Text = Utf8(String);
    return Save(Text.data(), Text.size(), Filename);
}

IFileManager& IFileManager::Get()
{
    static IFileManager One;
    return One;
}
bool IFileManager::MakeDirectory(const TCHAR* Path, bool Tree)
{
    const FString Folder(Path);
    if (Folder.IsEmpty() || FPaths::DirectoryExists(Folder)) {
        return true;
    }
    if (Tree) {
        MakeDirectory(*FPaths::GetPath(Folder), true);
    }
    return mkdir(Utf8(Path).c_str(), 0777) == 0;
}
bool IFileManager::FileExists(const TCHAR* Path) { return FPaths::FileExists(FString(Path)); }
bool IFileManager::DirectoryExists(const TCHAR* Path) { return FPaths::DirectoryExists(FString(Path)); }
bool IFileManager::Delete(const TCHAR* Path) { return unlink(Utf8(Path).c_str()) == 0; }

void FPlatformMisc::RequestExit(bool Force) { RequestExitWithStatus(Force, 0); }
void FPlatformMisc::RequestExitWithStatus(bool Force, uint8 ReturnCode)
{
    if (Force) {
        std::fflush(stdout);
        _exit(ReturnCode);
    }
    stand_in::Process().bExit = true;
    stand_in::Process().ExitCode = ReturnCode;
}
FString FPlatformMisc::GetEnvironmentVariable(const TCHAR* Name) { return FString(std::getenv(Utf8(Name).c_str())); }
void FPlatformMisc::SetEnvironmentVar(const TCHAR* Name, const TCHAR* Value) { setenv(Utf8(Name).c_str(), Utf8(Value).c_str(), 1); }
int32 FPlatformMisc::NumberOfCores() { return static_cast<int32>(std::thread::hardware_concurrency()); }
int32 FPlatformMisc::NumberOfCoresIncludingHyperthreads() { return NumberOfCores(); }

void* FPlatformProcess::GetDllHandle(const TCHAR* Filename) { return dlopen(Utf8(Filename).c_str(), RTLD_LAZY | RTLD_LOCAL); }
void* FPlatformProcess::GetDllExport(void* Handle, const TCHAR* Name) { return dlsym(Handle, Utf8(Name).c_str()); }
void FPlatformProcess::FreeDllHandle(void* Handle) { dlclose(Handle); }
void FPlatformProcess::PushDllDirectory(const TCHAR*) {}
void FPlatformProcess::PopDllDirectory(const TCHAR*) {}
void FPlatformProcess::Sleep(float Seconds) { std::this_thread::sleep_for(std::chrono::duration<float>(Seconds)); }
void FPlatformProcess::LaunchURL(const TCHAR* Url, const TCHAR*, FString* Error)
{
    if (Error) {
        Error->StandInEmpty();
    }
    UE_LOG(LogTemp, Display, TEXT("LaunchURL %s"), Url);
}
double FPlatformTime::Seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void FMessageLog::Error(const FText& Text) { UE_LOG(LogTemp, Error, TEXT("%s: %s"), *StandInName.ToString(), *Text.ToString()); }
void FMessageLog::Warning(const FText& Text) { UE_LOG(LogTemp, Warning, TEXT("%s: %s"), *StandInName.ToString(), *Text.ToString()); }
void FMessageLog::Info(const FText& Text) { UE_LOG(LogTemp, Display, TEXT("%s: %s"), *StandInName.ToString(), *Text.ToString()); }
