// AActor: a thing of a world, made of components; where it is, its root component says.
#pragma once

#include "Engine/EngineTypes.h"
#include "Engine/EngineBaseTypes.h"

class ULevel;

class AActor : public UObject {
    STAND_IN_CLASS(AActor, UObject)

    AActor();
    TArray<FName> Tags;
    FActorTickFunction PrimaryActorTick;

    UWorld* GetWorld() const override { return StandInWorld; }
    USceneComponent* GetRootComponent() const { return RootComponent; }
    bool SetRootComponent(USceneComponent* Component);
    AActor* GetOwner() const { return StandInOwnerActor; }
    void SetOwner(AActor* NewOwner) { StandInOwnerActor = NewOwner; }
    bool ActorHasTag(FName Tag) const { return Tags.Contains(Tag); }

    const FTransform& GetTransform() const { return GetActorTransform(); }
    const FTransform& GetActorTransform() const;
    FVector GetActorLocation() const { return GetActorTransform().GetLocation(); }
    FRotator GetActorRotation() const { return GetActorTransform().Rotator(); }
    FQuat GetActorQuat() const { return GetActorTransform().GetRotation(); }
    FVector GetActorScale3D() const { return GetActorTransform().GetScale3D(); }
    bool SetActorTransform(const FTransform& NewTransform, bool bSweep = false, FHitResult* OutSweepHitResult = nullptr, ETeleportType Teleport = ETeleportType::None);
    bool SetActorLocation(const FVector& NewLocation, bool bSweep = false, FHitResult* OutSweepHitResult = nullptr, ETeleportType Teleport = ETeleportType::None);
    bool SetActorRotation(FRotator NewRotation, ETeleportType Teleport = ETeleportType::None);
    bool SetActorLocationAndRotation(FVector NewLocation, FRotator NewRotation, bool bSweep = false, FHitResult* OutSweepHitResult = nullptr, ETeleportType Teleport = ETeleportType::None);
    void SetActorScale3D(FVector NewScale3D);
    virtual void SetActorHiddenInGame(bool bNewHidden) { bStandInHidden = bNewHidden; }
    void SetActorEnableCollision(bool bNewActorEnableCollision) { bStandInCollides = bNewActorEnableCollision; }
    bool GetActorEnableCollision() const { return bStandInCollides; }
    void SetActorTickEnabled(bool bEnabled) { PrimaryActorTick.bStandInEnabled = bEnabled; }
    bool IsActorBeingDestroyed() const { return bStandInBeingDestroyed; }
    bool Destroy(bool bNetForce = false, bool bShouldModifyLevel = true);
    virtual void SetLifeSpan(float InLifespan) { StandInLifeSpan = InLifespan; }

    UActorComponent* GetComponentByClass(TSubclassOf<UActorComponent> ComponentClass) const;
    TArray<UActorComponent*> K2_GetComponentsByClass(TSubclassOf<UActorComponent> ComponentClass) const;
    template <typename T>
    T* FindComponentByClass() const { return static_cast<T*>(GetComponentByClass(T::StaticClass())); }
    template <typename T>
    void GetComponents(TArray<T*>& OutComponents) const
    {
        OutComponents.Reset();
        for (UActorComponent* Component : StandInComponents) {
            StandInAddIf(Component, OutComponents);
        }
    }
    const TSet<UActorComponent*>& GetComponents() const { return StandInComponents; }
    void AddInstanceComponent(UActorComponent* Component);
    void AddOwnedComponent(UActorComponent* Component);
    void GetActorBounds(bool bOnlyCollidingComponents, FVector& Origin, FVector& BoxExtent, bool bIncludeFromChildActors = false) const;
    void FinishSpawning(const FTransform& Transform);
#if WITH_EDITOR
    void SetActorLabel(const FString& NewActorLabel, bool bMarkDirty = true) { (void)bMarkDirty; StandInLabel = NewActorLabel; }
    const FString& GetActorLabel() const { return StandInLabel; }
#endif

    virtual void Tick(float DeltaSeconds);
    virtual void EndPlay(const EEndPlayReason::Type EndPlayReason);
    virtual void PostInitializeComponents() {}
    virtual void PostActorCreated() {}
    virtual void OnConstruction(const FTransform& Transform);
    virtual bool ShouldTickIfViewportsOnly() const { return false; }

    void StandInCollect(FReferenceCollector& Collector) override;
    void StandInBeginPlay();
    void StandInEndPlay(EEndPlayReason::Type Reason);
    UWorld* StandInWorld = nullptr;
    AActor* StandInOwnerActor = nullptr;
    TSet<UActorComponent*> StandInComponents;
    float StandInLifeSpan = 0;
    bool bStandInHidden = false;
    bool bStandInCollides = true;
    bool bStandInPlays = false;
    bool bStandInBeingDestroyed = false;
#if WITH_EDITOR
    FString StandInLabel;
#endif

protected:
    virtual void BeginPlay();
    USceneComponent* RootComponent = nullptr;

private:
    template <typename T>
    static void StandInAddIf(UActorComponent* Component, TArray<T*>& OutComponents)
    {
        UObject* Object = reinterpret_cast<UObject*>(Component);
        if (Object->IsA(T::StaticClass())) {
            OutComponents.Add(static_cast<T*>(Object));
        }
    }
};

class AInfo : public AActor {
    STAND_IN_CLASS(AInfo, AActor)
};
