// UInstancedStaticMeshComponent: one asset many times.
#pragma once

#include "Components/StaticMeshComponent.h"

class UInstancedStaticMeshComponent : public UStaticMeshComponent {
    STAND_IN_CLASS(UInstancedStaticMeshComponent, UStaticMeshComponent)

    virtual int32 AddInstance(const FTransform& InstanceTransform);
    virtual void ClearInstances() { StandInInstances.Reset(); }
    bool GetInstanceTransform(int32 InstanceIndex, FTransform& OutInstanceTransform, bool bWorldSpace = false) const;
    int32 GetInstanceCount() const { return StandInInstances.Num(); }

    TArray<FTransform> StandInInstances;
};
