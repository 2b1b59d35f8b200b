//! A policy from a plugin, as a [`Policy`] like any other.

use std::cell::RefCell;
use std::path::PathBuf;

use lts_core::{
    Candidate, Credit, CreditUse, Evaluation, Outcome, ParameterSpace, Policy, PolicyError, Seed,
};
use lts_policy::PluginSettings;
use serde::{Deserialize, Serialize};

use crate::calls::{Instance, Recipe};
use crate::error::{Fault, PluginError};
use crate::extensions::Extensions;
use crate::library::Library;
use crate::outstanding::Outstanding;
use crate::saved::Saved;
use crate::space::CSpace;

/// Which plugin a policy is of; a run directory keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluginInfo {
    /// The policy's id.
    pub id: String,
    /// The policy's version.
    pub version: String,
    /// The library's file.
    pub path: PathBuf,
    /// SHA-256 of the file, as hexadecimal digits.
    pub sha256: String,
}

impl PluginInfo {
    /// The policy's name in a journal: `plugin:` and the id.
    pub(crate) fn kind(&self) -> String {
        format!("plugin:{}", self.id)
    }
}

/// A policy whose code is in a dynamic library. Everything that it answers is checked; after a broken rule it is not called
/// again and every call gives the same error.
pub struct PluginPolicy {
    kind: String,
    info: PluginInfo,
    recipe: Recipe,
    extensions: Extensions,
    instance: Instance,
    outstanding: Outstanding,
    credited: Outstanding,
    /// The rule that it broke.
    broken: RefCell<Option<Fault>>,
}

impl PluginPolicy {
    /// Loads the library that `settings` name and makes its policy for `space`; random numbers come from `seed`.
    ///
    /// # Errors
    /// If the library cannot be used, has no such policy, or the policy refuses its configuration.
    pub fn new(settings: &PluginSettings, space: &ParameterSpace, seed: Seed) -> Result<Self, PluginError> {
        let library = Library::open(&settings.path)?;
        let config = serde_json::to_string(&settings.config)
            .map_err(|error| Fault::Unreadable { reason: error.to_string() }.of("config"))?;
        Self::from_library(&library, settings.id.as_deref(), space, seed, &config)
    }

    /// Makes the policy `id` (or the only one) of an open library; `config` is a JSON object.
    ///
    /// # Errors
    /// If there is no such policy, or it refuses its configuration or breaks a rule.
    pub fn from_library(
        library: &Library,
        id: Option<&str>,
        space: &ParameterSpace,
        seed: Seed,
        config: &str,
    ) -> Result<Self, PluginError> {
        let descriptor = library.descriptor(id)?.clone();
        let info = PluginInfo {
            id: descriptor.id.clone(),
            version: descriptor.version,
            path: library.path().into(),
            sha256: library.sha256().into(),
        };
        let recipe = Recipe {
            library: library.clone(),
            id: descriptor.id.clone(),
            space: CSpace::new(space),
            seed: seed.as_u64(),
            config: config.into(),
        };
        let (instance, extensions) = make(&recipe).map_err(|fault| fault.of(descriptor.id))?;
        Ok(Self {
            kind: info.kind(),
            info,
            recipe,
            extensions,
            instance,
            outstanding: Outstanding::default(),
            credited: Outstanding::default(),
            broken: RefCell::new(None),
        })
    }

    /// Which plugin it is of.
    pub fn info(&self) -> &PluginInfo {
        &self.info
    }

    /// The extensions that it has, by id.
    pub fn extensions(&self) -> Vec<&'static str> {
        self.extensions.names()
    }

    /// Whether what was asked of the policy broke a rule, and then what.
    fn intact(&self) -> Result<(), PolicyError> {
        match &*self.broken.borrow() {
            Some(fault) => Err(fault.clone().of(&self.info.id).into()),
            None => Ok(()),
        }
    }

    fn tell_sorted<'e>(
        &mut self,
        evaluations: impl Iterator<Item = &'e Evaluation> + Clone,
    ) -> Result<(), PolicyError> {
        let mut before = None;
        for evaluation in evaluations.clone() {
            let number = evaluation.candidate;
            if before.replace(number) == Some(number) || !self.outstanding.contains(number) {
                return Err(PolicyError::UnknownCandidate { number });
            }
            if let Outcome::Scored { reward, .. } = evaluation.outcome
                && !reward.is_finite()
            {
                return Err(PolicyError::Reward { number, reward });
            }
        }
        let told = self.instance.tell(evaluations.clone());
        self.judge(told)?;
        for evaluation in evaluations {
            self.outstanding.remove(evaluation.candidate);
            self.credited.remove(evaluation.candidate);
        }
        Ok(())
    }

    /// The result of a call, with a broken rule remembered.
    fn judge<R>(&self, result: Result<R, Fault>) -> Result<R, PolicyError> {
        result.map_err(|fault| {
            if let Fault::Broken { .. } = fault {
                *self.broken.borrow_mut() = Some(fault.clone());
            }
            fault.of(&self.info.id).into()
        })
    }
}

fn make(recipe: &Recipe) -> Result<(Instance, Extensions), Fault> {
    let instance = Instance::create(recipe)?;
    let extensions = Extensions::of(&instance)?;
    Ok((instance, extensions))
}

