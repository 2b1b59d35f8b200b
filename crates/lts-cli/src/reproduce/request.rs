//! One run of a reproduction: an arm with a seed, as a whole experiment in a file, and what is there of it already.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lts_run::report::RunData;
use lts_run::reproduce::{ArmSettings, Reproduction, Source};
use toml::{Table, Value};

/// A run that is wanted.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// Name of the arm.
    pub arm: String,
    /// The seed.
    pub seed: u64,
    /// The run directory.
    pub directory: PathBuf,
    /// The file of the whole experiment, beside the run directory.
    pub config: PathBuf,
    /// The experiment, but for parameters of another run.
    experiment: Table,
    /// The run whose recommendation the policy `fixed` uses.
    pub after: Option<PathBuf>,
}

/// What is there of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// It can be resumed.
    Unfinished,
    /// All of it.
    Finished,
    /// It was made with other settings: the first key that differs, its value there and the one that is wanted.
    Other(String),
}

/// All runs that are wanted, each after those that it needs.
///
/// # Errors
/// If an experiment cannot be read.
pub(super) fn all(reproduction: &Reproduction<'_>, definition: &Path, out: &Path) -> Result<Vec<Request>> {
    let mut requests = Vec::new();
    let folder = definition.parent().unwrap_or(Path::new(""));
    for arm in reproduction.definition.arms_at(reproduction.size) {
        for seed in reproduction.seeds {
            requests.push(one(reproduction, arm, *seed, folder, out)?);
        }
    }
    Ok(requests)
}

fn one(
    reproduction: &Reproduction<'_>,
    arm: &ArmSettings,
    seed: u64,
    folder: &Path,
    out: &Path,
) -> Result<Request> {
    let mut set = reproduction.definition.overrides(arm, reproduction.size);
    set.extend_from_slice(reproduction.set);
    set.push(format!("run.name=\"{}-{}\"", reproduction.name, arm.name));
    set.push(format!("run.seed={seed}"));
    let mut experiment = lts_run::config::resolve(&folder.join(&arm.experiment), &set)?;
    let mut after = None;
    match &arm.parameters {
        None => {}
        Some(Source::Validation) => {
            let truth = experiment.get("task").and_then(|task| task.get("validation")?.get("parameters"));
            let Some(truth) = truth.cloned() else {
                bail!(
                    "{}: task.validation.parameters is absent, which the arm '{}' needs",
                    arm.experiment.display(),
                    arm.name
                );
            };
            fix(&mut experiment, truth);
        }
        Some(Source::RecommendedBy(other)) => after = Some(directory(out, other, seed)),
    }
    let directory = directory(out, &arm.name, seed);
    let config = directory.with_extension("toml");
    Ok(Request { arm: arm.name.clone(), seed, directory, config, experiment, after })
}

fn directory(out: &Path, arm: &str, seed: u64) -> PathBuf {
    out.join("runs").join(arm).join(format!("s{seed}"))
}

/// Makes the policy `fixed` with these parameters.
fn fix(experiment: &mut Table, parameters: Value) {
    let mut policy = Table::new();
    policy.insert("kind".into(), "fixed".into());
    policy.insert("parameters".into(), parameters);
    experiment.insert("policy".into(), Value::Table(policy));
}

impl Request {
    /// Name for people.
    pub fn name(&self) -> String {
        format!("{}, seed {}", self.arm, self.seed)
    }

    /// Whether there is a journal to read.
    pub fn is_begun(&self) -> bool {
        std::fs::metadata(self.directory.join("journal.jsonl")).is_ok_and(|file| file.len() > 0)
    }

    /// The whole experiment; none if the run that it needs is not finished.
    fn whole(&self) -> Result<Option<Table>> {
        let mut experiment = self.experiment.clone();
        let Some(after) = &self.after else { return Ok(Some(experiment)) };
        if !is_finished(after) {
            return Ok(None);
        }
        let path = after.join("recommended/parameters.json");
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let values: Table =
            serde_json::from_str(&text).with_context(|| format!("{}: it is damaged", path.display()))?;
        fix(&mut experiment, Value::Table(values));
        Ok(Some(experiment))
    }

    /// What is there of the run.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn standing(&self) -> Result<Standing> {
        let begun = self.directory.join("run.json").is_file();
        if !self.directory.exists() {
            return Ok(Standing::Absent);
        }
        let was: Option<Table> =
            std::fs::read_to_string(&self.config).ok().and_then(|text| text.parse().ok());
        let Some(was) = was else {
            return Ok(Standing::Other(format!("{} is absent or damaged", self.config.display())));
        };
        let wanted = self.whole()?;
        if let Some(difference) = wanted.as_ref().and_then(|wanted| difference(&was, wanted, "")) {
            return Ok(Standing::Other(difference));
        }
        if wanted.is_none() {
            return Ok(Standing::Other(format!(
                "the run that it starts from, {}, is not finished",
                self.needed()
            )));
        }
        Ok(match (begun, is_finished(&self.directory)) {
            // It was ended before anything counted.
            (false, _) => Standing::Absent,
            (true, true) => Standing::Finished,
            (true, false) => Standing::Unfinished,
        })
    }

    fn needed(&self) -> String {
        self.after.as_ref().map_or_else(String::new, |after| after.display().to_string())
    }

    /// Removes what is there of the run.
    ///
    /// # Errors
    /// If the system does not allow it.
    pub fn clear(&self) -> Result<()> {
        if self.directory.exists() {
            let removed = std::fs::remove_dir_all(&self.directory);
            removed.with_context(|| format!("{}: cannot be removed", self.directory.display()))?;
        }
        Ok(())
    }

    /// Writes the experiment's file.
    ///
    /// # Errors
    /// If the run that it needs is not there, or the disk does not take it.
    pub fn write(&self) -> Result<()> {
        let Some(experiment) = self.whole()? else {
            bail!("{}: the run that it starts from, {}, is not finished", self.name(), self.needed());
        };
        let folder = self.config.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
        Ok(lts_run::write_whole(&self.config, toml::to_string(&experiment)?.as_bytes())?)
    }
}

fn is_finished(directory: &Path) -> bool {
    RunData::read(directory).is_ok_and(|run| run.finish.is_some())
}

/// The first key at which two experiments differ, with both values.
fn difference(was: &Table, wanted: &Table, prefix: &str) -> Option<String> {
    let mut keys: Vec<&String> = was.keys().chain(wanted.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter().find_map(|key| {
        let place = format!("{prefix}{key}");
        match (was.get(key), wanted.get(key)) {
            (Some(Value::Table(a)), Some(Value::Table(b))) => difference(a, b, &format!("{place}.")),
            (a, b) if a == b => None,
            (a, b) => {
                let shown =
                    |value: Option<&Value>| value.map_or_else(|| "absent".to_string(), ToString::to_string);
                Some(format!("{place} was {}, is now {}", shown(a), shown(b)))
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_named_with_both_values() {
        let table = |text: &str| text.parse::<Table>().unwrap();
        let was = table("[loop]\nimages = 5\niterations = 3\n[policy]\nkind = \"random\"");
        assert_eq!(difference(&was, &was, ""), None);
        let other = table("[loop]\nimages = 5\niterations = 4\n[policy]\nkind = \"random\"");
        assert_eq!(difference(&was, &other, "").unwrap(), "loop.iterations was 3, is now 4");
        let less = table("[loop]\nimages = 5\niterations = 3");
        assert!(difference(&was, &less, "").unwrap().starts_with("policy was "));
        assert!(difference(&less, &was, "").unwrap().contains("was absent"));
    }
}
