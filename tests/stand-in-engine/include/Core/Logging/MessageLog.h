// FMessageLog: messages for the user of the editor; here lines of the log.
#pragma once

#include "CoreMinimal.h"

class FMessageLog {
public:
    explicit FMessageLog(const FName& Name) : StandInName(Name) {}
    void Error(const FText& Text);
    void Warning(const FText& Text);
    void Info(const FText& Text);

private:
    FName StandInName;
};
