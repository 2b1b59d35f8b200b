// Blueprint nodes that need no object: the learner, and values by name.
#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintFunctionLibrary.h"
#include "LtsTypes.h"
#include "LtsBlueprintLibrary.generated.h"

class AActor;
class ULtsLearner;

UCLASS()
class LEARNINGTOSIMULATE_API ULtsBlueprintLibrary : public UBlueprintFunctionLibrary
{
	GENERATED_BODY()

public:
	/** The engine's learner. */
	UFUNCTION(BlueprintCallable, BlueprintPure, Category = "Learning to Simulate")
	static ULtsLearner* GetLearner();

	/** A value by name; the fallback if there is none of this name. */
	UFUNCTION(BlueprintCallable, BlueprintPure, Category = "Learning to Simulate")
	static float GetNumber(const TArray<FLtsValue>& Values, const FString& Name, float Fallback);

	/** The option that was drawn of a categorical by name; empty if there is none of this name. */
	UFUNCTION(BlueprintCallable, BlueprintPure, Category = "Learning to Simulate")
	static FString GetOption(const TArray<FLtsValue>& Values, const FString& Name);

	/** Tags an actor with a class, so that it is in the class maps: the tag Lts.<class>. Removes an older one. */
	UFUNCTION(BlueprintCallable, Category = "Learning to Simulate")
	static void SetClass(AActor* Actor, const FString& ClassName);
};
