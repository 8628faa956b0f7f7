//! What a zone should promise, reckoned from what carriers took. Pure.

use kernel::Day;

/// Of what arrived, so much must have come within the last promised day. In hundredths.
pub const KEPT_WANTED: u64 = 95;
/// The first promised day is the one by which so much had come: earlier would be a hope.
const FIRST_PART: u64 = 20;
/// Fewer shipments say nothing about a zone.
pub const ENOUGH: u64 = 30;
/// However slow a carrier was, nobody is promised later than so many days after what ships with the mart.
pub const SLOWER_MOST: i64 = 6;
/// Longer than this something was lost, and says nothing about the way.
const LONGEST: i64 = 30;

/// How many shipments took how many working days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Took {
    counts: Vec<u64>,
}

impl Took {
    /// One more that took so long, so many times.
    pub fn add(&mut self, days: i64, times: u64) {
        let at = usize::try_from(days.clamp(0, LONGEST)).unwrap_or(0);
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
        }
        self.counts[at] += times;
    }

    /// How many there are.
    pub fn all(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The days within which so many hundredths came.
    fn within(&self, hundredths: u64) -> i64 {
        let wanted = (self.all() * hundredths).div_ceil(100);
        let mut seen = 0;
        for (days, count) in (0..).zip(&self.counts) {
            seen += count;
            if seen >= wanted {
                return days;
            }
        }
        0
    }
}

/// Working days from one to another: Sundays do not count, as the promise does not count them.
pub fn working_days(from: Day, to: Day) -> i64 {
    (from.0 + 1..=to.0).filter(|day| Day(*day).weekday() != 6).count().try_into().unwrap_or(0)
}

/// The quickest and slowest days a zone should promise. `None` if too few were measured. Never quicker than a day, never slower than
/// `shipped_to` and a few days: beyond that, the carrier is to be spoken to, not the promise stretched.
pub fn suggest(took: &Took, shipped_to: i64) -> Option<(i64, i64)> {
    if took.all() < ENOUGH {
        return None;
    }
    let slowest = took.within(KEPT_WANTED).clamp(1, shipped_to + SLOWER_MOST);
    let quickest = took.within(FIRST_PART).clamp(1, slowest);
    Some((quickest, slowest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look thrown by dice and are the same in every run.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % most
        }
    }

    #[test]
    fn sundays_do_not_count_and_too_few_say_nothing() {
        let friday = Day::of(2026, 11, 20).expect("a day");
        assert_eq!(working_days(friday, friday.plus(4)), 3, "Saturday, Monday, Tuesday");
        let mut took = Took::default();
        took.add(2, 29);
        assert_eq!(suggest(&took, 4), None);
        took.add(3, 1);
        assert_eq!(suggest(&took, 4), Some((2, 2)));
        took.add(25, 500);
        assert_eq!(suggest(&took, 4), Some((10, 10)), "not slower than the bound");
    }

    /// A zone of the season: how far, what ships with the mart, how many of a hundred parcels go there.
    const ZONES: [(&str, i64, i64, u64); 6] = [
        ("district", 1, 2, 22),
        ("near", 2, 4, 18),
        ("state_and_around", 3, 5, 24),
        ("far", 4, 6, 16),
        ("across", 5, 8, 14),
        ("ends", 6, 10, 6),
    ];
    const DAYS: i64 = 180;
    const PARCELS: u64 = 200_000;

    /// Parcels on a day: Shravani Mela is a month in the middle, with twenty times as many.
    fn weight(day: i64) -> u64 {
        if (75..105).contains(&day) { 20 } else { 1 }
    }

    /// What a parcel really takes: mostly within the table, now and then a day or two more, in the mela's month a day more for every
    /// second one, and one in two hundred goes astray.
    fn really(dice: &mut Dice, day: i64, (from, to): (i64, i64)) -> i64 {
        let spread = u64::try_from(to - from + 1).unwrap_or(1);
        let mut took = from + i64::try_from(dice.below(spread)).unwrap_or(0);
        if dice.below(100) < 9 {
            took += 1 + i64::try_from(dice.below(3)).unwrap_or(0);
        }
        if weight(day) > 1 && dice.below(2) == 0 {
            took += 1;
        }
        if dice.below(200) == 0 { 28 } else { took }
    }

    /// A simulated season of 200 000 parcels: the share of promises kept by the table that ships, and by one that follows what was
    /// measured, with an administrator who looks once a week.
    #[test]
    fn a_season_with_shravani_keeps_its_promises() {
        let mut dice = Dice(2_026);
        let weights: u64 = (0..DAYS).map(weight).sum();
        let mut table: Vec<(i64, i64)> = ZONES.iter().map(|(_, from, to, _)| (*from, *to)).collect();
        let mut took = vec![Took::default(); ZONES.len()];
        let (mut sent, mut fixed, mut learnt, mut slower) = (0_u64, 0_u64, 0_u64, 0_i64);
        for day in 0..DAYS {
            for _ in 0..PARCELS * weight(day) / weights {
                let mut draw = dice.below(100);
                let at = ZONES.iter().position(|zone| {
                    let is_here = draw < zone.3;
                    draw = draw.saturating_sub(zone.3);
                    is_here
                });
                let at = at.unwrap_or(0);
                let (_, from, to, _) = ZONES[at];
                let days = really(&mut dice, day, (from, to));
                sent += 1;
                fixed += u64::from(days <= to);
                learnt += u64::from(days <= table[at].1);
                slower += table[at].1 - to;
                took[at].add(days, 1);
            }
            if day % 7 == 6 {
                for (at, took) in took.iter_mut().enumerate() {
                    if let Some(better) = suggest(took, ZONES[at].2) {
                        table[at] = better;
                    }
                    // What is older than the last weeks says little about the next.
                    took.counts.iter_mut().for_each(|count| *count /= 2);
                }
            }
        }
        let share = |kept: u64| kept * 1_000 / sent;
        println!(
            "promises kept of {sent}: table that ships {}.{} %, table that follows {}.{} %, promised {}.{:02} days later on the average",
            share(fixed) / 10,
            share(fixed) % 10,
            share(learnt) / 10,
            share(learnt) % 10,
            slower * 100 / i64::try_from(sent).unwrap_or(1) / 100,
            slower * 100 / i64::try_from(sent).unwrap_or(1) % 100,
        );
        assert!(sent >= PARCELS * 99 / 100, "{sent}");
        assert!(share(learnt) >= 920, "{} of a thousand", share(learnt));
        assert!(share(learnt) > share(fixed) && slower <= 2 * i64::try_from(sent).unwrap_or(1));
    }
}
