// Paths of assets that may not be loaded.
#pragma once

#include "UObject/UObjectGlobals.h"

struct FSoftObjectPath {
    FSoftObjectPath() = default;
    FSoftObjectPath(const FString& Path) : StandInPath(Path) {}
    FSoftObjectPath(const TCHAR* Path) : StandInPath(Path) {}
    FString ToString() const { return StandInPath; }
    UObject* TryLoad() const;
    UObject* ResolveObject() const;
    FString StandInPath;
};

struct FSoftClassPath : public FSoftObjectPath {
    FSoftClassPath() = default;
    FSoftClassPath(const FString& Path) : FSoftObjectPath(Path) {}
    FSoftClassPath(const TCHAR* Path) : FSoftObjectPath(Path) {}
    template <typename T>
    UClass* TryLoadClass() const
    {
        return StandInPath.IsEmpty() ? nullptr : StandInLoadClass(T::StaticClass(), *StandInPath);
    }
};
