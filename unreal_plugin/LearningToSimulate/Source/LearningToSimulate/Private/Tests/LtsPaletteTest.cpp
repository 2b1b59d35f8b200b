// Tests of the palette: every code comes back, in linear and in sRGB values, and strange colours are noticed.
#include "LtsLabels.h"
#include "LtsPalette.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

namespace LtsPaletteTest
{
	static uint8 Stored(float Linear, bool bSrgb)
	{
		const float Value = !bSrgb ? Linear : Linear <= 0.0031308f ? 12.92f * Linear : 1.055f * FMath::Pow(Linear, 1.0f / 2.4f) - 0.055f;
		return static_cast<uint8>(FMath::RoundToInt(255.0f * Value));
	}

	static FColor Stored(const FLinearColor& Color, bool bSrgb)
	{
		return FColor(Stored(Color.R, bSrgb), Stored(Color.G, bSrgb), Stored(Color.B, bSrgb));
	}
}

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsPaletteTest, "LearningToSimulate.Palette",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsPaletteTest::RunTest(const FString&)
{
	for (const bool bSrgb : { false, true })
	{
		FLtsPalette Palette;
		TArray<FColor> Measured;
		for (int32 Level = 0; Level < FLtsPalette::Levels; ++Level)
		{
			Measured.Add(LtsPaletteTest::Stored(FLtsPalette::Grey(Level), bSrgb));
		}
		FString Error;
		TestTrue(TEXT("it can be calibrated"), Palette.Calibrate(Measured, Error));
		int32 Wrong = 0;
		for (int32 Code = 0; Code < FLtsPalette::Codes; ++Code)
		{
			Wrong += Palette.Code(LtsPaletteTest::Stored(FLtsPalette::Color(Code), bSrgb)) == Code ? 0 : 1;
		}
		TestEqual(TEXT("every code comes back"), Wrong, 0);
	}

	FLtsPalette Palette;
	TestEqual(TEXT("a colour between two levels is none"), Palette.Code(FColor(8, 0, 0)), static_cast<int32>(FLtsPalette::Unknown));
	TArray<FColor> Flat;
	Flat.Init(FColor(7, 7, 7), FLtsPalette::Levels);
	FString Error;
	TestFalse(TEXT("levels that are all alike are refused"), Palette.Calibrate(Flat, Error));
	TestTrue(TEXT("with the values"), Error.Contains(TEXT("7 7 7")));
	return true;
}

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsLabelsTest, "LearningToSimulate.Labels",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsLabelsTest::RunTest(const FString&)
{
	FLtsLabels Labels;
	Labels.Reset(23);
	const int32 Car = Labels.Code(26, 700);
	TestEqual(TEXT("a pair keeps its code"), Labels.Code(26, 700), Car);
	TestNotEqual(TEXT("another instance has another"), Labels.Code(26, 701), Car);

	const FLtsPalette Palette;
	const TArray<FColor> Pixels = {
		LtsPaletteTest::Stored(FLtsPalette::Color(Car), false), FColor(0, 0, 0), FColor(8, 0, 0), FColor(255, 255, 255) };
	TArray<uint8> Classes;
	TArray<uint16> Instances;
	TestEqual(TEXT("strange pixels are counted"), Labels.Decode(Palette, Pixels, Classes, Instances), 2);
	TestEqual(TEXT("the car's class"), static_cast<int32>(Classes[0]), 26);
	TestEqual(TEXT("the car's instance"), static_cast<int32>(Instances[0]), 700);
	TestEqual(TEXT("black is the background"), static_cast<int32>(Classes[1]), 23);
	TestEqual(TEXT("and no instance"), static_cast<int32>(Instances[1]), 0);

	int32 Pair = 0;
	while (Pair < 5000 && Labels.Code(1, Pair) >= 0)
	{
		++Pair;
	}
	// Two cars and the background have codes already.
	TestEqual(TEXT("codes come to an end"), Pair, FLtsPalette::Codes - 3);
	return true;
}

#endif
