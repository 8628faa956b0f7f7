//! What the switch's processor hands on to the merchant's bank, and the file that says so: as processors write it, in rupees, fee and
//! tax apart.

use kernel::Time;
use serde::{Deserialize, Serialize};

use super::book::{Book, Entry};

/// A line: what it is about, its payment and refund, and its amounts in paise.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub kind: String,
    pub payment: String,
    pub refund: String,
    pub amount: i64,
    pub fee: i64,
    pub tax: i64,
}

/// What was handed on together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settlement {
    pub id: String,
    pub utr: String,
    pub lines: Vec<Line>,
    pub at_ms: i64,
}

/// Two per cent for the processor.
const FEE_PERCENT: i64 = 2;
/// GST on that.
const TAX_PERCENT: i64 = 18;
const HEADING: &str =
    "settlement_id,settlement_utr,type,payment_id,refund_id,connector,currency,amount,fee,tax,settled_at\n";

impl Book {
    /// Hands on all that came and was not handed on yet, if it is more than went back; answers the file of everything so far.
    pub fn hand_on(&mut self, now: Time) -> String {
        let known = |line: &Line| (line.payment.clone(), line.refund.clone());
        let before: Vec<_> = self.settlements.values().flat_map(|one| &one.lines).map(known).collect();
        let new = |line: &Line| !before.contains(&known(line));
        let came = self.payments.values().filter(|one| one.status == "succeeded").map(|one| {
            let fee = one.amount * FEE_PERCENT / 100;
            line("payment", (&one.id, ""), (one.amount, fee, fee * TAX_PERCENT / 100))
        });
        let ended = self.refunds.values().filter(|one| one.status == "succeeded");
        let went = ended.map(|one| line("refund", (&one.payment, &one.id), (one.amount, 0, 0)));
        let lines: Vec<Line> = came.chain(went).filter(new).collect();
        let net: i64 = lines.iter().map(Line::net).sum();
        if net > 0 {
            let number = self.settlements.len() + 1;
            let (year, month, day) = now.day().civil();
            let (id, utr) =
                (format!("stl_{number:04}"), format!("HDFCN{year:04}{month:02}{day:02}{number:09}"));
            self.put(Entry::Settlement(Settlement { id, utr, lines, at_ms: now.0 }));
        }
        let mut file = HEADING.to_owned();
        for one in self.settlements.values() {
            one.lines.iter().for_each(|line| file.push_str(&written(one, line)));
        }
        file
    }
}

impl Line {
    /// What it changes at the bank.
    fn net(&self) -> i64 {
        if self.kind == "refund" { -self.amount } else { self.amount - self.fee - self.tax }
    }
}

fn line(kind: &str, (payment, refund): (&str, &str), (amount, fee, tax): (i64, i64, i64)) -> Line {
    Line { kind: kind.to_owned(), payment: payment.to_owned(), refund: refund.to_owned(), amount, fee, tax }
}

fn written(settlement: &Settlement, line: &Line) -> String {
    let rupees = |paise: i64| format!("{}.{:02}", paise / 100, paise % 100);
    format!(
        "{},{},{},{},{},practice_bank,INR,{},{},{},{}\n",
        settlement.id,
        settlement.utr,
        line.kind,
        line.payment,
        line.refund,
        rupees(line.amount),
        rupees(line.fee),
        rupees(line.tax),
        Time(settlement.at_ms).day().iso()
    )
}

#[cfg(test)]
mod tests {
    use super::super::SwitchConfig;
    use super::super::book::Payment;
    use super::*;
    use crate::gateway::Outcome;

    #[test]
    fn each_payment_is_handed_on_once() {
        let mut book = Book::open(&SwitchConfig::practice(([127, 0, 0, 1], 0).into())).expect("opens");
        let now = Time(1_795_000_000_000);
        let payment = Payment {
            id: "pi_1".to_owned(),
            amount: 10_050,
            return_url: String::new(),
            description: String::new(),
            status: "requires_payment_method".to_owned(),
            method: String::new(),
            error: String::new(),
            late_at_ms: None,
            expires_at_ms: now.0 + 1_000,
            at_ms: now.0,
        };
        book.open_payment(payment).expect("opens");
        assert_eq!(book.hand_on(now), HEADING, "nothing came");
        book.pay(now, "pi_1", ("card", Outcome::Success)).expect("pays");
        let first = book.hand_on(now);
        assert!(first.contains(",payment,pi_1,,practice_bank,INR,100.50,2.01,0.36,2026-11-18\n"), "{first}");
        assert_eq!(book.hand_on(now), first, "once");
        book.refund(now, "re_1", "pi_1", 50).expect("refunds");
        book.settle(now, true);
        assert_eq!(book.hand_on(now), first, "less than nothing is not handed on");
    }
}
