// UToolMenus: menus and toolbars by name; what a module added goes with its owner.
#pragma once

#include "Framework/Commands/UICommandList.h"
#include "Textures/SlateIcon.h"
#include "UObject/UObjectGlobals.h"

struct FToolMenuEntry {
    static FToolMenuEntry InitToolBarButton(const TSharedPtr<const FUICommandInfo>& InCommand);
    static FToolMenuEntry StandInMenuEntry(const TSharedPtr<const FUICommandInfo>& InCommand);
    void SetCommandList(const TSharedPtr<const FUICommandList>& InCommandList) { StandInList = InCommandList; }
    FName Name;
    TSharedPtr<const FUICommandList> StandInList;
    const void* StandInOwner = nullptr;
};

struct FToolMenuSection {
    FName Name;
    TArray<FToolMenuEntry> Blocks;
    FToolMenuEntry& AddEntry(const FToolMenuEntry& Args);
    FToolMenuEntry& AddMenuEntryWithCommandList(const TSharedPtr<const FUICommandInfo>& InCommand, const TSharedPtr<const FUICommandList>& InCommandList);
};

class UToolMenu : public UObject {
    STAND_IN_CLASS(UToolMenu, UObject)
    FToolMenuSection& FindOrAddSection(const FName SectionName);
    FToolMenuSection& AddSection(const FName SectionName) { return FindOrAddSection(SectionName); }
    FName MenuName;
    TIndirectArray<FToolMenuSection> StandInSections;
};

class UToolMenus : public UObject {
    STAND_IN_CLASS(UToolMenus, UObject)
    static UToolMenus* Get();
    UToolMenu* ExtendMenu(const FName Name);
    static FDelegateHandle RegisterStartupCallback(const FSimpleMulticastDelegate::FDelegate& InDelegate);
    static void UnRegisterStartupCallback(const void* UserPointer);
    static void UnregisterOwner(const void* Owner);
    void RefreshAllWidgets() {}

    void StandInCollect(FReferenceCollector& Collector) override;
    TArray<UToolMenu*> StandInMenus;
    FSimpleMulticastDelegate StandInStartup;
};

class FToolMenuOwnerScoped {
public:
    explicit FToolMenuOwnerScoped(const void* Owner);
    ~FToolMenuOwnerScoped();
    FToolMenuOwnerScoped(const FToolMenuOwnerScoped&) = delete;
    FToolMenuOwnerScoped& operator=(const FToolMenuOwnerScoped&) = delete;
};
