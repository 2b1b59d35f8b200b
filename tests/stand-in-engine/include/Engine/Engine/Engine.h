// UEngine: the worlds, and what lives as long as the process.
#pragma once

#include "Engine/World.h"
#include "Subsystems/EngineSubsystem.h"

class UGameViewportClient;

struct FWorldContext {
    EWorldType::Type WorldType = EWorldType::None;
    UGameInstance* OwningGameInstance = nullptr;
    UGameViewportClient* GameViewport = nullptr;
    UWorld* World() const { return StandInThisWorld; }
    UWorld* StandInThisWorld = nullptr;
};

class UEngine : public UObject {
    STAND_IN_CLASS(UEngine, UObject)

    UGameViewportClient* GameViewport = nullptr;
    const TIndirectArray<FWorldContext>& GetWorldContexts() const { return StandInContexts; }
    template <typename T>
    T* GetEngineSubsystem() const { return static_cast<T*>(static_cast<UObject*>(StandInSubsystems.StandInFind(T::StaticClass()))); }

    void StandInCollect(FReferenceCollector& Collector) override;
    TIndirectArray<FWorldContext> StandInContexts;
    FSubsystemCollectionBase StandInSubsystems;
};

extern UEngine* GEngine;
