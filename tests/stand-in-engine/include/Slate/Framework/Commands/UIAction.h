// What a command does and when it may.
#pragma once

#include "CoreMinimal.h"

DECLARE_DELEGATE(FExecuteAction)
DECLARE_DELEGATE_RetVal(bool, FCanExecuteAction)
