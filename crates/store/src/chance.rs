//! Randomness from the operating system, for ids, tokens and codes.

use kernel::Time;
use kernel::ids::{CROCKFORD, Id};

/// `N` random bytes.
///
/// # Panics
/// If the operating system has no randomness to give; nothing safe can be done without it.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(cause) = getrandom::fill(&mut bytes) {
        panic!("the operating system gives no random bytes: {cause}");
    }
    bytes
}

/// A new id for a row made `at`.
pub fn id<T: Id>(at: Time) -> T {
    T::new(at, bytes())
}

/// `letters` random letters of Crockford's base 32, 5 bits of chance each.
pub fn letters(letters: usize) -> String {
    (0..letters).map(|_| char::from(CROCKFORD[usize::from(bytes::<1>()[0] & 31)])).collect()
}

/// A token that cannot be guessed: 160 bits.
pub fn token() -> String {
    letters(32)
}

/// A code of six digits, each as likely as any other.
pub fn six_digits() -> String {
    loop {
        // 4 294 000 000 is the last multiple of a million below 2^32; what lies above would favour low codes.
        let number = u32::from_le_bytes(bytes());
        if number < 4_294_000_000 {
            return format!("{:06}", number % 1_000_000);
        }
    }
}
