// UMaterialInstance: a material with other values.
#pragma once

#include "Materials/Material.h"

class UMaterialInstance : public UMaterialInterface {
    STAND_IN_CLASS(UMaterialInstance, UMaterialInterface)

    UMaterialInterface* Parent = nullptr;
    UMaterial* GetBaseMaterial() override { return Parent ? Parent->GetBaseMaterial() : nullptr; }
    void StandInCollect(FReferenceCollector& Collector) override;
};
