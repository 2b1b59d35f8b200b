//! C++'s registration of destructors for the end of the process, for all that the trainer brings along: they are not kept.
//!
//! libtorch makes objects when they are first used (its autograd engine, the hooks of its devices) and registers their
//! destructors then, which run before everything that was registered earlier: so before [the trainer](crate::at_exit) could
//! stop its thread, which would go on with dead objects. A process that ends needs none of these destructors: memory and
//! threads go with it. As with the [operators](crate::operators), the libraries of the trainer see this symbol first; the
//! host and its own libraries do not.

use std::ffi::{CStr, c_int, c_void};

type Destructor = extern "C" fn(*mut c_void);
type Register = unsafe extern "C" fn(Destructor, *mut c_void, *mut c_void) -> c_int;

const NAME: &CStr = c"__cxa_atexit";

/// The C library's own function.
fn real() -> Option<Register> {
    // SAFETY: looks behind this library, where the C library is in any case.
    let found = unsafe { libc::dlsym(libc::RTLD_NEXT, NAME.as_ptr()) };
    // SAFETY: under this name the C++ ABI of every system has a function of this type; null becomes `None`.
    unsafe { std::mem::transmute::<*mut c_void, Option<Register>>(found) }
}

/// Has `run` called when the process ends, whatever libraries register.
pub(crate) fn at_exit(run: Destructor) {
    if let Some(register) = real() {
        // SAFETY: `run` takes any pointer and stays: the bridge never unloads a trainer that it has used.
        unsafe { register(run, std::ptr::null_mut(), std::ptr::null_mut()) };
    }
}

/// Whether the trainer is part of the main program (its tests), where all libraries see this symbol.
fn is_in_the_program() -> bool {
    // SAFETY: no name asks for the main program, which is there.
    let found = unsafe { libc::dlsym(libc::dlopen(std::ptr::null(), libc::RTLD_LAZY), NAME.as_ptr()) };
    found == __cxa_atexit as *mut c_void
}

// SAFETY: the name is that of the C++ ABI for a function of these arguments; 0 is its answer where all went well.
#[unsafe(no_mangle)]
extern "C" fn __cxa_atexit(run: Destructor, argument: *mut c_void, library: *mut c_void) -> c_int {
    match real() {
        // SAFETY: what the caller gave goes on as it is.
        Some(register) if is_in_the_program() => unsafe { register(run, argument, library) },
        _ => 0,
    }
}
