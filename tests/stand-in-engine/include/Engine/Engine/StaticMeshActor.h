// AStaticMeshActor: an actor that shows one asset.
#pragma once

#include "GameFramework/Actor.h"

class UStaticMeshComponent;

class AStaticMeshActor : public AActor {
    STAND_IN_CLASS(AStaticMeshActor, AActor)

    AStaticMeshActor();
    void SetMobility(EComponentMobility::Type InMobility);
    UStaticMeshComponent* GetStaticMeshComponent() const { return StandInMesh; }

private:
    UStaticMeshComponent* StandInMesh;
};
