// The engine loop: from start to quit, with Play-in-Editor and changes of map in between.
#pragma once

#include "Engine/Engine.h"

/// What a test puts into every map that plays, before its actors begin to play.
TFunction<void(UWorld*)>& StandInLevel();

namespace stand_in {
/// Opens the engine: default objects, modules, the engine and its subsystems, a world. False if a module is missing.
bool Start(bool bEditor);
/// One frame.
void Frame();
void BeginPlayInEditor();
void EndPlayInEditor();
/// Leaves the map that plays for a new one.
void ChangeMap(const TCHAR* Name);
/// Ends everything in the engine's order.
void Quit();
/// The world that plays, or the editor's.
UWorld* CurrentWorld();
}
