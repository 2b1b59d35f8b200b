// Strings, names, formats and logs.
#include "Cases.h"

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>

namespace stand_in {
std::u16string FromUtf8(const char* Text, SIZE_T Bytes)
{
    std::u16string Out;
    const unsigned char* At = reinterpret_cast<const unsigned char*>(Text);
    const unsigned char* End = At + Bytes;
    while (At < End) {
        uint32 Code = *At++;
        const int More = Code < 0x80 ? 0 : Code < 0xC0 ? -1 : Code < 0xE0 ? 1 : Code < 0xF0 ? 2 : Code < 0xF8 ? 3 : -1;
        if (More < 0) {
            Out += TEXT('\xFFFD');
            continue;
        }
        Code &= More == 0 ? 0x7Fu : 0x3Fu >> More;
        for (int Index = 0; Index < More && At < End; ++Index) {
            Code = Code << 6 | (*At++ & 0x3Fu);
        }
        if (Code >= 0x10000) {
            Out += static_cast<TCHAR>(0xD800 + ((Code - 0x10000) >> 10));
            Out += static_cast<TCHAR>(0xDC00 + ((Code - 0x10000) & 0x3FF));
        } else {
            Out += static_cast<TCHAR>(Code);
        }
    }
    return Out;
}

std::string ToUtf8(const TCHAR* Text)
{
    std::string Out;
    for (; *Text; ++Text) {
        uint32 Code = *Text;
        if (Code >= 0xD800 && Code < 0xDC00 && Text[1] >= 0xDC00 && Text[1] < 0xE000) {
            Code = 0x10000 + ((Code - 0xD800) << 10) + (static_cast<uint32>(*++Text) - 0xDC00);
        } else if (Code >= 0xD800 && Code < 0xE000) {
            Code = 0xFFFD;
        }
        if (Code < 0x80) {
            Out += static_cast<char>(Code);
        } else if (Code < 0x800) {
            Out += static_cast<char>(0xC0 | Code >> 6);
            Out += static_cast<char>(0x80 | (Code & 0x3F));
        } else if (Code < 0x10000) {
            Out += static_cast<char>(0xE0 | Code >> 12);
            Out += static_cast<char>(0x80 | (Code >> 6 & 0x3F));
            Out += static_cast<char>(0x80 | (Code & 0x3F));
        } else {
            Out += static_cast<char>(0xF0 | Code >> 18);
            Out += static_cast<char>(0x80 | (Code >> 12 & 0x3F));
            Out += static_cast<char>(0x80 | (Code >> 6 & 0x3F));
            Out += static_cast<char>(0x80 | (Code & 0x3F));
        }
    }
    return Out;
}

static std::u16string Widen(const char* Text) { return FromUtf8(Text, std::strlen(Text)); }

std::u16string Format(const TCHAR* Text, const FArgument* Arguments, SIZE_T Count)
{
    std::u16string Out;
    SIZE_T Next = 0;
    while (*Text) {
        if (*Text != TEXT('%')) {
            Out += *Text++;
            continue;
        }
        if (Text[1] == TEXT('%')) {
            Out += TEXT('%');
            Text += 2;
            continue;
        }
        std::string Spec = "%";
        ++Text;
        while (*Text && std::strchr("-+ #0123456789.*", static_cast<int>(*Text))) {
            if (*Text == TEXT('*')) {
                if (Next >= Count) {
                    AssertFailed("a format has an argument for each place", __FILE__, __LINE__);
                }
                Spec += std::to_string(Arguments[Next++].Whole);
            } else {
                Spec += static_cast<char>(*Text);
            }
            ++Text;
        }
        while (*Text && std::strchr("hlLzjtI", static_cast<int>(*Text))) {
            ++Text;
        }
        const char Kind = static_cast<char>(*Text);
        if (!Kind || Next >= Count) {
            AssertFailed("a format has an argument for each place", __FILE__, __LINE__);
        }
        ++Text;
        const FArgument& Argument = Arguments[Next++];
        char Buffer[512];
        switch (Kind) {
        case 'd':
        case 'i':
            check(Argument.Kind == FArgument::Integer || Argument.Kind == FArgument::Unsigned);
            std::snprintf(Buffer, sizeof(Buffer), (Spec + "lld").c_str(), Argument.Whole);
            Out += Widen(Buffer);
            break;
        case 'u':
        case 'x':
        case 'X':
        case 'o':
            check(Argument.Kind == FArgument::Integer || Argument.Kind == FArgument::Unsigned);
            std::snprintf(Buffer, sizeof(Buffer), (Spec + "ll" + Kind).c_str(), Argument.Whole);
            Out += Widen(Buffer);
            break;
        case 'f':
        case 'F':
        case 'g':
        case 'G':
        case 'e':
        case 'E':
            check(Argument.Kind == FArgument::Real);
            std::snprintf(Buffer, sizeof(Buffer), (Spec + Kind).c_str(), Argument.Number);
            Out += Widen(Buffer);
            break;
        case 's': {
            check(Argument.Kind == FArgument::Text);
            const TCHAR* Value = static_cast<const TCHAR*>(Argument.Address);
            Out += Value ? Value : TEXT("(null)");
            break;
        }
        case 'c':
            Out += static_cast<TCHAR>(Argument.Whole);
            break;
        case 'p':
            std::snprintf(Buffer, sizeof(Buffer), "%p", Argument.Address);
            Out += Widen(Buffer);
            break;
        default:
            AssertFailed("a format knows its letter", __FILE__, __LINE__);
        }
    }
    return Out;
}

static void Crash()
{
    std::fflush(stdout);
    std::fflush(stderr);
    std::abort();
}

void AssertFailed(const char* Expression, const char* File, int Line, const TCHAR* Text)
{
    std::fprintf(stderr, "Assertion failed: %s [File:%s] [Line: %d] %s\n", Expression, File, Line, ToUtf8(Text).c_str());
    Crash();
    std::abort();
}

void AssertFailed(const char* Expression, const char* File, int Line) { AssertFailed(Expression, File, Line, TEXT("")); }

void IndexFailed(int32 Index, int32 Num)
{
    AssertFailed("Array index out of bounds", __FILE__, __LINE__, *FString::Printf(TEXT("%i from an array of size %i"), Index, Num));
}

bool EnsureFailed(const char* Expression, const char* File, int Line, const TCHAR* Text)
{
    std::fprintf(stderr, "Ensure condition failed: %s [File:%s] [Line: %d] %s\n", Expression, File, Line, Text ? ToUtf8(Text).c_str() : "");
    return false;
}

namespace {
std::mutex& LogMutex()
{
    static std::mutex* One = new std::mutex();
    return *One;
}
std::string& Logged()
{
    static std::string* All = new std::string();
    return *All;
}
}

bool HasLogged(const FString& Text)
{
    std::lock_guard<std::mutex> Guard(LogMutex());
    return Logged().find(Text.StandInUtf8()) != std::string::npos;
}
void ForgetLog()
{
    std::lock_guard<std::mutex> Guard(LogMutex());
    Logged().clear();
}
TArray<FCase*>& FCase::All()
{
    static TArray<FCase*>* One = new TArray<FCase*>();
    return *One;
}

void WriteLog(const FStandInLogCategory& Category, ELogVerbosity::Type Verbosity, const FString& Text)
{
    static const char* const Names[] = {"", "Fatal: ", "Error: ", "Warning: ", "Display: ", "", "Verbose: ", "VeryVerbose: "};
    const std::string Line = ToUtf8(Category.StandInName) + ": " + Names[Verbosity] + Text.StandInUtf8() + "\n";
    {
        std::lock_guard<std::mutex> Guard(LogMutex());
        Logged() += Line;
        std::fputs(Line.c_str(), stdout);
        std::fflush(stdout);
    }
    if (Verbosity == ELogVerbosity::Fatal) {
        Crash();
    }
}
}

