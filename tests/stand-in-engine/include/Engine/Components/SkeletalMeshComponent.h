// USkeletalMeshComponent.
#pragma once

#include "Components/SkinnedMeshComponent.h"

class USkeletalMeshComponent : public USkinnedMeshComponent {
    STAND_IN_CLASS(USkeletalMeshComponent, USkinnedMeshComponent)
};
