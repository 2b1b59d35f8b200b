// Components: registration, attachment, places, visibility.
#include "Platform.h"

#include "Components/SceneComponent.h"
#include "Engine/World.h"
#include "GameFramework/Actor.h"

STAND_IN_DEFINE(UActorComponent, "ActorComponent", "Engine")
STAND_IN_DEFINE(USceneComponent, "SceneComponent", "Engine")

const FAttachmentTransformRules FAttachmentTransformRules::KeepRelativeTransform(EAttachmentRule::KeepRelative, false);
const FAttachmentTransformRules FAttachmentTransformRules::KeepWorldTransform(EAttachmentRule::KeepWorld, false);
const FAttachmentTransformRules FAttachmentTransformRules::SnapToTargetNotIncludingScale(EAttachmentRule::SnapToTarget, false);
const FDetachmentTransformRules FDetachmentTransformRules::KeepWorldTransform = {EDetachmentRule::KeepWorld};
const FDetachmentTransformRules FDetachmentTransformRules::KeepRelativeTransform = {EDetachmentRule::KeepRelative};

void UActorComponent::TickComponent(float, ELevelTick, FActorComponentTickFunction*) {}
void UActorComponent::EndPlay(const EEndPlayReason::Type) {}
void UActorComponent::OnComponentDestroyed(bool) {}
AActor* UActorComponent::GetOwner() const { return GetTypedOuter<AActor>(); }
UWorld* UActorComponent::GetWorld() const
{
    const AActor* Owner = GetOwner();
    return Owner ? Owner->GetWorld() : Super::GetWorld();
}
void UActorComponent::RegisterComponent()
{
    stand_in::RequireGameThread("RegisterComponent");
    AActor* Owner = GetOwner();
    if (bStandInRegistered || IsPendingKill()) {
        return;
    }
    if (!Owner || !Owner->GetWorld()) {
        UE_LOG(LogTemp, Warning, TEXT("RegisterComponent: %s has no owner in a world"), *GetPathName());
        return;
    }
    Owner->AddOwnedComponent(this);
    bStandInRegistered = true;
    OnRegister();
    if (Owner->bStandInPlays) {
        BeginPlay();
    }
}
void UActorComponent::UnregisterComponent()
{
    if (bStandInRegistered) {
        bStandInRegistered = false;
        OnUnregister();
    }
}
void UActorComponent::DestroyComponent(bool)
{
    if (bStandInBeingDestroyed) {
        return;
    }
    bStandInBeingDestroyed = true;
    if (AActor* Owner = GetOwner()) {
        Owner->StandInComponents.StandInRemove(this);
    }
    UnregisterComponent();
    OnComponentDestroyed(false);
    if (USceneComponent* Scene = Cast<USceneComponent>(this)) {
        Scene->StandInDetach();
    }
    MarkPendingKill();
}

