//! `cargo xtask …`: the project's own chores. Imports nothing of ours; drives the real binary from outside.

mod check;
mod drill;
mod e2e;
mod fault;
mod http;
mod install;
mod kept;
mod migration;
mod postgres;
mod server;
mod steps;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use drill::{Drill, Engine};
use fault::Outcome;
use std::process::ExitCode;

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Format, lints, house rules, unit and story tests on SQLite and PostgreSQL; no browser
    Check,
    /// Everything that must pass: check, small drills on both engines, browser journeys
    Test,
    /// The house rules alone
    Tidy,
    /// Makes the next numbered file in migrations/
    NewMigration {
        /// What becomes true, as an English sentence
        sentence: String,
    },
    /// Browser journeys in real Chromium against a fresh demo
    E2e {
        /// Journeys to walk; all if none is named
        journeys: Vec<String>,
    },
    /// The real binary under load and violence, judged by what its clients know
    Drill {
        #[command(subcommand)]
        drill: Drill,
        /// Database to run on
        #[arg(long, global = true, value_enum, default_value = "sqlite")]
        database: Engine,
        /// The size that every test run does, whatever else is said
        #[arg(long, global = true)]
        small: bool,
    },
    /// Runs a throw-away PostgreSQL until Ctrl-C and prints the address for MART_TEST_POSTGRES
    Postgres,
}

fn main() -> ExitCode {
    match kept::watch_signals().and_then(|()| run(Cli::parse().chore)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\ncargo xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Outcome<()> {
    let root = workspace::root()?;
    match chore {
        Chore::Check => check::check(&root),
        Chore::Test => check::test(&root),
        Chore::Tidy => tidy::run(&root),
        Chore::NewMigration { sentence } => migration::create(&root, &sentence),
        Chore::E2e { journeys } => e2e::run(&root, &journeys),
        Chore::Drill { drill, database, small } => {
            let program = server::build(&root)?;
            drill::run(&program, if small { drill.small() } else { drill }, database, None)
        }
        Chore::Postgres => {
            let cluster = postgres::Cluster::start()?;
            println!("MART_TEST_POSTGRES={}", cluster.url());
            loop {
                std::thread::park();
            }
        }
    }
}
