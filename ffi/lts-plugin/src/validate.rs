//! Validation of a plugin: the conformance kit and rules for plugins alone, in a child process with limits.
//!
//! The program starts itself again as a child; [`run_child`] is what the child does, [`watch`] what the parent does. The child
//! writes what it finds into a file, line by line, so that a crash or a hang of the plugin has a place.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use lts_core::{Credit, CreditUse, Evaluation, Outcome, ParameterSpace, Policy, PolicyError, Seed};
use lts_policy::conformance;
use serde::{Deserialize, Serialize};

use crate::{Library, PluginError, PluginPolicy, leak};

/// What the child may use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Time until the child is ended.
    pub time: Duration,
    /// Address space of the child, in bytes.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(60), memory_bytes: 2 << 30 }
    }
}

/// A rule that the plugin broke, or where it crashed or hung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// What was seen.
    pub seen: String,
}

/// One line of the child's report.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Begins(String),
    Finding(Finding),
    Done,
}

/// Validates the policy `id` (or each one) of the library at `path` in this process, and writes the report to `report`.
///
/// # Errors
/// If the report cannot be written.
pub fn run_child(path: &Path, id: Option<&str>, memory_bytes: u64, report: &Path) -> std::io::Result<()> {
    limit_memory(memory_bytes);
    let mut file = File::create(report)?;
    let mut write = |line: &Line| -> std::io::Result<()> {
        writeln!(file, "{}", serde_json::to_string(line)?)?;
        file.flush()
    };
    write(&Line::Begins("the library loads".into()))?;
    let library = match Library::open(path) {
        Ok(library) => library,
        Err(error) => {
            write(&Line::Finding(finding("the library loads", &error.fault.to_string())))?;
            return write(&Line::Done);
        }
    };
    let ids: Vec<String> = match id {
        Some(id) => vec![id.into()],
        None => library.descriptors().iter().map(|one| one.id.clone()).collect(),
    };
    for id in &ids {
        let many = ids.len() > 1;
        let place = |text: String| if many { format!("{id}: {text}") } else { text };
        let mut failed = Ok(());
        let make = |space: &ParameterSpace, seed: Seed| -> Result<Box<dyn Policy>, PolicyError> {
            Ok(Box::new(PluginPolicy::from_library(&library, Some(id), space, seed, "{}")?))
        };
        let found = conformance::check_each(&make, &mut |rule, space| {
            let line = Line::Begins(place(format!("{rule} (on the space '{space}')")));
            failed = std::mem::replace(&mut failed, Ok(())).and_then(|()| write(&line));
        });
        failed?;
        for one in found {
            write(&Line::Finding(finding(&place(one.rule.into()), &one.seen)))?;
        }
        let rules: [(&str, Rule); 5] = [
            ("a configuration that makes no sense is refused", unknown_key_is_refused),
            ("bytes that are no state are refused", garbage_is_no_state),
            ("the credit of samples is taken and is part of the state", credit_is_kept),
            ("it can be destroyed with candidates outstanding", destroyed_with_outstanding),
            ("it leaks no memory", no_leak),
        ];
        for (rule, holds) in rules {
            write(&Line::Begins(place(rule.into())))?;
            if let Err(seen) = holds(&library, id) {
                write(&Line::Finding(finding(&place(rule.into()), &seen)))?;
            }
        }
    }
    write(&Line::Begins("the library ends".into()))?;
    drop(library);
    write(&Line::Done)
}

type Rule = fn(&Library, &str) -> Result<(), String>;

fn finding(rule: &str, seen: &str) -> Finding {
    Finding { rule: rule.into(), seen: seen.into() }
}

/// The kit's space with all kinds of parameters.
fn space() -> Result<ParameterSpace, String> {
    let all = conformance::spaces().into_iter().find(|(name, _)| *name == "all kinds");
    all.map(|(_, space)| space).ok_or_else(|| "the kit has no space of all kinds".into())
}

fn policy(library: &Library, id: &str, config: &str) -> Result<PluginPolicy, PluginError> {
    let space = space().map_err(|reason| crate::Fault::Unreadable { reason }.of(id))?;
    PluginPolicy::from_library(library, Some(id), &space, Seed::new(3), config)
}

fn unknown_key_is_refused(library: &Library, id: &str) -> Result<(), String> {
    match policy(library, id, r#"{"no-such-key-in-any-policy":1}"#) {
        Ok(_) => Err("an unknown key is taken, so a mistyped one would be too".into()),
        Err(PluginError { fault: crate::Fault::Failed { .. }, .. }) => Ok(()),
        Err(error) => Err(error.fault.to_string()),
    }
}

fn garbage_is_no_state(library: &Library, id: &str) -> Result<(), String> {
    let mut policy = policy(library, id, "{}").map_err(|error| error.to_string())?;
    policy.ask(0, 2).map_err(|error| error.to_string())?;
    let saved = policy.save().map_err(|error| error.to_string())?;
    let mut json: serde_json::Value = serde_json::from_str(&saved).map_err(|error| error.to_string())?;
    if json.get("state").is_none() {
        return Err("it has no extension lts.state/1, so its runs cannot be resumed".into());
    }
    // Base64 of nothing, of a few bytes, and of bytes of all values.
    for (name, state) in
        [("no bytes", ""), ("four bytes of 255", "/////w=="), ("text", "bm8gc3RhdGUgYXQgYWxs")]
    {
        json["state"] = state.into();
        if policy.load(&json.to_string()).is_ok() {
            return Err(format!("it took {name} for a state"));
        }
    }
    policy.load(&saved).map_err(|error| format!("after refused states, its own: {error}"))
}

