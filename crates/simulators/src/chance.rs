//! Chance that can be repeated: the same seed gives the same mischief and the same ids.

/// A stream of pseudo-random numbers. Source: Steele, Lea, Flood 2014, «SplitMix».
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A stream that depends only on `seed`.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Whether something happens that happens `permille` times in a thousand. Rolls in any case.
    pub fn happens(&mut self, permille: u16) -> bool {
        self.roll() % 1_000 < u64::from(permille)
    }

    /// The items in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.roll() % (last as u64 + 1)).unwrap_or(0);
            items.swap(last, other);
        }
    }
}

/// Fourteen letters and digits as the gateway's ids have them, for the `number`th thing under `seed`.
pub fn base62_14(seed: u64, number: u64) -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut dice = Dice::new(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
    (0..14).map(|_| char::from(LETTERS[usize::try_from(dice.roll() % 62).unwrap_or(0)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_is_the_same_chance() {
        let rolls = |seed| (0..5).map(|_| Dice::new(seed).roll()).collect::<Vec<_>>();
        assert_eq!(rolls(7), rolls(7));
        assert_ne!(rolls(7), rolls(8));
        assert_ne!(base62_14(7, 1), base62_14(7, 2));
        assert_eq!(base62_14(7, 1).len(), 14);
    }

    #[test]
    fn never_and_always_mean_it() {
        let mut dice = Dice::new(1);
        assert!((0..1_000).all(|_| !dice.happens(0)));
        assert!((0..1_000).all(|_| dice.happens(1_000)));
        let often = (0..10_000).filter(|_| dice.happens(250)).count();
        assert!((2_000..3_000).contains(&often), "{often}");
    }

    #[test]
    fn shuffling_loses_nothing() {
        let mut items: Vec<u32> = (0..50).collect();
        Dice::new(3).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
