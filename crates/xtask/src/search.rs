//! `cargo xtask bench search` and `bench catalogue`: how long searches and lists take in process among 100 000 goods, on a
//! throw-away database; `bench papers`: how long the press takes.
//!
//! The measuring is an example of `market` or `documents`, built optimised; its exit code is ours.

use crate::fault::{Outcome, fault};
use crate::kept::{Ending, Kept};
use crate::postgres::Cluster;
use crate::workspace;
use std::path::Path;

/// Measures by one of the examples; `options` are `--goods N` and `--postgres`, which starts a throw-away server.
pub fn run(root: &Path, (package, example): (&str, &str), options: &[String]) -> Outcome<()> {
    let mut command = workspace::cargo(root);
    command.args(["run", "--quiet", "--release", "--package", package, "--example", example, "--"]);
    command.args(options);
    let cluster = options.iter().any(|option| option == "--postgres").then(Cluster::start).transpose()?;
    if let Some(cluster) = &cluster {
        command.env("MART_TEST_POSTGRES", cluster.url());
    }
    let status = Kept::start(&mut command, Ending::Asked)?.wait()?;
    if status.success() { Ok(()) } else { Err(fault("it is slower than promised, or the bench failed")) }
}
