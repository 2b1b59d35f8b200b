// Making, finding and casting objects.
#pragma once

#include "UObject/Object.h"

template <typename T>
T* NewObject(UObject* Outer, UClass* Class, FName Name = NAME_None, EObjectFlags Flags = StandInNoFlags)
{
    return static_cast<T*>(stand_in::ConstructObject(Class, Outer, Name, Flags));
}
template <typename T>
T* NewObject(UObject* Outer, FName Name, EObjectFlags Flags = StandInNoFlags)
{
    return NewObject<T>(Outer, T::StaticClass(), Name, Flags);
}
UPackage* GetTransientPackage();
template <typename T>
T* NewObject(UObject* Outer = nullptr)
{
    return NewObject<T>(Outer ? Outer : reinterpret_cast<UObject*>(GetTransientPackage()), T::StaticClass());
}

UObject* StaticLoadObject(UClass* Class, UObject* Outer, const TCHAR* Name);
UClass* StandInLoadClass(UClass* Base, const TCHAR* Name);
UObject* StandInFindObject(UClass* Class, const TCHAR* Name);

template <typename T>
T* LoadObject(UObject* Outer, const TCHAR* Name)
{
    return static_cast<T*>(StaticLoadObject(T::StaticClass(), Outer, Name));
}
template <typename T>
UClass* LoadClass(UObject* Outer, const TCHAR* Name)
{
    (void)Outer;
    return StandInLoadClass(T::StaticClass(), Name);
}
template <typename T>
T* FindObject(UObject* Outer, const TCHAR* Name)
{
    (void)Outer;
    return static_cast<T*>(StandInFindObject(T::StaticClass(), Name));
}

template <typename T>
const T* GetDefault()
{
    return static_cast<const T*>(T::StaticClass()->StandInDefaultObject());
}
template <typename T>
T* GetMutableDefault()
{
    return static_cast<T*>(T::StaticClass()->StandInDefaultObject());
}

inline bool IsValid(const UObject* Object) { return Object && !Object->IsPendingKill(); }

FName MakeUniqueObjectName(UObject* Outer, UClass* Class, FName BaseName = NAME_None);
void CollectGarbage(EObjectFlags KeepFlags);
#define GARBAGE_COLLECTION_KEEPFLAGS StandInNoFlags
#define GET_MEMBER_NAME_CHECKED(Class, Member) ((void)sizeof(&Class::Member), FName(TEXT(#Member)))

DECLARE_MULTICAST_DELEGATE_OneParam(FStandInWorldDelegate, UWorld*)
DECLARE_MULTICAST_DELEGATE_OneParam(FStandInTextDelegate, const FString&)

struct FCoreUObjectDelegates {
    static FStandInWorldDelegate PostLoadMapWithWorld;
    static FStandInTextDelegate PreLoadMap;
    static FSimpleMulticastDelegate& GetPostGarbageCollect();
};

#include "Templates/Casts.h"
