//! Which rate holds: by key, by day, by the price of a piece.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::money::tax_within;
use kernel::{Day, Paise};

use super::{Kind, Rate, RateRow, Rates, StepRow};

impl Rates {
    /// Orders rows for quick questions.
    pub fn of(rates: Vec<RateRow>, steps: Vec<StepRow>) -> Rates {
        let mut by_key: HashMap<String, Kind> = HashMap::new();
        for row in rates {
            by_key.entry(row.hsn_key.clone()).or_default().rates.push(row);
        }
        for row in steps {
            by_key.entry(row.hsn_key.clone()).or_default().steps.push(row);
        }
        for kind in by_key.values_mut() {
            kind.rates.sort_by_key(|row| std::cmp::Reverse(row.effective_from));
            kind.steps.sort_by_key(|row| std::cmp::Reverse(row.effective_from));
        }
        Rates { by_key: Arc::new(by_key) }
    }

    /// The rate of a good of `hsn_key` whose piece costs `price`, tax included, on `day`.
    ///
    /// `None` if the key is unknown or no rate had begun by then: such a good cannot be sold.
    pub fn on(&self, hsn_key: &str, day: Day, price: Paise) -> Option<Rate> {
        let kind = self.by_key.get(hsn_key)?;
        let plain = kind.rates.iter().find(|row| row.effective_from <= day)?;
        let step = kind.steps.iter().find(|row| row.effective_from <= day);
        let row = match step {
            Some(step) if self.is_above(plain, step, price) => {
                self.by_key.get(&step.other_key)?.rates.iter().find(|row| row.effective_from <= day)?
            }
            _ => plain,
        };
        Some(Rate {
            hsn_key: row.hsn_key.clone(),
            hsn: row.hsn.clone(),
            rate: row.rate,
            is_verified: matches!(row.verified.as_str(), "seen" | "signed"),
        })
    }

    /// Whether a rate for this key is known at all, for the check of a register.
    pub fn knows(&self, hsn_key: &str) -> bool {
        self.by_key.get(hsn_key).is_some_and(|kind| !kind.rates.is_empty())
    }

    /// The limit is on the value without tax, while prices include it: what is compared is the price less tax at the lower rate.
    fn is_above(&self, plain: &RateRow, step: &StepRow, price: Paise) -> bool {
        let net = tax_within(price, plain.rate).and_then(|tax| price.minus(tax));
        net.is_some_and(|net| net > step.above)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::BasisPoints;

    fn row(key: &str, from: i64, rate: u32) -> RateRow {
        RateRow {
            hsn_key: key.to_owned(),
            effective_from: Day(from),
            hsn: "61".to_owned(),
            name_hi: String::new(),
            name_en: String::new(),
            rate: BasisPoints(rate),
            holds_if: String::new(),
            basis: String::new(),
            verified: "seen".to_owned(),
        }
    }

    fn rates() -> Rates {
        let step = StepRow {
            hsn_key: "apparel_low".to_owned(),
            effective_from: Day(100),
            above: Paise::rupees(2_500),
            other_key: "apparel_high".to_owned(),
        };
        Rates::of(
            vec![
                row("apparel_low", 100, 1_200),
                row("apparel_low", 200, 500),
                row("apparel_high", 100, 1_800),
            ],
            vec![step],
        )
    }

    #[test]
    fn the_rate_is_the_one_of_the_day() {
        let on = |day| rates().on("apparel_low", Day(day), Paise::rupees(100)).map(|rate| rate.rate);
        assert_eq!(on(99), None);
        assert_eq!(on(100), Some(BasisPoints(1_200)));
        assert_eq!(on(200), Some(BasisPoints(500)));
    }

    #[test]
    fn a_dear_piece_is_taxed_under_the_other_key() {
        let on = |rupees| rates().on("apparel_low", Day(300), Paise::rupees(rupees)).expect("a rate");
        assert_eq!(on(2_625).rate, BasisPoints(500), "2 500 and 5 % tax is still within the limit");
        assert_eq!(on(2_626).rate, BasisPoints(1_800));
        assert_eq!(on(2_626).hsn_key, "apparel_high");
    }

    #[test]
    fn an_unknown_key_has_no_rate() {
        assert_eq!(rates().on("gold", Day(300), Paise::rupees(1)), None);
        assert!(rates().knows("apparel_low") && !rates().knows("gold"));
    }
}
