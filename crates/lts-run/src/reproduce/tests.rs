//! Verdicts, tables and pages from made-up runs whose numbers are known.

use lts_core::{Evaluation, Kind, Outcome, Parameter, ParameterSpace, Value, Values};

use super::*;
use crate::journal::{Assessed, FORMAT, Iteration, Start};
use crate::report::{Assessment, Evaluated};
use crate::settings::CarryOver;

const OPTIONS: [&str; 2] = ["dry", "wet"];

/// A run whose reward goes from `from` to `to`, and the probability of `dry` from 0.5 to `dry`.
struct Made {
    seed: u64,
    from: f64,
    to: f64,
    dry: f64,
    /// Iterations until it is at `to`.
    within: u64,
}

const ITERATIONS: u64 = 10;
const TRUTH: f64 = -10.0;

fn values(dry: f64) -> Values {
    let mut values = Values::new();
    values.insert("weather", Value::Logits(vec![dry.ln(), (1.0 - dry).ln()]));
    values
}

fn scored(reward: f64) -> Outcome {
    Outcome::Scored { reward, metrics: [("test".to_string(), 2.0 * reward)].into() }
}

impl Made {
    fn run(&self) -> RunData {
        let weather = Parameter {
            name: "weather".into(),
            unit: String::new(),
            description: "Weather.".into(),
            kind: Kind::Logits { options: OPTIONS.map(String::from).to_vec() },
            start: Value::Logits(vec![0.5f64.ln(); 2]),
            fixed: false,
        };
        let start = Start {
            format: FORMAT,
            name: "made".into(),
            seed: self.seed,
            policy: "reinforce".into(),
            metric: "negative L1".into(),
            space: ParameterSpace::new(vec![weather]).unwrap(),
            validation_parameters: Some(values(0.9)),
            candidates: 1,
            images: 100,
            carry_over: CarryOver::None,
        };
        let share = |done: u64| (done as f64 / self.within as f64).min(1.0);
        let reward = |done: u64| self.from + share(done) * (self.to - self.from);
        let mut run = RunData {
            directory: format!("s{}", self.seed),
            start,
            evaluations: Vec::new(),
            iterations: Vec::new(),
            assessments: Vec::new(),
            finish: Some("all iterations are done".into()),
            info: None,
            time: None,
            samples: Vec::new(),
        };
        for iteration in 0..ITERATIONS {
            let outcome = scored(reward(iteration + 1));
            let evaluation = Evaluation { candidate: iteration, outcome };
            run.evaluations.push(Evaluated {
                iteration,
                candidate: iteration,
                values: None,
                outcome: evaluation.outcome,
                loss: None,
            });
            run.iterations.push(Iteration {
                iteration,
                reward_mean: Some(reward(iteration + 1)),
                reward_best: None,
                best_candidate: None,
                images: 100 * (iteration + 1),
                recommended: values(0.5 + share(iteration + 1) * (self.dry - 0.5)),
                policy: [("spread".to_string(), 0.2)].into(),
            });
            if iteration + 1 < ITERATIONS {
                let outcome = scored(reward(iteration + 1));
                run.assessments.push(Assessment {
                    of: Assessed::Recommended,
                    iteration: Some(iteration + 1),
                    outcome,
                });
            }
        }
        for (of, reward) in [
            (Assessed::Start, self.from),
            (Assessed::Recommended, self.to),
            (Assessed::ValidationParameters, TRUTH),
        ] {
            run.assessments.push(Assessment { of, iteration: None, outcome: scored(reward) });
        }
        run
    }
}

const DEFINITION: &str = r#"
title = "Made <up> & more"
explain = "Nothing."
source = "Nobody."
seeds = 2

[small]
takes = "no time"
set = ["loop.iterations=10"]
[full]

[[arms]]
name = "learning"
label = "learning & co"
experiment = "a.toml"
small = ["loop.images=3"]
[[arms]]
name = "slow"
label = "slow"
experiment = "a.toml"
[[arms]]
name = "random"
label = "random"
experiment = "a.toml"
only = "full"

[efficiency]
share = 0.95
follow = "recommended"
arms = ["learning", "slow"]

[[figures]]
title = "Figure A"
kind = "reward"
arms = ["learning", "slow"]
follow = "recommended"
[figures.paper]
x = "steps"
y = "reward"
note = "Digitised."
curves = [
  { label = "theirs", arm = "learning", points = [[0, -38], [450, -20]] },
  { label = "validation params", points = [[0, -18.6]] },
]
[[figures]]
title = "Weather"
kind = "probabilities"
arm = "learning"
parameters = ["weather"]
[[figures]]
title = "Own"
kind = "task"
arm = "learning"
"#;

fn definition(claims: &str) -> Result<Definition, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.toml");
    std::fs::write(&path, format!("{DEFINITION}\n{claims}")).unwrap();
    Definition::read(&path)
        .map_err(|error| error.to_string().replace(&path.display().to_string(), "made.toml"))
}

