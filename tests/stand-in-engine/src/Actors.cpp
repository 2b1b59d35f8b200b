// Actors: spawning, places, components of theirs, play.
#include "Platform.h"

#include "Components/PrimitiveComponent.h"
#include "Components/SceneComponent.h"
#include "Engine/Engine.h"
#include "Engine/World.h"
#include "GameFramework/Actor.h"

STAND_IN_DEFINE(AActor, "Actor", "Engine")
STAND_IN_DEFINE(AInfo, "Info", "Engine")

AActor::AActor() = default;
void AActor::Tick(float) {}
void AActor::BeginPlay() {}
void AActor::EndPlay(const EEndPlayReason::Type) {}
void AActor::OnConstruction(const FTransform&) {}
bool AActor::SetRootComponent(USceneComponent* Component)
{
    RootComponent = Component;
    return true;
}
const FTransform& AActor::GetActorTransform() const { return RootComponent ? RootComponent->GetComponentTransform() : FTransform::Identity; }
bool AActor::SetActorTransform(const FTransform& NewTransform, bool, FHitResult*, ETeleportType)
{
    stand_in::RequireGameThread("SetActorTransform");
    if (RootComponent) {
        RootComponent->SetWorldTransform(NewTransform);
    }
    return RootComponent != nullptr;
}
bool AActor::SetActorLocation(const FVector& NewLocation, bool, FHitResult*, ETeleportType)
{
    return SetActorTransform(FTransform(GetActorQuat(), NewLocation, GetActorScale3D()));
}
bool AActor::SetActorRotation(FRotator NewRotation, ETeleportType)
{
    return SetActorTransform(FTransform(NewRotation, GetActorLocation(), GetActorScale3D()));
}
bool AActor::SetActorLocationAndRotation(FVector NewLocation, FRotator NewRotation, bool, FHitResult*, ETeleportType)
{
    return SetActorTransform(FTransform(NewRotation, NewLocation, GetActorScale3D()));
}
void AActor::SetActorScale3D(FVector NewScale3D) { SetActorTransform(FTransform(GetActorQuat(), GetActorLocation(), NewScale3D)); }
bool AActor::Destroy(bool bNetForce, bool bShouldModifyLevel) { return StandInWorld && StandInWorld->DestroyActor(this, bNetForce, bShouldModifyLevel); }
UActorComponent* AActor::GetComponentByClass(TSubclassOf<UActorComponent> ComponentClass) const
{
    for (UActorComponent* Component : StandInComponents) {
        if (Component->IsA(ComponentClass)) {
            return Component;
        }
    }
    return nullptr;
}
TArray<UActorComponent*> AActor::K2_GetComponentsByClass(TSubclassOf<UActorComponent> ComponentClass) const
{
    TArray<UActorComponent*> Found;
    for (UActorComponent* Component : StandInComponents) {
        if (Component->IsA(ComponentClass)) {
            Found.Add(Component);
        }
    }
    return Found;
}
void AActor::AddInstanceComponent(UActorComponent* Component) { AddOwnedComponent(Component); }
void AActor::AddOwnedComponent(UActorComponent* Component) { StandInComponents.StandInAdd(Component); }
void AActor::GetActorBounds(bool, FVector& Origin, FVector& BoxExtent, bool) const
{
    FBox Box;
    for (UActorComponent* Component : StandInComponents) {
        if (const UPrimitiveComponent* Primitive = Cast<UPrimitiveComponent>(Component)) {
            const FBoxSphereBounds Bounds = Primitive->CalcBounds(Primitive->GetComponentTransform());
            Box.StandInAdd(Bounds.Origin - Bounds.BoxExtent);
            Box.StandInAdd(Bounds.Origin + Bounds.BoxExtent);
        }
    }
    Origin = Box.StandInCenter();
    BoxExtent = Box.StandInExtent();
}
void AActor::FinishSpawning(const FTransform& Transform)
{
    for (UActorComponent* Component : StandInComponents) {
        Component->RegisterComponent();
    }
    if (RootComponent) {
        // What the class says of its root comes on top of the place.
        RootComponent->SetWorldTransform(RootComponent->GetRelativeTransform() * Transform);
    }
    PostActorCreated();
    OnConstruction(Transform);
    PostInitializeComponents();
    if (StandInWorld->bStandInPlays) {
        StandInBeginPlay();
    }
}
void AActor::StandInBeginPlay()
{
    if (!bStandInPlays && !IsPendingKill()) {
        bStandInPlays = true;
        for (UActorComponent* Component : StandInComponents) {
            Component->BeginPlay();
        }
        BeginPlay();
    }
}
void AActor::StandInEndPlay(EEndPlayReason::Type Reason)
{
    if (bStandInPlays) {
        bStandInPlays = false;
        for (UActorComponent* Component : StandInComponents) {
            Component->EndPlay(Reason);
        }
        EndPlay(Reason);
    }
}
void AActor::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(RootComponent);
    Collector.StandInAdd(StandInWorld);
    Collector.StandInAdd(StandInOwnerActor);
    for (UActorComponent* Component : StandInComponents) {
        Collector.StandInReach(Component);
    }
}
