// UMaterialInstanceDynamic: made while the game runs.
#pragma once

#include "Materials/MaterialInstance.h"

class UMaterialInstanceDynamic : public UMaterialInstance {
    STAND_IN_CLASS(UMaterialInstanceDynamic, UMaterialInstance)

    static UMaterialInstanceDynamic* Create(UMaterialInterface* ParentMaterial, UObject* InOuter);
    void SetScalarParameterValue(FName ParameterName, float Value);
    void SetVectorParameterValue(FName ParameterName, FLinearColor Value);
    void ClearParameterValues();

    bool StandInVector(FName Name, FLinearColor& OutValue) const override;
    bool StandInScalar(FName Name, float& OutValue) const override;

private:
    TMap<FName, FLinearColor> StandInVectors;
    TMap<FName, float> StandInScalars;
};
