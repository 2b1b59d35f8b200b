// Enumerations and small structs of the engine.
#pragma once

#include "UObject/UObjectGlobals.h"

namespace EEndPlayReason {
enum Type { Destroyed, LevelTransition, EndPlayInEditor, RemovedFromWorld, Quit };
}
namespace EComponentMobility {
enum Type { Static, Stationary, Movable };
}
namespace ECollisionEnabled {
enum Type { NoCollision, QueryOnly, PhysicsOnly, QueryAndPhysics };
}
namespace EWorldType {
enum Type { None, Game, Editor, PIE };
}
enum class EAttachmentRule : uint8 { KeepRelative, KeepWorld, SnapToTarget };
enum class EDetachmentRule : uint8 { KeepRelative, KeepWorld };
enum class ETeleportType : uint8 { None, TeleportPhysics, ResetPhysics };
enum class ESpawnActorCollisionHandlingMethod : uint8 { Undefined, AlwaysSpawn, AdjustIfPossibleButAlwaysSpawn, AdjustIfPossibleButDontSpawnIfColliding, DontSpawnIfColliding };
enum ESceneCaptureSource { SCS_SceneColorHDR, SCS_SceneColorHDRNoAlpha, SCS_FinalColorLDR, SCS_SceneColorSceneDepth, SCS_SceneDepth, SCS_DeviceDepth, SCS_Normal, SCS_BaseColor, SCS_FinalColorHDR, SCS_FinalToneCurveHDR };

struct FHitResult;

struct FAttachmentTransformRules {
    FAttachmentTransformRules(EAttachmentRule Rule, bool bWeldSimulatedBodies) : StandInRule(Rule) { (void)bWeldSimulatedBodies; }
    static const FAttachmentTransformRules KeepRelativeTransform;
    static const FAttachmentTransformRules KeepWorldTransform;
    static const FAttachmentTransformRules SnapToTargetNotIncludingScale;
    EAttachmentRule StandInRule;
};

struct FDetachmentTransformRules {
    static const FDetachmentTransformRules KeepWorldTransform;
    static const FDetachmentTransformRules KeepRelativeTransform;
    EDetachmentRule StandInRule;
};

struct FDirectoryPath {
    FString Path;
};
struct FFilePath {
    FString FilePath;
};
