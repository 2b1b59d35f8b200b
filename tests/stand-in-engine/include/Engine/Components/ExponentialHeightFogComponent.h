// UExponentialHeightFogComponent.
#pragma once

#include "Components/SceneComponent.h"

class UExponentialHeightFogComponent : public USceneComponent {
    STAND_IN_CLASS(UExponentialHeightFogComponent, USceneComponent)

    float FogDensity = 0.02f;
    float FogHeightFalloff = 0.2f;
    FLinearColor FogInscatteringColor = FLinearColor(0.447f, 0.638f, 1.f);
    float FogMaxOpacity = 1.f;
    float StartDistance = 0.f;
    void SetFogDensity(float Value) { FogDensity = Value; }
    void SetFogHeightFalloff(float Value) { FogHeightFalloff = Value; }
    void SetFogInscatteringColor(FLinearColor Value) { FogInscatteringColor = Value; }
    void SetFogMaxOpacity(float Value) { FogMaxOpacity = Value; }
    void SetStartDistance(float Value) { StartDistance = Value; }
};
