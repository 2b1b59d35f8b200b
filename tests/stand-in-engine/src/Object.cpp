// Objects and classes: construction, finding, assets of the engine, events, garbage collection.
#include "Platform.h"

#include "Engine/Engine.h"
#include "Engine/SkeletalMesh.h"
#include "Engine/StaticMesh.h"
#include "Engine/TextureCube.h"
#include "Materials/MaterialInstanceDynamic.h"
#include "UObject/ConstructorHelpers.h"
#include "UObject/SoftObjectPtr.h"

#include <cstdlib>
#include <unordered_map>
#include <vector>

FStandInWorldDelegate FCoreUObjectDelegates::PostLoadMapWithWorld;
FStandInTextDelegate FCoreUObjectDelegates::PreLoadMap;
FSimpleMulticastDelegate& FCoreUObjectDelegates::GetPostGarbageCollect()
{
    static FSimpleMulticastDelegate One;
    return One;
}

namespace {
/// What an object is told before its constructor runs.
struct FConstruction {
    UClass* Class;
    UObject* Outer;
    FName Name;
    EObjectFlags Flags;
    UObject* Object;
};
std::vector<FConstruction>& Constructions()
{
    static std::vector<FConstruction>* All = new std::vector<FConstruction>();
    return *All;
}
std::unordered_map<uint64, UObject*>& Objects()
{
    static std::unordered_map<uint64, UObject*>* All = new std::unordered_map<uint64, UObject*>();
    return *All;
}
std::mutex& ObjectsMutex()
{
    static std::mutex* One = new std::mutex();
    return *One;
}
std::vector<stand_in::FClassOf>& Registered()
{
    static std::vector<stand_in::FClassOf>* All = new std::vector<stand_in::FClassOf>();
    return *All;
}
std::unordered_map<std::u16string, UObject*>& Assets()
{
    static std::unordered_map<std::u16string, UObject*>* All = new std::unordered_map<std::u16string, UObject*>();
    return *All;
}
UClass* NewClass()
{
    Constructions().push_back(FConstruction{nullptr, nullptr, FName(), StandInNoFlags, nullptr});
    UClass* Made = new UClass();
    Constructions().pop_back();
    Made->AddToRoot();
    return Made;
}
}

UObject::UObject()
{
    if (Constructions().empty()) {
        stand_in::AssertFailed("objects are made with NewObject, CreateDefaultSubobject or SpawnActor, never with new", __FILE__, __LINE__);
    }
    FConstruction& Own = Constructions().back();
    if (Own.Object != nullptr && Own.Object != this) {
        stand_in::AssertFailed("objects are made with NewObject, CreateDefaultSubobject or SpawnActor, never with new", __FILE__, __LINE__);
    }
    StandInClass = Own.Class;
    StandInOuter = Own.Outer;
    StandInName = Own.Name;
    StandInFlags = Own.Flags;
    std::lock_guard<std::mutex> Guard(ObjectsMutex());
    static uint64 Last = 0;
    StandInNumber = ++Last;
    Objects()[StandInNumber] = this;
}
UObject::UObject(const FObjectInitializer&) : UObject() {}
UObject::~UObject()
{
    std::lock_guard<std::mutex> Guard(ObjectsMutex());
    Objects().erase(StandInNumber);
}
const FObjectInitializer& FObjectInitializer::Get()
{
    static const FObjectInitializer One;
    return One;
}

UClass* UObject::StaticClass()
{
    static UClass* Made = stand_in::MakeClass(TEXT("Object"), TEXT("/Script/CoreUObject"), nullptr, &stand_in::MakeIn<UObject>, sizeof(UObject));
    return Made;
}
UClass* UClass::StaticClass()
{
    static UClass* Made = stand_in::MakeClass(TEXT("Class"), TEXT("/Script/CoreUObject"), UObject::StaticClass(), nullptr, sizeof(UClass));
    return Made;
}
UClass* UPackage::StaticClass()
{
    static UClass* Made = stand_in::MakeClass(TEXT("Package"), TEXT("/Script/CoreUObject"), UObject::StaticClass(), &stand_in::MakeIn<UPackage>, sizeof(UPackage));
    return Made;
}

