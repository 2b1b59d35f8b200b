//! `lts plugin` and `policy.kind = "plugin"` through the real program: good libraries work, bad ones get one line.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use std::path::{Path, PathBuf};
use std::process::Command;

use lts_tests::{Place, SMALL, journal, wait_until};

/// The toy experiment as it is shipped.
const TOY: &str = include_str!("../../experiments/toy.toml");

/// The folder of what crosses language borders.
fn ffi() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ffi")
}

fn compile(place: &Place, source: &str, name: &str, options: &[&str]) {
    let (compiler, standard) =
        if source.ends_with(".cpp") { ("c++", "-std=c++11") } else { ("cc", "-std=c11") };
    let run = Command::new(compiler)
        .args([standard, "-O1", "-w", "-fPIC", "-shared"])
        .args(options)
        .arg("-I")
        .arg(ffi().join("lts-plugin/include"))
        .arg(ffi().join(source))
        .arg("-o")
        .arg(place.path(name))
        .arg("-lm")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn random_search(place: &Place, name: &str) {
    compile(place, "examples/c-random-search/random_search.c", name, &[]);
}

fn hostile(place: &Place, fault: &str) {
    let define = format!("-DFAULT_{fault}");
    compile(place, "lts-plugin/tests/plugins/sources/hostile.c", &format!("{fault}.so"), &[&define]);
}

#[test]
fn info_and_list_say_what_is_there() {
    let place = Place::new();
    random_search(&place, "search.so");
    let ran = place.run(&["plugin", "info", "search.so"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for text in
        ["sha256: ", "policy ABI: 0.1", "policy: org.lts-examples.random-search 1.0.0: Random search."]
    {
        assert!(ran.out.contains(text), "{}", ran.out);
    }
    place.write("text.so", "hello\n");
    let mut list = place.command(&["plugin", "list", "--json"]);
    let output = list
        .env("LTS_PLUGIN_PATH", place.path(""))
        .env("XDG_DATA_HOME", place.path("none"))
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("org.lts-examples.random-search"), "{text}");
    assert!(text.contains("it is a text file"), "{text}");
}

#[test]
fn validate_answers_yes_or_no_and_never_dies() {
    let place = Place::new();
    random_search(&place, "search.so");
    let ran = place.run(&["plugin", "validate", "search.so"]);
    assert_eq!((ran.code, ran.out.trim().ends_with("no findings")), (0, true), "{ran:?}");
    // A policy that greets at each start does not bury the answer: the kit makes hundreds of them.
    hostile(&place, "greets");
    let ran = place.run(&["plugin", "validate", "greets.so"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    for (fault, expected) in
        [("abort", "signal 6"), ("endless", "did not return within 2 s"), ("leak", "bytes are left")]
    {
        hostile(&place, fault);
        let ran = place.run(&["plugin", "validate", &format!("{fault}.so"), "--time-limit-secs", "2"]);
        assert_eq!(ran.code, 1, "{fault}: {ran:?}");
        assert!(ran.out.contains("finding: ") && ran.out.contains(expected), "{fault}: {ran:?}");
    }
    assert!(place.failure(&["plugin", "validate", "absent.so"]).contains("there is no such library here"));
    hostile(&place, "other_major");
    assert!(
        place
            .failure(&["plugin", "info", "other_major.so"])
            .contains("made for version 1.1 of the policy ABI")
    );
}

#[test]
fn a_plugin_learns_and_is_recorded() {
    let place = Place::new();
    random_search(&place, "librandom_search.so");
    place.write("e.toml", SMALL);
    let policy = "policy={kind=\"plugin\",path=\"librandom_search.so\",config={spread=0.3}}";
    let ran = place.run(&["learn", "e.toml", "--run-dir", "run", "--set", policy]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |name: &str| std::fs::read_to_string(place.path("run").join(name)).unwrap();
    assert!(read("journal.jsonl").contains("\"policy\":\"plugin:org.lts-examples.random-search\""));
    let info = read("run.json");
    for key in ["\"id\": \"org.lts-examples.random-search\"", "\"version\": \"1.0.0\"", "\"sha256\": \""] {
        assert!(info.contains(key), "{info}");
    }
    assert!(read("config.toml").contains(&place.path("librandom_search.so").display().to_string()));
}

#[test]
fn a_bad_plugin_is_one_line_and_exit_code_2() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let learn = |path: &str| {
        let policy = format!("policy={{kind=\"plugin\",path=\"{path}\"}}");
        place.failure(&["learn", "e.toml", "-q", "--run-dir", path.trim_end_matches(".so"), "--set", &policy])
    };
    for (fault, expected) in
        [("nan", "the number is NaN"), ("abort", "ask crashed with an abort"), ("init_fails", "no licence")]
    {
        hostile(&place, fault);
        let line = learn(&format!("{fault}.so"));
        assert!(line.contains(expected), "{fault}: {line}");
    }
    assert!(learn("absent.so").contains("there is no such library here"));
}

#[test]
fn a_plugin_that_breaks_in_the_middle_leaves_a_run_that_is_whole() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    for (fault, expected) in
        [("nan_later", "the number is NaN"), ("abort_later", "ask crashed with an abort")]
    {
        hostile(&place, fault);
        let policy = format!("policy={{kind=\"plugin\",path=\"{fault}.so\"}}");
        let line = place.failure(&["learn", "toy.toml", "-q", "--run-dir", fault, "--set", &policy]);
        assert!(line.contains(expected), "{line}");
        // Two iterations of ten candidates are done, and each line can be read.
        let before = journal(&place.path(fault));
        assert_eq!(before.matches("\"record\":\"iteration\"").count(), 2, "{before}");
        assert!(before.ends_with("}\n"), "{before}");
        place.success(&["report", fault, "-o", &format!("{fault}.html")]);
        let again = place.failure(&["resume", fault, "-q"]);
        assert!(again.contains(expected), "{again}");
        assert_eq!(journal(&place.path(fault)), before, "{fault}");
    }
}

/// The commands in a README, in order.
fn commands(readme: &str) -> Vec<&str> {
    readme.split("```sh\n").skip(1).map(|block| block.split("\n```").next().unwrap()).collect()
}

/// The Rust example, which Cargo builds beside the tests.
fn rust_example() -> PathBuf {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    std::env::current_exe().unwrap().with_file_name(format!("{prefix}lts_example_one_plus_one{suffix}"))
}

/// The project's folder in `place`, as far as the commands for people name it; what they write stays out of the real one.
#[cfg(unix)]
fn project(place: &Place) {
    use std::os::unix::fs::symlink;
    let project = ffi().join("..").canonicalize().unwrap();
    for name in ["ffi", "experiments"] {
        symlink(project.join(name), place.path(name)).unwrap();
    }
    std::fs::create_dir_all(place.path("target/release")).unwrap();
    symlink(lts_tests::program(), place.path("target/release/lts")).unwrap();
    symlink(rust_example(), place.path("target/release/liblts_example_one_plus_one.so")).unwrap();
}

/// Seconds instead of minutes, and no weights to be downloaded, for the quickstart.
const TINY: &str = "--set loop.iterations=2 --set loop.candidates=2 --set loop.images=4 --set task.validation.images=4 \
                    --set task.model.weights=random --set assessment.repeats=1 --set assessment.images=4 -q";

#[cfg(unix)]
fn shell(place: &Place, command: &str) {
    let run = Command::new("sh").args(["-ec", command]).current_dir(place.path("")).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{command}: {out} {err}");
}

#[test]
#[cfg(unix)]
fn the_commands_of_the_page_work_as_they_stand() {
    let place = Place::new();
    project(&place);
    let page = std::fs::read_to_string(ffi().join("../docs/policy-plugins.md")).unwrap();
    let code = page.split("```c\n").nth(1).unwrap().split("\n```").next().unwrap();
    place.write("walk.c", code);
    let [begin, build, learn] = commands(&page)[..] else { panic!("three blocks of commands were expected") };
    let begin = begin.replace("/path/to/learning-to-simulate", &place.path("").display().to_string());
    let learn: Vec<String> = learn
        .lines()
        .map(|line| {
            let short = if line.contains("toy.toml") { "--set loop.iterations=3 -q" } else { TINY };
            let run = if line.contains("toy.toml") { "toy" } else { "quickstart" };
            format!("{line} {short} --run-dir {run}")
        })
        .collect();
    shell(&place, &format!("{begin}\ncp ../walk.c .\n{build}\n{}", learn.join("\n")));
    for run in ["toy", "quickstart"] {
        let text = journal(&place.path("my-policy").join(run));
        assert!(
            text.contains("\"policy\":\"plugin:org.example.walk\"") && text.contains("\"finish\""),
            "{text}"
        );
    }
}

#[test]
#[cfg(unix)]
fn the_examples_are_built_and_learn_the_quickstart_by_the_commands_in_their_readmes() {
    let place = Place::new();
    project(&place);
    for (folder, id) in [
        ("c-random-search", "org.lts-examples.random-search"),
        ("cpp-cross-entropy", "org.lts-examples.cross-entropy"),
        ("rust-one-plus-one", "org.lts-examples.one-plus-one"),
    ] {
        let readme = std::fs::read_to_string(ffi().join("examples").join(folder).join("README.md")).unwrap();
        let [build, learn] = commands(&readme)[..] else { panic!("{folder}: two commands were expected") };
        if folder == "rust-one-plus-one" {
            // Cargo has built it already, and holds its lock.
            assert_eq!(build, "cargo build --release -p lts-example-one-plus-one");
        } else {
            shell(&place, build);
        }
        shell(&place, &format!("{learn} --run-dir runs/{folder} {TINY}"));
        let text = journal(&place.path("runs").join(folder));
        assert!(text.contains(&format!("\"policy\":\"plugin:{id}\"")), "{text}");
        assert_eq!(text.matches("\"record\":\"evaluation\"").count(), 4, "{text}");
        assert_eq!(
            text.matches("\"reward\":").count(),
            text.matches("\"metrics\":").count(),
            "all were scored"
        );
        assert!(text.contains("\"record\":\"finish\""), "{text}");
    }
}

/// Learns the toy with a plugin to the end, and once more killed on the way and resumed; the two journals and the run.
fn whole_and_killed(place: &Place, library: &str, more: &[&str]) -> (String, String) {
    let policy = format!("policy={{kind=\"plugin\",path=\"{library}\"}}");
    let learn = |run: &str| {
        let command = ["learn", "toy.toml", "-q", "--run-dir", run, "--set", &policy];
        place.command(&[&command[..], more].concat())
    };
    let (whole, killed) = (format!("{library}-whole"), format!("{library}-killed"));
    let output = learn(&whole).output().unwrap();
    assert!(output.status.success(), "{library}: {}", String::from_utf8_lossy(&output.stderr));
    let mut child = learn(&killed).spawn().unwrap();
    assert!(wait_until(|| journal(&place.path(&killed)).lines().count() > 40), "the run goes on");
    // SIGKILL.
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!journal(&place.path(&killed)).contains("\"finish\""), "it was killed before its end");
    place.success(&["resume", &killed, "-q"]);
    (journal(&place.path(&whole)), journal(&place.path(&killed)))
}

#[test]
fn killed_and_resumed_the_journal_of_each_example_is_the_same() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    random_search(&place, "c.so");
    compile(&place, "examples/cpp-cross-entropy/cross_entropy.cpp", "cpp.so", &[]);
    std::fs::copy(rust_example(), place.path("rust.so")).unwrap();
    for library in ["c.so", "cpp.so", "rust.so"] {
        let short = ["--set", "loop.iterations=14", "--set", "assessment.repeats=1"];
        let (whole, killed) = whole_and_killed(&place, library, &short);
        assert!(whole.lines().count() > 150, "{library}");
        assert_eq!(whole, killed, "{library}");
    }
}

#[test]
fn a_plugin_learns_the_toy_from_credit_alone_also_after_a_kill() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    compile(&place, "lts-plugin/tests/plugins/sources/credited.cpp", "credited.so", &[]);
    let short =
        ["--set", "loop.iterations=60", "--set", "loop.candidates=2", "--set", "assessment.repeats=1"];
    let (whole, killed) = whole_and_killed(&place, "credited.so", &short);
    assert_eq!(whole, killed);
    assert!(whole.contains("\"policy\":{\"credited\":120.0}"), "each candidate has credit");
    let accuracy = |of: &str| -> f64 {
        let line = whole.lines().find(|line| line.contains(&format!("\"of\":\"{of}\""))).unwrap();
        let rest = line.split_once("\"accuracy.test\":").unwrap().1;
        rest[..rest.find([',', '}']).unwrap()].parse().unwrap()
    };
    let (start, learned) = (accuracy("start"), accuracy("recommended"));
    println!("start {start:.4}, learned {learned:.4}");
    assert!(start < 0.8 && learned > 0.95, "{start} {learned}");
}
