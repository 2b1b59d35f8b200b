// Ticking what is no actor.
#pragma once

#include "Tickable.h"

namespace stand_in {
void TickObjects(float Seconds, bool bGameRuns);
}
