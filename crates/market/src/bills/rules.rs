//! What stands on a bill: lines, freight, tax, number. Pure.

use kernel::ids::LineId;
use kernel::money::{share_out, tax_within};
use kernel::{BasisPoints, Paise, Words};

use super::{BillKind, Standing};
use crate::places::OTHER_COUNTRIES;
use crate::quotes::rules::TaxSplit;

/// The longest number the law allows. Source: CGST Rules 2017, rule 46(b).
pub const NUMBER_MOST: usize = 16;

/// With this letter numbers of a trial begin, and no kind of bill does.
const TRIAL_LETTER: char = 'T';

/// What freight is called on a bill.
pub const FREIGHT_NAME: (&str, &str) = ("डाक ख़र्च", "Freight");

/// A line as it was sold.
#[derive(Clone, Debug)]
pub struct Sold {
    /// Which.
    pub line: LineId,
    /// What it is, with its size or colour.
    pub name: Words,
    /// The tax code.
    pub hsn: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub unit: Paise,
    /// The price of all, tax included.
    pub gross: Paise,
    /// The rate charged; 0 if none is.
    pub rate: BasisPoints,
    /// The tax inside, as it was frozen.
    pub tax: Paise,
    /// Which tax that is.
    pub split: TaxSplit,
}

/// A line of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Which line of the order; none for freight.
    pub line: Option<LineId>,
    /// What it is.
    pub name: Words,
    /// The tax code; freight has that of the goods it travels with.
    pub hsn: String,
    /// How many; 0 for freight.
    pub quantity: u32,
    /// The price of one.
    pub unit: Paise,
    /// The price of all, tax included.
    pub gross: Paise,
    /// The rate charged.
    pub rate: BasisPoints,
    /// Without tax.
    pub taxable: Paise,
    /// The tax.
    pub tax: Tax,
}

/// Tax in its three parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tax {
    /// The Union's half inside a State.
    pub cgst: Paise,
    /// The State's half.
    pub sgst: Paise,
    /// Between States.
    pub igst: Paise,
}

impl Tax {
    /// Tax of an amount in the parts its kind has. An odd paisa is the State's.
    pub const fn split(tax: Paise, split: TaxSplit) -> Tax {
        match split {
            TaxSplit::None => Tax { cgst: Paise::ZERO, sgst: Paise::ZERO, igst: Paise::ZERO },
            TaxSplit::CgstSgst => {
                Tax { cgst: Paise(tax.0 / 2), sgst: Paise(tax.0 - tax.0 / 2), igst: Paise::ZERO }
            }
            TaxSplit::Igst => Tax { cgst: Paise::ZERO, sgst: Paise::ZERO, igst: tax },
        }
    }

    /// All parts together.
    pub fn whole(self) -> Option<Paise> {
        Paise::sum([self.cgst, self.sgst, self.igst])
    }

    fn plus(self, other: Tax) -> Option<Tax> {
        Some(Tax {
            cgst: self.cgst.plus(other.cgst)?,
            sgst: self.sgst.plus(other.sgst)?,
            igst: self.igst.plus(other.igst)?,
        })
    }
}

/// What a bill comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Goods, tax included.
    pub goods: Paise,
    /// Freight, tax included.
    pub freight: Paise,
    /// Both without tax.
    pub taxable: Paise,
    /// The tax.
    pub tax: Tax,
    /// Goods and freight, tax included.
    pub total: Paise,
    /// How much of the tax lies in the freight.
    pub freight_tax: Paise,
}

/// Which paper a supply to a State needs. What leaves the country is zero-rated, not exempt: it has a tax invoice without tax.
pub fn kind_of(standing: Standing, sold: &[Sold], supplied_in: &str) -> BillKind {
    let is_taxed = sold.iter().any(|line| line.rate.0 > 0) || supplied_in == OTHER_COUNTRIES;
    match standing {
        Standing::Regular if is_taxed => BillKind::TaxInvoice,
        Standing::Regular | Standing::Composition => BillKind::BillOfSupply,
        Standing::Unregistered => BillKind::CashMemo,
    }
}

