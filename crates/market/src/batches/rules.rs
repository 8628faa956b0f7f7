//! How long food must keep, and from which batch a piece is taken. Pure.

use kernel::Day;

/// Days that must be left of a life of so many days when it reaches the buyer: 30 % of it or 45 days, whichever is less.
///
/// Source: FSSAI, advisory to e-commerce food businesses, November 2024.
pub const fn days_left_wanted(shelf_life_days: i64) -> i64 {
    let share = (shelf_life_days * 30 + 99) / 100;
    if share < 45 { share } else { 45 }
}

/// Whether food that is best before a day keeps long enough for a buyer it reaches on another.
pub const fn keeps(best_before: Day, shelf_life_days: i64, arrives: Day) -> bool {
    best_before.0 - arrives.0 >= days_left_wanted(shelf_life_days)
}

/// The last day on which a batch may be sold to anybody: to a buyer who has it on the same day.
pub const fn sold_until(best_before: Day, shelf_life_days: i64) -> Day {
    Day(best_before.0 - days_left_wanted(shelf_life_days))
}

/// A batch from which pieces can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left<Id> {
    /// Which.
    pub id: Id,
    /// The last day it is best.
    pub best_before: Day,
    /// How many pieces.
    pub pieces: u32,
}

/// Takes pieces from the batches that end first and keep long enough, and answers how many of which. `Err` with how many there
/// are if it is too few.
///
/// # Errors
/// The number of pieces that keep long enough.
pub fn take_first<Id: Copy>(
    batches: &[Left<Id>],
    shelf_life_days: i64,
    arrives: Day,
    wanted: u32,
) -> Result<Vec<(Id, u32)>, u32> {
    let mut fit: Vec<&Left<Id>> =
        batches.iter().filter(|batch| keeps(batch.best_before, shelf_life_days, arrives)).collect();
    fit.sort_by_key(|batch| batch.best_before);
    let (mut missing, mut taken) = (wanted, Vec::new());
    for batch in fit {
        let pieces = batch.pieces.min(missing);
        if pieces > 0 {
            taken.push((batch.id, pieces));
            missing -= pieces;
        }
    }
    if missing == 0 { Ok(taken) } else { Err(wanted - missing) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn batch(id: u8, best_before: i64, pieces: u32) -> Left<u8> {
        Left { id, best_before: Day(best_before), pieces }
    }

    #[test]
    fn a_third_of_its_life_or_45_days_is_left_for_the_buyer() {
        assert_eq!([1, 10, 12, 150, 151, 365].map(days_left_wanted), [1, 3, 4, 45, 45, 45]);
        assert!(keeps(Day(112), 12, Day(108)) && !keeps(Day(112), 12, Day(109)));
        assert_eq!(sold_until(Day(112), 12), Day(108));
    }

    #[test]
    fn what_ends_first_goes_first() {
        let batches = [batch(1, 120, 5), batch(2, 112, 3), batch(3, 108, 9)];
        assert_eq!(take_first(&batches, 12, Day(105), 4), Ok(vec![(2, 3), (1, 1)]));
        assert_eq!(take_first(&batches, 12, Day(104), 4), Ok(vec![(3, 4)]));
        assert_eq!(take_first(&batches, 12, Day(105), 9), Err(8));
        assert_eq!(take_first(&batches, 12, Day(119), 1), Err(0));
    }

    proptest! {
        #[test]
        fn exactly_what_is_wanted_is_taken_and_nothing_old(
            ends in proptest::collection::vec((100_i64..200, 0_u32..20), 0..8),
            arrives in 90_i64..190, life in 1_i64..60, wanted in 1_u32..60,
        ) {
            let batches: Vec<Left<usize>> = ends.iter().enumerate()
                .map(|(id, (end, pieces))| Left { id, best_before: Day(*end), pieces: *pieces }).collect();
            let there: u32 = batches.iter().filter(|b| keeps(b.best_before, life, Day(arrives))).map(|b| b.pieces).sum();
            match take_first(&batches, life, Day(arrives), wanted) {
                Err(few) => prop_assert!(few == there && there < wanted),
                Ok(taken) => {
                    prop_assert_eq!(taken.iter().map(|(_, pieces)| *pieces).sum::<u32>(), wanted);
                    for (id, pieces) in &taken {
                        prop_assert!(*pieces <= batches[*id].pieces && keeps(batches[*id].best_before, life, Day(arrives)));
                    }
                    // Whatever stays although it ends before the last one taken from, is used up.
                    let last = taken.iter().map(|(id, _)| batches[*id].best_before).max();
                    for batch in &batches {
                        let used = taken.iter().find(|(id, _)| *id == batch.id).map_or(0, |(_, pieces)| *pieces);
                        let earlier = keeps(batch.best_before, life, Day(arrives)) && Some(batch.best_before) < last;
                        prop_assert!(!earlier || used == batch.pieces);
                    }
                }
            }
        }
    }
}
