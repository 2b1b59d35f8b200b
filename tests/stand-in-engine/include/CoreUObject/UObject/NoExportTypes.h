// Core types as the header tool sees them; they are declared in CoreMinimal.h.
#pragma once

#include "UObject/UObjectGlobals.h"
