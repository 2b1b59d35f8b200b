// FEngineShowFlags: what a view shows.
#pragma once

#include "UObject/UObjectGlobals.h"

struct FEngineShowFlags {
#define STAND_IN_SHOW_FLAG(Name) \
    void Set##Name(bool bValue) { StandIn##Name = bValue; } \
    bool StandIn##Name = true;
    STAND_IN_SHOW_FLAG(AmbientOcclusion)
    STAND_IN_SHOW_FLAG(AntiAliasing)
    STAND_IN_SHOW_FLAG(Atmosphere)
    STAND_IN_SHOW_FLAG(Bloom)
    STAND_IN_SHOW_FLAG(CameraImperfections)
    STAND_IN_SHOW_FLAG(ColorGrading)
    STAND_IN_SHOW_FLAG(DepthOfField)
    STAND_IN_SHOW_FLAG(DynamicShadows)
    STAND_IN_SHOW_FLAG(EyeAdaptation)
    STAND_IN_SHOW_FLAG(Fog)
    STAND_IN_SHOW_FLAG(GlobalIllumination)
    STAND_IN_SHOW_FLAG(Grain)
    STAND_IN_SHOW_FLAG(LensFlares)
    STAND_IN_SHOW_FLAG(Lighting)
    STAND_IN_SHOW_FLAG(LightShafts)
    STAND_IN_SHOW_FLAG(MotionBlur)
    STAND_IN_SHOW_FLAG(PostProcessing)
    STAND_IN_SHOW_FLAG(Refraction)
    STAND_IN_SHOW_FLAG(SceneColorFringe)
    STAND_IN_SHOW_FLAG(ScreenSpaceAO)
    STAND_IN_SHOW_FLAG(ScreenSpaceReflections)
    STAND_IN_SHOW_FLAG(SkyLighting)
    STAND_IN_SHOW_FLAG(TemporalAA)
    STAND_IN_SHOW_FLAG(Tonemapper)
    STAND_IN_SHOW_FLAG(VolumetricFog)
#undef STAND_IN_SHOW_FLAG
};
