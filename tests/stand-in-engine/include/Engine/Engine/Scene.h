// FPostProcessSettings: what a camera does to its image.
#pragma once

#include "UObject/UObjectGlobals.h"

enum EAutoExposureMethod { AEM_Histogram, AEM_Basic, AEM_Manual, AEM_MAX };

struct FPostProcessSettings {
    uint8 bOverride_AutoExposureMethod : 1;
    uint8 bOverride_AutoExposureBias : 1;
    uint8 bOverride_AutoExposureMinBrightness : 1;
    uint8 bOverride_AutoExposureMaxBrightness : 1;
    uint8 bOverride_AutoExposureApplyPhysicalCameraExposure : 1;
    uint8 bOverride_MotionBlurAmount : 1;
    uint8 bOverride_BloomIntensity : 1;
    uint8 bOverride_VignetteIntensity : 1;
    uint8 bOverride_GrainIntensity : 1;
    uint8 bOverride_LensFlareIntensity : 1;
    uint8 bOverride_SceneFringeIntensity : 1;
    uint8 bOverride_AmbientOcclusionIntensity : 1;
    uint8 AutoExposureApplyPhysicalCameraExposure : 1;
    TEnumAsByte<EAutoExposureMethod> AutoExposureMethod;
    float AutoExposureBias = 1.f;
    float AutoExposureMinBrightness = 0.03f;
    float AutoExposureMaxBrightness = 8.f;
    float MotionBlurAmount = 0.5f;
    float BloomIntensity = 0.675f;
    float VignetteIntensity = 0.4f;
    float GrainIntensity = 0.f;
    float LensFlareIntensity = 1.f;
    float SceneFringeIntensity = 0.f;
    float AmbientOcclusionIntensity = 0.5f;

    FPostProcessSettings()
        : bOverride_AutoExposureMethod(0), bOverride_AutoExposureBias(0), bOverride_AutoExposureMinBrightness(0), bOverride_AutoExposureMaxBrightness(0),
          bOverride_AutoExposureApplyPhysicalCameraExposure(0), bOverride_MotionBlurAmount(0), bOverride_BloomIntensity(0), bOverride_VignetteIntensity(0),
          bOverride_GrainIntensity(0), bOverride_LensFlareIntensity(0), bOverride_SceneFringeIntensity(0), bOverride_AmbientOcclusionIntensity(0),
          AutoExposureApplyPhysicalCameraExposure(1), AutoExposureMethod(AEM_Histogram)
    {
    }
};
