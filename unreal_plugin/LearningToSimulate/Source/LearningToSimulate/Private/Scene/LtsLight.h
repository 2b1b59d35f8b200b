// From the bridge's light to Unreal's numbers.
//
// The bridge's radiances have no pi: white under the sun shines as brightly as the sun's colour says. Unreal divides by
// pi, and its exposure is fixed (manual, without a physical camera), so that these factors bring the same radiances.
// What is set here can be read back from the components; tests do so.
#pragma once

#include "CoreMinimal.h"

namespace LtsLight
{
	constexpr float Pi = 3.14159265f;

	/** The radiance straight up of Unreal's clear sky for a sun of intensity 1, about. */
	constexpr float ClearZenith[3] = { 0.020f, 0.036f, 0.070f };

	/** Unreal's fog density of an extinction per centimetre: its transmittance is 2^(-density / 1000 cm). */
	constexpr float FogDensity = 1442.695f;

	/** Mie scattering of a clear sky, and how much more of it is under full clouds. */
	constexpr float ClearMie = 0.004f;
	constexpr float CloudyMie = 10.0f;

	/** 8-bit steps of noise for a grain of 1. */
	constexpr float StepsOfGrain = 25.0f;

	/** The largest part of a colour. */
	inline float Strength(const FLinearColor& Color)
	{
		return FMath::Max(Color.R, FMath::Max(Color.G, Color.B));
	}

	/** A colour whose largest part is 1; white for black. */
	inline FLinearColor Hue(const FLinearColor& Color)
	{
		const float Largest = Strength(Color);
		return Largest > 0.0f ? FLinearColor(Color.R / Largest, Color.G / Largest, Color.B / Largest)
			: FLinearColor(1.0f, 1.0f, 1.0f);
	}

	inline float SunIntensity(const FLinearColor& Sun)
	{
		return Pi * Strength(Sun);
	}

	/** Factor on the atmosphere so that its zenith has this colour under this sun. */
	inline FLinearColor SkyFactor(const FLinearColor& Zenith, const FLinearColor& Sun)
	{
		const float Intensity = FMath::Max(SunIntensity(Sun), 0.01f);
		return FLinearColor(
			Zenith.R / (ClearZenith[0] * Intensity), Zenith.G / (ClearZenith[1] * Intensity), Zenith.B / (ClearZenith[2] * Intensity));
	}
}
