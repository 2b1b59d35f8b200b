// FScopeLock stands beside FCriticalSection here.
#pragma once

#include "HAL/CriticalSection.h"
