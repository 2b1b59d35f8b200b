// FCommandLine: the process' arguments as one text.
#pragma once

#include "CoreMinimal.h"

struct FCommandLine {
    static const TCHAR* Get();
    static const TCHAR* GetOriginal();
    static void Parse(const TCHAR* Line, TArray<FString>& Tokens, TArray<FString>& Switches);
};
