//! Reports of made-up journals: what must stand in the page, and what must not.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use lts_core::{Candidate, Evaluation, Kind, Outcome, Parameter, ParameterSpace, Value, Values};
use proptest::prelude::*;

use super::*;
use crate::journal::{Assessed, FORMAT, Iteration, Record, Start};
use crate::settings::CarryOver;

fn parameter(name: &str, unit: &str, kind: Kind, start: Value) -> Parameter {
    let description = format!("Meaning of <{name}> & more.");
    Parameter { name: name.into(), unit: unit.into(), description, kind, start, fixed: false }
}

fn options(names: &[&str]) -> Kind {
    Kind::Logits { options: names.iter().map(|name| (*name).into()).collect() }
}

fn space() -> Vec<Parameter> {
    let number = Value::Number;
    vec![
        parameter("road.length", "m", Kind::Real { low: 20.0, high: 120.0 }, number(60.0)),
        parameter("road.lanes", "", options(&["one", "two"]), Value::Logits(vec![0.0; 2])),
        parameter("buildings.density", "per 100 m", Kind::Real { low: 0.0, high: 12.0 }, number(6.0)),
        parameter("fog.visibility", "m", Kind::LogReal { low: 10.0, high: 10_000.0 }, number(1000.0)),
        parameter("cars.count", "", Kind::Integer { low: 0, high: 9 }, number(3.0)),
        parameter(
            "cars.type",
            "",
            options(&["hatchback", "sedan", "suv", "van", "pickup"]),
            Value::Logits(vec![0.0; 5]),
        ),
        parameter(
            "weather",
            "",
            options(&["clear_noon", "clear_sunset", "rain_noon", "rain_sunset"]),
            Value::Logits(vec![0.0; 4]),
        ),
        Parameter {
            fixed: true,
            ..parameter("camera.height", "m", Kind::Real { low: 1.0, high: 2.0 }, number(1.65))
        },
    ]
}

fn truth(space: &ParameterSpace) -> Vec<f64> {
    let shares = (0..space.dimension()).map(|index| 1.5 * ((index * 7 % 5) as f64 - 2.0));
    space.from_unconstrained(&shares.collect::<Vec<_>>())
}

/// A run that moves towards the truth, with noise from a fixed sequence.
struct Made {
    policy: &'static str,
    speed: f64,
    iterations: u64,
    failing: bool,
    finished: bool,
    hidden: bool,
    parameters: Vec<Parameter>,
}

impl Default for Made {
    fn default() -> Self {
        Self {
            policy: "reinforce",
            speed: 0.04,
            iterations: 60,
            failing: false,
            finished: true,
            hidden: true,
            parameters: space(),
        }
    }
}

