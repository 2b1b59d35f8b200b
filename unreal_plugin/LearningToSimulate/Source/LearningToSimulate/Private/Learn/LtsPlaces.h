// Where files are: the trainer's library, experiments and runs.
#pragma once

#include "CoreMinimal.h"

namespace LtsPlaces
{
	/** A full path; relative ones start at the project's folder. Nothing stays nothing. */
	FString Full(const FString& Path);

	/** The trainer's library: of the command line (-LtsTrainer=), of the settings, or as it was staged. */
	FString Trainer();
}
