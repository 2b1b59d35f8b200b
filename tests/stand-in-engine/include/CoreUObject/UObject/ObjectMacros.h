// The macros that the header tool reads; what it wrote stands behind them.
#pragma once

#include "CoreMinimal.h"

#define STAND_IN_JOIN_INNER(A, B, C, D) A##B##C##D
#define STAND_IN_JOIN(A, B, C, D) STAND_IN_JOIN_INNER(A, B, C, D)

#define UCLASS(...) STAND_IN_JOIN(CURRENT_FILE_ID, _, __LINE__, _PROLOG)
#define UINTERFACE(...) UCLASS()
#define USTRUCT(...) STAND_IN_JOIN(CURRENT_FILE_ID, _, __LINE__, _PROLOG)
#define GENERATED_BODY(...) STAND_IN_JOIN(CURRENT_FILE_ID, _, __LINE__, _GENERATED_BODY)
#define UENUM(...)
#define UPROPERTY(...)
#define UFUNCTION(...)
#define UPARAM(...)
#define UMETA(...)
#define UDELEGATE(...)

enum EObjectFlags {
    StandInNoFlags = 0x0,
    RF_Public = 0x1,
    RF_Standalone = 0x2,
    RF_ClassDefaultObject = 0x10,
    RF_ArchetypeObject = 0x20,
    RF_Transient = 0x40,
    StandInSubobject = 0x40000,
};
inline EObjectFlags operator|(EObjectFlags A, EObjectFlags B) { return static_cast<EObjectFlags>(static_cast<int>(A) | static_cast<int>(B)); }

template <typename T>
class TEnumAsByte {
public:
    TEnumAsByte() = default;
    TEnumAsByte(T Value) : StandInValue(static_cast<uint8>(Value)) {}
    operator T() const { return static_cast<T>(StandInValue); }

private:
    uint8 StandInValue = 0;
};
