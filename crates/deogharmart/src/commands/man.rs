//! `deogharmart man`: the manual page, in troff.

use std::io::stdout;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::Cli;
use crate::fault::{Because, Outcome};

/// Prints the page, and one section for each command.
pub fn run() -> Outcome<ExitCode> {
    let sorry = || "the manual page cannot be written".to_owned();
    let mut whole = Cli::command();
    whole.build();
    Man::new(whole.clone()).render(&mut stdout()).because(sorry)?;
    for command in
        whole.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help")
    {
        let name = format!("deogharmart {}", command.get_name());
        let man = Man::new(command.clone().display_name(name.clone()).bin_name(name));
        man.render(&mut stdout()).because(sorry)?;
    }
    Ok(ExitCode::SUCCESS)
}