DEFINE_LOG_CATEGORY(LogTemp);

static TCHAR Lower(TCHAR Character) { return Character >= TEXT('A') && Character <= TEXT('Z') ? static_cast<TCHAR>(Character + 32) : Character; }
static bool IsSpace(TCHAR Character) { return Character == TEXT(' ') || (Character >= TEXT('\t') && Character <= TEXT('\r')); }

FString FString::FromInt(int32 Number) { return Printf(TEXT("%d"), Number); }

FString FString::SanitizeFloat(double Number)
{
    FString Text = Printf(TEXT("%f"), Number);
    while (Text.EndsWith(FString(TEXT("0"))) && !Text.EndsWith(FString(TEXT(".0")))) {
        Text = Text.StandInLeftChop(1);
    }
    return Text;
}

FString FString::ToLower() const
{
    FString Other = *this;
    for (TCHAR& Character : Other.StandInText) {
        Character = Lower(Character);
    }
    return Other;
}

FString FString::ToUpper() const
{
    FString Other = *this;
    for (TCHAR& Character : Other.StandInText) {
        Character = Character >= TEXT('a') && Character <= TEXT('z') ? static_cast<TCHAR>(Character - 32) : Character;
    }
    return Other;
}

int32 FString::Find(const FString& Part, ESearchCase::Type Case, ESearchDir::Type Direction, int32 Start) const
{
    const bool bExact = Case == ESearchCase::CaseSensitive;
    const std::u16string Text = bExact ? StandInText : ToLower().StandInText;
    const std::u16string Wanted = bExact ? Part.StandInText : Part.ToLower().StandInText;
    const SIZE_T Found = Direction == ESearchDir::FromStart ? Text.find(Wanted, Start == INDEX_NONE ? 0 : static_cast<SIZE_T>(Start)) : Text.rfind(Wanted);
    return Found == std::u16string::npos ? INDEX_NONE : static_cast<int32>(Found);
}

