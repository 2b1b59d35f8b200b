// The twins of a user's own level: all that is in it, with the classes that its tags say.
#pragma once

#include "CoreMinimal.h"
#include "LtsTypes.h"
#include "UObject/WeakObjectPtr.h"

class AActor;
class ALtsCameraRig;
class FLtsLabels;
class ULtsMaterials;
class UPrimitiveComponent;
class UWorld;

class FLtsLevelTwins
{
public:
	/** Gives the rig a twin for everything in the world; each tagged actor is an instance of its own. False with a reason. */
	bool Show(UWorld* World, const TArray<FLtsClass>& Classes, ALtsCameraRig& Rig, ULtsMaterials& Materials, FLtsLabels& Labels, FString& OutError);

private:
	/** Weak, because the level's actors come and go as they like. */
	struct FPair
	{
		TWeakObjectPtr<UPrimitiveComponent> Of;
		TWeakObjectPtr<UPrimitiveComponent> Twin;
	};

	TMap<UPrimitiveComponent*, FPair> Pairs;

	/** Tags and kinds of components that were warned of. */
	TArray<FString> Warned;

	UPrimitiveComponent* TwinOf(UPrimitiveComponent* Of);
	const FLtsClass* ClassOf(const TArray<FName>& Tags, const TArray<FLtsClass>& Classes);
	void WarnOnce(const FString& About, const TCHAR* Line);
};
