// UWorld: the actors that are there, spawning, destroying, ticking; delegates of its life.
#pragma once

#include "GameFramework/Actor.h"

class UGameInstance;
class APawn;
class AGameModeBase;

struct FActorSpawnParameters {
    FName Name;
    AActor* Template = nullptr;
    AActor* Owner = nullptr;
    APawn* Instigator = nullptr;
    ULevel* OverrideLevel = nullptr;
    ESpawnActorCollisionHandlingMethod SpawnCollisionHandlingOverride = ESpawnActorCollisionHandlingMethod::Undefined;
    bool bDeferConstruction = false;
    EObjectFlags ObjectFlags = StandInNoFlags;
};

class UWorld : public UObject {
    STAND_IN_CLASS(UWorld, UObject)

    EWorldType::Type WorldType = EWorldType::None;
    float DeltaTimeSeconds = 0;

    UWorld* GetWorld() const override { return const_cast<UWorld*>(this); }
    AActor* SpawnActor(UClass* Class, const FTransform* Transform, const FActorSpawnParameters& Parameters = FActorSpawnParameters());
    template <typename T>
    T* SpawnActor(UClass* Class, const FTransform& Transform, const FActorSpawnParameters& Parameters = FActorSpawnParameters())
    {
        return Cast<T>(SpawnActor(Class, &Transform, Parameters));
    }
    template <typename T>
    T* SpawnActor(UClass* Class, const FActorSpawnParameters& Parameters = FActorSpawnParameters())
    {
        return SpawnActor<T>(Class, FTransform(), Parameters);
    }
    template <typename T>
    T* SpawnActor(const FActorSpawnParameters& Parameters = FActorSpawnParameters())
    {
        return SpawnActor<T>(T::StaticClass(), FTransform(), Parameters);
    }
    bool DestroyActor(AActor* Actor, bool bNetForce = false, bool bShouldModifyLevel = true);
    UGameInstance* GetGameInstance() const { return StandInGameInstance; }
    bool IsGameWorld() const { return WorldType == EWorldType::Game || WorldType == EWorldType::PIE; }
    bool IsPlayInEditor() const { return WorldType == EWorldType::PIE; }
    bool IsPaused() const { return false; }
    float GetTimeSeconds() const { return StandInSeconds; }
    float GetRealTimeSeconds() const { return StandInSeconds; }
    float GetDeltaSeconds() const { return DeltaTimeSeconds; }
    FString GetMapName() const { return GetName(); }
    int32 GetActorCount() const { return StandInActors.Num(); }

    void StandInCollect(FReferenceCollector& Collector) override;
    void StandInBeginPlay();
    void StandInTick(float Seconds);
    void StandInCleanUp(EEndPlayReason::Type Reason);
    UGameInstance* StandInGameInstance = nullptr;
    TArray<AActor*> StandInActors;
    float StandInSeconds = 0;
    bool bStandInPlays = false;
};

DECLARE_MULTICAST_DELEGATE_ThreeParams(FStandInWorldTickDelegate, UWorld*, ELevelTick, float)
DECLARE_MULTICAST_DELEGATE_ThreeParams(FStandInWorldCleanupDelegate, UWorld*, bool, bool)

class FWorldDelegates {
public:
    static FStandInWorldTickDelegate OnWorldTickStart;
    static FStandInWorldTickDelegate OnWorldPreActorTick;
    static FStandInWorldTickDelegate OnWorldPostActorTick;
    static FStandInWorldCleanupDelegate OnWorldCleanup;
};
