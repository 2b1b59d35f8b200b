// The engine, game instances and subsystems; what ticks beside the worlds.
#include "Platform.h"

#include "Engine/DeveloperSettings.h"
#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Kismet/BlueprintFunctionLibrary.h"
#include "Subsystems/EngineSubsystem.h"
#include "Subsystems/WorldSubsystem.h"
#include "Tickables.h"

#include <vector>

STAND_IN_DEFINE(USubsystem, "Subsystem", "Engine")
STAND_IN_DEFINE(UDynamicSubsystem, "DynamicSubsystem", "Engine")
STAND_IN_DEFINE(UEngineSubsystem, "EngineSubsystem", "Engine")
STAND_IN_DEFINE(UGameInstanceSubsystem, "GameInstanceSubsystem", "Engine")
STAND_IN_DEFINE(UWorldSubsystem, "WorldSubsystem", "Engine")
STAND_IN_DEFINE(UGameInstance, "GameInstance", "Engine")
STAND_IN_DEFINE(UEngine, "Engine", "Engine")
STAND_IN_DEFINE(UDeveloperSettings, "DeveloperSettings", "DeveloperSettings")
STAND_IN_DEFINE(UBlueprintFunctionLibrary, "BlueprintFunctionLibrary", "Engine")

UEngine* GEngine = nullptr;


bool USubsystem::ShouldCreateSubsystem(UObject*) const { return true; }
void USubsystem::Initialize(FSubsystemCollectionBase&) {}

namespace stand_in {
TArray<UClass*> ClassesOf(UClass* Base);
}

void FSubsystemCollectionBase::StandInMake(UClass* Base, UObject* Outer)
{
    for (UClass* Class : stand_in::ClassesOf(Base)) {
        if (Class == Base || Class->bStandInAbstract || !static_cast<USubsystem*>(Class->StandInDefaultObject())->ShouldCreateSubsystem(Outer)) {
            continue;
        }
        USubsystem* Made = static_cast<USubsystem*>(stand_in::ConstructObject(Class, Outer, FName(), RF_Transient));
        StandInMade.Add(Made);
        Made->Initialize(*this);
    }
}
void FSubsystemCollectionBase::StandInEnd()
{
    while (StandInMade.Num() > 0) {
        USubsystem* Last = StandInMade.Pop();
        Last->Deinitialize();
        Last->MarkPendingKill();
    }
}
USubsystem* FSubsystemCollectionBase::StandInFind(const UClass* Class) const
{
    for (USubsystem* Made : StandInMade) {
        if (Made->IsA(Class)) {
            return Made;
        }
    }
    return nullptr;
}

UWorld* UGameInstance::GetWorld() const { return StandInContext ? StandInContext->World() : nullptr; }
void UGameInstance::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    for (USubsystem* Made : StandInSubsystems.StandInMade) {
        Collector.StandInReach(Made);
    }
}
void UEngine::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    for (USubsystem* Made : StandInSubsystems.StandInMade) {
        Collector.StandInReach(Made);
    }
    for (FWorldContext& Context : StandInContexts) {
        Collector.StandInReach(Context.StandInThisWorld);
        Collector.StandInReach(Context.OwningGameInstance);
    }
}

static std::vector<FTickableGameObject*>& Tickables()
{
    static std::vector<FTickableGameObject*>* All = new std::vector<FTickableGameObject*>();
    return *All;
}
FTickableGameObject::FTickableGameObject() { Tickables().push_back(this); }
FTickableGameObject::~FTickableGameObject()
{
    for (FTickableGameObject*& Other : Tickables()) {
        if (Other == this) {
            Other = nullptr;
        }
    }
}
void stand_in::TickObjects(float Seconds, bool bGameRuns)
{
    // Objects may come and go while others tick.
    for (SIZE_T Index = 0; Index < Tickables().size(); ++Index) {
        FTickableGameObject* Object = Tickables()[Index];
        if (Object && (Object->GetTickableTickType() == ETickableTickType::Always || Object->IsTickable()) && (bGameRuns || Object->IsTickableInEditor())) {
            Object->Tick(Seconds);
        }
    }
    std::vector<FTickableGameObject*> Kept;
    for (FTickableGameObject* Object : Tickables()) {
        if (Object) {
            Kept.push_back(Object);
        }
    }
    Tickables().swap(Kept);
}
