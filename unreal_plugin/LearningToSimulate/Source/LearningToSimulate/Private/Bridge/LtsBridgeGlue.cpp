// The generated C++ half of the bridge, compiled here with the engine's own C++ library.
#include "CoreMinimal.h"

#if WITH_LTS_BRIDGE

#pragma push_macro("check")
#pragma push_macro("verify")
#undef check
#undef verify
#include "lts/bridge.cc"
#pragma pop_macro("verify")
#pragma pop_macro("check")

#endif
