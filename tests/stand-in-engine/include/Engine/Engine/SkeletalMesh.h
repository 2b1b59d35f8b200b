// USkeletalMesh: an asset with bones.
#pragma once

#include "UObject/UObjectGlobals.h"

class USkeletalMesh : public UObject {
    STAND_IN_CLASS(USkeletalMesh, UObject)
};
