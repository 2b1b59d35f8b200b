// Case "level": maps that play hold a Blueprint of the plugin's scenario, a ground and three cubes that it scales and moves.
#include "Cases.h"
#include "Loop.h"

#include "Components/StaticMeshComponent.h"
#include "Engine/StaticMesh.h"
#include "Engine/StaticMeshActor.h"
#include "EngineUtils.h"
#include "LtsScenario.h"

namespace {
AStaticMeshActor* Place(UWorld* World, const TCHAR* Mesh, const FTransform& Where, const TCHAR* Tag)
{
    AStaticMeshActor* Actor = World->SpawnActor<AStaticMeshActor>(AStaticMeshActor::StaticClass(), Where);
    Actor->SetMobility(EComponentMobility::Movable);
    Actor->GetStaticMeshComponent()->SetStaticMesh(LoadObject<UStaticMesh>(nullptr, Mesh));
    Actor->Tags.Add(FName(Tag));
    return Actor;
}

// What a designer would draw as a graph: sizes follow from the parameter, places from the seed.
void Generate(UObject* Object, void* Memory)
{
    const ALtsScenario_eventGenerate_Parms& Asked = *static_cast<ALtsScenario_eventGenerate_Parms*>(Memory);
    float Size = 1.f;
    for (const FLtsValue& Value : Asked.Values) {
        if (Value.Name == TEXT("cube.size")) {
            Size = Value.Number;
        }
    }
    FRandomStream Random(Asked.Seed);
    for (TActorIterator<AStaticMeshActor> It(Object->GetWorld()); It; ++It) {
        if ((*It)->ActorHasTag(FName(TEXT("Lts.car")))) {
            const FVector Where(Random.FRandRange(500.f, 1500.f), Random.FRandRange(-500.f, 500.f), 50.f * Size);
            (*It)->SetActorTransform(FTransform(FRotator(0.f, Random.FRandRange(0.f, 90.f), 0.f), Where, FVector(Size)));
        }
    }
}

void Fill(UWorld* World)
{
    static UClass* Blueprint = [] {
        UClass* Made = stand_in::MakeBlueprint(TEXT("BP_Cubes_C"), ALtsScenario::StaticClass());
        Made->StandInScripts.Add(FName(TEXT("Generate")), &Generate);
        return Made;
    }();
    ALtsScenario* Scenario = World->SpawnActor<ALtsScenario>(Blueprint, FTransform(FVector(0.f, 0.f, 160.f)));
    FLtsDeclaration Size;
    Size.Name = TEXT("cube.size");
    Size.Low = 0.3f;
    Size.High = 3.f;
    Size.Start = 0.6f;
    Scenario->Parameters.Add(Size);
    Place(World, TEXT("/Engine/BasicShapes/Plane.Plane"), FTransform(FQuat::Identity, FVector(), FVector(200.f, 200.f, 1.f)), TEXT("Lts.road"));
    for (int32 Cube = 0; Cube < 3; ++Cube) {
        Place(World, TEXT("/Engine/BasicShapes/Cube.Cube"), FTransform(FVector(800.f, 300.f * static_cast<float>(Cube - 1), 50.f)), TEXT("Lts.car"));
    }
}

FString Level(const TArray<FString>&, const TFunction<void()>&)
{
    StandInLevel() = &Fill;
    return FString();
}

stand_in::FCase Case(TEXT("level"), &Level);
}
