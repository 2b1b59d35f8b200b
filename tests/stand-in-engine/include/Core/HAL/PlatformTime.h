// FPlatformTime: the clock.
#pragma once

#include "CoreMinimal.h"

struct FPlatformTime {
    static double Seconds();
};
