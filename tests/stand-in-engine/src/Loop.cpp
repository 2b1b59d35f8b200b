// The engine loop: from start to quit, with Play-in-Editor and changes of map in between.
#include "Loop.h"

#include "Engine/GameInstance.h"
#include "Misc/CoreDelegates.h"
#include "Modules/ModuleManager.h"
#include "Platform.h"
#include "Tickables.h"
#if WITH_EDITOR
#include "Editor.h"
#include "ToolMenus.h"
#endif

// Written by scripts/stand-in-engine from the .uplugin.
extern const TCHAR* const StandInModules[];

namespace stand_in {
static FWorldContext* AddContext(EWorldType::Type Type, const TCHAR* Name, UGameInstance* Instance)
{
    UWorld* World = NewObject<UWorld>(reinterpret_cast<UObject*>(GetTransientPackage()), FName(Name));
    World->WorldType = Type;
    World->StandInGameInstance = Instance;
    FWorldContext* Context = new FWorldContext();
    Context->WorldType = Type;
    Context->OwningGameInstance = Instance;
    Context->StandInThisWorld = World;
    GEngine->StandInContexts.StandInItems.Add(Context);
    return Context;
}

static void Play(FWorldContext* Context)
{
    if (StandInLevel()) {
        StandInLevel()(Context->World());
    }
    FCoreUObjectDelegates::PostLoadMapWithWorld.Broadcast(Context->World());
    Context->World()->StandInBeginPlay();
}

static FWorldContext* Playing()
{
    for (FWorldContext& Context : GEngine->GetWorldContexts()) {
        if (Context.WorldType == EWorldType::Game || Context.WorldType == EWorldType::PIE) {
            return &Context;
        }
    }
    return nullptr;
}

static UGameInstance* NewInstance()
{
    UGameInstance* Instance = NewObject<UGameInstance>(GEngine);
    Instance->StandInSubsystems.StandInMake(UGameInstanceSubsystem::StaticClass(), Instance);
    Instance->Init();
    return Instance;
}

static void BeginGame(EWorldType::Type Type, const TCHAR* Name)
{
    UGameInstance* Instance = NewInstance();
    FWorldContext* Context = AddContext(Type, Name, Instance);
    Instance->StandInContext = Context;
    Play(Context);
}

static void EndGame(FWorldContext* Context, EEndPlayReason::Type Reason)
{
    Context->World()->StandInCleanUp(Reason);
    UGameInstance* Instance = Context->OwningGameInstance;
    if (Instance) {
        Instance->Shutdown();
        Instance->StandInSubsystems.StandInEnd();
        Instance->StandInContext = nullptr;
        Instance->MarkPendingKill();
    }
    GEngine->StandInContexts.StandInItems.Remove(Context);
    delete Context;
    CollectGarbage(StandInNoFlags);
}

bool Start(bool bEditor)
{
    ClaimGameThread();
    GIsEditor = bEditor;
    MakeDefaultObjects();
    for (const TCHAR* const* Module = StandInModules; *Module; ++Module) {
        if (!FModuleManager::Get().StandInStart(*Module)) {
            UE_LOG(LogTemp, Error, TEXT("module %s has no IMPLEMENT_MODULE"), *Module);
            return false;
        }
    }
#if WITH_EDITOR
    GEditor = NewObject<UEditorEngine>();
    GEngine = GEditor;
#else
    GEngine = NewObject<UEngine>();
#endif
    GEngine->AddToRoot();
    GEngine->StandInSubsystems.StandInMake(UEngineSubsystem::StaticClass(), GEngine);
    FCoreDelegates::OnPostEngineInit.Broadcast();
    if (bEditor) {
        AddContext(EWorldType::Editor, TEXT("Untitled"), nullptr);
    } else {
        BeginGame(EWorldType::Game, TEXT("Entry"));
    }
#if WITH_EDITOR
    if (bEditor) {
        UToolMenus::Get()->StandInStartup.Broadcast();
    }
#endif
    FCoreDelegates::OnFEngineLoopInitComplete.Broadcast();
    return true;
}

void Frame()
{
    const float Seconds = static_cast<float>(Process().DeltaSeconds);
    ++GFrameCounter;
    GFrameNumber = static_cast<uint32>(GFrameCounter);
    RunGameThreadTasks();
    TArray<UWorld*> Worlds;
    for (const FWorldContext& Context : GEngine->GetWorldContexts()) {
        Worlds.Add(Context.World());
    }
    for (UWorld* World : Worlds) {
        if (IsValid(World)) {
            World->StandInTick(Seconds);
        }
    }
    TickObjects(Seconds, Playing() != nullptr);
    // As the engine does it from time to time; often here, so that what nobody keeps is missed soon.
    if (GFrameCounter % 120 == 0) {
        CollectGarbage(StandInNoFlags);
    }
}

UWorld* CurrentWorld()
{
    if (FWorldContext* Context = Playing()) {
        return Context->World();
    }
    for (const FWorldContext& Context : GEngine->GetWorldContexts()) {
        return Context.World();
    }
    return nullptr;
}

void BeginPlayInEditor()
{
#if WITH_EDITOR
    check(!Playing());
    FEditorDelegates::PreBeginPIE.Broadcast(false);
    BeginGame(EWorldType::PIE, TEXT("UEDPIE_0_Untitled"));
    GEditor->PlayWorld = Playing()->World();
    FEditorDelegates::BeginPIE.Broadcast(false);
#endif
}

void EndPlayInEditor()
{
#if WITH_EDITOR
    check(Playing());
    FEditorDelegates::EndPIE.Broadcast(false);
    GEditor->PlayWorld = nullptr;
    EndGame(Playing(), EEndPlayReason::EndPlayInEditor);
#endif
}

void ChangeMap(const TCHAR* Name)
{
    FWorldContext* Context = Playing();
    check(Context);
    FCoreUObjectDelegates::PreLoadMap.Broadcast(FString(Name));
    const EWorldType::Type Type = Context->WorldType;
    Context->World()->StandInCleanUp(EEndPlayReason::LevelTransition);
    Context->StandInThisWorld = nullptr;
    CollectGarbage(StandInNoFlags);
    UWorld* World = NewObject<UWorld>(reinterpret_cast<UObject*>(GetTransientPackage()), FName(Name));
    World->WorldType = Type;
    World->StandInGameInstance = Context->OwningGameInstance;
    Context->StandInThisWorld = World;
    Play(Context);
}

void Quit()
{
    FCoreDelegates::OnEnginePreExit.Broadcast();
    while (GEngine->StandInContexts.Num() > 0) {
        EndGame(&GEngine->StandInContexts[0], EEndPlayReason::Quit);
    }
    GEngine->StandInSubsystems.StandInEnd();
    FCoreDelegates::OnPreExit.Broadcast();
    FModuleManager::Get().StandInStopAll();
    GEngine->RemoveFromRoot();
    GEngine = nullptr;
    CollectGarbage(StandInNoFlags);
}
}
