// The palette's self-check: shows all levels to the label capture and measures what comes back.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsPalette.h"
#include "LtsPaletteCheck.generated.h"

class ALtsCameraRig;
class ULtsMaterials;
class UProceduralMeshComponent;

/** A wall of 16 grey patches. It is spawned for the check and goes afterwards. */
UCLASS(NotPlaceable, Transient)
class ALtsPaletteCheck : public AActor
{
	GENERATED_BODY()

public:
	ALtsPaletteCheck();

	/** Calibrates the palette with a rig whose size is set. False, with a reason, if class maps cannot be trusted. */
	static bool Run(ALtsCameraRig& Rig, ULtsMaterials& Materials, int32 Width, int32 Height, FLtsPalette& Palette, FString& OutError);

private:
	UPROPERTY()
	UProceduralMeshComponent* Wall = nullptr;

	void Build(ULtsMaterials& Materials);
};
