// TActorIterator: the actors of a class in a world.
#pragma once

#include "Engine/World.h"

template <typename T>
class TActorIterator {
public:
    explicit TActorIterator(const UWorld* World)
    {
        for (AActor* Actor : World->StandInActors) {
            if (T* Found = Cast<T>(Actor)) {
                if (!Found->IsPendingKill()) {
                    StandInFound.Add(Found);
                }
            }
        }
        StandInSkip();
    }
    T* operator*() const { return StandInFound[StandInIndex]; }
    explicit operator bool() const { return StandInIndex < StandInFound.Num(); }
    TActorIterator& operator++()
    {
        ++StandInIndex;
        StandInSkip();
        return *this;
    }

private:
    void StandInSkip()
    {
        // Actors may be destroyed on the way.
        while (StandInIndex < StandInFound.Num() && StandInFound[StandInIndex]->IsPendingKill()) {
            ++StandInIndex;
        }
    }
    TArray<T*> StandInFound;
    int32 StandInIndex = 0;
};
