// A scenario: how a user's own level is made from parameters.
#include "LtsScenario.h"
#include "Components/SceneComponent.h"

ALtsScenario::ALtsScenario()
{
	// A place of its own: it is the camera's, unless GetCamera says another.
	SetRootComponent(CreateDefaultSubobject<USceneComponent>(TEXT("Camera")));
}

void ALtsScenario::Generate_Implementation(const TArray<FLtsValue>&, int32)
{
}

FTransform ALtsScenario::GetCamera_Implementation()
{
	return GetActorTransform();
}
