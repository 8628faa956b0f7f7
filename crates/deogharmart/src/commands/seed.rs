//! `deogharmart seed`: the tables that ship with the mart, and the sample district.

use std::process::ExitCode;

use market::launch;
use store::Clock;

use crate::cli::Seed;
use crate::fault::Outcome;
use crate::tell::Teller;
use crate::{config, key, seeds};

/// Loads what is not there yet.
pub async fn run(seed: Seed) -> Outcome<ExitCode> {
    let place = config::place(&seed.place)?;
    place.folder.make()?;
    let teller = Teller::new();
    let db = key::open_or_make(&place.database, &place.key_file, Clock::System).await?;
    seeds::migrate(&db, &teller).await?;
    seeds::tables(&db, &teller).await?;
    if seed.without_sample {
        teller.say("The tables are loaded.");
        if launch::begin(&db).await? {
            teller.say(
                "Nobody orders yet: the DC's office opens the trial, and later the mart, on /office/launch.",
            );
        }
    } else {
        let media = config::blobs(&place.folder, place.bucket.as_ref())?;
        let accounts = seeds::sample(&db, &media, &teller).await?;
        teller.say(&format!(
            "The tables and the sample district are loaded; {} people can sign in.",
            accounts.len()
        ));
    }
    Ok(ExitCode::SUCCESS)
}
