//! A policy that panics in one call.

use lts_plugin_sdk::{Credit, Description, Error, Evaluation, Host, Policy, Space};
use serde::Deserialize;

pub(crate) struct Panicking {
    space: Space,
    settings: Settings,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// The call, e.g. `ask`.
    panic_in: String,
}

impl Panicking {
    fn pass(&self, call: &str) {
        assert!(self.settings.panic_in != call, "told to panic in {call}");
    }
}

impl Policy for Panicking {
    const DESCRIPTION: Description = Description {
        id: "test.panicking",
        name: "Panicking",
        version: "1.0.0",
        description: "Panics in the call that config.panic_in names.",
    };
    type Settings = Settings;
    const USES_CREDIT: bool = true;

    fn new(space: Space, _: u64, settings: Settings, _: Host) -> Result<Self, Error> {
        let policy = Self { space, settings };
        policy.pass("create");
        Ok(policy)
    }

    fn ask(&mut self, _: u64, point: &mut [f64]) -> Result<(), Error> {
        self.pass("ask");
        self.recommend(point)
    }

    fn tell(&mut self, _: &[Evaluation<'_>]) -> Result<(), Error> {
        self.pass("tell");
        Ok(())
    }

    fn recommend(&self, point: &mut [f64]) -> Result<(), Error> {
        self.pass("recommend");
        point.copy_from_slice(&self.space.start());
        Ok(())
    }

    fn save(&self) -> Result<Vec<u8>, Error> {
        self.pass("save");
        Ok(b"nothing".to_vec())
    }

    fn load(&mut self, state: &[u8]) -> Result<(), Error> {
        self.pass("load");
        if state == b"nothing" { Ok(()) } else { Err(Error::state("expected the word nothing")) }
    }

    fn metrics(&self) -> Vec<(&'static str, f64)> {
        self.pass("metrics");
        Vec::new()
    }

    fn stop(&self) -> Option<String> {
        self.pass("stop");
        None
    }

    fn credit(&mut self, _: &Credit<'_>) -> Result<(), Error> {
        self.pass("credit");
        Ok(())
    }
}

impl Drop for Panicking {
    fn drop(&mut self) {
        self.pass("destroy");
    }
}
