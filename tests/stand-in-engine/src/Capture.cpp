// Scene capture: what the world holds is read back from its components and drawn by the project's own renderer.
#include "Platform.h"

#include "Components/DirectionalLightComponent.h"
#include "Components/ExponentialHeightFogComponent.h"
#include "Components/SceneCaptureComponent2D.h"
#include "Components/SkyAtmosphereComponent.h"
#include "Components/SkyLightComponent.h"
#include "Engine/SceneCapture2D.h"
#include "Engine/TextureRenderTarget2D.h"
#include "Engine/World.h"
#include "Materials/MaterialInterface.h"
#include "RHI.h"
#include "StandIn/Drawing.h"

STAND_IN_DEFINE(USceneCaptureComponent, "SceneCaptureComponent", "Engine")
STAND_IN_DEFINE(USceneCaptureComponent2D, "SceneCaptureComponent2D", "Engine")
STAND_IN_DEFINE(ASceneCapture2D, "SceneCapture2D", "Engine")
STAND_IN_DEFINE(UTextureRenderTarget, "TextureRenderTarget", "Engine")
STAND_IN_DEFINE(UTextureRenderTarget2D, "TextureRenderTarget2D", "Engine")

ASceneCapture2D::ASceneCapture2D()
{
    StandInCapture = CreateDefaultSubobject<USceneCaptureComponent2D>(TEXT("NewSceneCaptureComponent2D"));
    RootComponent = StandInCapture;
}

void USceneCaptureComponent::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    for (AActor*& Actor : HiddenActors) {
        Collector.StandInAdd(Actor);
    }
    for (AActor*& Actor : ShowOnlyActors) {
        Collector.StandInAdd(Actor);
    }
}
void USceneCaptureComponent2D::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(TextureTarget);
}

bool USceneCaptureComponent::StandInShows(const UPrimitiveComponent* Component) const
{
    const AActor* Actor = Component->GetOwner();
    const bool bThere = Component->IsRegistered() && Component->IsVisible() && !Component->bHiddenInSceneCapture && Component->bRenderInMainPass
        && !(Actor && Actor->bStandInHidden) && !(Component->bHiddenInGame && GetWorld() && GetWorld()->IsGameWorld());
    if (!bThere) {
        return false;
    }
    if (PrimitiveRenderMode == ESceneCapturePrimitiveRenderMode::PRM_UseShowOnlyList) {
        return ShowOnlyComponents.ContainsByPredicate([Component](const TWeakObjectPtr<UPrimitiveComponent>& Other) { return Other.StandInIs(Component); })
            || ShowOnlyActors.Contains(const_cast<AActor*>(Actor));
    }
    return !HiddenComponents.ContainsByPredicate([Component](const TWeakObjectPtr<UPrimitiveComponent>& Other) { return Other.StandInIs(Component); })
        && !HiddenActors.Contains(const_cast<AActor*>(Actor));
}

