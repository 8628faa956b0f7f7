//! The log: on standard error, in lines for people, or in JSON for machines.
//!
//! `MART_LOG`: `text`, or `json` for machines. Default `text`. Only in the environment.
//! `MART_LOG_LEVEL`: how much is told: `warn`, `info`, `debug`, or by room, as `info,worker=debug`. Default `info`. Only in the environment.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::fault::{Fault, Outcome};

/// Opens the log. `level` holds if nobody says otherwise.
pub fn open(level: &str) -> Outcome<()> {
    let wanted = said("MART_LOG_LEVEL").unwrap_or_else(|| level.to_owned());
    let filter = EnvFilter::try_new(&wanted).map_err(|_| {
        Fault::new(format!("MART_LOG_LEVEL is {wanted}; it must be a level such as info or debug"))
    })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    let opened = match said("MART_LOG").as_deref() {
        None | Some("text") => log.with_ansi(false).try_init(),
        Some("json") => log.json().flatten_event(true).try_init(),
        Some(other) => return Err(Fault::new(format!("MART_LOG is {other}; it must be text or json"))),
    };
    opened.map_err(|cause| Fault::new(format!("the log cannot be opened: {cause}")))
}

fn said(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