fn runs() -> BTreeMap<String, Vec<RunData>> {
    let made = |seed, to, within| Made { seed, from: -40.0, to, dry: 0.8, within }.run();
    BTreeMap::from([
        ("learning".to_string(), vec![made(2, -10.8, 5), made(1, -10.4, 4)]),
        ("slow".to_string(), vec![made(1, -10.5, 8), made(2, -30.0, 8)]),
    ])
}

fn results(definition: &Definition) -> Results {
    let reproduction = Reproduction { name: "made", definition, size: Size::Small, seeds: &[1, 2], set: &[] };
    reproduction.results(&runs())
}

/// The judgement on one claim.
fn judged(claim: &str) -> Judgement {
    let definition =
        definition(&format!("[[claims]]\ntext = \"t\"\npaper = \"p\"\ntried = \"much\"\n{claim}"));
    results(&definition.unwrap()).claims.remove(0)
}

#[test]
fn rewards_are_compared_in_every_seed_or_in_the_mean() {
    let recommended = |arm: &str| format!("{{ arm = \"{arm}\", value = \"recommended\" }}");
    let least = |least: f64, more: &str| {
        judged(&format!("kind = \"at-least\"\nof = {}\nleast = {least}\n{more}", recommended("learning")))
    };
    let held = least(-10.8, "");
    assert_eq!((held.verdict, held.seeds.len(), held.note.as_str()), (Verdict::Holds, 2, ""));
    assert!((held.ours.unwrap() + 10.6).abs() < 1e-9);
    assert!((held.deviation.unwrap() - 0.08f64.sqrt()).abs() < 1e-9, "n - 1");
    let refuted = least(-10.7, "");
    assert_eq!((refuted.verdict, refuted.note.as_str()), (Verdict::DoesNotHold, "much"));
    assert_eq!(refuted.seeds.iter().map(|seed| seed.holds).collect::<Vec<_>>(), [true, false]);
    assert_eq!(least(-10.7, "judged = \"mean\"").verdict, Verdict::Holds);
    let beats = |a: &str, b: &str| {
        judged(&format!("kind = \"beats\"\nof = {}\nthan = {}", recommended(a), recommended(b))).verdict
    };
    assert_eq!(beats("learning", "slow"), Verdict::Holds);
    assert_eq!(beats("slow", "learning"), Verdict::DoesNotHold);
    let within = |share: f64| {
        let truth = "{ arm = \"slow\", value = \"validation-parameters\" }";
        let of = recommended("learning");
        judged(&format!("kind = \"within\"\nof = {of}\nreference = {truth}\nshare = {share}"))
    };
    // The truth is at -10: 5 % of it lets -10.5 through, which the second seed misses.
    assert_eq!((within(0.05).verdict, within(0.1).verdict), (Verdict::DoesNotHold, Verdict::Holds));
    let test = judged(
        "kind = \"at-least\"\nof = { arm = \"learning\", value = \"recommended\", metric = \"test\" }\nleast = -22",
    );
    assert!((test.ours.unwrap() + 21.2).abs() < 1e-9, "twice the reward: {test:?}");
}

#[test]
fn distances_to_the_truth_are_total_variation() {
    let closer = |share: f64| {
        judged(&format!("kind = \"closer\"\narm = \"learning\"\nparameters = [\"weather\"]\nshare = {share}"))
    };
    // 0.5 against 0.9 at the start, 0.8 against 0.9 at the end.
    let held = closer(0.5);
    assert!((held.seeds[0].ours.unwrap() - 0.1).abs() < 1e-9 && (held.seeds[0].needed - 0.2).abs() < 1e-9);
    assert_eq!((held.verdict, closer(0.2).verdict), (Verdict::Holds, Verdict::DoesNotHold));
}

#[test]
fn later_and_fewer_images_are_about_when_a_level_is_reached() {
    let later = |arm: &str, than: &str| {
        let rest = "follow = \"recommended\"\nshare = 0.1";
        judged(&format!("kind = \"later\"\narm = \"{arm}\"\nthan = \"{than}\"\n{rest}"))
    };
    // -11 is reached by the first seed after 4 iterations, by the slow one after 8; the second slow seed never is there.
    let seeds = later("slow", "learning").seeds;
    assert_eq!((seeds[0].ours, seeds[0].needed, seeds[0].holds), (Some(8.0), 4.0, true));
    assert_eq!((seeds[1].ours, seeds[1].needed, seeds[1].holds), (None, 5.0, false), "it must get there too");
    let fewer = judged(
        "kind = \"fewer-images\"\narm = \"learning\"\nthan = \"slow\"\nfollow = \"recommended\"\nshare = 0.95",
    );
    assert_eq!(fewer.verdict, Verdict::Holds);
    assert_eq!((fewer.seeds[0].ours, fewer.seeds[0].needed), (Some(400.0), 800.0));
    assert_eq!(fewer.needed, None, "one seed of the other arm never came there");
    let passes = |arm: &str, than: &str| {
        judged(&format!("kind = \"passes\"\narm = \"{arm}\"\nthan = \"{than}\"\nfollow = \"candidates\""))
    };
    assert_eq!(passes("learning", "slow").verdict, Verdict::Holds);
    assert_eq!(passes("slow", "learning").verdict, Verdict::DoesNotHold);
}

