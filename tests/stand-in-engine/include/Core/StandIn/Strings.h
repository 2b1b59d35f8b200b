// FString, FName, FText and conversions; what is formatted is checked as the engine checks it.
#pragma once

#include "StandIn/Containers.h"

namespace ESearchCase {
enum Type { CaseSensitive, IgnoreCase };
}
namespace ESearchDir {
enum Type { FromStart, FromEnd };
}

namespace stand_in {
std::u16string FromUtf8(const char* Text, SIZE_T Bytes);
std::string ToUtf8(const TCHAR* Text);

/// One argument of a format.
struct FArgument {
    enum EKind { Integer, Unsigned, Real, Text, Pointer } Kind;
    long long Whole;
    double Number;
    const void* Address;
};
template <typename T, typename std::enable_if<std::is_floating_point<T>::value, int>::type = 0>
FArgument Argument(T Value) { return FArgument{FArgument::Real, 0, static_cast<double>(Value), nullptr}; }
template <typename T, typename std::enable_if<std::is_integral<T>::value || (std::is_enum<T>::value && std::is_convertible<T, int>::value), int>::type = 0>
FArgument Argument(T Value)
{
    const bool bUnsigned = std::is_unsigned<T>::value;
    const long long Whole = static_cast<long long>(Value);
    return FArgument{bUnsigned && sizeof(T) == 8 ? FArgument::Unsigned : FArgument::Integer, Whole, 0.0, nullptr};
}
inline FArgument Argument(const TCHAR* Value) { return FArgument{FArgument::Text, 0, 0.0, Value}; }
inline FArgument Argument(TCHAR* Value) { return FArgument{FArgument::Text, 0, 0.0, Value}; }
inline FArgument Argument(const void* Value) { return FArgument{FArgument::Pointer, 0, 0.0, Value}; }

std::u16string Format(const TCHAR* Format, const FArgument* Arguments, SIZE_T Count);

/// What may go through `...` in the engine: numbers, plain enumerations and pointers.
template <typename T>
struct TMayBeFormatted {
    typedef typename std::decay<T>::type D;
    enum { Value = std::is_arithmetic<D>::value || std::is_pointer<D>::value || (std::is_enum<D>::value && std::is_convertible<D, int>::value) || std::is_same<D, std::nullptr_t>::value };
};
template <typename... T>
struct TAllMayBeFormatted;
template <>
struct TAllMayBeFormatted<> {
    enum { Value = 1 };
};
template <typename First, typename... Rest>
struct TAllMayBeFormatted<First, Rest...> {
    enum { Value = TMayBeFormatted<First>::Value && TAllMayBeFormatted<Rest...>::Value };
};

template <SIZE_T N, typename... T>
std::u16string FormatAll(const TCHAR (&Text)[N], const T&... Arguments)
{
    static_assert(TAllMayBeFormatted<T...>::Value, "Invalid argument(s) passed to a format: an FString needs a *");
    const FArgument All[] = {Argument(0), Argument(Arguments)...};
    return Format(Text, All + 1, sizeof...(T));
}
}

class FString {
public:
    typedef TCHAR ElementType;
    FString() = default;
    FString(const TCHAR* Text) : StandInText(Text ? Text : u"") {}
    FString(int32 Count, const TCHAR* Text) : StandInText(Text, static_cast<SIZE_T>(Count)) {}
    explicit FString(const ANSICHAR* Text) : StandInText(Text ? stand_in::FromUtf8(Text, std::strlen(Text)) : std::u16string()) {}
    explicit FString(const std::u16string& Text) : StandInText(Text) {}

    const TCHAR* operator*() const { return StandInText.c_str(); }
    int32 Len() const { return static_cast<int32>(StandInText.size()); }
    bool IsEmpty() const { return StandInText.empty(); }
    TCHAR StandInAt(int32 Index) const
    {
        check(Index >= 0 && Index < Len());
        return StandInText[static_cast<SIZE_T>(Index)];
    }
    void StandInEmpty() { StandInText.clear(); }

