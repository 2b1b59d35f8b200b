// How pixels are read back, and which driver draws.
#pragma once

#include "CoreMinimal.h"
#include "PixelFormat.h"

enum ERangeCompressionMode { RCM_UNorm, RCM_SNorm, RCM_MinNorm, RCM_MinMax };
enum ECubeFace { CubeFace_PosX, CubeFace_NegX, CubeFace_PosY, CubeFace_NegY, CubeFace_PosZ, CubeFace_NegZ, CubeFace_MAX };

struct FReadSurfaceDataFlags {
    FReadSurfaceDataFlags(ERangeCompressionMode InCompressionMode = RCM_UNorm, ECubeFace InCubeFace = CubeFace_MAX) : StandInMode(InCompressionMode) { (void)InCubeFace; }
    void SetLinearToGamma(bool bValue) { bStandInLinearToGamma = bValue; }
    ERangeCompressionMode StandInMode;
    bool bStandInLinearToGamma = true;
};

extern bool GUsingNullRHI;
