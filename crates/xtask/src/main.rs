//! `cargo xtask …`: the project's own chores. Imports nothing of ours; drives the real binary from outside.

#[cfg(feature = "bench")]
mod bench;
mod check;
mod deb;
mod disk;
mod drill;
mod e2e;
mod fault;
mod fuzz;
mod http;
mod install;
mod kept;
mod migration;
mod pooler;
mod postgres;
#[cfg(not(feature = "bench"))]
mod search;
mod server;
mod steps;
mod supply;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use drill::{Drill, Engine};
use fault::Outcome;
use std::path::PathBuf;
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
    /// Format, lints, house rules, libraries, unit and story tests on SQLite and PostgreSQL; no browser
    Check,
    /// Everything that must pass: check, small drills on both engines, browser journeys
    Test,
    /// The house rules alone
    Tidy,
    /// Licences, banned crates, sources, checksums and known weaknesses of what we stand on, by deny.toml; without network
    Supply {
        /// Makes the copy of known weaknesses anew from this checkout of rustsec/advisory-db first
        #[arg(long, value_name = "FOLDER")]
        advisories: Option<PathBuf>,
    },
    /// What the program is made of, as CycloneDX 1.5
    Sbom {
        /// Where to; target/deogharmart.cdx.json if nothing is said
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Makes the next numbered file in migrations/
    NewMigration {
        /// What becomes true, as an English sentence
        sentence: String,
    },
    /// Browser journeys in real Chromium against a fresh demo
    E2e {
        /// Journeys to walk; all if none is named
        journeys: Vec<String>,
        /// Drives this binary instead of building target/release/deogharmart
        #[arg(long)]
        program: Option<PathBuf>,
    },
    /// A Debian package of the program with its units, in target/
    Deb {
        /// Packs this binary instead of building target/dist/deogharmart
        #[arg(long)]
        program: Option<PathBuf>,
    },
    /// What strangers send, made up by libFuzzer and read by the mart's own code; not part of `test`
    Fuzz {
        /// A file of fuzz/targets; all of them if none is named
        target: Option<String>,
        /// For how long each
        #[arg(long, default_value_t = 10.0)]
        minutes: f64,
    },
    /// Lighthouse on a phone's screen, on home, listing and product: each mark must be 95 or more; not part of `test`
    Lighthouse {
        /// Measures this binary instead of building target/release/deogharmart
        #[arg(long)]
        program: Option<PathBuf>,
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
        /// Drives this binary instead of building target/release/deogharmart
        #[arg(long, global = true)]
        program: Option<PathBuf>,
    },
    /// What a request costs beside the least it could cost; release build, several minutes
    #[cfg(feature = "bench")]
    Bench(bench::Bench),
    /// What a request costs beside the least it could cost; release build, several minutes. `bench search`: what a search
    /// takes among 100 000 goods, `bench catalogue`: what loading, lists, filters and searches take (`--goods N`, `--postgres`)
    #[cfg(not(feature = "bench"))]
    Bench {
        /// Handed on; `cargo xtask bench --help` after the first build tells them
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        options: Vec<String>,
    },
    #[cfg(feature = "bench")]
    #[command(hide = true)]
    Bare { port: u16, folder: std::path::PathBuf },
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
        Chore::Supply { advisories } => {
            advisories.map_or(Ok(()), |from| supply::advise(&root, &from)).and_then(|()| supply::check(&root))
        }
        Chore::Sbom { out } => supply::bill(&root, out),
        Chore::NewMigration { sentence } => migration::create(&root, &sentence),
        Chore::E2e { journeys, program } => e2e::run(&root, program, &journeys),
        Chore::Deb { program } => {
            deb::package(&root, program).map(|package| println!("{}", package.display()))
        }
        Chore::Fuzz { target, minutes } => fuzz::run(&root, target.as_deref(), minutes),
        Chore::Lighthouse { program } => e2e::lighthouse(&root, program),
        Chore::Drill { drill, small, .. } if drill.needs_no_mart() => {
            drill::alone(&root, if small { drill.small() } else { drill })
        }
        Chore::Drill { drill, database, small, program } => {
            let program = server::given_or_built(&root, program)?;
            drill::prepare_and_run(&program, if small { drill.small() } else { drill }, database)
        }
        #[cfg(feature = "bench")]
        Chore::Bench(size) => bench::run(&root, &size),
        #[cfg(not(feature = "bench"))]
        Chore::Bench { options } => match options.split_first() {
            Some((part, options)) if part == "search" => {
                search::run(&root, ("market", "search_speed"), options)
            }
            Some((part, options)) if part == "catalogue" => {
                search::run(&root, ("market", "catalogue_speed"), options)
            }
            Some((part, options)) if part == "papers" => {
                search::run(&root, ("documents", "paper_speed"), options)
            }
            _ => bench_in_release(&root, &options),
        },
        #[cfg(feature = "bench")]
        Chore::Bare { port, folder } => bench::serve_bare(port, &folder),
        Chore::Postgres => {
            let cluster = postgres::Cluster::start()?;
            println!("MART_TEST_POSTGRES={}", cluster.url());
            loop {
                std::thread::park();
            }
        }
    }
}

/// The everyday build has no bench in it, and load must come from an optimised program.
#[cfg(not(feature = "bench"))]
fn bench_in_release(root: &std::path::Path, options: &[String]) -> Outcome<()> {
    let mut command = workspace::cargo(root);
    command.args(["run", "--quiet", "--release", "--package", "xtask", "--features", "bench", "--", "bench"]);
    let status = kept::Kept::start(command.args(options), kept::Ending::Asked)?.wait()?;
    if status.success() { Ok(()) } else { Err(fault::fault("the bench did not come to its end")) }
}
