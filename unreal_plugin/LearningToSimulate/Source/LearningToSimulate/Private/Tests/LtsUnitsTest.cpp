// Tests of units and axes: known places, directions and turns.
#include "LtsUnits.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsUnitsTest, "LearningToSimulate.Units",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsUnitsTest::RunTest(const FString&)
{
	TestTrue(TEXT("left is -Y"), LtsUnits::Position(1.0f, 2.0f, 3.0f).Equals(FVector(100.0f, -200.0f, 300.0f), 0.001f));
	TestTrue(TEXT("a direction has no unit"), LtsUnits::Direction(0.0f, 1.0f, 0.0f).Equals(FVector(0.0f, -1.0f, 0.0f), 0.001f));

	// A quarter to the left around Z: the front looks to the left.
	const float Half = 0.70710678f;
	const FVector Left = LtsUnits::Rotation(0.0f, 0.0f, Half, Half).RotateVector(FVector(1.0f, 0.0f, 0.0f));
	TestTrue(TEXT("a turn to the left"), Left.Equals(LtsUnits::Direction(0.0f, 1.0f, 0.0f), 0.001f));
	// A quarter around Y (the axis to the left): the front looks down.
	const FVector Down = LtsUnits::Rotation(0.0f, Half, 0.0f, Half).RotateVector(FVector(1.0f, 0.0f, 0.0f));
	TestTrue(TEXT("a turn down"), Down.Equals(LtsUnits::Direction(0.0f, 0.0f, -1.0f), 0.001f));
	// A quarter around X: the left side goes up.
	const FVector Up = LtsUnits::Rotation(Half, 0.0f, 0.0f, Half).RotateVector(LtsUnits::Direction(0.0f, 1.0f, 0.0f));
	TestTrue(TEXT("a roll"), Up.Equals(FVector(0.0f, 0.0f, 1.0f), 0.001f));

	const FVector Ahead = LtsUnits::Look(0.5f, 0.0f).Vector();
	TestTrue(TEXT("yaw to the left"), Ahead.Equals(LtsUnits::Direction(FMath::Cos(0.5f), FMath::Sin(0.5f), 0.0f), 0.001f));
	const FVector Upward = LtsUnits::Look(0.0f, 0.25f).Vector();
	TestTrue(TEXT("pitch upward"), Upward.Equals(FVector(FMath::Cos(0.25f), 0.0f, FMath::Sin(0.25f)), 0.001f));
	return true;
}

#endif
