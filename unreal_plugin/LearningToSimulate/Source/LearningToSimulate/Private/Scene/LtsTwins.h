// Twins: components of the same geometry in a flat colour, which only label captures see.
//
// Nothing is swapped between captures, so a label map and a picture are of one and the same frame and cannot spoil each
// other, and no project setting (stencil buffer) or own material is needed.
#pragma once

#include "CoreMinimal.h"

class AActor;
class UMaterialInterface;
class UPrimitiveComponent;

namespace LtsTwins
{
	/** Makes a component invisible but for captures that ask for it. */
	void Hide(UPrimitiveComponent* Twin);

	/** Makes the twin of a component; none if there is no way to copy its geometry. It lives and moves with the component. */
	UPrimitiveComponent* Make(UPrimitiveComponent* Of);

	/** Takes over what may have changed of the component since: its mesh, its instances, whether it is seen. */
	void Follow(UPrimitiveComponent* Twin, UPrimitiveComponent* Of);

	/** Paints all of a twin. */
	void Paint(UPrimitiveComponent* Twin, UMaterialInterface* Material);

	/** All that an actor shows in the game, but twins. */
	TArray<UPrimitiveComponent*> Shown(AActor* Actor);
}
