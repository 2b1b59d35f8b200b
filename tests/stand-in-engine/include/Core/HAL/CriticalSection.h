// FCriticalSection, FScopeLock, FThreadSafeBool.
#pragma once

#include "CoreMinimal.h"

#include <atomic>

class FCriticalSection {
public:
    void Lock() { StandInMutex.lock(); }
    void Unlock() { StandInMutex.unlock(); }

private:
    std::recursive_mutex StandInMutex;
};

class FScopeLock {
public:
    explicit FScopeLock(FCriticalSection* Section) : StandInSection(Section) { StandInSection->Lock(); }
    ~FScopeLock() { StandInSection->Unlock(); }
    FScopeLock(const FScopeLock&) = delete;
    FScopeLock& operator=(const FScopeLock&) = delete;

private:
    FCriticalSection* StandInSection;
};