namespace {
void Put(float (&Out)[3], const FVector& V)
{
    Out[0] = V.X;
    Out[1] = V.Y;
    Out[2] = V.Z;
}
void Put(float (&Out)[3], const FLinearColor& C)
{
    Out[0] = C.R;
    Out[1] = C.G;
    Out[2] = C.B;
}
void Put(float (&Out)[4], const FQuat& Q)
{
    Out[0] = Q.X;
    Out[1] = Q.Y;
    Out[2] = Q.Z;
    Out[3] = Q.W;
}

/// The first component of a class in the world; a world has more suns only by mistake.
template <typename T>
const T* First(const UWorld* World)
{
    for (const AActor* Actor : World->StandInActors) {
        if (const T* Found = Actor->FindComponentByClass<T>()) {
            if (Found->IsRegistered()) {
                return Found;
            }
        }
    }
    return nullptr;
}

void Light(const USceneCaptureComponent2D& Capture, LtsStandInView& View)
{
    const UWorld* World = Capture.GetWorld();
    if (const UDirectionalLightComponent* Sun = First<UDirectionalLightComponent>(World)) {
        Put(View.sun_forward, Sun->GetForwardVector());
        Put(View.sun, Sun->GetLightColor() * Sun->Intensity);
    } else {
        Put(View.sun_forward, FVector(0.f, 0.f, -1.f));
    }
    if (const USkyLightComponent* Sky = First<USkyLightComponent>(World)) {
        Put(View.sky, Sky->GetLightColor() * Sky->Intensity);
        Put(View.ground, Sky->LowerHemisphereColor);
    }
    if (const USkyAtmosphereComponent* Air = First<USkyAtmosphereComponent>(World)) {
        Put(View.zenith, Air->StandInLuminance);
        View.mie = Air->MieScatteringScale;
    }
    const UExponentialHeightFogComponent* Fog = First<UExponentialHeightFogComponent>(World);
    if (Fog && Capture.ShowFlags.StandInFog) {
        Put(View.fog_color, Fog->FogInscatteringColor);
        View.fog_density = Fog->FogDensity;
    }
    const FPostProcessSettings& Lens = Capture.PostProcessSettings;
    View.exposure = Lens.bOverride_AutoExposureBias ? Lens.AutoExposureBias : 0.f;
    View.grain = Lens.bOverride_GrainIntensity && Capture.ShowFlags.StandInGrain ? Lens.GrainIntensity : 0.f;
}

struct FShown {
    TArray<LtsStandInObject> Objects;
    TArray<FLinearColor> Colors;
};

FShown Shown(const USceneCaptureComponent2D& Capture)
{
    FShown All;
    for (const AActor* Actor : Capture.GetWorld()->StandInActors) {
        for (const UActorComponent* Part : Actor->GetComponents()) {
            const UPrimitiveComponent* Component = Cast<UPrimitiveComponent>(Part);
            if (!Component || Component->StandInSurfaces() == 0 || !Capture.StandInShows(Component)) {
                continue;
            }
            const FTransform Place = Component->GetComponentTransform();
            for (int32 Index = 0; Index < Component->StandInSurfaces(); ++Index) {
                const stand_in::FSurface* Surface = Component->StandInSurface(Index);
                if (!Surface->bVisible || Surface->Triangles.Num() == 0) {
                    continue;
                }
                if (!lts_stand_in_knows(Surface->Hash)) {
                    LtsStandInSurface Told = {Surface->Hash, &Surface->Vertices.GetData()->X, &Surface->Normals.GetData()->X, static_cast<SIZE_T>(Surface->Vertices.Num()),
                        Surface->Triangles.GetData(), static_cast<SIZE_T>(Surface->Triangles.Num())};
                    checkf(lts_stand_in_surface(&Told) == 0, TEXT("%s"), *FString(lts_stand_in_error()));
                }
                LtsStandInObject Object = {};
                Object.surface = Surface->Hash;
                Put(Object.location, Place.GetLocation());
                Put(Object.rotation, Place.GetRotation());
                Put(Object.scale, Place.GetScale3D());
                // The engine's default material is a grey.
                FLinearColor Color(0.18f, 0.18f, 0.18f);
                if (const UMaterialInterface* Material = Component->GetMaterial(Index)) {
                    Material->StandInVector(FName(TEXT("Color")), Color);
                }
                Put(Object.color, Color);
                All.Objects.Add(Object);
                All.Colors.Add(Color);
            }
        }
    }
    return All;
}

/// The last drawing, for captures of the same things from the same place: labels and depth of one frame.
struct FDrawing {
    TArray<uint8> Key;
    TArray<uint8> Colors;
    TArray<uint32> Numbers;
    TArray<float> Depths;
};

void Append(TArray<uint8>& Key, const void* Bytes, SIZE_T Count) { Key.Append(static_cast<const uint8*>(Bytes), static_cast<int32>(Count)); }

const FDrawing& Draw(const LtsStandInView& View, const TArray<LtsStandInObject>& Objects, bool bColors)
{
    static FDrawing Last;
    TArray<uint8> Key;
    // Where things are matters for labels and depth; how they look for colours.
    Append(Key, &View, bColors ? sizeof(View) : offsetof(LtsStandInView, sun_forward));
    for (const LtsStandInObject& Object : Objects) {
        Append(Key, &Object, bColors ? sizeof(Object) : offsetof(LtsStandInObject, color));
    }
    if (bColors || !Key.StandInEquals(Last.Key)) {
        const int32 Pixels = static_cast<int32>(View.width * View.height);
        Last.Colors.SetNumUninitialized(4 * Pixels);
        Last.Numbers.SetNumUninitialized(Pixels);
        Last.Depths.SetNumUninitialized(Pixels);
        const int32 Failed = lts_stand_in_draw(&View, Objects.GetData(), static_cast<SIZE_T>(Objects.Num()), Last.Colors.GetData(), Last.Numbers.GetData(), Last.Depths.GetData());
        checkf(Failed == 0, TEXT("%s"), *FString(lts_stand_in_error()));
        Last.Key = Key;
    }
    return Last;
}
}

