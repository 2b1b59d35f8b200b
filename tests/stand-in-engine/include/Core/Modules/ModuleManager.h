// FModuleManager and IMPLEMENT_MODULE: modules register themselves; the engine starts them in order.
#pragma once

#include "Modules/ModuleInterface.h"

class FModuleManager {
public:
    static FModuleManager& Get();
    bool IsModuleLoaded(FName Name) const;
    template <typename T>
    static T* GetModulePtr(FName Name) { return static_cast<T*>(Get().StandInFind(Name)); }
    template <typename T>
    static T& GetModuleChecked(FName Name)
    {
        IModuleInterface* Module = Get().StandInFind(Name);
        check(Module);
        return *static_cast<T*>(Module);
    }
    template <typename T>
    static T& LoadModuleChecked(FName Name) { return GetModuleChecked<T>(Name); }
    template <typename T>
    static T* LoadModulePtr(FName Name) { return GetModulePtr<T>(Name); }

    typedef IModuleInterface* (*FStandInMake)();
    void StandInRegister(const TCHAR* Name, FStandInMake Make);
    bool StandInStart(const TCHAR* Name);
    void StandInStopAll();

private:
    IModuleInterface* StandInFind(FName Name) const;
    struct FStandInModule {
        FName Name;
        FStandInMake Make;
        IModuleInterface* Made;
    };
    TArray<FStandInModule> StandInModules;
    TArray<FName> StandInStarted;
};

class FDefaultGameModuleImpl : public IModuleInterface {
};

#define IMPLEMENT_MODULE(Class, Name) \
    namespace { \
    struct FStandInRegister##Name { \
        static IModuleInterface* Make() { return new Class(); } \
        FStandInRegister##Name() { FModuleManager::Get().StandInRegister(TEXT(#Name), &Make); } \
    } StandInRegister##Name; \
    } \
    extern "C" void StandInModule_##Name(); \
    extern "C" void StandInModule_##Name() {}
#define IMPLEMENT_GAME_MODULE(Class, Name) IMPLEMENT_MODULE(Class, Name)
#define IMPLEMENT_PRIMARY_GAME_MODULE(Class, Name, GameName) IMPLEMENT_MODULE(Class, Name)
