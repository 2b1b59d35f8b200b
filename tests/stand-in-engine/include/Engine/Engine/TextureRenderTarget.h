// UTextureRenderTarget.
#pragma once

#include "Engine/Texture.h"
#include "TextureResource.h"

class UTextureRenderTarget : public UTexture {
    STAND_IN_CLASS(UTextureRenderTarget, UTexture)

    float TargetGamma = 0;
    FTextureRenderTargetResource* GameThread_GetRenderTargetResource();
    FTextureRenderTargetResource StandInResource;
};
