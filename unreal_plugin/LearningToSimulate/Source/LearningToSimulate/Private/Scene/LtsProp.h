// A prop: an actor that stands for an object of a scene, and goes back to its pool afterwards.
#pragma once

#include "CoreMinimal.h"
#include "LtsProp.generated.h"

class AActor;
class UPrimitiveComponent;

USTRUCT()
struct FLtsProp
{
	GENERATED_BODY()

	UPROPERTY()
	AActor* Actor = nullptr;

	/** What is seen. */
	UPROPERTY()
	TArray<UPrimitiveComponent*> Shown;

	/** The same in flat colours, for label captures alone. */
	UPROPERTY()
	TArray<UPrimitiveComponent*> Twins;

	/** From the unit box (one metre, on the ground, front along +X) to the actor. */
	FTransform Fit;

	/** The object's size does not matter. */
	bool bOwnSize = false;
};

/** All props of one shape. */
USTRUCT()
struct FLtsPropPool
{
	GENERATED_BODY()

	UPROPERTY()
	TArray<FLtsProp> Props;

	/** The first so many are in the scene. */
	int32 Used = 0;
};
