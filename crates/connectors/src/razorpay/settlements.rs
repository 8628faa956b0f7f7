//! Settlements: what the gateway has handed on to the mart's bank, line by line.
//!
//! Source: razorpay.com/docs, settlements, «Fetch Settlement Recon details»: `GET /v1/settlements/recon/combined` with year, month
//! and day; a line is a payment (`credit` is the amount less the fee), a refund (`debit`), or something else the gateway adds or takes.

use kernel::payment::{SettledKind, SettledRow};
use kernel::proof::Authentic;
use kernel::{Day, Paise};
use serde::Deserialize;

use super::Razorpay;
use super::payments::garbled;
use super::wire::{Collection, Unreadable, moment, not_negative};
use crate::line::{Question, Refusal};

/// Lines asked for at once; four hundred come to some 300 KB.
const AT_ONCE: usize = 400;
/// A day with more lines is not read to its end.
const PAGES_MOST: usize = 250;

/// A line as the gateway tells it.
#[derive(Debug, Deserialize)]
struct Line {
    entity_id: String,
    r#type: String,
    #[serde(default)]
    debit: i64,
    #[serde(default)]
    credit: i64,
    amount: i64,
    fee: Option<i64>,
    tax: Option<i64>,
    currency: String,
    #[serde(default)]
    settled: bool,
    settled_at: Option<i64>,
    settlement_id: Option<String>,
    settlement_utr: Option<String>,
}

impl Line {
    /// The line in the kernel's words; `None` while its money has not been handed on.
    fn row(self) -> Result<Option<SettledRow>, Unreadable> {
        let (Some(settlement), Some(at), true) = (self.settlement_id, self.settled_at, self.settled) else {
            return Ok(None);
        };
        let range = || Unreadable::Range { what: "settlement line", id: self.entity_id.clone() };
        if self.currency != "INR" {
            return Err(range());
        }
        let money = |paise: i64| -> Result<Paise, Unreadable> { not_negative(paise).ok_or_else(range) };
        Ok(Some(SettledRow {
            settlement,
            utr: self.settlement_utr.unwrap_or_default(),
            kind: self.r#type.parse().unwrap_or(SettledKind::Other),
            amount: money(self.amount)?,
            fee: money(self.fee.unwrap_or(0))?,
            tax: money(self.tax.unwrap_or(0))?,
            credit: money(self.credit)?,
            debit: money(self.debit)?,
            at: moment(at).ok_or_else(range)?,
            entity: self.entity_id,
        }))
    }
}

impl Razorpay {
    /// Everything the gateway handed on in one day, in its order.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway. One line that does not read makes the whole day unreadable.
    pub async fn settled_on(&self, day: Day) -> Result<Authentic<Vec<SettledRow>>, Refusal> {
        let (year, month, date) = day.civil();
        let [year, month, date] = [year.to_string(), month.to_string(), date.to_string()];
        let count = AT_ONCE.to_string();
        let mut rows = Vec::new();
        for page in 0..PAGES_MOST {
            let skip = (page * AT_ONCE).to_string();
            let query = [
                ("year", year.as_str()),
                ("month", &month),
                ("day", &date),
                ("count", &count),
                ("skip", &skip),
            ];
            let path = "/v1/settlements/recon/combined".to_owned();
            let found: Collection<Line> = self.line.ask(Question::get("settled on", path, &query)).await?;
            let is_last = found.items.len() < AT_ONCE;
            for line in found.items {
                rows.extend(line.row().map_err(garbled)?);
            }
            if is_last {
                return Ok(Authentic::answered(rows));
            }
        }
        Err(Refusal::garbled("a day of settlements without end"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use serde_json::{Value, json};

    fn told(change: &[(&str, Value)]) -> Result<Option<SettledRow>, Unreadable> {
        let mut body = json!({
            "entity_id": "pay_DEXrnipqTmWVGE", "type": "payment", "debit": 0, "credit": 97_100, "amount": 100_000,
            "currency": "INR", "fee": 2_900, "tax": 442, "on_hold": false, "settled": true,
            "created_at": 1_795_000_000, "settled_at": 1_795_172_800, "settlement_id": "setl_DGlQ1Rj8os78Ec",
            "settlement_utr": "1568176960vxp0rj", "order_id": "order_DEXrnRiR3SNDHA", "method": "card"
        });
        for (key, value) in change {
            body[*key] = value.clone();
        }
        serde_json::from_value::<Line>(body)?.row()
    }

    #[test]
    fn a_line_of_a_settlement_is_translated() {
        let row = told(&[]).expect("reads").expect("settled");
        assert_eq!((row.kind, row.amount, row.credit), (SettledKind::Payment, Paise(100_000), Paise(97_100)));
        assert_eq!((row.fee, row.tax, row.at), (Paise(2_900), Paise(442), Time(1_795_172_800_000)));
        let adjusted = told(&[("type", json!("adjustment")), ("fee", Value::Null)]).expect("reads");
        assert_eq!(adjusted.map(|row| (row.kind, row.fee)), Some((SettledKind::Other, Paise::ZERO)));
    }

    #[test]
    fn what_is_not_handed_on_yet_is_no_line_and_odd_money_is_unreadable() {
        assert_eq!(told(&[("settled", json!(false))]).expect("reads"), None);
        assert_eq!(told(&[("settlement_id", Value::Null)]).expect("reads"), None);
        for (key, value) in [
            ("credit", json!(-1)),
            ("credit", json!(97_100.5)),
            ("currency", json!("USD")),
            ("settled_at", json!(i64::MAX)),
        ] {
            assert!(told(&[(key, value.clone())]).is_err(), "{key} {value}");
        }
    }
}
