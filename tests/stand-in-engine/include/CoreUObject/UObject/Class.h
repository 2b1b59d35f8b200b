// UClass: what is known of a class at run time; TSubclassOf; the collector of references.
#pragma once

#include "UObject/Object.h"

class UField : public UObject {
};

class UStruct : public UField {
};

class UClass : public UStruct {
public:
    static UClass* StaticClass();
    UObject* StandInDefaultObject();
    bool StandInIsChildOf(const UClass* Other) const;

    typedef void (*FStandInMake)(void* Memory);
    typedef std::function<void(UObject*, void*)> FStandInScript;
    UClass* StandInSuper = nullptr;
    FStandInMake StandInMake = nullptr;
    SIZE_T StandInBytes = 0;
    FString StandInPackage;
    FName StandInConfigName;
    UObject* StandInDefault = nullptr;
    bool bStandInAbstract = false;
    TArray<FName> StandInFunctions;
    /// Blueprint's own versions of events, by their names.
    TMap<FName, FStandInScript> StandInScripts;
};

class UPackage : public UObject {
public:
    static UClass* StaticClass();
    void MarkPackageDirty() {}
};

class FReferenceCollector {
public:
    template <typename T>
    void StandInAdd(T*& Object)
    {
        StandInReachOrForget(reinterpret_cast<UObject*&>(Object));
    }
    /// What is destroyed is forgotten, as the engine does it.
    void StandInReachOrForget(UObject*& Object);
    void StandInReach(UObject* Object);
    TArray<UObject*> StandInToDo;
};

template <typename T>
class TSubclassOf {
public:
    TSubclassOf() = default;
    TSubclassOf(UClass* Class) : StandInClass(Class) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TSubclassOf(const TSubclassOf<U>& Other) : StandInClass(Other.Get()) {}
    UClass* Get() const { return StandInClass && StandInClass->StandInIsChildOf(T::StaticClass()) ? StandInClass : nullptr; }
    operator UClass*() const { return Get(); }

    UClass* StandInClass = nullptr;
};

template <typename T>
struct TWeakObjectPtr {
    TWeakObjectPtr() = default;
    TWeakObjectPtr(std::nullptr_t) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TWeakObjectPtr(U* Object) : StandInObject(const_cast<typename std::remove_const<T>::type*>(static_cast<T*>(Object))), StandInNumber(stand_in::WatchObject(Object)) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TWeakObjectPtr(const TWeakObjectPtr<U>& Other) : TWeakObjectPtr(Other.Get()) {}
    T* Get() const { return IsValid() ? StandInObject : nullptr; }
    bool IsValid() const { return stand_in::IsObjectAlive(StandInNumber); }
    T* operator->() const
    {
        check(IsValid());
        return StandInObject;
    }
    explicit operator bool() const { return IsValid(); }
    bool StandInIs(const T* Other) const { return Get() == Other; }

    T* StandInObject = nullptr;
    uint64 StandInNumber = 0;
};

