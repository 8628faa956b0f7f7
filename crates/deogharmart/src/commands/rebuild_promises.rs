//! `deogharmart rebuild-promises`: the days carriers take, learnt anew from what arrived.

use std::process::ExitCode;

use market::promises;

use crate::cli::Place;
use crate::fault::Outcome;
use crate::tell::Teller;
use crate::{config, mart};

/// Learns anew, also while the mart runs: every process promises by it within a minute.
pub async fn run(place: Place) -> Outcome<ExitCode> {
    let place = config::place(&place)?;
    let db = mart::open_prepared(&place).await?;
    let learnt = promises::learn_anew(&db).await?;
    Teller::new().say(&format!(
        "{learnt} ways of carriers were learnt; all others are promised as they ship with the mart."
    ));
    Ok(ExitCode::SUCCESS)
}
