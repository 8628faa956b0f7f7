//! Chance that can be repeated: the same seed is the same year.

use kernel::Time;
use kernel::ids::Id;

/// A stream of numbers. Source: Steele, Lea, Flood 2014, «SplitMix».
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from the first up to the last.
    pub(super) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = u64::try_from(last - first).unwrap_or(0) + 1;
        first + i64::try_from(self.roll() % span).unwrap_or(0)
    }

    /// Whether something happens that happens so often in a hundred.
    pub(super) fn happens(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several; `None` of none.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(all.len()).unwrap_or(0) - 1;
        if last < 0 { None } else { all.get(usize::try_from(self.between(0, last)).unwrap_or(0)) }
    }

    /// An id of a moment.
    pub(super) fn id<T: Id>(&mut self, at: Time) -> T {
        let mut noise = [0_u8; 10];
        let (one, two) = (self.roll().to_le_bytes(), self.roll().to_le_bytes());
        noise[..8].copy_from_slice(&one);
        noise[8..].copy_from_slice(&two[..2]);
        T::new(at, noise)
    }
}
