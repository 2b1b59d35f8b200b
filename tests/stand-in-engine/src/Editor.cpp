// The editor's side: menus, commands, notifications, Play-in-Editor delegates.
#include "Platform.h"

#include "Editor.h"
#include "Framework/Commands/Commands.h"
#include "Framework/Notifications/NotificationManager.h"
#include "ToolMenus.h"

STAND_IN_DEFINE(UEditorEngine, "EditorEngine", "UnrealEd")
STAND_IN_DEFINE(UToolMenu, "ToolMenu", "ToolMenus")
STAND_IN_DEFINE(UToolMenus, "ToolMenus", "ToolMenus")

UEditorEngine* GEditor = nullptr;
FStandInPieDelegate FEditorDelegates::PreBeginPIE;
FStandInPieDelegate FEditorDelegates::BeginPIE;
FStandInPieDelegate FEditorDelegates::EndPIE;

TSharedPtr<FUICommandInfo> stand_in::MakeCommand(const TCHAR* Name, const FText& Label, const FText& Tooltip, EUserInterfaceActionType, const FInputChord&)
{
    TSharedPtr<FUICommandInfo> Made = MakeShareable(new FUICommandInfo());
    Made->StandInName = FName(Name);
    Made->StandInLabel = Label;
    Made->StandInTooltip = Tooltip;
    return Made;
}

void FUICommandList::MapAction(const TSharedPtr<const FUICommandInfo>& Command, FExecuteAction Action, FCanExecuteAction CanExecute)
{
    StandInActions.Add(FStandInAction{Command->StandInName, Action, CanExecute});
}
bool FUICommandList::StandInExecute(FName Command) const
{
    for (const FStandInAction& Action : StandInActions) {
        if (Action.Name == Command && (!Action.CanExecute.IsBound() || Action.CanExecute.Execute())) {
            return Action.Action.ExecuteIfBound();
        }
    }
    return false;
}

// ---- notifications
FSlateNotificationManager& FSlateNotificationManager::Get()
{
    static FSlateNotificationManager One;
    return One;
}
TSharedPtr<SNotificationItem> FSlateNotificationManager::AddNotification(const FNotificationInfo& Info)
{
    stand_in::RequireGameThread("AddNotification");
    UE_LOG(LogTemp, Display, TEXT("notification: %s"), *Info.StandInText.ToString());
    TSharedPtr<SNotificationItem> Made = MakeShareable(new SNotificationItem());
    Made->StandInText = Info.StandInText;
    return Made;
}
void SNotificationItem::SetText(const FText& Text)
{
    if (Text.ToString() != StandInText.ToString()) {
        UE_LOG(LogTemp, Display, TEXT("notification: %s"), *Text.ToString());
    }
    StandInText = Text;
}
void SNotificationItem::SetCompletionState(ECompletionState State)
{
    static const TCHAR* const Names[] = {TEXT("none"), TEXT("pending"), TEXT("success"), TEXT("fail")};
    UE_LOG(LogTemp, Display, TEXT("notification: [%s] %s"), Names[State], *StandInText.ToString());
}
void SNotificationItem::ExpireAndFadeout() {}

// ---- menus
static TArray<const void*>& Owners()
{
    static TArray<const void*>* All = new TArray<const void*>();
    return *All;
}
FToolMenuOwnerScoped::FToolMenuOwnerScoped(const void* Owner) { Owners().Add(Owner); }
FToolMenuOwnerScoped::~FToolMenuOwnerScoped() { Owners().Pop(); }

FToolMenuEntry FToolMenuEntry::InitToolBarButton(const TSharedPtr<const FUICommandInfo>& InCommand)
{
    check(InCommand.IsValid());
    FToolMenuEntry Made;
    Made.Name = InCommand->StandInName;
    return Made;
}
FToolMenuEntry FToolMenuEntry::StandInMenuEntry(const TSharedPtr<const FUICommandInfo>& InCommand) { return InitToolBarButton(InCommand); }
FToolMenuEntry& FToolMenuSection::AddEntry(const FToolMenuEntry& Args)
{
    FToolMenuEntry& Made = Blocks.StandInAddRef(Args);
    Made.StandInOwner = Owners().Num() > 0 ? Owners().Last() : nullptr;
    return Made;
}
FToolMenuEntry& FToolMenuSection::AddMenuEntryWithCommandList(const TSharedPtr<const FUICommandInfo>& InCommand, const TSharedPtr<const FUICommandList>& InCommandList)
{
    FToolMenuEntry& Made = AddEntry(FToolMenuEntry::StandInMenuEntry(InCommand));
    Made.SetCommandList(InCommandList);
    return Made;
}
FToolMenuSection& UToolMenu::FindOrAddSection(const FName SectionName)
{
    for (FToolMenuSection& Section : StandInSections) {
        if (Section.Name == SectionName) {
            return Section;
        }
    }
    FToolMenuSection* Made = new FToolMenuSection();
    Made->Name = SectionName;
    StandInSections.StandInItems.Add(Made);
    return *Made;
}
UToolMenus* UToolMenus::Get()
{
    static UToolMenus* One = [] {
        UToolMenus* Made = NewObject<UToolMenus>();
        Made->AddToRoot();
        return Made;
    }();
    return One;
}
UToolMenu* UToolMenus::ExtendMenu(const FName Name)
{
    for (UToolMenu* Menu : StandInMenus) {
        if (Menu->MenuName == Name) {
            return Menu;
        }
    }
    UToolMenu* Made = NewObject<UToolMenu>(this);
    Made->MenuName = Name;
    StandInMenus.Add(Made);
    return Made;
}
void UToolMenus::StandInCollect(FReferenceCollector& Collector)
{
    Super::StandInCollect(Collector);
    for (UToolMenu* Menu : StandInMenus) {
        Collector.StandInReach(Menu);
    }
}
FDelegateHandle UToolMenus::RegisterStartupCallback(const FSimpleMulticastDelegate::FDelegate& InDelegate) { return Get()->StandInStartup.Add(InDelegate); }
void UToolMenus::UnRegisterStartupCallback(const void* UserPointer) { Get()->StandInStartup.RemoveAll(UserPointer); }
void UToolMenus::UnregisterOwner(const void* Owner)
{
    for (UToolMenu* Menu : Get()->StandInMenus) {
        for (FToolMenuSection& Section : Menu->StandInSections) {
            Section.Blocks.RemoveAll([Owner](const FToolMenuEntry& Entry) { return Entry.StandInOwner == Owner; });
        }
    }
}
