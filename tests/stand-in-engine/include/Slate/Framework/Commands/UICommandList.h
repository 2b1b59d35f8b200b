// FUICommandList: commands and what they do.
#pragma once

#include "Framework/Commands/UIAction.h"
#include "Framework/Commands/UICommandInfo.h"

class FUICommandList : public TSharedFromThis<FUICommandList> {
public:
    void MapAction(const TSharedPtr<const FUICommandInfo>& Command, FExecuteAction Action, FCanExecuteAction CanExecute = FCanExecuteAction());

    /// Does what a click does; false if the command may not run.
    bool StandInExecute(FName Command) const;
    struct FStandInAction {
        FName Name;
        FExecuteAction Action;
        FCanExecuteAction CanExecute;
    };
    TArray<FStandInAction> StandInActions;
};
