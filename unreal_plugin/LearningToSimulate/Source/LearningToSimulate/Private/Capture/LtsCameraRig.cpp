// The camera rig: picture, labels and depth from one place, captured without a tick between them.
#include "LtsCameraRig.h"
#include "Components/PrimitiveComponent.h"
#include "Components/SceneCaptureComponent2D.h"
#include "Engine/TextureRenderTarget2D.h"
#include "LtsLight.h"
#include "TextureResource.h"

#include <cmath>

namespace LtsCameraRig
{
	static void Prepare(USceneCaptureComponent2D* Capture, ESceneCaptureSource Source)
	{
		// Captured by hand: only so all three are of the same frame.
		Capture->bCaptureEveryFrame = false;
		Capture->bCaptureOnMovement = false;
		Capture->bAlwaysPersistRenderingState = true;
		Capture->CaptureSource = Source;
	}

	/** What would mix or change the flat colours, or blur depth. */
	static void SwitchEffectsOff(USceneCaptureComponent2D* Capture)
	{
		Capture->ShowFlags.SetAntiAliasing(false);
		Capture->ShowFlags.SetTemporalAA(false);
		Capture->ShowFlags.SetAtmosphere(false);
		Capture->ShowFlags.SetBloom(false);
		Capture->ShowFlags.SetEyeAdaptation(false);
		Capture->ShowFlags.SetFog(false);
		Capture->ShowFlags.SetGrain(false);
		Capture->ShowFlags.SetLensFlares(false);
		Capture->ShowFlags.SetMotionBlur(false);
		Capture->ShowFlags.SetPostProcessing(false);
		Capture->ShowFlags.SetTonemapper(false);
	}

	static UTextureRenderTarget2D* Target(UObject* Owner, int32 Width, int32 Height, EPixelFormat Format, bool bLinear)
	{
		UTextureRenderTarget2D* Made = NewObject<UTextureRenderTarget2D>(Owner);
		Made->ClearColor = FLinearColor(0.0f, 0.0f, 0.0f, 1.0f);
		Made->InitCustomFormat(static_cast<uint32>(Width), static_cast<uint32>(Height), Format, bLinear);
		return Made;
	}

	static bool ReadColors(UTextureRenderTarget2D* Target, TArray<FColor>& OutPixels)
	{
		FTextureRenderTargetResource* Resource = Target->GameThread_GetRenderTargetResource();
		// As they are in memory, without a second gamma.
		FReadSurfaceDataFlags Flags(RCM_UNorm, CubeFace_MAX);
		Flags.SetLinearToGamma(false);
		return Resource != nullptr && Resource->ReadPixels(OutPixels, Flags);
	}

	static bool ReadFloats(UTextureRenderTarget2D* Target, TArray<FLinearColor>& OutPixels)
	{
		FTextureRenderTargetResource* Resource = Target->GameThread_GetRenderTargetResource();
		// MinMax is the engine's word for values as they are.
		return Resource != nullptr && Resource->ReadLinearColorPixels(OutPixels, FReadSurfaceDataFlags(RCM_MinMax, CubeFace_MAX));
	}
}

ALtsCameraRig::ALtsCameraRig()
{
	Root = CreateDefaultSubobject<USceneComponent>(TEXT("Root"));
	SetRootComponent(Root);
	Picture = CreateDefaultSubobject<USceneCaptureComponent2D>(TEXT("Picture"));
	Labels = CreateDefaultSubobject<USceneCaptureComponent2D>(TEXT("Labels"));
	Depth = CreateDefaultSubobject<USceneCaptureComponent2D>(TEXT("Depth"));
	Picture->SetupAttachment(Root);
	Labels->SetupAttachment(Root);
	Depth->SetupAttachment(Root);
	LtsCameraRig::Prepare(Picture, SCS_FinalColorLDR);
	LtsCameraRig::Prepare(Labels, SCS_BaseColor);
	LtsCameraRig::Prepare(Depth, SCS_SceneDepth);
	LtsCameraRig::SwitchEffectsOff(Labels);
	LtsCameraRig::SwitchEffectsOff(Depth);
	Labels->PrimitiveRenderMode = ESceneCapturePrimitiveRenderMode::PRM_UseShowOnlyList;
	// Each picture is of another scene: nothing of the one before may shine through.
	Picture->ShowFlags.SetMotionBlur(false);
	Picture->ShowFlags.SetTemporalAA(false);
}

