// Rotations and transforms: pitch up, yaw to the right, roll clockwise, in degrees.
#include "CoreMinimal.h"

const FVector FVector::ZeroVector(0.f, 0.f, 0.f);
const FVector FVector::OneVector(1.f, 1.f, 1.f);
const FVector FVector::UpVector(0.f, 0.f, 1.f);
const FVector FVector::ForwardVector(1.f, 0.f, 0.f);
const FVector FVector::RightVector(0.f, 1.f, 0.f);
const FVector2D FVector2D::ZeroVector(0.f, 0.f);
const FVector2D FVector2D::UnitVector(1.f, 1.f);
const FRotator FRotator::ZeroRotator(0.f, 0.f, 0.f);
const FQuat FQuat::Identity(0.f, 0.f, 0.f, 1.f);
const FTransform FTransform::Identity;
const FColor FColor::White(255, 255, 255);
const FColor FColor::Black(0, 0, 0);
const FColor FColor::Red(255, 0, 0);
const FColor FColor::Green(0, 255, 0);
const FColor FColor::Blue(0, 0, 255);
const FLinearColor FLinearColor::White(1.f, 1.f, 1.f);
const FLinearColor FLinearColor::Black(0.f, 0.f, 0.f);
const FLinearColor FLinearColor::Red(1.f, 0.f, 0.f);

FString FVector::ToString() const { return FString::Printf(TEXT("X=%3.3f Y=%3.3f Z=%3.3f"), X, Y, Z); }

FRotator FVector::Rotation() const
{
    return FRotator(FMath::RadiansToDegrees(std::atan2(Z, std::sqrt(X * X + Y * Y))), FMath::RadiansToDegrees(std::atan2(Y, X)), 0.f);
}

FQuat FRotator::Quaternion() const
{
    // Roll, then pitch, then yaw. Left-handed: positive pitch lifts X, positive yaw turns X to the right, positive roll
    // lowers the right side.
    const float P = FMath::DegreesToRadians(Pitch) / 2.f, Y = FMath::DegreesToRadians(Yaw) / 2.f, R = FMath::DegreesToRadians(Roll) / 2.f;
    const FQuat TurnYaw(0.f, 0.f, std::sin(Y), std::cos(Y));
    const FQuat TurnPitch(0.f, -std::sin(P), 0.f, std::cos(P));
    const FQuat TurnRoll(-std::sin(R), 0.f, 0.f, std::cos(R));
    return TurnYaw * TurnPitch * TurnRoll;
}

FRotator::FRotator(const FQuat& Quat) { *this = Quat.Rotator(); }
FVector FRotator::RotateVector(const FVector& V) const { return Quaternion().RotateVector(V); }
FVector FRotator::Vector() const { return RotateVector(FVector(1.f, 0.f, 0.f)); }

float FRotator::ClampAxis(float Angle)
{
    const float Rest = std::fmod(Angle, 360.f);
    return Rest < 0.f ? Rest + 360.f : Rest;
}

float FRotator::StandInNormalizeAxis(float Angle)
{
    const float Rest = ClampAxis(Angle);
    return Rest > 180.f ? Rest - 360.f : Rest;
}

bool FRotator::StandInEquals(const FRotator& Other, float Tolerance) const
{
    return FMath::Abs(StandInNormalizeAxis(Pitch - Other.Pitch)) <= Tolerance && FMath::Abs(StandInNormalizeAxis(Yaw - Other.Yaw)) <= Tolerance && FMath::Abs(StandInNormalizeAxis(Roll - Other.Roll)) <= Tolerance;
}


FQuat::FQuat(const FVector& Axis, float AngleRad)
{
    const float S = std::sin(AngleRad / 2.f);
    X = Axis.X * S;
    Y = Axis.Y * S;
    Z = Axis.Z * S;
    W = std::cos(AngleRad / 2.f);
}

FQuat FQuat::StandInNormalized() const
{
    const float Length = std::sqrt(X * X + Y * Y + Z * Z + W * W);
    return FQuat(X / Length, Y / Length, Z / Length, W / Length);
}

FRotator FQuat::Rotator() const
{
    const FVector Forward = RotateVector(FVector(1.f, 0.f, 0.f));
    const float Pitch = std::asin(FMath::Clamp(Forward.Z, -1.f, 1.f)), Yaw = std::atan2(Forward.Y, Forward.X);
    FRotator Turned(FMath::RadiansToDegrees(Pitch), FMath::RadiansToDegrees(Yaw), 0.f);
    // What is left is the turn around X.
    const FVector Right = Turned.Quaternion().Inverse().RotateVector(RotateVector(FVector(0.f, 1.f, 0.f)));
    Turned.Roll = FMath::RadiansToDegrees(std::atan2(-Right.Z, Right.Y));
    return Turned;
}

