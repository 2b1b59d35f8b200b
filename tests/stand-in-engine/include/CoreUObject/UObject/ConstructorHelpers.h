// Assets that a constructor needs: found once, and part of what is packaged.
#pragma once

#include "UObject/UObjectGlobals.h"

namespace stand_in {
/// Ends the process unless an object is being constructed.
void RequireConstructor(const TCHAR* What);
}

struct ConstructorHelpers {
    template <typename T>
    struct FObjectFinder {
        T* Object;
        explicit FObjectFinder(const TCHAR* Name)
        {
            stand_in::RequireConstructor(Name);
            Object = LoadObject<T>(nullptr, Name);
        }
        bool Succeeded() const { return Object != nullptr; }
    };
};
