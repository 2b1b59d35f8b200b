//! C++'s operators new and delete for all that the trainer brings along: those of the host's program, if it has its own.
//!
//! An engine exports its own pair, and graphics drivers load the C++ library (`libstdc++`), too. The trainer is opened so
//! that its libraries see their own symbols first. If the C++ library came first (with a driver), it uses the engine's
//! pair while libtorch would use the C++ library's; if the trainer came first, it is the other way round for a driver.
//! Either way memory of one would be freed by the other. These operators come before all others for the trainer's libraries
//! and hand over to the main program's: so everyone agrees, in any order.

use std::ffi::{CStr, c_void};
use std::sync::atomic::{AtomicPtr, Ordering};

/// What stands for an operator that the main program has none of.
const NONE: *mut c_void = std::ptr::dangling_mut();

/// The main program's symbol; null if it has none, or if the trainer is part of the program itself.
fn host(name: &CStr, cache: &AtomicPtr<c_void>, own: *mut c_void) -> *mut c_void {
    let known = cache.load(Ordering::Acquire);
    if !known.is_null() {
        return if known == NONE { std::ptr::null_mut() } else { known };
    }
    // SAFETY: no name asks for the main program, which is there; its handle and symbols live as long as the process.
    let found = unsafe { libc::dlsym(libc::dlopen(std::ptr::null(), libc::RTLD_LAZY), name.as_ptr()) };
    let found = if found == own { std::ptr::null_mut() } else { found };
    cache.store(if found.is_null() { NONE } else { found }, Ordering::Release);
    found
}

fn take(size: usize) -> *mut c_void {
    static HOST: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());
    let found = host(c"_Znwm", &HOST, _Znwm as *mut c_void);
    if found.is_null() {
        // SAFETY: any size but 0 may be asked for.
        let memory = unsafe { libc::malloc(size.max(1)) };
        if memory.is_null() {
            // C++ would throw here; no part of libtorch goes on after that.
            std::process::abort();
        }
        return memory;
    }
    // SAFETY: under this name every C++ program has `operator new(size_t)`.
    let operator = unsafe { std::mem::transmute::<*mut c_void, extern "C" fn(usize) -> *mut c_void>(found) };
    operator(size)
}

fn give(memory: *mut c_void) {
    static HOST: AtomicPtr<c_void> = AtomicPtr::new(std::ptr::null_mut());
    let found = host(c"_ZdlPv", &HOST, _ZdlPv as *mut c_void);
    if found.is_null() {
        // SAFETY: then `take` had it from malloc.
        unsafe { libc::free(memory) };
        return;
    }
    // SAFETY: under this name every C++ program has `operator delete(void*)`.
    let operator = unsafe { std::mem::transmute::<*mut c_void, extern "C" fn(*mut c_void)>(found) };
    operator(memory);
}

/// Memory at an alignment of one's own; given back by `free`, on both sides of the border alike.
fn take_aligned(size: usize, alignment: usize) -> *mut c_void {
    let mut memory = std::ptr::null_mut();
    // SAFETY: `memory` is a place for the answer; C++ asks for powers of two alone.
    let failed = unsafe { libc::posix_memalign(&mut memory, alignment.max(size_of::<usize>()), size.max(1)) };
    if failed != 0 {
        std::process::abort();
    }
    memory
}

/// Exports operators under C++'s names; each line is a family with the same body.
macro_rules! operators {
    ($($name:ident($($argument:ident: $kind:ty),*) $(-> $answer:ty)? = $body:expr;)*) => {
        $(
            // SAFETY: the name is C++'s own for an operator of these arguments; replacing it is C++'s right of every program.
            #[unsafe(no_mangle)]
            extern "C" fn $name($($argument: $kind),*) $(-> $answer)? {
                $body
            }
        )*
    };
}

type Memory = *mut c_void;

operators! {
    _Znwm(size: usize) -> Memory = take(size);
    _Znam(size: usize) -> Memory = take(size);
    _ZnwmRKSt9nothrow_t(size: usize, _nothrow: Memory) -> Memory = take(size);
    _ZnamRKSt9nothrow_t(size: usize, _nothrow: Memory) -> Memory = take(size);
    _ZdlPv(memory: Memory) = give(memory);
    _ZdaPv(memory: Memory) = give(memory);
    _ZdlPvm(memory: Memory, _size: usize) = give(memory);
    _ZdaPvm(memory: Memory, _size: usize) = give(memory);
    _ZdlPvRKSt9nothrow_t(memory: Memory, _nothrow: Memory) = give(memory);
    _ZdaPvRKSt9nothrow_t(memory: Memory, _nothrow: Memory) = give(memory);
}

/// What `free` takes back.
fn give_aligned(memory: Memory) {
    // SAFETY: it came from `take_aligned`.
    unsafe { libc::free(memory) };
}

operators! {
    _ZnwmSt11align_val_t(size: usize, alignment: usize) -> Memory = take_aligned(size, alignment);
    _ZnamSt11align_val_t(size: usize, alignment: usize) -> Memory = take_aligned(size, alignment);
    _ZnwmSt11align_val_tRKSt9nothrow_t(size: usize, alignment: usize, _nothrow: Memory) -> Memory = take_aligned(size, alignment);
    _ZnamSt11align_val_tRKSt9nothrow_t(size: usize, alignment: usize, _nothrow: Memory) -> Memory = take_aligned(size, alignment);
    _ZdlPvSt11align_val_t(memory: Memory, _alignment: usize) = give_aligned(memory);
    _ZdaPvSt11align_val_t(memory: Memory, _alignment: usize) = give_aligned(memory);
    _ZdlPvmSt11align_val_t(memory: Memory, _size: usize, _alignment: usize) = give_aligned(memory);
    _ZdaPvmSt11align_val_t(memory: Memory, _size: usize, _alignment: usize) = give_aligned(memory);
    _ZdlPvSt11align_val_tRKSt9nothrow_t(memory: Memory, _alignment: usize, _nothrow: Memory) = give_aligned(memory);
    _ZdaPvSt11align_val_tRKSt9nothrow_t(memory: Memory, _alignment: usize, _nothrow: Memory) = give_aligned(memory);
}
