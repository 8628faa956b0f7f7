//! Proofs over the whole database, safe while the mart runs: one line per check, none of them a matter of opinion.
//!
//! Reads: every table with money, stock or states, within one snapshot, page by page. Writes: nothing.
//! Never: repairs. A breach is a fault of ours or a hand in the database; somebody must look at it.
//!
//! Start at [`run`]; what each check wants of a row is in [`rules`], the ways states may go in [`paths`].

mod advances;
mod advances_sql;
mod batches;
mod batches_sql;
mod bills;
mod bills_sql;
mod bookings;
mod bookings_sql;
mod cases;
mod cases_sql;
mod cash;
mod cash_sql;
mod claims;
mod claims_sql;
mod complaints;
mod complaints_sql;
mod dispatch;
mod dispatch_sql;
mod doors;
mod doors_sql;
mod export;
mod export_sql;
mod field;
mod field_sql;
pub mod figures;
mod figures_sql;
mod finance;
mod finance_sql;
mod found_sql;
mod gateways;
mod gateways_sql;
mod goods;
mod groups;
mod groups_sql;
mod hand_sales;
mod hand_sales_sql;
mod institutions;
mod institutions_sql;
mod kits;
mod kits_sql;
mod launch;
mod launch_sql;
mod lines_sql;
mod meetings;
mod meetings_sql;
mod money;
mod offers;
mod offers_sql;
mod parents_sql;
pub mod paths;
mod personal;
mod personal_sql;
mod phone;
mod phone_sql;
mod pickups;
mod pickups_sql;
mod promises;
mod promises_sql;
mod refunds;
mod refunds_sql;
mod registers;
mod registers_sql;
mod reports;
mod reports_sql;
mod returns;
mod returns_sql;
mod rights;
mod rights_sql;
pub mod rules;
mod sql;
mod tally;
mod tally_sql;
mod targets;
mod targets_sql;
mod templates;
mod templates_sql;
mod trail;
mod trail_sql;
mod versions;
mod versions_sql;

use kernel::Limit;
use store::{Db, DbError, Read};

/// Breaches told word for word; of the rest only the number.
pub const TOLD_MOST: usize = 20;
/// Rows looked at together.
const PAGE: Limit = Limit::of(Limit::MOST);

/// One thing that must always be so, and where it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What must be so, as a sentence.
    pub name: &'static str,
    /// Where it is not: at most [`TOLD_MOST`], and one more line with the number of the rest.
    pub breaches: Vec<String>,
}

impl Check {
    /// Whether it is so everywhere.
    pub fn holds(&self) -> bool {
        self.breaches.is_empty()
    }
}

