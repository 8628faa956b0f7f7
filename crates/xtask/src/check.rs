//! `cargo xtask check` (the fast part) and `cargo xtask test` (everything, what CI runs).

use crate::drill;
use crate::fault::Outcome;
use crate::postgres::Cluster;
use crate::server::Prepared;
use crate::steps::Steps;
use crate::workspace::cargo;
use crate::{e2e, install, server, supply, tidy};
use std::path::Path;

/// Format, lints, house rules, libraries, unit and story tests on both engines. No browser.
pub fn check(root: &Path) -> Outcome<()> {
    let mut steps = Steps::new();
    steps.work("install what is missing", |_| install::for_check())?;
    fast_part(root, &mut steps)?;
    steps.end();
    Ok(())
}

/// Everything that must pass.
pub fn test(root: &Path) -> Outcome<()> {
    let mut steps = Steps::new();
    steps.work("install what is missing", |_| {
        install::for_test()?;
        install::node_packages(root, "e2e")
    })?;
    let cluster = fast_part(root, &mut steps)?;
    let program = steps.work("build the release binary", |_| server::build(root))?;
    for engine in [None, Some(&cluster)] {
        let on = if engine.is_none() { "SQLite" } else { "PostgreSQL" };
        let prepared = steps
            .work(&format!("prepare a mart on {on} for the drills"), |_| Prepared::make(&program, engine))?;
        for small in drill::SMALL {
            let name = format!("drill {} on {on}, small", small.name());
            match small.why_not() {
                Some(why) => println!("── {name}: not run on this machine: {why}"),
                None => steps.work(&name, |_| drill::run(&prepared, small))?,
            }
        }
    }
    steps.work("drill bucket on SQLite", |_| {
        drill::run(&Prepared::make(&program, None)?, drill::Drill::Bucket)
    })?;
    let contract = drill::Drill::Contract(drill::Contract { cases: 0, seconds: 0 }).small();
    steps.work("drill contract on SQLite, small", |_| {
        drill::run(&Prepared::make(&program, None)?, contract)
    })?;
    drop(cluster);
    steps.work("browser journeys", |closing| {
        closing.push(e2e::journeys(root, &program, &[])?);
        Ok(())
    })?;
    steps.end();
    Ok(())
}

/// The steps that both commands share; the cluster lives on for the drills.
fn fast_part(root: &Path, steps: &mut Steps) -> Outcome<Cluster> {
    steps.command(
        "fmt (names files that `cargo fmt --all` would change)",
        cargo(root).args(["fmt", "--all", "--", "--check", "-l"]),
    )?;
    steps.work("tidy", |_| tidy::run(root))?;
    steps.command(
        "clippy",
        cargo(root).args(["clippy", "--quiet", "--workspace", "--all-targets", "--locked"]).args([
            "--features",
            "xtask/bench",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    // After clippy, which brings every crate onto this machine: from here on nobody asks the network.
    steps.work("supply", |_| supply::check(root))?;
    let cluster = steps.work("start a throw-away PostgreSQL", |_| Cluster::start())?;
    steps.command(
        "unit and story tests, on SQLite and PostgreSQL",
        cargo(root)
            .args(["test", "--quiet", "--workspace", "--locked"])
            .env("MART_TEST_POSTGRES", cluster.url()),
    )?;
    steps.command(
        "story tests again on SQLite, each transaction outrun once",
        cargo(root)
            .args(["test", "--quiet", "--package", "store", "--package", "market", "--package", "worker"])
            .args(["--test", "it", "--locked"])
            .env("MART_TEST_OUTRUN", "1"),
    )?;
    Ok(cluster)
}
