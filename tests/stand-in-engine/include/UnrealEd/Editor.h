// The editor: Play-in-Editor and its delegates.
#pragma once

#include "Engine/Engine.h"

DECLARE_MULTICAST_DELEGATE_OneParam(FStandInPieDelegate, bool)

struct FEditorDelegates {
    static FStandInPieDelegate PreBeginPIE;
    static FStandInPieDelegate BeginPIE;
    static FStandInPieDelegate EndPIE;
};

class UEditorEngine : public UEngine {
    STAND_IN_CLASS(UEditorEngine, UEngine)
    UWorld* PlayWorld = nullptr;
};

extern UEditorEngine* GEditor;
