//! Loads a trainer's library and calls its table.

use std::ffi::c_void;
use std::path::Path;
use std::sync::Once;

use lts_trainer_abi::{Code, Entry, Fault, Frames, JobView, MeshView, SYMBOL, Sink, Table, Text, VERSION};

/// A loaded trainer. It is never unloaded: threads and statics of it may live as long as the process.
#[derive(Clone, Copy)]
pub(crate) struct Library {
    table: &'static Table,
}

impl Library {
    /// Loads the library at `path`.
    pub(crate) fn load(path: &str) -> Result<Self, Fault> {
        let missing = |reason: String| Fault::new(Code::NoTrainer, format!("the trainer '{path}': {reason}"));
        let file = Path::new(path);
        if !file.is_absolute() {
            return Err(missing("expected the full path of the trainer's library".into()));
        }
        if !file.is_file() {
            return Err(missing("there is no such file; stage the plugin's libraries again".into()));
        }
        let_waiting_threads_sleep();
        let library = system::open(file).map_err(|error| missing(with_advice(&error.to_string())))?;
        let foreign =
            |reason: String| Fault::new(Code::WrongTrainer, format!("the trainer '{path}': {reason}"));
        // SAFETY: a trainer exports a function of this type under this name.
        let entry = unsafe { library.get::<Entry>(SYMBOL) };
        let entry = *entry.map_err(|_| foreign("it is no trainer: it has no lts_trainer_table".into()))?;
        // The library stays for ever, so that its table does.
        std::mem::forget(library);
        // SAFETY: the function takes nothing and gives a table that lives as long as the library.
        let table = unsafe { entry() };
        if table.is_null() {
            return Err(foreign("it gives no table".into()));
        }
        // SAFETY: a table of any version begins with two numbers.
        let (version, size) =
            unsafe { ((&raw const (*table).version).read(), (&raw const (*table).size).read()) };
        if version != VERSION || size as usize != size_of::<Table>() {
            return Err(foreign(format!(
                "it speaks version {version} of the table, this plugin speaks {VERSION}; build and stage both together"
            )));
        }
        // SAFETY: it is not null, lives for ever, and is of this version and size.
        Ok(Self { table: unsafe { &*table } })
    }

    /// Opens a session from JSON options.
    pub(crate) fn open(self, options: &str) -> Result<Handle, Fault> {
        let mut at = std::ptr::null();
        // SAFETY: everything is lent for the call.
        self.text(|table, texts| unsafe { (table.open)(Text::of(options), &raw mut at, texts) })?;
        if at.is_null() {
            return Err(Fault::new(Code::Failed, "the trainer opened no session and does not say why"));
        }
        Ok(Handle { library: self, at })
    }

    /// Asks without a session.
    pub(crate) fn ask(self, request: &str) -> Result<String, Fault> {
        // SAFETY: no session is allowed here, the rest is lent for the call.
        self.text(|table, texts| unsafe { (table.ask)(std::ptr::null(), Text::of(request), texts) })
    }

    /// Makes a call and takes its text: an answer, or the message of a fault.
    fn text(self, call: impl FnOnce(&Table, *const Sink<Text>) -> u32) -> Result<String, Fault> {
        let mut text = String::new();
        let sink = Sink { context: (&raw mut text).cast(), take: take_text };
        match Code::of(call(self.table, &raw const sink)) {
            Code::Ok => Ok(text),
            code => Err(Fault::new(code, text)),
        }
    }
}

/// An open session of a trainer. Dropping it frees it.
pub(crate) struct Handle {
    library: Library,
    at: *const c_void,
}

// SAFETY: the table's functions may be called from any thread.
unsafe impl Send for Handle {}
// SAFETY: and at the same time.
unsafe impl Sync for Handle {}

impl Handle {
    /// Asks this session.
    pub(crate) fn ask(&self, request: &str) -> Result<String, Fault> {
        // SAFETY: the session lives, the rest is lent for the call.
        self.library.text(|table, texts| unsafe { (table.ask)(self.at, Text::of(request), texts) })
    }

    /// Hands the next job to `take`.
    pub(crate) fn poll(&self, take: &mut dyn FnMut(&JobView)) -> Result<(), Fault> {
        let sink = sink_of(&take);
        // SAFETY: the session lives, the rest is lent for the call.
        self.library.text(|table, texts| unsafe { (table.poll)(self.at, &raw const sink, texts) }).map(drop)
    }

    /// Hands the job of a JSON preview to `take`.
    pub(crate) fn preview(&self, request: &str, take: &mut dyn FnMut(&JobView)) -> Result<(), Fault> {
        let sink = sink_of(&take);
        let request = Text::of(request);
        // SAFETY: the session lives, the rest is lent for the call.
        let call =
            |table: &Table, texts| unsafe { (table.preview)(self.at, request, &raw const sink, texts) };
        self.library.text(call).map(drop)
    }

