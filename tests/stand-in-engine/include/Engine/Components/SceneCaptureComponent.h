// USceneCaptureComponent: what a capture shows and what it leaves out.
#pragma once

#include "Components/PrimitiveComponent.h"
#include "Engine/Scene.h"
#include "ShowFlags.h"

enum class ESceneCapturePrimitiveRenderMode : uint8 { PRM_LegacySceneCapture, PRM_RenderScenePrimitives, PRM_UseShowOnlyList };

class USceneCaptureComponent : public USceneComponent {
    STAND_IN_CLASS(USceneCaptureComponent, USceneComponent)

    ESceneCapturePrimitiveRenderMode PrimitiveRenderMode = ESceneCapturePrimitiveRenderMode::PRM_LegacySceneCapture;
    TEnumAsByte<ESceneCaptureSource> CaptureSource = TEnumAsByte<ESceneCaptureSource>(SCS_SceneColorHDR);
    bool bCaptureEveryFrame = true;
    bool bCaptureOnMovement = true;
    bool bAlwaysPersistRenderingState = false;
    TArray<TWeakObjectPtr<UPrimitiveComponent>> HiddenComponents;
    TArray<AActor*> HiddenActors;
    TArray<TWeakObjectPtr<UPrimitiveComponent>> ShowOnlyComponents;
    TArray<AActor*> ShowOnlyActors;
    float MaxViewDistanceOverride = -1.f;
    float LODDistanceFactor = 1.f;
    FEngineShowFlags ShowFlags;

    void ClearShowOnlyComponents() { ShowOnlyComponents.Reset(); }
    void ClearHiddenComponents() { HiddenComponents.Reset(); }

    void StandInCollect(FReferenceCollector& Collector) override;
    /// Whether this capture draws the component.
    bool StandInShows(const UPrimitiveComponent* Component) const;
};
