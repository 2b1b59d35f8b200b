// Twins: components of the same geometry in a flat colour, which only label captures see.
#include "LtsTwins.h"
#include "Components/InstancedStaticMeshComponent.h"
#include "Components/PrimitiveComponent.h"
#include "Components/SkeletalMeshComponent.h"
#include "Components/StaticMeshComponent.h"
#include "Engine/StaticMesh.h"
#include "GameFramework/Actor.h"
#include "Materials/MaterialInterface.h"

namespace LtsTwins
{
	/** What tells a twin from what it is the twin of. */
	static FName Mark()
	{
		return FName(TEXT("LtsTwin"));
	}

	void Hide(UPrimitiveComponent* Twin)
	{
		Twin->ComponentTags.Add(Mark());
		Twin->SetCollisionEnabled(ECollisionEnabled::NoCollision);
		Twin->SetCastShadow(false);
		Twin->SetVisibleInSceneCaptureOnly(true);
	}

	template <typename T>
	static T* Attached(UPrimitiveComponent* Of)
	{
		T* Twin = NewObject<T>(Of->GetOwner());
		Hide(Twin);
		Twin->SetMobility(EComponentMobility::Movable);
		Twin->AttachToComponent(Of, FAttachmentTransformRules::KeepRelativeTransform);
		return Twin;
	}

	UPrimitiveComponent* Make(UPrimitiveComponent* Of)
	{
		UPrimitiveComponent* Twin = nullptr;
		if (Cast<UInstancedStaticMeshComponent>(Of) != nullptr)
		{
			Twin = Attached<UInstancedStaticMeshComponent>(Of);
		}
		else if (Cast<UStaticMeshComponent>(Of) != nullptr)
		{
			Twin = Attached<UStaticMeshComponent>(Of);
		}
		else if (Cast<USkeletalMeshComponent>(Of) != nullptr)
		{
			Twin = Attached<USkeletalMeshComponent>(Of);
		}
		if (Twin != nullptr)
		{
			Follow(Twin, Of);
			Twin->RegisterComponent();
		}
		return Twin;
	}

	void Follow(UPrimitiveComponent* Twin, UPrimitiveComponent* Of)
	{
		Twin->SetVisibility(Of->IsVisible(), false);
		if (UStaticMeshComponent* Static = Cast<UStaticMeshComponent>(Of))
		{
			Cast<UStaticMeshComponent>(Twin)->SetStaticMesh(Static->GetStaticMesh());
		}
		if (UInstancedStaticMeshComponent* Instanced = Cast<UInstancedStaticMeshComponent>(Of))
		{
			UInstancedStaticMeshComponent* Same = Cast<UInstancedStaticMeshComponent>(Twin);
			Same->ClearInstances();
			for (int32 Index = 0; Index < Instanced->GetInstanceCount(); ++Index)
			{
				FTransform Place;
				if (Instanced->GetInstanceTransform(Index, Place, false))
				{
					Same->AddInstance(Place);
				}
			}
		}
		if (USkeletalMeshComponent* Skeletal = Cast<USkeletalMeshComponent>(Of))
		{
			USkeletalMeshComponent* Same = Cast<USkeletalMeshComponent>(Twin);
			if (Same->SkeletalMesh != Skeletal->SkeletalMesh)
			{
				Same->SetSkeletalMesh(Skeletal->SkeletalMesh, true);
				Same->SetMasterPoseComponent(Skeletal, true);
			}
		}
	}

	void Paint(UPrimitiveComponent* Twin, UMaterialInterface* Material)
	{
		for (int32 Index = 0; Index < Twin->GetNumMaterials(); ++Index)
		{
			Twin->SetMaterial(Index, Material);
		}
	}

	TArray<UPrimitiveComponent*> Shown(AActor* Actor)
	{
		TArray<UPrimitiveComponent*> Found;
		for (UActorComponent* Component : Actor->K2_GetComponentsByClass(UPrimitiveComponent::StaticClass()))
		{
			UPrimitiveComponent* Primitive = Cast<UPrimitiveComponent>(Component);
			// Hidden in the game are helpers: icons, shapes of collision, volumes.
			if (Primitive != nullptr && !Primitive->bHiddenInGame && !Primitive->ComponentHasTag(Mark()))
			{
				Found.Add(Primitive);
			}
		}
		return Found;
	}
}
