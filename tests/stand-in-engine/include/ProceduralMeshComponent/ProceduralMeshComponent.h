// UProceduralMeshComponent: triangles made while the game runs, in sections of one material.
#pragma once

#include "Components/MeshComponent.h"

struct FProcMeshTangent {
    FVector TangentX = FVector(1.f, 0.f, 0.f);
    bool bFlipTangentY = false;
    FProcMeshTangent() = default;
    FProcMeshTangent(float X, float Y, float Z) : TangentX(X, Y, Z) {}
};

class UProceduralMeshComponent : public UMeshComponent {
    STAND_IN_CLASS(UProceduralMeshComponent, UMeshComponent)

    bool bUseAsyncCooking = false;
    bool bUseComplexAsSimpleCollision = true;
    void CreateMeshSection(int32 SectionIndex, const TArray<FVector>& Vertices, const TArray<int32>& Triangles, const TArray<FVector>& Normals, const TArray<FVector2D>& UV0, const TArray<FColor>& VertexColors, const TArray<FProcMeshTangent>& Tangents, bool bCreateCollision);
    void ClearMeshSection(int32 SectionIndex);
    void ClearAllMeshSections();
    void SetMeshSectionVisible(int32 SectionIndex, bool bNewVisibility);
    int32 GetNumSections() const { return StandInSections.Num(); }
    int32 GetNumMaterials() const override { return StandInSections.Num(); }
    FBoxSphereBounds CalcBounds(const FTransform& LocalToWorld) const override;

    int32 StandInSurfaces() const override { return StandInSections.Num(); }
    const stand_in::FSurface* StandInSurface(int32 Index) const override { return &StandInSections[Index]; }

private:
    TArray<stand_in::FSurface> StandInSections;
};