/// Only for policies with the extension `lts.credit/1`.
fn credit_is_kept(library: &Library, id: &str) -> Result<(), String> {
    let text = |error: PolicyError| error.to_string();
    let make = || policy(library, id, "{}").map_err(|error| error.to_string());
    let (mut whole, mut copy) = (make()?, make()?);
    if whole.credit_use() == CreditUse::None {
        return Ok(());
    }
    whole.ask(0, 2).map_err(text)?;
    let dimension = space()?.dimension();
    // Two samples, each of which says something about each number.
    let scores = (0..2 * dimension).map(|index| if index < dimension { 1.0 } else { -0.5 }).collect();
    let names = vec![Credit::INFLUENCE.to_string()];
    whole.credit(&Credit { candidate: 0, names, values: vec![0.5, -0.25], scores }).map_err(text)?;
    if copy.load(&whole.save().map_err(text)?).is_err() {
        // A policy that cannot load is found by another rule.
        return Ok(());
    }
    let outcome = Outcome::Scored { reward: 0.25, metrics: Default::default() };
    let told = [0, 1].map(|candidate| Evaluation { candidate, outcome: outcome.clone() });
    for policy in [&mut whole, &mut copy] {
        policy.tell(&told).map_err(text)?;
    }
    let (left, right) = (whole.recommend().map_err(text)?, copy.recommend().map_err(text)?);
    if left != right || whole.save() != copy.save() {
        return Err("saved and loaded between credit and tell, it goes on in another way".into());
    }
    Ok(())
}

fn destroyed_with_outstanding(library: &Library, id: &str) -> Result<(), String> {
    let mut policy = policy(library, id, "{}").map_err(|error| error.to_string())?;
    policy.ask(0, 3).map(drop).map_err(|error| error.to_string())
}

fn no_leak(library: &Library, id: &str) -> Result<(), String> {
    const TURNS: u64 = 200;
    let turns = || -> Result<(), String> {
        for _ in 0..TURNS {
            let mut policy = policy(library, id, "{}").map_err(|error| error.to_string())?;
            policy.ask(0, 3).map_err(|error| error.to_string())?;
            let saved = policy.save().map_err(|error| error.to_string())?;
            // A policy that cannot save is found by another rule.
            let _ = policy.load(&saved);
            policy.metrics();
            policy.recommend().map_err(|error| error.to_string())?;
        }
        Ok(())
    };
    turns()?;
    let before = leak::bytes_in_use();
    turns()?;
    if let (Some(before), Some(after)) = (before, leak::bytes_in_use()) {
        let grown = after.saturating_sub(before);
        // A byte for each policy would be enough to be sure; the allocator's own books take some.
        if grown > 16 * TURNS {
            return Err(format!(
                "{grown} bytes are left after {TURNS} policies were made, used and destroyed"
            ));
        }
    }
    Ok(())
}

/// Starts `child`, which calls [`run_child`] with the report's path that this function gives it as last argument, and says
/// what it found. A crash, a hang or an early end is a finding.
///
/// # Errors
/// If the child cannot be started or its report cannot be read.
pub fn watch(child: &mut Command, limits: Limits) -> std::io::Result<Vec<Finding>> {
    let folder = tempfile::tempdir()?;
    let report = folder.path().join("report.jsonl");
    child.arg(&report).stdin(Stdio::null()).stdout(Stdio::null());
    let ended = run_limited(child, limits.time)?;
    let text = std::fs::read_to_string(&report).unwrap_or_default();
    let (mut findings, mut place, mut done) = (Vec::new(), "the start".to_string(), false);
    for line in text.lines() {
        match serde_json::from_str(line) {
            Ok(Line::Begins(rule)) => place = rule,
            Ok(Line::Finding(finding)) => findings.push(finding),
            Ok(Line::Done) => done = true,
            // The line at which the child was ended.
            Err(_) => {}
        }
    }
    let seen = match ended {
        Some(status) if done && status.success() => return Ok(findings),
        Some(status) => format!("the plugin ended its process ({})", how(status)),
        None => format!("the plugin did not return within {} s", limits.time.as_secs_f64()),
    };
    let rule = if done { "the process ends well".into() } else { place };
    findings.push(Finding { rule, seen });
    Ok(findings)
}

/// Runs a command until its end, or ends it after `time`; none if it had to be ended.
pub fn run_limited(command: &mut Command, time: Duration) -> std::io::Result<Option<ExitStatus>> {
    let mut child = command.spawn()?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > time {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn how(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        let name = match signal {
            libc::SIGSEGV => "a segmentation fault",
            libc::SIGABRT => "an abort: an exception or panic that left it, or the memory limit",
            libc::SIGKILL => "killed",
            libc::SIGFPE => "an arithmetic fault",
            libc::SIGILL => "an illegal instruction",
            libc::SIGBUS => "a bus error",
            _ => "a signal",
        };
        return format!("signal {signal}, {name}");
    }
    format!("exit code {}", status.code().unwrap_or(-1))
}

#[cfg_attr(unix, expect(unsafe_code, reason = "the system's limits are set by C functions"))]
fn limit_memory(bytes: u64) {
    #[cfg(unix)]
    {
        let limit = libc::rlimit { rlim_cur: bytes, rlim_max: bytes };
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: pointers to live values of ours. If the system refuses, the parent's limit of time is left.
        unsafe {
            libc::setrlimit(libc::RLIMIT_AS, &raw const limit);
            libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        }
    }
    #[cfg(not(unix))]
    let _ = bytes;
}