void USceneComponent::SetVisibility(bool bNewVisibility, bool bPropagateToChildren)
{
    bStandInVisible = bNewVisibility;
    if (bPropagateToChildren) {
        for (USceneComponent* Child : StandInChildren) {
            Child->SetVisibility(bNewVisibility, true);
        }
    }
}
void USceneComponent::SetHiddenInGame(bool bNewHidden, bool bPropagateToChildren)
{
    bHiddenInGame = bNewHidden;
    if (bPropagateToChildren) {
        for (USceneComponent* Child : StandInChildren) {
            Child->SetHiddenInGame(bNewHidden, true);
        }
    }
}
void USceneComponent::SetupAttachment(USceneComponent* InParent, FName)
{
    checkf(!bStandInRegistered, TEXT("SetupAttachment is for components that are not registered: %s"), *GetName());
    checkf(InParent != this, TEXT("a component is not attached to itself: %s"), *GetName());
    StandInDetach();
    StandInParent = InParent;
    if (InParent) {
        InParent->StandInChildren.AddUnique(this);
    }
}
bool USceneComponent::AttachToComponent(USceneComponent* Parent, const FAttachmentTransformRules& Rules, FName)
{
    if (!Parent || Parent == this) {
        return false;
    }
    const FTransform World = GetComponentTransform();
    StandInDetach();
    StandInParent = Parent;
    Parent->StandInChildren.AddUnique(this);
    if (Rules.StandInRule == EAttachmentRule::KeepWorld) {
        SetWorldTransform(World);
    } else if (Rules.StandInRule == EAttachmentRule::SnapToTarget) {
        StandInRelative = FTransform(FQuat::Identity, FVector(), StandInRelative.GetScale3D());
    }
    return true;
}
void USceneComponent::DetachFromComponent(const FDetachmentTransformRules& Rules)
{
    const FTransform World = GetComponentTransform();
    StandInDetach();
    if (Rules.StandInRule == EDetachmentRule::KeepWorld) {
        StandInRelative = World;
    }
}
void USceneComponent::StandInDetach()
{
    if (StandInParent) {
        StandInParent->StandInChildren.Remove(this);
        StandInParent = nullptr;
    }
}
const FTransform& USceneComponent::GetComponentTransform() const
{
    StandInWorldTransform = StandInParent ? StandInRelative * StandInParent->GetComponentTransform() : StandInRelative;
    return StandInWorldTransform;
}
void USceneComponent::SetRelativeTransform(const FTransform& NewTransform)
{
    stand_in::RequireGameThread("SetRelativeTransform");
    if (bStandInRegistered && GetOwner() && GetOwner()->bStandInPlays && Mobility == EComponentMobility::Static) {
        UE_LOG(LogTemp, Warning, TEXT("Mobility of %s has to be 'Movable' if you'd like to move it"), *GetPathName());
        return;
    }
    StandInRelative = NewTransform;
}
void USceneComponent::SetRelativeLocation(FVector NewLocation) { SetRelativeTransform(FTransform(StandInRelative.GetRotation(), NewLocation, StandInRelative.GetScale3D())); }
void USceneComponent::SetRelativeRotation(FRotator NewRotation) { SetRelativeRotation(NewRotation.Quaternion()); }
void USceneComponent::SetRelativeRotation(const FQuat& NewRotation) { SetRelativeTransform(FTransform(NewRotation, StandInRelative.GetLocation(), StandInRelative.GetScale3D())); }
void USceneComponent::SetRelativeScale3D(FVector NewScale3D) { SetRelativeTransform(FTransform(StandInRelative.GetRotation(), StandInRelative.GetLocation(), NewScale3D)); }
void USceneComponent::SetRelativeLocationAndRotation(FVector NewLocation, FRotator NewRotation) { SetRelativeTransform(FTransform(NewRotation, NewLocation, StandInRelative.GetScale3D())); }
void USceneComponent::SetWorldTransform(const FTransform& NewTransform)
{
    SetRelativeTransform(StandInParent ? NewTransform.GetRelativeTransform(StandInParent->GetComponentTransform()) : NewTransform);
}
void USceneComponent::SetWorldLocation(FVector NewLocation) { SetWorldTransform(FTransform(GetComponentQuat(), NewLocation, GetComponentScale())); }
void USceneComponent::SetWorldRotation(FRotator NewRotation) { SetWorldRotation(NewRotation.Quaternion()); }
void USceneComponent::SetWorldRotation(const FQuat& NewRotation) { SetWorldTransform(FTransform(NewRotation, GetComponentLocation(), GetComponentScale())); }
void USceneComponent::SetWorldLocationAndRotation(FVector NewLocation, FRotator NewRotation) { SetWorldLocationAndRotation(NewLocation, NewRotation.Quaternion()); }
void USceneComponent::SetWorldLocationAndRotation(FVector NewLocation, const FQuat& NewRotation) { SetWorldTransform(FTransform(NewRotation, NewLocation, GetComponentScale())); }
void USceneComponent::SetWorldScale3D(FVector NewScale) { SetWorldTransform(FTransform(GetComponentQuat(), GetComponentLocation(), NewScale)); }
FBoxSphereBounds USceneComponent::CalcBounds(const FTransform& LocalToWorld) const { return FBoxSphereBounds(FBox(LocalToWorld.GetLocation(), LocalToWorld.GetLocation())); }
void USceneComponent::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(StandInParent);
    StandInChildren.RemoveAll([](USceneComponent* Child) { return Child->IsPendingKill(); });
    for (USceneComponent* Child : StandInChildren) {
        Collector.StandInReach(Child);
    }
}
