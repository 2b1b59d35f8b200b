// Lights, fog and sky: classes with values that captures read.
#include "CoreMinimal.h"

#include "Components/DirectionalLightComponent.h"
#include "Components/ExponentialHeightFogComponent.h"
#include "Components/SkyAtmosphereComponent.h"
#include "Components/SkyLightComponent.h"
#include "Engine/DirectionalLight.h"
#include "Engine/ExponentialHeightFog.h"
#include "Engine/SkyLight.h"
#include "Engine/TextureCube.h"

STAND_IN_DEFINE(ULightComponentBase, "LightComponentBase", "Engine")
STAND_IN_DEFINE(ULightComponent, "LightComponent", "Engine")
STAND_IN_DEFINE(UDirectionalLightComponent, "DirectionalLightComponent", "Engine")
STAND_IN_DEFINE(USkyLightComponent, "SkyLightComponent", "Engine")
STAND_IN_DEFINE(UExponentialHeightFogComponent, "ExponentialHeightFogComponent", "Engine")
STAND_IN_DEFINE(USkyAtmosphereComponent, "SkyAtmosphereComponent", "Engine")
STAND_IN_DEFINE(ALight, "Light", "Engine")
STAND_IN_DEFINE(ADirectionalLight, "DirectionalLight", "Engine")
STAND_IN_DEFINE(ASkyLight, "SkyLight", "Engine")
STAND_IN_DEFINE(AExponentialHeightFog, "ExponentialHeightFog", "Engine")
STAND_IN_DEFINE(ASkyAtmosphere, "SkyAtmosphere", "Engine")
STAND_IN_DEFINE(UTexture, "Texture", "Engine")
STAND_IN_DEFINE(UTextureCube, "TextureCube", "Engine")

ADirectionalLight::ADirectionalLight()
{
    RootComponent = CreateDefaultSubobject<UDirectionalLightComponent>(TEXT("LightComponent0"));
    RootComponent->Mobility = EComponentMobility::Stationary;
}
ASkyLight::ASkyLight() { RootComponent = CreateDefaultSubobject<USkyLightComponent>(TEXT("SkyLightComponent0")); }
AExponentialHeightFog::AExponentialHeightFog() { RootComponent = CreateDefaultSubobject<UExponentialHeightFogComponent>(TEXT("HeightFogComponent0")); }
ASkyAtmosphere::ASkyAtmosphere() { RootComponent = CreateDefaultSubobject<USkyAtmosphereComponent>(TEXT("SkyAtmosphereComponent")); }
void USkyLightComponent::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(Cubemap);
}
