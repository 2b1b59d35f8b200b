// The palette: colours that stand for label pairs in a capture, and the way back from pixels.
//
// Each of red, green and blue has 16 levels, so there are 4096 codes. The levels are evenly spaced in linear light: then
// their 8-bit values are at least 7 steps apart whether a device stores linear or sRGB values, and a calibration
// (see LtsPaletteCheck) measures which values really come back.
#pragma once

#include "CoreMinimal.h"

class FLtsPalette
{
public:
	static constexpr int32 Levels = 16;
	static constexpr int32 Codes = Levels * Levels * Levels;
	static constexpr int32 Unknown = -1;

	/** The palette as it is without calibration: linear values in 8 bits. */
	FLtsPalette();

	/** The colour that a surface of this code is painted with. */
	static FLinearColor Color(int32 Code);

	/** The grey of a level, as it is painted for the calibration. */
	static FLinearColor Grey(int32 Level);

	/** Takes what came back for each level's grey. False, with a reason, if two levels cannot be told apart. */
	bool Calibrate(const TArray<FColor>& Measured, FString& OutError);

	/** The code of a pixel, or Unknown if it is too far from all levels. */
	int32 Code(FColor Pixel) const;

private:
	/** Level of each 8-bit value, by channel; 255 where no level is near. */
	uint8 LevelOf[3][256];

	bool SetChannel(int32 Channel, const uint8* Values);
};
