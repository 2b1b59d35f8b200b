//! Rules of the header tool and the build tool, facts of the API, compilation, and the plugin's own automation tests.

use lts_tests::Place;

use crate::stage::{Engine, ended, has, script};

#[test]
fn headers_obey_the_header_tools_rules() {
    let checked = script("unreal-headers", &["unreal_plugin/LearningToSimulate/Source"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{}", checked.err);
}

/// A module with one header; what the header tool says of it.
fn said(header: &str) -> String {
    let place = Place::new();
    place.write("Source/Game/Game.Build.cs", "");
    place.write("Source/Game/Public/Thing.h", header);
    let ran = script("unreal-headers", &[place.path("Source").to_str().unwrap()]);
    assert!(ran.code < 2, "{}", ran.err);
    assert_eq!(ran.code == 0, ran.out.is_empty(), "{}", ran.out);
    ran.out
}

/// A header with one class of these members.
fn class(members: &str) -> String {
    format!(
        "#pragma once\n#include \"CoreMinimal.h\"\n#include \"Thing.generated.h\"\nUCLASS()\nclass GAME_API UThing : public UObject\n\
         {{\n\tGENERATED_BODY()\npublic:\n{members}\n}};\n"
    )
}

#[test]
fn broken_headers_are_named() {
    assert_eq!(said(&class("\tUPROPERTY(EditAnywhere, Category = \"A\")\n\tTArray<FString> Names;\n")), "");
    let broken = [
        (class("").replace("#include \"Thing.generated.h\"\n", ""), "H1"),
        (class("").replace("Thing.generated.h\"\n", "Thing.generated.h\"\n#include \"Other.h\"\n"), "H1"),
        (class("").replace("#pragma once\n", ""), "H2"),
        (class("").replace("\tGENERATED_BODY()\n", ""), "H4"),
        (class("").replace("UThing", "Thing"), "H5"),
        (class("").replace("GAME_API", "OTHER_API"), "H8"),
        (class("#if WITH_THING\n\tUPROPERTY()\n\tint32 A;\n#endif\n"), "H10"),
        (class("").replace("UCLASS()", "namespace N {\nUCLASS()") + "}\n", "H12"),
        (class("\tUPROPERTY()\n\tstd::string A;\n"), "P1"),
        (class("\tUPROPERTY()\n\tTSharedPtr<int32> A;\n"), "P1"),
        (class("\tUPROPERTY(BlueprintReadOnly, Category = \"A\")\n\tdouble A;\n"), "P2"),
        (class("\tUFUNCTION(BlueprintCallable, Category = \"A\")\n\tvoid F(uint32 A);\n"), "P2"),
        (class("\tUPROPERTY()\n\tFUnknown A;\n"), "P4"),
        (class("\tUPROPERTY()\n\tconst int32 A = 1;\n"), "P5"),
        (class("\tUPROPERTY(EditAnywhere)\n\tint32 A;\n"), "P6"),
        (class("private:\n\tUPROPERTY(BlueprintReadOnly, Category = \"A\")\n\tint32 A;\n"), "P7"),
        (class("\tUFUNCTION()\n\tvirtual void F() override;\n"), "P8"),
        (class("\tUFUNCTION()\n\tvoid F();\n\tUFUNCTION()\n\tvoid F(int32 A);\n"), "P9"),
        (class("\tUPROPERTY(Config)\n\tint32 A;\n"), "P10"),
        ("#pragma once\nUENUM(BlueprintType)\nenum class EThing : int32 { A };\n".to_string(), "H9"),
    ];
    for (header, rule) in broken {
        let said = said(&header);
        assert!(said.contains(&format!(": {rule}: ")), "{rule} was expected: {said}\n{header}");
    }
}

#[test]
fn modules_obey_the_build_tools_rules_on_every_platform() {
    if has(&["mcs", "mono"]) {
        let checked = script("check-unreal-modules", &[]);
        assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{}", checked.err);
    }
}

#[test]
fn every_name_of_the_engine_is_in_the_table_of_facts() {
    if !has(&["clang++"]) {
        return;
    }
    // The header tool's code must be there for the plugin's sources to be read.
    let generated = "target/stand-in/generated";
    let headers = script("unreal-headers", &["unreal_plugin/LearningToSimulate/Source", "--out", generated]);
    assert_eq!(headers.code, 0, "{}", headers.out);
    let facts = script("check-unreal", &[]);
    if facts.err.contains("bindings are missing") {
        eprintln!("skipped: libclang for Python is missing; scripts/setup --tests installs it");
        return;
    }
    assert_eq!((facts.code, facts.out.as_str()), (0, ""), "{}", facts.err);
    // What is invented is named.
    let place = Place::new();
    let text = "#pragma once\n#include \"GameFramework/Actor.h\"\nclass UFlyingMachine {\n};\nstruct FLinearColour {\n\tfloat Red;\n};\n";
    let invented = place.write("Invented.h", text);
    let facts = script("check-unreal", &["--with", invented.to_str().unwrap()]);
    assert_eq!(facts.code, 1, "{} {}", facts.out, facts.err);
    for said in ["UFlyingMachine is in no table", "FLinearColour::Red is in no table"] {
        assert!(facts.out.contains(said), "{said}: {}", facts.out);
    }
}

#[test]
fn each_file_compiles_alone_and_all_as_one() {
    if has(&["clang++"]) {
        let checked = script("stand-in-engine", &["--check"]);
        assert_eq!(checked.code, 0, "{}", checked.err);
    }
}

#[test]
fn the_plugins_automation_tests_pass() {
    let Some(engine) = Engine::new("editor") else { return };
    let ran = engine.play("automation LearningToSimulate\nquit\n", &["-nullrhi", "-unattended"]);
    ended(&ran, 0);
    assert!(ran.out.contains("Result={Passed}") && !ran.out.contains("Result={Failed}"), "{}", ran.out);
}

#[test]
fn without_the_staged_bridge_the_plugin_loads_and_says_what_to_do() {
    if !has(&["clang++"]) {
        return;
    }
    let built = script("stand-in-engine", &["game", "--without-bridge"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let Some(engine) = Engine::without_bridge() else { return };
    let experiment = engine.experiment(&[]);
    let ran = engine.run(&["-game", "-unattended", &format!("-LtsLearn={}", experiment.display())]);
    assert_ne!(ran.code, 0, "{}", ran.out);
    ended(&ran, ran.code);
    assert!(
        ran.out.contains("LtsLearn: failed: ") && ran.out.contains("scripts/unreal stage"),
        "{}",
        ran.out
    );
}
