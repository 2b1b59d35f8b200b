// The labels of one scene: which code stands for which class and instance, and from a capture of codes to both maps.
#include "LtsLabels.h"

void FLtsLabels::Reset(uint8 BackgroundClass)
{
	Classes.Reset();
	Instances.Reset();
	Codes.Empty();
	Classes.Add(BackgroundClass);
	Instances.Add(0);
}

int32 FLtsLabels::Code(uint8 Class, int32 Instance)
{
	const uint16 Number = static_cast<uint16>(FMath::Clamp(Instance, 0, 65535));
	const uint32 Pair = (static_cast<uint32>(Class) << 16) | Number;
	if (const int32* Known = Codes.Find(Pair))
	{
		return *Known;
	}
	const int32 Code = Classes.Num();
	if (Code >= FLtsPalette::Codes)
	{
		return FLtsPalette::Unknown;
	}
	Classes.Add(Class);
	Instances.Add(Number);
	Codes.Add(Pair, Code);
	return Code;
}

int32 FLtsLabels::Decode(const FLtsPalette& Palette, const TArray<FColor>& Pixels, TArray<uint8>& OutClasses, TArray<uint16>& OutInstances) const
{
	OutClasses.SetNumUninitialized(Pixels.Num());
	OutInstances.SetNumUninitialized(Pixels.Num());
	int32 Strange = 0;
	for (int32 Index = 0; Index < Pixels.Num(); ++Index)
	{
		int32 Code = Palette.Code(Pixels[Index]);
		if (Code < 0 || Code >= Classes.Num())
		{
			++Strange;
			Code = 0;
		}
		OutClasses[Index] = Classes[Code];
		OutInstances[Index] = Instances[Code];
	}
	return Strange;
}
