// FEditorStyle.
#pragma once

#include "CoreMinimal.h"

class FEditorStyle {
public:
    static const FName& GetStyleSetName();
};
