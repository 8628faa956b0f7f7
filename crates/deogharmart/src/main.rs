//! DeogharMart, the district's mart for its makers: one binary.
//!
//! Reads: arguments, environment, one configuration file. Writes: the data folder, the database, what it is asked to
//! print. Never: decides anything about the market; it puts the rooms together and starts them.
//!
//! Start at [`cli`]; each command is a file of [`commands`].

mod cli;
mod commands;
mod config;
mod demo;
mod fair;
mod fault;
mod folder;
mod key;
mod log;
mod mart;
mod seeds;
mod stop;
mod tell;

use std::process::ExitCode;

use clap::Parser;

/// A page is thousands of small strings; the system's allocator takes a lock for too many of them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match commands::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("deogharmart: {fault}");
            ExitCode::FAILURE
        }
    }
}
