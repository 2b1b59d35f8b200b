// Modules that start and stop, and the plugin as its manager shows it.
#include "Platform.h"

#include "Interfaces/IPluginManager.h"
#include "Modules/ModuleManager.h"

FModuleManager& FModuleManager::Get()
{
    static FModuleManager* One = new FModuleManager();
    return *One;
}
void FModuleManager::StandInRegister(const TCHAR* Name, FStandInMake Make) { StandInModules.Add(FStandInModule{FName(Name), Make, nullptr}); }
bool FModuleManager::StandInStart(const TCHAR* Name)
{
    const FName Wanted(Name);
    FStandInModule* Module = StandInModules.FindByPredicate([Wanted](const FStandInModule& Other) { return Other.Name == Wanted; });
    if (!Module) {
        return false;
    }
    Module->Made = Module->Make();
    StandInStarted.Add(Wanted);
    Module->Made->StartupModule();
    return true;
}
void FModuleManager::StandInStopAll()
{
    while (StandInStarted.Num() > 0) {
        const FName Name = StandInStarted.Pop();
        FStandInModule* Module = StandInModules.FindByPredicate([Name](const FStandInModule& Other) { return Other.Name == Name; });
        Module->Made->ShutdownModule();
        delete Module->Made;
        Module->Made = nullptr;
    }
}
IModuleInterface* FModuleManager::StandInFind(FName Name) const
{
    const FStandInModule* Module = StandInModules.FindByPredicate([Name](const FStandInModule& Other) { return Other.Name == Name; });
    return Module ? Module->Made : nullptr;
}
bool FModuleManager::IsModuleLoaded(FName Name) const { return StandInFind(Name) != nullptr; }

namespace {
class FStandInPlugin : public IPlugin {
public:
    FString GetBaseDir() const override { return stand_in::Process().PluginDir; }
    FString GetContentDir() const override { return FString::StandInPath(stand_in::Process().PluginDir, FString(TEXT("Content"))); }
    const FString& GetName() const override
    {
        static const FString Name(TEXT("LearningToSimulate"));
        return Name;
    }
    bool IsEnabled() const override { return true; }
};
class FStandInPlugins : public IPluginManager {
public:
    TSharedPtr<IPlugin> FindPlugin(const FString& Name) override
    {
        if (Name != TEXT("LearningToSimulate")) {
            return nullptr;
        }
        return MakeShareable(new FStandInPlugin());
    }
};
}
IPluginManager& IPluginManager::Get()
{
    static FStandInPlugins One;
    return One;
}
