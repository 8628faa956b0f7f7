//! `deogharmart invent-year`: a year of district life in a demo, for drills; never in a mart of real people.

use std::process::ExitCode;
use std::time::Instant;

use market::invented::{Size, invent};

use crate::cli::InventYear;
use crate::fault::{Fault, Outcome};
use crate::tell::Teller;
use crate::{config, mart};

/// Rows between two words about them.
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
    let goods = asked.goods.unwrap_or(asked.makers);
    let (makers, orders) = (asked.makers, asked.orders);
    let size = Size { first: asked.first, makers, goods, orders, seed: asked.seed };
    let told = |part: &str, done: i64, all: i64| {
        if done % TOLD_EVERY == 0 || done == all {
            teller.count(part, usize::try_from(done).unwrap_or(0), usize::try_from(all).unwrap_or(0));
        }
    };
    let began = Instant::now();
    let postings = invent(&db, size, &told).await?;
    let took = began.elapsed().as_secs_f64();
    teller.say(&format!(
        "{makers} makers, {goods} goods, {orders} orders, {postings} postings in {took:.1} s."
    ));
    Ok(ExitCode::SUCCESS)
}
