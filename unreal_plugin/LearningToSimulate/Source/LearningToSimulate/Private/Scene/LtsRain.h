// Rain: streaks between the camera and the scene, in pictures alone and never in labels or depth.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsScene.h"
#include "LtsRain.generated.h"

class ULtsMaterials;
class UMaterialInstanceDynamic;
class UPrimitiveComponent;
class UProceduralMeshComponent;

UCLASS(NotPlaceable, Transient)
class ALtsRain : public AActor
{
	GENERATED_BODY()

public:
	ALtsRain();

	void Build(ULtsMaterials& Materials);

	/** As strong as the environment says, in front of a camera, always the same for the same texture seed. */
	void Fall(const FLtsEnvironment& Environment, const FTransform& Camera);

	/** The streaks; none when it is dry. */
	UPrimitiveComponent* GetSeen() const;

private:
	UPROPERTY()
	UProceduralMeshComponent* Streaks = nullptr;

	UPROPERTY()
	UMaterialInstanceDynamic* Water = nullptr;

	bool bFalls = false;
};
