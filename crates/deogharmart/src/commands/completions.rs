//! `deogharmart completions SHELL`: what the shell completes after Tab.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::fault::Outcome;

/// Prints them.
pub fn run(shell: Shell) -> Outcome<ExitCode> {
    clap_complete::generate(shell, &mut Cli::command(), "deogharmart", &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}
