// FPlatformProcess: libraries, waiting, opening a page (which the stand-in only writes to its log).
#pragma once

#include "CoreMinimal.h"

struct FPlatformProcess {
    static void* GetDllHandle(const TCHAR* Filename);
    static void* GetDllExport(void* Handle, const TCHAR* Name);
    static void FreeDllHandle(void* Handle);
    static void PushDllDirectory(const TCHAR* Directory);
    static void PopDllDirectory(const TCHAR* Directory);
    static void Sleep(float Seconds);
    static void LaunchURL(const TCHAR* Url, const TCHAR* Parms, FString* Error);
};
