//! A loaded library: opened once, initialised, asked what policies it has, and never unloaded.
#![expect(unsafe_code, reason = "loads foreign code and calls its entry")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use lts_plugin_abi::{ENTRY_SYMBOL, LTS_POLICY_FACTORY_ID, lts_error, lts_plugin_entry, lts_policy_factory};
use serde::Serialize;

use crate::crash::calling;
use crate::error::{Fault, PluginError};
use crate::space::c_text;
use crate::{checked, image, search};

/// A kind of policy in a library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Descriptor {
    /// Its id, e.g. `com.example.random-search`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One sentence about it.
    pub description: String,
}

/// A policy library that is loaded and initialised. Copies share it.
#[derive(Clone)]
pub struct Library {
    loaded: Arc<Loaded>,
}

struct Loaded {
    path: PathBuf,
    sha256: String,
    name: String,
    entry: lts_plugin_entry,
    factory_at: *const lts_policy_factory,
    factory: lts_policy_factory,
    descriptors: Vec<Descriptor>,
}

// SAFETY: the factory and the entry are constant while the library is initialised, which `Loaded` stands for.
unsafe impl Send for Loaded {}
// SAFETY: as above; what is [serial] is called with the policy's `&mut` or under the lock of `open`.
unsafe impl Sync for Loaded {}

impl Library {
    /// Opens the library that `path` names (see [`locate`](crate::locate)) and initialises it, if it is not open already.
    ///
    /// # Errors
    /// If it is not there, is no library for this machine, is no plugin of this ABI version, or fails.
    pub fn open(path: &Path) -> Result<Self, PluginError> {
        let path = search::locate(path)?;
        let fault = |fault: Fault| fault.of(path.display().to_string());
        let sha256 = image::inspect(&path).map_err(fault)?;
        let canonical = path.canonicalize().unwrap_or_else(|_| path.clone());
        // One library is initialised once, however often it is opened.
        let mut open = open_libraries().lock().unwrap_or_else(PoisonError::into_inner);
        let key = (canonical, sha256.clone());
        if let Some(loaded) = open.get(&key).and_then(Weak::upgrade) {
            return Ok(Self { loaded });
        }
        let entry_at = load(&path).map_err(fault)?;
        let entry = checked::entry(entry_at).map_err(fault)?;
        let loaded = Arc::new(initialise(path.clone(), sha256, entry).map_err(fault)?);
        open.insert(key, Arc::downgrade(&loaded));
        Ok(Self { loaded })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.loaded.path
    }

    /// SHA-256 of its file, as hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.loaded.sha256
    }

    /// Version of the ABI that it was made for, major and minor.
    pub fn abi(&self) -> (u32, u32) {
        (self.loaded.entry.abi_major, self.loaded.entry.abi_minor)
    }

    /// The policies that it has.
    pub fn descriptors(&self) -> &[Descriptor] {
        &self.loaded.descriptors
    }

    /// The policy called `id`, or the only one.
    ///
    /// # Errors
    /// If there is none of that id, or several and no id.
    pub fn descriptor(&self, id: Option<&str>) -> Result<&Descriptor, PluginError> {
        let all = self.descriptors();
        let known = || all.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let fault = match (id, all) {
            (Some(id), all) => match all.iter().find(|one| one.id == id) {
                Some(one) => return Ok(one),
                None => Fault::UnknownId { id: id.into(), known: known() },
            },
            (None, [one]) => return Ok(one),
            (None, _) => Fault::SeveralIds { known: known() },
        };
        Err(fault.of(self.path().display().to_string()))
    }

    pub(crate) fn factory(&self) -> (*const lts_policy_factory, &lts_policy_factory) {
        (self.loaded.factory_at, &self.loaded.factory)
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        if let Some(deinit) = self.entry.deinit {
            // SAFETY: `init` succeeded, and no policy is left: each holds the library.
            calling(&self.name, "deinit", || unsafe { deinit() });
        }
    }
}

type OpenLibraries = Mutex<HashMap<(PathBuf, String), Weak<Loaded>>>;

