// An actor with a mesh of the generator and the mesh's twin for label captures.
#include "LtsShapeActor.h"
#include "LtsMaterials.h"
#include "LtsTwins.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "ProceduralMeshComponent.h"

ALtsShapeActor::ALtsShapeActor()
{
	Shown = CreateDefaultSubobject<UProceduralMeshComponent>(TEXT("Shown"));
	Shown->SetCollisionEnabled(ECollisionEnabled::NoCollision);
	SetRootComponent(Shown);
	Twin = CreateDefaultSubobject<UProceduralMeshComponent>(TEXT("Twin"));
	Twin->SetupAttachment(Shown);
	LtsTwins::Hide(Twin);
}

void ALtsShapeActor::Build(const FLtsMesh& Mesh, ULtsMaterials& Materials)
{
	// The basic material has neither texture nor vertex colour nor bumps.
	const TArray<FVector2D> NoCoordinates;
	const TArray<FColor> NoColors;
	const TArray<FProcMeshTangent> NoTangents;
	for (int32 Index = 0; Index < Mesh.Sections.Num(); ++Index)
	{
		const FLtsMeshSection& Section = Mesh.Sections[Index];
		for (UProceduralMeshComponent* Component : { Shown, Twin })
		{
			Component->CreateMeshSection(
				Index, Section.Vertices, Section.Triangles, Section.Normals, NoCoordinates, NoColors, NoTangents, false);
		}
		UMaterialInstanceDynamic* Surface = Materials.MakeSurface(Section.Material);
		Shown->SetMaterial(Index, Surface);
		Surfaces.Add(Surface);
		Kinds.Add(Section.Material);
	}
}

void ALtsShapeActor::Paint(const FLinearColor& Color, float Wetness)
{
	for (int32 Index = 0; Index < Surfaces.Num(); ++Index)
	{
		ULtsMaterials::Paint(Surfaces[Index], Kinds[Index], Color, Wetness);
	}
}
