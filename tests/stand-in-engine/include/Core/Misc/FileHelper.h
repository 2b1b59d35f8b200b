// FFileHelper: whole files.
#pragma once

#include "CoreMinimal.h"

struct FFileHelper {
    static bool LoadFileToString(FString& Result, const TCHAR* Filename);
    static bool LoadFileToArray(TArray<uint8>& Result, const TCHAR* Filename);
    static bool SaveStringToFile(const FString& String, const TCHAR* Filename);
    static bool SaveArrayToFile(const TArray<uint8>& Array, const TCHAR* Filename);
};
