// Blueprint nodes that need no object: the learner, and values by name.
#include "LtsBlueprintLibrary.h"
#include "GameFramework/Actor.h"
#include "LtsLearner.h"

ULtsLearner* ULtsBlueprintLibrary::GetLearner()
{
	return ULtsLearner::Get();
}

float ULtsBlueprintLibrary::GetNumber(const TArray<FLtsValue>& Values, const FString& Name, float Fallback)
{
	for (const FLtsValue& Value : Values)
	{
		if (Value.Name == Name)
		{
			return Value.Number;
		}
	}
	return Fallback;
}

FString ULtsBlueprintLibrary::GetOption(const TArray<FLtsValue>& Values, const FString& Name)
{
	for (const FLtsValue& Value : Values)
	{
		if (Value.Name == Name)
		{
			return Value.Option;
		}
	}
	return FString();
}

void ULtsBlueprintLibrary::SetClass(AActor* Actor, const FString& ClassName)
{
	if (!IsValid(Actor))
	{
		return;
	}
	Actor->Tags.RemoveAll([](const FName& Tag) { return Tag.ToString().StartsWith(TEXT("Lts.")); });
	const FString Tag = FString(TEXT("Lts.")) + ClassName;
	Actor->Tags.Add(FName(*Tag));
}
