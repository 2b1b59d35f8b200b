//! What is reproduced: arms, seeds, sizes, figures, the paper's curves and claims, as a TOML file says.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::ReproduceError;
use super::claims::Claim;
use crate::report::arms::{Followed, Over};

/// A reproduction, as its file says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Heading of the page.
    pub title: String,
    /// What is shown, in a few sentences.
    pub explain: String,
    /// Where the paper's numbers and curves are from.
    pub source: String,
    /// How many seeds, from 1 on.
    #[serde(default = "three")]
    pub seeds: u64,
    /// Runs at the same time; 0 is one for each core.
    #[serde(default = "one")]
    pub jobs: usize,
    /// The small size.
    pub small: SizeSettings,
    /// The full size.
    pub full: SizeSettings,
    /// What is run.
    pub arms: Vec<ArmSettings>,
    /// What is drawn, in this order.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// Images until most of the gap is closed.
    #[serde(default)]
    pub efficiency: Option<Efficiency>,
    /// What is judged.
    #[serde(default)]
    pub claims: Vec<Claim>,
}

/// What a size means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SizeSettings {
    /// What it takes, for people, e.g. `5 minutes on 2 cores`.
    pub takes: String,
    /// Overrides of every arm's experiment.
    pub set: Vec<String>,
}

/// The sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Size {
    /// Shows the claims on a CPU with two cores.
    Small,
    /// The whole of it, for a GPU.
    Full,
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Small => "small",
            Self::Full => "full",
        })
    }
}

/// One way to run the experiment, with every seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArmSettings {
    /// Short name: part of folders, letters, digits, `-` and `_`.
    pub name: String,
    /// For people.
    pub label: String,
    /// The experiment's file, from the folder of the definition.
    pub experiment: PathBuf,
    /// Overrides at every size.
    #[serde(default)]
    pub set: Vec<String>,
    /// Overrides at the small size, after all others.
    #[serde(default)]
    pub small: Vec<String>,
    /// Overrides at the full size, after all others.
    #[serde(default)]
    pub full: Vec<String>,
    /// The policy `fixed` with these parameters takes the place of the experiment's policy.
    #[serde(default)]
    pub parameters: Option<Source>,
    /// Run at this size alone.
    #[serde(default)]
    pub only: Option<Size>,
}

/// Where the parameters of an arm without learning come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Source {
    /// The hidden true parameters, `task.validation.parameters` of the experiment.
    Validation,
    /// What this arm, which stands before, recommends at its end with the same seed.
    RecommendedBy(String),
}

/// Something to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Heading.
    pub title: String,
    /// What is seen, in a sentence or two.
    #[serde(default)]
    pub explain: String,
    /// What it shows.
    #[serde(flatten)]
    pub shows: Shows,
}

/// Kinds of figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Shows {
    /// Rewards of arms, with the line of the validation parameters.
    Reward {
        /// Names of arms.
        arms: Vec<String>,
        /// Which reward.
        follow: Followed,
        /// What the horizontal axis counts.
        #[serde(default = "iterations")]
        over: Over,
        /// A metric in place of the reward, e.g. `reward.test`.
        #[serde(default)]
        metric: Option<String>,
        /// Whether the mean reward with the validation set's own parameters is drawn.
        #[serde(default = "yes")]
        validation_line: bool,
        /// The paper's figure, drawn beside it with axes of its own.
        #[serde(default)]
        paper: Option<Paper>,
    },
    /// Probabilities of categoricals over iterations, with the ground truth.
    Probabilities {
        /// Name of the arm.
        arm: String,
        /// Names of categoricals.
        parameters: Vec<String>,
    },
    /// What the program draws of the task itself, from the first seed of an arm.
    Task {
        /// Name of the arm.
        arm: String,
    },
}

/// A figure of the paper, digitised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What the horizontal axis counts.
    pub x: String,
    /// What the vertical axis shows.
    pub y: String,
    /// How it was read, and what differs from ours.
    pub note: String,
    /// Curves.
    pub curves: Vec<PaperCurve>,
}

/// A curve of the paper: a few points, with straight lines between.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperCurve {
    /// Its name there.
    pub label: String,
    /// The arm of ours that it belongs to, for its colour; none is a flat reference.
    #[serde(default)]
    pub arm: Option<String>,
    /// Horizontal and vertical values.
    pub points: Vec<(f64, f64)>,
}

