// USceneCaptureComponent2D: draws the world into a target as a camera sees it.
#pragma once

#include "Components/SceneCaptureComponent.h"
#include "Camera/CameraTypes.h"

class UTextureRenderTarget2D;

class USceneCaptureComponent2D : public USceneCaptureComponent {
    STAND_IN_CLASS(USceneCaptureComponent2D, USceneCaptureComponent)

    TEnumAsByte<ECameraProjectionMode::Type> ProjectionType = TEnumAsByte<ECameraProjectionMode::Type>(ECameraProjectionMode::Perspective);
    // Degrees across the width.
    float FOVAngle = 90.f;
    UTextureRenderTarget2D* TextureTarget = nullptr;
    FPostProcessSettings PostProcessSettings;
    float PostProcessBlendWeight = 1.f;
    bool bCameraCutThisFrame = false;

    void CaptureScene();
    void StandInCollect(FReferenceCollector& Collector) override;
};
