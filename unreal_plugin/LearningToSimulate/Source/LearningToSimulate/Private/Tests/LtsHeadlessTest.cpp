// Tests of the command line.
#include "LtsHeadless.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

IMPLEMENT_SIMPLE_AUTOMATION_TEST(FLtsHeadlessTest, "LearningToSimulate.CommandLine",
	EAutomationTestFlags::ApplicationContextMask | EAutomationTestFlags::ProductFilter)

bool FLtsHeadlessTest::RunTest(const FString&)
{
	TestFalse(TEXT("nothing is asked for"), FLtsHeadless::Parse(TEXT("Game -game -unattended")).IsValid());
	const TSharedPtr<FLtsHeadless> Asked =
		FLtsHeadless::Parse(TEXT("-game -LtsLearn=quickstart.toml -LtsRuns=runs -LtsSet=loop.iterations=2;run.seed=3"));
	TestTrue(TEXT("learning is asked for"), Asked.IsValid());
	if (Asked.IsValid())
	{
		TestEqual(TEXT("experiment"), Asked->Options.Experiment, FString(TEXT("quickstart.toml")));
		TestEqual(TEXT("runs"), Asked->Options.Runs, FString(TEXT("runs")));
		TestEqual(TEXT("settings"), Asked->Options.Overrides.Num(), 2);
		if (Asked->Options.Overrides.Num() == 2)
		{
			TestEqual(TEXT("the second one"), Asked->Options.Overrides[1], FString(TEXT("run.seed=3")));
		}
	}
	const TSharedPtr<FLtsHeadless> Resumed = FLtsHeadless::Parse(TEXT("-game -LtsResume=runs/quickstart-1"));
	TestTrue(TEXT("a run is gone on with"), Resumed.IsValid() && Resumed->Options.Experiment.IsEmpty());
	return true;
}

#endif
