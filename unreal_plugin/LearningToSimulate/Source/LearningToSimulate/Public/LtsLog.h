// The plugin's log category.
#pragma once

#include "CoreMinimal.h"

LEARNINGTOSIMULATE_API DECLARE_LOG_CATEGORY_EXTERN(LogLts, Log, All);
