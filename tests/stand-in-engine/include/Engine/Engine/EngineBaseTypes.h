// Ticking: who is called each frame, and when.
#pragma once

#include "UObject/UObjectGlobals.h"

enum ELevelTick { LEVELTICK_TimeOnly = 0, LEVELTICK_All = 2 };
enum ETickingGroup { TG_PrePhysics, TG_StartPhysics, TG_DuringPhysics, TG_EndPhysics, TG_PostPhysics, TG_PostUpdateWork, TG_LastDemotable, TG_NewlySpawned, TG_MAX };

struct FTickFunction {
    ETickingGroup TickGroup = TG_PrePhysics;
    bool bCanEverTick = false;
    bool bStartWithTickEnabled = true;
    float TickInterval = 0;
    bool bStandInEnabled = true;
};
struct FActorTickFunction : public FTickFunction {
};
struct FActorComponentTickFunction : public FTickFunction {
};