impl Made {
    fn records(&self) -> Vec<Record> {
        let space = ParameterSpace::new(self.parameters.clone()).unwrap();
        let truth = truth(&space);
        let goal = space.to_unconstrained(&truth);
        let mut at = space.to_unconstrained(&space.start());
        let mut state = 1_u32;
        let mut noise = || {
            let mut sum = 0.0;
            for _ in 0..4 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                sum += f64::from(state >> 8) / f64::from(1 << 24) - 0.5;
            }
            sum
        };
        let score = |u: &[f64]| {
            let distance: f64 = u.iter().zip(&goal).map(|(a, b)| (a - b).powi(2)).sum();
            0.55 * (-distance / 60.0).exp()
        };
        let values = |u: &[f64]| space.values(&space.from_unconstrained(u)).unwrap();
        let scored = |reward| Outcome::Scored { reward, metrics: BTreeMap::new() };
        let mut records = vec![Record::Start(Start {
            format: FORMAT,
            name: "cars <of> \"Karlsruhe\" & more".into(),
            seed: 1,
            policy: self.policy.into(),
            metric: "IoU of car".into(),
            space: space.clone(),
            validation_parameters: self.hidden.then(|| space.values(&truth).unwrap()),
            candidates: 4,
            images: 64,
            carry_over: CarryOver::None,
        })];
        let (mut number, mut best) = (0, None::<(f64, u64)>);
        let mut baseline = 0.2;
        for iteration in 0..self.iterations {
            let drawn: Vec<Vec<f64>> =
                (0..4).map(|_| at.iter().map(|u| u + 0.6 * noise()).collect()).collect();
            let candidates = drawn.iter().zip(number..);
            let candidates = candidates
                .map(|(u, number)| Candidate { number, point: space.from_unconstrained(u) })
                .collect();
            records.push(Record::Ask { iteration, candidates });
            let mut rewards = Vec::new();
            for u in &drawn {
                let fails = self.failing && (number % 17 == 5 || iteration == 7);
                let reward = score(u) + 0.04 * noise();
                let outcome = if fails {
                    Outcome::Failed { reason: "the training loss is not finite: <NaN> at epoch 2".into() }
                } else {
                    rewards.push(reward);
                    if best.is_none_or(|(highest, _)| reward > highest) {
                        best = Some((reward, number));
                    }
                    scored(reward)
                };
                let evaluation = Evaluation { candidate: number, outcome };
                let losses = if fails {
                    Vec::new()
                } else {
                    vec![1.9, 1.1 - 0.008 * iteration as f64 + 0.1 * noise()]
                };
                records.push(Record::Evaluation { iteration, evaluation, losses });
                number += 1;
            }
            for (u, goal) in at.iter_mut().zip(&goal) {
                *u += self.speed * (goal - *u) + 0.03 * noise();
            }
            let mean = (!rewards.is_empty()).then(|| rewards.iter().sum::<f64>() / rewards.len() as f64);
            baseline += 0.1 * (mean.unwrap_or(baseline) - baseline);
            let policy =
                [("baseline", baseline), ("spread", 0.22), ("gradient_norm", 0.1 + 0.1 * noise().abs())];
            records.push(Record::Iteration(Iteration {
                iteration,
                reward_mean: mean,
                reward_best: rewards.iter().copied().reduce(f64::max),
                best_candidate: best.map(|(_, number)| number),
                images: 256 * (iteration + 1),
                recommended: values(&at),
                policy: policy.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
            }));
        }
        if self.finished {
            let start = space.to_unconstrained(&space.start());
            let points = [
                (Assessed::Start, &start),
                (Assessed::Recommended, &at),
                (Assessed::ValidationParameters, &goal),
            ];
            for (of, u) in
                points.into_iter().filter(|(of, _)| self.hidden || *of != Assessed::ValidationParameters)
            {
                for repeat in 0..2 {
                    let shift = if of == Assessed::Recommended { 0.01 * noise() } else { 0.0 };
                    let outcome = scored(score(u) + 0.006 * f64::from(repeat) + shift);
                    records.push(Record::Assessment {
                        of,
                        repeat,
                        iteration: None,
                        values: values(u),
                        outcome,
                    });
                }
            }
            records.push(Record::Finish { reason: "iterations".into() });
        }
        records
    }

    /// Writes the run to `folder`/`name`, with everything that a run directory has.
    fn write(&self, folder: &Path, name: &str) -> PathBuf {
        let run = folder.join(name);
        std::fs::create_dir_all(run.join("samples")).unwrap();
        let lines: Vec<String> =
            self.records().iter().map(|record| serde_json::to_string(record).unwrap() + "\n").collect();
        std::fs::write(run.join("journal.jsonl"), lines.concat()).unwrap();
        let timing: String = (0..4 * self.iterations)
            .map(|candidate| {
                format!(
                    "{{\"candidate\":{candidate},\"render_secs\":0.4,\"wait_secs\":0.03,\"train_secs\":0.97,\"score_secs\":0.5}}\n"
                )
            })
            .collect();
        std::fs::write(run.join("timing.jsonl"), timing).unwrap();
        let info = serde_json::json!({
            "version": "0.1.0", "command": ["lts", "learn", "a <b>.toml"],
            "machine": {"cpu": "2 cores", "vulkan": "llvmpipe"}, "history": ["2026-01-02 03:04:05 +00:00 started"]
        });
        std::fs::write(run.join("run.json"), info.to_string()).unwrap();
        for iteration in [0, self.iterations.saturating_sub(1)].into_iter().filter(|_| self.iterations > 0) {
            let shade = (iteration % 50 * 3) as u8;
            let picture = image::RgbImage::from_fn(776, 300, |x, y| {
                image::Rgb([(x / 4) as u8, (y * 200 / 300) as u8, 80 + shade])
            });
            picture.save(run.join(format!("samples/iteration_{iteration:06}.png"))).unwrap();
        }
        run
    }

    fn read(&self) -> RunData {
        let folder = tempfile::tempdir().unwrap();
        RunData::read(&self.write(folder.path(), "run")).unwrap()
    }
}

