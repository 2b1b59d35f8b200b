// UTextureCube: the stand-in engine has one, the sky of the engine's own maps.
#pragma once

#include "Engine/Texture.h"

class UTextureCube : public UTexture {
    STAND_IN_CLASS(UTextureCube, UTexture)
};