FString UObject::GetPathName(const UObject* StopOuter) const
{
    return StandInOuter && StandInOuter != StopOuter ? StandInOuter->GetPathName(StopOuter) + TEXT(".") + GetName() : GetName();
}
UPackage* UObject::GetOutermost() const
{
    const UObject* At = this;
    while (At->StandInOuter) {
        At = At->StandInOuter;
    }
    return static_cast<UPackage*>(const_cast<UObject*>(At));
}
bool UObject::IsA(const UClass* Class) const { return StandInClass && StandInClass->StandInIsChildOf(Class); }
bool UObject::IsTemplate(EObjectFlags TemplateTypes) const
{
    for (const UObject* At = this; At; At = At->StandInOuter) {
        if (At->HasAnyFlags(TemplateTypes)) {
            return true;
        }
    }
    return false;
}
bool UObject::Modify(bool) { return true; }
void UObject::BeginDestroy() { bStandInDestroyed = true; }
void UObject::ConditionalBeginDestroy()
{
    if (!bStandInDestroyed) {
        BeginDestroy();
        if (!bStandInDestroyed) {
            stand_in::AssertFailed("BeginDestroy calls Super::BeginDestroy", __FILE__, __LINE__);
        }
    }
}
UWorld* UObject::GetWorld() const { return StandInOuter && !HasAnyFlags(RF_ClassDefaultObject) ? StandInOuter->GetWorld() : nullptr; }
#if WITH_EDITOR
void UObject::PostEditChangeProperty(FPropertyChangedEvent&) {}
#endif
void UObject::StandInCollect(FReferenceCollector& Collector) { Collector.StandInReachOrForget(StandInOuter); }
void UObject::StandInConfig(stand_in::FConfigReader&) {}
UObject* UObject::StandInTypedOuter(const UClass* Class) const
{
    for (UObject* At = StandInOuter; At; At = At->StandInOuter) {
        if (At->IsA(Class)) {
            return At;
        }
    }
    return nullptr;
}

bool UClass::StandInIsChildOf(const UClass* Other) const
{
    for (const UClass* At = this; At; At = At->StandInSuper) {
        if (At == Other) {
            return true;
        }
    }
    return false;
}
UObject* UClass::StandInDefaultObject()
{
    if (!StandInDefault && StandInMake && !bStandInAbstract) {
        if (StandInSuper) {
            StandInSuper->StandInDefaultObject();
        }
        StandInDefault = stand_in::ConstructObject(this, GetTransientPackage(), FName(*(FString(TEXT("Default__")) + GetName())), RF_ClassDefaultObject | RF_Public);
        StandInDefault->AddToRoot();
    }
    return StandInDefault;
}

namespace stand_in {
uint64 WatchObject(const UObject* Object) { return Object ? Object->StandInNumber : 0; }
bool IsObjectAlive(uint64 Watched)
{
    std::lock_guard<std::mutex> Guard(ObjectsMutex());
    const std::unordered_map<uint64, UObject*>::const_iterator Found = Objects().find(Watched);
    return Found != Objects().end() && !Found->second->IsPendingKill();
}
void RequireFunction(const UObject* Object, const TCHAR* Name)
{
    for (const UClass* At = Object->GetClass(); At; At = At->StandInSuper) {
        if (At->StandInFunctions.Contains(FName(Name))) {
            return;
        }
    }
    AssertFailed("a dynamic delegate binds UFUNCTIONs alone", __FILE__, __LINE__, Name);
}
void RequireConstructor(const TCHAR* What)
{
    if (Constructions().empty()) {
        AssertFailed("FObjectFinders are for constructors alone", __FILE__, __LINE__, What);
    }
}

UObject* ConstructObject(UClass* Class, UObject* Outer, FName Name, EObjectFlags Flags)
{
    RequireGameThread("NewObject");
    check(Class);
    check(Class->StandInMake);
    checkf(!Class->bStandInAbstract, TEXT("an abstract class is never made: %s"), *Class->GetName());
    void* Memory = std::calloc(1, Class->StandInBytes);
    UObject* Object = static_cast<UObject*>(Memory);
    if (Name.IsNone()) {
        static uint32 Last = 0;
        Name = FName(*FString::Printf(TEXT("%s_%u"), *Class->GetName(), Last++));
    }
    Constructions().push_back(FConstruction{Class, Outer, Name, Flags, Object});
    Class->StandInMake(Memory);
    Constructions().pop_back();
    if (!Class->StandInConfigName.IsNone()) {
        // Of a class and its parents each has a section.
        FConfigReader Reader(*(Class->StandInPackage + TEXT(".") + Class->GetName()), *Class->StandInConfigName.ToString());
        Object->StandInConfig(Reader);
    }
    Object->PostInitProperties();
    return Object;
}

UObject* ConstructSubobject(UObject* Outer, UClass* Class, FName Name)
{
    if (Constructions().empty() || Constructions().back().Object != Outer) {
        AssertFailed("CreateDefaultSubobject is for constructors alone", __FILE__, __LINE__, *Name.ToString());
    }
    const EObjectFlags Flags = StandInSubobject | static_cast<EObjectFlags>(Outer->StandInFlags & RF_ClassDefaultObject) | static_cast<EObjectFlags>(Outer->StandInFlags & RF_Transient);
    UObject* Made = ConstructObject(Class, Outer, Name, Flags);
    if (Made->IsA(UActorComponent::StaticClass()) && Outer->IsA(AActor::StaticClass())) {
        static_cast<AActor*>(Outer)->AddOwnedComponent(static_cast<UActorComponent*>(Made));
    }
    return Made;
}

UClass* MakeClass(const TCHAR* Name, const TCHAR* Package, UClass* Super, UClass::FStandInMake Make, SIZE_T Bytes)
{
    UClass* Made = NewClass();
    Made->StandInName = FName(Name);
    Made->StandInPackage = Package;
    Made->StandInSuper = Super;
    Made->StandInMake = Make;
    Made->StandInBytes = Bytes;
    if (Super && Made->StandInConfigName.IsNone()) {
        Made->StandInConfigName = Super->StandInConfigName;
    }
    Assets()[*(FString(Package) + TEXT(".") + Name)] = Made;
    return Made;
}

UClass* MakeBlueprint(const TCHAR* Name, UClass* Parent)
{
    UClass* Made = NewClass();
    Made->StandInName = FName(Name);
    Made->StandInPackage = TEXT("/Game/Blueprints");
    Made->StandInSuper = Parent;
    Made->StandInMake = Parent->StandInMake;
    Made->StandInBytes = Parent->StandInBytes;
    Assets()[*(FString(TEXT("/Game/Blueprints/")) + Name + TEXT(".") + Name)] = Made;
    return Made;
}

void CallEvent(UObject* Object, FName Event, void* Parameters, void (*Native)(UObject*, void*))
{
    for (UClass* At = Object->GetClass(); At; At = At->StandInSuper) {
        if (UClass::FStandInScript* Script = At->StandInScripts.Find(Event)) {
            const UClass::FStandInScript Kept = *Script;
            Kept(Object, Parameters);
            return;
        }
    }
    if (Native) {
        Native(Object, Parameters);
    }
}

FRegisterClass::FRegisterClass(FClassOf ClassOf) { Registered().push_back(ClassOf); }
void MakeDefaultObjects()
{
    for (SIZE_T Index = 0; Index < Registered().size(); ++Index) {
        UClass* Class = Registered()[Index]();
        Class->GetClass();
        Class->StandInDefaultObject();
    }
}
}

