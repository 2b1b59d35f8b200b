// ECameraProjectionMode.
#pragma once

#include "UObject/UObjectGlobals.h"

namespace ECameraProjectionMode {
enum Type { Perspective, Orthographic };
}
