//! `cargo xtask fuzz TARGET --minutes N`: what strangers send, made up by libFuzzer and read by the code of the mart.
//!
//! The targets stand in `fuzz/targets`, small seeds in `fuzz/seeds`; tests of the rooms read the seeds in every run. What is found is
//! kept in `target/fuzz`. Coverage is counted by the stable compiler's own pass; there is no sanitizer, which only nightly has.

use crate::fault::{Because, Outcome, fault};
use crate::kept::{Ending, Kept};
use crate::workspace::target;
use std::path::Path;
use std::process::{Command, Stdio};

/// How the compiler counts which ways were gone, as cargo-fuzz has it.
const COUNTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";
/// Targets that need rooms which are dear to build; each is a feature of its own.
const DEAR: [&str; 2] = ["image", "webhooks"];
/// Nothing that is read may take more memory or seconds.
const MEMORY_MOST_MB: u32 = 1_024;
const SECONDS_MOST: u32 = 20;

/// Runs one target, or all, for so many minutes each; the first that breaks ends it.
pub fn run(root: &Path, wanted: Option<&str>, minutes: f64) -> Outcome<()> {
    let targets = match wanted {
        Some(name) => vec![name.to_owned()],
        None => all(root)?,
    };
    let host = host()?;
    let folder = target(root).join("fuzz");
    for name in targets {
        if !root.join("fuzz/targets").join(format!("{name}.rs")).is_file() {
            return Err(fault(format!("there is no target {name}; there are {}", all(root)?.join(", "))));
        }
        let status = Command::new("cargo")
            .args(["build", "--quiet", "--release", "--manifest-path", "fuzz/Cargo.toml", "--bin", &name])
            .args(["--target", &host, "--target-dir"])
            .arg(&folder)
            .args(DEAR.iter().filter(|dear| **dear == name).flat_map(|dear| ["--features", dear]))
            .env("RUSTFLAGS", COUNTED)
            .current_dir(root)
            .stdin(Stdio::null())
            .status()
            .because("could not run cargo")?;
        if !status.success() {
            return Err(fault(format!("the target {name} does not build")));
        }
        let program = folder.join(&host).join("release").join(&name);
        hunt(root, &folder, &program, &name, minutes)?;
    }
    Ok(())
}

/// One target, so many minutes, from its seeds and what was found before.
fn hunt(root: &Path, folder: &Path, program: &Path, name: &str, minutes: f64) -> Outcome<()> {
    let (found, broken) = (folder.join("found").join(name), folder.join("broken").join(name));
    for made in [&found, &broken] {
        std::fs::create_dir_all(made).because("no folder for what is found")?;
    }
    let mut command = Command::new(program);
    command.arg(&found).arg(root.join("fuzz/seeds").join(name)).args([
        format!("-max_total_time={}", (minutes * 60.0).round()),
        format!("-rss_limit_mb={MEMORY_MOST_MB}"),
        format!("-timeout={SECONDS_MOST}"),
        format!("-artifact_prefix={}/", broken.display()),
        "-max_len=65536".to_owned(),
        "-print_final_stats=1".to_owned(),
        "-verbosity=0".to_owned(),
    ]);
    println!("fuzz {name}: {minutes} minutes");
    let status = Kept::start(&mut command, Ending::Asked)?.wait()?;
    if status.success() {
        return Ok(());
    }
    Err(fault(format!("{name} broke on something; it is in {}", broken.display())))
}

fn all(root: &Path) -> Outcome<Vec<String>> {
    let entries = std::fs::read_dir(root.join("fuzz/targets")).because("no folder fuzz/targets")?;
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| Some(entry.path().file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    Ok(names)
}

/// The machine we build on; only with it named do build scripts stay without counters.
fn host() -> Outcome<String> {
    let told = Command::new("rustc").arg("-vV").output().because("could not run rustc")?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.map(str::to_owned).ok_or_else(|| fault("rustc does not say what it builds for"))
}
