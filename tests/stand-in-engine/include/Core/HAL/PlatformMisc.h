// FPlatformMisc: the process and its machine.
#pragma once

#include "CoreMinimal.h"

struct FPlatformMisc {
    static void RequestExit(bool Force);
    static void RequestExitWithStatus(bool Force, uint8 ReturnCode);
    static FString GetEnvironmentVariable(const TCHAR* Name);
    static void SetEnvironmentVar(const TCHAR* Name, const TCHAR* Value);
    static int32 NumberOfCores();
    static int32 NumberOfCoresIncludingHyperthreads();
};
typedef FPlatformMisc FGenericPlatformMisc;
