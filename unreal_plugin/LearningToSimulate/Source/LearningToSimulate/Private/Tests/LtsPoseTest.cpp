// Tests of how assets are fitted into the boxes of objects.
#include "LtsPose.h"
#include "LtsUnits.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsPoseTest, "LearningToSimulate.Pose",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsPoseTest::RunTest(const FString&)
{
	// An asset of 4 x 2 x 1 m whose front looks along its own +Y: a quarter to the right turns it to +X... the other way round:
	// yaw -90 degrees takes +Y to +X.
	const FQuat Turn = FRotator(0.0f, -90.0f, 0.0f).Quaternion();
	TestTrue(TEXT("the turn"), Turn.RotateVector(FVector(0.0f, 1.0f, 0.0f)).Equals(FVector(1.0f, 0.0f, 0.0f), 0.001f));
	const FTransform Fit(Turn, FVector::ZeroVector, FVector(100.0f / 200.0f, 100.0f / 400.0f, 100.0f / 100.0f));
	const FTransform Object(LtsUnits::Rotation(0.0f, 0.0f, 0.70710678f, 0.70710678f), FVector(1000.0f, 0.0f, 0.0f), FVector(5.0f, 1.8f, 1.5f));
	const FTransform Place = LtsPose::Place(Object, Fit, false);
	// The middle of the asset's front, 200 cm along its +Y, is where the middle of the object's front is.
	const FVector Front = Place.TransformPosition(FVector(0.0f, 200.0f, 0.0f));
	TestTrue(TEXT("front on front"), Front.Equals(Object.TransformPosition(FVector(50.0f, 0.0f, 0.0f)), 0.05f));
	const FVector Side = Place.TransformPosition(FVector(100.0f, 0.0f, 0.0f));
	TestTrue(TEXT("side on side"), Side.Equals(Object.TransformPosition(FVector(0.0f, -50.0f, 0.0f)), 0.05f)
		|| Side.Equals(Object.TransformPosition(FVector(0.0f, 50.0f, 0.0f)), 0.05f));

	const FTransform Own = LtsPose::Place(Object, FTransform(FQuat::Identity, FVector(0.0f, 0.0f, 10.0f), FVector::OneVector), true);
	TestTrue(TEXT("an asset that keeps its size stands on the ground"), Own.TransformPosition(FVector(0.0f, 0.0f, -10.0f)).Equals(FVector(1000.0f, 0.0f, 0.0f), 0.01f));
	return true;
}

#endif
