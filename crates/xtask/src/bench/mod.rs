//! `cargo xtask bench`: what a request costs, beside the least it could cost on the same machine in the same run.
//!
//! Reads: the mart's pages and API, `/proc`. Writes: a table on standard output, and into a file if asked.
//! Everything is a ratio or a CPU time, because requests per second of another machine mean little. Start at [`run`].

mod bare;
mod commits;
mod load;
mod mixed;
mod orders;
mod pages;
mod proc;
mod size;
mod table;

pub use bare::serve as serve_bare;

use crate::fault::Outcome;
use crate::postgres::Cluster;
use crate::server::{self, Mart};
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use table::Table;

/// How long and how much.
#[derive(Args, Clone, Debug)]
pub struct Bench {
    /// Seconds for each measurement of requests per second; each is taken three times
    #[arg(long, default_value_t = 4)]
    pub seconds: u64,
    /// Connections that send requests at the same time
    #[arg(long, default_value_t = 16)]
    pub clients: usize,
    /// Uncached requests of each kind
    #[arg(long, default_value_t = 2_000)]
    pub requests: usize,
    /// Orders to place on each database
    #[arg(long, default_value_t = 600)]
    pub orders: usize,
    /// Also replaces the part between the bench marks in this file
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Drives this binary instead of building target/release/deogharmart
    #[arg(long, global = true)]
    pub program: Option<PathBuf>,
    /// Measures something else instead
    #[command(subcommand)]
    pub part: Option<Part>,
}

/// What else is measured.
#[derive(Subcommand, Clone, Copy, Debug)]
pub enum Part {
    /// What each operation costs in a mart of a hundred thousand goods and a million orders, beside the sample district
    Size(size::Size),
    /// Ninety of a hundred requests look, eight ask for a quote, two order: at half of what the mart can bear, then ten times too many
    Mixed(mixed::Mixed),
}

/// Measures everything, in one run.
pub fn run(root: &Path, size: &Bench) -> Outcome<()> {
    let program = server::given_or_built(root, size.program.clone())?;
    match size.part {
        Some(Part::Size(size)) => return size::run(&program, size),
        Some(Part::Mixed(size)) => return mixed::run(&program, size),
        None => {}
    }
    let mut table = Table::new();
    let bytes = std::fs::metadata(&program).map_or(0, |file| file.len());
    table.megabytes("release binary, stripped", bytes, 30);

    let mut mart = Mart::start(&program, None)?;
    let good = mart.time_to_first_page("/hi/")?;
    table.at_most("start to first good page, database migrated", good.as_secs_f64() * 1_000.0, "ms", 150.0);
    proc::rest();
    table.megabytes("resident, idle", proc::resident(mart.pid()?)?, 40);
    pages::measure(&mart, size, &mut table)?;
    orders::on_sqlite(&mart, size, &mut table)?;
    proc::rest();
    table.megabytes("resident, after all of this", proc::resident(mart.pid()?)?, 80);
    drop(mart);

    let cluster = Cluster::start()?;
    let mart = Mart::start(&program, Some(cluster.database("bench")?))?;
    orders::on_postgres(&mart, &cluster, size, &mut table)?;

    println!("\n{table}");
    match &size.out {
        Some(path) => table.write_into(&root.join(path)),
        None => Ok(()),
    }
}