fn open_libraries() -> &'static OpenLibraries {
    static OPEN: OnceLock<OpenLibraries> = OnceLock::new();
    OPEN.get_or_init(OpenLibraries::default)
}

/// Has the system load the file and gives the address of its entry.
fn load(path: &Path) -> Result<*const lts_plugin_entry, Fault> {
    let refused = |error: libloading::Error| Fault::Load { reason: error.to_string() };
    let name = path.display().to_string();
    #[cfg(unix)]
    // SAFETY: loading runs the file's initialisers; the user named it as code to run. What it needs is resolved now, so that a
    // missing symbol is an error here and not a crash later.
    let library = calling(&name, "loading", || unsafe {
        use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
        Library::open(Some(path), RTLD_NOW | RTLD_LOCAL).map(libloading::Library::from)
    })
    .map_err(refused)?;
    #[cfg(not(unix))]
    // SAFETY: as above.
    let library = calling(&name, "loading", || unsafe { libloading::Library::new(path) }).map_err(refused)?;
    // Never unloaded: threads, destructors and addresses of it may be left.
    let library = std::mem::ManuallyDrop::new(library);
    // SAFETY: the header gives the symbol this type; it is looked at through `checked` alone.
    let symbol = unsafe { library.get::<*const lts_plugin_entry>(ENTRY_SYMBOL.as_bytes()) };
    symbol.map(|symbol| *symbol).map_err(|_| Fault::NoEntry)
}

fn initialise(path: PathBuf, sha256: String, entry: lts_plugin_entry) -> Result<Loaded, Fault> {
    let name = path.display().to_string();
    let init = checked::function(entry.init, "entry.init")?;
    let own_path = c_text(&name);
    let mut error = empty_error();
    // SAFETY: the first call, with live pointers of ours.
    let status = calling(&name, "init", || unsafe { init(own_path.as_ptr(), &raw mut error) });
    checked::status(status, &error, "init")?;
    match describe(&name, &entry) {
        Ok((factory_at, factory, descriptors)) => {
            Ok(Loaded { path, sha256, name, entry, factory_at, factory, descriptors })
        }
        Err(fault) => {
            if let Some(deinit) = entry.deinit {
                // SAFETY: `init` succeeded, and nothing else of the library is in use.
                calling(&name, "deinit", || unsafe { deinit() });
            }
            Err(fault)
        }
    }
}

type Described = (*const lts_policy_factory, lts_policy_factory, Vec<Descriptor>);

fn describe(name: &str, entry: &lts_plugin_entry) -> Result<Described, Fault> {
    const MOST: u32 = 1000;
    let get_factory = checked::function(entry.get_factory, "entry.get_factory")?;
    let id = LTS_POLICY_FACTORY_ID.as_ptr().cast();
    // SAFETY: after `init`, with a live text.
    let factory_at: *const lts_policy_factory =
        calling(name, "get_factory", || unsafe { get_factory(id) }).cast();
    let factory = checked::factory(factory_at)?;
    let count = checked::function(factory.count, "factory.count")?;
    let one = checked::function(factory.descriptor, "factory.descriptor")?;
    // SAFETY: the factory is the one that the library gave.
    let count = calling(name, "count", || unsafe { count(factory_at) });
    if count == 0 || count > MOST {
        return Err(checked::broken("count", format!("it has {count} policies, expected 1 to {MOST}")));
    }
    let mut descriptors: Vec<Descriptor> = Vec::new();
    for index in 0..count {
        // SAFETY: as above, with an index below `count`.
        let descriptor = calling(name, "descriptor", || unsafe { one(factory_at, index) });
        let descriptor = checked::descriptor(descriptor)?;
        if descriptors.iter().any(|earlier| earlier.id == descriptor.id) {
            return Err(checked::broken("descriptor", format!("the id '{}' comes twice", descriptor.id)));
        }
        descriptors.push(descriptor);
    }
    Ok((factory_at, factory, descriptors))
}

pub(crate) fn empty_error() -> lts_error {
    lts_error { code: 0, message: [0; lts_plugin_abi::LTS_TEXT_SIZE as usize] }
}
