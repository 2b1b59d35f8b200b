// Where files are: the trainer's library, experiments and runs.
#include "LtsPlaces.h"
#include "Interfaces/IPluginManager.h"
#include "LtsSettings.h"
#include "Misc/CommandLine.h"
#include "Misc/Parse.h"
#include "Misc/Paths.h"

namespace LtsPlaces
{
#if PLATFORM_WINDOWS
	static const TCHAR* Library = TEXT("Source/ThirdParty/LtsBridge/bin/Win64/lts_trainer.dll");
#else
	static const TCHAR* Library = TEXT("Source/ThirdParty/LtsBridge/bin/Linux/liblts_trainer.so");
#endif

	FString Full(const FString& Path)
	{
		if (Path.IsEmpty())
		{
			return Path;
		}
		const FString Absolute = FPaths::IsRelative(Path) ? FPaths::Combine(FPaths::ProjectDir(), Path) : Path;
		return FPaths::ConvertRelativePathToFull(Absolute);
	}

	FString Trainer()
	{
		FString Named;
		if (!FParse::Value(FCommandLine::Get(), TEXT("LtsTrainer="), Named))
		{
			Named = GetDefault<ULtsSettings>()->Trainer;
		}
		if (!Named.IsEmpty())
		{
			return Full(Named);
		}
		const TSharedPtr<IPlugin> Plugin = IPluginManager::Get().FindPlugin(TEXT("LearningToSimulate"));
		return Plugin.IsValid() ? FPaths::ConvertRelativePathToFull(FPaths::Combine(Plugin->GetBaseDir(), FString(Library))) : FString();
	}
}
