// Delegates: single, multicast and dynamic multicast, with the engine's rules of who may be called.
#pragma once

#include "StandIn/Pointers.h"
#include "StandIn/Strings.h"

class UObject;

namespace stand_in {
/// A number that names an object for as long as it lives; 0 for none.
uint64 WatchObject(const UObject* Object);
bool IsObjectAlive(uint64 Watched);
/// Ends the process if the class of the object has no UFUNCTION of this name.
void RequireFunction(const UObject* Object, const TCHAR* Name);
uint64 NextHandle();
}

class FDelegateHandle {
public:
    FDelegateHandle() = default;
    bool IsValid() const { return StandInNumber != 0; }
    void Reset() { StandInNumber = 0; }

    uint64 StandInNumber = 0;
};

template <typename R, typename... A>
class TStandInDelegate {
public:
    typedef std::function<R(A...)> StandInCall;

    TStandInDelegate() = default;
    TStandInDelegate(std::nullptr_t) {}
    template <typename T, typename U>
    static TStandInDelegate CreateRaw(T* Object, R (U::*Method)(A...)) { return StandInMake(Object, [Object, Method](A... Arguments) { return (Object->*Method)(Arguments...); }); }
    template <typename T, typename U>
    static TStandInDelegate CreateRaw(const T* Object, R (U::*Method)(A...) const) { return StandInMake(Object, [Object, Method](A... Arguments) { return (Object->*Method)(Arguments...); }); }
    template <typename T, typename U>
    static TStandInDelegate CreateUObject(T* Object, R (U::*Method)(A...))
    {
        TStandInDelegate Made = CreateRaw(Object, Method);
        Made.StandInWatched = stand_in::WatchObject(Object);
        Made.bStandInWatches = true;
        return Made;
    }
    template <typename T, typename U>
    static TStandInDelegate CreateSP(T* Object, R (U::*Method)(A...))
    {
        TStandInDelegate Made = CreateRaw(Object, Method);
        std::weak_ptr<T> Weak = Object->weak_from_this();
        Made.StandInAlive = [Weak]() { return !Weak.expired(); };
        return Made;
    }
    template <typename T, typename U>
    static TStandInDelegate CreateSP(const TSharedRef<T>& Object, R (U::*Method)(A...))
    {
        TStandInDelegate Made = CreateRaw(&Object.Get(), Method);
        std::weak_ptr<T> Weak = Object.StandInHeld;
        Made.StandInAlive = [Weak]() { return !Weak.expired(); };
        return Made;
    }
    static TStandInDelegate CreateStatic(R (*Function)(A...)) { return StandInMake(nullptr, Function); }
    template <typename F>
    static TStandInDelegate CreateLambda(F Functor) { return StandInMake(nullptr, Functor); }
    template <typename F>
    static TStandInDelegate CreateWeakLambda(UObject* Object, F Functor)
    {
        TStandInDelegate Made = StandInMake(Object, Functor);
        Made.StandInWatched = stand_in::WatchObject(Object);
        Made.bStandInWatches = true;
        return Made;
    }
    template <typename T, typename M> void BindRaw(T* Object, M Method) { *this = CreateRaw(Object, Method); }
    template <typename T, typename M> void BindUObject(T* Object, M Method) { *this = CreateUObject(Object, Method); }
    template <typename T, typename M> void BindSP(T* Object, M Method) { *this = CreateSP(Object, Method); }
    void BindStatic(R (*Function)(A...)) { *this = CreateStatic(Function); }
    template <typename F> void BindLambda(F Functor) { *this = CreateLambda(Functor); }

    bool IsBound() const { return StandInHeld && (!bStandInWatches || stand_in::IsObjectAlive(StandInWatched)) && (!StandInAlive || StandInAlive()); }
    void Unbind() { *this = TStandInDelegate(); }
    R Execute(A... Arguments) const
    {
        check(IsBound());
        return StandInHeld(Arguments...);
    }
    bool ExecuteIfBound(A... Arguments) const
    {
        if (!IsBound()) {
            return false;
        }
        // The one who is called may unbind the delegate.
        const StandInCall Held = StandInHeld;
        Held(Arguments...);
        return true;
    }

    const void* StandInOwner = nullptr;

private:
    template <typename F>
    static TStandInDelegate StandInMake(const void* Owner, F Functor)
    {
        TStandInDelegate Made;
        Made.StandInHeld = Functor;
        Made.StandInOwner = Owner;
        return Made;
    }
    StandInCall StandInHeld;
    std::function<bool()> StandInAlive;
    uint64 StandInWatched = 0;
    bool bStandInWatches = false;
};

template <typename R, typename... A>
class TStandInMulticastDelegate {
public:
    typedef TStandInDelegate<void, A...> FDelegate;

