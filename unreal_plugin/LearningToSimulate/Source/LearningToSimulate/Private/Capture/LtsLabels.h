// The labels of one scene: which code stands for which class and instance, and from a capture of codes to both maps.
#pragma once

#include "CoreMinimal.h"
#include "LtsPalette.h"

class FLtsLabels
{
public:
	/** Forgets all codes. Code 0 is where nothing is drawn. */
	void Reset(uint8 BackgroundClass);

	/** The code of a pair; -1 if there are more pairs than codes. */
	int32 Code(uint8 Class, int32 Instance);

	/** Both maps from pixels; returns how many pixels have a colour that stands for nothing. They become background. */
	int32 Decode(const FLtsPalette& Palette, const TArray<FColor>& Pixels, TArray<uint8>& OutClasses, TArray<uint16>& OutInstances) const;

private:
	TArray<uint8> Classes;
	TArray<uint16> Instances;
	TMap<uint32, int32> Codes;
};