// ---- finding
UPackage* GetTransientPackage()
{
    static UPackage* One = [] {
        UPackage* Made = static_cast<UPackage*>(stand_in::ConstructObject(UPackage::StaticClass(), nullptr, FName(TEXT("/Engine/Transient")), StandInNoFlags));
        Made->AddToRoot();
        return Made;
    }();
    return One;
}
FName MakeUniqueObjectName(UObject*, UClass* Class, FName BaseName)
{
    static uint32 Last = 0;
    return FName(*FString::Printf(TEXT("%s_%u"), *(BaseName.IsNone() ? Class->GetFName() : BaseName).ToString(), Last++));
}

static UObject* MakeEngineAsset(const FString& Path)
{
    const auto Made = [&Path](UClass* Class) {
        FString Package, Name;
        Path.Split(FString(TEXT(".")), &Package, &Name);
        UObject* Object = stand_in::ConstructObject(Class, GetTransientPackage(), FName(*Name), RF_Public);
        Object->AddToRoot();
        return Object;
    };
    if (Path == TEXT("/Engine/BasicShapes/BasicShapeMaterial.BasicShapeMaterial")) {
        UMaterial* Material = static_cast<UMaterial*>(Made(UMaterial::StaticClass()));
        Material->StandInVectors.Add(FName(TEXT("Color")), FLinearColor(0.5f, 0.5f, 0.5f));
        Material->StandInScalars.Add(FName(TEXT("Roughness")), 0.8f);
        return Material;
    }
    if (Path == TEXT("/Engine/MapTemplates/Sky/DaylightAmbientCubemap.DaylightAmbientCubemap")) {
        return Made(UTextureCube::StaticClass());
    }
    if (Path == TEXT("/Engine/BasicShapes/Cube.Cube") || Path == TEXT("/Engine/BasicShapes/Plane.Plane")) {
        const bool bPlane = Path.EndsWith(FString(TEXT("Plane")));
        UStaticMesh* Mesh = static_cast<UStaticMesh*>(Made(UStaticMesh::StaticClass()));
        Mesh->StandInMaterial = LoadObject<UMaterialInterface>(nullptr, TEXT("/Engine/BasicShapes/BasicShapeMaterial.BasicShapeMaterial"));
        stand_in::FSurface Surface;
        // A box of 100 cm around the origin; the plane is its middle. Front faces have their corners in the order of
        // the engine's meshes: the cross product of consecutive edges points inward.
        const float H = bPlane ? 0.f : 50.f;
        const FVector Axes[3] = {FVector(1, 0, 0), FVector(0, 1, 0), FVector(0, 0, 1)};
        for (int32 Side = bPlane ? 5 : 0; Side < 6; ++Side) {
            const FVector Normal = Axes[Side / 2] * (Side % 2 ? 1.f : -1.f);
            const FVector U = Axes[(Side / 2 + 1) % 3], V = FVector::CrossProduct(Normal, U);
            const uint32 First = static_cast<uint32>(Surface.Vertices.Num());
            const float Corners[4][2] = {{-1, -1}, {-1, 1}, {1, 1}, {1, -1}};
            for (const float* Corner : Corners) {
                Surface.Vertices.Add(Normal * H + U * (50.f * Corner[0]) + V * (50.f * Corner[1]));
                Surface.Normals.Add(Normal);
            }
            const uint32 Order[6] = {0, 1, 2, 0, 2, 3};
            for (uint32 Index : Order) {
                Surface.Triangles.Add(First + Index);
            }
        }
        Surface.Hash = bPlane ? 2 : 1;
        Mesh->StandInParts.Add(Surface);
        return Mesh;
    }
    return nullptr;
}

