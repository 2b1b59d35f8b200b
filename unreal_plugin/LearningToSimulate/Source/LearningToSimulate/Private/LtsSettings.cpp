// The page "Learning to Simulate" of the Project Settings.
#include "LtsSettings.h"
