// Notifications in the corner of the editor; here lines of the log.
#pragma once

#include "CoreMinimal.h"

class SNotificationItem {
public:
    enum ECompletionState { CS_None, CS_Pending, CS_Success, CS_Fail };
    void SetText(const FText& Text);
    void SetCompletionState(ECompletionState State);
    void ExpireAndFadeout();
    FText StandInText;
};

struct FNotificationInfo {
    explicit FNotificationInfo(const FText& InText) : StandInText(InText) {}
    FText StandInText;
    bool bUseThrobber = false;
    bool bUseSuccessFailIcons = false;
    bool bUseLargeFont = false;
    bool bFireAndForget = true;
    float ExpireDuration = 1.f;
    float FadeOutDuration = 2.f;
    FSimpleDelegate Hyperlink;
    FText HyperlinkText;
};
