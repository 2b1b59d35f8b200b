// Cast without RTTI: by the classes that the objects carry.
#pragma once

#include "UObject/Object.h"

template <typename T>
T* Cast(UObject* Object)
{
    return Object && Object->IsA(T::StaticClass()) ? static_cast<T*>(Object) : nullptr;
}
template <typename T>
const T* Cast(const UObject* Object)
{
    return Object && Object->IsA(T::StaticClass()) ? static_cast<const T*>(Object) : nullptr;
}
template <typename T>
T* CastChecked(UObject* Object)
{
    T* Found = Cast<T>(Object);
    check(Found);
    return Found;
}
