// Vectors, rotations, transforms, colours and FMath: left-handed, X forward, Y right, Z up, centimetres and degrees.
#pragma once

#include "StandIn/Strings.h"

#include <cmath>
#include <cstdlib>

struct FRotator;
struct FQuat;

struct FMath {
    template <typename T> static T Max(const T A, const T B) { return A > B ? A : B; }
    template <typename T> static T Min(const T A, const T B) { return A < B ? A : B; }
    template <typename T> static T Clamp(const T Value, const T Low, const T High) { return Value < Low ? Low : Value > High ? High : Value; }
    template <typename T> static T Square(const T Value) { return Value * Value; }
    template <typename T> static T Abs(const T Value) { return Value < T(0) ? -Value : Value; }
    template <typename T, typename U> static T Lerp(const T& A, const T& B, const U& Alpha) { return static_cast<T>(A + Alpha * (B - A)); }
    static float Sqrt(float Value) { return std::sqrt(Value); }
    static float Sin(float Value) { return std::sin(Value); }
    static float Cos(float Value) { return std::cos(Value); }
    static float Tan(float Value) { return std::tan(Value); }
    static float Atan2(float Y, float X) { return std::atan2(Y, X); }
    static float Pow(float A, float B) { return std::pow(A, B); }
    static float Exp(float Value) { return std::exp(Value); }
    template <typename T> static auto DegreesToRadians(T const& Degrees) -> decltype(Degrees * (PI / 180.f)) { return Degrees * (PI / 180.f); }
    template <typename T> static auto RadiansToDegrees(T const& Radians) -> decltype(Radians * (180.f / PI)) { return Radians * (180.f / PI); }
    static bool IsNearlyZero(float Value, float Tolerance = SMALL_NUMBER) { return Abs(Value) <= Tolerance; }
    static bool IsNearlyZero(double Value, double Tolerance = 1.e-8) { return Abs(Value) <= Tolerance; }
    static bool IsNearlyEqual(float A, float B, float Tolerance = SMALL_NUMBER) { return Abs(A - B) <= Tolerance; }
    static bool IsNearlyEqual(double A, double B, double Tolerance = 1.e-8) { return Abs(A - B) <= Tolerance; }
    static int32 FloorToInt(float Value) { return static_cast<int32>(std::floor(Value)); }
    static int32 CeilToInt(float Value) { return static_cast<int32>(std::ceil(Value)); }
    static int32 RoundToInt(float Value) { return static_cast<int32>(std::floor(Value + 0.5f)); }
    static float FRand() { return static_cast<float>(std::rand()) / static_cast<float>(RAND_MAX); }
    static float FRandRange(float Low, float High) { return Low + (High - Low) * FRand(); }
    static int32 RandRange(int32 Low, int32 High) { return Low + static_cast<int32>(std::rand() % (High - Low + 1)); }
};

struct FVector {
    float X, Y, Z;

    FVector() : X(0), Y(0), Z(0) {}
    explicit FVector(float Value) : X(Value), Y(Value), Z(Value) {}
    FVector(float InX, float InY, float InZ) : X(InX), Y(InY), Z(InZ) {}

    static const FVector ZeroVector;
    static const FVector OneVector;
    static const FVector UpVector;
    static const FVector ForwardVector;
    static const FVector RightVector;

    FVector operator+(const FVector& V) const { return FVector(X + V.X, Y + V.Y, Z + V.Z); }
    FVector operator-(const FVector& V) const { return FVector(X - V.X, Y - V.Y, Z - V.Z); }
    FVector operator*(const FVector& V) const { return FVector(X * V.X, Y * V.Y, Z * V.Z); }
    FVector operator*(float Scale) const { return FVector(X * Scale, Y * Scale, Z * Scale); }
    FVector operator-() const { return FVector(-X, -Y, -Z); }
    friend FVector operator*(float Scale, const FVector& V) { return V * Scale; }

