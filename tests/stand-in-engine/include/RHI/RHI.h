// How pixels are read back, and which driver draws.
#pragma once

#include "CoreMinimal.h"
#include "PixelFormat.h"

enum ERangeCompressionMode { RCM_UNorm = 0, RCM_MinMax = 3 };
enum ECubeFace { CubeFace_MAX = 6 };

struct FReadSurfaceDataFlags {
    FReadSurfaceDataFlags(ERangeCompressionMode InCompressionMode = RCM_UNorm, ECubeFace InCubeFace = CubeFace_MAX) : StandInMode(InCompressionMode) { (void)InCubeFace; }
    void SetLinearToGamma(bool bValue) { bStandInLinearToGamma = bValue; }
    ERangeCompressionMode StandInMode;
    bool bStandInLinearToGamma = true;
};

namespace stand_in {
/// -nullrhi: nothing is drawn.
extern bool bNullRhi;
}
