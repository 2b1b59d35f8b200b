// FUICommandInfo: one command.
#pragma once

#include "CoreMinimal.h"

enum class EUserInterfaceActionType : uint8 { None, Button, ToggleButton, RadioButton, Check, CollapsedButton };

struct FInputChord {
};
typedef FInputChord FInputGesture;

class FUICommandInfo {
public:
    FName StandInName;
    FText StandInLabel;
    FText StandInTooltip;
};

namespace stand_in {
TSharedPtr<FUICommandInfo> MakeCommand(const TCHAR* Name, const FText& Label, const FText& Tooltip, EUserInterfaceActionType Type, const FInputChord& Chord);
}
