// The asset catalogue: which shapes of the generator are shown by assets of the project instead.
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "LtsProp.h"
#include "LtsSettings.h"
#include "LtsCatalogue.generated.h"

class UStaticMesh;
class UWorld;

/** An asset that was found. */
USTRUCT()
struct FLtsFoundAsset
{
	GENERATED_BODY()

	UPROPERTY()
	UStaticMesh* Mesh = nullptr;

	/** Of a Blueprint. */
	UPROPERTY()
	UClass* Class = nullptr;

	float Yaw = 0.0f;
	bool bOwnSize = false;

	bool IsThere() const { return Mesh != nullptr || Class != nullptr; }
};

UCLASS(Transient)
class ULtsCatalogue : public UObject
{
	GENERATED_BODY()

public:
	/** The settings' entries, then CARLA's. */
	void Prepare();

	/** Whether an asset stands for this shape. Loads it at the first time. */
	bool Has(const FString& Shape);

	/** Spawns the asset of a shape. False if it cannot be spawned. */
	bool Spawn(UWorld* World, const FString& Shape, FLtsProp& OutProp);

private:
	/** By shape, also those without an asset. */
	UPROPERTY()
	TMap<FString, FLtsFoundAsset> Found;

	TArray<FLtsCatalogueEntry> Entries;

	FLtsFoundAsset Look(const FString& Shape) const;
};