    FDelegateHandle Add(const FDelegate& Delegate)
    {
        FDelegateHandle Handle;
        Handle.StandInNumber = stand_in::NextHandle();
        StandInCalls.Add(FStandInCall{Handle, Delegate});
        return Handle;
    }
    template <typename T, typename M> FDelegateHandle AddRaw(T* Object, M Method) { return Add(FDelegate::CreateRaw(Object, Method)); }
    template <typename T, typename M> FDelegateHandle AddUObject(T* Object, M Method) { return Add(FDelegate::CreateUObject(Object, Method)); }
    template <typename T, typename M> FDelegateHandle AddSP(T* Object, M Method) { return Add(FDelegate::CreateSP(Object, Method)); }
    FDelegateHandle AddStatic(void (*Function)(A...)) { return Add(FDelegate::CreateStatic(Function)); }
    template <typename F> FDelegateHandle AddLambda(F Functor) { return Add(FDelegate::CreateLambda(Functor)); }
    template <typename F> FDelegateHandle AddWeakLambda(UObject* Object, F Functor) { return Add(FDelegate::CreateWeakLambda(Object, Functor)); }
    bool Remove(FDelegateHandle Handle)
    {
        return StandInCalls.RemoveAll([Handle](const FStandInCall& Call) { return Call.Handle.StandInNumber == Handle.StandInNumber; }) > 0;
    }
    int32 RemoveAll(const void* Owner)
    {
        return StandInCalls.RemoveAll([Owner](const FStandInCall& Call) { return Call.Delegate.StandInOwner == Owner; });
    }
    void Clear() { StandInCalls.Reset(); }
    bool IsBound() const { return StandInCalls.Num() > 0; }
    void Broadcast(A... Arguments) const
    {
        // Who is called may add and remove.
        const TArray<FStandInCall> Calls = StandInCalls;
        for (const FStandInCall& Call : Calls) {
            const bool bStillThere = StandInCalls.ContainsByPredicate([&Call](const FStandInCall& Other) { return Other.Handle.StandInNumber == Call.Handle.StandInNumber; });
            if (bStillThere) {
                Call.Delegate.ExecuteIfBound(Arguments...);
            }
        }
    }

private:
    struct FStandInCall {
        FDelegateHandle Handle;
        FDelegate Delegate;
    };
    TArray<FStandInCall> StandInCalls;
};

// Blueprint's delegates: bound by the name of a UFUNCTION.
template <typename... A>
class TStandInDynamicMulticastDelegate {
public:
    template <typename T, typename U>
    void StandInAddDynamic(T* Object, void (U::*Method)(A...), const TCHAR* Name)
    {
        stand_in::RequireFunction(Object, Name);
        StandInCalls.Add(FStandInCall{Object, FName(Name), TStandInDelegate<void, A...>::CreateUObject(Object, Method)});
    }
    template <typename T, typename U>
    void StandInRemoveDynamic(T* Object, void (U::*)(A...), const TCHAR* Name)
    {
        const FName Wanted(Name);
        StandInCalls.RemoveAll([Object, Wanted](const FStandInCall& Call) { return Call.Object == Object && Call.Name == Wanted; });
    }
    void Broadcast(A... Arguments) const
    {
        const TArray<FStandInCall> Calls = StandInCalls;
        for (const FStandInCall& Call : Calls) {
            Call.Delegate.ExecuteIfBound(Arguments...);
        }
    }
    bool IsBound() const { return StandInCalls.Num() > 0; }
    void Clear() { StandInCalls.Reset(); }
    /// What a test listens with.
    void StandInListen(const TStandInDelegate<void, A...>& Delegate) { StandInCalls.Add(FStandInCall{nullptr, FName(), Delegate}); }

private:
    struct FStandInCall {
        const void* Object;
        FName Name;
        TStandInDelegate<void, A...> Delegate;
    };
    TArray<FStandInCall> StandInCalls;
};

namespace stand_in {
/// The part of `&UThing::Method` behind the colons.
inline const TCHAR* MethodName(const TCHAR* Text)
{
    const TCHAR* Name = Text;
    for (const TCHAR* At = Text; *At; ++At) {
        if (*At == TEXT(':')) {
            Name = At + 1;
        }
    }
    return Name;
}
}

#define AddDynamic(Object, Method) StandInAddDynamic(Object, Method, stand_in::MethodName(TEXT(#Method)))
#define RemoveDynamic(Object, Method) StandInRemoveDynamic(Object, Method, stand_in::MethodName(TEXT(#Method)))

#define DECLARE_DELEGATE(Name) typedef TStandInDelegate<void> Name;
#define DECLARE_DELEGATE_OneParam(Name, P1) typedef TStandInDelegate<void, P1> Name;
#define DECLARE_DELEGATE_TwoParams(Name, P1, P2) typedef TStandInDelegate<void, P1, P2> Name;
#define DECLARE_DELEGATE_RetVal(R, Name) typedef TStandInDelegate<R> Name;
#define DECLARE_DELEGATE_RetVal_OneParam(R, Name, P1) typedef TStandInDelegate<R, P1> Name;
#define DECLARE_MULTICAST_DELEGATE(Name) typedef TStandInMulticastDelegate<void> Name;
#define DECLARE_MULTICAST_DELEGATE_OneParam(Name, P1) typedef TStandInMulticastDelegate<void, P1> Name;
#define DECLARE_MULTICAST_DELEGATE_TwoParams(Name, P1, P2) typedef TStandInMulticastDelegate<void, P1, P2> Name;
#define DECLARE_MULTICAST_DELEGATE_ThreeParams(Name, P1, P2, P3) typedef TStandInMulticastDelegate<void, P1, P2, P3> Name;
// The engine makes a class of each, which can be declared ahead.
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE(Name) class Name : public TStandInDynamicMulticastDelegate<> {};
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(Name, P1, N1) class Name : public TStandInDynamicMulticastDelegate<P1> {};
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(Name, P1, N1, P2, N2) class Name : public TStandInDynamicMulticastDelegate<P1, P2> {};
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(Name, P1, N1, P2, N2, P3, N3) class Name : public TStandInDynamicMulticastDelegate<P1, P2, P3> {};
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_FourParams(Name, P1, N1, P2, N2, P3, N3, P4, N4) class Name : public TStandInDynamicMulticastDelegate<P1, P2, P3, P4> {};

DECLARE_DELEGATE(FSimpleDelegate)
DECLARE_MULTICAST_DELEGATE(FSimpleMulticastDelegate)
