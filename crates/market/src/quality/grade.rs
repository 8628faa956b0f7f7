//! Export grade: a stricter mark, for goods that may go where nobody can send them back. Earned by inspections, lost by rule,
//! never typed in. The reason is shown to everybody.

use kernel::Day;
use kernel::ids::{PersonId, ProductId};
use store::{DbError, Read};

use super::grade_sql as sql;
use crate::fieldwork::Verdict;

/// So many inspections in a row must find the good right.
pub const GRADE_LOOKS: usize = 3;
/// By so many different officers at least.
pub const GRADE_OFFICERS: usize = 2;
/// The newest of them may be so many days old.
pub const GRADE_DAYS: i64 = 90;
/// A buyer's complaint counts for so many days.
pub const COMPLAINT_DAYS: i64 = 180;

/// How a good stands with export grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It has it since its newest inspection.
    Earned(Day),
    /// Inspections in a row that found it right: too few, or all by one officer.
    Missing(usize),
    /// The newest inspection is too long ago.
    TooOld(Day),
    /// A buyer complained not long ago.
    Complaint,
    /// Something went wrong with it and is being mended.
    BeingMended,
}

/// One inspection: how it ended, who looked, on which day.
pub type Look = (Verdict, PersonId, Day);

/// The grade by what is known: the newest inspections, the newest first; open cards; complaints of late. Pure.
pub fn grade(looks: &[Look], open_cards: i64, complaints: i64, today: Day) -> Grade {
    let right: Vec<&Look> = looks.iter().take_while(|look| look.0 == Verdict::Approved).collect();
    let mut officers: Vec<PersonId> = right.iter().map(|look| look.1).collect();
    officers.sort_unstable();
    officers.dedup();
    let enough = right.len() >= GRADE_LOOKS && officers.len() >= GRADE_OFFICERS;
    match right.first() {
        _ if open_cards > 0 => Grade::BeingMended,
        _ if complaints > 0 => Grade::Complaint,
        Some((_, _, day)) if enough && today > day.plus(GRADE_DAYS) => Grade::TooOld(*day),
        Some((_, _, day)) if enough => Grade::Earned(*day),
        _ => Grade::Missing(right.len().min(GRADE_LOOKS)),
    }
}

/// How a good stands with export grade today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn grade_of(read: &mut Read, product: ProductId) -> Result<Grade, DbError> {
    let now = read.now();
    let looks = sql::looks(read, product).await?;
    let looks: Vec<Look> = looks.into_iter().map(|(verdict, by, at)| (verdict, by, at.day())).collect();
    let (open_cards, complaints) = sql::against(read, product, now.plus_days(-COMPLAINT_DAYS)).await?;
    Ok(grade(&looks, open_cards, complaints, now.day()))
}

#[cfg(test)]
mod tests {
    use kernel::Time;
    use kernel::ids::Id;

    use super::*;

    #[test]
    fn three_looks_by_two_officers_earn_it_and_age_complaints_and_cards_lose_it() {
        let [anjali, bina] = [1, 2].map(|n| PersonId::new(Time(0), [n; 10]));
        let today = Day(500);
        let look = |verdict, by, ago: i64| (verdict, by, today.plus(-ago));
        let good = |by, ago| look(Verdict::Approved, by, ago);
        let all = [good(anjali, 1), good(bina, 20), good(anjali, 40)];
        assert_eq!(grade(&all, 0, 0, today), Grade::Earned(today.plus(-1)));
        assert_eq!(grade(&all, 1, 0, today), Grade::BeingMended);
        assert_eq!(grade(&all, 0, 1, today), Grade::Complaint);
        assert_eq!(grade(&all, 0, 0, today.plus(90)), Grade::TooOld(today.plus(-1)));
        assert_eq!(grade(&all[..2], 0, 0, today), Grade::Missing(2));
        let alone = [good(anjali, 1), good(anjali, 20), good(anjali, 40)];
        assert_eq!(grade(&alone, 0, 0, today), Grade::Missing(3), "all by one officer");
        let broken = [good(anjali, 1), look(Verdict::OnHold, bina, 5), good(bina, 20), good(anjali, 40)];
        assert_eq!(grade(&broken, 0, 0, today), Grade::Missing(1));
        assert_eq!(grade(&[], 0, 0, today), Grade::Missing(0));
    }
}
