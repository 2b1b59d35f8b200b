// UMaterial: an asset with parameters and their defaults.
#pragma once

#include "Materials/MaterialInterface.h"

class UMaterial : public UMaterialInterface {
    STAND_IN_CLASS(UMaterial, UMaterialInterface)

    UMaterial* GetBaseMaterial() override { return this; }
    bool StandInVector(FName Name, FLinearColor& OutValue) const override;
    bool StandInScalar(FName Name, float& OutValue) const override;
    TMap<FName, FLinearColor> StandInVectors;
    TMap<FName, float> StandInScalars;
};
