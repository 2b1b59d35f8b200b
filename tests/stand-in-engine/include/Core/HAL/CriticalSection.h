// FCriticalSection, FScopeLock, FThreadSafeBool.
#pragma once

#include "CoreMinimal.h"

#include <atomic>

class FCriticalSection {
public:
    void StandInLock() { StandInMutex.lock(); }
    void StandInUnlock() { StandInMutex.unlock(); }

private:
    std::recursive_mutex StandInMutex;
};

class FScopeLock {
public:
    explicit FScopeLock(FCriticalSection* Section) : StandInSection(Section) { StandInSection->StandInLock(); }
    ~FScopeLock() { StandInSection->StandInUnlock(); }
    FScopeLock(const FScopeLock&) = delete;
    FScopeLock& operator=(const FScopeLock&) = delete;

private:
    FCriticalSection* StandInSection;
};
