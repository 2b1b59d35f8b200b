// ULightComponent: the colour is kept in eight bits a channel, as the engine keeps it.
#pragma once

#include "Components/LightComponentBase.h"

class ULightComponent : public ULightComponentBase {
    STAND_IN_CLASS(ULightComponent, ULightComponentBase)

    float Temperature = 6500.f;
    bool bUseTemperature = false;
    void SetIntensity(float NewIntensity) { Intensity = NewIntensity; }
    void SetLightColor(FLinearColor NewLightColor, bool bSRGB = true) { LightColor = NewLightColor.ToFColor(bSRGB); }
    void SetTemperature(float NewTemperature) { Temperature = NewTemperature; }
};
