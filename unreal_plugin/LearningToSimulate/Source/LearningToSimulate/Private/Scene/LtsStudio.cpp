// The studio: what one world needs to show scenes and take their pictures. It goes with its world.
#include "LtsStudio.h"
#include "Components/PrimitiveComponent.h"
#include "Engine/World.h"
#include "LtsCameraRig.h"
#include "LtsCatalogue.h"
#include "LtsLog.h"
#include "LtsMaterials.h"
#include "LtsPaletteCheck.h"
#include "LtsPose.h"
#include "LtsScenario.h"
#include "LtsSettings.h"
#include "LtsShapeActor.h"
#include "LtsTwins.h"
#include "LtsWeather.h"
#include "Materials/MaterialInterface.h"
#include "ProceduralMeshComponent.h"

namespace LtsStudio
{
	template <typename T>
	static T* SpawnHere(UWorld* World)
	{
		FActorSpawnParameters Parameters;
		Parameters.SpawnCollisionHandlingOverride = ESpawnActorCollisionHandlingMethod::AlwaysSpawn;
		// Never saved with a level.
		Parameters.ObjectFlags = RF_Transient;
		return World->SpawnActor<T>(T::StaticClass(), FTransform::Identity, Parameters);
	}

	static void SetSeen(const FLtsProp& Prop, bool bSeen)
	{
		for (UPrimitiveComponent* Component : Prop.Shown)
		{
			Component->SetVisibility(bSeen, false);
		}
		for (UPrimitiveComponent* Twin : Prop.Twins)
		{
			Twin->SetVisibility(bSeen, false);
		}
	}

	constexpr int32 CheckColumns = 256;
	constexpr int32 CheckRows = 64;
}

ALtsStudio* ALtsStudio::Spawn(UWorld* World)
{
	return LtsStudio::SpawnHere<ALtsStudio>(World);
}

bool ALtsStudio::Furnish(const TArray<FLtsMesh>& InMeshes, const TArray<FLtsClass>& InClasses, FString& OutError)
{
	Classes = InClasses;
	if (bFurnished)
	{
		return true;
	}
	Meshes = InMeshes;
	Materials = NewObject<ULtsMaterials>(this);
	if (!Materials->Prepare(OutError))
	{
		return false;
	}
	Catalogue = NewObject<ULtsCatalogue>(this);
	Catalogue->Prepare();
	Rig = LtsStudio::SpawnHere<ALtsCameraRig>(GetWorld());
	if (Rig == nullptr)
	{
		OutError = TEXT("the camera rig cannot be spawned in this world");
		return false;
	}
	if (!ALtsPaletteCheck::Run(*Rig, *Materials, LtsStudio::CheckColumns, LtsStudio::CheckRows, Palette, OutError))
	{
		return false;
	}
	bFurnished = true;
	return true;
}

bool ALtsStudio::Show(const FLtsJob& Job, ALtsScenario* Scenario, FString& OutError)
{
	Rig->ForgetAll();
	Rig->Resize(Job.Width, Job.Height, Job.FieldOfView);
	Labels.Reset(Background());
	if (Job.bHasScene)
	{
		return ShowScene(Job.Scene, OutError);
	}
	if (Scenario == nullptr)
	{
		OutError = TEXT("the level has no scenario any more: the run was started with one (an actor of class LtsScenario)");
		return false;
	}
	return ShowLevel(Job, *Scenario, OutError);
}

