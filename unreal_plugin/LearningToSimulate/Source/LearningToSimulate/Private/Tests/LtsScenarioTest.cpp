// Tests of what a scenario's author uses: values by name, classes by tag.
#include "GameFramework/Actor.h"
#include "LtsBlueprintLibrary.h"
#include "LtsScenario.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsScenarioTest, "LearningToSimulate.Scenario",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsScenarioTest::RunTest(const FString&)
{
	FLtsValue Fog;
	Fog.Name = TEXT("fog");
	Fog.Number = 0.25f;
	FLtsValue Sky;
	Sky.Name = TEXT("sky");
	Sky.Number = 1.0f;
	Sky.Option = TEXT("cloudy");
	const TArray<FLtsValue> Values = { Fog, Sky };
	TestEqual(TEXT("a number"), ULtsBlueprintLibrary::GetNumber(Values, TEXT("fog"), 9.0f), 0.25f);
	TestEqual(TEXT("no such number"), ULtsBlueprintLibrary::GetNumber(Values, TEXT("rain"), 9.0f), 9.0f);
	TestEqual(TEXT("an option"), ULtsBlueprintLibrary::GetOption(Values, TEXT("sky")), FString(TEXT("cloudy")));

	AActor* Actor = NewObject<AActor>(GetTransientPackage());
	Actor->Tags.Add(FName(TEXT("Other")));
	ULtsBlueprintLibrary::SetClass(Actor, TEXT("road"));
	ULtsBlueprintLibrary::SetClass(Actor, TEXT("car"));
	TestTrue(TEXT("the class is a tag"), Actor->Tags.Contains(FName(TEXT("Lts.car"))));
	TestFalse(TEXT("one class alone"), Actor->Tags.Contains(FName(TEXT("Lts.road"))));
	TestTrue(TEXT("other tags stay"), Actor->Tags.Contains(FName(TEXT("Other"))));
	return true;
}

#endif
