// Poses of props that are not the generator's meshes: an object's pose, and how an asset fits into its box.
#pragma once

#include "CoreMinimal.h"

namespace LtsPose
{
	/** First B, then A. */
	inline FQuat Product(const FQuat& A, const FQuat& B)
	{
		FQuat Both = FQuat::Identity;
		Both.X = A.W * B.X + A.X * B.W + A.Y * B.Z - A.Z * B.Y;
		Both.Y = A.W * B.Y - A.X * B.Z + A.Y * B.W + A.Z * B.X;
		Both.Z = A.W * B.Z + A.X * B.Y - A.Y * B.X + A.Z * B.W;
		Both.W = A.W * B.W - A.X * B.X - A.Y * B.Y - A.Z * B.Z;
		return Both;
	}

	inline FVector Times(const FVector& A, const FVector& B)
	{
		return FVector(A.X * B.X, A.Y * B.Y, A.Z * B.Z);
	}

	/** Where an actor stands that fits into the box of one metre by Fit, for an object with this pose and size. */
	inline FTransform Place(const FTransform& Object, const FTransform& Fit, bool bOwnSize)
	{
		const FQuat Turn = Fit.GetRotation();
		const FQuat Rotation = Product(Object.GetRotation(), Turn);
		if (bOwnSize)
		{
			return FTransform(Rotation, Object.GetLocation() + Object.GetRotation().RotateVector(Fit.GetLocation()), FVector::OneVector);
		}
		const FVector Size = Object.GetScale3D();
		// The size along the asset's own axes; exact for turns by quarters.
		const FVector Turned = Turn.Inverse().RotateVector(Size);
		const FVector Own(FMath::Abs(Turned.X), FMath::Abs(Turned.Y), FMath::Abs(Turned.Z));
		return FTransform(Rotation,
			Object.GetLocation() + Object.GetRotation().RotateVector(Times(Size, Fit.GetLocation())),
			Times(Own, Fit.GetScale3D()));
	}
}
