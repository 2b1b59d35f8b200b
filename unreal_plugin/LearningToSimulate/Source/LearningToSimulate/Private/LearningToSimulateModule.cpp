// The runtime module: it has nothing to do by itself; the learner is a subsystem that the engine makes.
#include "LtsLog.h"
#include "Modules/ModuleManager.h"

DEFINE_LOG_CATEGORY(LogLts);

class FLearningToSimulateModule final : public IModuleInterface
{
public:
	virtual void StartupModule() override
	{
#if WITH_LTS_BRIDGE
		UE_LOG(LogLts, Log, TEXT("Learning to Simulate 0.1.0"));
#else
		UE_LOG(LogLts, Warning, TEXT("Learning to Simulate 0.1.0 was built without the bridge's library: run scripts/unreal stage, then build the plugin again"));
#endif
	}
};

IMPLEMENT_MODULE(FLearningToSimulateModule, LearningToSimulate)
