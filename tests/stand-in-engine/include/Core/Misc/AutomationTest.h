// Automation tests: registered by a static object, run by the command "automation RunTests".
#pragma once

#include "CoreMinimal.h"

namespace EAutomationTestFlags {
enum Type {
    EditorContext = 0x1, ClientContext = 0x2, ApplicationContextMask = 0xF,
    EngineFilter = 0x02000000, ProductFilter = 0x04000000,
};
}

class FAutomationTestBase {
public:
    FAutomationTestBase(const TCHAR* Name, const TCHAR* PrettyName, uint32 Flags);
    virtual ~FAutomationTestBase() = default;
    virtual bool RunTest(const FString& Parameters) = 0;

    void AddError(const FString& Error);
    void AddWarning(const FString& Warning);
    void AddInfo(const FString& Info);

    bool TestTrue(const TCHAR* What, bool bValue);
    bool TestTrue(const FString& What, bool bValue) { return TestTrue(*What, bValue); }
    bool TestFalse(const TCHAR* What, bool bValue) { return TestTrue(What, !bValue); }
    bool TestFalse(const FString& What, bool bValue) { return TestFalse(*What, bValue); }
    bool TestEqual(const TCHAR* What, int32 Actual, int32 Expected);
    bool TestEqual(const TCHAR* What, float Actual, float Expected, float Tolerance = KINDA_SMALL_NUMBER);
    bool TestEqual(const TCHAR* What, const FVector& Actual, const FVector& Expected, float Tolerance = KINDA_SMALL_NUMBER);
    bool TestEqual(const TCHAR* What, const TCHAR* Actual, const TCHAR* Expected);
    bool TestEqual(const TCHAR* What, const FString& Actual, const FString& Expected) { return TestEqual(What, *Actual, *Expected); }
    bool TestEqual(const TCHAR* What, const FString& Actual, const TCHAR* Expected) { return TestEqual(What, *Actual, Expected); }
    template <typename T>
    bool TestEqual(const TCHAR* What, const T& Actual, const T& Expected)
    {
        return StandInExpect(What, Actual == Expected);
    }
    template <typename T>
    bool TestEqual(const FString& What, const T& Actual, const T& Expected)
    {
        return TestEqual(*What, Actual, Expected);
    }
    template <typename T>
    bool TestNotEqual(const TCHAR* What, const T& Actual, const T& Expected)
    {
        return StandInExpect(What, Actual != Expected);
    }
    template <typename T>
    bool TestNotNull(const TCHAR* What, const T* Pointer)
    {
        return StandInExpect(What, Pointer != nullptr);
    }
    bool TestNull(const TCHAR* What, const void* Pointer) { return StandInExpect(What, Pointer == nullptr); }

    bool StandInExpect(const TCHAR* What, bool bHolds);
    FString StandInName;
    FString StandInPrettyName;
    TArray<FString> StandInErrors;
};

#define IMPLEMENT_SIMPLE_AUTOMATION_TEST(Class, PrettyName, Flags) \
    class Class : public FAutomationTestBase { \
    public: \
        Class() : FAutomationTestBase(TEXT(#Class), TEXT(PrettyName), static_cast<uint32>(Flags)) {} \
        bool RunTest(const FString& Parameters) override; \
    }; \
    namespace { Class StandInInstance##Class; }
