// FParse: values and switches of a command line, with quotes.
#pragma once

#include "CoreMinimal.h"

struct FParse {
    static bool Value(const TCHAR* Stream, const TCHAR* Match, FString& Value, bool bShouldStopOnSeparator = true);
    static bool Value(const TCHAR* Stream, const TCHAR* Match, int32& Value);
    static bool Value(const TCHAR* Stream, const TCHAR* Match, float& Value);
    static bool Bool(const TCHAR* Stream, const TCHAR* Match, bool& OnOff);
    static bool Param(const TCHAR* Stream, const TCHAR* Param);
};
