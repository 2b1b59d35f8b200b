// The camera rig: picture, labels and depth from one place, captured without a tick between them.
#pragma once

#include "CoreMinimal.h"
#include "GameFramework/Actor.h"
#include "LtsScene.h"
#include "LtsCameraRig.generated.h"

class UPrimitiveComponent;
class USceneCaptureComponent2D;
class USceneComponent;
class UTextureRenderTarget2D;

UCLASS(NotPlaceable, Transient)
class ALtsCameraRig : public AActor
{
	GENERATED_BODY()

public:
	ALtsCameraRig();

	/** Size in pixels, and degrees across the width. */
	void Resize(int32 Width, int32 Height, float FieldOfView);

	/** Forgets what the captures see. */
	void ForgetAll();

	/** Pictures and depth see the shown things alone, not the rest of the level. */
	void SeeOnlyShown();

	/** Pictures and depth see all of the level but twins. */
	void SeeLevel();

	/** A thing, for pictures, and for depth unless it is air. */
	void AddShown(UPrimitiveComponent* Component, bool bSolid);

	/** A thing in a flat colour, for labels alone. */
	void AddTwin(UPrimitiveComponent* Component);

	/** How a picture responds to light: a factor, and noise as a standard deviation in 8-bit steps. */
	void SetResponse(float Exposure, float Noise);

	/** All of one frame. Labels are still colours of the palette. False if a target cannot be read. */
	bool Capture(FLtsFrames& OutFrames, TArray<FColor>& OutLabels);

	/** Labels alone. */
	bool CaptureLabels(TArray<FColor>& OutLabels);

private:
	UPROPERTY()
	USceneComponent* Root = nullptr;

	UPROPERTY()
	USceneCaptureComponent2D* Picture = nullptr;

	UPROPERTY()
	USceneCaptureComponent2D* Labels = nullptr;

	UPROPERTY()
	USceneCaptureComponent2D* Depth = nullptr;

	UPROPERTY()
	UTextureRenderTarget2D* PictureTarget = nullptr;

	UPROPERTY()
	UTextureRenderTarget2D* LabelsTarget = nullptr;

	UPROPERTY()
	UTextureRenderTarget2D* DepthTarget = nullptr;

	int32 Columns = 0;
	int32 Rows = 0;
};
