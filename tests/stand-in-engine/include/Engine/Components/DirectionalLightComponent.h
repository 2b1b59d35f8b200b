// UDirectionalLightComponent: shines along its X axis.
#pragma once

#include "Components/LightComponent.h"

class UDirectionalLightComponent : public ULightComponent {
    STAND_IN_CLASS(UDirectionalLightComponent, ULightComponent)

    bool bUsedAsAtmosphereSunLight = false;
    void SetAtmosphereSunLight(bool bNewValue) { bUsedAsAtmosphereSunLight = bNewValue; }
    void SetAtmosphereSunLightIndex(int32 NewValue) { AtmosphereSunLightIndex = NewValue; }
    int32 AtmosphereSunLightIndex = 0;
};