    template <SIZE_T N, typename... T>
    static FString Printf(const TCHAR (&Text)[N], const T&... Arguments)
    {
        return FString(stand_in::FormatAll(Text, Arguments...));
    }
    static FString FromInt(int32 Number);
    static FString SanitizeFloat(double Number);
    template <typename Range>
    static FString Join(const Range& Items, const TCHAR* Separator)
    {
        FString Joined;
        bool bFirst = true;
        for (const FString& Item : Items) {
            if (!bFirst) {
                Joined += Separator;
            }
            Joined += Item;
            bFirst = false;
        }
        return Joined;
    }

    FString& operator+=(const FString& Other)
    {
        StandInText += Other.StandInText;
        return *this;
    }
    FString& operator+=(const TCHAR* Other)
    {
        StandInText += Other;
        return *this;
    }
    FString& Append(const FString& Other) { return *this += Other; }
    FString& Append(const TCHAR* Other) { return *this += Other; }
    void StandInAdd(TCHAR Other) { StandInText += Other; }

    bool Contains(const FString& Part, ESearchCase::Type Case = ESearchCase::IgnoreCase) const { return Find(Part, Case) != INDEX_NONE; }
    int32 Find(const FString& Part, ESearchCase::Type Case = ESearchCase::IgnoreCase, ESearchDir::Type Direction = ESearchDir::FromStart, int32 Start = INDEX_NONE) const;
    bool StandInFindChar(TCHAR Character, int32& OutIndex) const;
    bool StandInFindLastChar(TCHAR Character, int32& OutIndex) const;
    bool StartsWith(const FString& Part, ESearchCase::Type Case = ESearchCase::IgnoreCase) const;
    bool EndsWith(const FString& Part, ESearchCase::Type Case = ESearchCase::IgnoreCase) const;
    bool StandInEquals(const FString& Other, ESearchCase::Type Case = ESearchCase::CaseSensitive) const;
    FString Replace(const TCHAR* From, const TCHAR* To, ESearchCase::Type Case = ESearchCase::IgnoreCase) const;
    int32 ParseIntoArray(TArray<FString>& OutParts, const TCHAR* Separator, bool bCullEmpty = true) const;
    int32 StandInLines(TArray<FString>& OutLines, bool bCullEmpty = true) const;
    FString ToLower() const;
    FString ToUpper() const;
    FString Left(int32 Count) const { return Mid(0, Count); }
    FString Right(int32 Count) const { return Mid(Count >= Len() ? 0 : Len() - Count, Count); }
    FString Mid(int32 Start, int32 Count = 0x7fffffff) const;
    FString StandInLeftChop(int32 Count) const { return Left(Count >= Len() ? 0 : Len() - Count); }
    bool Split(const FString& Separator, FString* Left, FString* Right, ESearchCase::Type Case = ESearchCase::IgnoreCase, ESearchDir::Type Direction = ESearchDir::FromStart) const;
    FString TrimStartAndEnd() const;
    FString StandInTrimStart() const;
    FString StandInTrimEnd() const;
    bool RemoveFromStart(const FString& Part, ESearchCase::Type Case = ESearchCase::IgnoreCase);
    bool RemoveFromEnd(const FString& Part, ESearchCase::Type Case = ESearchCase::IgnoreCase);
    bool IsNumeric() const;

    // Comparison ignores case, as in the engine.
    friend bool operator==(const FString& A, const FString& B) { return A.StandInEquals(B, ESearchCase::IgnoreCase); }
    friend bool operator==(const FString& A, const TCHAR* B) { return A.StandInEquals(B, ESearchCase::IgnoreCase); }
    friend bool operator!=(const FString& A, const FString& B) { return !(A == B); }
    friend bool operator!=(const FString& A, const TCHAR* B) { return !(A == B); }
    friend bool operator<(const FString& A, const FString& B) { return A.ToLower().StandInText < B.ToLower().StandInText; }
    friend FString operator+(const FString& A, const FString& B) { return FString(A.StandInText + B.StandInText); }
    friend FString operator+(const FString& A, const TCHAR* B) { return FString(A.StandInText + B); }
    friend FString operator+(const TCHAR* A, const FString& B) { return FString(A + B.StandInText); }

