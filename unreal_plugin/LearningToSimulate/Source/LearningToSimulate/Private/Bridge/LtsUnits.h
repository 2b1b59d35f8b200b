// Units and axes: the one place where metres, right-handed, radians become centimetres, left-handed, degrees.
//
// The world of the bridge has X forward, Y to the LEFT, Z up, angles positive counter-clockwise seen from above. Unreal's
// has X forward, Y to the RIGHT, Z up, yaw positive clockwise. So every point is mirrored at the plane y = 0: the picture
// stays the same, only the numbers change. Triangles keep the order of their corners, because both sides call the side
// front from which the corners are seen counter-clockwise, and a mirrored number system changes no picture.
#pragma once

#include "CoreMinimal.h"

namespace LtsUnits
{
	constexpr float CentimetresPerMetre = 100.0f;
	constexpr float MetresPerCentimetre = 0.01f;

	/** A place, metres to centimetres. */
	inline FVector Position(float X, float Y, float Z)
	{
		return FVector(X * CentimetresPerMetre, -Y * CentimetresPerMetre, Z * CentimetresPerMetre);
	}

	/** A direction without unit, e.g. a normal. */
	inline FVector Direction(float X, float Y, float Z)
	{
		return FVector(X, -Y, Z);
	}

	/** Extents along a thing's own axes: as the factor of a mesh that is one metre large. */
	inline FVector Scale(float X, float Y, float Z)
	{
		return FVector(X, Y, Z);
	}

	/** A rotation. Its axis is a pseudovector: mirroring at y = 0 turns its x and z around and keeps y. */
	inline FQuat Rotation(float X, float Y, float Z, float W)
	{
		FQuat Turned = FQuat::Identity;
		Turned.X = -X;
		Turned.Y = Y;
		Turned.Z = -Z;
		Turned.W = W;
		return Turned;
	}

	inline float Degrees(float Radians)
	{
		return FMath::RadiansToDegrees(Radians);
	}

	/** Where a camera looks: yaw to the left and pitch upward, in radians. */
	inline FRotator Look(float Yaw, float Pitch)
	{
		return FRotator(Degrees(Pitch), -Degrees(Yaw), 0.0f);
	}

	/** Extinction per metre to extinction per centimetre. */
	inline float PerCentimetre(float PerMetre)
	{
		return PerMetre * MetresPerCentimetre;
	}
}
