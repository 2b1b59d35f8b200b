// Worlds, actors and components: spawning, places, registration, play, ticking.
#include "Platform.h"

#include "Components/InstancedStaticMeshComponent.h"
#include "Components/SceneCaptureComponent2D.h"
#include "Components/SkeletalMeshComponent.h"
#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/SceneCapture2D.h"
#include "Engine/SkeletalMesh.h"
#include "Engine/StaticMesh.h"
#include "Engine/StaticMeshActor.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "ProceduralMeshComponent.h"

STAND_IN_DEFINE(AActor, "Actor", "Engine")
STAND_IN_DEFINE(AInfo, "Info", "Engine")
STAND_IN_DEFINE(AStaticMeshActor, "StaticMeshActor", "Engine")
STAND_IN_DEFINE(UActorComponent, "ActorComponent", "Engine")
STAND_IN_DEFINE(USceneComponent, "SceneComponent", "Engine")
STAND_IN_DEFINE(UPrimitiveComponent, "PrimitiveComponent", "Engine")
STAND_IN_DEFINE(UMeshComponent, "MeshComponent", "Engine")
STAND_IN_DEFINE(UStaticMeshComponent, "StaticMeshComponent", "Engine")
STAND_IN_DEFINE(UInstancedStaticMeshComponent, "InstancedStaticMeshComponent", "Engine")
STAND_IN_DEFINE(USkinnedMeshComponent, "SkinnedMeshComponent", "Engine")
STAND_IN_DEFINE(USkeletalMeshComponent, "SkeletalMeshComponent", "Engine")
STAND_IN_DEFINE(USkeletalMesh, "SkeletalMesh", "Engine")
STAND_IN_DEFINE(UStaticMesh, "StaticMesh", "Engine")
STAND_IN_DEFINE(UWorld, "World", "Engine")
STAND_IN_DEFINE(UMaterialInterface, "MaterialInterface", "Engine")
STAND_IN_DEFINE(UMaterial, "Material", "Engine")
STAND_IN_DEFINE(UMaterialInstance, "MaterialInstance", "Engine")
STAND_IN_DEFINE(UMaterialInstanceDynamic, "MaterialInstanceDynamic", "Engine")
STAND_IN_DEFINE(UProceduralMeshComponent, "ProceduralMeshComponent", "ProceduralMeshComponent")

FStandInWorldTickDelegate FWorldDelegates::OnWorldTickStart;
FStandInWorldTickDelegate FWorldDelegates::OnWorldPreActorTick;
FStandInWorldTickDelegate FWorldDelegates::OnWorldPostActorTick;
FStandInWorldCleanupDelegate FWorldDelegates::OnWorldCleanup;
const FAttachmentTransformRules FAttachmentTransformRules::KeepRelativeTransform(EAttachmentRule::KeepRelative, false);
const FAttachmentTransformRules FAttachmentTransformRules::KeepWorldTransform(EAttachmentRule::KeepWorld, false);
const FAttachmentTransformRules FAttachmentTransformRules::SnapToTargetNotIncludingScale(EAttachmentRule::SnapToTarget, false);
const FDetachmentTransformRules FDetachmentTransformRules::KeepWorldTransform = {EDetachmentRule::KeepWorld};
const FDetachmentTransformRules FDetachmentTransformRules::KeepRelativeTransform = {EDetachmentRule::KeepRelative};

// ---- actors
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

// ---- components
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

// ---- primitives and meshes
void UPrimitiveComponent::SetMaterial(int32 ElementIndex, UMaterialInterface* Material)
{
    stand_in::RequireGameThread("SetMaterial");
    if (ElementIndex >= 0) {
        if (StandInMaterials.Num() <= ElementIndex) {
            StandInMaterials.SetNumZeroed(ElementIndex + 1);
        }
        StandInMaterials[ElementIndex] = Material;
    }
}
UMaterialInterface* UPrimitiveComponent::GetMaterial(int32 ElementIndex) const { return StandInMaterials.IsValidIndex(ElementIndex) ? StandInMaterials[ElementIndex] : nullptr; }
UMaterialInstanceDynamic* UPrimitiveComponent::CreateAndSetMaterialInstanceDynamic(int32 ElementIndex)
{
    UMaterialInstanceDynamic* Made = UMaterialInstanceDynamic::Create(GetMaterial(ElementIndex), this);
    SetMaterial(ElementIndex, Made);
    return Made;
}
void UPrimitiveComponent::SetCollisionProfileName(FName, bool) {}
const stand_in::FSurface* UPrimitiveComponent::StandInSurface(int32) const { return nullptr; }
void UPrimitiveComponent::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    for (UMaterialInterface*& Material : StandInMaterials) {
        Collector.StandInAdd(Material);
    }
}

