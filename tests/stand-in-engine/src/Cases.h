// Cases: C++ that a script runs inside the stand-in engine, beside the plugin.
#pragma once

#include "CoreMinimal.h"

namespace stand_in {
struct FCase {
    typedef FString (*FRun)(const TArray<FString>& Arguments, const TFunction<void()>& Tick);
    FCase(const TCHAR* InName, FRun InRun) : Name(InName), Run(InRun) { All().Add(this); }
    static TArray<FCase*>& All();
    const TCHAR* Name;
    /// What went wrong; empty if all is well.
    FRun Run;
};
inline TArray<FCase*>& Cases() { return FCase::All(); }
/// Whether a line of the log held the text since the last ForgetLog.
bool HasLogged(const FString& Text);
void ForgetLog();
}
