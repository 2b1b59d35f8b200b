// What the editor's toolbar and menu offer.
#pragma once

#include "CoreMinimal.h"
#include "Framework/Commands/Commands.h"
#include "Framework/Commands/UICommandInfo.h"

class FLtsEditorCommands : public TCommands<FLtsEditorCommands>
{
public:
	FLtsEditorCommands();

	virtual void RegisterCommands() override;

	TSharedPtr<FUICommandInfo> Learn;
	TSharedPtr<FUICommandInfo> Pause;
	TSharedPtr<FUICommandInfo> Stop;
	TSharedPtr<FUICommandInfo> Preview;
	TSharedPtr<FUICommandInfo> OpenReport;
};
