// The subsystems of one owner.
#pragma once

#include "UObject/UObjectGlobals.h"

class USubsystem;

class FSubsystemCollectionBase {
public:
    void StandInMake(UClass* Base, UObject* Outer);
    void StandInEnd();
    USubsystem* StandInFind(const UClass* Class) const;
    TArray<USubsystem*> StandInMade;
};
