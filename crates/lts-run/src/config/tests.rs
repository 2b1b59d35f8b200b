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
