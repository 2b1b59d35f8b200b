// UObject: made in memory of its class, found by its class, its outer and its name, collected when nothing refers to it.
#pragma once

#include "UObject/ObjectMacros.h"

class FReferenceCollector;
class FObjectInitializer;
struct FPropertyChangedEvent;

namespace stand_in {
class FConfigReader;
UObject* ConstructObject(UClass* Class, UObject* Outer, FName Name, EObjectFlags Flags);
UObject* ConstructSubobject(UObject* Outer, UClass* Class, FName Name);
}

class FObjectInitializer {
public:
    static const FObjectInitializer& Get();
};

class UObject {
public:
    typedef UObject ThisClass;
    static UClass* StaticClass();

    UObject();
    explicit UObject(const FObjectInitializer&);
    virtual ~UObject();
    UObject(const UObject&) = delete;
    UObject& operator=(const UObject&) = delete;

    FString GetName() const { return StandInName.ToString(); }
    FName GetFName() const { return StandInName; }
    UClass* GetClass() const { return StandInClass; }
    UObject* GetOuter() const { return StandInOuter; }
    UPackage* GetOutermost() const;
    FString GetPathName(const UObject* StopOuter = nullptr) const;
    bool IsA(const UClass* Class) const;
    template <typename T>
    bool IsA() const { return IsA(T::StaticClass()); }
    void AddToRoot() { bStandInRoot = true; }
    void RemoveFromRoot() { bStandInRoot = false; }
    void MarkPendingKill() { bStandInPendingKill = true; }
    bool IsPendingKill() const { return bStandInPendingKill; }
    bool HasAnyFlags(EObjectFlags Flags) const { return (StandInFlags & Flags) != 0; }
    void SetFlags(EObjectFlags Flags) { StandInFlags = StandInFlags | Flags; }
    bool IsTemplate(EObjectFlags TemplateTypes = RF_ArchetypeObject | RF_ClassDefaultObject) const;
    bool Modify(bool bAlwaysMarkDirty = true);
    template <typename T>
    T* GetTypedOuter() const { return static_cast<T*>(StandInTypedOuter(T::StaticClass())); }

    virtual void BeginDestroy();
    void ConditionalBeginDestroy();
    virtual void PostInitProperties() {}
    virtual void PostLoad() {}
    virtual UWorld* GetWorld() const;
#if WITH_EDITOR
    virtual void PostEditChangeProperty(FPropertyChangedEvent& PropertyChangedEvent);
#endif
    void SaveConfig();
    void UpdateDefaultConfigFile();

    template <typename T>
    T* CreateDefaultSubobject(FName Name, bool bTransient = false)
    {
        (void)bTransient;
        return static_cast<T*>(stand_in::ConstructSubobject(this, T::StaticClass(), Name));
    }

    /// Names every object that this one keeps alive.
    virtual void StandInCollect(FReferenceCollector& Collector);
    /// Reads the properties that are marked Config.
    virtual void StandInConfig(stand_in::FConfigReader& Reader);
    UObject* StandInTypedOuter(const UClass* Class) const;

    UClass* StandInClass = nullptr;
    UObject* StandInOuter = nullptr;
    FName StandInName;
    EObjectFlags StandInFlags = StandInNoFlags;
    uint64 StandInNumber = 0;
    bool bStandInRoot = false;
    bool bStandInPendingKill = false;
    bool bStandInDestroyed = false;
    bool bStandInReached = false;
};

#include "UObject/Class.h"
