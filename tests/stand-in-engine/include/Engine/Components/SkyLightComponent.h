// USkyLightComponent: light from the sky.
#pragma once

#include "Components/LightComponentBase.h"

class UTextureCube;

enum ESkyLightSourceType { SLS_CapturedScene, SLS_SpecifiedCubemap, SLS_MAX };

class USkyLightComponent : public ULightComponentBase {
    STAND_IN_CLASS(USkyLightComponent, ULightComponentBase)

    bool bRealTimeCapture = false;
    TEnumAsByte<ESkyLightSourceType> SourceType = TEnumAsByte<ESkyLightSourceType>(SLS_CapturedScene);
    UTextureCube* Cubemap = nullptr;
    bool bLowerHemisphereIsBlack = true;
    FLinearColor LowerHemisphereColor;
    void SetIntensity(float NewIntensity) { Intensity = NewIntensity; }
    void SetLightColor(FLinearColor NewLightColor) { LightColor = NewLightColor.ToFColor(true); }
    void SetCubemap(UTextureCube* NewCubemap) { Cubemap = NewCubemap; }
    void SetLowerHemisphereColor(const FLinearColor& InLowerHemisphereColor) { LowerHemisphereColor = InLowerHemisphereColor; }
    void RecaptureSky() {}
    void StandInCollect(FReferenceCollector& Collector) override;
};
