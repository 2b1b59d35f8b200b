// UGameInstanceSubsystem.
#pragma once

#include "Subsystems/Subsystem.h"

class UGameInstanceSubsystem : public USubsystem {
    STAND_IN_CLASS(UGameInstanceSubsystem, USubsystem)
};
