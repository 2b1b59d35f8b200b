// The editor's notification of a run: it stays while it learns, shows how far it is, and says how it ended.
#pragma once

#include "CoreMinimal.h"
#include "LtsTypes.h"

class SNotificationItem;

class FLtsEditorNotes
{
public:
	/** Takes what changed. */
	void Show(const FLtsProgress& Progress);

	/** Removes the notification. */
	void Close();

private:
	TSharedPtr<SNotificationItem> Item;

	static bool Runs(ELtsState State);
	static FString Line(const FLtsProgress& Progress);
};
