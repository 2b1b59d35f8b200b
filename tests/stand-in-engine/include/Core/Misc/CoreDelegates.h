// FCoreDelegates: steps of the process' life.
#pragma once

#include "CoreMinimal.h"

class FCoreDelegates {
public:
    static FSimpleMulticastDelegate OnPostEngineInit;
    static FSimpleMulticastDelegate OnFEngineLoopInitComplete;
    static FSimpleMulticastDelegate OnEnginePreExit;
    static FSimpleMulticastDelegate OnPreExit;
};
