// FTickableGameObject: called each frame for as long as it is there.
#pragma once

#include "CoreMinimal.h"

struct TStatId {
};
#define RETURN_QUICK_DECLARE_CYCLE_STAT(Name, Group) return TStatId()

enum class ETickableTickType : uint8 { StandInConditional, Always };

class FTickableGameObject {
public:
    FTickableGameObject();
    virtual ~FTickableGameObject();
    virtual void Tick(float DeltaTime) = 0;
    virtual bool IsTickable() const { return true; }
    virtual bool IsTickableWhenPaused() const { return false; }
    virtual bool IsTickableInEditor() const { return false; }
    virtual ETickableTickType GetTickableTickType() const { return ETickableTickType::StandInConditional; }
    virtual TStatId GetStatId() const = 0;
};
