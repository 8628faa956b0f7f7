//! Who can make how many by which day, and what is due. Pure: days, rooms and amounts come in as arguments.

use std::collections::BTreeMap;

use kernel::money::share_out;
use kernel::{BasisPoints, Day, Paise};

use crate::catalogue::Making;

/// Days between the day the last piece is packed and the day of its stage: the round to the hub, and the way.
pub const DAYS_BEFORE: i64 = 4;
/// An offer reaches at most this far ahead.
pub const AHEAD_MOST_DAYS: i64 = 180;
/// Stages of one offer.
pub const STAGES_MOST: usize = 6;
/// Pieces of one wish.
pub const PIECES_MOST: u32 = 10_000;

/// What a maker can make of one good: what lies ready or this week's places, then each later week's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// How it comes about.
    pub making: Making,
    /// Days to make it.
    pub lead_days: i64,
    /// Places of a whole week.
    pub per_week: u32,
    /// What can be had now.
    pub free: u32,
    /// Of later weeks, what institutions have taken before.
    pub taken: BTreeMap<Day, u32>,
}

impl Room {
    /// How many of each week she can still make to be packed by `packed`: this week first.
    fn weeks(&self, today: Day, packed: Day) -> Vec<(Day, u32)> {
        let monday = today.plus(-today.weekday());
        let mut weeks = Vec::new();
        if today.plus(self.lead_days) <= packed {
            weeks.push((monday, self.free));
        }
        if self.making == Making::Stock {
            return weeks;
        }
        let mut next = monday.plus(7);
        while next.plus(self.lead_days.max(1)) <= packed {
            let taken = self.taken.get(&next).copied().unwrap_or(0);
            weeks.push((next, self.per_week.saturating_sub(taken)));
            next = next.plus(7);
        }
        weeks
    }

    /// How many she can make for a day.
    pub fn until(&self, today: Day, day: Day) -> u32 {
        let weeks = self.weeks(today, day.plus(-DAYS_BEFORE));
        weeks.into_iter().map(|(_, pieces)| pieces).fold(0, u32::saturating_add)
    }

    /// Takes so many for a day, the earliest weeks first; says of which weeks, or nothing if they are not there.
    pub fn take(&mut self, today: Day, day: Day, pieces: u32) -> Option<Vec<(Day, u32)>> {
        if self.until(today, day) < pieces {
            return None;
        }
        let monday = today.plus(-today.weekday());
        let (mut left, mut of) = (pieces, Vec::new());
        for (week, room) in self.weeks(today, day.plus(-DAYS_BEFORE)) {
            let part = room.min(left);
            if part == 0 {
                continue;
            }
            if week == monday {
                self.free -= part;
            } else {
                *self.taken.entry(week).or_default() += part;
            }
            left -= part;
            of.push((week, part));
        }
        Some(of)
    }
}

/// Parts pieces between rooms by what each can still make for a day, so that whoever has more room gets more and nobody more than she
/// can make. Answers how many each makes, and how many nobody can.
pub fn part(rooms: &mut [Room], (today, day): (Day, Day), pieces: u32) -> (Vec<u32>, u32) {
    let free: Vec<u32> = rooms.iter().map(|room| room.until(today, day)).collect();
    let whole = free.iter().copied().fold(0, u32::saturating_add);
    let wanted = pieces.min(whole);
    let able: Vec<usize> = (0..rooms.len()).filter(|at| free[*at] > 0).collect();
    let weights: Vec<u64> = able.iter().map(|at| u64::from(free[*at])).collect();
    let mut parts = vec![0; rooms.len()];
    let shared = share_out(Paise(i64::from(wanted)), &weights).unwrap_or_default();
    for (at, share) in able.into_iter().zip(shared) {
        let share = u32::try_from(share.0).unwrap_or(0);
        parts[at] = share;
        rooms[at].take(today, day, share);
    }
    (parts, pieces - wanted)
}

/// How many pieces each of so many stages has: as even as can be, the first have what remains.
pub fn staged(pieces: u32, stages: usize) -> Vec<u32> {
    let parts = share_out(Paise(i64::from(pieces)), &vec![1; stages.max(1)]).unwrap_or_default();
    parts.into_iter().map(|part| u32::try_from(part.0).unwrap_or(0)).collect()
}

/// What is to be paid ahead of a whole: the share, in whole rupees upwards, and never more than the whole.
pub fn ahead(whole: Paise, share: BasisPoints) -> Paise {
    let exact = share.of(whole).unwrap_or(whole);
    let rupees = (exact.0 + 99).div_euclid(100) * 100;
    Paise(rupees.min(whole.0))
}