/// Runs every check on the database as it stands at this moment, however much happens meanwhile.
///
/// # Errors
/// [`DbError`] if the database fails; a breach is no error.
pub async fn run(db: &Db) -> Result<Vec<Check>, DbError> {
    let read: &mut Read = &mut *db.snapshot().await?;
    let mut checks = Vec::new();
    checks.extend(money::journal(read).await?);
    checks.push(money::makers(read).await?);
    checks.extend(money::orders(read).await?);
    checks.extend(money::payments(read).await?);
    checks.extend(gateways::ways(read).await?);
    checks.extend(money::payouts(read).await?);
    checks.extend(finance::payouts(read).await?);
    checks.extend(advances::advances(read).await?);
    checks.push(finance::months(read).await?);
    checks.extend(goods::orders(read).await?);
    checks.push(goods::parents(read).await?);
    checks.push(goods::lines(read).await?);
    checks.extend(goods::stock(read).await?);
    checks.extend(batches::batches(read).await?);
    checks.extend(bills::bills(read).await?);
    checks.extend(claims::claims(read).await?);
    checks.extend(of_reports(read).await?);
    checks.extend(cash::cash(read).await?);
    checks.extend(refunds::refunds(read).await?);
    checks.extend(tally::tally(read).await?);
    checks.extend(bookings::bookings(read).await?);
    checks.extend(dispatch::dispatch(read).await?);
    checks.push(promises::promises(read).await?);
    checks.push(offers::offers(read).await?);
    checks.push(kits::kits(read).await?);
    checks.push(returns::returns(read).await?);
    checks.extend(pickups::pickups(read).await?);
    checks.extend(hand_sales::hand_sales(read).await?);
    checks.extend(doors::doors(read).await?);
    checks.push(export::cases(read).await?);
    checks.extend(institutions::deals(read).await?);
    checks.extend(complaints::complaints(read).await?);
    checks.push(meetings::tasks(read).await?);
    checks.extend(targets::targets(read).await?);
    checks.extend(launch::trials(read).await?);
    checks.push(goods::found(read).await?);
    checks.push(phone::numbers(read).await?);
    checks.push(rights::roles(read).await?);
    checks.extend(cases::cases(read).await?);
    checks.extend(field::listings(read).await?);
    checks.push(registers::rows(read).await?);
    checks.push(templates::templates(read).await?);
    checks.extend(groups::shared(read).await?);
    checks.push(versions::looked_at(read).await?);
    checks.extend(trail::walk(read).await?);
    checks.push(personal::anchors(read).await?);
    checks.push(personal::sealed(read).await?);
    checks.push(personal::erased(read).await?);
    Ok(checks)
}

/// Runs the checks of what the DC and everybody reads: money beside the journal, every figure counted anew from the rows.
///
/// # Errors
/// [`DbError`] if the database fails; a breach is no error.
pub async fn reports(db: &Db) -> Result<Vec<Check>, DbError> {
    of_reports(&mut *db.snapshot().await?).await
}

async fn of_reports(read: &mut Read) -> Result<Vec<Check>, DbError> {
    Ok(vec![reports::money(read).await?, figures::figures(read).await?])
}

/// What a check has found so far.
#[derive(Debug, Default)]
struct Found {
    told: Vec<String>,
    untold: u64,
}

impl Found {
    /// Notes a breach.
    fn add(&mut self, breach: String) {
        if self.told.len() < TOLD_MOST {
            self.told.push(breach);
        } else {
            self.untold += 1;
        }
    }

    /// Notes the breaches of one row, if it has any.
    fn of(&mut self, id: &str, faults: Vec<String>) {
        for fault in faults {
            self.add(format!("{id}: {fault}"));
        }
    }

    fn under(mut self, name: &'static str) -> Check {
        if self.untold > 0 {
            self.told.push(format!("and {} more", self.untold));
        }
        Check { name, breaches: self.told }
    }
}

/// A row with the key it is paged by.
trait Keyed {
    fn key(&self) -> &str;
}

/// Looks at every row of a listing in the order of its key, one page at a time.
async fn each<R: Keyed>(
    read: &mut Read,
    page: impl AsyncFn(&mut Read, &str, Limit) -> Result<Vec<R>, DbError>,
    mut look: impl FnMut(&R),
) -> Result<(), DbError> {
    let mut after = String::new();
    loop {
        let rows = page(read, &after, PAGE).await?;
        rows.iter().for_each(&mut look);
        match rows.last() {
            Some(last) if rows.len() == PAGE.rows() => last.key().clone_into(&mut after),
            _ => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_breaches_are_told_in_few_lines() {
        let mut found = Found::default();
        (0..50).for_each(|n| found.add(format!("order {n}")));
        let check = found.under("all is well");
        assert_eq!((check.breaches.len(), check.holds()), (TOLD_MOST + 1, false));
        assert_eq!(check.breaches.last().map(String::as_str), Some("and 30 more"));
        assert!(Found::default().under("all is well").holds());
    }

    /// A page may ask for the checks while others are served: they must be able to move between threads.
    #[test]
    fn the_checks_can_run_beside_others() {
        fn moves<T: Send>(_: fn(&'static Db) -> T) {}
        moves(run);
    }
}
