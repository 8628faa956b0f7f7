//! Decisions about hand sales: what a bank's number looks like, how much is taken on which way. Pure.

use kernel::Paise;
use kernel::digits::ascii_digits;

use super::{SaleError, Way};

/// A sale that waits at a stall for its payment holds its goods for so long: somebody else stands behind her.
pub const PAY_WITHIN_MINUTES: i64 = 15;
/// The most that is taken in cash for one sale. Source: Income-tax Act s.269ST, below two lakh rupees.
pub const CASH_MOST: Paise = Paise::rupees(199_999);
/// The most that is handed over against a number read off a telephone: what the mart can bear to lose to one false picture of a payment.
pub const PRINTED_MOST: Paise = Paise::rupees(2_000);
/// The most of a stall that no bank has shown yet: a day's takings of a good stall; beyond it finance must bring a statement first.
pub const UNSEEN_MOST: Paise = Paise::rupees(20_000);
/// Digits of the number under which a bank knows a UPI payment. Source: NPCI, UPI procedural guidelines, RRN.
const UTR_DIGITS: usize = 12;

/// A bank's number as it was read off a telephone: twelve digits, however they were typed.
pub fn utr(typed: &str) -> Option<String> {
    let digits: String = ascii_digits(typed).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let fits = digits.len() == UTR_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    (fits && digits.bytes().any(|b| b != b'0')).then_some(digits)
}

/// Whether a sale is not too much for its way.
///
/// # Errors
/// [`SaleError::TooMuch`].
pub fn fits(way: Way, total: Paise) -> Result<(), SaleError> {
    match way {
        Way::Cash if total > CASH_MOST => Err(SaleError::TooMuch { most: CASH_MOST }),
        Way::Printed if total > PRINTED_MOST => Err(SaleError::TooMuch { most: PRINTED_MOST }),
        Way::Cash | Way::Qr | Way::Printed => Ok(()),
    }
}

/// Whether as much may be paid to a stall's printed code beside what no bank has shown yet.
///
/// # Errors
/// [`SaleError::TooMuchUnseen`].
pub fn stays_small(total: Paise, unseen: Paise) -> Result<(), SaleError> {
    match unseen.plus(total) {
        Some(out) if out <= UNSEEN_MOST => Ok(()),
        _ => Err(SaleError::TooMuchUnseen { unseen }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banks_number_is_twelve_digits_however_they_are_typed() {
        for typed in ["612345678901", " 6123 4567 8901 ", "६१२३४५६७८९०१", "6123-4567-8901"]
        {
            assert_eq!(utr(typed).as_deref(), Some("612345678901"), "{typed}");
        }
        for wrong in ["", "61234567890", "6123456789012", "SBIN12345678", "000000000000", "61234567890x"] {
            assert_eq!(utr(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_nobody_has_seen_at_the_bank_stays_small() {
        let takes = |way, total| fits(way, Paise(total)).is_ok();
        assert!(takes(Way::Printed, 2_000_00) && !takes(Way::Printed, 2_000_01));
        assert!(takes(Way::Cash, 1_99_999_00) && !takes(Way::Cash, 2_00_000_00));
        assert!(takes(Way::Qr, 5_00_000_00), "the payment company has it");
        let small = |total| stays_small(Paise(total), Paise(19_500_00)).is_ok();
        assert!(small(500_00) && !small(500_01));
    }
}
