// USkinnedMeshComponent: shows an asset with bones; the stand-in engine has none and draws nothing.
#pragma once

#include "Components/MeshComponent.h"

class USkeletalMesh;

class USkinnedMeshComponent : public UMeshComponent {
    STAND_IN_CLASS(USkinnedMeshComponent, UMeshComponent)

    USkeletalMesh* SkeletalMesh = nullptr;
    virtual void SetSkeletalMesh(USkeletalMesh* NewMesh, bool bReinitPose = true);
    void SetMasterPoseComponent(USkinnedMeshComponent* NewMasterBoneComponent, bool bForceUpdate = false);
    void StandInCollect(FReferenceCollector& Collector) override;

private:
    USkinnedMeshComponent* StandInMaster = nullptr;
};
