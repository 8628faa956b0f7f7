//! `deogharmart rebuild-search`: the index of search, made again from goods and makers as they stand.

use std::process::ExitCode;

use market::search::act;

use crate::cli::Place;
use crate::fault::Outcome;
use crate::tell::Teller;
use crate::{config, mart};

/// Makes the index again, also while the mart runs: goods stay findable meanwhile, and every process hears of it within a
/// second.
pub async fn run(place: Place) -> Outcome<ExitCode> {
    let place = config::place(&place)?;
    let db = mart::open_prepared(&place).await?;
    let teller = Teller::new();
    let goods = act::rebuild(&db, &|done| teller.count("goods", done, done)).await?;
    teller.say(&format!("{goods} goods can be found."));
    Ok(ExitCode::SUCCESS)
}
