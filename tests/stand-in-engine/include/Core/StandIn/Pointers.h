// TSharedPtr, TSharedRef, TWeakPtr, TUniquePtr, TFunction.
#pragma once

#include "StandIn/Types.h"

enum class ESPMode { StandInFast, ThreadSafe };

template <typename T, ESPMode Mode = ESPMode::StandInFast>
class TSharedRef;
template <typename T, ESPMode Mode = ESPMode::StandInFast>
class TWeakPtr;

namespace stand_in {
template <typename T>
struct TShareable {
    T* Made;
};
}

template <typename T, ESPMode Mode = ESPMode::StandInFast>
class TSharedPtr {
public:
    TSharedPtr() = default;
    TSharedPtr(std::nullptr_t) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TSharedPtr(const TSharedPtr<U, Mode>& Other) : StandInHeld(Other.StandInHeld) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TSharedPtr(const TSharedRef<U, Mode>& Other) : StandInHeld(Other.StandInHeld) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TSharedPtr(const stand_in::TShareable<U>& Other) : StandInHeld(Other.Made) {}
    bool IsValid() const { return static_cast<bool>(StandInHeld); }
    explicit operator bool() const { return IsValid(); }
    T* Get() const { return StandInHeld.get(); }
    T* operator->() const
    {
        check(IsValid());
        return StandInHeld.get();
    }
    T& operator*() const
    {
        check(IsValid());
        return *StandInHeld;
    }
    void Reset() { StandInHeld.reset(); }
    TSharedRef<T, Mode> ToSharedRef() const
    {
        check(IsValid());
        return TSharedRef<T, Mode>(*this);
    }

    std::shared_ptr<T> StandInHeld;
};

template <typename T, ESPMode Mode>
class TSharedRef {
public:
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TSharedRef(const TSharedRef<U, Mode>& Other) : StandInHeld(Other.StandInHeld) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TSharedRef(const stand_in::TShareable<U>& Other) : StandInHeld(Other.Made) {}
    explicit TSharedRef(const TSharedPtr<T, Mode>& Other) : StandInHeld(Other.StandInHeld) {}
    T& Get() const { return *StandInHeld; }
    T* operator->() const { return StandInHeld.get(); }
    T& operator*() const { return *StandInHeld; }

    std::shared_ptr<T> StandInHeld;
};

template <typename T, ESPMode Mode>
class TWeakPtr {
public:
    TWeakPtr() = default;
    TWeakPtr(const TSharedPtr<T, Mode>& Other) : StandInSeen(Other.StandInHeld) {}
    TWeakPtr(const TSharedRef<T, Mode>& Other) : StandInSeen(Other.StandInHeld) {}
    TSharedPtr<T, Mode> Pin() const
    {
        TSharedPtr<T, Mode> Held;
        Held.StandInHeld = StandInSeen.lock();
        return Held;
    }

private:
    std::weak_ptr<T> StandInSeen;
};

template <typename T, ESPMode Mode = ESPMode::StandInFast>
class TSharedFromThis : public std::enable_shared_from_this<T> {
public:
};

template <typename T, ESPMode Mode = ESPMode::StandInFast, typename... A>
TSharedRef<T, Mode> MakeShared(A&&... Arguments)
{
    return TSharedRef<T, Mode>(stand_in::TShareable<T>{new T(static_cast<A&&>(Arguments)...)});
}

template <typename T>
stand_in::TShareable<T> MakeShareable(T* Made)
{
    return stand_in::TShareable<T>{Made};
}

template <typename T>
class TUniquePtr {
public:
    TUniquePtr() = default;
    TUniquePtr(std::nullptr_t) {}
    explicit TUniquePtr(T* Made) : StandInHeld(Made) {}
    TUniquePtr(TUniquePtr&& Other) : StandInHeld(std::move(Other.StandInHeld)) {}
    template <typename U, typename std::enable_if<std::is_convertible<U*, T*>::value, int>::type = 0>
    TUniquePtr(TUniquePtr<U>&& Other) : StandInHeld(Other.StandInRelease()) {}
    TUniquePtr& operator=(TUniquePtr&& Other)
    {
        StandInHeld = std::move(Other.StandInHeld);
        return *this;
    }
    TUniquePtr& operator=(std::nullptr_t)
    {
        StandInHeld.reset();
        return *this;
    }
    bool IsValid() const { return static_cast<bool>(StandInHeld); }
    explicit operator bool() const { return IsValid(); }
    T* Get() const { return StandInHeld.get(); }
    T* operator->() const
    {
        check(IsValid());
        return StandInHeld.get();
    }
    T& operator*() const
    {
        check(IsValid());
        return *StandInHeld;
    }
    T* StandInRelease() { return StandInHeld.release(); }
    void Reset(T* Made = nullptr) { StandInHeld.reset(Made); }

private:
    std::unique_ptr<T> StandInHeld;
};

template <typename T, typename... A>
TUniquePtr<T> MakeUnique(A&&... Arguments)
{
    return TUniquePtr<T>(new T(static_cast<A&&>(Arguments)...));
}

template <typename F>
class TFunction;

template <typename R, typename... A>
class TFunction<R(A...)> {
public:
    TFunction() = default;
    TFunction(std::nullptr_t) {}
    template <typename F, typename std::enable_if<!std::is_same<typename std::decay<F>::type, TFunction>::value, int>::type = 0>
    TFunction(F Functor) : StandInHeld(Functor) {}
    R operator()(A... Arguments) const
    {
        check(StandInHeld);
        return StandInHeld(static_cast<A&&>(Arguments)...);
    }
    explicit operator bool() const { return static_cast<bool>(StandInHeld); }

private:
    std::function<R(A...)> StandInHeld;
};
