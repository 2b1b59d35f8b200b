//! `lts plugin`: what plugins there are, what is in them, whether they keep the rules. Libraries are loaded in child processes,
//! so that a crash of a plugin is an answer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use lts_plugin::Library;
use lts_plugin::validate::{Limits, run_child, run_limited, watch};
use serde_json::{Value, json};

use crate::args::Plugin;
use crate::exit::Answer;

/// Does what the command says.
///
/// # Errors
/// If a library is not there or cannot be used; findings are no error.
pub fn run(command: &Plugin) -> Result<Answer> {
    match command {
        Plugin::List => list(),
        Plugin::Info { file } => info(file),
        Plugin::Validate { file, id, time_limit_secs, memory_limit_mib } => {
            let time = Duration::from_secs(*time_limit_secs);
            validate(file, id.as_deref(), Limits { time, memory_bytes: memory_limit_mib << 20 })
        }
        Plugin::Probe { file, report } => probe(file, report),
        Plugin::ValidateHere { file, id, memory_bytes, report } => {
            run_child(file, id.as_deref(), *memory_bytes, report)
                .with_context(|| format!("{}: the report cannot be written", report.display()))?;
            Ok(Answer::text(""))
        }
    }
}

/// This program again.
fn again(command: &str) -> Result<Command> {
    let mut child = Command::new(std::env::current_exe().context("this program's own file cannot be found")?);
    child.args(["plugin", command]);
    Ok(child)
}

fn list() -> Result<Answer> {
    let files = lts_plugin::find_all();
    let (mut lines, mut found) = (Vec::new(), Vec::new());
    for file in &files {
        match ask(file) {
            Ok(facts) => {
                lines.extend(policies(&facts).map(|line| format!("{line}  {}", file.display())));
                found.push(facts);
            }
            Err(error) => {
                lines.push(format!("unusable: {error}"));
                found.push(json!({ "path": file, "error": error.to_string() }));
            }
        }
    }
    if files.is_empty() {
        let places: Vec<String> =
            lts_plugin::folders().iter().map(|path| path.display().to_string()).collect();
        lines.push(format!("no plugins in {}; set LTS_PLUGIN_PATH to their folders", places.join(", ")));
    }
    Ok(Answer::new(lines.join("\n"), Value::Array(found)))
}

fn info(file: &Path) -> Result<Answer> {
    let facts = ask(file)?;
    let text = |key: &str| facts[key].as_str().unwrap_or_default().to_string();
    let mut lines = vec![
        format!("library: {}", text("path")),
        format!("sha256: {}", text("sha256")),
        format!("policy ABI: {}", text("abi")),
    ];
    lines.extend(policies(&facts).map(|line| format!("policy: {line}")));
    Ok(Answer::new(lines.join("\n"), facts))
}

/// One line for each policy of a library.
fn policies(facts: &Value) -> impl Iterator<Item = String> {
    facts["policies"].as_array().into_iter().flatten().map(|policy| {
        let text = |key: &str| policy[key].as_str().unwrap_or_default();
        format!("{} {}: {}. {}", text("id"), text("version"), text("name"), text("description"))
    })
}

/// Facts about a library, from a child process.
fn ask(file: &Path) -> Result<Value> {
    let path = lts_plugin::locate(file)?;
    let folder = tempfile::tempdir().context("a temporary folder cannot be made")?;
    let report = folder.path().join("facts.json");
    let mut child = again("probe")?;
    child.arg(&path).arg(&report).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = run_limited(&mut child, Duration::from_secs(10)).context("the child cannot be started")?;
    let facts: Option<Value> =
        std::fs::read(&report).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match facts {
        Some(facts) => match facts["error"].as_str() {
            Some(error) => bail!("{error}"),
            None => Ok(facts),
        },
        None if ended.is_none() => {
            bail!("{}: the library did not say within 10 s what policies it has", path.display())
        }
        None => bail!(
            "{}: the library crashed when it was asked what policies it has; `lts plugin validate` says where",
            path.display()
        ),
    }
}

fn probe(file: &Path, report: &Path) -> Result<Answer> {
    let facts = match Library::open(file) {
        Ok(library) => {
            let (major, minor) = library.abi();
            json!({
                "path": library.path(),
                "sha256": library.sha256(),
                "abi": format!("{major}.{minor}"),
                "policies": library.descriptors(),
            })
        }
        Err(error) => json!({ "path": file, "error": error.to_string() }),
    };
    std::fs::write(report, facts.to_string())
        .with_context(|| format!("{}: the facts cannot be written", report.display()))?;
    Ok(Answer::text(""))
}

fn validate(file: &Path, id: Option<&str>, limits: Limits) -> Result<Answer> {
    let path = lts_plugin::locate(file)?;
    let mut child = again("validate-here")?;
    child.arg(&path).arg("--memory-bytes").arg(limits.memory_bytes.to_string());
    if let Some(id) = id {
        child.args(["--id", id]);
    }
    if std::env::var_os("LTS_LOG").is_none() {
        // The kit makes hundreds of policies, each of which may have something to say.
        child.env("LTS_LOG", "lts_plugin=warn");
    }
    let findings = watch(&mut child, limits).context("the plugin cannot be run in a child process")?;
    let json = json!({ "path": path, "findings": findings });
    if findings.is_empty() {
        return Ok(Answer::new(format!("{}: no findings", path.display()), json));
    }
    let mut lines: Vec<String> =
        findings.iter().map(|finding| format!("finding: {}: {}", finding.rule, finding.seen)).collect();
    lines.push(format!("{}: {} finding(s)", path.display(), findings.len()));
    Ok(Answer::new(lines.join("\n"), json).with_code(1))
}
