// The editor's notification of a run: it stays while it learns, shows how far it is, and says how it ended.
#include "LtsEditorNotes.h"
#include "Framework/Notifications/NotificationManager.h"
#include "Widgets/Notifications/SNotificationList.h"

bool FLtsEditorNotes::Runs(ELtsState State)
{
	return State == ELtsState::Loading || State == ELtsState::Opening || State == ELtsState::Learning || State == ELtsState::Paused
		|| State == ELtsState::Exporting || State == ELtsState::Stopping;
}

FString FLtsEditorNotes::Line(const FLtsProgress& Progress)
{
	switch (Progress.State)
	{
	case ELtsState::Learning:
		return Progress.Iteration == 0
			? FString::Printf(TEXT("Learning: iteration 1 of %d, image %d of %d"), Progress.Iterations, Progress.Image, Progress.Images)
			: FString::Printf(TEXT("Learning: iteration %d of %d, image %d of %d; reward %.3f, best %.3f"),
				FMath::Min(Progress.Iteration + 1, Progress.Iterations), Progress.Iterations, Progress.Image, Progress.Images,
				Progress.Reward, Progress.Best);
	case ELtsState::Opening:
		return FString::Printf(TEXT("Learning begins: image %d of %d"), Progress.Image, Progress.Images);
	case ELtsState::Exporting:
		return FString::Printf(TEXT("Exporting: image %d of %d"), Progress.Image, Progress.Images);
	case ELtsState::Paused:
		return FString(TEXT("Learning holds"));
	case ELtsState::Stopping:
		return FString(TEXT("Learning stops"));
	case ELtsState::Stopped:
		return FString(TEXT("Learning was stopped"));
	case ELtsState::Finished:
		return FString::Printf(TEXT("Learning is finished: best reward %.3f"), Progress.Best);
	case ELtsState::Failed:
		return FString(TEXT("Learning failed: ")) + Progress.Message;
	default:
		return Progress.Message;
	}
}

void FLtsEditorNotes::Show(const FLtsProgress& Progress)
{
	const bool bRuns = Runs(Progress.State);
	const bool bEnded = Progress.State == ELtsState::Stopped || Progress.State == ELtsState::Finished || Progress.State == ELtsState::Failed;
	if (!Item.IsValid() && (bRuns || Progress.State == ELtsState::Failed))
	{
		FNotificationInfo Info(FText::FromString(Line(Progress)));
		Info.bFireAndForget = false;
		Info.bUseThrobber = true;
		Info.ExpireDuration = 6.0f;
		Item = FSlateNotificationManager::Get().AddNotification(Info);
		if (Item.IsValid())
		{
			Item->SetCompletionState(SNotificationItem::CS_Pending);
		}
	}
	if (!Item.IsValid())
	{
		return;
	}
	Item->SetText(FText::FromString(Line(Progress)));
	if (bEnded)
	{
		Item->SetCompletionState(Progress.State == ELtsState::Failed ? SNotificationItem::CS_Fail : SNotificationItem::CS_Success);
		Close();
	}
}

void FLtsEditorNotes::Close()
{
	if (Item.IsValid())
	{
		Item->ExpireAndFadeout();
		Item.Reset();
	}
}
