//! The policy on the page "Write a policy plugin" is compiled as it stands there, and conforms.

use lts_plugin::validate::Limits;

use crate::build;
use crate::child::{put_through, validated};

#[test]
fn the_policy_of_the_page_conforms() {
    let page = std::fs::read_to_string(build::here().join("../../docs/policy-plugins.md")).unwrap();
    let code = page.split("```c\n").nth(1).unwrap().split("\n```").next().unwrap();
    let place = tempfile::tempdir().unwrap();
    let source = place.path().join("walk.c");
    std::fs::write(&source, code).unwrap();
    let path = build::library(&source, place.path(), "walk", &[]);
    assert_eq!(put_through(&path, r#"{"step": 0.1}"#), Ok(()));
    assert_eq!(validated(&path, Limits::default()), []);
}
