// FRunnable: the work of a thread.
#pragma once

#include "CoreMinimal.h"

class FRunnable {
public:
    virtual ~FRunnable() = default;
    virtual bool Init() { return true; }
    virtual uint32 Run() = 0;
    virtual void Stop() {}
    virtual void Exit() {}
};
