//! Decisions about PINs: what may be one, and what is kept of it.

use kernel::Secret;
use kernel::digits::only_digits;
use kernel::ids::MakerId;
use kernel::india::Mobile;
use kernel::proof::sign;

/// A PIN has so many digits.
pub const PIN_DIGITS: usize = 4;
/// A PIN can be tried so often before the code is needed again.
pub const PIN_TRIES: i64 = 5;
/// How often the hash of a PIN is hashed again. The key alone keeps it from being guessed; this makes each guess dearer
/// for somebody who has both a telephone's cookie and the database.
const ROUNDS: u32 = 1_000;

/// Four digits that are not among the first anybody would try.
#[derive(Clone, Debug)]
pub struct Pin(Secret<String>);

impl Pin {
    /// Reads a PIN that is to be set for somebody with this number; Devanagari digits are welcome. `None` if it does not
    /// have four digits or is too easy: the same digit, a run up or down, a pair twice, the end of the number.
    pub fn chosen(typed: &str, mobile: &Mobile) -> Option<Pin> {
        let pin = Pin::typed(typed)?;
        let digits = pin.0.reveal().as_bytes();
        let steps: Vec<i32> = digits.windows(2).map(|pair| i32::from(pair[1]) - i32::from(pair[0])).collect();
        let even = [0, 1, -1].iter().any(|step| steps.iter().all(|own| own == step));
        let twice = digits[..2] == digits[2..];
        let easy = even || twice || mobile.as_str().as_bytes().ends_with(digits);
        (!easy).then_some(pin)
    }

    /// Reads a PIN that is to be compared. `None` if it does not have four digits.
    pub fn typed(typed: &str) -> Option<Pin> {
        let digits = only_digits(typed);
        (digits.len() == PIN_DIGITS).then(|| Pin(Secret::new(digits)))
    }

    /// Whether it is the same as another one that was typed to be sure.
    pub fn is(&self, other: &Pin) -> bool {
        self.0.reveal() == other.0.reveal()
    }

    /// What is kept of it. The key is the device's token, of which the database has only a hash: whoever has the database
    /// alone can compare no guess with this.
    pub(super) fn hash(&self, device: &Secret<String>, maker: MakerId) -> String {
        let first = sign(device, format!("{maker}:{}", self.0.reveal()).as_bytes());
        (0..ROUNDS).fold(first, |hash, _| sign(device, hash.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::Id;

    fn mobile() -> Mobile {
        Mobile::typed("98765 43270").expect("a number")
    }

    #[test]
    fn a_pin_has_four_digits_and_is_not_the_first_one_tries() {
        for good in ["4821", " ४८२१ ", "48 21", "1357", "2001", "9009"] {
            assert!(Pin::chosen(good, &mobile()).is_some(), "{good}");
        }
        for easy in ["0000", "1111", "1234", "4321", "0123", "9876", "1212", "3270"] {
            assert!(Pin::chosen(easy, &mobile()).is_none(), "{easy}");
        }
        for wrong in ["", "482", "48211", "abcd"] {
            assert!(Pin::chosen(wrong, &mobile()).is_none() && Pin::typed(wrong).is_none(), "{wrong}");
        }
        assert!(Pin::typed("1111").is_some(), "an easy one is compared all the same");
    }

    #[test]
    fn the_same_pin_is_kept_otherwise_for_each_maker_and_device() {
        let (one, other) = (Secret::new("one".to_owned()), Secret::new("other".to_owned()));
        let maker = |n: u8| MakerId::new(Time(1), [n; 10]);
        let pin = Pin::typed("4821").expect("a PIN");
        let hash = pin.hash(&one, maker(1));
        assert_eq!(hash, pin.hash(&one, maker(1)));
        assert!(hash != pin.hash(&one, maker(2)) && hash != pin.hash(&other, maker(1)));
        assert!(!format!("{pin:?}").contains("4821"));
    }
}
