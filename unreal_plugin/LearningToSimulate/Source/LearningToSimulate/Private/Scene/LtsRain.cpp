// Rain: streaks between the camera and the scene, in pictures alone and never in labels or depth.
#include "LtsRain.h"
#include "LtsMaterials.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "Math/RandomStream.h"
#include "ProceduralMeshComponent.h"

namespace LtsRain
{
	/** Streaks of the strongest rain. */
	constexpr float Most = 500.0f;
	/** Centimetres: how near and far, how far aside per distance, how wide and long. */
	constexpr float Near = 100.0f;
	constexpr float Far = 1200.0f;
	constexpr float Aside = 0.9f;
	constexpr float HalfWidth = 0.15f;
	constexpr float Length = 22.0f;
}

ALtsRain::ALtsRain()
{
	Streaks = CreateDefaultSubobject<UProceduralMeshComponent>(TEXT("Streaks"));
	Streaks->SetCollisionEnabled(ECollisionEnabled::NoCollision);
	Streaks->SetCastShadow(false);
	SetRootComponent(Streaks);
}

void ALtsRain::Build(ULtsMaterials& Materials)
{
	Water = Materials.MakeSurface(ELtsMaterial::Plain);
}

void ALtsRain::Fall(const FLtsEnvironment& Environment, const FTransform& Camera)
{
	Streaks->ClearAllMeshSections();
	const int32 Number = FMath::RoundToInt(LtsRain::Most * Environment.Rain);
	bFalls = Number > 0;
	if (!bFalls)
	{
		return;
	}
	FRandomStream Random(Environment.TextureSeed);
	TArray<FVector> Vertices;
	TArray<FVector> Normals;
	TArray<int32> Triangles;
	Vertices.Reserve(4 * Number);
	Normals.Reserve(4 * Number);
	Triangles.Reserve(6 * Number);
	for (int32 Streak = 0; Streak < Number; ++Streak)
	{
		const float Ahead = Random.FRandRange(LtsRain::Near, LtsRain::Far);
		const float Side = Ahead * Random.FRandRange(-LtsRain::Aside, LtsRain::Aside);
		const float Up = Ahead * Random.FRandRange(-LtsRain::Aside, LtsRain::Aside);
		const int32 First = Vertices.Num();
		// A narrow upright quad that faces the camera (-X), its corners counter-clockwise as the camera sees them.
		Vertices.Add(FVector(Ahead, Side - LtsRain::HalfWidth, Up));
		Vertices.Add(FVector(Ahead, Side + LtsRain::HalfWidth, Up));
		Vertices.Add(FVector(Ahead, Side + LtsRain::HalfWidth, Up + LtsRain::Length));
		Vertices.Add(FVector(Ahead, Side - LtsRain::HalfWidth, Up + LtsRain::Length));
		for (int32 Corner = 0; Corner < 4; ++Corner)
		{
			Normals.Add(FVector(-1.0f, 0.0f, 0.0f));
		}
		for (const int32 Corner : { 0, 1, 2, 0, 2, 3 })
		{
			Triangles.Add(First + Corner);
		}
	}
	Streaks->CreateMeshSection(
		0, Vertices, Triangles, Normals, TArray<FVector2D>(), TArray<FColor>(), TArray<FProcMeshTangent>(), false);
	// Drops shine in the colour of the sky behind the camera.
	ULtsMaterials::Paint(Water, ELtsMaterial::Plain, Environment.Horizon, 0.0f);
	Streaks->SetMaterial(0, Water);
	SetActorTransform(Camera);
}

UPrimitiveComponent* ALtsRain::GetSeen() const
{
	return bFalls ? Streaks : nullptr;
}
