// Global new and delete as the engine has them: an allocator of its own that ends the process when it is given foreign memory.
#include "CoreMinimal.h"

#include <cstdio>
#include <cstdlib>
#include <execinfo.h>

namespace {
constexpr uint64 Mark = 0x5354414e44494e21ull;
constexpr SIZE_T Head = 16;

void* Take(SIZE_T Bytes)
{
    uint8* Memory = static_cast<uint8*>(std::malloc(Bytes + Head));
    if (!Memory) {
        std::abort();
    }
    *reinterpret_cast<uint64*>(Memory) = Mark;
    return Memory + Head;
}

void Give(void* Memory)
{
    if (!Memory) {
        return;
    }
    uint8* Start = static_cast<uint8*>(Memory) - Head;
    if (*reinterpret_cast<uint64*>(Start) != Mark) {
        std::fprintf(stderr, "the engine's allocator was given a block that it did not make\n");
        void* Frames[32];
        backtrace_symbols_fd(Frames, backtrace(Frames, 32), 2);
        std::abort();
    }
    *reinterpret_cast<uint64*>(Start) = 0;
    std::free(Start);
}
}

void* operator new(std::size_t Bytes) { return Take(Bytes); }
void* operator new[](std::size_t Bytes) { return Take(Bytes); }
void* operator new(std::size_t Bytes, const std::nothrow_t&) noexcept { return Take(Bytes); }
void* operator new[](std::size_t Bytes, const std::nothrow_t&) noexcept { return Take(Bytes); }
void operator delete(void* Memory) noexcept { Give(Memory); }
void operator delete[](void* Memory) noexcept { Give(Memory); }
void operator delete(void* Memory, std::size_t) noexcept { Give(Memory); }
void operator delete[](void* Memory, std::size_t) noexcept { Give(Memory); }
void operator delete(void* Memory, const std::nothrow_t&) noexcept { Give(Memory); }
void operator delete[](void* Memory, const std::nothrow_t&) noexcept { Give(Memory); }