#[test]
fn what_has_no_runs_is_not_measured() {
    let beats = "kind = \"beats\"\nof = { arm = \"learning\", value = \"recommended\" }\n\
                 than = { arm = \"random\", value = \"all-candidates\" }";
    let open = judged(beats);
    assert_eq!(open.verdict, Verdict::NotMeasured);
    assert_eq!(open.note, "no runs of random at the size small");
    let own = "kind = \"within\"\nof = { arm = \"random\", value = \"start\" }\nshare = 0.1\n\
               reference = { arm = \"random\", value = \"best\" }";
    assert_eq!(judged(own).note, "no runs of random at the size small", "named once");
    let least = "kind = \"at-least\"\nof = { arm = \"learning\", value = \"recommended\" }\nleast = 0\nonly = \"full\"";
    assert_eq!(judged(least).note, "only at the size full");
    let best = "kind = \"at-least\"\nof = { arm = \"learning\", value = \"best\" }\nleast = 0";
    assert_eq!(judged(best).verdict, Verdict::NotMeasured, "the best candidate was not assessed");
}

#[test]
fn the_table_counts_images_until_the_gap_is_closed() {
    let results = results(&definition("").unwrap());
    let [learning, slow] = &results.efficiency[..] else { panic!("{results:?}") };
    // 95 % of the way from -40 to -10 is -11.5.
    assert_eq!(learning.images, BTreeMap::from([(1, Some(400)), (2, Some(500))]));
    assert_eq!((learning.mean, learning.all_images), (Some(450.0), 1000));
    assert_eq!(slow.images, BTreeMap::from([(1, Some(800)), (2, None)]));
    assert!((learning.closed.unwrap() - 29.4 / 30.0).abs() < 1e-9);
    let text = results.text();
    assert!(text.contains("800 in 1 of 2") && text.contains("learning & co"), "{text}");
}

#[test]
fn the_page_holds_verdicts_figures_and_the_papers_curve() {
    let claim = "[[claims]]\ntext = \"It <gets> there\"\npaper = \"-20\"\nkind = \"at-least\"\n\
                 of = { arm = \"learning\", value = \"recommended\" }\nleast = -11";
    let definition = definition(claim).unwrap();
    let reproduction =
        Reproduction { name: "made", definition: &definition, size: Size::Small, seeds: &[1, 2], set: &[] };
    let runs = runs();
    let results = reproduction.results(&runs);
    assert!(!results.refuted());
    let page = reproduction.page(&results, &runs, &|arm| Some(format!("<p>drawn {arm}</p>")));
    for text in [
        "Made &lt;up&gt; &amp; more",
        "It &lt;gets&gt; there",
        "verdict yes",
        "class=\"band c0\"",
        "The paper",
        "validation params",
        "ground truth",
        "drawn learning",
        "loop.images=3",
    ] {
        assert!(page.contains(text), "{text}");
    }
    for wrong in ["NaN", "inf\"", "http", "<script", "<gets>"] {
        assert!(!page.contains(wrong), "{wrong}");
    }
    assert_eq!(page, reproduction.page(&results, &runs, &|arm| Some(format!("<p>drawn {arm}</p>"))));
}

#[test]
fn mistakes_in_a_definition_are_named() {
    let error = |more: &str| definition(more).unwrap_err();
    let claim = "[[claims]]\ntext = \"t\"\npaper = \"p\"\nkind = \"at-least\"\n\
                 of = { arm = \"lerning\", value = \"recommended\" }\nleast = 0";
    assert_eq!(
        error(claim),
        "made.toml: claims: t: there is no arm 'lerning'; expected one of learning, slow, random"
    );
    let arm = "[[arms]]\nname = \"a\"\nlabel = \"a\"\nexperiment = \"a.toml\"\n\
               parameters = { recommended-by = \"b\" }";
    assert_eq!(error(arm), "made.toml: arms: a: no arm 'b' stands before it");
    let kind = "[[claims]]\ntext = \"t\"\npaper = \"p\"\nkind = \"at-leats\"";
    assert!(error(kind).contains("unknown variant 'at-leats'"), "{}", error(kind));
    let twice = "[[arms]]\nname = \"slow\"\nlabel = \"a\"\nexperiment = \"a.toml\"";
    assert_eq!(error(twice), "made.toml: arms: the name 'slow' is used twice");
}
