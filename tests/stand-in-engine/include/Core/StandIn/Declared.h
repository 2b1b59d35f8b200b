// Names that CoreMinimal.h declares ahead, and globals.
#pragma once

#include "StandIn/Types.h"

class UObject;
class UClass;
class UPackage;
class UWorld;
class AActor;
class UActorComponent;
class USceneComponent;
class UMaterialInterface;
class FReferenceCollector;

template <typename T>
struct TWeakObjectPtr;
template <typename T>
class TSubclassOf;
template <typename T>
class TSoftObjectPtr;

extern bool GIsEditor;
extern uint32 GFrameNumber;
extern uint64 GFrameCounter;

bool IsInGameThread();
bool IsRunningCommandlet();
bool IsRunningDedicatedServer();
bool IsEngineExitRequested();

