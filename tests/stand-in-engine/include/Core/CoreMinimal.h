// What nearly every file of a module includes: types, containers, strings, math, pointers, delegates, logs.
#pragma once

#include "StandIn/Types.h"
#include "StandIn/Containers.h"
#include "StandIn/Strings.h"
#include "StandIn/Math.h"
#include "StandIn/Pointers.h"
#include "StandIn/Delegates.h"
#include "StandIn/Log.h"
#include "StandIn/Declared.h"
