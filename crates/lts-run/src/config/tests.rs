//! Tests of reading an experiment: what users write, and what they mistype.

use std::collections::BTreeMap;

use lts_core::Setting;
use serde::{Deserialize, Serialize};

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sim {
    #[serde(default)]
    width: u32,
    #[serde(default)]
    parameters: BTreeMap<String, Setting>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Task {
    #[serde(default)]
    target: String,
}

fn read(text: &str, overrides: &[&str]) -> Result<Experiment<Sim, Task>, String> {
    let overrides: Vec<String> = overrides.iter().map(|one| one.to_string()).collect();
    parse(text, "e.toml", &overrides).map_err(|error| error.to_string())
}

#[test]
fn dotted_and_quoted_parameter_names_are_the_same() {
    let dotted = read("[simulator.parameters]\nroad.length = { start = 3 }\nweather = [0, 1]\n[task]", &[]);
    let quoted =
        read("[simulator.parameters]\n\"road.length\" = { start = 3 }\nweather = [0, 1]\n[task]", &[]);
    let dotted = dotted.unwrap();
    assert_eq!(dotted, quoted.unwrap());
    assert!(dotted.simulator.parameters.contains_key("road.length"));
}

#[test]
fn settings_of_single_parameters_name_them_with_dots_as_well() {
    let text =
        "[simulator]\n[task]\n[policy]\nkind = \"reinforce\"\nspread_of.cars.type = 2\nhold_of.weather = 3";
    let experiment = read(text, &["policy.hold_of.cars.type=4"]).unwrap();
    let lts_policy::PolicySettings::Reinforce(settings) = &experiment.policy else {
        panic!("{experiment:?}")
    };
    assert_eq!(settings.spread_of, BTreeMap::from([("cars.type".into(), 2.0)]));
    assert_eq!(settings.hold_of, BTreeMap::from([("cars.type".into(), 4), ("weather".into(), 3)]));
    assert_eq!(read(&to_toml(&experiment).unwrap(), &[]).unwrap(), experiment);
}

#[test]
fn overrides_set_numbers_texts_and_parameters() {
    let text = "[simulator.parameters]\n\"road.length\" = 1\n[task]";
    let experiment =
        read(text, &["task.target=a/b c", "loop.images=7", "simulator.parameters.road.length=2.5"]).unwrap();
    assert_eq!(experiment.task.target, "a/b c");
    assert_eq!(experiment.loop_.images, 7);
    let setting = &experiment.simulator.parameters["road.length"];
    assert_eq!(*setting, Setting::Fixed(lts_core::Value::Number(2.5)));
}

#[test]
fn what_is_written_out_reads_back() {
    let experiment = read("[simulator]\nwidth = 3\n[task]\n", &[]).unwrap();
    assert_eq!(read(&to_toml(&experiment).unwrap(), &[]).unwrap(), experiment);
}

#[test]
fn a_plugin_has_a_path_an_id_and_settings_of_its_own() {
    let text = "[simulator]\n[task]\n[policy]\nkind = \"plugin\"\npath = \"p.so\"\nid = \"a.b\"\n\
                config = { step = 0.5, deep = { keep = [1, 2] } }";
    let experiment = read(text, &["policy.config.step=0.25"]).unwrap();
    let lts_policy::PolicySettings::Plugin(plugin) = &experiment.policy else { panic!("{experiment:?}") };
    assert_eq!((plugin.path.to_str(), plugin.id.as_deref()), (Some("p.so"), Some("a.b")));
    assert_eq!(serde_json::to_string(&plugin.config).unwrap(), r#"{"deep":{"keep":[1,2]},"step":0.25}"#);
    assert_eq!(read(&to_toml(&experiment).unwrap(), &[]).unwrap(), experiment);
    let error = read(&text.replace("path", "pat"), &[]).unwrap_err();
    assert!(error.contains("unknown key 'pat'; did you mean 'path'?"), "{error}");
}

#[test]
fn mistakes_name_the_key_and_the_nearest_one() {
    let error = |text: &str| read(text, &[]).unwrap_err();
    assert_eq!(
        error("[simulator]\n[task]\n[loop]\nimagse = 3"),
        "e.toml: loop.imagse: unknown key 'imagse'; did you mean 'images'?"
    );
    assert_eq!(
        error("[simulator]\n[task]\n[loop]\nimages = \"x\""),
        "e.toml: loop.images: invalid type: string \"x\", expected usize"
    );
    assert!(error("[simulator\n").starts_with("e.toml:1: this is not valid TOML"));
    assert!(error("[simulator]").contains("missing field 'task'"), "{}", error("[simulator]"));
    assert!(
        read("[simulator]\n[task]", &["loop"]).unwrap_err().starts_with("--set loop: expected key=value")
    );
    assert!(error("[simulator]\n[task]\n[loop]\ncarry_over = \"bets\"").contains("did you mean 'best'?"));
}

/// A folder with these files; the experiment that is read from `first` in it.
fn read_files(files: &[(&str, &str)], overrides: &[&str]) -> Result<Experiment<Sim, Task>, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let overrides: Vec<String> = overrides.iter().map(|one| one.to_string()).collect();
    let path = folder.path().join(files[0].0);
    let prefix = format!("{}/", folder.path().display());
    load(&path, &overrides).map_err(|error| error.to_string().replace(&prefix, ""))
}

const BASE: &str = "[simulator]\nwidth = 3\n[simulator.parameters]\nroad.length = { start = 3, low = 1 }\n\
                    road.lanes = 2\n[task]\ntarget = \"car\"\n[policy]\nkind = \"reinforce\"\nspread = 0.5\n\
                    [loop]\nimages = 5\niterations = 7";

#[test]
fn a_file_is_laid_over_its_bases() {
    let files = [
        ("arms/arm.toml", "base = \"../middle.toml\"\n[loop]\nimages = 9\n[policy]\nlearning_rate = 0.3"),
        ("middle.toml", "base = \"deep/base.toml\"\n[loop]\nimages = 8\ncandidates = 2\n[run]\nname = \"m\""),
        ("deep/base.toml", BASE),
    ];
    let experiment = read_files(&files, &["loop.candidates=6"]).unwrap();
    let loop_ = &experiment.loop_;
    assert_eq!((loop_.images, loop_.candidates, loop_.iterations), (9, 6, 7), "top, override, base");
    assert_eq!((experiment.run.name.as_str(), experiment.task.target.as_str()), ("m", "car"));
    let lts_policy::PolicySettings::Reinforce(policy) = &experiment.policy else { panic!("{experiment:?}") };
    assert_eq!((policy.spread, policy.learning_rate), (0.5, 0.3), "sections are joined");
}

#[test]
fn another_kind_and_a_parameter_replace_what_the_base_says() {
    let over =
        "base = \"base.toml\"\n[policy]\nkind = \"cma-es\"\n[simulator.parameters]\n\"road.length\" = 4";
    let experiment = read_files(&[("arm.toml", over), ("base.toml", BASE)], &[]).unwrap();
    assert!(matches!(experiment.policy, lts_policy::PolicySettings::CmaEs(_)), "{experiment:?}");
    let parameters = &experiment.simulator.parameters;
    assert_eq!(parameters["road.length"], Setting::Fixed(lts_core::Value::Number(4.0)));
    assert_eq!(parameters["road.lanes"], Setting::Fixed(lts_core::Value::Number(2.0)));
    let over = "base = \"base.toml\"";
    let set = ["simulator.parameters.road.length.start=5"];
    let experiment = read_files(&[("arm.toml", over), ("base.toml", BASE)], &set).unwrap();
    let Setting::Table(table) = &experiment.simulator.parameters["road.length"] else {
        panic!("{experiment:?}")
    };
    assert_eq!((table.start.clone(), table.low), (Some(lts_core::Value::Number(5.0)), Some(1.0)));
}

#[test]
fn mistakes_with_bases_are_named() {
    let error = |files: &[(&str, &str)]| read_files(files, &[]).unwrap_err();
    let circle = [("a.toml", "base = \"b.toml\""), ("b.toml", "base = \"./a.toml\"")];
    assert!(error(&circle).starts_with("b.toml: base: bases go in a circle: "), "{}", error(&circle));
    let itself = [("a.toml", "base = \"a.toml\"")];
    assert!(error(&itself).starts_with("a.toml: base: bases go in a circle"), "{}", error(&itself));
    let absent = error(&[("a.toml", "base = \"x.toml\"")]);
    assert!(absent.starts_with("a.toml: base: x.toml cannot be read: "), "{absent}");
    let number = error(&[("a.toml", "base = 3")]);
    assert_eq!(number, "a.toml: base: expected the path of an experiment in quotes, not integer");
    let wrong = error(&[("a.toml", "base = \"b.toml\"\n[loop]\nimagse = 3"), ("b.toml", BASE)]);
    assert_eq!(wrong, "a.toml (laid over b.toml): loop.imagse: unknown key 'imagse'; did you mean 'images'?");
    let broken = error(&[("a.toml", "base = \"b.toml\""), ("b.toml", "[loop]\n[")]);
    assert!(broken.starts_with("b.toml:2: this is not valid TOML"), "{broken}");
}
