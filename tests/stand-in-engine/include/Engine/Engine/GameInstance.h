// UGameInstance: lives from the start of a game to its end, over all maps.
#pragma once

#include "Subsystems/GameInstanceSubsystem.h"

struct FWorldContext;

class UGameInstance : public UObject {
    STAND_IN_CLASS(UGameInstance, UObject)

    virtual void Init() {}
    virtual void Shutdown() {}
    FWorldContext* GetWorldContext() const { return StandInContext; }
    UWorld* GetWorld() const override;
    template <typename T>
    T* GetSubsystem() const { return static_cast<T*>(static_cast<UObject*>(StandInSubsystems.StandInFind(T::StaticClass()))); }

    void StandInCollect(FReferenceCollector& Collector) override;
    FWorldContext* StandInContext = nullptr;
    FSubsystemCollectionBase StandInSubsystems;
};
