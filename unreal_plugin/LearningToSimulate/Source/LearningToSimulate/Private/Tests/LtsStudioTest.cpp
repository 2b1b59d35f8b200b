// A test of drawing: two boxes in the open level, one to the left, must be where they belong in labels and depth.
#include "LtsScene.h"
#include "LtsStudio.h"
#include "LtsUnits.h"
#include "LtsWorlds.h"
#include "Misc/App.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

namespace LtsStudioTest
{
	constexpr int32 Width = 160;
	constexpr int32 Height = 96;

	/** A face of the unit box with its front to the outside; the corners counter-clockwise seen from there. */
	static void AddFace(FLtsMeshSection& Section, const FVector& A, const FVector& B, const FVector& C, const FVector& D, const FVector& Normal)
	{
		const int32 First = Section.Vertices.Num();
		for (const FVector& Corner : { A, B, C, D })
		{
			Section.Vertices.Add(LtsUnits::Position(Corner.X, Corner.Y, Corner.Z));
			Section.Normals.Add(LtsUnits::Direction(Normal.X, Normal.Y, Normal.Z));
		}
		for (const int32 Corner : { 0, 1, 2, 0, 2, 3 })
		{
			Section.Triangles.Add(First + Corner);
		}
	}

	/** In the bridge's axes: y is left. */
	static FLtsMesh Box()
	{
		FLtsMeshSection Section;
		const float H = 0.5f;
		AddFace(Section, FVector(H, -H, 0), FVector(H, H, 0), FVector(H, H, 1), FVector(H, -H, 1), FVector(1, 0, 0));
		AddFace(Section, FVector(-H, H, 0), FVector(-H, -H, 0), FVector(-H, -H, 1), FVector(-H, H, 1), FVector(-1, 0, 0));
		AddFace(Section, FVector(H, H, 0), FVector(-H, H, 0), FVector(-H, H, 1), FVector(H, H, 1), FVector(0, 1, 0));
		AddFace(Section, FVector(-H, -H, 0), FVector(H, -H, 0), FVector(H, -H, 1), FVector(-H, -H, 1), FVector(0, -1, 0));
		AddFace(Section, FVector(-H, -H, 1), FVector(H, -H, 1), FVector(H, H, 1), FVector(-H, H, 1), FVector(0, 0, 1));
		AddFace(Section, FVector(-H, H, 0), FVector(H, H, 0), FVector(H, -H, 0), FVector(-H, -H, 0), FVector(0, 0, -1));
		FLtsMesh Mesh;
		Mesh.Name = TEXT("test.box");
		Mesh.Sections.Add(Section);
		return Mesh;
	}

	/** A box of two metres, its middle so far ahead and to the left, at the camera's height. */
	static FLtsObject Thing(float Ahead, float Left, uint8 Class, int32 Instance)
	{
		FLtsObject Object;
		Object.Pose = FTransform(FQuat::Identity, LtsUnits::Position(Ahead, Left, 0.0f), LtsUnits::Scale(2.0f, 2.0f, 2.0f));
		Object.Color = FLinearColor(0.5f, 0.1f, 0.1f);
		Object.Class = Class;
		Object.Instance = Instance;
		return Object;
	}

	static FLtsJob Job()
	{
		FLtsJob Made;
		Made.Width = Width;
		Made.Height = Height;
		Made.FieldOfView = 90.0f;
		Made.bHasScene = true;
		Made.Scene.Camera = FTransform(LtsUnits::Look(0.0f, 0.0f).Quaternion(), LtsUnits::Position(0.0f, 0.0f, 1.0f), FVector::OneVector);
		Made.Scene.Environment.Sun = FLinearColor(2.6f, 2.4f, 2.2f);
		Made.Scene.Environment.Rain = 1.0f;
		Made.Scene.Objects.Add(Thing(10.0f, 0.0f, 26, 7));
		Made.Scene.Objects.Add(Thing(10.0f, 5.0f, 26, 8));
		return Made;
	}
}

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsStudioTest, "LearningToSimulate.Studio",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsStudioTest::RunTest(const FString&)
{
	UWorld* World = LtsWorlds::Find(true);
	if (!FApp::CanEverRender() || World == nullptr)
	{
		AddInfo(TEXT("nothing can be drawn here: run without -nullrhi"));
		return true;
	}
	ALtsStudio* Studio = ALtsStudio::Spawn(World);
	TestNotNull(TEXT("the studio"), Studio);
	FLtsClass Sky;
	Sky.Id = 23;
	Sky.Name = TEXT("sky");
	FString Error;
	FLtsFrames Frames;
	const FLtsJob Job = LtsStudioTest::Job();
	const bool bDrawn = Studio->Furnish({ LtsStudioTest::Box() }, { Sky }, Error) && Studio->Show(Job, nullptr, Error)
		&& Studio->Capture(Job, Frames, Error);
	Studio->Remove();
	if (!bDrawn)
	{
		AddError(Error);
		return false;
	}
	// 90 degrees over 160 columns: 80 columns a unit of tangent. The box ahead is 9 m away and 2 m wide, the other 5 m left.
	const int32 Row = LtsStudioTest::Height / 2;
	const int32 Middle = Row * LtsStudioTest::Width + LtsStudioTest::Width / 2;
	const int32 Left = Middle - 44;
	const int32 Right = Middle + 44;
	TestEqual(TEXT("class ahead"), static_cast<int32>(Frames.Classes[Middle]), 26);
	TestEqual(TEXT("instance ahead"), static_cast<int32>(Frames.Instances[Middle]), 7);
	TestEqual(TEXT("instance to the left"), static_cast<int32>(Frames.Instances[Left]), 8);
	TestEqual(TEXT("sky to the right"), static_cast<int32>(Frames.Classes[Right]), 23);
	TestTrue(TEXT("depth of the box ahead, and rain has none"), FMath::Abs(Frames.Depth[Middle].R - 900.0f) < 1.0f);
	TestTrue(TEXT("depth along the axis, not along the ray"), FMath::Abs(Frames.Depth[Left].R - 900.0f) < 1.0f);
	TestTrue(TEXT("the sky is far away"), Frames.Depth[Right].R > 300000.0f);
	return true;
}

#endif
