// USkyAtmosphereComponent and its actor.
#pragma once

#include "Components/SceneComponent.h"

class USkyAtmosphereComponent : public USceneComponent {
    STAND_IN_CLASS(USkyAtmosphereComponent, USceneComponent)

    float RayleighScatteringScale = 0.0331f;
    float MieScatteringScale = 0.003996f;
    void SetRayleighScatteringScale(float NewValue) { RayleighScatteringScale = NewValue; }
    void SetMieScatteringScale(float NewValue) { MieScatteringScale = NewValue; }
    void SetSkyLuminanceFactor(FLinearColor NewValue) { StandInLuminance = NewValue; }
    FLinearColor StandInLuminance = FLinearColor(1.f, 1.f, 1.f, 1.f);
};

class ASkyAtmosphere : public AInfo {
    STAND_IN_CLASS(ASkyAtmosphere, AInfo)
    ASkyAtmosphere();
};
