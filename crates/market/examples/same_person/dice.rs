//! Chance that is the same for the same seed.

/// Numbers that follow from a seed. Source of the mixing: Steele, Lea and Flood, «Fast splittable pseudorandom number
/// generators» (2014).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// The numbers of a seed.
    pub fn thrown(seed: u64) -> Dice {
        Dice(seed)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % (most.max(1) as u64)).unwrap_or(0)
    }
    pub fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
    /// The first ones are the common ones.
    pub fn common<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let (one, other) = (self.below(of.len()), self.below(of.len()));
        &of[one.min(other)]
    }
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }
    pub fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'A' + u8::try_from(self.below(26)).unwrap_or(0))).collect()
    }
    pub fn mobile(&mut self) -> String {
        let first = *self.one(&["6", "7", "8", "9"]);
        format!("{first}{}", self.digits(9))
    }
}