/// The lines of a bill: the goods as they were sold, and the freight that falls to them, taxed as they are: shared out by
/// price, one line for each rate. `None` if an amount does not fit.
pub fn draw(sold: &[Sold], freight: Paise) -> Option<Vec<Drawn>> {
    let mut lines = Vec::with_capacity(sold.len() + 1);
    for line in sold {
        lines.push(Drawn {
            line: Some(line.line),
            name: line.name.clone(),
            hsn: line.hsn.clone(),
            quantity: line.quantity,
            unit: line.unit,
            gross: line.gross,
            rate: line.rate,
            taxable: line.gross.minus(line.tax)?,
            tax: Tax::split(line.tax, line.split),
        });
    }
    if freight != Paise::ZERO {
        lines.extend(freight_lines(sold, freight)?);
    }
    Some(lines)
}

/// So much of the price of these lines, shared out by price; no piece of any, as none goes back. `None` if it does not fit.
pub fn part_of(sold: &[Sold], amount: Paise) -> Option<Vec<Sold>> {
    let weights: Vec<u64> = sold.iter().map(|line| line.gross.0.unsigned_abs()).collect();
    let part = |(line, gross): (&Sold, Paise)| {
        let tax = if line.tax == Paise::ZERO { Paise::ZERO } else { tax_within(gross, line.rate)? };
        Some(Sold { quantity: 0, unit: gross, gross, tax, ..line.clone() })
    };
    sold.iter()
        .zip(share_out(amount, &weights)?)
        .filter(|(_, gross)| *gross > Paise::ZERO)
        .map(part)
        .collect()
}

fn freight_lines(sold: &[Sold], freight: Paise) -> Option<Vec<Drawn>> {
    let weights: Vec<u64> = sold.iter().map(|line| line.gross.0.unsigned_abs()).collect();
    let mut of_rates: Vec<(&Sold, Paise)> = Vec::new();
    for (line, part) in sold.iter().zip(share_out(freight, &weights)?) {
        match of_rates.iter_mut().find(|(first, _)| (first.rate, first.split) == (line.rate, line.split)) {
            Some((_, sum)) => *sum = sum.plus(part)?,
            None => of_rates.push((line, part)),
        }
    }
    let drawn = |(first, gross): (&Sold, Paise)| {
        let tax = if first.split == TaxSplit::None { Paise::ZERO } else { tax_within(gross, first.rate)? };
        Some(Drawn {
            line: None,
            name: Words::new(FREIGHT_NAME.0, FREIGHT_NAME.1),
            hsn: first.hsn.clone(),
            quantity: 0,
            unit: gross,
            gross,
            rate: first.rate,
            taxable: gross.minus(tax)?,
            tax: Tax::split(tax, first.split),
        })
    };
    of_rates.into_iter().filter(|(_, part)| *part != Paise::ZERO).map(drawn).collect()
}

/// What lines come to; `None` if it does not fit.
pub fn sums(lines: &[Drawn]) -> Option<Sums> {
    let mut sums = Sums::default();
    for line in lines {
        let part = if line.line.is_some() { &mut sums.goods } else { &mut sums.freight };
        *part = part.plus(line.gross)?;
        sums.taxable = sums.taxable.plus(line.taxable)?;
        sums.tax = sums.tax.plus(line.tax)?;
        sums.total = sums.total.plus(line.gross)?;
        if line.line.is_none() {
            sums.freight_tax = sums.freight_tax.plus(line.tax.whole()?)?;
        }
    }
    Some(sums)
}

/// `I42-26-17`: the kind's letter, the seller's short number, the financial year, the serial.
pub fn number(kind: BillKind, seller: i64, year: i32, serial: i64) -> String {
    format!("{}{seller}-{:02}-{serial}", kind.letter(), year.rem_euclid(100))
}

/// The number of a bill of a trial: no live number begins like it.
pub fn of_trial(number: &str) -> String {
    format!("{TRIAL_LETTER}{number}")
}

