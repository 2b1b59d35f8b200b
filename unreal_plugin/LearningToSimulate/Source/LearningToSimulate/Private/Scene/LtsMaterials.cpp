// Materials without own assets: the engine's basic material in plain colours, or what the settings name.
#include "LtsMaterials.h"
#include "LtsLog.h"
#include "LtsPalette.h"
#include "LtsSettings.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "Materials/MaterialInterface.h"
#include "UObject/ConstructorHelpers.h"

namespace LtsMaterials
{
	/** How a material looks: its own colour or the object's, how rough, and whether rain darkens it. */
	struct FLook
	{
		const TCHAR* Name;
		bool bObjectColor;
		FLinearColor Color;
		float Roughness;
		bool bGetsWet;
	};

	static const FLook& Look(ELtsMaterial Material)
	{
		// In the order of ELtsMaterial; the colours are those of the built-in renderer.
		static const FLook Looks[] = {
			{ TEXT("Paint"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.25f, false },
			{ TEXT("Glass"), false, FLinearColor(0.007f, 0.008f, 0.009f), 0.05f, false },
			{ TEXT("Rubber"), false, FLinearColor(0.012f, 0.012f, 0.012f), 0.9f, false },
			{ TEXT("Metal"), false, FLinearColor(0.2f, 0.2f, 0.2f), 0.4f, false },
			{ TEXT("HeadLamp"), false, FLinearColor(0.58f, 0.55f, 0.5f), 0.2f, false },
			{ TEXT("RearLamp"), false, FLinearColor(0.3f, 0.012f, 0.01f), 0.3f, false },
			{ TEXT("Plate"), false, FLinearColor(0.7f, 0.7f, 0.7f), 0.6f, false },
			{ TEXT("Facade"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.9f, false },
			{ TEXT("Roof"), true, FLinearColor(0.4f, 0.4f, 0.4f), 0.9f, true },
			{ TEXT("Bark"), false, FLinearColor(0.07f, 0.05f, 0.035f), 0.95f, false },
			{ TEXT("Foliage"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.9f, false },
			{ TEXT("Asphalt"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.9f, true },
			{ TEXT("Marking"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.8f, true },
			{ TEXT("Pavement"), true, FLinearColor(0.62f, 0.6f, 0.57f), 0.9f, true },
			{ TEXT("Kerb"), false, FLinearColor(0.3f, 0.3f, 0.3f), 0.9f, true },
			{ TEXT("Grass"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.95f, true },
			{ TEXT("Plain"), true, FLinearColor(1.0f, 1.0f, 1.0f), 0.8f, false },
		};
		return Looks[static_cast<int32>(Material)];
	}

	constexpr int32 Count = static_cast<int32>(ELtsMaterial::Plain) + 1;

	static FName ColorName()
	{
		return FName(TEXT("Color"));
	}
}

ULtsMaterials::ULtsMaterials()
{
	ConstructorHelpers::FObjectFinder<UMaterialInterface> Found(TEXT("/Engine/BasicShapes/BasicShapeMaterial.BasicShapeMaterial"));
	if (Found.Succeeded())
	{
		Basic = Found.Object;
	}
}

bool ULtsMaterials::Prepare(FString& OutError)
{
	if (Basic == nullptr)
	{
		OutError = TEXT("the engine's material /Engine/BasicShapes/BasicShapeMaterial cannot be loaded: install the engine's content again, or cook /Engine/BasicShapes with the game");
		return false;
	}
	Named.SetNumZeroed(LtsMaterials::Count);
	for (const FLtsMaterialEntry& Entry : GetDefault<ULtsSettings>()->Materials)
	{
		UMaterialInterface* Loaded = LoadObject<UMaterialInterface>(nullptr, *Entry.Asset);
		bool bKnown = false;
		for (int32 Index = 0; Index < LtsMaterials::Count; ++Index)
		{
			if (Entry.Material == LtsMaterials::Look(static_cast<ELtsMaterial>(Index)).Name)
			{
				Named[Index] = Loaded;
				bKnown = true;
			}
		}
		if (!bKnown || Loaded == nullptr)
		{
			UE_LOG(LogLts, Warning, TEXT("settings, Materials: %s = %s is left out: %s"), *Entry.Material, *Entry.Asset,
				bKnown ? TEXT("the asset cannot be loaded") : TEXT("there is no such material of the generator"));
		}
	}
	return true;
}

UMaterialInstanceDynamic* ULtsMaterials::MakeSurface(ELtsMaterial Material)
{
	UMaterialInterface* Parent = Named[static_cast<int32>(Material)];
	return UMaterialInstanceDynamic::Create(Parent != nullptr ? Parent : Basic, this);
}

void ULtsMaterials::Paint(UMaterialInstanceDynamic* Surface, ELtsMaterial Material, const FLinearColor& Color, float Wetness)
{
	const LtsMaterials::FLook& Look = LtsMaterials::Look(Material);
	FLinearColor Painted = Look.Color;
	if (Look.bObjectColor)
	{
		Painted = FLinearColor(Color.R * Look.Color.R, Color.G * Look.Color.G, Color.B * Look.Color.B);
	}
	float Roughness = Look.Roughness;
	if (Look.bGetsWet)
	{
		// Water darkens what it soaks and makes it smooth.
		Painted = Painted * (1.0f - 0.5f * Wetness);
		Roughness = FMath::Lerp(Roughness, 0.1f, Wetness);
	}
	Painted.A = 1.0f;
	Surface->SetVectorParameterValue(LtsMaterials::ColorName(), Painted);
	// Does nothing where the material has no such parameter.
	Surface->SetScalarParameterValue(FName(TEXT("Roughness")), Roughness);
}

UMaterialInterface* ULtsMaterials::Flat(int32 Code)
{
	if (UMaterialInstanceDynamic** Known = Flats.Find(Code))
	{
		return *Known;
	}
	UMaterialInstanceDynamic* Made = MakeFlat(FLtsPalette::Color(Code));
	Flats.Add(Code, Made);
	return Made;
}

UMaterialInstanceDynamic* ULtsMaterials::MakeFlat(const FLinearColor& Color)
{
	UMaterialInstanceDynamic* Made = UMaterialInstanceDynamic::Create(Basic, this);
	Made->SetVectorParameterValue(LtsMaterials::ColorName(), Color);
	return Made;
}
