// The C++ half of cxx, compiled here with the engine's own C++ library: that is why it is not in the static library.
#include "CoreMinimal.h"

#if WITH_LTS_BRIDGE

#pragma push_macro("check")
#pragma push_macro("verify")
#undef check
#undef verify
#include "cxx.cc"
#pragma pop_macro("verify")
#pragma pop_macro("check")

#endif
