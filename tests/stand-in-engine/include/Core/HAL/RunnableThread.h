// FRunnableThread: a thread that runs an FRunnable; who deletes it waits for it.
#pragma once

#include "HAL/Runnable.h"

#include <thread>

enum EThreadPriority { TPri_Normal, TPri_AboveNormal, TPri_BelowNormal };

class FRunnableThread {
public:
    static FRunnableThread* Create(FRunnable* InRunnable, const TCHAR* ThreadName, uint32 InStackSize = 0, EThreadPriority InThreadPri = TPri_Normal);
    virtual ~FRunnableThread() { Kill(true); }
    bool Kill(bool bShouldWait = true);

private:
    FRunnable* StandInRunnable = nullptr;
    std::thread StandInThread;
};
