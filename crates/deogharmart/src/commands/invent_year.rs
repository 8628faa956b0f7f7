//! `deogharmart invent-year`: a year of district life in a demo, for drills; never in a mart of real people.

use std::process::ExitCode;

use market::invented::{Size, invent};

use crate::cli::InventYear;
use crate::fault::{Fault, Outcome};
use crate::tell::Teller;
use crate::{config, mart};

/// Orders between two words about them.
const TOLD_EVERY: i64 = 500;

/// Invents the year and says how large it is.
pub async fn run(asked: InventYear) -> Outcome<ExitCode> {
    let place = config::place(&asked.place)?;
    if !place.folder.simulators().exists() {
        return Err(Fault::new(format!(
            "{} is no demo's folder; a year is invented in a demo only",
            place.folder.path().display()
        )));
    }
    let db = mart::open_prepared(&place).await?;
    let teller = Teller::new();
    let size = Size { makers: asked.makers, orders: asked.orders, first: asked.first, seed: asked.seed };
    let all = usize::try_from(size.orders).unwrap_or(0);
    let told = |done: i64| {
        if done % TOLD_EVERY == 0 || done == size.orders {
            teller.count("orders of the year", usize::try_from(done).unwrap_or(0), all);
        }
    };
    let postings = invent(&db, size, &told).await?;
    teller.say(&format!("{} makers, {} orders, {postings} postings.", size.makers, size.orders));
    Ok(ExitCode::SUCCESS)
}
