//! Money: whole paise, checked, never a float.

use crate::digits::{ascii_digits, grouped};
use crate::{BadCell, Cell, Column};

/// An amount of Indian money in paise (1 rupee = 100 paise). May be negative in the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Paise(pub i64);

impl Paise {
    /// Nothing.
    pub const ZERO: Paise = Paise(0);
    /// The most one order may come to: 1 crore rupees. Sums of a whole ledger stay far below `i64`.
    pub const MOST_PER_ORDER: Paise = Paise(1_000_000_000);

    /// `rupees` whole rupees.
    pub const fn rupees(rupees: i64) -> Paise {
        Paise(rupees.saturating_mul(100))
    }

    /// The sum, or `None` if it does not fit.
    pub const fn plus(self, other: Paise) -> Option<Paise> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Paise(sum)),
            None => None,
        }
    }

    /// The difference, or `None` if it does not fit.
    pub const fn minus(self, other: Paise) -> Option<Paise> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Some(Paise(rest)),
            None => None,
        }
    }

    /// This amount `count` times, or `None` if it does not fit.
    pub fn times(self, count: u32) -> Option<Paise> {
        self.0.checked_mul(i64::from(count)).map(Paise)
    }

    /// The sum of many amounts, or `None` if it does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Paise>) -> Option<Paise> {
        amounts.into_iter().try_fold(Paise::ZERO, Paise::plus)
    }

    /// The same amount with the other sign.
    pub const fn negated(self) -> Paise {
        Paise(-self.0)
    }

    /// Whether something is left after giving and taking.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// What a person typed as rupees: `250`, `१,२५०`, `₹99.50`. At most two places, nothing negative.
    pub fn typed(text: &str) -> Option<Paise> {
        let plain: String =
            ascii_digits(text).chars().filter(|c| !matches!(c, ',' | '₹') && !c.is_whitespace()).collect();
        let (rupees, part) = plain.split_once('.').unwrap_or((&plain, ""));
        if rupees.is_empty() || rupees.len() > 12 || part.len() > 2 {
            return None;
        }
        if !rupees.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let paise: i64 = format!("{part:0<2}").parse().ok()?;
        rupees.parse::<i64>().ok()?.checked_mul(100)?.checked_add(paise).map(Paise)
    }
}

/// `₹1,23,456` or `₹1,23,456.50`: paise are shown only where there are some.
impl std::fmt::Display for Paise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let whole = grouped(self.0.unsigned_abs() / 100);
        match self.0.unsigned_abs() % 100 {
            0 => write!(f, "{sign}₹{whole}"),
            part => write!(f, "{sign}₹{whole}.{part:02}"),
        }
    }
}

impl Column for Paise {
    fn to_cell(&self) -> Cell {
        Cell::Int(self.0)
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        i64::from_cell(cell).map(Paise)
    }
}

/// A share in hundredths of a percent: 5 % is 500.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// The whole.
    pub const WHOLE: u32 = 10_000;

    /// This share of an amount, rounded half up to the paisa. `None` if the amount is negative or it does not fit.
    pub fn of(self, amount: Paise) -> Option<Paise> {
        if amount.is_negative() {
            return None;
        }
        let share = (i128::from(amount.0) * i128::from(self.0) + i128::from(BasisPoints::WHOLE / 2))
            / i128::from(BasisPoints::WHOLE);
        i64::try_from(share).ok().map(Paise)
    }
}

/// `5 %` or `0.25 %`.
impl std::fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{} %", self.0 / 100),
            part => write!(f, "{} %", format!("{}.{part:02}", self.0 / 100).trim_end_matches('0')),
        }
    }
}

impl Column for BasisPoints {
    fn to_cell(&self) -> Cell {
        Cell::Int(i64::from(self.0))
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        u32::from_cell(cell).map(BasisPoints)
    }
}