static FBox BoundsOf(const TArray<stand_in::FSurface>& Surfaces, const FTransform& Transform)
{
    FBox Box;
    for (const stand_in::FSurface& Surface : Surfaces) {
        for (const FVector& Vertex : Surface.Vertices) {
            Box.StandInAdd(Transform.TransformPosition(Vertex));
        }
    }
    return Box;
}

bool UStaticMeshComponent::SetStaticMesh(UStaticMesh* NewMesh)
{
    const bool bOther = NewMesh != StandInMesh;
    StandInMesh = NewMesh;
    return bOther;
}
UMaterialInterface* UStaticMeshComponent::GetMaterial(int32 ElementIndex) const
{
    UMaterialInterface* Own = Super::GetMaterial(ElementIndex);
    return Own || !StandInMesh ? Own : StandInMesh->GetMaterial(ElementIndex);
}
int32 UStaticMeshComponent::GetNumMaterials() const { return StandInMesh ? StandInMesh->GetNumSections(0) : 0; }
FBoxSphereBounds UStaticMeshComponent::CalcBounds(const FTransform& LocalToWorld) const { return StandInMesh ? FBoxSphereBounds(BoundsOf(StandInMesh->StandInParts, LocalToWorld)) : Super::CalcBounds(LocalToWorld); }
int32 UStaticMeshComponent::StandInSurfaces() const { return StandInMesh ? StandInMesh->StandInParts.Num() : 0; }
const stand_in::FSurface* UStaticMeshComponent::StandInSurface(int32 Index) const { return &StandInMesh->StandInParts[Index]; }
void UStaticMeshComponent::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(StandInMesh);
}
int32 UInstancedStaticMeshComponent::AddInstance(const FTransform& InstanceTransform) { return StandInInstances.Add(InstanceTransform); }
bool UInstancedStaticMeshComponent::GetInstanceTransform(int32 InstanceIndex, FTransform& OutInstanceTransform, bool bWorldSpace) const
{
    const bool bThere = StandInInstances.IsValidIndex(InstanceIndex);
    if (bThere) {
        OutInstanceTransform = bWorldSpace ? StandInInstances[InstanceIndex] * GetComponentTransform() : StandInInstances[InstanceIndex];
    }
    return bThere;
}
FBox UStaticMesh::GetBoundingBox() const { return BoundsOf(StandInParts, FTransform::Identity); }
int32 UStaticMesh::GetNumSections(int32) const { return StandInParts.Num(); }
UMaterialInterface* UStaticMesh::GetMaterial(int32) const { return StandInMaterial; }
void UStaticMesh::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(StandInMaterial);
}
void USkinnedMeshComponent::SetSkeletalMesh(USkeletalMesh* NewMesh, bool) { SkeletalMesh = NewMesh; }
void USkinnedMeshComponent::SetMasterPoseComponent(USkinnedMeshComponent* NewMasterBoneComponent, bool) { StandInMaster = NewMasterBoneComponent; }
void USkinnedMeshComponent::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(SkeletalMesh);
    Collector.StandInAdd(StandInMaster);
}
AStaticMeshActor::AStaticMeshActor()
{
    StandInMesh = CreateDefaultSubobject<UStaticMeshComponent>(TEXT("StaticMeshComponent0"));
    StandInMesh->Mobility = EComponentMobility::Static;
    RootComponent = StandInMesh;
}
void AStaticMeshActor::SetMobility(EComponentMobility::Type InMobility) { StandInMesh->SetMobility(InMobility); }

