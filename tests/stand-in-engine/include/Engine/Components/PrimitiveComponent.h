// UPrimitiveComponent: a component that can be drawn.
#pragma once

#include "Components/SceneComponent.h"

class UMaterialInstanceDynamic;

namespace stand_in {
/// Triangles of one material, in the component's own frame, centimetres, left-handed.
struct FSurface {
    TArray<FVector> Vertices;
    TArray<FVector> Normals;
    TArray<uint32> Triangles;
    uint64 Hash = 0;
    bool bVisible = true;
};
}

class UPrimitiveComponent : public USceneComponent {
    STAND_IN_CLASS(UPrimitiveComponent, USceneComponent)

    bool CastShadow = true;
    bool bCastDynamicShadow = true;
    bool bReceivesDecals = true;
    bool bRenderCustomDepth = false;
    int32 CustomDepthStencilValue = 0;
    bool bVisibleInSceneCaptureOnly = false;
    bool bHiddenInSceneCapture = false;
    bool bRenderInMainPass = true;

    void SetRenderCustomDepth(bool bValue) { bRenderCustomDepth = bValue; }
    void SetCustomDepthStencilValue(int32 Value) { CustomDepthStencilValue = Value; }
    void SetRenderInMainPass(bool bValue) { bRenderInMainPass = bValue; }
    void SetVisibleInSceneCaptureOnly(bool bValue) { bVisibleInSceneCaptureOnly = bValue; }
    void SetHiddenInSceneCapture(bool bValue) { bHiddenInSceneCapture = bValue; }
    void SetCastShadow(bool NewCastShadow) { CastShadow = NewCastShadow; }
    void SetReceivesDecals(bool bNewReceivesDecals) { bReceivesDecals = bNewReceivesDecals; }
    virtual void SetMaterial(int32 ElementIndex, UMaterialInterface* Material);
    virtual UMaterialInterface* GetMaterial(int32 ElementIndex) const;
    virtual int32 GetNumMaterials() const { return 0; }
    virtual UMaterialInstanceDynamic* CreateAndSetMaterialInstanceDynamic(int32 ElementIndex);
    virtual void SetCollisionEnabled(ECollisionEnabled::Type NewType) { StandInCollision = NewType; }
    virtual ECollisionEnabled::Type GetCollisionEnabled() const { return StandInCollision; }
    virtual void SetCollisionProfileName(FName InCollisionProfileName, bool bUpdateOverlaps = true);
    void SetGenerateOverlapEvents(bool bInGenerateOverlapEvents) { bStandInOverlaps = bInGenerateOverlapEvents; }

    void StandInCollect(FReferenceCollector& Collector) override;
    /// What it draws, by material.
    virtual int32 StandInSurfaces() const { return 0; }
    virtual const stand_in::FSurface* StandInSurface(int32 Index) const;

private:
    TArray<UMaterialInterface*> StandInMaterials;
    ECollisionEnabled::Type StandInCollision = ECollisionEnabled::QueryAndPhysics;
    bool bStandInOverlaps = true;
};
