//! Tells the program where the libtorch is that it was built against, and lets `lts-learner` find it there.

fn main() {
    println!("cargo:rerun-if-env-changed=LIBTORCH");
    let Ok(libtorch) = std::env::var("LIBTORCH") else { return };
    // A path with a line break would end the directive early; no file system in use has one there.
    println!("cargo:rustc-env=LTS_BUILT_WITH_LIBTORCH={libtorch}");
    println!("cargo:rustc-link-arg-bin=lts-learner=-Wl,-rpath,{libtorch}/lib");
}
