// Included by what the header tool writes.
#pragma once

#include "UObject/ObjectMacros.h"