    const TCHAR* begin() const { return StandInText.data(); }
    const TCHAR* end() const { return StandInText.data() + StandInText.size(); }

    static FString StandInPath(const FString& A, const FString& B);
    std::string StandInUtf8() const { return stand_in::ToUtf8(StandInText.c_str()); }

private:
    std::u16string StandInText;
};

// Strings for the time of an expression.
class FTCHARToUTF8 {
public:
    explicit FTCHARToUTF8(const TCHAR* Text) : StandInText(stand_in::ToUtf8(Text)) {}
    const ANSICHAR* Get() const { return StandInText.c_str(); }
    int32 Length() const { return static_cast<int32>(StandInText.size()); }

private:
    std::string StandInText;
};

class FStandInWide {
public:
    explicit FStandInWide(const ANSICHAR* Text) : StandInText(stand_in::FromUtf8(Text, std::strlen(Text))) {}
    const TCHAR* Get() const { return StandInText.c_str(); }

private:
    std::u16string StandInText;
};

// The engine's macros hand out a pointer that lives until the end of the full expression.
#define TCHAR_TO_UTF8(Text) (const_cast<ANSICHAR*>(FTCHARToUTF8(Text).Get()))
#define UTF8_TO_TCHAR(Text) (const_cast<TCHAR*>(FStandInWide(Text).Get()))
#define TCHAR_TO_ANSI(Text) TCHAR_TO_UTF8(Text)
#define ANSI_TO_TCHAR(Text) UTF8_TO_TCHAR(Text)

struct FCString {
    static int32 Atoi(const TCHAR* Text);
    static float Atof(const TCHAR* Text);
};

enum EName { NAME_None = 0 };

class FName {
public:
    FName() = default;
    FName(EName) {}
    FName(const TCHAR* Text);
    FName(const ANSICHAR* Text);
    explicit FName(const FString& Text) : FName(*Text) {}
    FString ToString() const;
    bool IsNone() const { return StandInIndex == 0; }
    bool operator==(const FName& Other) const { return StandInIndex == Other.StandInIndex; }

    int32 StandInIndex = 0;
};

struct FFormatNamedArguments;

class FText {
public:
    FText() = default;
    static FText FromString(const FString& Text) { return FText(Text); }
    static FText FromName(const FName& Name) { return FText(Name.ToString()); }
    static const FText& GetEmpty();
    static FText AsNumber(int32 Number) { return FText(FString::FromInt(Number)); }
    static FText AsNumber(float Number) { return FText(FString::SanitizeFloat(static_cast<double>(Number))); }
    template <typename... T>
    static FText Format(const FText& Pattern, const T&... Arguments)
    {
        const FText All[] = {FText(), StandInText(Arguments)...};
        return StandInFormat(Pattern, All + 1, static_cast<int32>(sizeof...(T)));
    }
    const FString& ToString() const { return StandInString; }

    explicit FText(const FString& Text) : StandInString(Text) {}

private:
    static FText StandInText(const FText& Text) { return Text; }
    static FText StandInText(const FString& Text) { return FText(Text); }
    static FText StandInText(int32 Number) { return AsNumber(Number); }
    static FText StandInText(float Number) { return AsNumber(Number); }
    static FText StandInText(double Number) { return AsNumber(static_cast<float>(Number)); }
    static FText StandInFormat(const FText& Pattern, const FText* Arguments, int32 Count);
    FString StandInString;
};

#define LOCTEXT(Key, Text) FText(FString(TEXT(Text)))
#define NSLOCTEXT(Namespace, Key, Text) FText(FString(TEXT(Text)))
#define INVTEXT(Text) FText(FString(TEXT(Text)))
