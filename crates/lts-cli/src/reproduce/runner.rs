//! Runs requests in child processes of this program: what is unfinished is resumed, what is finished is kept.

use std::collections::VecDeque;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use lts_core::Stop;
use rustix::process::{Pid, Signal, kill_process};

use super::request::{Request, Standing};
use crate::progress::Verbosity;

/// How long to wait between looks at the children.
const LOOK: Duration = Duration::from_millis(50);

/// Runs requests.
pub(super) struct Runner {
    /// How many at the same time; 0 is one for each core.
    pub jobs: usize,
    /// Whether runs that were made with other settings are made anew.
    pub redo: bool,
    /// Asks it to stop.
    pub stop: Stop,
    /// How much is said.
    pub verbosity: Verbosity,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// All runs are there.
    All,
    /// It was asked to stop; what is unfinished can be resumed.
    Stopped,
}

/// A child at work.
struct Working<'a> {
    request: &'a Request,
    child: Child,
    started: Instant,
}

impl Runner {
    /// Runs what is missing of `requests`.
    ///
    /// # Errors
    /// If a run fails, or what is there was made with other settings.
    pub fn run(&self, requests: &[Request]) -> Result<Ended> {
        let mut open = self.open(requests)?;
        let jobs = match self.jobs {
            0 => std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            jobs => jobs,
        };
        self.say(&format!(
            "{} runs, {} of them are there already",
            requests.len(),
            requests.len() - open.len()
        ));
        let mut working: Vec<Working<'_>> = Vec::new();
        let result = self.work(&mut open, &mut working, jobs);
        // Nobody is left behind, whatever happened.
        for one in &mut working {
            send(&one.child, Signal::INT);
            let _ = one.child.wait();
        }
        result
    }

    fn work<'a>(
        &self,
        open: &mut VecDeque<&'a Request>,
        working: &mut Vec<Working<'a>>,
        jobs: usize,
    ) -> Result<Ended> {
        let mut asked = false;
        loop {
            let mut index = 0;
            while index < working.len() {
                match working[index].child.try_wait().context("a child process cannot be waited for")? {
                    Some(status) => self.ended(&working.remove(index), status)?,
                    None => index += 1,
                }
            }
            if self.stop.is_requested() {
                if working.is_empty() {
                    return Ok(Ended::Stopped);
                }
                if !asked {
                    working.iter().for_each(|one| send(&one.child, Signal::INT));
                    asked = true;
                }
            } else if working.len() < jobs && !open.is_empty() {
                let busy = |request: &Request| {
                    let after = request.after.as_ref();
                    working
                        .iter()
                        .map(|one| one.request)
                        .chain(open.iter().copied())
                        .any(|other| after == Some(&other.directory))
                };
                if let Some(at) = open.iter().position(|request| !busy(request))
                    && let Some(request) = open.remove(at)
                {
                    working.push(self.start(request)?);
                    continue;
                }
            } else if working.is_empty() {
                return Ok(Ended::All);
            }
            std::thread::sleep(LOOK);
        }
    }

    /// What is to be run; refuses runs that were made with other settings.
    fn open<'a>(&self, requests: &'a [Request]) -> Result<VecDeque<&'a Request>> {
        let mut open = VecDeque::new();
        for request in requests {
            match request.standing()? {
                Standing::Finished => {}
                Standing::Absent | Standing::Unfinished => open.push_back(request),
                Standing::Other(_) if self.redo => {
                    request.clear()?;
                    open.push_back(request);
                }
                Standing::Other(difference) => bail!(
                    "{}: this run was made with other settings ({difference}); choose another --out, or make such runs anew with --redo",
                    request.directory.display()
                ),
            }
        }
        Ok(open)
    }

    fn start<'a>(&self, request: &'a Request) -> Result<Working<'a>> {
        let resumed = request.standing()? == Standing::Unfinished;
        if !resumed {
            request.clear()?;
            request.write()?;
        }
        let program = std::env::current_exe().context("the program's own path is unknown")?;
        let mut command = Command::new(program);
        if resumed {
            command.arg("resume").arg(&request.directory);
        } else {
            command.arg("learn").arg(&request.config).arg("--run-dir").arg(&request.directory);
        }
        let path = request.directory.with_extension("log");
        let log = File::options().create(true).append(true).open(&path);
        let log = log.with_context(|| format!("{}: cannot be written", path.display()))?;
        let copy = log.try_clone().with_context(|| format!("{}: cannot be written", path.display()))?;
        // A group of its own: Ctrl-C at the terminal reaches this process alone, which passes it on once.
        command.arg("--quiet").process_group(0).stdin(Stdio::null()).stdout(log).stderr(copy);
        let child = command.spawn().context("the program cannot start itself")?;
        self.say(&format!("{}: {}", request.name(), if resumed { "resumed" } else { "started" }));
        Ok(Working { request, child, started: Instant::now() })
    }

    fn ended(&self, one: &Working<'_>, status: ExitStatus) -> Result<()> {
        let name = one.request.name();
        match status.code() {
            Some(0) => {
                self.say(&format!("{name}: done in {:.0} s", one.started.elapsed().as_secs_f64()));
                Ok(())
            }
            Some(130) if self.stop.is_requested() => {
                self.say(&format!("{name}: stopped"));
                Ok(())
            }
            _ => {
                let path = one.request.directory.with_extension("log");
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let last = text.lines().rev().find(|line| line.starts_with("error: "));
                let said = last.map_or_else(
                    || format!("it ended with {status}"),
                    |line| line["error: ".len()..].to_string(),
                );
                bail!("{name}: {said} (see {})", path.display())
            }
        }
    }

    fn say(&self, line: &str) {
        if self.verbosity == Verbosity::Normal {
            eprintln!("{line}");
        }
    }
}

/// Sends a signal to a child that may have ended.
fn send(child: &Child, signal: Signal) {
    let _ = kill_process(Pid::from_child(child), signal);
}
