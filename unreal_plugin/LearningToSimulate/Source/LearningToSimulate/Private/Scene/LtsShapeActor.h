// An actor with a mesh of the generator and the mesh's twin for label captures.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsScene.h"
#include "LtsShapeActor.generated.h"

class ULtsMaterials;
class UMaterialInstanceDynamic;
class UMaterialInterface;
class UProceduralMeshComponent;

UCLASS(NotPlaceable, Transient)
class ALtsShapeActor : public AActor
{
	GENERATED_BODY()

public:
	ALtsShapeActor();

	/** Once, before anything is shown. */
	void Build(const FLtsMesh& Mesh, ULtsMaterials& Materials);

	/** The object's colours. */
	void Paint(const FLinearColor& Color, float Wetness);

	UPROPERTY()
	UProceduralMeshComponent* Shown = nullptr;

	UPROPERTY()
	UProceduralMeshComponent* Twin = nullptr;

private:
	/** By section. */
	UPROPERTY()
	TArray<UMaterialInstanceDynamic*> Surfaces;

	TArray<ELtsMaterial> Kinds;
};