bool ALtsStudio::ShowScene(const FLtsScene& Scene, FString& OutError)
{
	if (Weather == nullptr)
	{
		Weather = LtsStudio::SpawnHere<ALtsWeather>(GetWorld());
		Weather->Build(*Materials);
	}
	for (auto& Pool : Pools)
	{
		Pool.Value.Used = 0;
	}
	Rig->SeeOnlyShown();
	for (const FLtsObject& Object : Scene.Objects)
	{
		const int32 Code = Labels.Code(Object.Class, Object.Instance);
		FLtsProp* Prop = Code >= 0 ? Take(Object.Mesh) : nullptr;
		if (Prop == nullptr)
		{
			OutError = Code < 0
				? FString::Printf(TEXT("the scene has more than %d things that are told apart: lower its densities"), FLtsPalette::Codes)
				: FString::Printf(TEXT("an actor for mesh %d cannot be spawned"), Object.Mesh);
			return false;
		}
		if (ALtsShapeActor* Shape = Cast<ALtsShapeActor>(Prop->Actor))
		{
			Shape->SetActorTransform(Object.Pose);
			Shape->Paint(Object.Color, Scene.Environment.Wetness);
		}
		else
		{
			Prop->Actor->SetActorTransform(LtsPose::Place(Object.Pose, Prop->Fit, Prop->bOwnSize));
		}
		LtsStudio::SetSeen(*Prop, true);
		for (UPrimitiveComponent* Component : Prop->Shown)
		{
			Rig->AddShown(Component, true);
		}
		for (UPrimitiveComponent* Twin : Prop->Twins)
		{
			LtsTwins::Paint(Twin, Materials->Flat(Code));
			Rig->AddTwin(Twin);
		}
	}
	for (auto& Pool : Pools)
	{
		for (int32 Index = Pool.Value.Used; Index < Pool.Value.Props.Num(); ++Index)
		{
			LtsStudio::SetSeen(Pool.Value.Props[Index], false);
		}
	}
	Rig->SetActorTransform(Scene.Camera);
	Rig->SetResponse(Scene.Environment.Exposure, Scene.Environment.Noise);
	Weather->Apply(Scene.Environment, Scene.Camera);
	if (UPrimitiveComponent* Rain = Weather->GetRain())
	{
		Rig->AddShown(Rain, false);
	}
	return true;
}

bool ALtsStudio::ShowLevel(const FLtsJob& Job, ALtsScenario& Scenario, FString& OutError)
{
	Scenario.Generate(Job.Values, Job.Seed);
	Rig->SeeLevel();
	FTransform Camera = Scenario.GetCamera();
	Camera.SetScale3D(FVector::OneVector);
	Rig->SetActorTransform(Camera);
	return LevelTwins.Show(GetWorld(), Classes, *Rig, *Materials, Labels, OutError);
}

FLtsProp* ALtsStudio::Take(int32 Mesh)
{
	if (!Meshes.IsValidIndex(Mesh))
	{
		return nullptr;
	}
	FLtsPropPool& Pool = Pools.FindOrAdd(Mesh);
	if (Pool.Used == Pool.Props.Num())
	{
		FLtsProp Made;
		if (!Make(Mesh, Made))
		{
			return nullptr;
		}
		Pool.Props.Add(Made);
	}
	return &Pool.Props[Pool.Used++];
}

bool ALtsStudio::Make(int32 Mesh, FLtsProp& OutProp)
{
	const FLtsMesh& Form = Meshes[Mesh];
	if (Catalogue->Has(Form.Name))
	{
		return Catalogue->Spawn(GetWorld(), Form.Name, OutProp);
	}
	ALtsShapeActor* Shape = LtsStudio::SpawnHere<ALtsShapeActor>(GetWorld());
	if (Shape == nullptr)
	{
		return false;
	}
	Shape->Build(Form, *Materials);
	OutProp.Actor = Shape;
	OutProp.Shown.Add(Shape->Shown);
	OutProp.Twins.Add(Shape->Twin);
	return true;
}

bool ALtsStudio::Capture(const FLtsJob& Job, FLtsFrames& OutFrames, FString& OutError)
{
	TArray<FColor> Codes;
	if (!Rig->Capture(OutFrames, Codes))
	{
		OutError = TEXT("a capture cannot be read back: look for errors of the graphics device above");
		return false;
	}
	const int32 Strange = Labels.Decode(Palette, Codes, OutFrames.Classes, OutFrames.Instances);
	const float Share = static_cast<float>(Strange) / static_cast<float>(FMath::Max(Codes.Num(), 1));
	if (Share > GetDefault<ULtsSettings>()->UnknownPixels)
	{
		OutError = FString::Printf(
			TEXT("%d of %d pixels of the class map of a %dx%d image have colours that no class has (settings, Drawing, Unknown Pixels): something changes the flat colours of label captures"),
			Strange, Codes.Num(), Job.Width, Job.Height);
		return false;
	}
	return true;
}

void ALtsStudio::Remove()
{
	for (auto& Pool : Pools)
	{
		for (FLtsProp& Prop : Pool.Value.Props)
		{
			if (IsValid(Prop.Actor))
			{
				Prop.Actor->Destroy();
			}
		}
	}
	Pools.Empty();
	if (IsValid(Weather))
	{
		Weather->Remove();
		Weather->Destroy();
	}
	if (IsValid(Rig))
	{
		Rig->Destroy();
	}
	Destroy();
}

uint8 ALtsStudio::Background() const
{
	for (const FLtsClass& Class : Classes)
	{
		if (Class.Name == TEXT("sky"))
		{
			return static_cast<uint8>(Class.Id);
		}
	}
	return 0;
}