namespace stand_in {
/// What the header tool's code hands over of a class, once.
UClass* MakeClass(const TCHAR* Name, const TCHAR* Package, UClass* Super, UClass::FStandInMake Make, SIZE_T Bytes);
/// A class of a Blueprint: the parent's code with other events.
UClass* MakeBlueprint(const TCHAR* Name, UClass* Parent);
/// Runs the Blueprint's version of an event, or the native one, or none.
void CallEvent(UObject* Object, FName Event, void* Parameters, void (*Native)(UObject*, void*));

typedef UClass* (*FClassOf)();
/// Classes whose default objects are made once their module is there.
struct FRegisterClass {
    explicit FRegisterClass(FClassOf ClassOf);
};
void MakeDefaultObjects();

template <typename T>
void MakeIn(void* Memory)
{
    new (Memory) T();
}

// Reaches what a property refers to; other types refer to nothing.
// A property's pointer is one to an object, which the header tool checks; its class may only be declared here.
template <typename T>
void Collect(FReferenceCollector& Collector, T*& Object) { Collector.StandInAdd(Object); }
template <typename T>
auto CollectStruct(FReferenceCollector& Collector, T& Value, int) -> decltype(Value.StandInCollectStruct(Collector)) { Value.StandInCollectStruct(Collector); }
template <typename T>
void CollectStruct(FReferenceCollector&, T&, long) {}
template <typename T, typename std::enable_if<!std::is_pointer<T>::value, int>::type = 0>
void Collect(FReferenceCollector& Collector, T& Value) { CollectStruct(Collector, Value, 0); }
template <typename T>
void Collect(FReferenceCollector& Collector, TSubclassOf<T>& Class) { Collector.StandInAdd(Class.StandInClass); }
template <typename T>
void Collect(FReferenceCollector& Collector, TArray<T>& Items)
{
    for (T& Item : Items) {
        Collect(Collector, Item);
    }
}
template <typename T>
void Collect(FReferenceCollector& Collector, TSet<T>& Items)
{
    for (T& Item : Items) {
        Collect(Collector, Item);
    }
}
template <typename K, typename V>
void Collect(FReferenceCollector& Collector, TMap<K, V>& Pairs)
{
    for (TPair<K, V>& Pair : Pairs) {
        Collect(Collector, Pair.Key);
        Collect(Collector, Pair.Value);
    }
}

/// Values of a section of an ini file and of the command line, or of a struct's text.
class FConfigReader {
public:
    explicit FConfigReader(const TCHAR* InSection, const TCHAR* InFile) : Section(InSection), File(InFile) {}
    /// Of a text like (A=1,B="x").
    static FConfigReader Fields(const FString& Text);

    template <typename T>
    void Read(const TCHAR* Key, T& Value) const
    {
        const TArray<FString> Found = FindAll(Key);
        if (Found.Num() > 0) {
            Parse(Found.Last(), Value);
        }
    }
    template <typename T>
    void Read(const TCHAR* Key, TArray<T>& Values) const
    {
        for (const FString& Text : FindAll(Key)) {
            T Value;
            Parse(Text, Value);
            Values.Add(Value);
        }
    }

private:
    TArray<FString> FindAll(const TCHAR* Key) const;
    static void Parse(const FString& Text, FString& Value);
    static void Parse(const FString& Text, FName& Value);
    static void Parse(const FString& Text, bool& Value);
    static void Parse(const FString& Text, int32& Value);
    static void Parse(const FString& Text, float& Value);
    template <typename T, typename std::enable_if<std::is_enum<T>::value, int>::type = 0>
    static void Parse(const FString& Text, T& Value) { StandInEnumValue(Text, Value); }
    template <typename T>
    static auto ParseStruct(const FString& Text, T& Value, int) -> decltype(Value.StandInImport(std::declval<const FConfigReader&>())) { Value.StandInImport(Fields(Text)); }
    template <typename T>
    static void ParseStruct(const FString&, T&, long) {}
    template <typename T, typename std::enable_if<std::is_class<T>::value, int>::type = 0>
    static void Parse(const FString& Text, T& Value) { ParseStruct(Text, Value, 0); }

    FString Section;
    FString File;
    TArray<FString> Lines;
    bool bFields = false;
};
}

/// A class of the stand-in engine, which no header tool has seen.
#define STAND_IN_CLASS(Class, Base) \
public: \
    typedef Base Super; \
    typedef Class ThisClass; \
    static UClass* StaticClass();
#define STAND_IN_DEFINE(Class, Name, Module) \
    UClass* Class::StaticClass() \
    { \
        static UClass* Made = stand_in::MakeClass(TEXT(Name), TEXT("/Script/") TEXT(Module), Super::StaticClass(), &stand_in::MakeIn<Class>, sizeof(Class)); \
        return Made; \
    } \
    static stand_in::FRegisterClass StandInRegister##Class(&Class::StaticClass);
