// Stands in ToolMenus.h here.
#pragma once

#include "ToolMenus.h"