UObject* StandInFindObject(UClass* Class, const TCHAR* Name)
{
    const std::unordered_map<std::u16string, UObject*>::const_iterator Found = Assets().find(Name);
    if (Found == Assets().end()) {
        return nullptr;
    }
    return Found->second->IsA(Class) || Class == UClass::StaticClass() ? Found->second : nullptr;
}
UObject* StaticLoadObject(UClass* Class, UObject*, const TCHAR* Name)
{
    stand_in::RequireGameThread("LoadObject");
    if (Assets().find(Name) == Assets().end()) {
        if (UObject* Made = MakeEngineAsset(FString(Name))) {
            Assets()[Name] = Made;
        } else {
            UE_LOG(LogTemp, Warning, TEXT("Failed to find object '%s %s'"), *Class->GetName(), Name);
        }
    }
    return StandInFindObject(Class, Name);
}
UClass* StandInLoadClass(UClass* Base, const TCHAR* Name)
{
    UClass* Found = static_cast<UClass*>(StaticLoadObject(UClass::StaticClass(), nullptr, Name));
    return Found && Found->StandInIsChildOf(Base) ? Found : nullptr;
}
UObject* FSoftObjectPath::TryLoad() const { return StandInPath.IsEmpty() ? nullptr : StaticLoadObject(UObject::StaticClass(), nullptr, *StandInPath); }
UObject* FSoftObjectPath::ResolveObject() const { return StandInFindObject(UObject::StaticClass(), *StandInPath); }

// ---- garbage collection
void FReferenceCollector::StandInReach(UObject* Object)
{
    if (Object && !Object->bStandInReached) {
        Object->bStandInReached = true;
        StandInToDo.Add(Object);
    }
}
void FReferenceCollector::StandInReachOrForget(UObject*& Object)
{
    if (Object && Object->IsPendingKill()) {
        Object = nullptr;
    } else {
        StandInReach(Object);
    }
}

void CollectGarbage(EObjectFlags)
{
    stand_in::RequireGameThread("CollectGarbage");
    FReferenceCollector Collector;
    std::vector<UObject*> All;
    for (const auto& Entry : Objects()) {
        Entry.second->bStandInReached = false;
        All.push_back(Entry.second);
    }
    for (UObject* Object : All) {
        if (Object->bStandInRoot) {
            Collector.StandInReach(Object);
        }
    }
    while (Collector.StandInToDo.Num() > 0) {
        Collector.StandInToDo.Pop()->StandInCollect(Collector);
    }
    for (UObject* Object : All) {
        if (!Object->bStandInReached) {
            Object->ConditionalBeginDestroy();
        }
    }
    for (UObject* Object : All) {
        if (!Object->bStandInReached) {
            const SIZE_T Bytes = Object->GetClass()->StandInBytes;
            Object->~UObject();
            // Who still uses it shall notice.
            std::memset(static_cast<void*>(Object), 0xCD, Bytes);
            std::free(Object);
        }
    }
    FCoreUObjectDelegates::GetPostGarbageCollect().Broadcast();
}

namespace stand_in {
TArray<UClass*> ClassesOf(UClass* Base);
TArray<UClass*> ClassesOf(UClass* Base)
{
    TArray<UClass*> Found;
    for (FClassOf ClassOf : Registered()) {
        if (ClassOf()->StandInIsChildOf(Base)) {
            Found.Add(ClassOf());
        }
    }
    return Found;
}
}
