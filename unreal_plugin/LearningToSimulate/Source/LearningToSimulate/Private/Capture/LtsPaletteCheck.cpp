// The palette's self-check: shows all levels to the label capture and measures what comes back.
#include "LtsPaletteCheck.h"
#include "Engine/World.h"
#include "LtsCameraRig.h"
#include "LtsLog.h"
#include "LtsMaterials.h"
#include "LtsTwins.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "ProceduralMeshComponent.h"

namespace LtsPaletteCheck
{
	/** Degrees across the view, chosen so that the wall fills it from its distance. */
	constexpr float FieldOfView = 90.0f;
	/** Centimetres. */
	constexpr float Distance = 500.0f;
}

ALtsPaletteCheck::ALtsPaletteCheck()
{
	Wall = CreateDefaultSubobject<UProceduralMeshComponent>(TEXT("Wall"));
	SetRootComponent(Wall);
	LtsTwins::Hide(Wall);
}

void ALtsPaletteCheck::Build(ULtsMaterials& Materials)
{
	// As wide as the view at 90 degrees, and as high: of a picture that is wider than high the wall is cut above and below,
	// so patches are strips from the top to the bottom.
	const float Width = 2.0f * LtsPaletteCheck::Distance / FLtsPalette::Levels;
	for (int32 Level = 0; Level < FLtsPalette::Levels; ++Level)
	{
		const float Left = -LtsPaletteCheck::Distance + Width * Level;
		const TArray<FVector> Corners = {
			FVector(LtsPaletteCheck::Distance, Left, -LtsPaletteCheck::Distance),
			FVector(LtsPaletteCheck::Distance, Left + Width, -LtsPaletteCheck::Distance),
			FVector(LtsPaletteCheck::Distance, Left + Width, LtsPaletteCheck::Distance),
			FVector(LtsPaletteCheck::Distance, Left, LtsPaletteCheck::Distance) };
		const TArray<FVector> Normals = { FVector(-1.0f, 0.0f, 0.0f), FVector(-1.0f, 0.0f, 0.0f), FVector(-1.0f, 0.0f, 0.0f), FVector(-1.0f, 0.0f, 0.0f) };
		const TArray<int32> Triangles = { 0, 1, 2, 0, 2, 3 };
		Wall->CreateMeshSection(
			Level, Corners, Triangles, Normals, TArray<FVector2D>(), TArray<FColor>(), TArray<FProcMeshTangent>(), false);
		Wall->SetMaterial(Level, Materials.MakeFlat(FLtsPalette::Grey(Level)));
	}
}

bool ALtsPaletteCheck::Run(ALtsCameraRig& Rig, ULtsMaterials& Materials, int32 Width, int32 Height, FLtsPalette& Palette, FString& OutError)
{
	FActorSpawnParameters Parameters;
	Parameters.SpawnCollisionHandlingOverride = ESpawnActorCollisionHandlingMethod::AlwaysSpawn;
	Parameters.ObjectFlags = RF_Transient;
	ALtsPaletteCheck* Check = Rig.GetWorld()->SpawnActor<ALtsPaletteCheck>(
		ALtsPaletteCheck::StaticClass(), Rig.GetActorTransform(), Parameters);
	if (Check == nullptr)
	{
		OutError = TEXT("the palette's self-check cannot be spawned");
		return false;
	}
	Check->Build(Materials);
	Rig.ForgetAll();
	Rig.Resize(Width, Height, LtsPaletteCheck::FieldOfView);
	Rig.AddTwin(Check->Wall);
	TArray<FColor> Pixels;
	const bool bRead = Rig.CaptureLabels(Pixels) && Pixels.Num() == Width * Height;
	Rig.ForgetAll();
	Check->Destroy();
	if (!bRead)
	{
		OutError = TEXT("the label capture cannot be read back");
		return false;
	}
	TArray<FColor> Measured;
	for (int32 Level = 0; Level < FLtsPalette::Levels; ++Level)
	{
		const int32 Column = Width * (2 * Level + 1) / (2 * FLtsPalette::Levels);
		Measured.Add(Pixels[Width * (Height / 2) + Column]);
	}
	if (!Palette.Calibrate(Measured, OutError))
	{
		return false;
	}
	UE_LOG(LogLts, Log, TEXT("palette: %d levels can be told apart, from %d to %d"), FLtsPalette::Levels,
		static_cast<int32>(Measured[0].R), static_cast<int32>(Measured.Last().R));
	return true;
}
