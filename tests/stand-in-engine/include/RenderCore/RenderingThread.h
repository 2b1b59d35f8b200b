// The stand-in engine draws on the game thread.
#pragma once

#include "CoreMinimal.h"

void FlushRenderingCommands();
bool IsInRenderingThread();