bool FString::StandInFindChar(TCHAR Character, int32& OutIndex) const
{
    const SIZE_T Found = StandInText.find(Character);
    OutIndex = Found == std::u16string::npos ? INDEX_NONE : static_cast<int32>(Found);
    return OutIndex != INDEX_NONE;
}

bool FString::StandInFindLastChar(TCHAR Character, int32& OutIndex) const
{
    const SIZE_T Found = StandInText.rfind(Character);
    OutIndex = Found == std::u16string::npos ? INDEX_NONE : static_cast<int32>(Found);
    return OutIndex != INDEX_NONE;
}

bool FString::StandInEquals(const FString& Other, ESearchCase::Type Case) const
{
    return Case == ESearchCase::CaseSensitive ? StandInText == Other.StandInText : ToLower().StandInText == Other.ToLower().StandInText;
}

bool FString::StartsWith(const FString& Part, ESearchCase::Type Case) const { return Left(Part.Len()).StandInEquals(Part, Case) && Len() >= Part.Len(); }
bool FString::EndsWith(const FString& Part, ESearchCase::Type Case) const { return Right(Part.Len()).StandInEquals(Part, Case) && Len() >= Part.Len(); }

FString FString::Replace(const TCHAR* From, const TCHAR* To, ESearchCase::Type Case) const
{
    const FString Wanted(From);
    if (Wanted.IsEmpty()) {
        return *this;
    }
    FString Out;
    int32 At = 0;
    for (;;) {
        const int32 Found = Find(Wanted, Case, ESearchDir::FromStart, At);
        if (Found == INDEX_NONE) {
            return Out + Mid(At);
        }
        Out += Mid(At, Found - At);
        Out += To;
        At = Found + Wanted.Len();
    }
}

int32 FString::ParseIntoArray(TArray<FString>& OutParts, const TCHAR* Separator, bool bCullEmpty) const
{
    OutParts.Reset();
    const FString Wanted(Separator);
    int32 At = 0;
    for (;;) {
        const int32 Found = Find(Wanted, ESearchCase::CaseSensitive, ESearchDir::FromStart, At);
        const FString Part = Found == INDEX_NONE ? Mid(At) : Mid(At, Found - At);
        if (!bCullEmpty || !Part.IsEmpty()) {
            OutParts.Add(Part);
        }
        if (Found == INDEX_NONE) {
            return OutParts.Num();
        }
        At = Found + Wanted.Len();
    }
}

int32 FString::StandInLines(TArray<FString>& OutLines, bool bCullEmpty) const
{
    return Replace(TEXT("\r"), TEXT("")).ParseIntoArray(OutLines, TEXT("\n"), bCullEmpty);
}

