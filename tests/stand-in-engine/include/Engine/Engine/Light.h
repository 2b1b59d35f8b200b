// ALight.
#pragma once

#include "GameFramework/Actor.h"

class ALight : public AActor {
    STAND_IN_CLASS(ALight, AActor)
};
