//! What the law has an online market keep back of a seller's money: TCS for GST, TDS for income tax. Pure.
//!
//! TCS: 0.5 % of the net value of taxable supplies of registered sellers; those enrolled without registration are left alone
//! (CGST Act s.52, notification 37/2023-CT). TDS: 0.1 % of sales, 5 % of a seller without a PAN; a person with one is left
//! alone up to a limit in a financial year (Income-tax Act 1961 s.194-O, from April 2026 s.393 of the Act of 2025).
//! The sale that crosses the limit and all after it are deducted from; what lay below it stays as it was.

use kernel::{BasisPoints, Day, Paise};

use crate::bills::Standing;
use crate::bills::rules::Tax;

kernel::codes! {
    /// What is kept back.
    pub enum Withholding {
        /// Tax collected at source, for GST.
        Tcs = "tcs",
        /// Tax deducted at source, for income tax.
        Tds = "tds",
    }
}

store::row! {
    /// A rate and the day from which it holds.
    pub struct WithholdingRate {
        /// Which.
        pub kind: Withholding,
        /// The first day it holds.
        pub effective_from: Day,
        /// The rate.
        pub rate: BasisPoints,
        /// The rate for a seller without a PAN.
        pub no_pan: BasisPoints,
        /// A person with a PAN is left alone up to so much in a financial year.
        pub free_up_to: Paise,
        /// Where it is written.
        pub basis: String,
        /// How sure we are, as with other rates.
        pub verified: String,
    }
}

/// A supply that has reached its buyer.
#[derive(Clone, Copy, Debug)]
pub struct Supply {
    /// How the seller stands under GST.
    pub standing: Standing,
    /// Whether the seller is one person and not a group, a workshop or a company.
    pub is_person: bool,
    /// Whether the seller's PAN is known; a GSTIN holds it.
    pub has_pan: bool,
    /// The value of what was taxed, without tax. Of a seller under composition: everything.
    pub taxed: Paise,
    /// The value of everything, without tax.
    pub sale: Paise,
    /// Whether it went to another State.
    pub is_between_states: bool,
    /// What the seller has sold in this financial year before.
    pub sold_before: Paise,
}

/// What is kept back of a supply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The value TCS was collected on.
    pub net: Paise,
    /// TCS, in the parts the tax itself has.
    pub tcs: Tax,
    /// TDS.
    pub tds: Paise,
}

impl Kept {
    /// Everything kept back.
    pub fn whole(self) -> Option<Paise> {
        self.tcs.whole()?.plus(self.tds)
    }
}

/// What is kept back on a day. `None` if an amount does not fit.
pub fn kept(rates: &[WithholdingRate], day: Day, supply: Supply) -> Option<Kept> {
    let on = |kind| {
        let known = rates.iter().filter(|row| row.kind == kind && row.effective_from <= day);
        known.max_by_key(|row| row.effective_from)
    };
    let mut kept = Kept::default();
    if let (Some(row), Standing::Regular | Standing::Composition) = (on(Withholding::Tcs), supply.standing) {
        kept.net = supply.taxed;
        kept.tcs = halves(row.rate, supply)?;
    }
    if let Some(row) = on(Withholding::Tds) {
        let sold = supply.sold_before.plus(supply.sale)?;
        kept.tds = match supply {
            Supply { has_pan: false, .. } => row.no_pan.of(supply.sale)?,
            Supply { is_person: true, .. } if sold <= row.free_up_to => Paise::ZERO,
            _ => row.rate.of(supply.sale)?,
        };
    }
    Some(kept)
}

/// Inside the State each half is rounded by itself, as each is a tax of its own.
fn halves(rate: BasisPoints, supply: Supply) -> Option<Tax> {
    if supply.is_between_states {
        return Some(Tax { igst: rate.of(supply.taxed)?, ..Tax::default() });
    }
    let half = BasisPoints(rate.0 / 2).of(supply.taxed)?;
    Some(Tax { cgst: half, sgst: half, igst: Paise::ZERO })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> Vec<WithholdingRate> {
        let row = |kind, from, rate, no_pan, free: i64| WithholdingRate {
            kind,
            effective_from: Day(from),
            rate: BasisPoints(rate),
            no_pan: BasisPoints(no_pan),
            free_up_to: Paise::rupees(free),
            basis: String::new(),
            verified: String::new(),
        };
        vec![
            row(Withholding::Tcs, 100, 100, 100, 0),
            row(Withholding::Tcs, 200, 50, 50, 0),
            row(Withholding::Tds, 100, 10, 500, 5_00_000),
        ]
    }

    const SALE: Supply = Supply {
        standing: Standing::Regular,
        is_person: true,
        has_pan: true,
        taxed: Paise::rupees(1_000),
        sale: Paise::rupees(1_000),
        is_between_states: false,
        sold_before: Paise::ZERO,
    };

    fn on(supply: Supply) -> Kept {
        kept(&rates(), Day(300), supply).expect("fits")
    }

    #[test]
    fn tcs_has_the_parts_of_the_tax() {
        let tcs = |cgst, sgst, igst| Tax { cgst: Paise(cgst), sgst: Paise(sgst), igst: Paise(igst) };
        assert_eq!(on(SALE).tcs, tcs(2_50, 2_50, 0));
        assert_eq!(on(Supply { is_between_states: true, ..SALE }).tcs, tcs(0, 0, 5_00));
        assert_eq!(on(Supply { standing: Standing::Composition, ..SALE }).tcs, tcs(2_50, 2_50, 0));
        assert_eq!(on(Supply { standing: Standing::Unregistered, ..SALE }).tcs, Tax::default());
        assert_eq!(kept(&rates(), Day(150), SALE).expect("fits").tcs, tcs(5_00, 5_00, 0), "the older rate");
        assert_eq!(kept(&rates(), Day(99), SALE).expect("fits"), Kept::default(), "before there was any");
    }

    #[test]
    fn a_person_with_a_pan_is_left_alone_up_to_the_limit() {
        let before = |rupees| Supply { sold_before: Paise::rupees(rupees), ..SALE };
        assert_eq!(on(before(4_99_000)).tds, Paise::ZERO, "exactly at the limit");
        assert_eq!(on(before(4_99_001)).tds, Paise::rupees(1));
        assert_eq!(on(Supply { is_person: false, ..SALE }).tds, Paise::rupees(1), "a group has no limit");
        assert_eq!(on(Supply { has_pan: false, ..SALE }).tds, Paise::rupees(50));
    }
}
