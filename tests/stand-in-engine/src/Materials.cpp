// Materials: parameters and their instances.
#include "Platform.h"

#include "Materials/MaterialInstanceDynamic.h"

STAND_IN_DEFINE(UMaterialInterface, "MaterialInterface", "Engine")
STAND_IN_DEFINE(UMaterial, "Material", "Engine")
STAND_IN_DEFINE(UMaterialInstance, "MaterialInstance", "Engine")
STAND_IN_DEFINE(UMaterialInstanceDynamic, "MaterialInstanceDynamic", "Engine")

bool UMaterialInterface::StandInVector(FName, FLinearColor&) const { return false; }
bool UMaterialInterface::StandInScalar(FName, float&) const { return false; }
bool UMaterial::StandInVector(FName Name, FLinearColor& OutValue) const
{
    const FLinearColor* Found = StandInVectors.Find(Name);
    if (Found) {
        OutValue = *Found;
    }
    return Found != nullptr;
}
bool UMaterial::StandInScalar(FName Name, float& OutValue) const
{
    const float* Found = StandInScalars.Find(Name);
    if (Found) {
        OutValue = *Found;
    }
    return Found != nullptr;
}
void UMaterialInstance::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    Collector.StandInAdd(Parent);
}
UMaterialInstanceDynamic* UMaterialInstanceDynamic::Create(UMaterialInterface* ParentMaterial, UObject* InOuter)
{
    UMaterialInstanceDynamic* Made = NewObject<UMaterialInstanceDynamic>(InOuter ? InOuter : static_cast<UObject*>(GetTransientPackage()));
    Made->Parent = ParentMaterial;
    return Made;
}
void UMaterialInstanceDynamic::SetScalarParameterValue(FName ParameterName, float Value) { StandInScalars.Add(ParameterName, Value); }
void UMaterialInstanceDynamic::SetVectorParameterValue(FName ParameterName, FLinearColor Value) { StandInVectors.Add(ParameterName, Value); }
void UMaterialInstanceDynamic::ClearParameterValues()
{
    StandInScalars.Empty();
    StandInVectors.Empty();
}
// A value shows only where the material has a parameter of this name.
bool UMaterialInstanceDynamic::StandInVector(FName Name, FLinearColor& OutValue) const
{
    const bool bKnown = Parent && Parent->StandInVector(Name, OutValue);
    if (bKnown && StandInVectors.Contains(Name)) {
        OutValue = StandInVectors[Name];
    }
    return bKnown;
}
bool UMaterialInstanceDynamic::StandInScalar(FName Name, float& OutValue) const
{
    const bool bKnown = Parent && Parent->StandInScalar(Name, OutValue);
    if (bKnown && StandInScalars.Contains(Name)) {
        OutValue = StandInScalars[Name];
    }
    return bKnown;
}
