// UMaterialInterface: how a surface looks.
#pragma once

#include "UObject/UObjectGlobals.h"

class UMaterial;

class UMaterialInterface : public UObject {
    STAND_IN_CLASS(UMaterialInterface, UObject)

    virtual UMaterial* GetBaseMaterial() { return nullptr; }
    /// The value of a parameter; false if it has none of this name.
    virtual bool StandInVector(FName Name, FLinearColor& OutValue) const;
    virtual bool StandInScalar(FName Name, float& OutValue) const;
};
