// AExponentialHeightFog.
#pragma once

#include "GameFramework/Actor.h"

class AExponentialHeightFog : public AInfo {
    STAND_IN_CLASS(AExponentialHeightFog, AInfo)
    AExponentialHeightFog();
};
