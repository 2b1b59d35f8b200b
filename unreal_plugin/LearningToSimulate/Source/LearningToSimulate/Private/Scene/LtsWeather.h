// Sun, sky, fog and rain of a traffic scene.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsScene.h"
#include "LtsWeather.generated.h"

class ADirectionalLight;
class AExponentialHeightFog;
class ALtsRain;
class ASkyAtmosphere;
class ASkyLight;
class ULtsMaterials;
class UPrimitiveComponent;

UCLASS(NotPlaceable, Transient)
class ALtsWeather : public AActor
{
	GENERATED_BODY()

public:
	/** Spawns the lights; a fog that the level has already is used, because only one has effect. */
	void Build(ULtsMaterials& Materials);

	/** Makes the weather of a scene, with rain in front of its camera. */
	void Apply(const FLtsEnvironment& Environment, const FTransform& Camera);

	/** What is seen of the rain; none when it is dry. */
	UPrimitiveComponent* GetRain() const;

	/** Removes what Build spawned. */
	void Remove();

private:
	UPROPERTY()
	ADirectionalLight* Sun = nullptr;

	UPROPERTY()
	ASkyLight* Sky = nullptr;

	UPROPERTY()
	ASkyAtmosphere* Atmosphere = nullptr;

	UPROPERTY()
	AExponentialHeightFog* Fog = nullptr;

	UPROPERTY()
	ALtsRain* Rain = nullptr;

	bool bOwnFog = false;
};