FQuat FQuat::Slerp(const FQuat& A, const FQuat& B, float Alpha)
{
    float Dot = A.X * B.X + A.Y * B.Y + A.Z * B.Z + A.W * B.W;
    const float Sign = Dot < 0.f ? -1.f : 1.f;
    Dot = FMath::Min(FMath::Abs(Dot), 1.f);
    const float Angle = std::acos(Dot);
    const float S = std::sin(Angle);
    const float U = S < 1.e-5f ? 1.f - Alpha : std::sin((1.f - Alpha) * Angle) / S;
    const float V = Sign * (S < 1.e-5f ? Alpha : std::sin(Alpha * Angle) / S);
    return FQuat(U * A.X + V * B.X, U * A.Y + V * B.Y, U * A.Z + V * B.Z, U * A.W + V * B.W).StandInNormalized();
}

FQuat FQuat::FindBetween(const FVector& A, const FVector& B)
{
    const FVector C = FVector::CrossProduct(A, B);
    const float W = std::sqrt(A.SizeSquared() * B.SizeSquared()) + FVector::DotProduct(A, B);
    return W < 1.e-6f ? FQuat(0.f, 0.f, 1.f, 0.f) : FQuat(C.X, C.Y, C.Z, W).StandInNormalized();
}


FTransform FTransform::operator*(const FTransform& Other) const
{
    return FTransform(Other.StandInRotation * StandInRotation, Other.TransformPosition(StandInTranslation), StandInScale * Other.StandInScale);
}

FTransform FTransform::Inverse() const
{
    const FVector Scale(1.f / StandInScale.X, 1.f / StandInScale.Y, 1.f / StandInScale.Z);
    const FQuat Rotation = StandInRotation.Inverse();
    return FTransform(Rotation, Rotation.RotateVector(-StandInTranslation) * Scale, Scale);
}

FTransform FTransform::GetRelativeTransform(const FTransform& Other) const
{
    return FTransform(Other.StandInRotation.Inverse() * StandInRotation, Other.InverseTransformPosition(StandInTranslation), StandInScale * StandInInverse(Other.StandInScale));
}



void FBox::StandInAdd(const FVector& Point)
{
    if (!IsValid) {
        Min = Max = Point;
        IsValid = 1;
        return;
    }
    Min = FVector(FMath::Min(Min.X, Point.X), FMath::Min(Min.Y, Point.Y), FMath::Min(Min.Z, Point.Z));
    Max = FVector(FMath::Max(Max.X, Point.X), FMath::Max(Max.Y, Point.Y), FMath::Max(Max.Z, Point.Z));
}

static float ToLinear(uint8 Value)
{
    const float Share = static_cast<float>(Value) / 255.f;
    return Share <= 0.04045f ? Share / 12.92f : std::pow((Share + 0.055f) / 1.055f, 2.4f);
}

static uint8 ToByte(float Value) { return static_cast<uint8>(FMath::Clamp(std::floor(Value * 255.f + 0.5f), 0.f, 255.f)); }

static float ToGamma(float Value)
{
    const float Share = FMath::Clamp(Value, 0.f, 1.f);
    return Share <= 0.0031308f ? Share * 12.92f : std::pow(Share, 1.f / 2.4f) * 1.055f - 0.055f;
}

FLinearColor FColor::ReinterpretAsLinear() const
{
    return FLinearColor(static_cast<float>(R) / 255.f, static_cast<float>(G) / 255.f, static_cast<float>(B) / 255.f, static_cast<float>(A) / 255.f);
}
FString FColor::ToHex() const { return FString::Printf(TEXT("%02X%02X%02X%02X"), R, G, B, A); }
FLinearColor::FLinearColor(const FColor& Color) : R(ToLinear(Color.R)), G(ToLinear(Color.G)), B(ToLinear(Color.B)), A(static_cast<float>(Color.A) / 255.f) {}

FColor FLinearColor::ToFColor(bool bSRGB) const
{
    return bSRGB ? FColor(ToByte(ToGamma(R)), ToByte(ToGamma(G)), ToByte(ToGamma(B)), ToByte(A)) : FColor(ToByte(R), ToByte(G), ToByte(B), ToByte(A));
}



float FRandomStream::GetFraction()
{
    StandInState = StandInState * 196314165u + 907633515u;
    return static_cast<float>(StandInState >> 8) / 16777216.f;
}


