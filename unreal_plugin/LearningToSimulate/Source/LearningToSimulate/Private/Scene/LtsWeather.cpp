// Sun, sky, fog and rain of a traffic scene.
#include "LtsWeather.h"
#include "Components/DirectionalLightComponent.h"
#include "Components/ExponentialHeightFogComponent.h"
#include "Components/SkyAtmosphereComponent.h"
#include "Components/SkyLightComponent.h"
#include "Engine/DirectionalLight.h"
#include "Engine/ExponentialHeightFog.h"
#include "Engine/SkyLight.h"
#include "Engine/TextureCube.h"
#include "Engine/World.h"
#include "EngineUtils.h"
#include "LtsLight.h"
#include "LtsLog.h"
#include "LtsRain.h"

namespace LtsWeather
{
	template <typename T>
	static T* Spawn(UWorld* World)
	{
		FActorSpawnParameters Parameters;
		Parameters.SpawnCollisionHandlingOverride = ESpawnActorCollisionHandlingMethod::AlwaysSpawn;
		Parameters.ObjectFlags = RF_Transient;
		return World->SpawnActor<T>(T::StaticClass(), FTransform::Identity, Parameters);
	}

	/** Lights that the level has beside ours would be added to them. */
	static void WarnOfOtherLights(UWorld* World)
	{
		for (TActorIterator<ADirectionalLight> Other(World); Other; ++Other)
		{
			UE_LOG(LogLts, Warning, TEXT("the level has a sun of its own, %s: traffic scenes are made for an empty level, its light is added to theirs"),
				*(*Other)->GetName());
		}
	}
}

void ALtsWeather::Build(ULtsMaterials& Materials)
{
	UWorld* World = GetWorld();
	LtsWeather::WarnOfOtherLights(World);
	for (TActorIterator<AExponentialHeightFog> Other(World); Other; ++Other)
	{
		Fog = *Other;
	}
	if (Fog == nullptr)
	{
		Fog = LtsWeather::Spawn<AExponentialHeightFog>(World);
		bOwnFog = true;
	}
	Atmosphere = LtsWeather::Spawn<ASkyAtmosphere>(World);

	Sun = LtsWeather::Spawn<ADirectionalLight>(World);
	UDirectionalLightComponent* SunLight = Sun->FindComponentByClass<UDirectionalLightComponent>();
	SunLight->SetMobility(EComponentMobility::Movable);
	SunLight->SetAtmosphereSunLight(true);

	Sky = LtsWeather::Spawn<ASkyLight>(World);
	USkyLightComponent* SkyLight = Sky->FindComponentByClass<USkyLightComponent>();
	SkyLight->SetMobility(EComponentMobility::Movable);
	// A fixed sky picture needs no capture of the sky and no frames to settle. It belongs to the engine's own content.
	UTextureCube* Cubemap =
		LoadObject<UTextureCube>(nullptr, TEXT("/Engine/MapTemplates/Sky/DaylightAmbientCubemap.DaylightAmbientCubemap"));
	if (Cubemap != nullptr)
	{
		SkyLight->SourceType = SLS_SpecifiedCubemap;
		SkyLight->SetCubemap(Cubemap);
	}

	Rain = LtsWeather::Spawn<ALtsRain>(World);
	Rain->Build(Materials);
}

void ALtsWeather::Apply(const FLtsEnvironment& Environment, const FTransform& Camera)
{
	UDirectionalLightComponent* SunLight = Sun->FindComponentByClass<UDirectionalLightComponent>();
	// Light travels along the component's X axis.
	SunLight->SetWorldRotation((Environment.ToSun * -1.0f).Rotation());
	SunLight->SetIntensity(LtsLight::SunIntensity(Environment.Sun));
	SunLight->SetLightColor(LtsLight::Hue(Environment.Sun), true);

	Atmosphere->FindComponentByClass<USkyAtmosphereComponent>()->SetSkyLuminanceFactor(
		LtsLight::SkyFactor(Environment.Zenith, Environment.Sun));
	Atmosphere->FindComponentByClass<USkyAtmosphereComponent>()->SetMieScatteringScale(
		LtsLight::ClearMie * (1.0f + LtsLight::CloudyMie * Environment.CloudCover));

	UExponentialHeightFogComponent* Air = Fog->FindComponentByClass<UExponentialHeightFogComponent>();
	Air->SetFogDensity(LtsLight::FogDensity * Environment.Fog);
	// The bridge's fog is as dense above as below.
	Air->SetFogHeightFalloff(0.001f);
	Air->SetFogInscatteringColor(Environment.Horizon);
	Air->SetFogMaxOpacity(1.0f);
	Air->SetStartDistance(0.0f);

	USkyLightComponent* SkyLight = Sky->FindComponentByClass<USkyLightComponent>();
	SkyLight->SetIntensity(LtsLight::Strength(Environment.Ambient));
	SkyLight->SetLightColor(LtsLight::Hue(Environment.Ambient));
	SkyLight->SetLowerHemisphereColor(Environment.Ground);
	if (SkyLight->SourceType == SLS_CapturedScene)
	{
		SkyLight->RecaptureSky();
	}

	Rain->Fall(Environment, Camera);
}

UPrimitiveComponent* ALtsWeather::GetRain() const
{
	return Rain != nullptr ? Rain->GetSeen() : nullptr;
}

void ALtsWeather::Remove()
{
	AActor* Spawned[] = { Sun, Sky, Atmosphere, bOwnFog ? Fog : nullptr, Rain };
	for (AActor* Actor : Spawned)
	{
		if (Actor != nullptr)
		{
			Actor->Destroy();
		}
	}
}
