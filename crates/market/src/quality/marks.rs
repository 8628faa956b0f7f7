//! The mark «looked at by Deoghar Mart»: earned by an inspection, lost by age or by a card, never typed in. The reason is shown.

use kernel::Day;
use kernel::ids::ProductId;
use store::{DbError, Read};

use super::cards_sql as sql;
use super::reviews::Score;
use crate::fieldwork::Verdict;

/// So many days a good inspection speaks for a good.
pub const MARK_DAYS: i64 = 180;

/// How a good stands with the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was looked at on this day and found right; nothing has gone wrong since.
    Earned(Day),
    /// Nobody has looked at it yet.
    NotLookedAt,
    /// The last look is too long ago.
    TooOld(Day),
    /// The last look did not find it right.
    NotRight(Day),
    /// Something went wrong with it and is being mended.
    BeingMended,
}

/// The mark by what is known: the last inspection with its day, and how many cards are open. Pure.
pub fn mark(last: Option<(Verdict, Day)>, open_cards: i64, today: Day) -> Mark {
    match last {
        None => Mark::NotLookedAt,
        Some((verdict, day)) if verdict != Verdict::Approved => Mark::NotRight(day),
        Some(_) if open_cards > 0 => Mark::BeingMended,
        Some((_, day)) if today > day.plus(MARK_DAYS) => Mark::TooOld(day),
        Some((_, day)) => Mark::Earned(day),
    }
}

/// How a good stands with the mark today, and what its reviews come to.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn mark_and_score(read: &mut Read, product: ProductId) -> Result<(Mark, Score), DbError> {
    let (today, known) = (read.now().day(), sql::known(read, product).await?);
    let last = known.verdict.zip(known.looked_at).map(|(verdict, at)| (verdict, at.day()));
    let score = Score { count: known.reviews, stars: known.stars };
    Ok((mark(last, known.open_cards, today), score))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_earned_by_a_look_and_lost_by_age_or_a_card() {
        let (look, today) = (Day(100), Day(150));
        assert_eq!(mark(None, 0, today), Mark::NotLookedAt);
        assert_eq!(mark(Some((Verdict::Approved, look)), 0, today), Mark::Earned(look));
        assert_eq!(mark(Some((Verdict::Approved, look)), 1, today), Mark::BeingMended);
        assert_eq!(mark(Some((Verdict::OnHold, look)), 0, today), Mark::NotRight(look));
        assert_eq!(mark(Some((Verdict::Approved, look)), 0, look.plus(MARK_DAYS)), Mark::Earned(look));
        assert_eq!(mark(Some((Verdict::Approved, look)), 0, look.plus(MARK_DAYS + 1)), Mark::TooOld(look));
    }
}
