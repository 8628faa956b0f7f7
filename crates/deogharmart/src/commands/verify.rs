//! `deogharmart verify`: one line per check; the exit code says whether all of them hold.

use std::process::ExitCode;

use market::verify::{self, Check};

use crate::cli::Place;
use crate::fault::Outcome;
use crate::tell::Teller;
use crate::{config, mart};

/// Checks the database as it stands at this moment, also while the mart runs.
pub async fn run(place: Place) -> Outcome<ExitCode> {
    let place = config::place(&place)?;
    let db = mart::open_prepared(&place).await?;
    let checks = verify::run(&db).await?;
    let teller = Teller::new();
    for check in &checks {
        teller.say(&line(check));
    }
    let broken = checks.iter().filter(|check| !check.holds()).count();
    Ok(if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(check: &Check) -> String {
    if check.holds() {
        format!("holds   {}", check.name)
    } else {
        format!("BREACH  {}: {}", check.name, check.breaches.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_says_where_it_is_on_one_line() {
        let breaches = vec!["ord_1: unpaid".to_owned(), "and 30 more".to_owned()];
        let check = Check { name: "orders are paid", breaches };
        assert_eq!(line(&check), "BREACH  orders are paid: ord_1: unpaid; and 30 more");
        assert_eq!(line(&Check { name: "stock adds up", breaches: vec![] }), "holds   stock adds up");
    }
}
