// UTexture.
#pragma once

#include "UObject/UObjectGlobals.h"

class UTexture : public UObject {
    STAND_IN_CLASS(UTexture, UObject)
    bool SRGB = false;
};