impl Policy for PluginPolicy {
    fn kind(&self) -> &str {
        &self.kind
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        self.intact()?;
        if count == 0 {
            return Ok(Vec::new());
        }
        let wanted = u32::try_from(count).ok().filter(|_| first.checked_add(count as u64).is_some());
        let wanted = wanted.ok_or_else(|| PolicyError::Setting {
            key: "candidates".into(),
            reason: format!("{count} candidates from number {first} on are too many for a plugin"),
        })?;
        let CSpace { bounds, labels, .. } = &self.recipe.space;
        let candidates = self.instance.ask(first, wanted, bounds, labels);
        let candidates = self.judge(candidates)?;
        for candidate in &candidates {
            self.outstanding.insert(candidate.number);
        }
        Ok(candidates)
    }

    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        self.intact()?;
        if evaluations.is_sorted_by_key(|evaluation| evaluation.candidate) {
            return self.tell_sorted(evaluations.iter());
        }
        let mut sorted: Vec<&Evaluation> = evaluations.iter().collect();
        sorted.sort_by_key(|evaluation| evaluation.candidate);
        self.tell_sorted(sorted.iter().copied())
    }

    fn credit_use(&self) -> CreditUse {
        if self.extensions.wants_credit() { CreditUse::Welcome } else { CreditUse::None }
    }

    fn credit(&mut self, credit: &Credit) -> Result<(), PolicyError> {
        self.intact()?;
        let number = credit.candidate;
        if !self.outstanding.contains(number) || self.credited.contains(number) {
            return Err(PolicyError::UnknownCandidate { number });
        }
        let numbers = credit.values.iter().chain(&credit.scores);
        if let Some(reward) = numbers.copied().find(|value| !value.is_finite()) {
            return Err(PolicyError::Reward { number, reward });
        }
        let dimension = self.recipe.space.bounds.len();
        let (rows, scores) = (credit.samples(), credit.scores.len());
        if rows * credit.names.len() != credit.values.len() || ![0, rows * dimension].contains(&scores) {
            let reason = format!(
                "the credit of candidate {number} has {} values and {scores} scores, which is no table of {} columns and \
                 {dimension} scores a sample",
                credit.values.len(),
                credit.names.len()
            );
            return Err(PolicyError::Setting { key: "credit".into(), reason });
        }
        if !self.extensions.wants_credit() {
            return Ok(());
        }
        let told = self.extensions.credit(&mut self.instance, credit, dimension);
        self.judge(told)?;
        self.credited.insert(number);
        Ok(())
    }

    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        self.intact()?;
        self.judge(self.instance.recommend(&self.recipe.space.bounds, &self.recipe.space.labels))
    }

    fn stop(&self) -> Option<String> {
        if self.intact().is_err() {
            return None;
        }
        // A broken rule is remembered, and the next ask gives it as an error.
        self.judge(self.extensions.stop(&self.instance)).unwrap_or_default()
    }

    fn metrics(&self) -> Vec<(String, f64)> {
        if self.intact().is_err() {
            return Vec::new();
        }
        self.judge(self.extensions.metrics(&self.instance)).unwrap_or_default()
    }

    fn save(&self) -> Result<String, PolicyError> {
        self.intact()?;
        let state = self.judge(self.extensions.save(&self.instance))?;
        let labels = &self.recipe.space.labels;
        let saved = Saved::new(&self.info, labels, &self.outstanding, &self.credited, state);
        self.judge(saved.to_json())
    }

    fn load(&mut self, state: &str) -> Result<(), PolicyError> {
        let load = || {
            let (saved, bytes) = Saved::read(state, &self.info, &self.recipe.space.labels)?;
            // A policy of its own, so that this one is unchanged if the state does not fit.
            let (mut instance, extensions) = make(&self.recipe)?;
            extensions.load(&mut instance, &bytes)?;
            Ok((saved, instance, extensions))
        };
        let (saved, instance, extensions) = load().map_err(|fault: Fault| PolicyError::State {
            kind: self.kind.clone(),
            reason: match fault {
                Fault::State { reason } => reason,
                other => other.to_string(),
            },
        })?;
        (self.instance, self.extensions) = (instance, extensions);
        (self.outstanding, self.credited) = (saved.outstanding, saved.credited);
        self.broken = RefCell::new(None);
        Ok(())
    }
}

/// Builds the policy that `settings` name: one of the built-in ones, or one from a plugin, with which plugin it is.
///
/// # Errors
/// As [`lts_policy::build`] and [`PluginPolicy::new`].
pub fn build(
    settings: &lts_policy::PolicySettings,
    space: &ParameterSpace,
    seed: Seed,
) -> Result<(Box<dyn Policy>, Option<PluginInfo>), PolicyError> {
    match settings {
        lts_policy::PolicySettings::Plugin(settings) => {
            let policy = PluginPolicy::new(settings, space, seed)?;
            let info = policy.info().clone();
            Ok((Box::new(policy), Some(info)))
        }
        built_in => Ok((lts_policy::build(built_in, space, seed)?, None)),
    }
}
