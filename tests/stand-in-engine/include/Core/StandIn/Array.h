// TArray: the engine's array, with its own checks of indices.
#pragma once

#include "StandIn/Types.h"

#include <initializer_list>

template <typename T>
class TArray {
public:
    typedef T ElementType;

    TArray() = default;
    TArray(std::initializer_list<T> Items)
    {
        Reserve(static_cast<int32>(Items.size()));
        for (const T& Item : Items) {
            Add(Item);
        }
    }
    TArray(const T* Items, int32 Count)
    {
        Reserve(Count);
        for (int32 Index = 0; Index < Count; ++Index) {
            Add(Items[Index]);
        }
    }
    TArray(const TArray& Other) : TArray(Other.StandInData, Other.StandInNum) {}
    TArray(TArray&& Other) : StandInData(Other.StandInData), StandInNum(Other.StandInNum), StandInMax(Other.StandInMax)
    {
        Other.StandInData = nullptr;
        Other.StandInNum = Other.StandInMax = 0;
    }
    ~TArray()
    {
        StandInDestroy(0, StandInNum);
        ::operator delete(StandInData);
    }
    TArray& operator=(const TArray& Other)
    {
        if (this != &Other) {
            Reset();
            Append(Other);
        }
        return *this;
    }
    TArray& operator=(TArray&& Other)
    {
        if (this != &Other) {
            Swap(StandInData, Other.StandInData);
            Swap(StandInNum, Other.StandInNum);
            Swap(StandInMax, Other.StandInMax);
            Other.Empty();
        }
        return *this;
    }

    int32 Num() const { return StandInNum; }
    T* GetData() { return StandInData; }
    const T* GetData() const { return StandInData; }
    bool IsValidIndex(int32 Index) const { return Index >= 0 && Index < StandInNum; }
    T& operator[](int32 Index)
    {
        StandInCheck(Index);
        return StandInData[Index];
    }
    const T& operator[](int32 Index) const
    {
        StandInCheck(Index);
        return StandInData[Index];
    }
    T& Last() { return (*this)[StandInNum - 1]; }
    const T& Last() const { return (*this)[StandInNum - 1]; }

