// UE_LOG: categories, verbosities, one line each on standard output, Fatal ends the process.
#pragma once

#include "StandIn/Strings.h"

namespace ELogVerbosity {
enum Type : uint8 { StandInNone, Fatal, Error, Warning, Display, Log, Verbose, StandInVeryVerbose, All = StandInVeryVerbose };
}

struct FStandInLogCategory {
    FStandInLogCategory(const TCHAR* InName, ELogVerbosity::Type InDefault) : StandInName(InName), StandInVerbosity(InDefault) {}
    const TCHAR* StandInName;
    ELogVerbosity::Type StandInVerbosity;
};

namespace stand_in {
void WriteLog(const FStandInLogCategory& Category, ELogVerbosity::Type Verbosity, const FString& Text);
}

#define DECLARE_LOG_CATEGORY_EXTERN(Name, Default, Most) \
    extern struct FStandInLog##Name : public FStandInLogCategory { FStandInLog##Name() : FStandInLogCategory(TEXT(#Name), ELogVerbosity::Default) {} } Name
#define DEFINE_LOG_CATEGORY(Name) FStandInLog##Name Name
#define DEFINE_LOG_CATEGORY_STATIC(Name, Default, Most) \
    static struct FStandInLog##Name : public FStandInLogCategory { FStandInLog##Name() : FStandInLogCategory(TEXT(#Name), ELogVerbosity::Default) {} } Name

#define UE_LOG(Category, Verbosity, Format, ...) \
    do { \
        static_assert(std::is_array<std::remove_reference<decltype(Format)>::type>::value, "a format is a literal"); \
        if (ELogVerbosity::Verbosity <= Category.StandInVerbosity) { stand_in::WriteLog(Category, ELogVerbosity::Verbosity, FString::Printf(Format, ##__VA_ARGS__)); } \
    } while (false)

DECLARE_LOG_CATEGORY_EXTERN(LogTemp, Log, All);
