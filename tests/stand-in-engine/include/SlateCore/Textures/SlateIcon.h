// FSlateIcon: an icon by name.
#pragma once

#include "CoreMinimal.h"

struct FSlateIcon {
    FSlateIcon() = default;
    FSlateIcon(const FName& InStyleSetName, const FName& InStyleName) : StandInSet(InStyleSetName), StandInName(InStyleName) {}
    FName StandInSet, StandInName;
};
