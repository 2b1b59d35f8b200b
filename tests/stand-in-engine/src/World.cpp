// Worlds: spawning and destroying actors, play, ticking.
#include "Platform.h"

#include "Components/SceneComponent.h"
#include "Engine/Engine.h"
#include "Engine/World.h"
#include "GameFramework/Actor.h"

STAND_IN_DEFINE(UWorld, "World", "Engine")

FStandInWorldTickDelegate FWorldDelegates::OnWorldTickStart;
FStandInWorldTickDelegate FWorldDelegates::OnWorldPreActorTick;
FStandInWorldTickDelegate FWorldDelegates::OnWorldPostActorTick;
FStandInWorldCleanupDelegate FWorldDelegates::OnWorldCleanup;

AActor* UWorld::SpawnActor(UClass* Class, const FTransform* Transform, const FActorSpawnParameters& Parameters)
{
    stand_in::RequireGameThread("SpawnActor");
    if (!Class || !Class->StandInIsChildOf(AActor::StaticClass()) || Class->bStandInAbstract) {
        UE_LOG(LogTemp, Warning, TEXT("SpawnActor failed because no class was specified, or it is no class of actors"));
        return nullptr;
    }
    AActor* Actor = static_cast<AActor*>(stand_in::ConstructObject(Class, this, Parameters.Name, Parameters.ObjectFlags));
    Actor->StandInWorld = this;
    Actor->StandInOwnerActor = Parameters.Owner;
    StandInActors.Add(Actor);
    if (!Parameters.bDeferConstruction) {
        Actor->FinishSpawning(Transform ? *Transform : FTransform::Identity);
    }
    return Actor;
}
bool UWorld::DestroyActor(AActor* Actor, bool, bool)
{
    stand_in::RequireGameThread("DestroyActor");
    if (!Actor || Actor->bStandInBeingDestroyed || Actor->GetWorld() != this) {
        return false;
    }
    Actor->bStandInBeingDestroyed = true;
    Actor->StandInEndPlay(EEndPlayReason::Destroyed);
    const TArray<UActorComponent*> Components = Actor->GetComponents().StandInArray();
    for (UActorComponent* Component : Components) {
        Component->DestroyComponent();
    }
    StandInActors.Remove(Actor);
    Actor->MarkPendingKill();
    return true;
}
void UWorld::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(StandInGameInstance);
    for (AActor* Actor : StandInActors) {
        Collector.StandInReach(Actor);
    }
}
void UWorld::StandInBeginPlay()
{
    bStandInPlays = true;
    const TArray<AActor*> Actors = StandInActors;
    for (AActor* Actor : Actors) {
        Actor->StandInBeginPlay();
    }
}
void UWorld::StandInTick(float Seconds)
{
    DeltaTimeSeconds = Seconds;
    StandInSeconds += Seconds;
    FWorldDelegates::OnWorldTickStart.Broadcast(this, LEVELTICK_All, Seconds);
    FWorldDelegates::OnWorldPreActorTick.Broadcast(this, LEVELTICK_All, Seconds);
    if (bStandInPlays) {
        const TArray<AActor*> Actors = StandInActors;
        for (AActor* Actor : Actors) {
            if (Actor->PrimaryActorTick.bCanEverTick && Actor->PrimaryActorTick.bStandInEnabled && !Actor->IsPendingKill()) {
                Actor->Tick(Seconds);
            }
            const TArray<UActorComponent*> Components = Actor->IsPendingKill() ? TArray<UActorComponent*>() : Actor->GetComponents().StandInArray();
            for (UActorComponent* Component : Components) {
                if (Component->PrimaryComponentTick.bCanEverTick && Component->PrimaryComponentTick.bStandInEnabled && Component->IsRegistered()) {
                    Component->TickComponent(Seconds, LEVELTICK_All, &Component->PrimaryComponentTick);
                }
            }
        }
    }
    FWorldDelegates::OnWorldPostActorTick.Broadcast(this, LEVELTICK_All, Seconds);
}
void UWorld::StandInCleanUp(EEndPlayReason::Type Reason)
{
    const TArray<AActor*> Actors = StandInActors;
    for (AActor* Actor : Actors) {
        Actor->StandInEndPlay(Reason);
    }
    bStandInPlays = false;
    FWorldDelegates::OnWorldCleanup.Broadcast(this, true, true);
    for (AActor* Actor : StandInActors) {
        for (UActorComponent* Component : Actor->GetComponents()) {
            Component->UnregisterComponent();
            Component->MarkPendingKill();
        }
        Actor->MarkPendingKill();
    }
    StandInActors.Empty();
    MarkPendingKill();
}
