// The studio: what one world needs to show scenes and take their pictures. It goes with its world.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsLabels.h"
#include "LtsLevelTwins.h"
#include "LtsPalette.h"
#include "LtsProp.h"
#include "LtsScene.h"
#include "LtsStudio.generated.h"

class ALtsCameraRig;
class ALtsScenario;
class ALtsWeather;
class ULtsCatalogue;
class ULtsMaterials;

UCLASS(NotPlaceable, Transient)
class ALtsStudio : public AActor
{
	GENERATED_BODY()

public:
	/** A studio in this world. */
	static ALtsStudio* Spawn(UWorld* World);

	/** Takes the meshes and classes of a session; the first call checks the palette. False, with a reason, if nothing can be drawn here. */
	bool Furnish(const TArray<FLtsMesh>& InMeshes, const TArray<FLtsClass>& InClasses, FString& OutError);

	/** Shows a job's scene, or has the scenario make it. False with a reason. */
	bool Show(const FLtsJob& Job, ALtsScenario* Scenario, FString& OutError);

	/** Takes the pictures of what is shown. False with a reason. */
	bool Capture(const FLtsJob& Job, FLtsFrames& OutFrames, FString& OutError);

	/** Removes all that the studio has put into the world. */
	void Remove();

private:
	UPROPERTY()
	ULtsMaterials* Materials = nullptr;

	UPROPERTY()
	ULtsCatalogue* Catalogue = nullptr;

	UPROPERTY()
	ALtsCameraRig* Rig = nullptr;

	/** Of traffic scenes. */
	UPROPERTY()
	ALtsWeather* Weather = nullptr;

	/** By mesh. */
	UPROPERTY()
	TMap<int32, FLtsPropPool> Pools;

	TArray<FLtsMesh> Meshes;
	TArray<FLtsClass> Classes;
	FLtsPalette Palette;
	FLtsLabels Labels;
	FLtsLevelTwins LevelTwins;
	bool bFurnished = false;

	bool ShowScene(const FLtsScene& Scene, FString& OutError);
	bool ShowLevel(const FLtsJob& Job, ALtsScenario& Scenario, FString& OutError);
	FLtsProp* Take(int32 Mesh);
	bool Make(int32 Mesh, FLtsProp& OutProp);
	uint8 Background() const;
};
