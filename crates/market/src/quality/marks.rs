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

/// Reviews that say nothing yet: so many of three and a half stars are thought beside the real ones.
const THOUGHT: i64 = 4;
/// The most reviews add to or take from how well a good answers a search: less than any word of it counts that is just as it
/// was typed.
pub const PRAISE_MOST: i64 = 5;

/// What reviews add to how well a good answers a search. Few reviews add little, whatever they say. Pure.
pub fn praise(score: Score) -> i64 {
    let all = score.count + THOUGHT;
    // In tenths of a star above or below three and a half, over all reviews and those that are thought beside them.
    let tenths = (score.stars * 10 - score.count * 35) / all;
    (tenths / 2).clamp(-PRAISE_MOST, PRAISE_MOST)
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
    fn praise_is_bounded_and_one_review_is_nearly_none() {
        let of = |count, stars| praise(Score { count, stars });
        assert_eq!([of(0, 0), of(1, 5), of(1, 1), of(3, 15), of(20, 100)], [0, 1, -2, 3, 5]);
        assert_eq!([of(1_000, 5_000), of(1_000, 1_000)], [PRAISE_MOST, -PRAISE_MOST]);
    }

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