/// Whether a number is that of a bill of a trial.
pub fn is_of_trial(number: &str) -> bool {
    number.starts_with(TRIAL_LETTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::Id;
    use proptest::prelude::*;

    fn sold(gross: i64, rate: u32, split: TaxSplit) -> Sold {
        let gross = Paise(gross);
        let rate = if split == TaxSplit::None { BasisPoints(0) } else { BasisPoints(rate) };
        Sold {
            line: LineId::new(Time(1), [7; 10]),
            name: Words::new("कुल्हड़", "cup"),
            hsn: "6912".to_owned(),
            quantity: 1,
            unit: gross,
            gross,
            rate,
            tax: tax_within(gross, rate).expect("fits"),
            split,
        }
    }

    #[test]
    fn freight_is_taxed_as_the_goods_it_travels_with() {
        let goods = [sold(300_00, 1_800, TaxSplit::CgstSgst), sold(100_00, 500, TaxSplit::CgstSgst)];
        let lines = draw(&goods, Paise(50_00)).expect("fits");
        let freight: Vec<_> = lines.iter().filter(|line| line.line.is_none()).collect();
        // 37.50 at 18 % hold 5.72 of tax, 12.50 at 5 % hold 0.60.
        assert_eq!(
            freight.iter().map(|line| (line.gross, line.rate)).collect::<Vec<_>>(),
            [(Paise(37_50), BasisPoints(1_800)), (Paise(12_50), BasisPoints(500))]
        );
        let sums = sums(&lines).expect("fits");
        assert_eq!((sums.goods, sums.freight, sums.total), (Paise(400_00), Paise(50_00), Paise(450_00)));
        assert_eq!(sums.freight_tax, Paise(5_72 + 60));
    }

    #[test]
    fn each_seller_gives_the_paper_she_may() {
        let taxed = [sold(100_00, 500, TaxSplit::Igst)];
        let free = [sold(100_00, 0, TaxSplit::None)];
        assert_eq!(kind_of(Standing::Regular, &taxed, "20"), BillKind::TaxInvoice);
        assert_eq!(kind_of(Standing::Regular, &free, "20"), BillKind::BillOfSupply);
        assert_eq!(kind_of(Standing::Regular, &free, OTHER_COUNTRIES), BillKind::TaxInvoice);
        assert_eq!(kind_of(Standing::Composition, &free, "20"), BillKind::BillOfSupply);
        assert_eq!(kind_of(Standing::Unregistered, &free, "20"), BillKind::CashMemo);
    }

    #[test]
    fn numbers_fit_what_the_law_allows() {
        assert_eq!(number(BillKind::TaxInvoice, 42, 2026, 17), "I42-26-17");
        assert!(number(BillKind::RefundVoucher, 99_999, 2099, 999_999).len() <= NUMBER_MOST);
    }

    fn lines() -> impl Strategy<Value = Vec<Sold>> {
        let split = prop_oneof![Just(TaxSplit::None), Just(TaxSplit::CgstSgst), Just(TaxSplit::Igst)];
        let rate = prop_oneof![Just(25_u32), Just(300), Just(500), Just(1_800)];
        prop::collection::vec((1..10_000_000_i64, rate, split).prop_map(|(g, r, s)| sold(g, r, s)), 1..12)
    }

    proptest! {
        #[test]
        fn a_bill_adds_up_whatever_is_on_it(goods in lines(), freight in 0..500_000_i64) {
            let lines = draw(&goods, Paise(freight)).expect("fits");
            let sums = sums(&lines).expect("fits");
            prop_assert_eq!(sums.freight, Paise(freight));
            prop_assert_eq!(Paise::sum(goods.iter().map(|line| line.gross)), Some(sums.goods));
            prop_assert_eq!(sums.goods.plus(sums.freight), Some(sums.total));
            prop_assert_eq!(sums.tax.whole().and_then(|tax| tax.plus(sums.taxable)), Some(sums.total));
            for line in &lines {
                prop_assert_eq!(line.tax.whole().and_then(|tax| tax.plus(line.taxable)), Some(line.gross));
                prop_assert!((line.tax.sgst.0 - line.tax.cgst.0).abs() <= 1, "two halves");
            }
        }
    }
}
