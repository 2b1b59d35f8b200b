// UBlueprintFunctionLibrary: static functions for Blueprints.
#pragma once

#include "UObject/UObjectGlobals.h"

class UBlueprintFunctionLibrary : public UObject {
    STAND_IN_CLASS(UBlueprintFunctionLibrary, UObject)
};
