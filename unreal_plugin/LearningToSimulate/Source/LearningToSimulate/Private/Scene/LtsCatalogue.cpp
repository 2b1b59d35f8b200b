// The asset catalogue: which shapes of the generator are shown by assets of the project instead.
#include "LtsCatalogue.h"
#include "Components/StaticMeshComponent.h"
#include "Engine/StaticMesh.h"
#include "Engine/StaticMeshActor.h"
#include "Engine/World.h"
#include "LtsCarla.h"
#include "LtsLog.h"
#include "LtsTwins.h"
#include "LtsUnits.h"
#include "UObject/SoftObjectPath.h"

namespace LtsCatalogue
{
	static bool Matches(const FString& Pattern, const FString& Shape)
	{
		return Pattern.EndsWith(TEXT("*")) ? Shape.StartsWith(Pattern.Left(Pattern.Len() - 1)) : Shape == Pattern;
	}

	/** From the box of one metre to the box that the actor fills where it was spawned. */
	static FTransform Fit(AActor* Actor, const FLtsFoundAsset& Asset)
	{
		FVector Middle = FVector::ZeroVector;
		FVector Half = FVector::ZeroVector;
		Actor->GetActorBounds(false, Middle, Half, true);
		const FQuat Turn = FRotator(0.0f, Asset.Yaw, 0.0f).Quaternion();
		if (Asset.bOwnSize)
		{
			return FTransform(Turn, Turn.RotateVector(FVector(-Middle.X, -Middle.Y, Half.Z - Middle.Z)), FVector::OneVector);
		}
		// The actor's own axes may be swapped by a turn of a quarter; sizes go with its own axes.
		const FVector Scale(
			0.5f * LtsUnits::CentimetresPerMetre / FMath::Max(Half.X, 1.0f),
			0.5f * LtsUnits::CentimetresPerMetre / FMath::Max(Half.Y, 1.0f),
			0.5f * LtsUnits::CentimetresPerMetre / FMath::Max(Half.Z, 1.0f));
		const FVector Bottom(-Middle.X * Scale.X, -Middle.Y * Scale.Y, (Half.Z - Middle.Z) * Scale.Z);
		return FTransform(Turn, Turn.RotateVector(Bottom), Scale);
	}
}

void ULtsCatalogue::Prepare()
{
	Entries = GetDefault<ULtsSettings>()->Catalogue;
	if (GetDefault<ULtsSettings>()->bUseCarlaCars)
	{
		Entries.Append(LtsCarla::Cars());
	}
}

bool ULtsCatalogue::Has(const FString& Shape)
{
	const FLtsFoundAsset* Known = Found.Find(Shape);
	if (Known == nullptr)
	{
		Known = &Found.Add(Shape, Look(Shape));
	}
	return Known->IsThere();
}

FLtsFoundAsset ULtsCatalogue::Look(const FString& Shape) const
{
	FLtsFoundAsset Asset;
	for (const FLtsCatalogueEntry& Entry : Entries)
	{
		if (!LtsCatalogue::Matches(Entry.Shape, Shape))
		{
			continue;
		}
		if (Entry.Asset.EndsWith(TEXT("_C")))
		{
			Asset.Class = FSoftClassPath(Entry.Asset).TryLoadClass<AActor>();
		}
		else
		{
			Asset.Mesh = Cast<UStaticMesh>(FSoftObjectPath(Entry.Asset).TryLoad());
		}
		if (Asset.IsThere())
		{
			Asset.Yaw = Entry.Yaw;
			Asset.bOwnSize = Entry.bOwnSize;
			UE_LOG(LogLts, Log, TEXT("shape %s is shown by %s"), *Shape, *Entry.Asset);
			break;
		}
	}
	return Asset;
}

bool ULtsCatalogue::Spawn(UWorld* World, const FString& Shape, FLtsProp& OutProp)
{
	const FLtsFoundAsset& Asset = Found.FindChecked(Shape);
	FActorSpawnParameters Parameters;
	Parameters.SpawnCollisionHandlingOverride = ESpawnActorCollisionHandlingMethod::AlwaysSpawn;
	Parameters.ObjectFlags = RF_Transient;
	AActor* Actor = nullptr;
	if (Asset.Class != nullptr)
	{
		Actor = World->SpawnActor<AActor>(Asset.Class, FTransform::Identity, Parameters);
	}
	else
	{
		AStaticMeshActor* MeshActor =
			World->SpawnActor<AStaticMeshActor>(AStaticMeshActor::StaticClass(), FTransform::Identity, Parameters);
		if (MeshActor != nullptr)
		{
			// Movable first: a static component takes no other mesh once the game runs.
			MeshActor->GetStaticMeshComponent()->SetMobility(EComponentMobility::Movable);
			MeshActor->GetStaticMeshComponent()->SetStaticMesh(Asset.Mesh);
			Actor = MeshActor;
		}
	}
	if (Actor == nullptr)
	{
		return false;
	}
	// A prop stands where it is put: no physics, no driving, no collision.
	Actor->SetActorEnableCollision(false);
	Actor->SetActorTickEnabled(false);
	OutProp.Actor = Actor;
	OutProp.Fit = LtsCatalogue::Fit(Actor, Asset);
	OutProp.bOwnSize = Asset.bOwnSize;
	OutProp.Shown = LtsTwins::Shown(Actor);
	for (UPrimitiveComponent* Component : OutProp.Shown)
	{
		UPrimitiveComponent* Twin = LtsTwins::Make(Component);
		if (Twin != nullptr)
		{
			OutProp.Twins.Add(Twin);
		}
	}
	return OutProp.Twins.Num() > 0;
}
