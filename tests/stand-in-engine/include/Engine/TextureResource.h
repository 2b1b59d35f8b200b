// FTextureRenderTargetResource.
#pragma once

#include "UnrealClient.h"

class FTextureRenderTargetResource : public FRenderTarget {
public:
    FIntPoint GetSizeXY() const override { return StandInSize; }
    FIntPoint StandInSize;
};
