// TSet, TMap, TPair, TOptional, TQueue: the engine's containers over its array.
#pragma once

#include "StandIn/Array.h"

#include <deque>
#include <initializer_list>
#include <mutex>

template <typename K, typename V>
struct TPair {
    TPair() = default;
    TPair(const K& InKey, const V& InValue) : Key(InKey), Value(InValue) {}
    K Key = K();
    V Value = V();
};

template <typename K, typename V>
class TMap {
public:
    typedef TPair<K, V> ElementType;
    TMap() = default;
    TMap(std::initializer_list<TPair<K, V>> Pairs)
    {
        for (const TPair<K, V>& Pair : Pairs) {
            Add(Pair.Key, Pair.Value);
        }
    }
    V& Add(const K& Key, const V& Value)
    {
        V& Place = FindOrAdd(Key);
        Place = Value;
        return Place;
    }
    V& Add(const K& Key, V&& Value)
    {
        V& Place = FindOrAdd(Key);
        Place = MoveTemp(Value);
        return Place;
    }
    V& Add(const K& Key) { return Add(Key, V()); }
    V& Emplace(const K& Key, const V& Value) { return Add(Key, Value); }
    V* Find(const K& Key)
    {
        const int32 Index = StandInFind(Key);
        return Index == INDEX_NONE ? nullptr : &StandInPairs[Index].Value;
    }
    const V* Find(const K& Key) const
    {
        const int32 Index = StandInFind(Key);
        return Index == INDEX_NONE ? nullptr : &StandInPairs[Index].Value;
    }
    V FindRef(const K& Key) const
    {
        const V* Found = Find(Key);
        return Found ? *Found : V();
    }
    V& FindOrAdd(const K& Key)
    {
        const int32 Index = StandInFind(Key);
        if (Index != INDEX_NONE) {
            return StandInPairs[Index].Value;
        }
        return StandInPairs.StandInEmplace(Key, V()).Value;
    }
    V& FindChecked(const K& Key)
    {
        V* Found = Find(Key);
        check(Found);
        return *Found;
    }
    const V& FindChecked(const K& Key) const
    {
        const V* Found = Find(Key);
        check(Found);
        return *Found;
    }
    V& operator[](const K& Key) { return FindChecked(Key); }
    const V& operator[](const K& Key) const { return FindChecked(Key); }
    bool Contains(const K& Key) const { return StandInFind(Key) != INDEX_NONE; }
    int32 Remove(const K& Key)
    {
        const int32 Index = StandInFind(Key);
        if (Index == INDEX_NONE) {
            return 0;
        }
        StandInPairs.RemoveAt(Index);
        return 1;
    }
    int32 GetKeys(TArray<K>& OutKeys) const
    {
        OutKeys.Reset();
        for (const TPair<K, V>& Pair : StandInPairs) {
            OutKeys.Add(Pair.Key);
        }
        return OutKeys.Num();
    }
    int32 Num() const { return StandInPairs.Num(); }
    void Empty(int32 Slack = 0) { StandInPairs.Empty(Slack); }

    TPair<K, V>* begin() { return StandInPairs.begin(); }
    TPair<K, V>* end() { return StandInPairs.end(); }
    const TPair<K, V>* begin() const { return StandInPairs.begin(); }
    const TPair<K, V>* end() const { return StandInPairs.end(); }

private:
    int32 StandInFind(const K& Key) const
    {
        return StandInPairs.IndexOfByPredicate([&Key](const TPair<K, V>& Pair) { return Pair.Key == Key; });
    }
    TArray<TPair<K, V>> StandInPairs;
};

template <typename T>
class TSet {
public:
    typedef T ElementType;
    void StandInAdd(const T& Item) { StandInItems.AddUnique(Item); }
    int32 StandInRemove(const T& Item) { return StandInItems.Remove(Item); }
    TArray<T> StandInArray() const { return StandInItems; }
    T* begin() { return StandInItems.begin(); }
    T* end() { return StandInItems.end(); }
    const T* begin() const { return StandInItems.begin(); }
    const T* end() const { return StandInItems.end(); }

private:
    TArray<T> StandInItems;
};

// Elements lie in memory of the heap; the engine's own type has them in place.
template <typename T>
class TIndirectArray {
public:
    int32 Num() const { return StandInItems.Num(); }
    T& operator[](int32 Index) { return *StandInItems[Index]; }
    const T& operator[](int32 Index) const { return *StandInItems[Index]; }

    struct StandInIterator {
        T* const* At;
        T& operator*() const { return **At; }
        void operator++() { ++At; }
        bool operator!=(const StandInIterator& Other) const { return At != Other.At; }
    };
    StandInIterator begin() const { return StandInIterator{StandInItems.begin()}; }
    StandInIterator end() const { return StandInIterator{StandInItems.end()}; }

    TArray<T*> StandInItems;
};

enum class EQueueMode { Mpsc, Spsc };

template <typename T, EQueueMode Mode = EQueueMode::Spsc>
class TQueue {
public:
    bool Enqueue(const T& Item)
    {
        std::lock_guard<std::mutex> Guard(StandInMutex);
        StandInItems.push_back(Item);
        return true;
    }
    bool Dequeue(T& OutItem)
    {
        std::lock_guard<std::mutex> Guard(StandInMutex);
        if (StandInItems.empty()) {
            return false;
        }
        OutItem = MoveTemp(StandInItems.front());
        StandInItems.pop_front();
        return true;
    }
    bool IsEmpty() const
    {
        std::lock_guard<std::mutex> Guard(StandInMutex);
        return StandInItems.empty();
    }
private:
    mutable std::mutex StandInMutex;
    std::deque<T> StandInItems;
};
