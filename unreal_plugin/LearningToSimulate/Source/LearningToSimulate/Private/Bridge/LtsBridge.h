// The bridge's generated header, kept apart from the engine's macros.
#pragma once

#include "CoreMinimal.h"

#if WITH_LTS_BRIDGE

#pragma push_macro("check")
#pragma push_macro("verify")
#undef check
#undef verify
#include "lts/bridge.h"
#pragma pop_macro("verify")
#pragma pop_macro("check")

#endif
