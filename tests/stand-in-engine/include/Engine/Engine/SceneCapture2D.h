// ASceneCapture2D: an actor with a capture.
#pragma once

#include "GameFramework/Actor.h"

class USceneCaptureComponent2D;

class ASceneCapture2D : public AActor {
    STAND_IN_CLASS(ASceneCapture2D, AActor)

    ASceneCapture2D();
    USceneCaptureComponent2D* GetCaptureComponent2D() const { return StandInCapture; }

private:
    USceneCaptureComponent2D* StandInCapture;
};