FString FString::Mid(int32 Start, int32 Count) const
{
    if (Start < 0 || Start >= Len() || Count <= 0) {
        return FString();
    }
    return FString(StandInText.substr(static_cast<SIZE_T>(Start), static_cast<SIZE_T>(Count)));
}

bool FString::Split(const FString& Separator, FString* OutLeft, FString* OutRight, ESearchCase::Type Case, ESearchDir::Type Direction) const
{
    const int32 Found = Find(Separator, Case, Direction);
    if (Found == INDEX_NONE) {
        return false;
    }
    const FString Whole = *this;
    if (OutLeft) {
        *OutLeft = Whole.Left(Found);
    }
    if (OutRight) {
        *OutRight = Whole.Mid(Found + Separator.Len());
    }
    return true;
}

FString FString::StandInTrimStart() const
{
    int32 Start = 0;
    while (Start < Len() && IsSpace(StandInAt(Start))) {
        ++Start;
    }
    return Mid(Start);
}

FString FString::StandInTrimEnd() const
{
    int32 End = Len();
    while (End > 0 && IsSpace(StandInAt(End - 1))) {
        --End;
    }
    return Left(End);
}

FString FString::TrimStartAndEnd() const { return StandInTrimStart().StandInTrimEnd(); }

bool FString::RemoveFromStart(const FString& Part, ESearchCase::Type Case)
{
    const bool bHas = !Part.IsEmpty() && StartsWith(Part, Case);
    if (bHas) {
        *this = Mid(Part.Len());
    }
    return bHas;
}

bool FString::RemoveFromEnd(const FString& Part, ESearchCase::Type Case)
{
    const bool bHas = !Part.IsEmpty() && EndsWith(Part, Case);
    if (bHas) {
        *this = StandInLeftChop(Part.Len());
    }
    return bHas;
}

bool FString::IsNumeric() const
{
    if (IsEmpty()) {
        return false;
    }
    char* End = nullptr;
    const std::string Text = StandInUtf8();
    std::strtod(Text.c_str(), &End);
    return End && *End == 0;
}

FString FString::StandInPath(const FString& A, const FString& B)
{
    if (A.IsEmpty() || A.EndsWith(FString(TEXT("/")))) {
        return A + B;
    }
    return A + TEXT("/") + B;
}

int32 FCString::Atoi(const TCHAR* Text) { return std::atoi(stand_in::ToUtf8(Text).c_str()); }
float FCString::Atof(const TCHAR* Text) { return static_cast<float>(std::atof(stand_in::ToUtf8(Text).c_str())); }

namespace {
struct FNames {
    std::mutex Mutex;
    std::map<std::u16string, int32> Numbers;
    std::deque<FString> Texts;
};
FNames& Names()
{
    static FNames* All = [] {
        FNames* Made = new FNames();
        Made->Numbers[u"none"] = 0;
        Made->Texts.push_back(FString(TEXT("None")));
        return Made;
    }();
    return *All;
}
}

FName::FName(const TCHAR* Text)
{
    const FString Whole(Text);
    if (Whole.IsEmpty()) {
        return;
    }
    FNames& All = Names();
    std::lock_guard<std::mutex> Guard(All.Mutex);
    const std::u16string Key = *Whole.ToLower();
    const std::map<std::u16string, int32>::const_iterator Found = All.Numbers.find(Key);
    if (Found != All.Numbers.end()) {
        StandInIndex = Found->second;
    } else {
        StandInIndex = static_cast<int32>(All.Texts.size());
        All.Numbers[Key] = StandInIndex;
        All.Texts.push_back(Whole);
    }
}

FName::FName(const ANSICHAR* Text) : FName(*FString(Text)) {}

FString FName::ToString() const
{
    FNames& All = Names();
    std::lock_guard<std::mutex> Guard(All.Mutex);
    return All.Texts[static_cast<SIZE_T>(StandInIndex)];
}

const FText& FText::GetEmpty()
{
    static const FText Empty;
    return Empty;
}

FText FText::StandInFormat(const FText& Pattern, const FText* Arguments, int32 Count)
{
    FString Out = Pattern.ToString();
    for (int32 Index = 0; Index < Count; ++Index) {
        Out = Out.Replace(*FString::Printf(TEXT("{%d}"), Index), *Arguments[Index].ToString());
    }
    return FText(Out);
}
