// FSlateNotificationManager.
#pragma once

#include "Widgets/Notifications/SNotificationList.h"

class FSlateNotificationManager {
public:
    static FSlateNotificationManager& Get();
    TSharedPtr<SNotificationItem> AddNotification(const FNotificationInfo& Info);
};