    /// Hands all meshes to `take`.
    pub(crate) fn meshes(&self, take: &mut dyn FnMut(&MeshView)) -> Result<(), Fault> {
        let sink = sink_of(&take);
        // SAFETY: the session lives, the rest is lent for the call.
        self.library.text(|table, texts| unsafe { (table.meshes)(self.at, &raw const sink, texts) }).map(drop)
    }

    /// Submits frames, whose planes are readable for their lengths.
    pub(crate) fn submit(&self, job: u64, frames: &Frames) -> Result<(), Fault> {
        // SAFETY: the session lives; the caller made the frames from slices.
        self.library.text(|table, texts| unsafe { (table.submit)(self.at, job, frames, texts) }).map(drop)
    }

    /// Fails a job.
    pub(crate) fn fail(&self, job: u64, reason: &str) -> Result<(), Fault> {
        // SAFETY: the session lives, the rest is lent for the call.
        let call = |table: &Table, texts| unsafe { (table.fail)(self.at, job, Text::of(reason), texts) };
        self.library.text(call).map(drop)
    }

    /// Stops, and waits at most `seconds`.
    pub(crate) fn close(&self, seconds: f64) -> Result<(), Fault> {
        // SAFETY: the session lives.
        self.library.text(|table, texts| unsafe { (table.close)(self.at, seconds, texts) }).map(drop)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: it came from `open`, is freed once, and nobody uses it any more.
        unsafe { (self.library.table.free)(self.at) };
    }
}

/// A sink that hands what it takes to a closure.
fn sink_of<T>(take: &&mut dyn FnMut(&T)) -> Sink<T> {
    Sink { context: std::ptr::from_ref(take).cast_mut().cast(), take: hand_over::<T> }
}

unsafe extern "C" fn hand_over<T>(context: *mut c_void, what: *const T) {
    // SAFETY: the context is the closure of `sink_of`, which outlives the call, and `what` is lent.
    let (take, what) = unsafe { (&mut *context.cast::<&mut dyn FnMut(&T)>(), &*what) };
    // A panic here would end the process at the border of C; what it would have made stays absent.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| take(what)));
}

unsafe extern "C" fn take_text(context: *mut c_void, text: *const Text) {
    // SAFETY: the context is the string of `Library::text`, and the text is lent.
    unsafe { *context.cast::<String>() = (*text).to_string() };
}

/// What the loader says, and what to do about it.
fn with_advice(said: &str) -> String {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if ["libtorch", "libc10", "libgomp", "libcudart", "torch_cpu"].iter().any(|name| said.contains(name)) {
        return format!("libtorch is missing: {said}; put libtorch's libraries beside the trainer");
    }
    format!("it cannot be loaded: {said}")
}

/// Threads of libtorch share the cores with the engine: one that waits must sleep. Where it spins instead, training is
/// several times slower on a busy machine. The runtime reads this once, when it is loaded.
fn let_waiting_threads_sleep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        #[cfg(unix)]
        // SAFETY: both texts end with zero. A thread of the engine that reads its environment at this moment sees the
        // old list or the new one: the C library frees neither.
        unsafe {
            libc::setenv(c"OMP_WAIT_POLICY".as_ptr(), c"passive".as_ptr(), 0);
        }
    });
}

#[cfg(unix)]
mod system {
    //! Unix: by full path, with all symbols bound at once, to the library's own ones first.

    use std::path::Path;

    use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

    /// An engine brings its own C++ runtime and allocator, and exports them; libtorch must not bind to those.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    const OWN_SYMBOLS_FIRST: i32 = libc::RTLD_DEEPBIND;
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    const OWN_SYMBOLS_FIRST: i32 = 0;

    pub(super) fn open(path: &Path) -> Result<Library, libloading::Error> {
        // SAFETY: the user chose this trainer, whose initialisers are those of Rust and libtorch.
        unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL | OWN_SYMBOLS_FIRST) }
    }
}

#[cfg(windows)]
mod system {
    //! Windows: by full path, with libraries that it needs from its own folder.

    use std::path::Path;

    use libloading::os::windows::{LOAD_WITH_ALTERED_SEARCH_PATH, Library};

    pub(super) fn open(path: &Path) -> Result<Library, libloading::Error> {
        // SAFETY: the user chose this trainer, whose initialisers are those of Rust and libtorch.
        unsafe { Library::load_with_flags(path, LOAD_WITH_ALTERED_SEARCH_PATH) }
    }
}
