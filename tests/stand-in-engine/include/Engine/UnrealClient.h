// FRenderTarget: pixels that can be read back on the game thread.
#pragma once

#include "RHI.h"

class FRenderTarget {
public:
    virtual ~FRenderTarget() = default;
    virtual FIntPoint GetSizeXY() const = 0;
    bool ReadPixels(TArray<FColor>& OutImageData, FReadSurfaceDataFlags InFlags = FReadSurfaceDataFlags(RCM_UNorm, CubeFace_MAX));
    bool ReadLinearColorPixels(TArray<FLinearColor>& OutImageData, FReadSurfaceDataFlags InFlags = FReadSurfaceDataFlags(RCM_MinMax, CubeFace_MAX));

    /// Linear values of the last capture, row by row from the top left; empty before the first.
    TArray<FLinearColor> StandInPixels;
    /// Bytes of the last capture if the target has bytes: as they lie in memory.
    TArray<FColor> StandInBytes;
    EPixelFormat StandInFormat = PF_Unknown;
};
