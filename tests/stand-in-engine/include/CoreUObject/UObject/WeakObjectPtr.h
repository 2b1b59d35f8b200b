// TWeakObjectPtr stands beside UClass here.
#pragma once

#include "UObject/Object.h"