void USceneCaptureComponent2D::CaptureScene()
{
    stand_in::RequireGameThread("CaptureScene");
    if (!TextureTarget || !GetWorld() || stand_in::bNullRhi) {
        return;
    }
    FTextureRenderTargetResource& Resource = TextureTarget->StandInResource;
    const int32 Pixels = TextureTarget->SizeX * TextureTarget->SizeY;
    if (Pixels == 0) {
        return;
    }
    LtsStandInView View = {};
    View.width = static_cast<uint32>(TextureTarget->SizeX);
    View.height = static_cast<uint32>(TextureTarget->SizeY);
    const FTransform Place = GetComponentTransform();
    Put(View.location, Place.GetLocation());
    Put(View.rotation, Place.GetRotation());
    View.field_of_view = FOVAngle;
    const bool bColors = CaptureSource == SCS_FinalColorLDR;
    checkf(bColors || CaptureSource == SCS_BaseColor || CaptureSource == SCS_SceneDepth, TEXT("the stand-in engine captures FinalColorLDR, BaseColor and SceneDepth, not %d"), static_cast<int32>(CaptureSource));
    if (bColors) {
        Light(*this, View);
    }
    const FShown All = Shown(*this);
    const FDrawing& Drawn = Draw(View, All.Objects, bColors);
    Resource.StandInBytes.Reset();
    Resource.StandInPixels.Reset();
    const bool bFloats = Resource.StandInFormat == PF_A32B32G32R32F || Resource.StandInFormat == PF_FloatRGBA;
    if (bFloats) {
        Resource.StandInPixels.Reserve(Pixels);
    } else {
        Resource.StandInBytes.Reserve(Pixels);
    }
    for (int32 Pixel = 0; Pixel < Pixels; ++Pixel) {
        if (bColors) {
            const uint8* At = Drawn.Colors.GetData() + 4 * Pixel;
            // Alpha is inverse opacity there.
            const FColor Color(At[2], At[1], At[0], 0);
            if (bFloats) {
                Resource.StandInPixels.Add(FLinearColor(Color));
            } else {
                Resource.StandInBytes.Add(Color);
            }
        } else if (CaptureSource == SCS_SceneDepth) {
            const FLinearColor Value(Drawn.Depths[Pixel], 0.f, 0.f, 1.f);
            if (bFloats) {
                Resource.StandInPixels.Add(Value);
            } else {
                Resource.StandInBytes.Add(Value.ToFColor(false));
            }
        } else {
            const uint32 Number = Drawn.Numbers[Pixel];
            const FLinearColor Color = Number ? All.Colors[static_cast<int32>(Number - 1)] : FLinearColor(0.f, 0.f, 0.f, 0.f);
            if (bFloats) {
                Resource.StandInPixels.Add(Color);
            } else {
                // Base colour is stored as it is; a target with gamma encodes it.
                Resource.StandInBytes.Add(Color.ToFColor(!TextureTarget->bForceLinearGamma));
            }
        }
    }
}

void UTextureRenderTarget2D::InitCustomFormat(uint32 InSizeX, uint32 InSizeY, EPixelFormat InOverrideFormat, bool bInForceLinearGamma)
{
    checkf(InSizeX > 0 && InSizeY > 0, TEXT("a target of %u x %u pixels"), InSizeX, InSizeY);
    SizeX = static_cast<int32>(InSizeX);
    SizeY = static_cast<int32>(InSizeY);
    bForceLinearGamma = bInForceLinearGamma;
    StandInResource.StandInFormat = InOverrideFormat;
    StandInResource.StandInSize = FIntPoint(SizeX, SizeY);
    StandInResource.StandInBytes.Empty();
    StandInResource.StandInPixels.Empty();
}
void UTextureRenderTarget2D::InitAutoFormat(uint32 InSizeX, uint32 InSizeY) { InitCustomFormat(InSizeX, InSizeY, PF_FloatRGBA, false); }
FTextureRenderTargetResource* UTextureRenderTarget::GameThread_GetRenderTargetResource()
{
    stand_in::RequireGameThread("GameThread_GetRenderTargetResource");
    return StandInResource.StandInFormat == PF_Unknown || stand_in::bNullRhi ? nullptr : &StandInResource;
}

bool FRenderTarget::ReadPixels(TArray<FColor>& OutImageData, FReadSurfaceDataFlags)
{
    const FIntPoint Size = GetSizeXY();
    OutImageData = StandInBytes;
    if (StandInPixels.Num() > 0) {
        OutImageData.Reset();
        for (const FLinearColor& Pixel : StandInPixels) {
            OutImageData.Add(Pixel.ToFColor(false));
        }
    }
    // Nothing was captured yet.
    OutImageData.SetNumZeroed(Size.X * Size.Y);
    return true;
}
bool FRenderTarget::ReadLinearColorPixels(TArray<FLinearColor>& OutImageData, FReadSurfaceDataFlags Flags)
{
    const FIntPoint Size = GetSizeXY();
    OutImageData = StandInPixels;
    if (StandInBytes.Num() > 0) {
        OutImageData.Reset();
        for (const FColor& Pixel : StandInBytes) {
            OutImageData.Add(Pixel.ReinterpretAsLinear());
        }
    }
    if (Flags.StandInMode == RCM_UNorm) {
        // Values are brought into 0..1 unless MinMax asks for them as they are.
        for (FLinearColor& Pixel : OutImageData) {
            Pixel = FLinearColor(FMath::Clamp(Pixel.R, 0.f, 1.f), FMath::Clamp(Pixel.G, 0.f, 1.f), FMath::Clamp(Pixel.B, 0.f, 1.f), Pixel.A);
        }
    }
    OutImageData.SetNumZeroed(Size.X * Size.Y);
    return true;
}
