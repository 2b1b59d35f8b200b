// AsyncTask: work for the game thread or for another one.
#pragma once

#include "CoreMinimal.h"

namespace ENamedThreads {
enum Type { GameThread };
}

void AsyncTask(ENamedThreads::Type Thread, TFunction<void()> Function);
