// USubsystem: made by its owner, which also ends it.
#pragma once

#include "UObject/UObjectGlobals.h"
#include "Subsystems/SubsystemCollection.h"

class USubsystem : public UObject {
    STAND_IN_CLASS(USubsystem, UObject)
    virtual bool ShouldCreateSubsystem(UObject* Outer) const;
    virtual void Initialize(FSubsystemCollectionBase& Collection);
    virtual void Deinitialize() {}
};
class UDynamicSubsystem : public USubsystem {
    STAND_IN_CLASS(UDynamicSubsystem, USubsystem)
};
