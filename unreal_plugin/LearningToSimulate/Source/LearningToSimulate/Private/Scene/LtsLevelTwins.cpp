// The twins of a user's own level: all that is in it, with the classes that its tags say.
#include "LtsLevelTwins.h"
#include "Components/PrimitiveComponent.h"
#include "Engine/World.h"
#include "EngineUtils.h"
#include "GameFramework/Actor.h"
#include "LtsCameraRig.h"
#include "LtsLabels.h"
#include "LtsLog.h"
#include "LtsMaterials.h"
#include "LtsTwins.h"
#include "Materials/MaterialInterface.h"

bool FLtsLevelTwins::Show(UWorld* World, const TArray<FLtsClass>& Classes, ALtsCameraRig& Rig, ULtsMaterials& Materials, FLtsLabels& Labels, FString& OutError)
{
	int32 Instances = 0;
	for (TActorIterator<AActor> It(World); It; ++It)
	{
		AActor* Actor = *It;
		const FLtsClass* OfActor = ClassOf(Actor->Tags, Classes);
		int32 Instance = 0;
		for (UPrimitiveComponent* Component : LtsTwins::Shown(Actor))
		{
			UPrimitiveComponent* Twin = TwinOf(Component);
			if (Twin == nullptr)
			{
				continue;
			}
			const FLtsClass* Class = ClassOf(Component->ComponentTags, Classes);
			Class = Class != nullptr ? Class : OfActor;
			if (Class != nullptr && Instance == 0)
			{
				Instance = ++Instances;
			}
			// What has no class hides what is behind it all the same.
			const int32 Code = Labels.Code(static_cast<uint8>(Class != nullptr ? Class->Id : 0), Class != nullptr ? Instance : 0);
			if (Code < 0)
			{
				OutError = FString::Printf(TEXT("the level has more than %d tagged actors: tag fewer"), FLtsPalette::Codes);
				return false;
			}
			LtsTwins::Paint(Twin, Materials.Flat(Code));
			Rig.AddTwin(Twin);
		}
	}
	return true;
}

UPrimitiveComponent* FLtsLevelTwins::TwinOf(UPrimitiveComponent* Of)
{
	if (FPair* Known = Pairs.Find(Of))
	{
		// The memory of a component that is gone may be another one's now.
		if (Known->Of.Get() == Of && Known->Twin.IsValid())
		{
			LtsTwins::Follow(Known->Twin.Get(), Of);
			return Known->Twin.Get();
		}
	}
	UPrimitiveComponent* Twin = LtsTwins::Make(Of);
	if (Twin == nullptr)
	{
		WarnOnce(Of->GetClass()->GetName(), TEXT("components of this kind are not in class maps and hide nothing there; use static, instanced or skeletal meshes"));
		return nullptr;
	}
	FPair Pair;
	Pair.Of = Of;
	Pair.Twin = Twin;
	Pairs.Add(Of, Pair);
	return Twin;
}

const FLtsClass* FLtsLevelTwins::ClassOf(const TArray<FName>& Tags, const TArray<FLtsClass>& Classes)
{
	for (const FName& Tag : Tags)
	{
		const FString Text = Tag.ToString();
		if (!Text.StartsWith(TEXT("Lts.")))
		{
			continue;
		}
		const FString Name = Text.Mid(4, Text.Len());
		for (const FLtsClass& Class : Classes)
		{
			if (Class.Name == Name)
			{
				return &Class;
			}
		}
		WarnOnce(Text, TEXT("this tag names no class: it must be Lts. and the name of a class of the scenario or of the class map"));
	}
	return nullptr;
}

void FLtsLevelTwins::WarnOnce(const FString& About, const TCHAR* Line)
{
	if (!Warned.Contains(About))
	{
		Warned.Add(About);
		UE_LOG(LogLts, Warning, TEXT("%s: %s"), *About, Line);
	}
}
