// The page "Learning to Simulate" of the Project Settings.
#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "LtsTypes.h"
#include "LtsSettings.generated.h"

/** A shape of the generator, and what is shown instead of it. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsCatalogueEntry
{
	GENERATED_BODY()

	/** Name of the shape, e.g. car.sedan; with * at the end all whose names begin so. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Shape;

	/** A static mesh (/Game/Cars/Sedan.Sedan) or a Blueprint's class (/Game/Cars/BP_Sedan.BP_Sedan_C). Of several entries for a shape the first that loads is used. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Asset;

	/** Degrees, where the asset's front does not look along +X. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	float Yaw = 0.0f;

	/** Keep the asset's own size instead of fitting it into the object's box. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	bool bOwnSize = false;
};

/** What a material of the generator looks like. */
USTRUCT(BlueprintType)
struct LEARNINGTOSIMULATE_API FLtsMaterialEntry
{
	GENERATED_BODY()

	/** Paint, Glass, Rubber, Metal, HeadLamp, RearLamp, Plate, Facade, Roof, Bark, Foliage, Asphalt, Marking, Pavement, Kerb, Grass or Plain */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Material;

	/** A material with a vector parameter Color and, if it can get wet, a scalar parameter Roughness. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Learning to Simulate")
	FString Asset;
};

/** What every session of the project starts from. */
UCLASS(Config = Game, DefaultConfig, meta = (DisplayName = "Learning to Simulate"))
class LEARNINGTOSIMULATE_API ULtsSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The experiment's TOML file; relative to the project's folder. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Experiment")
	FString Experiment;

	/** Folder of the run directories; relative to the project's folder. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Experiment")
	FString Runs = TEXT("Saved/LearningToSimulate");

	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Experiment")
	ELtsImages Images = ELtsImages::Automatic;

	/** Each key=value, as lts learn --set takes them. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Experiment")
	TArray<FString> Overrides;

	/** The trainer's library; empty: the one that was staged with the plugin. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Experiment")
	FString Trainer;

	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Experiment")
	ELtsWithoutRendering WithoutRendering = ELtsWithoutRendering::Refuse;

	/** Draw into the open level when nothing plays. Off: wait for Play. All actors are transient and leave no trace. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Drawing")
	bool bUseEditorWorld = true;

	/** Engine frames between placing a scene and capturing it, for what the engine spreads over frames (sky light, shadow caches, streaming). */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Drawing", meta = (ClampMin = "0", ClampMax = "60"))
	int32 SettleFrames = 2;

	/** With no frames to settle, as many scenes are drawn in one engine frame as fit into this time. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Drawing", meta = (ClampMin = "1", ClampMax = "1000"))
	float MillisecondsPerFrame = 15.0f;

	/** Everything at least this far away counts as sky. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Drawing", meta = (ClampMin = "100"))
	float SkyDistanceMetres = 3000.0f;

	/** Pixels of a class map that may have no known colour before a scene is refused, as a share of all. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Drawing", meta = (ClampMin = "0", ClampMax = "1"))
	float UnknownPixels = 0.005f;

	/** What is shown instead of the generator's shapes. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Assets")
	TArray<FLtsCatalogueEntry> Catalogue;

	/** Use CARLA's cars where its content is in the project. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Assets")
	bool bUseCarlaCars = true;

	/** What the generator's materials look like; others get the engine's basic material in a plain colour. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Assets")
	TArray<FLtsMaterialEntry> Materials;
};