/// Where to write pages for people to look at, if anywhere.
fn shown(name: &str, page: &str) {
    if let Some(folder) = std::env::var_os("LTS_SHOW_REPORTS") {
        std::fs::write(Path::new(&folder).join(name), page).unwrap();
    }
}

fn check(page: &str) {
    for wrong in ["NaN", "inf ", "inf\"", "<of>", "<road.length>", "http", "<script"] {
        let text = page.replace("&lt;NaN&gt;", "");
        assert!(!text.contains(wrong), "{wrong} in the page");
    }
    for tag in ["svg", "g", "path", "text", "figure", "table", "tr", "section", "div", "ul", "dl"] {
        let opened = page.matches(&format!("<{tag} ")).count() + page.matches(&format!("<{tag}>")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn a_page_shows_everything_of_a_run() {
    let run = Made { failing: true, ..Made::default() }.read();
    let page = render(std::slice::from_ref(&run)).unwrap();
    shown("one.html", &page);
    check(&page);
    assert!(page.contains("cars &lt;of&gt; &quot;Karlsruhe&quot; &amp; more"));
    for parameter in run.start.space.parameters() {
        assert!(page.contains(&parameter.name), "{}", parameter.name);
        if !parameter.fixed {
            assert!(
                page.contains(&format!("<strong>{}</strong>", parameter.name)),
                "chart of {}",
                parameter.name
            );
        }
    }
    for text in
        ["validation parameters 0.", "start 0.", "recommended 0.", "hatchback", "rain_sunset", "3.0 %"]
    {
        assert!(page.contains(text), "{text}");
    }
    for text in
        ["Gradient norm", "Training loss", "data:image/png;base64,", "a failed candidate", "camera.height"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert_eq!(page, render(&[run]).unwrap(), "the same run gives the same bytes");
}

#[test]
fn runs_with_different_spaces_stand_side_by_side() {
    let mut other = space();
    other.remove(2);
    other.push(parameter("only.here", "rad", Kind::Real { low: -1.0, high: 1.0 }, Value::Number(0.5)));
    other[0].fixed = true;
    let random = Made { policy: "random", speed: 0.0, parameters: other, hidden: false, ..Made::default() };
    let page = render(&[Made::default().read(), random.read()]).unwrap();
    shown("different.html", &page);
    check(&page);
    for name in ["only.here", "buildings.density", "road.length", "reinforce s1", "random s1"] {
        assert!(page.contains(name), "{name}");
    }
    let same = Made { policy: "random", speed: 0.005, ..Made::default() };
    let two = render(&[Made::default().read(), same.read()]).unwrap();
    shown("two.html", &two);
    check(&two);
    assert_eq!(two.matches(">validation parameters 0.").count(), 1, "one line for what the runs share");
    let three = render(&[Made::default().read(), same.read(), Made::default().read()]).unwrap();
    shown("three.html", &three);
    check(&three);
}

#[test]
fn short_and_unfinished_runs_are_shown() {
    for (name, iterations, failing) in [("start", 0, false), ("single", 1, false), ("few", 8, true)] {
        let run = Made { iterations, failing, finished: false, ..Made::default() }.read();
        let page = render(&[run]).unwrap();
        shown(&format!("{name}.html"), &page);
        check(&page);
        assert!(page.contains("not finished"), "{name}");
        assert_eq!(page.contains("no reward yet"), iterations == 0, "{name}");
    }
    let mut failed = Made { iterations: 8, failing: true, finished: false, ..Made::default() }.read();
    failed.evaluations.retain(|evaluated| evaluated.reward().is_none());
    check(&render(&[failed]).unwrap());
    assert!(matches!(render(&[]), Err(ReportError::Empty)));
}

#[test]
fn five_thousand_candidates_stay_small() {
    let run = Made { iterations: 1250, speed: 0.003, ..Made::default() }.read();
    let sheets: usize = run.samples.iter().map(|sheet| sheet.png.len() * 4 / 3).sum();
    let page = render(&[run]).unwrap();
    shown("long.html", &page);
    check(&page);
    assert!(page.len() - sheets < 2_000_000, "{} bytes", page.len() - sheets);
}

#[test]
fn the_summary_holds_the_numbers_of_the_table() {
    let run = Made { failing: true, ..Made::default() }.read();
    let [summary] = &summary(&[run])[..] else { panic!("one run, one summary") };
    assert_eq!((summary.iterations, summary.candidates, summary.images), (60, 240, 15_360));
    assert_eq!(summary.failed, 18, "every 17th from 5 on, and iteration 7 whole");
    let start = &summary.assessments[&Assessed::Start];
    assert!((start.deviation.unwrap() - 0.006 / 2_f64.sqrt()).abs() < 1e-12);
    assert!((summary.wait_share.unwrap() - 0.03).abs() < 1e-9);
    assert!((summary.wall_secs.unwrap() - 360.0).abs() < 1e-6);
    let json = serde_json::to_value(summary).unwrap();
    assert_eq!(json["assessments"]["validation-parameters"]["repeats"], 2);
}

#[test]
fn a_line_that_is_being_written_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let run = Made::default().write(folder.path(), "run");
    let journal = run.join("journal.jsonl");
    let bytes = std::fs::read(&journal).unwrap();
    std::fs::write(&journal, &bytes[..bytes.len() - 9]).unwrap();
    let read = RunData::read(&run).unwrap();
    assert_eq!((read.iterations.len(), read.finish), (60, None));
}

#[test]
fn mistakes_have_one_clear_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let message = |run: &Path| {
        let message = RunData::read(run).unwrap_err().to_string();
        assert!(!message.contains('\n'), "{message}");
        message.replace(&path.display().to_string(), "")
    };
    let advice = "give a folder that `lts learn` made";
    assert_eq!(
        message(&path.join("x")),
        format!("/x: this is no run directory (there is no such folder); {advice}")
    );
    assert_eq!(message(path), format!(": this is no run directory (it has no journal.jsonl); {advice}"));
    let run = Made::default().write(path, "run");
    let journal = run.join("journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, "").unwrap();
    assert_eq!(message(&run), format!("/run: this is no run directory (nothing is journaled yet); {advice}"));
    std::fs::write(&journal, text.replacen("\"format\":1", "\"format\":7", 1)).unwrap();
    assert!(
        message(&run)
            .starts_with("/run/journal.jsonl:1: the journal has format 7, this program reads format 1")
    );
    std::fs::write(&journal, text.replacen("\"record\":\"evaluation\"", "\"record\":\"eva", 1)).unwrap();
    assert!(message(&run).starts_with("/run/journal.jsonl:3: the journal is damaged: "));
    let tail = text.split_once('\n').unwrap().1;
    std::fs::write(&journal, tail).unwrap();
    assert_eq!(
        message(&run),
        "/run/journal.jsonl:1: the journal is damaged: the first record must be 'start'"
    );
    let out = path.join("out.html");
    assert!(write(&[run], &out).is_err());
    assert!(!out.exists());
}

#[test]
fn a_report_is_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    let run = Made { iterations: 3, ..Made::default() }.write(folder.path(), "run");
    let out = folder.path().join("report.html");
    write(std::slice::from_ref(&run), &out).unwrap();
    let page = std::fs::read_to_string(&out).unwrap();
    assert_eq!(page, render(&[RunData::read(&run).unwrap()]).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

proptest! {
    #[test]
    fn no_rewards_make_a_broken_picture(
        rewards in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 1..30),
    ) {
        static RUN: LazyLock<RunData> = LazyLock::new(|| {
            Made { iterations: 8, hidden: false, finished: false, ..Made::default() }.read()
        });
        let mut run = RUN.clone();
        for (evaluated, reward) in run.evaluations.iter_mut().zip(&rewards) {
            evaluated.outcome = Outcome::Scored { reward: *reward, metrics: BTreeMap::new() };
        }
        for (iteration, reward) in run.iterations.iter_mut().zip(&rewards) {
            iteration.reward_mean = Some(*reward);
            iteration.recommended = Values::new();
        }
        check(&render(&[run]).unwrap());
    }
}

#[test]
fn a_reward_on_test_images_says_what_the_reward_is() {
    assert_eq!(compare::in_words("reward.test", "IoU of car"), "IoU of car, on test images");
    assert_eq!(compare::in_words("l1.van", "IoU of car"), "l1.van");
}
