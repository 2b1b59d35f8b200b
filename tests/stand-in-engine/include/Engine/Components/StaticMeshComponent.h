// UStaticMeshComponent: shows an asset.
#pragma once

#include "Components/MeshComponent.h"

class UStaticMesh;

class UStaticMeshComponent : public UMeshComponent {
    STAND_IN_CLASS(UStaticMeshComponent, UMeshComponent)

    virtual bool SetStaticMesh(UStaticMesh* NewMesh);
    UStaticMesh* GetStaticMesh() const { return StandInMesh; }
    UMaterialInterface* GetMaterial(int32 ElementIndex) const override;
    int32 GetNumMaterials() const override;
    FBoxSphereBounds CalcBounds(const FTransform& LocalToWorld) const override;

    void StandInCollect(FReferenceCollector& Collector) override;
    int32 StandInSurfaces() const override;
    const stand_in::FSurface* StandInSurface(int32 Index) const override;

private:
    UStaticMesh* StandInMesh = nullptr;
};
