// The palette: colours that stand for label pairs in a capture, and the way back from pixels.
#include "LtsPalette.h"

namespace LtsPalette
{
	constexpr uint8 NoLevel = 255;
	/** 8-bit steps that two neighbouring levels must be apart. */
	constexpr int32 LeastGap = 4;

	static float Level(int32 Number)
	{
		return static_cast<float>(Number) / static_cast<float>(FLtsPalette::Levels - 1);
	}
}

// C++14 wants a place for constants that are passed by reference.
constexpr int32 FLtsPalette::Levels;
constexpr int32 FLtsPalette::Codes;
constexpr int32 FLtsPalette::Unknown;

FLtsPalette::FLtsPalette()
{
	uint8 Values[Levels];
	for (int32 Number = 0; Number < Levels; ++Number)
	{
		Values[Number] = static_cast<uint8>(FMath::RoundToInt(255.0f * LtsPalette::Level(Number)));
	}
	for (int32 Channel = 0; Channel < 3; ++Channel)
	{
		SetChannel(Channel, Values);
	}
}

FLinearColor FLtsPalette::Color(int32 Code)
{
	return FLinearColor(
		LtsPalette::Level(Code % Levels),
		LtsPalette::Level(Code / Levels % Levels),
		LtsPalette::Level(Code / (Levels * Levels)));
}

FLinearColor FLtsPalette::Grey(int32 Number)
{
	const float Value = LtsPalette::Level(Number);
	return FLinearColor(Value, Value, Value);
}

bool FLtsPalette::Calibrate(const TArray<FColor>& Measured, FString& OutError)
{
	const TCHAR* Names[3] = { TEXT("red"), TEXT("green"), TEXT("blue") };
	for (int32 Channel = 0; Channel < 3; ++Channel)
	{
		uint8 Values[Levels];
		FString Listed;
		for (int32 Number = 0; Number < Levels; ++Number)
		{
			const FColor& Pixel = Measured[Number];
			Values[Number] = Channel == 0 ? Pixel.R : Channel == 1 ? Pixel.G : Pixel.B;
			Listed += FString::Printf(TEXT(" %d"), static_cast<int32>(Values[Number]));
		}
		if (!SetChannel(Channel, Values))
		{
			OutError = FString::Printf(
				TEXT("the class maps' colours cannot be told apart: %s came back as%s, expected %d rising values; something changes flat colours (a post-process, the material BasicShapeMaterial, or r.* settings of the project)"),
				Names[Channel], *Listed, Levels);
			return false;
		}
	}
	return true;
}

bool FLtsPalette::SetChannel(int32 Channel, const uint8* Values)
{
	for (int32 Number = 1; Number < Levels; ++Number)
	{
		if (static_cast<int32>(Values[Number]) - static_cast<int32>(Values[Number - 1]) < LtsPalette::LeastGap)
		{
			return false;
		}
	}
	// Two fifths of the gap on either side belong to a level; between them lie colours of mixed pixels, which nothing should make.
	for (int32 Value = 0; Value < 256; ++Value)
	{
		LevelOf[Channel][Value] = LtsPalette::NoLevel;
		for (int32 Number = 0; Number < Levels; ++Number)
		{
			const int32 Middle = Values[Number];
			const int32 Below = Number == 0 ? LtsPalette::LeastGap : Middle - Values[Number - 1];
			const int32 Above = Number == Levels - 1 ? LtsPalette::LeastGap : Values[Number + 1] - Middle;
			if (5 * (Middle - Value) <= 2 * Below && 5 * (Value - Middle) <= 2 * Above)
			{
				LevelOf[Channel][Value] = static_cast<uint8>(Number);
			}
		}
	}
	return true;
}

int32 FLtsPalette::Code(FColor Pixel) const
{
	const uint8 Red = LevelOf[0][Pixel.R];
	const uint8 Green = LevelOf[1][Pixel.G];
	const uint8 Blue = LevelOf[2][Pixel.B];
	if (Red == LtsPalette::NoLevel || Green == LtsPalette::NoLevel || Blue == LtsPalette::NoLevel)
	{
		return Unknown;
	}
	return Red + Levels * (Green + Levels * Blue);
}
