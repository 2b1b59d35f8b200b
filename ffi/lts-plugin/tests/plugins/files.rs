//! Files that are no library for this machine are refused before anything of them runs.

use lts_plugin::Library;

use crate::build;

#[test]
fn each_wrong_file_says_what_it_is() {
    let place = tempfile::tempdir().unwrap();
    let good = std::fs::read(build::hostile(place.path(), "none")).unwrap();
    let mut other_machine = good.clone();
    // The machine of an ELF file stands at byte 18: AArch64, or x86-64 on an AArch64.
    other_machine[18] = if cfg!(target_arch = "x86_64") { 183 } else { 62 };
    let object = {
        let out = place.path().join("part.o");
        let run =
            std::process::Command::new("cc").args(["-x", "c", "-c", "/dev/null", "-o"]).arg(&out).status();
        assert!(run.unwrap().success());
        std::fs::read(out).unwrap()
    };
    for (name, bytes, expected) in [
        ("text", b"#!/bin/sh\necho hello, I am a library\n".to_vec(), "it is a text file"),
        ("empty", Vec::new(), "the file is empty"),
        ("noise", (0..=255).cycle().skip(3).take(5000).collect(), "its format is unknown"),
        ("head", good[..40].to_vec(), "damaged or incomplete"),
        ("half", good[..good.len() / 2].to_vec(), "damaged or incomplete"),
        ("machine", other_machine, "expected X86_64"),
        ("object", object, "expected a dynamic library"),
    ] {
        let path = place.path().join(format!("{name}.so"));
        std::fs::write(&path, bytes).unwrap();
        let error = Library::open(&path).err().expect(name).to_string();
        assert!(error.contains("this is no dynamic library for this machine: "), "{name}: {error}");
        if name != "machine" || cfg!(target_arch = "x86_64") {
            assert!(error.contains(expected), "{name}: {error}");
        }
    }
    let error = Library::open(&place.path().join("absent.so")).err().unwrap().to_string();
    assert!(error.contains("there is no such library here"), "{error}");
    let error = Library::open(place.path()).err().unwrap().to_string();
    assert!(error.contains("there is no such library here"), "{error}");
}

#[test]
fn a_library_is_opened_once_and_hashed() {
    let place = tempfile::tempdir().unwrap();
    let path = build::hostile(place.path(), "none");
    let (left, right) = (Library::open(&path).unwrap(), Library::open(&path).unwrap());
    assert_eq!(left.descriptors(), right.descriptors());
    let printed = std::process::Command::new("sha256sum").arg(&path).output().unwrap();
    assert_eq!(left.sha256(), String::from_utf8_lossy(&printed.stdout).split(' ').next().unwrap());
    assert_eq!(left.descriptors()[0].version, "6.6.6");
}

#[test]
fn a_state_of_another_build_is_refused() {
    use lts_core::Policy;
    let place = tempfile::tempdir().unwrap();
    let first = crate::child::policy(&build::hostile(place.path(), "none"), "{}").unwrap();
    let mut second = crate::child::policy(&build::hostile(place.path(), "error_code_alone"), "{}").unwrap();
    let error = second.load(&first.save().unwrap()).unwrap_err().to_string();
    assert!(
        error.contains("it was saved by another build of the library (version 6.6.6, sha256 "),
        "{error}"
    );
    // It is unchanged and goes on.
    second.ask(0, 1).unwrap();
}
