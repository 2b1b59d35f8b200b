// FApp: what the command line said of the process.
#pragma once

#include "CoreMinimal.h"

struct FApp {
    static bool CanEverRender();
    static bool IsUnattended();
    static bool IsGame();
    static void SetBenchmarking(bool bValue);
    static bool IsBenchmarking();
    static void SetFixedDeltaTime(double Seconds);
    static double GetFixedDeltaTime();
    static double GetDeltaTime();
    static const TCHAR* GetProjectName();
};
