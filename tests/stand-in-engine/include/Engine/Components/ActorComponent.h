// UActorComponent: a part of an actor; registered, it is part of the world.
#pragma once

#include "GameFramework/Actor.h"

class UActorComponent : public UObject {
    STAND_IN_CLASS(UActorComponent, UObject)

    TArray<FName> ComponentTags;
    FActorComponentTickFunction PrimaryComponentTick;
    bool bAutoActivate = false;
    bool bIsEditorOnly = false;
    bool bWantsInitializeComponent = false;

    AActor* GetOwner() const;
    UWorld* GetWorld() const override;
    bool ComponentHasTag(FName Tag) const { return ComponentTags.Contains(Tag); }
    void RegisterComponent();
    void UnregisterComponent();
    void DestroyComponent(bool bPromoteChildren = false);
    bool IsRegistered() const { return bStandInRegistered; }
    bool IsBeingDestroyed() const { return bStandInBeingDestroyed; }
    void MarkRenderStateDirty() {}
    virtual void SetComponentTickEnabled(bool bEnabled) { PrimaryComponentTick.bStandInEnabled = bEnabled; }
    virtual bool IsComponentTickEnabled() const { return PrimaryComponentTick.bStandInEnabled; }

    virtual void TickComponent(float DeltaTime, ELevelTick TickType, FActorComponentTickFunction* ThisTickFunction);
    virtual void BeginPlay() {}
    virtual void EndPlay(const EEndPlayReason::Type EndPlayReason);
    virtual void InitializeComponent() {}
    virtual void OnComponentCreated() {}
    virtual void OnComponentDestroyed(bool bDestroyingHierarchy);
    virtual void OnRegister() {}
    virtual void OnUnregister() {}

    bool bStandInRegistered = false;
    bool bStandInBeingDestroyed = false;
};
