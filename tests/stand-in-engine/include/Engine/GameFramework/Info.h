// AInfo stands beside AActor here.
#pragma once

#include "GameFramework/Actor.h"
