// UStaticMesh: an asset of triangles; the stand-in engine has the engine's cube, plane, sphere and cylinder.
#pragma once

#include "Components/PrimitiveComponent.h"

class UStaticMesh : public UObject {
    STAND_IN_CLASS(UStaticMesh, UObject)

    FBoxSphereBounds GetBounds() const { return FBoxSphereBounds(GetBoundingBox()); }
    FBox GetBoundingBox() const;
    int32 GetNumSections(int32 InLOD) const;
    UMaterialInterface* GetMaterial(int32 MaterialIndex) const;

    void StandInCollect(FReferenceCollector& Collector) override;
    TArray<stand_in::FSurface> StandInParts;
    UMaterialInterface* StandInMaterial = nullptr;
};
