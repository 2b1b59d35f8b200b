// TCommands: a set of commands of a module.
#pragma once

#include "Framework/Commands/UICommandInfo.h"

template <typename T>
class TCommands {
public:
    TCommands(const FName InContextName, const FText& InContextDesc, const FName InContextParent, const FName InStyleSetName)
    {
        (void)InContextName, (void)InContextDesc, (void)InContextParent, (void)InStyleSetName;
    }
    virtual ~TCommands() = default;
    virtual void RegisterCommands() = 0;
    static void Register()
    {
        if (!StandInOne().IsValid()) {
            StandInOne() = MakeShareable(new T());
            StandInOne()->RegisterCommands();
        }
    }
    static void Unregister() { StandInOne().Reset(); }
    static const T& Get() { return *StandInOne(); }

private:
    static TSharedPtr<T>& StandInOne()
    {
        static TSharedPtr<T> One;
        return One;
    }
};

#define UI_COMMAND(Command, Label, Tooltip, Type, Chord, ...) \
    Command = stand_in::MakeCommand(TEXT(#Command), FText(FString(TEXT(Label))), FText(FString(TEXT(Tooltip))), Type, Chord)