/// The table of images until a share of the gap between start and validation parameters is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Efficiency {
    /// Which share of the gap, 0 to 1.
    pub share: f64,
    /// Which reward reaches it.
    pub follow: Followed,
    /// Names of arms, the paper's first.
    pub arms: Vec<String>,
}

fn one() -> usize {
    1
}

fn three() -> u64 {
    3
}

fn yes() -> bool {
    true
}

fn iterations() -> Over {
    Over::Iterations
}

impl Definition {
    /// Reads the definition at `path`.
    ///
    /// # Errors
    /// If it cannot be read, is not TOML, a key does not fit, or a name is not that of an arm.
    pub fn read(path: &Path) -> Result<Self, ReproduceError> {
        let refuse = |reason: String| ReproduceError::Definition { path: path.into(), reason };
        let text =
            std::fs::read_to_string(path).map_err(|error| refuse(format!("it cannot be read: {error}")))?;
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let table: toml::Table =
            text.parse().map_err(|error: toml::de::Error| refuse(one_line(error.message())))?;
        let definition: Self =
            serde_path_to_error::deserialize(toml::Value::Table(table)).map_err(|error| {
                let key = error.path().to_string();
                refuse(format!("{key}: {}", one_line(error.into_inner().message()).replace('`', "'")))
            })?;
        match definition.problem() {
            Some(problem) => Err(refuse(problem)),
            None => Ok(definition),
        }
    }

    /// The arm of this name.
    pub fn arm(&self, name: &str) -> Option<&ArmSettings> {
        self.arms.iter().find(|arm| arm.name == name)
    }

    /// The arms that are run at `size`.
    pub fn arms_at(&self, size: Size) -> impl Iterator<Item = &ArmSettings> {
        self.arms.iter().filter(move |arm| arm.only.is_none_or(|only| only == size))
    }

    /// Overrides of an arm at `size`, without those of the command line.
    pub fn overrides(&self, arm: &ArmSettings, size: Size) -> Vec<String> {
        let (common, own) = match size {
            Size::Small => (&self.small.set, &arm.small),
            Size::Full => (&self.full.set, &arm.full),
        };
        common.iter().chain(&arm.set).chain(own).cloned().collect()
    }

    /// The first thing that does not fit together.
    fn problem(&self) -> Option<String> {
        if self.seeds == 0 {
            return Some("seeds: it must be at least 1".into());
        }
        for (index, arm) in self.arms.iter().enumerate() {
            let good = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
            if arm.name.is_empty() || !arm.name.chars().all(good) {
                return Some(format!(
                    "arms: the name '{}' needs letters, digits, '-' and '_' alone",
                    arm.name
                ));
            }
            if self.arms[..index].iter().any(|earlier| earlier.name == arm.name) {
                return Some(format!("arms: the name '{}' is used twice", arm.name));
            }
            if let Some(Source::RecommendedBy(other)) = &arm.parameters
                && !self.arms[..index].iter().any(|earlier| earlier.name == *other)
            {
                return Some(format!("arms: {}: no arm '{other}' stands before it", arm.name));
            }
        }
        let unknown = self.named().into_iter().find(|(_, name)| self.arm(name).is_none());
        unknown.map(|(place, name)| {
            let known: Vec<&str> = self.arms.iter().map(|arm| arm.name.as_str()).collect();
            format!("{place}: there is no arm '{name}'; expected one of {}", known.join(", "))
        })
    }

    /// Names of arms that figures, table and claims use, with their place.
    fn named(&self) -> Vec<(String, String)> {
        let mut names = Vec::new();
        for figure in &self.figures {
            let place = format!("figures: {}", figure.title);
            match &figure.shows {
                Shows::Reward { arms, paper, .. } => {
                    let of_paper = paper.iter().flat_map(|paper| &paper.curves);
                    let of_paper = of_paper.filter_map(|curve| curve.arm.as_ref());
                    names.extend(arms.iter().chain(of_paper).map(|arm| (place.clone(), arm.clone())));
                }
                Shows::Probabilities { arm, .. } | Shows::Task { arm } => names.push((place, arm.clone())),
            }
        }
        let of_table = self.efficiency.iter().flat_map(|efficiency| &efficiency.arms);
        names.extend(of_table.map(|arm| ("efficiency".into(), arm.clone())));
        for claim in &self.claims {
            let arms = claim.states.arms().into_iter();
            names.extend(arms.map(|arm| (format!("claims: {}", claim.text), arm.to_string())));
        }
        names
    }
}