/// Tax contained in a price that already includes tax, rounded half up to the paisa.
///
/// `gross` in paise, result in paise: `gross × rate / (10 000 + rate)`. `None` if `gross` is negative.
/// A refund mirrors the tax of its line and is never recomputed.
///
/// Source: CGST Rules 2017, rule 35 (value of supply inclusive of tax).
pub fn tax_within(gross: Paise, rate: BasisPoints) -> Option<Paise> {
    if gross.is_negative() {
        return None;
    }
    let whole = i128::from(BasisPoints::WHOLE) + i128::from(rate.0);
    let tax = (i128::from(gross.0) * i128::from(rate.0) + whole / 2) / whole;
    i64::try_from(tax).ok().map(Paise)
}

/// Divides `total` in proportion to `weights` so that the parts always sum to the whole.
///
/// Each part is rounded down; the paise that remain go one each to the first parts. With all weights zero
/// the parts are equal. `None` if `total` is negative, there is nobody to share with, or it does not fit.
pub fn share_out(total: Paise, weights: &[u64]) -> Option<Vec<Paise>> {
    if total.is_negative() || weights.is_empty() {
        return None;
    }
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    let (weight_of, sum): (Box<dyn Fn(usize) -> u128>, u128) = if sum == 0 {
        (Box::new(|_| 1), weights.len() as u128)
    } else {
        (Box::new(|i| u128::from(weights[i])), sum)
    };
    let whole = u128::try_from(total.0).ok()?;
    let mut parts = Vec::with_capacity(weights.len());
    for i in 0..weights.len() {
        parts.push(Paise(i64::try_from(whole.checked_mul(weight_of(i))? / sum).ok()?));
    }
    let mut left = total.minus(Paise::sum(parts.iter().copied())?)?.0;
    for part in &mut parts {
        if left == 0 {
            break;
        }
        part.0 += 1;
        left -= 1;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rupees_are_read_the_way_people_type_them() {
        for (typed, paise) in [
            ("250", 25_000),
            ("१२५०", 125_000),
            ("1,250", 125_000),
            ("₹ 99.5", 9_950),
            ("0.05", 5),
            ("1250.00", 125_000),
        ] {
            assert_eq!(Paise::typed(typed), Some(Paise(paise)), "{typed}");
        }
        for wrong in ["", "-5", "1.234", "NaN", "1e9", ".5", "९९९९९९९९९९९९९", "12 rupees"]
        {
            assert_eq!(Paise::typed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn money_is_written_the_indian_way() {
        assert_eq!(Paise(12_345_600).to_string(), "₹1,23,456");
        assert_eq!(Paise(-150).to_string(), "−₹1.50");
        assert_eq!(BasisPoints(25).to_string(), "0.25 %");
        assert_eq!(BasisPoints(1_800).to_string(), "18 %");
    }

    #[test]
    fn tax_is_taken_out_of_the_price() {
        assert_eq!(tax_within(Paise(10_500), BasisPoints(500)), Some(Paise(500)));
        assert_eq!(tax_within(Paise(100), BasisPoints(0)), Some(Paise(0)));
        assert_eq!(tax_within(Paise(-1), BasisPoints(500)), None);
    }

    proptest! {
        #[test]
        fn parts_always_sum_to_the_whole(total in 0i64..10_000_000_000, weights in proptest::collection::vec(0u64..1_000_000, 1..40)) {
            let parts = share_out(Paise(total), &weights).expect("fits");
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(Paise::sum(parts), Some(Paise(total)));
        }

        #[test]
        fn tax_never_exceeds_the_price(gross in 0i64..10_000_000_000, rate in 0u32..4_000) {
            let tax = tax_within(Paise(gross), BasisPoints(rate)).expect("fits");
            prop_assert!(tax.0 >= 0 && tax.0 <= gross);
        }

        #[test]
        fn what_is_shown_can_be_typed_again(paise in 0i64..100_000_000_000) {
            prop_assert_eq!(Paise::typed(&Paise(paise).to_string()), Some(Paise(paise)));
        }
    }
}
