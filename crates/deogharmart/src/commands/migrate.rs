//! `deogharmart migrate`: the database becomes what this program knows, step by step.

use std::process::ExitCode;

use store::Clock;

use crate::cli::Place;
use crate::fault::Outcome;
use crate::tell::Teller;
use crate::{config, key, seeds};

/// Runs what has not run yet; nothing if nothing is left.
pub async fn run(place: Place) -> Outcome<ExitCode> {
    let place = config::place(&place)?;
    place.folder.make()?;
    let teller = Teller::new();
    let db = key::open_or_make(&place.database, &place.key_file, Clock::System).await?;
    seeds::migrate(&db, &teller).await?;
    teller.say("The database is what this program knows.");
    Ok(ExitCode::SUCCESS)
}
