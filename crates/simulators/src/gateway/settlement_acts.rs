//! What the gateway does every other day: it hands captured money on to the merchant's bank, less its fee and what went back.
//!
//! A settlement and the report of it are two things: mischief bends only the report, as a real one may be wrong.

use kernel::{Paise, Time};
use serde_json::{Value, json};

use super::book::{BankState, Entry, Payment, PaymentState, Refund, Settlement};
use super::desk::{Ripe, State};
use super::wire::seconds;

/// Money is handed on so many days after it came. Source: razorpay.com/docs, settlements, «T+2».
const AFTER_DAYS: i64 = 2;

impl State {
    /// Hands on what is ripe in one settlement; nothing while more went back than came.
    pub fn hand_on(&mut self, now: Time, ripe: Ripe) {
        let takes = |at: Time| ripe.takes(at.plus_days(AFTER_DAYS), now);
        let held = |n: &u64| !self.book.handed_on.contains(n);
        let had = |p: &&Payment| matches!(p.state, PaymentState::Captured | PaymentState::Refunded);
        let payments = self.book.payments.values().filter(had).filter(|p| held(&p.n) && takes(p.at));
        let payments: Vec<Payment> = payments.cloned().collect();
        let ended = |r: &&Refund| r.state == BankState::Processed;
        let refunds = self.book.refunds.values().filter(ended).filter(|r| held(&r.n) && takes(r.at));
        let refunds: Vec<Refund> = refunds.cloned().collect();
        let came = payments.iter().map(|p| p.amount.0 - p.fee.0).sum::<i64>();
        let went = refunds.iter().map(|r| r.amount.0).sum::<i64>();
        if came <= went {
            return;
        }
        let (n, id) = self.book.new_id("setl");
        let (year, month, day) = now.day().civil();
        let utr = format!("AXISN{year:04}{month:02}{day:02}{:09}", n % 1_000_000_000);
        let covers = payments.iter().map(|p| p.n).chain(refunds.iter().map(|r| r.n)).collect();
        let settlement = Settlement { n, id, utr, covers, lines: Vec::new(), at: now };
        let lines = payments.iter().map(|p| payment_line(&settlement, p));
        let lines: Vec<Value> = lines.chain(refunds.iter().map(|r| refund_line(&settlement, r))).collect();
        let lines = lines.into_iter().flat_map(|line| self.bent(line)).collect();
        self.book.put(Entry::Settlement(Settlement { lines, ..settlement }));
    }

    /// A line of the report as mischief lets it through: not at all, twice, or with another amount.
    fn bent(&mut self, mut line: Value) -> Vec<Value> {
        let mischief = self.mischief.clone();
        if self.dice.happens(mischief.settled_drop_permille) {
            return Vec::new();
        }
        if self.dice.happens(mischief.settled_other_permille) {
            line["amount"] = json!(line["amount"].as_i64().unwrap_or(0) + 100);
        }
        let copies = if self.dice.happens(mischief.settled_twice_permille) { 2 } else { 1 };
        vec![line; copies]
    }
}

impl Settlement {
    /// What its report says is handed on.
    pub fn net(&self) -> Paise {
        let of = |line: &Value, name: &str| line[name].as_i64().unwrap_or(0);
        Paise(self.lines.iter().map(|line| of(line, "credit") - of(line, "debit")).sum())
    }
}

/// A line of a report: what it is about, and what it adds or takes.
fn line(
    settlement: &Settlement,
    kind: &str,
    (entity, at): (&str, Time),
    (credit, debit): (Paise, Paise),
) -> Value {
    json!({
        "entity_id": entity,
        "type": kind,
        "debit": debit.0,
        "credit": credit.0,
        "amount": credit.0 + debit.0,
        "currency": "INR",
        "fee": 0,
        "tax": 0,
        "on_hold": false,
        "settled": true,
        "created_at": seconds(at),
        "settled_at": seconds(settlement.at),
        "settlement_id": settlement.id,
        "settlement_utr": settlement.utr,
    })
}

fn payment_line(settlement: &Settlement, payment: &Payment) -> Value {
    let credit = payment.amount.minus(payment.fee).unwrap_or_default();
    let mut told = line(settlement, "payment", (&payment.id, payment.at), (credit, Paise::ZERO));
    told["amount"] = json!(payment.amount.0);
    told["fee"] = json!(payment.fee.0);
    told["tax"] = json!(payment.tax.0);
    told["order_id"] = json!(payment.order_id);
    told["method"] = json!(payment.method);
    told
}

fn refund_line(settlement: &Settlement, refund: &Refund) -> Value {
    let mut told = line(settlement, "refund", (&refund.id, refund.at), (Paise::ZERO, refund.amount));
    told["payment_id"] = json!(refund.payment_id);
    told
}
