// What the commands do: short calls of the learner.
#pragma once

#include "CoreMinimal.h"

class FUICommandList;

class FLtsEditorActions
{
public:
	/** The commands with what they do. */
	TSharedPtr<FUICommandList> Bind();

private:
	/** Each preview shows another scene. */
	int32 NextImage = 0;

	void Learn();
	void Pause();
	void Stop();
	void Preview();
	void OpenReport();
};
