//! The released program is linked small: functions that came out the same are kept once, and addresses that move with the program
//! are written as a bitmap. Only where rustc links with its own LLD; elsewhere the program is as it was.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|is| is == value);
    let lld_is_default = is("CARGO_CFG_TARGET_ARCH", "x86_64")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu");
    // Whoever names another linker knows what it takes.
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let chosen = flags.contains("linker") || flags.contains("fuse-ld") || env::var("RUSTC_LINKER").is_ok();
    if is("PROFILE", "release") && lld_is_default && !chosen {
        for option in ["-Wl,--icf=all", "-Wl,-z,pack-relative-relocs"] {
            println!("cargo::rustc-link-arg-bins={option}");
        }
    }
}
