// Primitives: materials on them, static, instanced, skeletal and procedural meshes, bounds.
#include "Platform.h"

#include "Components/InstancedStaticMeshComponent.h"
#include "Components/SkeletalMeshComponent.h"
#include "Engine/SkeletalMesh.h"
#include "Engine/StaticMesh.h"
#include "Engine/StaticMeshActor.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "ProceduralMeshComponent.h"

STAND_IN_DEFINE(UPrimitiveComponent, "PrimitiveComponent", "Engine")
STAND_IN_DEFINE(UMeshComponent, "MeshComponent", "Engine")
STAND_IN_DEFINE(UStaticMeshComponent, "StaticMeshComponent", "Engine")
STAND_IN_DEFINE(UInstancedStaticMeshComponent, "InstancedStaticMeshComponent", "Engine")
STAND_IN_DEFINE(USkinnedMeshComponent, "SkinnedMeshComponent", "Engine")
STAND_IN_DEFINE(USkeletalMeshComponent, "SkeletalMeshComponent", "Engine")
STAND_IN_DEFINE(USkeletalMesh, "SkeletalMesh", "Engine")
STAND_IN_DEFINE(UStaticMesh, "StaticMesh", "Engine")
STAND_IN_DEFINE(AStaticMeshActor, "StaticMeshActor", "Engine")
STAND_IN_DEFINE(UProceduralMeshComponent, "ProceduralMeshComponent", "ProceduralMeshComponent")

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
