// IModuleInterface: what a module does when it comes and goes.
#pragma once

#include "CoreMinimal.h"

class IModuleInterface {
public:
    virtual ~IModuleInterface() = default;
    virtual void StartupModule() {}
    virtual void ShutdownModule() {}
};
