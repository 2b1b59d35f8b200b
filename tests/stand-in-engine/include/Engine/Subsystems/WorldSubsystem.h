// UWorldSubsystem.
#pragma once

#include "Subsystems/Subsystem.h"

class UWorldSubsystem : public USubsystem {
    STAND_IN_CLASS(UWorldSubsystem, USubsystem)
};
