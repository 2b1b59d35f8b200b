//! `scripts/unreal` without an engine: every step's dry run prints the commands that it would run, and what is missing is said.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "this crate is for tests alone")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Runs the script with these words; `tools` is a folder that comes first on the path, `engine` is `UE_ROOT`.
fn unreal(words: &[&str], tools: Option<&Path>, engine: Option<&str>) -> (bool, String) {
    let mut command = Command::new(root().join("scripts/unreal"));
    command.arg("--dry-run").args(words).env_remove("UE_ROOT");
    if let Some(tools) = tools {
        let path = std::env::var("PATH").unwrap();
        command.env("PATH", format!("{}:{path}", tools.display()));
    }
    if let Some(engine) = engine {
        command.env("UE_ROOT", engine);
    }
    let ran = command.output().unwrap();
    (ran.status.success(), String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned())
}

#[test]
fn staging_puts_all_that_the_external_module_looks_for_in_place() {
    let (good, printed) = unreal(&["--target", "Linux", "stage"], None, None);
    assert!(good, "{printed}");
    let rules = "unreal_plugin/LearningToSimulate/Source/ThirdParty/LtsBridge/";
    for file in [
        "include/lts/bridge.h",
        "include/rust/cxx.h",
        "src/cxx.cc",
        "src/lts/bridge.cc",
        "lib/Linux/liblts_bridge.a",
        "bin/Linux/liblts_trainer.so",
        "bin/Linux/libtorch_cpu.so",
        "bin/Linux/libc10.so",
        "licenses/LICENSE-MIT",
    ] {
        assert!(printed.contains(&format!(" {rules}{file}\n")), "{file} is not staged:\n{printed}");
    }
    let mirrored =
        "+ mirror unreal_plugin/LearningToSimulate to unreal_plugin/HostProject/Plugins/LearningToSimulate";
    assert!(printed.trim_end().ends_with(mirrored), "the host gets the plugin last:\n{printed}");
    // What the module's rules ask for is what is staged.
    let build = std::fs::read_to_string(root().join(rules).join("LtsBridge.Build.cs")).unwrap();
    for name in ["liblts_bridge.a", "bridge.h", "bridge.cc", "cxx.cc"] {
        assert!(build.contains(&format!("\"{name}\"")), "LtsBridge.Build.cs does not look for {name}");
    }
}

#[test]
fn windows_is_staged_with_its_own_names() {
    let (good, printed) = unreal(&["--target", "Win64", "stage"], None, None);
    assert!(good, "{printed}");
    assert!(printed.contains("lib/Win64/lts_bridge.lib\n"), "{printed}");
    assert!(printed.contains("bin/Win64/lts_trainer.dll\n"), "{printed}");
}

#[test]
fn an_engine_is_called_by_its_own_scripts() {
    for (step, expected) in [
        ("build", "+ engine/Engine/Build/BatchFiles/Linux/Build.sh LtsHostEditor Linux Development "),
        ("package", "+ engine/Engine/Build/BatchFiles/RunUAT.sh BuildCookRun "),
        ("plugin", "+ engine/Engine/Build/BatchFiles/RunUAT.sh BuildPlugin -rocket "),
        (
            "test",
            "+ engine/Engine/Binaries/Linux/UE4Editor unreal_plugin/HostProject/LtsHost.uproject -game ",
        ),
    ] {
        let (good, printed) = unreal(&["--target", "Linux", step], None, Some("engine"));
        assert!(good && printed.starts_with(expected), "{step}: {printed}");
    }
    let (_, printed) = unreal(&["--target", "Linux", "test"], None, Some("engine"));
    assert!(printed.contains("automation RunTests LearningToSimulate;quit"), "{printed}");
    let (good, printed) =
        unreal(&["--target", "Linux", "learn", "experiments/quickstart.toml"], None, Some("engine"));
    assert!(good && printed.contains("-RenderOffscreen") && printed.contains("-LtsLearn="), "{printed}");
}

#[test]
fn ue4cli_is_preferred() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let tool = folder.path().join("ue4");
    std::fs::write(&tool, "#!/bin/sh\n").unwrap();
    std::fs::set_permissions(&tool, std::fs::Permissions::from_mode(0o755)).unwrap();
    for (step, expected) in [
        ("build", "ue4 build Development Editor"),
        ("package", "ue4 package Development"),
        ("test", "ue4 test LearningToSimulate"),
    ] {
        let (good, printed) = unreal(&["--target", "Linux", step], Some(folder.path()), None);
        assert!(good && printed.trim_end().ends_with(expected), "{step}: {printed}");
    }
}

#[test]
fn without_an_engine_it_says_what_to_do() {
    // No tool of an engine is on this path.
    let folder = tempfile::tempdir().unwrap();
    for step in ["build", "package", "plugin", "test"] {
        let (good, printed) = unreal(&[step], Some(folder.path()), None);
        assert!(!good && printed.contains("UE_ROOT"), "{step}: {printed}");
    }
}

#[test]
fn the_container_runs_the_same_script() {
    let (good, printed) = unreal(&["docker", "package"], None, None);
    assert!(
        good && printed.contains("docker run --rm") && printed.contains("scripts/unreal package"),
        "{printed}"
    );
}
