// Basic types and macros, as on Linux: TCHAR is char16_t, no exceptions, no RTTI.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

typedef std::int8_t int8;
typedef std::int16_t int16;
typedef std::int32_t int32;
typedef long long int64;
typedef std::uint8_t uint8;
typedef std::uint16_t uint16;
typedef std::uint32_t uint32;
typedef unsigned long long uint64;
typedef char ANSICHAR;
typedef char16_t TCHAR;
typedef std::size_t SIZE_T;

#define TEXT_PASTE(x) u##x
#define TEXT(x) TEXT_PASTE(x)

#define PLATFORM_WINDOWS 0
#define PLATFORM_LINUX 1
#define PLATFORM_MAC 0
#define PLATFORM_64BITS 1

#ifndef WITH_EDITOR
#error "the build says WITH_EDITOR=0 or 1"
#endif
#define WITH_EDITORONLY_DATA WITH_EDITOR
#define WITH_ENGINE 1
#define UE_BUILD_SHIPPING 0
#define UE_BUILD_DEVELOPMENT 1
#define WITH_DEV_AUTOMATION_TESTS 1
#define WITH_AUTOMATION_TESTS 1

#define ENGINE_MAJOR_VERSION 4
#define ENGINE_MINOR_VERSION 27

#define FORCEINLINE inline
#define FORCENOINLINE __attribute__((noinline))
#define UE_DEPRECATED(Version, Message)
#define PRAGMA_DISABLE_DEPRECATION_WARNINGS
#define PRAGMA_ENABLE_DEPRECATION_WARNINGS

// The engine lowers its warnings for foreign headers in the same way.
#define THIRD_PARTY_INCLUDES_START \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wundef\"") \
    _Pragma("clang diagnostic ignored \"-Wshadow\"") _Pragma("clang diagnostic ignored \"-Wunused-parameter\"")
#define THIRD_PARTY_INCLUDES_END _Pragma("clang diagnostic pop")

enum { INDEX_NONE = -1 };

#define PI (3.1415926535897932f)
#define SMALL_NUMBER (1.e-8f)
#define KINDA_SMALL_NUMBER (1.e-4f)

#define UE_ARRAY_COUNT(Array) (sizeof(Array) / sizeof((Array)[0]))

namespace stand_in {
/// Prints a broken assertion and ends the process as the engine does: a crash.
[[noreturn]] void AssertFailed(const char* Expression, const char* File, int Line);
[[noreturn]] void AssertFailed(const char* Expression, const char* File, int Line, const TCHAR* Text);
[[noreturn]] void IndexFailed(int32 Index, int32 Num);
/// Prints a broken expectation; the process goes on. Answers false.
bool EnsureFailed(const char* Expression, const char* File, int Line, const TCHAR* Text);
}

#define check(Expression) \
    do { if (!(Expression)) { stand_in::AssertFailed(#Expression, __FILE__, __LINE__); } } while (false)
#define checkf(Expression, Format, ...) \
    do { if (!(Expression)) { stand_in::AssertFailed(#Expression, __FILE__, __LINE__, *FString::Printf(Format, ##__VA_ARGS__)); } } while (false)
#define verify(Expression) check(Expression)
#define checkNoEntry() stand_in::AssertFailed("this place is never reached", __FILE__, __LINE__)
#define ensure(Expression) ((Expression) || stand_in::EnsureFailed(#Expression, __FILE__, __LINE__, nullptr))
#define ensureMsgf(Expression, Format, ...) \
    ((Expression) || stand_in::EnsureFailed(#Expression, __FILE__, __LINE__, *FString::Printf(Format, ##__VA_ARGS__)))

template <typename T>
inline typename std::remove_reference<T>::type&& MoveTemp(T&& Value)
{
    return static_cast<typename std::remove_reference<T>::type&&>(Value);
}

template <typename T>
inline T&& Forward(typename std::remove_reference<T>::type& Value)
{
    return static_cast<T&&>(Value);
}

template <typename T>
inline void Swap(T& A, T& B)
{
    T Kept = MoveTemp(A);
    A = MoveTemp(B);
    B = MoveTemp(Kept);
}

#define ENUM_CLASS_FLAGS(Enum) \
    inline Enum& operator|=(Enum& A, Enum B) { return A = static_cast<Enum>(static_cast<__underlying_type(Enum)>(A) | static_cast<__underlying_type(Enum)>(B)); } \
    inline Enum operator|(Enum A, Enum B) { return static_cast<Enum>(static_cast<__underlying_type(Enum)>(A) | static_cast<__underlying_type(Enum)>(B)); } \
    inline Enum operator&(Enum A, Enum B) { return static_cast<Enum>(static_cast<__underlying_type(Enum)>(A) & static_cast<__underlying_type(Enum)>(B)); } \
    inline bool operator!(Enum A) { return !static_cast<__underlying_type(Enum)>(A); }
