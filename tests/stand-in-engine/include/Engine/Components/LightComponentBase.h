// ULightComponentBase.
#pragma once

#include "Components/SceneComponent.h"

class ULightComponentBase : public USceneComponent {
    STAND_IN_CLASS(ULightComponentBase, USceneComponent)

    float Intensity = 3.1415926535897932f;
    FColor LightColor = FColor(255, 255, 255);
    bool CastShadows = true;
    bool bAffectsWorld = true;
    void SetCastShadows(bool bNewValue) { CastShadows = bNewValue; }
    FLinearColor GetLightColor() const { return FLinearColor(LightColor); }
};