    static float DotProduct(const FVector& A, const FVector& B) { return A.X * B.X + A.Y * B.Y + A.Z * B.Z; }
    static FVector CrossProduct(const FVector& A, const FVector& B) { return FVector(A.Y * B.Z - A.Z * B.Y, A.Z * B.X - A.X * B.Z, A.X * B.Y - A.Y * B.X); }
    static float Dist(const FVector& A, const FVector& B) { return (A - B).Size(); }
    static float Distance(const FVector& A, const FVector& B) { return (A - B).Size(); }
    static float DistSquared(const FVector& A, const FVector& B) { return (A - B).SizeSquared(); }
    float Size() const { return std::sqrt(SizeSquared()); }
    float SizeSquared() const { return DotProduct(*this, *this); }
    FVector GetSafeNormal(float Tolerance = SMALL_NUMBER) const
    {
        const float Length = Size();
        return Length <= Tolerance ? FVector() : *this * (1.f / Length);
    }
    bool Equals(const FVector& V, float Tolerance = KINDA_SMALL_NUMBER) const { return FMath::Abs(X - V.X) <= Tolerance && FMath::Abs(Y - V.Y) <= Tolerance && FMath::Abs(Z - V.Z) <= Tolerance; }
    bool IsNearlyZero(float Tolerance = KINDA_SMALL_NUMBER) const { return Equals(FVector(), Tolerance); }
    FRotator Rotation() const;
    FString ToString() const;
};

struct FVector2D {
    float X, Y;
    FVector2D() : X(0), Y(0) {}
    FVector2D(float InX, float InY) : X(InX), Y(InY) {}
    static const FVector2D ZeroVector;
    static const FVector2D UnitVector;
};

struct FRotator {
    // Degrees: up, to the right, clockwise seen along X.
    float Pitch, Yaw, Roll;
    FRotator() : Pitch(0), Yaw(0), Roll(0) {}
    FRotator(float InPitch, float InYaw, float InRoll) : Pitch(InPitch), Yaw(InYaw), Roll(InRoll) {}
    explicit FRotator(const FQuat& Quat);
    static const FRotator ZeroRotator;
    FQuat Quaternion() const;
    FVector RotateVector(const FVector& V) const;
    FVector Vector() const;
    static FRotator MakeFromEuler(const FVector& Euler) { return FRotator(Euler.Y, Euler.Z, Euler.X); }
    static float ClampAxis(float Angle);
    static float StandInNormalizeAxis(float Angle);
    bool StandInEquals(const FRotator& Other, float Tolerance) const;
};

struct FQuat {
    float X, Y, Z, W;
    FQuat() : X(0), Y(0), Z(0), W(1) {}
    FQuat(float InX, float InY, float InZ, float InW) : X(InX), Y(InY), Z(InZ), W(InW) {}
    FQuat(const FVector& Axis, float AngleRad);
    explicit FQuat(const FRotator& Rotator) { *this = Rotator.Quaternion(); }
    static const FQuat Identity;
    static FQuat Slerp(const FQuat& A, const FQuat& B, float Alpha);
    static FQuat FindBetween(const FVector& A, const FVector& B);
    static FQuat MakeFromEuler(const FVector& Euler) { return FRotator::MakeFromEuler(Euler).Quaternion(); }
    FQuat operator*(const FQuat& Q) const
    {
        return FQuat(
            W * Q.X + X * Q.W + Y * Q.Z - Z * Q.Y, W * Q.Y - X * Q.Z + Y * Q.W + Z * Q.X,
            W * Q.Z + X * Q.Y - Y * Q.X + Z * Q.W, W * Q.W - X * Q.X - Y * Q.Y - Z * Q.Z);
    }
    FQuat Inverse() const { return FQuat(-X, -Y, -Z, W); }
    FQuat StandInNormalized() const;
    FVector RotateVector(const FVector& V) const
    {
        const FVector Q(X, Y, Z);
        const FVector T = FVector::CrossProduct(Q, V) * 2.f;
        return V + T * W + FVector::CrossProduct(Q, T);
    }
    FRotator Rotator() const;
};

