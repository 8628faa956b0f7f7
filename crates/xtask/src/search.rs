//! `cargo xtask bench search`: how long a search takes in process among 100 000 goods, on a throw-away database.
//!
//! The measuring is `crates/market/examples/search_speed`, built optimised; its exit code is ours.

use crate::fault::{Outcome, fault};
use crate::kept::{Ending, Kept};
use crate::postgres::Cluster;
use crate::workspace;
use std::path::Path;

/// Measures; `options` are `--goods N` and `--postgres`, which starts a throw-away server.
pub fn run(root: &Path, options: &[String]) -> Outcome<()> {
    let mut command = workspace::cargo(root);
    command.args(["run", "--quiet", "--release", "--package", "market", "--example", "search_speed", "--"]);
    command.args(options);
    let cluster = options.iter().any(|option| option == "--postgres").then(Cluster::start).transpose()?;
    if let Some(cluster) = &cluster {
        command.env("MART_TEST_POSTGRES", cluster.url());
    }
    let status = Kept::start(&mut command, Ending::Asked)?.wait()?;
    if status.success() { Ok(()) } else { Err(fault("search is slower than promised, or the bench failed")) }
}
