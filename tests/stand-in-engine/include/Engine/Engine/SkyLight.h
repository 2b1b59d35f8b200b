// ASkyLight.
#pragma once

#include "GameFramework/Actor.h"

class ASkyLight : public AInfo {
    STAND_IN_CLASS(ASkyLight, AInfo)
    ASkyLight();
};
