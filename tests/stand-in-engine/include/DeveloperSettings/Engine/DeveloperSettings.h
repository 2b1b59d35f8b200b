// UDeveloperSettings: a page of the project's settings.
#pragma once

#include "UObject/UObjectGlobals.h"

class UDeveloperSettings : public UObject {
    STAND_IN_CLASS(UDeveloperSettings, UObject)
};
