// TSoftObjectPtr: an asset by its path.
#pragma once

#include "UObject/SoftObjectPath.h"

template <typename T>
class TSoftObjectPtr {
public:
    TSoftObjectPtr() = default;
    explicit TSoftObjectPtr(const FSoftObjectPath& Path) : StandInPath(Path) {}
    T* LoadSynchronous() const { return Cast<T>(StandInPath.TryLoad()); }

private:
    FSoftObjectPath StandInPath;
};
