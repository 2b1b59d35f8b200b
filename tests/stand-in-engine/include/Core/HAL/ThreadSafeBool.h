// FThreadSafeBool.
#pragma once

#include "CoreMinimal.h"

#include <atomic>

class FThreadSafeBool {
public:
    FThreadSafeBool(bool bValue = false) : StandInValue(bValue) {}
    operator bool() const { return StandInValue; }
    bool operator=(bool bValue)
    {
        StandInValue = bValue;
        return bValue;
    }

private:
    std::atomic<bool> StandInValue;
};
