// UEngineSubsystem.
#pragma once

#include "Subsystems/Subsystem.h"

class UEngineSubsystem : public UDynamicSubsystem {
    STAND_IN_CLASS(UEngineSubsystem, UDynamicSubsystem)
};
