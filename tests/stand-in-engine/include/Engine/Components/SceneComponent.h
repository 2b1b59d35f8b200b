// USceneComponent: a component with a place, relative to the one that it is attached to.
#pragma once

#include "Components/ActorComponent.h"

class USceneComponent : public UActorComponent {
    STAND_IN_CLASS(USceneComponent, UActorComponent)

    EComponentMobility::Type Mobility = EComponentMobility::Movable;
    bool bHiddenInGame = false;

    virtual void SetMobility(EComponentMobility::Type NewMobility) { Mobility = NewMobility; }
    void SetVisibility(bool bNewVisibility, bool bPropagateToChildren = false);
    void SetHiddenInGame(bool bNewHidden, bool bPropagateToChildren = false);
    virtual bool IsVisible() const { return bStandInVisible; }

    void SetupAttachment(USceneComponent* InParent, FName InSocketName = NAME_None);
    bool AttachToComponent(USceneComponent* Parent, const FAttachmentTransformRules& Rules, FName SocketName = NAME_None);
    void DetachFromComponent(const FDetachmentTransformRules& Rules);
    USceneComponent* GetAttachParent() const { return StandInParent; }
    const TArray<USceneComponent*>& GetAttachChildren() const { return StandInChildren; }

    const FTransform& GetComponentTransform() const;
    const FTransform& GetComponentToWorld() const { return GetComponentTransform(); }
    FVector GetComponentLocation() const { return GetComponentTransform().GetLocation(); }
    FRotator GetComponentRotation() const { return GetComponentTransform().Rotator(); }
    FQuat GetComponentQuat() const { return GetComponentTransform().GetRotation(); }
    FVector GetComponentScale() const { return GetComponentTransform().GetScale3D(); }
    FVector GetForwardVector() const { return GetComponentQuat().RotateVector(FVector(1.f, 0.f, 0.f)); }
    FVector GetRightVector() const { return GetComponentQuat().RotateVector(FVector(0.f, 1.f, 0.f)); }
    FVector GetUpVector() const { return GetComponentQuat().RotateVector(FVector(0.f, 0.f, 1.f)); }
    FTransform GetRelativeTransform() const { return StandInRelative; }
    FVector GetRelativeLocation() const { return StandInRelative.GetLocation(); }
    FRotator GetRelativeRotation() const { return StandInRelative.Rotator(); }
    FVector GetRelativeScale3D() const { return StandInRelative.GetScale3D(); }

    void SetRelativeTransform(const FTransform& NewTransform);
    void SetRelativeLocation(FVector NewLocation);
    void SetRelativeRotation(FRotator NewRotation);
    void SetRelativeRotation(const FQuat& NewRotation);
    void SetRelativeScale3D(FVector NewScale3D);
    void SetRelativeLocationAndRotation(FVector NewLocation, FRotator NewRotation);
    void SetWorldTransform(const FTransform& NewTransform);
    void SetWorldLocation(FVector NewLocation);
    void SetWorldRotation(FRotator NewRotation);
    void SetWorldRotation(const FQuat& NewRotation);
    void SetWorldLocationAndRotation(FVector NewLocation, FRotator NewRotation);
    void SetWorldLocationAndRotation(FVector NewLocation, const FQuat& NewRotation);
    void SetWorldScale3D(FVector NewScale);
    virtual FBoxSphereBounds CalcBounds(const FTransform& LocalToWorld) const;

    void StandInCollect(FReferenceCollector& Collector) override;
    void StandInDetach();

private:
    USceneComponent* StandInParent = nullptr;
    TArray<USceneComponent*> StandInChildren;
    FTransform StandInRelative;
    mutable FTransform StandInWorldTransform;
    bool bStandInVisible = true;
};
