// Automation tests: what they expect, and how one runs.
#include "Platform.h"

#include "Misc/AutomationTest.h"

FAutomationTestBase::FAutomationTestBase(const TCHAR* Name, const TCHAR* PrettyName, uint32) : StandInName(Name), StandInPrettyName(PrettyName) { stand_in::AutomationTests().Add(this); }
void FAutomationTestBase::AddError(const FString& Error) { StandInErrors.Add(Error); }
void FAutomationTestBase::AddWarning(const FString& Warning) { UE_LOG(LogTemp, Warning, TEXT("%s: %s"), *StandInName, *Warning); }
void FAutomationTestBase::AddInfo(const FString& Info) { UE_LOG(LogTemp, Display, TEXT("%s: %s"), *StandInName, *Info); }
bool FAutomationTestBase::StandInExpect(const TCHAR* What, bool bHolds)
{
    if (!bHolds) {
        AddError(FString(What) + TEXT(": it does not hold"));
    }
    return bHolds;
}
bool FAutomationTestBase::TestTrue(const TCHAR* What, bool bValue) { return StandInExpect(What, bValue); }
bool FAutomationTestBase::TestEqual(const TCHAR* What, int32 Actual, int32 Expected)
{
    if (Actual != Expected) {
        AddError(FString::Printf(TEXT("%s: expected %d, but it is %d"), What, Expected, Actual));
    }
    return Actual == Expected;
}
bool FAutomationTestBase::TestEqual(const TCHAR* What, float Actual, float Expected, float Tolerance)
{
    const bool bEqual = FMath::IsNearlyEqual(Actual, Expected, Tolerance);
    if (!bEqual) {
        AddError(FString::Printf(TEXT("%s: expected %f, but it is %f"), What, Expected, Actual));
    }
    return bEqual;
}
bool FAutomationTestBase::TestEqual(const TCHAR* What, const FVector& Actual, const FVector& Expected, float Tolerance)
{
    const bool bEqual = Actual.Equals(Expected, Tolerance);
    if (!bEqual) {
        AddError(FString::Printf(TEXT("%s: expected %s, but it is %s"), What, *Expected.ToString(), *Actual.ToString()));
    }
    return bEqual;
}
bool FAutomationTestBase::TestEqual(const TCHAR* What, const TCHAR* Actual, const TCHAR* Expected)
{
    const bool bEqual = FString(Actual) == Expected;
    if (!bEqual) {
        AddError(FString::Printf(TEXT("%s: expected '%s', but it is '%s'"), What, Expected, Actual));
    }
    return bEqual;
}

bool stand_in::RunAutomationTest(FAutomationTestBase& Test)
{
    Test.StandInErrors.Reset();
    const bool bPassed = Test.RunTest(FString()) && Test.StandInErrors.Num() == 0;
    for (const FString& Error : Test.StandInErrors) {
        UE_LOG(LogTemp, Error, TEXT("%s: %s"), *Test.StandInPrettyName, *Error);
    }
    UE_LOG(LogTemp, Display, TEXT("Test Completed. Result={%s} Path={%s}"), bPassed ? TEXT("Passed") : TEXT("Failed"), *Test.StandInPrettyName);
    return bPassed;
}
