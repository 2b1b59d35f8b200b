// EPixelFormat.
#pragma once

enum EPixelFormat {
    PF_Unknown = 0,
    PF_A32B32G32R32F = 1,
    PF_B8G8R8A8 = 2,
    PF_G8 = 3,
    PF_FloatRGB = 9,
    PF_FloatRGBA = 10,
    PF_R32_FLOAT = 13,
    PF_R8G8B8A8 = 37,
};