struct FTransform {
    FTransform() : StandInScale(1.f, 1.f, 1.f) {}
    explicit FTransform(const FVector& Translation) : StandInTranslation(Translation), StandInScale(1.f, 1.f, 1.f) {}
    explicit FTransform(const FQuat& Rotation) : StandInRotation(Rotation), StandInScale(1.f, 1.f, 1.f) {}
    explicit FTransform(const FRotator& Rotation) : StandInRotation(Rotation.Quaternion()), StandInScale(1.f, 1.f, 1.f) {}
    FTransform(const FQuat& Rotation, const FVector& Translation, const FVector& Scale = FVector(1.f, 1.f, 1.f)) : StandInRotation(Rotation), StandInTranslation(Translation), StandInScale(Scale) {}
    FTransform(const FRotator& Rotation, const FVector& Translation, const FVector& Scale = FVector(1.f, 1.f, 1.f)) : StandInRotation(Rotation.Quaternion()), StandInTranslation(Translation), StandInScale(Scale) {}
    static const FTransform Identity;
    FVector GetLocation() const { return StandInTranslation; }
    FVector GetTranslation() const { return StandInTranslation; }
    FQuat GetRotation() const { return StandInRotation; }
    FVector GetScale3D() const { return StandInScale; }
    FRotator Rotator() const { return StandInRotation.Rotator(); }
    void SetLocation(const FVector& Location) { StandInTranslation = Location; }
    void SetRotation(const FQuat& Rotation) { StandInRotation = Rotation; }
    void SetScale3D(const FVector& Scale) { StandInScale = Scale; }
    FVector TransformPosition(const FVector& V) const { return StandInTranslation + StandInRotation.RotateVector(StandInScale * V); }
    FVector TransformVector(const FVector& V) const { return StandInRotation.RotateVector(StandInScale * V); }
    FVector InverseTransformPosition(const FVector& V) const { return StandInRotation.Inverse().RotateVector(V - StandInTranslation) * StandInInverse(StandInScale); }
    FTransform Inverse() const;
    FTransform GetRelativeTransform(const FTransform& Other) const;
    // First this, then the other.
    FTransform operator*(const FTransform& Other) const;

private:
    static FVector StandInInverse(const FVector& V) { return FVector(1.f / V.X, 1.f / V.Y, 1.f / V.Z); }
    FQuat StandInRotation;
    FVector StandInTranslation;
    FVector StandInScale;
};

struct FIntPoint {
    int32 X, Y;
    FIntPoint() : X(0), Y(0) {}
    FIntPoint(int32 InX, int32 InY) : X(InX), Y(InY) {}
};

struct FBox {
    FVector Min, Max;
    uint8 IsValid = 0;
    FBox() = default;
    FBox(const FVector& InMin, const FVector& InMax) : Min(InMin), Max(InMax), IsValid(1) {}
    FVector StandInCenter() const { return (Min + Max) * 0.5f; }
    FVector StandInExtent() const { return (Max - Min) * 0.5f; }
    void StandInAdd(const FVector& Point);
};

struct FBoxSphereBounds {
    FVector Origin, BoxExtent;
    float SphereRadius = 0;
    FBoxSphereBounds() = default;
    explicit FBoxSphereBounds(const FBox& Box) : Origin(Box.StandInCenter()), BoxExtent(Box.StandInExtent()), SphereRadius(Box.StandInExtent().Size()) {}
};

struct FLinearColor;

// In memory blue, green, red, alpha, as on little-endian machines.
struct FColor {
    uint8 B, G, R, A;
    FColor() : B(0), G(0), R(0), A(0) {}
    FColor(uint8 InR, uint8 InG, uint8 InB, uint8 InA = 255) : B(InB), G(InG), R(InR), A(InA) {}
    static const FColor White;
    static const FColor Black;
    static const FColor Red;
    static const FColor Green;
    static const FColor Blue;
    bool operator==(const FColor& C) const { return R == C.R && G == C.G && B == C.B && A == C.A; }
    FLinearColor ReinterpretAsLinear() const;
    FString ToHex() const;
};

struct FLinearColor {
    float R, G, B, A;
    FLinearColor() : R(0), G(0), B(0), A(0) {}
    FLinearColor(float InR, float InG, float InB, float InA = 1.f) : R(InR), G(InG), B(InB), A(InA) {}
    // From sRGB.
    FLinearColor(const FColor& Color);
    static FLinearColor FromSRGBColor(const FColor& Color) { return FLinearColor(Color); }
    static const FLinearColor White;
    static const FLinearColor Black;
    static const FLinearColor Red;
    FColor ToFColor(bool bSRGB) const;
    FLinearColor operator*(float Scale) const { return FLinearColor(R * Scale, G * Scale, B * Scale, A * Scale); }
};

struct FRandomStream {
    FRandomStream() = default;
    explicit FRandomStream(int32 Seed) : StandInState(static_cast<uint32>(Seed)) {}
    float GetFraction();
    float FRandRange(float Low, float High) { return Low + (High - Low) * GetFraction(); }
    int32 RandRange(int32 Low, int32 High) { return Low + FMath::FloorToInt(GetFraction() * static_cast<float>(High - Low + 1)); }

private:
    uint32 StandInState = 0;
};
