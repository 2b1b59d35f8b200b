//! Each header compiles alone and twice, in every standard that it is for, and the bindings have the headers' layout.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::build::here;

fn compile(compiler: &str, language: &str, standard: &str, text: &str) {
    let mut child = Command::new(compiler)
        .args([&format!("-std={standard}"), "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only"])
        .args(["-x", language, "-I"])
        .arg(here().join("include"))
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{standard}:\n{text}\n{}", String::from_utf8_lossy(&output.stderr));
}

const HEADERS: [&str; 10] = [
    "policy.h",
    "ext/state.h",
    "ext/metrics.h",
    "ext/stop.h",
    "ext/log.h",
    "ext/credit.h",
    "all.h",
    "random.h",
    "scale.h",
    "flat_config.h",
];

#[test]
fn headers_compile_in_every_standard() {
    for header in HEADERS {
        let twice = format!("#include <lts/{header}>\n#include <lts/{header}>\n");
        for standard in ["c99", "c11", "c17"] {
            compile("cc", "c", standard, &twice);
        }
        for standard in ["c++11", "c++14", "c++17", "c++20"] {
            compile("c++", "c++", standard, &twice);
        }
    }
    for standard in ["c++11", "c++14", "c++17", "c++20"] {
        compile("c++", "c++", standard, "#include <lts/policy.hpp>\n#include <lts/policy.hpp>\n");
    }
}

#[test]
fn the_check_sees_a_header_that_does_not_compile() {
    let caught =
        std::panic::catch_unwind(|| compile("cc", "c", "c99", "#include <lts/policy.h>\nlts_nothing_t x;\n"));
    assert!(caught.is_err());
}

#[test]
fn the_bindings_have_the_layout_of_the_headers() {
    use std::mem::{offset_of, size_of};

    use lts_plugin_abi as abi;
    let sizes = [
        ("lts_error_t", size_of::<abi::lts_error_t>()),
        ("lts_dimension_t", size_of::<abi::lts_dimension_t>()),
        ("lts_space_t", size_of::<abi::lts_space_t>()),
        ("lts_host_t", size_of::<abi::lts_host_t>()),
        ("lts_evaluation_t", size_of::<abi::lts_evaluation_t>()),
        ("lts_points_t", size_of::<abi::lts_points_t>()),
        ("lts_policy_t", size_of::<abi::lts_policy_t>()),
        ("lts_policy_factory_t", size_of::<abi::lts_policy_factory_t>()),
        ("lts_plugin_entry_t", size_of::<abi::lts_plugin_entry_t>()),
        ("lts_credit_table_t", size_of::<abi::lts_credit_table_t>()),
    ];
    let mut text = String::from("#include <stddef.h>\n#include <lts/all.h>\n");
    for (name, size) in sizes {
        text += &format!("_Static_assert(sizeof({name}) == {size}, \"{name}\");\n");
    }
    let offset = offset_of!(abi::lts_evaluation_t, measure_count);
    text += &format!("_Static_assert(offsetof(lts_evaluation_t, measure_count) == {offset}, \"offset\");\n");
    let offset = offset_of!(abi::lts_dimension_t, low);
    text += &format!("_Static_assert(offsetof(lts_dimension_t, low) == {offset}, \"offset\");\n");
    compile("cc", "c", "c11", &text);
}