void ALtsCameraRig::Resize(int32 Width, int32 Height, float FieldOfView)
{
	Picture->FOVAngle = FieldOfView;
	Labels->FOVAngle = FieldOfView;
	Depth->FOVAngle = FieldOfView;
	if (Width == Columns && Height == Rows)
	{
		return;
	}
	Columns = Width;
	Rows = Height;
	PictureTarget = LtsCameraRig::Target(this, Width, Height, PF_B8G8R8A8, false);
	LabelsTarget = LtsCameraRig::Target(this, Width, Height, PF_B8G8R8A8, true);
	// Half floats would be 4 cm wrong at 100 m.
	DepthTarget = LtsCameraRig::Target(this, Width, Height, PF_A32B32G32R32F, true);
	Picture->TextureTarget = PictureTarget;
	Labels->TextureTarget = LabelsTarget;
	Depth->TextureTarget = DepthTarget;
}

void ALtsCameraRig::ForgetAll()
{
	for (USceneCaptureComponent2D* Capture : { Picture, Labels, Depth })
	{
		Capture->ShowOnlyComponents.Reset();
		Capture->HiddenComponents.Reset();
	}
}

void ALtsCameraRig::SeeOnlyShown()
{
	Picture->PrimitiveRenderMode = ESceneCapturePrimitiveRenderMode::PRM_UseShowOnlyList;
	Depth->PrimitiveRenderMode = ESceneCapturePrimitiveRenderMode::PRM_UseShowOnlyList;
}

void ALtsCameraRig::SeeLevel()
{
	Picture->PrimitiveRenderMode = ESceneCapturePrimitiveRenderMode::PRM_RenderScenePrimitives;
	Depth->PrimitiveRenderMode = ESceneCapturePrimitiveRenderMode::PRM_RenderScenePrimitives;
}

void ALtsCameraRig::AddShown(UPrimitiveComponent* Component, bool bSolid)
{
	Picture->ShowOnlyComponents.Add(Component);
	if (bSolid)
	{
		Depth->ShowOnlyComponents.Add(Component);
	}
}

void ALtsCameraRig::AddTwin(UPrimitiveComponent* Component)
{
	Labels->ShowOnlyComponents.Add(Component);
	Picture->HiddenComponents.Add(Component);
	Depth->HiddenComponents.Add(Component);
}

void ALtsCameraRig::SetResponse(float Exposure, float Noise)
{
	FPostProcessSettings& Lens = Picture->PostProcessSettings;
	Lens.bOverride_AutoExposureMethod = true;
	Lens.AutoExposureMethod = AEM_Manual;
	Lens.bOverride_AutoExposureApplyPhysicalCameraExposure = true;
	Lens.AutoExposureApplyPhysicalCameraExposure = false;
	Lens.bOverride_AutoExposureBias = true;
	Lens.AutoExposureBias = std::log2(FMath::Max(Exposure, 0.001f));
	Lens.bOverride_GrainIntensity = true;
	Lens.GrainIntensity = Noise / LtsLight::StepsOfGrain;
	Lens.bOverride_MotionBlurAmount = true;
	Lens.MotionBlurAmount = 0.0f;
	Lens.bOverride_VignetteIntensity = true;
	Lens.VignetteIntensity = 0.0f;
	Picture->PostProcessBlendWeight = 1.0f;
}

bool ALtsCameraRig::Capture(FLtsFrames& OutFrames, TArray<FColor>& OutLabels)
{
	Picture->CaptureScene();
	Labels->CaptureScene();
	Depth->CaptureScene();
	return LtsCameraRig::ReadColors(PictureTarget, OutFrames.Color) && LtsCameraRig::ReadColors(LabelsTarget, OutLabels)
		&& LtsCameraRig::ReadFloats(DepthTarget, OutFrames.Depth);
}

bool ALtsCameraRig::CaptureLabels(TArray<FColor>& OutLabels)
{
	Labels->CaptureScene();
	return LtsCameraRig::ReadColors(LabelsTarget, OutLabels);
}