// What is equal has an equal hash: meshes that many components share are drawn as one shape.
static uint64 HashOf(const void* Bytes, SIZE_T Count, uint64 Hash)
{
    const uint8* At = static_cast<const uint8*>(Bytes);
    for (SIZE_T Index = 0; Index < Count; ++Index) {
        Hash = (Hash ^ At[Index]) * 1099511628211ull;
    }
    return Hash;
}
void UProceduralMeshComponent::CreateMeshSection(int32 SectionIndex, const TArray<FVector>& Vertices, const TArray<int32>& Triangles, const TArray<FVector>& Normals, const TArray<FVector2D>& UV0, const TArray<FColor>& VertexColors, const TArray<FProcMeshTangent>& Tangents, bool)
{
    stand_in::RequireGameThread("CreateMeshSection");
    (void)UV0, (void)VertexColors, (void)Tangents;
    check(SectionIndex >= 0);
    if (StandInSections.Num() <= SectionIndex) {
        StandInSections.SetNum(SectionIndex + 1);
    }
    stand_in::FSurface& Section = StandInSections[SectionIndex];
    Section = stand_in::FSurface();
    Section.Vertices = Vertices;
    Section.Normals = Normals;
    Section.Normals.SetNumZeroed(Vertices.Num());
    checkf(Triangles.Num() % 3 == 0, TEXT("a section has three corners a triangle, not %d corners"), Triangles.Num());
    for (int32 Corner : Triangles) {
        checkf(Vertices.IsValidIndex(Corner), TEXT("corner %d of a section of %d vertices"), Corner, Vertices.Num());
        Section.Triangles.Add(static_cast<uint32>(Corner));
    }
    Section.Hash = HashOf(Vertices.GetData(), sizeof(FVector) * static_cast<SIZE_T>(Vertices.Num()), 14695981039346656037ull);
    Section.Hash = HashOf(Section.Normals.GetData(), sizeof(FVector) * static_cast<SIZE_T>(Vertices.Num()), Section.Hash);
    Section.Hash = HashOf(Section.Triangles.GetData(), sizeof(uint32) * static_cast<SIZE_T>(Section.Triangles.Num()), Section.Hash);
}
void UProceduralMeshComponent::ClearMeshSection(int32 SectionIndex)
{
    if (StandInSections.IsValidIndex(SectionIndex)) {
        StandInSections[SectionIndex] = stand_in::FSurface();
    }
}
void UProceduralMeshComponent::ClearAllMeshSections() { StandInSections.Empty(); }
void UProceduralMeshComponent::SetMeshSectionVisible(int32 SectionIndex, bool bNewVisibility)
{
    if (StandInSections.IsValidIndex(SectionIndex)) {
        StandInSections[SectionIndex].bVisible = bNewVisibility;
    }
}
FBoxSphereBounds UProceduralMeshComponent::CalcBounds(const FTransform& LocalToWorld) const { return FBoxSphereBounds(BoundsOf(StandInSections, LocalToWorld)); }

// ---- materials
bool UMaterialInterface::StandInVector(FName, FLinearColor&) const { return false; }
bool UMaterialInterface::StandInScalar(FName, float&) const { return false; }
bool UMaterial::StandInVector(FName Name, FLinearColor& OutValue) const
{
    const FLinearColor* Found = StandInVectors.Find(Name);
    if (Found) {
        OutValue = *Found;
    }
    return Found != nullptr;
}
bool UMaterial::StandInScalar(FName Name, float& OutValue) const
{
    const float* Found = StandInScalars.Find(Name);
    if (Found) {
        OutValue = *Found;
    }
    return Found != nullptr;
}
void UMaterialInstance::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(Parent);
}
UMaterialInstanceDynamic* UMaterialInstanceDynamic::Create(UMaterialInterface* ParentMaterial, UObject* InOuter)
{
    UMaterialInstanceDynamic* Made = NewObject<UMaterialInstanceDynamic>(InOuter ? InOuter : static_cast<UObject*>(GetTransientPackage()));
    Made->Parent = ParentMaterial;
    return Made;
}
void UMaterialInstanceDynamic::SetScalarParameterValue(FName ParameterName, float Value) { StandInScalars.Add(ParameterName, Value); }
void UMaterialInstanceDynamic::SetVectorParameterValue(FName ParameterName, FLinearColor Value) { StandInVectors.Add(ParameterName, Value); }
void UMaterialInstanceDynamic::ClearParameterValues()
{
    StandInScalars.Empty();
    StandInVectors.Empty();
}
// A value shows only where the material has a parameter of this name.
bool UMaterialInstanceDynamic::StandInVector(FName Name, FLinearColor& OutValue) const
{
    const bool bKnown = Parent && Parent->StandInVector(Name, OutValue);
    if (bKnown && StandInVectors.Contains(Name)) {
        OutValue = StandInVectors[Name];
    }
    return bKnown;
}
bool UMaterialInstanceDynamic::StandInScalar(FName Name, float& OutValue) const
{
    const bool bKnown = Parent && Parent->StandInScalar(Name, OutValue);
    if (bKnown && StandInScalars.Contains(Name)) {
        OutValue = StandInScalars[Name];
    }
    return bKnown;
}

// ---- worlds
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
