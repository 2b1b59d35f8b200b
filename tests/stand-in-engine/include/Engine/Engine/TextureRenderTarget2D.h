// UTextureRenderTarget2D: a target of a size and a format.
#pragma once

#include "Engine/TextureRenderTarget.h"

enum ETextureRenderTargetFormat { RTF_R8, RTF_RG8, RTF_RGBA8, RTF_RGBA8_SRGB, RTF_R16f, RTF_RG16f, RTF_RGBA16f, RTF_R32f, RTF_RG32f, RTF_RGBA32f, RTF_RGB10A2 };

class UTextureRenderTarget2D : public UTextureRenderTarget {
    STAND_IN_CLASS(UTextureRenderTarget2D, UTextureRenderTarget)

    int32 SizeX = 0;
    int32 SizeY = 0;
    FLinearColor ClearColor = FLinearColor(0.f, 1.f, 0.f, 1.f);
    bool bForceLinearGamma = false;
    void InitCustomFormat(uint32 InSizeX, uint32 InSizeY, EPixelFormat InOverrideFormat, bool bInForceLinearGamma);
    void InitAutoFormat(uint32 InSizeX, uint32 InSizeY);
};
