// Part of CoreMinimal.h here.
#pragma once

#include "CoreMinimal.h"