/// Where the money of a deal stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// What all stages come to, of what was not called off.
    pub whole: Paise,
    /// What was paid ahead, advance and balance.
    pub paid: Paise,
    /// What deliveries have used of it.
    pub used: Paise,
    /// What went back of it.
    pub returned: Paise,
    /// What is still to be delivered: goods and freight, also what is on its way.
    pub coming: Paise,
    /// What of that is on its way.
    pub under_way: Paise,
}

impl Money {
    /// What is held: paid, not used, not gone back.
    pub const fn held(self) -> Paise {
        Paise(self.paid.0 - self.used.0 - self.returned.0)
    }

    /// What is still to be paid for what is to come.
    pub const fn due(self) -> Paise {
        let due = self.coming.0 - self.held().0;
        if due > 0 { Paise(due) } else { Paise::ZERO }
    }

    /// What is held beyond what is to come.
    pub const fn surplus(self) -> Paise {
        let over = self.held().0 - self.coming.0;
        if over > 0 { Paise(over) } else { Paise::ZERO }
    }

    /// Whether what is held pays for `worth` beside all that is on its way.
    pub const fn covers(self, worth: Paise) -> bool {
        self.held().0 - self.under_way.0 >= worth.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn monday() -> Day {
        Day::from_iso("2026-11-30").expect("a day")
    }

    fn room(per_week: u32, free: u32) -> Room {
        Room { making: Making::ToOrder, lead_days: 5, per_week, free, taken: BTreeMap::new() }
    }

    #[test]
    fn a_week_counts_if_its_piece_is_packed_in_time() {
        let today = monday();
        // Packed by Friday the 18th: this week, the next, and the one after it, whose pieces take until Saturday, does not count.
        let day = today.plus(18 + DAYS_BEFORE);
        let mut maker = room(20, 12);
        assert_eq!(maker.until(today, day), 12 + 20);
        maker.taken.insert(today.plus(7), 5);
        assert_eq!(maker.until(today, day), 12 + 15);
        assert_eq!(maker.take(today, day, 20), Some(vec![(today, 12), (today.plus(7), 8)]));
        assert_eq!((maker.free, maker.until(today, day)), (0, 7));
        assert_eq!(maker.take(today, day, 8), None, "more than she can make");
        let shelf = Room { making: Making::Stock, lead_days: 0, ..room(20, 12) };
        assert_eq!(shelf.until(today, day), 12, "what lies ready does not grow");
    }

    #[test]
    fn a_thousand_pieces_are_parted_by_room() {
        let (today, day) = (monday(), monday().plus(40));
        let mut rooms = vec![room(40, 40), room(20, 10), room(100, 100), room(0, 0)];
        let (parts, short) = part(&mut rooms, (today, day), 600);
        assert_eq!((parts.iter().sum::<u32>(), short), (600, 0));
        assert!(parts[2] > parts[0] && parts[0] > parts[1] && parts[3] == 0, "{parts:?}");
        let (more, short) = part(&mut rooms, (today, day), 400);
        assert_eq!(more.iter().sum::<u32>() + short, 400);
        assert!(short > 0, "said plainly");
    }

    #[test]
    fn an_advance_is_whole_rupees() {
        assert_eq!(ahead(Paise(1_234_567), BasisPoints(4_000)), Paise(493_900));
        assert_eq!(ahead(Paise(150), BasisPoints(10_000)), Paise(150));
    }

    proptest! {
        #[test]
        fn nobody_makes_more_than_she_can_and_no_piece_is_lost(
            of in proptest::collection::vec((0u32..200, 0u32..200), 1..30), pieces in 1u32..5_000, days in 1i64..90
        ) {
            let today = monday();
            let day = today.plus(days);
            let mut rooms: Vec<Room> = of.iter().map(|(week, free)| room(*week, *free)).collect();
            let before: Vec<u32> = rooms.iter().map(|room| room.until(today, day)).collect();
            let (parts, short) = part(&mut rooms, (today, day), pieces);
            prop_assert_eq!(parts.iter().sum::<u32>() + short, pieces);
            for ((part, could), left) in parts.iter().zip(&before).zip(&rooms) {
                prop_assert!(part <= could);
                prop_assert_eq!(left.until(today, day), could - part);
            }
        }

        #[test]
        fn stages_are_even_and_whole(pieces in 1u32..10_000, stages in 1usize..6) {
            let parts = staged(pieces, stages);
            prop_assert_eq!(parts.iter().sum::<u32>(), pieces);
            prop_assert!(parts.iter().max().unwrap_or(&0) - parts.iter().min().unwrap_or(&0) <= 1);
        }
    }
}
