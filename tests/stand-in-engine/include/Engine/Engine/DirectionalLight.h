// ADirectionalLight.
#pragma once

#include "Engine/Light.h"

class ADirectionalLight : public ALight {
    STAND_IN_CLASS(ADirectionalLight, ALight)
    ADirectionalLight();
};
