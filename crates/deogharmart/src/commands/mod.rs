//! The commands, one file each.

mod backup;
mod completions;
mod grant;
mod import;
mod invent_year;
mod launch_check;
mod man;
mod migrate;
mod rebuild_promises;
mod rebuild_search;
mod restore;
mod seed;
mod serve;
mod verify;
mod work;

use std::future::Future;
use std::process::ExitCode;
use std::time::Duration;

use crate::cli::{Cli, Command};
use crate::fault::{Because, Outcome};
use crate::{demo, log};

/// The longest the program waits for its own threads at the end.
const LAST_PATIENCE: Duration = Duration::from_millis(500);

/// Does what was typed; answers the program's exit code.
pub fn run(cli: Cli) -> Outcome<ExitCode> {
    match cli.command {
        Command::Demo(demo) => on_runtime("warn", demo::run(demo)),
        Command::Serve(serve) => on_runtime("info", serve::run(serve)),
        Command::Work(place) => on_runtime("info", work::run(place)),
        Command::Migrate(place) => on_runtime("warn", migrate::run(place)),
        Command::Seed(seed) => on_runtime("warn", seed::run(seed)),
        Command::Grant(grant) => on_runtime("warn", grant::run(grant)),
        Command::Import(import) => on_runtime("warn", import::run(import)),
        Command::RebuildSearch(place) => on_runtime("warn", rebuild_search::run(place)),
        Command::RebuildPromises(place) => on_runtime("warn", rebuild_promises::run(place)),
        Command::Backup(place) => on_runtime("warn", backup::run(place)),
        Command::Restore(restore) => on_runtime("warn", restore::run(restore)),
        Command::LaunchCheck(ask) => on_runtime("warn", launch_check::run(ask)),
        Command::Verify(asked) => on_runtime("warn", verify::run(asked)),
        Command::InventYear(asked) => on_runtime("warn", invent_year::run(asked)),
        Command::Completions { shell } => completions::run(shell),
        Command::Man => man::run(),
    }
}

/// Opens the log and runs a command that waits for others.
fn on_runtime(log_level: &str, command: impl Future<Output = Outcome<ExitCode>>) -> Outcome<ExitCode> {
    log::open(log_level)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.because(|| "the system gives no threads".to_owned())?;
    let ended = runtime.block_on(command);
    // Closes the database; a stuck look-up of a name must not hold up the end.
    runtime.shutdown_timeout(LAST_PATIENCE);
    ended
}
