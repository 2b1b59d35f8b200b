// A scenario: how a user's own level is made from parameters.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsTypes.h"
#include "LtsScenario.generated.h"

/**
 * Put one into a level to have the level itself learned. Declare the parameters, implement Generate, and tag actors (or
 * components) with their class: Lts.car, Lts.road, ... Every image calls Generate first and is captured afterwards.
 */
UCLASS(Blueprintable)
class LEARNINGTOSIMULATE_API ALtsScenario : public AActor
{
	GENERATED_BODY()

public:
	ALtsScenario();

	/** What is learned. */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<FLtsDeclaration> Parameters;

	/** What the tags mean; empty: the classes of the traffic generator (Cityscapes). */
	UPROPERTY(EditAnywhere, BlueprintReadOnly, Category = "Learning to Simulate")
	TArray<FLtsClass> Classes;

	/** Changes the level so that it shows these values. Everything random must follow from the seed: use a random stream. */
	UFUNCTION(BlueprintNativeEvent, BlueprintCallable, Category = "Learning to Simulate")
	void Generate(const TArray<FLtsValue>& Values, int32 Seed);
	virtual void Generate_Implementation(const TArray<FLtsValue>& Values, int32 Seed);

	/** Where the image is taken from, looking along +X; by default where this actor stands. Asked after Generate. */
	UFUNCTION(BlueprintNativeEvent, BlueprintCallable, Category = "Learning to Simulate")
	FTransform GetCamera();
	virtual FTransform GetCamera_Implementation();
};
