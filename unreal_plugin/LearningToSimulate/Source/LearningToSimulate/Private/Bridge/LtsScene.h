// Scenes, jobs and news in the engine's own types and units: all that the rest of the plugin knows of the bridge.
#pragma once

#include "CoreMinimal.h"
#include "LtsTypes.h"

/** What a part of a mesh is made of; the order is the bridge's. */
enum class ELtsMaterial : uint8
{
	Paint,
	Glass,
	Rubber,
	Metal,
	HeadLamp,
	RearLamp,
	Plate,
	Facade,
	Roof,
	Bark,
	Foliage,
	Asphalt,
	Marking,
	Pavement,
	Kerb,
	Grass,
	Plain
};

/** Triangles of one material, as UProceduralMeshComponent takes them. */
struct FLtsMeshSection
{
	ELtsMaterial Material = ELtsMaterial::Plain;
	TArray<FVector> Vertices;
	TArray<int32> Triangles;
	TArray<FVector> Normals;
};

/** A mesh of one metre in each direction, on the ground, with its front along +X. */
struct FLtsMesh
{
	FString Name;
	TArray<FLtsMeshSection> Sections;
};

/** A thing: mesh, pose and size in one transform, and what it is. */
struct FLtsObject
{
	int32 Mesh = 0;
	FTransform Pose;
	FLinearColor Color;
	int32 Instance = 0;
	uint8 Class = 0;
};

/** Light and weather. Colours are linear; see the bridge for their meaning. */
struct FLtsEnvironment
{
	/** From the scene to the sun. */
	FVector ToSun = FVector::UpVector;
	FLinearColor Sun;
	FLinearColor Ambient;
	FLinearColor Ground;
	FLinearColor Zenith;
	FLinearColor Horizon;
	float CloudCover = 0.0f;
	/** Extinction per centimetre. */
	float Fog = 0.0f;
	float Rain = 0.0f;
	float Wetness = 0.0f;
	float Exposure = 1.0f;
	/** Standard deviation in 8-bit steps. */
	float Noise = 0.0f;
	int32 TextureSeed = 0;
};

/** Everything in one image. */
struct FLtsScene
{
	/** Without scale. */
	FTransform Camera;
	FLtsEnvironment Environment;
	TArray<FLtsObject> Objects;
};

/** One image to draw. */
struct FLtsJob
{
	uint64 Id = 0;
	int32 Width = 0;
	int32 Height = 0;
	/** Degrees across the width. */
	float FieldOfView = 90.0f;
	/** Else the level's scenario makes it from the values and the seed. */
	bool bHasScene = false;
	FLtsScene Scene;
	TArray<FLtsValue> Values;
	int32 Seed = 0;
};

/** How serious a line is. */
enum class ELtsLevel : uint8
{
	Information,
	Caution,
	Fault
};

/** What news are about. */
enum class ELtsNews : uint8
{
	Line,
	Started,
	Evaluated,
	IterationDone,
	Assessed,
	Finished,
	Stopped,
	Failed
};

/** Something that happened in a session. */
struct FLtsNews
{
	ELtsNews Kind = ELtsNews::Line;
	ELtsLevel Level = ELtsLevel::Information;
	FString Text;
	int32 Iteration = 0;
	float Reward = 0.0f;
	float Best = 0.0f;
};

/** The pictures of one job, as they were read from the device. */
struct FLtsFrames
{
	TArray<FColor> Color;
	TArray<uint8> Classes;
	TArray<uint16> Instances;
	/** Centimetres along the optical axis in R. */
	TArray<FLinearColor> Depth;
};
