// TSoftObjectPtr: an asset by its path.
#pragma once

#include "UObject/SoftObjectPath.h"

template <typename T>
class TSoftObjectPtr {
public:
    TSoftObjectPtr() = default;
    explicit TSoftObjectPtr(const FSoftObjectPath& Path) : StandInPath(Path) {}
    T* LoadSynchronous() const { return Cast<T>(StandInPath.TryLoad()); }
    T* Get() const { return Cast<T>(StandInPath.ResolveObject()); }
    bool IsNull() const { return StandInPath.IsNull(); }
    FString ToString() const { return StandInPath.ToString(); }
    const FSoftObjectPath& ToSoftObjectPath() const { return StandInPath; }

private:
    FSoftObjectPath StandInPath;
};
