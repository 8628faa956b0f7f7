//! What a carrier should promise to a zone, reckoned from what it took. Pure.

use kernel::Day;

/// Of what arrived, so much must have come within the last promised day. In hundredths.
pub const KEPT_WANTED: u64 = 95;
/// The first promised day is the one by which so much had come: earlier would be a hope.
const FIRST_PART: u64 = 20;
/// Fewer shipments say nothing about a zone.
pub const ENOUGH: u64 = 30;
/// However slow a carrier was, nobody is promised later than so many days after what ships with the mart.
pub const SLOWER_MOST: i64 = 6;
/// What arrived within so many days counts, if it is enough: a carrier in Shravani is not the carrier of the spring.
pub const LATELY_DAYS: i64 = 28;
/// Else what arrived within so many.
pub const DAYS_BACK: i64 = 90;
/// It is learnt anew once so many days are over: a mela begins within one.
pub const EVERY_DAYS: i64 = 1;
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

/// What was learnt about a carrier's way to a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learnt {
    /// The quickest and slowest days it should promise.
    pub days: (i64, i64),
    /// From how many arrivals.
    pub shipments: u64,
    /// Within how many days.
    pub back_days: i64,
}

/// Learns from what arrived lately, or, where that is too little, from what arrived in some months. `None`: what ships with the mart
/// holds.
pub fn learn(lately: &Took, in_months: &Took, shipped_to: i64) -> Option<Learnt> {
    let of = |took: &Took, back_days| {
        suggest(took, shipped_to).map(|days| Learnt { days, shipments: took.all(), back_days })
    };
    of(lately, LATELY_DAYS).or_else(|| of(in_months, DAYS_BACK))
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

    #[test]
    fn what_came_lately_counts_before_what_came_in_months() {
        let (mut lately, mut months) = (Took::default(), Took::default());
        months.add(2, 100);
        lately.add(5, 29);
        let of_months = Learnt { days: (2, 2), shipments: 100, back_days: DAYS_BACK };
        assert_eq!(learn(&lately, &months, 4), Some(of_months), "29 are too few");
        lately.add(5, 1);
        assert_eq!(learn(&lately, &months, 4).map(|learnt| learnt.days), Some((5, 5)));
        assert_eq!(learn(&Took::default(), &Took::default(), 4), None);
    }
}
