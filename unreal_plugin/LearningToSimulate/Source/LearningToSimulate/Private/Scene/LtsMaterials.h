// Materials without own assets: the engine's basic material in plain colours, or what the settings name.
#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "LtsScene.h"
#include "LtsMaterials.generated.h"

class UMaterialInstanceDynamic;
class UMaterialInterface;

UCLASS(Transient)
class ULtsMaterials : public UObject
{
	GENERATED_BODY()

public:
	ULtsMaterials();

	/** Looks up what the settings name. False, with a reason, if even the basic material is missing. */
	bool Prepare(FString& OutError);

	/** A new instance for a surface. */
	UMaterialInstanceDynamic* MakeSurface(ELtsMaterial Material);

	/** Gives a surface the look of an object. */
	static void Paint(UMaterialInstanceDynamic* Surface, ELtsMaterial Material, const FLinearColor& Color, float Wetness);

	/** The flat colour of a palette's code, shared by all that have it. */
	UMaterialInterface* Flat(int32 Code);

	/** A flat colour of one's own. */
	UMaterialInstanceDynamic* MakeFlat(const FLinearColor& Color);

private:
	/** Loaded with this class, so that a packaged game cooks it. */
	UPROPERTY()
	UMaterialInterface* Basic = nullptr;

	/** By material; none where the basic one is used. */
	UPROPERTY()
	TArray<UMaterialInterface*> Named;

	/** By code. */
	UPROPERTY()
	TMap<int32, UMaterialInstanceDynamic*> Flats;
};