    int32 Add(const T& Item) { return Emplace(Item); }
    int32 Add(T&& Item) { return Emplace(MoveTemp(Item)); }
    template <typename... A>
    int32 Emplace(A&&... Arguments)
    {
        if (StandInNum == StandInMax) {
            // Made before the memory moves: the argument may lie in it.
            T Item(static_cast<A&&>(Arguments)...);
            StandInGrow(StandInNum + 1);
            new (StandInData + StandInNum) T(MoveTemp(Item));
        } else {
            new (StandInData + StandInNum) T(static_cast<A&&>(Arguments)...);
        }
        return StandInNum++;
    }
    template <typename... A>
    T& StandInEmplace(A&&... Arguments)
    {
        // The memory may move first.
        const int32 Index = Emplace(static_cast<A&&>(Arguments)...);
        return StandInData[Index];
    }
    T& StandInAddRef(const T& Item) { return StandInEmplace(Item); }
    int32 AddUnique(const T& Item)
    {
        const int32 Known = Find(Item);
        return Known != INDEX_NONE ? Known : Add(Item);
    }
    int32 AddZeroed(int32 Count = 1)
    {
        const int32 First = AddUninitialized(Count);
        std::memset(static_cast<void*>(StandInData + First), 0, sizeof(T) * static_cast<SIZE_T>(Count));
        return First;
    }
    int32 AddUninitialized(int32 Count = 1)
    {
        const int32 First = StandInNum;
        StandInGrow(First + Count);
        StandInNum += Count;
        return First;
    }
    void Append(const TArray& Other)
    {
        Reserve(StandInNum + Other.StandInNum);
        for (int32 Index = 0, Count = Other.StandInNum; Index < Count; ++Index) {
            Add(Other.StandInData[Index]);
        }
    }
    void Append(const T* Items, int32 Count)
    {
        Reserve(StandInNum + Count);
        for (int32 Index = 0; Index < Count; ++Index) {
            Add(Items[Index]);
        }
    }
    void Init(const T& Item, int32 Count)
    {
        Reset();
        Reserve(Count);
        for (int32 Index = 0; Index < Count; ++Index) {
            Add(Item);
        }
    }
    void Reserve(int32 Count)
    {
        if (Count > StandInMax) {
            StandInResize(Count);
        }
    }
    void SetNum(int32 Count, bool bAllowShrinking = true)
    {
        (void)bAllowShrinking;
        if (Count < StandInNum) {
            StandInDestroy(Count, StandInNum);
        } else {
            Reserve(Count);
            for (int32 Index = StandInNum; Index < Count; ++Index) {
                new (StandInData + Index) T();
            }
        }
        StandInNum = Count;
    }
    void SetNumZeroed(int32 Count)
    {
        if (Count > StandInNum) {
            AddZeroed(Count - StandInNum);
        } else {
            SetNum(Count);
        }
    }
    void SetNumUninitialized(int32 Count)
    {
        if (Count > StandInNum) {
            AddUninitialized(Count - StandInNum);
        } else {
            SetNum(Count);
        }
    }
    int32 Find(const T& Item) const
    {
        for (int32 Index = 0; Index < StandInNum; ++Index) {
            if (StandInData[Index] == Item) {
                return Index;
            }
        }
        return INDEX_NONE;
    }
    bool Contains(const T& Item) const { return Find(Item) != INDEX_NONE; }
    template <typename P>
    int32 IndexOfByPredicate(P Predicate) const
    {
        for (int32 Index = 0; Index < StandInNum; ++Index) {
            if (Predicate(StandInData[Index])) {
                return Index;
            }
        }
        return INDEX_NONE;
    }
    template <typename P>
    T* FindByPredicate(P Predicate)
    {
        const int32 Index = IndexOfByPredicate(Predicate);
        return Index == INDEX_NONE ? nullptr : StandInData + Index;
    }
    template <typename P>
    const T* FindByPredicate(P Predicate) const
    {
        const int32 Index = IndexOfByPredicate(Predicate);
        return Index == INDEX_NONE ? nullptr : StandInData + Index;
    }
    template <typename P>
    bool ContainsByPredicate(P Predicate) const
    {
        return IndexOfByPredicate(Predicate) != INDEX_NONE;
    }
    void RemoveAt(int32 Index, int32 Count = 1)
    {
        if (Count == 0) {
            return;
        }
        StandInCheck(Index);
        StandInCheck(Index + Count - 1);
        for (int32 At = Index; At + Count < StandInNum; ++At) {
            StandInData[At] = MoveTemp(StandInData[At + Count]);
        }
        StandInDestroy(StandInNum - Count, StandInNum);
        StandInNum -= Count;
    }
    int32 Remove(const T& Item)
    {
        // The item may lie in the array.
        const T Kept = Item;
        return RemoveAll([&Kept](const T& Other) { return Other == Kept; });
    }
    template <typename P>
    int32 RemoveAll(P Predicate)
    {
        int32 Kept = 0;
        for (int32 Index = 0; Index < StandInNum; ++Index) {
            if (!Predicate(StandInData[Index])) {
                if (Kept != Index) {
                    StandInData[Kept] = MoveTemp(StandInData[Index]);
                }
                ++Kept;
            }
        }
        const int32 Removed = StandInNum - Kept;
        StandInDestroy(Kept, StandInNum);
        StandInNum = Kept;
        return Removed;
    }
    T Pop(bool bAllowShrinking = true)
    {
        (void)bAllowShrinking;
        StandInCheck(StandInNum - 1);
        T Item = MoveTemp(StandInData[StandInNum - 1]);
        RemoveAt(StandInNum - 1);
        return Item;
    }
    void Sort()
    {
        Sort([](const T& A, const T& B) { return A < B; });
    }
    template <typename P>
    void Sort(P Less)
    {
        for (int32 Index = 1; Index < StandInNum; ++Index) {
            for (int32 At = Index; At > 0 && Less(StandInData[At], StandInData[At - 1]); --At) {
                Swap(StandInData[At], StandInData[At - 1]);
            }
        }
    }
    void Empty(int32 Slack = 0)
    {
        StandInDestroy(0, StandInNum);
        ::operator delete(StandInData);
        StandInData = nullptr;
        StandInNum = StandInMax = 0;
        Reserve(Slack);
    }
    void Reset(int32 Slack = 0)
    {
        StandInDestroy(0, StandInNum);
        StandInNum = 0;
        Reserve(Slack);
    }
    bool StandInEquals(const TArray& Other) const
    {
        if (StandInNum != Other.StandInNum) {
            return false;
        }
        for (int32 Index = 0; Index < StandInNum; ++Index) {
            if (!(StandInData[Index] == Other.StandInData[Index])) {
                return false;
            }
        }
        return true;
    }

    T* begin() { return StandInData; }
    T* end() { return StandInData + StandInNum; }
    const T* begin() const { return StandInData; }
    const T* end() const { return StandInData + StandInNum; }

private:
    void StandInCheck(int32 Index) const
    {
        if (Index < 0 || Index >= StandInNum) {
            stand_in::IndexFailed(Index, StandInNum);
        }
    }
    void StandInDestroy(int32 From, int32 To)
    {
        for (int32 Index = From; Index < To; ++Index) {
            StandInData[Index].~T();
        }
    }
    void StandInGrow(int32 Count)
    {
        if (Count > StandInMax) {
            StandInResize(Count < 4 ? 4 : Count + Count / 2);
        }
    }
    void StandInResize(int32 Count)
    {
        T* Data = static_cast<T*>(::operator new(sizeof(T) * static_cast<SIZE_T>(Count)));
        for (int32 Index = 0; Index < StandInNum; ++Index) {
            new (Data + Index) T(MoveTemp(StandInData[Index]));
            StandInData[Index].~T();
        }
        ::operator delete(StandInData);
        StandInData = Data;
        StandInMax = Count;
    }

    T* StandInData = nullptr;
    int32 StandInNum = 0;
    int32 StandInMax = 0;
};
