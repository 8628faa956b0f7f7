//! What the switch remembers and does: payments, refunds, and the webhooks about them.
//!
//! Every change appends the whole changed record to the journal; reading it again, the last record of an id holds.

use std::collections::BTreeMap;

use kernel::Time;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::SwitchConfig;
use super::settlement::Settlement;
use crate::chance::{Dice, base62_14};
use crate::gateway::{Mischief, Outcome};
use crate::journal::{self, Journal};
use crate::{Down, StartError};

/// One payment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payment {
    pub id: String,
    pub amount: i64,
    pub return_url: String,
    pub description: String,
    /// In the words of the switch.
    pub status: String,
    pub method: String,
    pub error: String,
    /// When a failed payment will turn out to have worked.
    pub late_at_ms: Option<i64>,
    pub expires_at_ms: i64,
    pub at_ms: i64,
}

/// Money on its way back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refund {
    pub id: String,
    pub payment: String,
    pub amount: i64,
    pub status: String,
    pub settles_at_ms: i64,
    pub at_ms: i64,
}

/// How a webhook is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// With the secret in force.
    Current,
    /// With the one before.
    Previous,
    /// By somebody who knows neither.
    Forged,
}

/// One copy of an event on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    pub due_ms: i64,
    pub seal: Seal,
    pub answers: Vec<u16>,
    pub done: bool,
}

/// Something the merchant is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    pub id: String,
    pub kind: String,
    pub body: String,
    pub deliveries: Vec<Delivery>,
}

/// A line of the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Payment(Payment),
    Refund(Refund),
    Settlement(Settlement),
    Event(Event),
}

/// A refusal in the switch's words: status, code, message.
pub type No = (u16, &'static str, &'static str);

/// There is no such payment or refund. Source: api-reference.hyperswitch.io, error codes.
pub const NOT_FOUND: No = (404, "HE_02", "Payment does not exist in our records");
/// A second one under the same id.
pub const TWICE: No =
    (400, "HE_01", "The payment with the specified payment_id already exists in our records");
/// It cannot be done as it stands.
pub const NOT_NOW: No = (400, "IR_14", "This operation is not possible in the current status");

/// Everything the switch holds.
#[derive(Debug)]
pub struct Book {
    pub payments: BTreeMap<String, Payment>,
    pub refunds: BTreeMap<String, Refund>,
    pub settlements: BTreeMap<String, Settlement>,
    /// In the order they were written.
    pub events: Vec<Event>,
    pub dice: Dice,
    pub mischief: Mischief,
    pub down: Down,
    pub webhook_url: Option<String>,
    journal: Journal,
    config: SwitchConfig,
}

impl Book {
    /// What is remembered.
    pub fn open(config: &SwitchConfig) -> Result<Book, StartError> {
        let mut book = Book {
            payments: BTreeMap::new(),
            refunds: BTreeMap::new(),
            settlements: BTreeMap::new(),
            events: Vec::new(),
            dice: Dice::new(config.seed),
            mischief: config.mischief.clone(),
            down: Down::Off,
            webhook_url: None,
            journal: Journal::default(),
            config: config.clone(),
        };
        if let Some(path) = config.book.as_deref() {
            for entry in journal::read::<Entry>(path)? {
                book.keep(entry);
            }
            book.journal = Journal::rewrite(path, book.entries())?;
        }
        Ok(book)
    }

    fn entries(&self) -> Vec<Entry> {
        let payments = self.payments.values().cloned().map(Entry::Payment);
        let refunds = self.refunds.values().cloned().map(Entry::Refund);
        let settlements = self.settlements.values().cloned().map(Entry::Settlement);
        payments
            .chain(refunds)
            .chain(settlements)
            .chain(self.events.iter().cloned().map(Entry::Event))
            .collect()
    }

    /// Remembers a record as it now stands.
    pub fn put(&mut self, entry: Entry) {
        self.journal.add(&entry);
        self.keep(entry);
    }

    fn keep(&mut self, entry: Entry) {
        match entry {
            Entry::Payment(payment) => drop(self.payments.insert(payment.id.clone(), payment)),
            Entry::Refund(refund) => drop(self.refunds.insert(refund.id.clone(), refund)),
            Entry::Settlement(one) => drop(self.settlements.insert(one.id.clone(), one)),
            Entry::Event(event) => match self.events.iter_mut().find(|known| known.id == event.id) {
                Some(known) => *known = event,
                None => self.events.push(event),
            },
        }
    }

    /// A payment by its id.
    pub fn payment(&self, id: &str) -> Result<Payment, No> {
        self.payments.get(id).cloned().ok_or(NOT_FOUND)
    }

    /// Opens a payment.
    pub fn open_payment(&mut self, payment: Payment) -> Result<Payment, No> {
        if self.payments.contains_key(&payment.id) {
            return Err(TWICE);
        }
        self.put(Entry::Payment(payment.clone()));
        Ok(payment)
    }

    /// A buyer pays.
    pub fn pay(&mut self, now: Time, id: &str, (method, how): (&str, Outcome)) -> Result<Payment, No> {
        let mut payment = self.payment(id)?;
        let may_pay = matches!(payment.status.as_str(), "requires_payment_method" | "failed");
        if !may_pay || payment.expires_at_ms <= now.0 {
            return Err(NOT_NOW);
        }
        payment.method = method.to_owned();
        let failed = matches!(how, Outcome::Failure | Outcome::Late);
        payment.error = if failed { "The bank has refused the payment".to_owned() } else { String::new() };
        payment.late_at_ms = (how == Outcome::Late)
            .then(|| now.0 + i64::try_from(self.config.late_after_ms).unwrap_or(i64::MAX / 2));
        let (status, kind) = match how {
            Outcome::Success => ("succeeded", "payment_succeeded"),
            Outcome::AuthorisedOnly => ("requires_capture", "payment_authorized"),
            Outcome::Failure | Outcome::Late => ("failed", "payment_failed"),
        };
        self.step(now, payment, status, kind)
    }

    fn step(&mut self, now: Time, mut payment: Payment, status: &str, kind: &str) -> Result<Payment, No> {
        status.clone_into(&mut payment.status);
        self.put(Entry::Payment(payment.clone()));
        let object = self.wire(&payment);
        self.tell(now, kind, "payment_details", object);
        Ok(payment)
    }

    /// The merchant takes money that is set aside.
    pub fn capture(&mut self, now: Time, id: &str, amount: i64) -> Result<Payment, No> {
        let payment = self.payment(id)?;
        if payment.status != "requires_capture" || payment.amount != amount {
            return Err(NOT_NOW);
        }
        self.step(now, payment, "succeeded", "payment_captured")
    }

    /// The merchant gives back.
    pub fn refund(&mut self, now: Time, id: &str, payment: &str, amount: i64) -> Result<Refund, No> {
        let paid = self.payment(payment)?;
        let gone: i64 = self
            .refunds
            .values()
            .filter(|one| one.payment == payment && one.status != "failed")
            .map(|one| one.amount)
            .sum();
        if self.refunds.contains_key(id) {
            return Err(TWICE);
        }
        if paid.status != "succeeded" || amount <= 0 || gone + amount > paid.amount {
            return Err(NOT_NOW);
        }
        let settles = now.0 + i64::try_from(self.config.settle_after_ms).unwrap_or(i64::MAX / 2);
        let (id, payment, status) = (id.to_owned(), payment.to_owned(), "pending".to_owned());
        let refund = Refund { id, payment, amount, status, settles_at_ms: settles, at_ms: now.0 };
        self.put(Entry::Refund(refund.clone()));
        Ok(refund)
    }

    /// Lets late payments arrive and refunds end, those that are due or `all`.
    pub fn settle(&mut self, now: Time, all: bool) {
        let late = |p: &Payment| p.late_at_ms.is_some_and(|at| all || at <= now.0);
        let arriving: Vec<Payment> = self.payments.values().filter(|p| late(p)).cloned().collect();
        for mut payment in arriving {
            payment.late_at_ms = None;
            payment.error.clear();
            // A payment that was made good meanwhile cannot arrive a second time: the switch keeps one success.
            if payment.status == "failed" {
                let _ = self.step(now, payment, "succeeded", "payment_succeeded");
            } else {
                self.put(Entry::Payment(payment));
            }
        }
        let due = |r: &Refund| r.status == "pending" && (all || r.settles_at_ms <= now.0);
        let ending: Vec<Refund> = self.refunds.values().filter(|r| due(r)).cloned().collect();
        for mut refund in ending {
            "succeeded".clone_into(&mut refund.status);
            self.put(Entry::Refund(refund.clone()));
            self.tell(now, "refund_succeeded", "refund_details", refund_wire(&refund));
        }
    }

    /// When something happens by itself next.
    pub fn next_settling_ms(&self) -> Option<i64> {
        let late = self.payments.values().filter_map(|p| p.late_at_ms);
        let ending = self.refunds.values().filter(|r| r.status == "pending").map(|r| r.settles_at_ms);
        late.chain(ending).min()
    }

    /// Writes an event and decides how it will travel. Every die is rolled every time, so that one switch of mischief does not change what
    /// the others do.
    pub fn tell(&mut self, now: Time, kind: &str, content: &str, object: Value) {
        let number = u64::try_from(self.events.len()).unwrap_or(0) + 1;
        let id = format!("evt_{}", base62_14(self.config.seed, number));
        let body = json!({
            "merchant_id": self.config.merchant,
            "event_id": id,
            "event_type": kind,
            "content": { "type": content, "object": object },
            "timestamp": now.rfc3339(),
        });
        let mischief = self.mischief.clone();
        let due_ms = now.0.saturating_add(i64::try_from(mischief.delay_ms).unwrap_or(i64::MAX));
        let dropped = self.dice.happens(mischief.drop_permille);
        let doubled = self.dice.happens(mischief.duplicate_permille);
        let old = self.dice.happens(mischief.old_secret_permille);
        let forged = self.dice.happens(mischief.forge_permille);
        let copy = |seal| Delivery { due_ms, seal, answers: Vec::new(), done: false };
        let genuine = usize::from(!dropped) + usize::from(!dropped && doubled);
        let seal = if old { Seal::Previous } else { Seal::Current };
        let mut deliveries: Vec<Delivery> = std::iter::repeat_n(copy(seal), genuine).collect();
        if forged {
            deliveries.insert(0, copy(Seal::Forged));
        }
        self.put(Entry::Event(Event { id, kind: kind.to_owned(), body: body.to_string(), deliveries }));
    }

    /// A payment as the merchant sees it.
    pub fn wire(&self, payment: &Payment) -> Value {
        let got = if payment.status == "succeeded" { payment.amount } else { 0 };
        json!({
            "payment_id": payment.id,
            "merchant_id": self.config.merchant,
            "profile_id": self.config.profile,
            "status": payment.status,
            "amount": payment.amount,
            "net_amount": payment.amount,
            "amount_received": if got > 0 { Some(got) } else { None },
            "currency": "INR",
            "connector": "practice_bank",
            "payment_method": if payment.method.is_empty() { None } else { Some(&payment.method) },
            "error_message": if payment.error.is_empty() { None } else { Some(&payment.error) },
            "description": payment.description,
            "created": Time(payment.at_ms).rfc3339(),
        })
    }

    /// Everything, without secrets.
    pub fn state(&self) -> Value {
        json!({
            "payments": self.payments.values().map(|one| self.wire(one)).collect::<Vec<_>>(),
            "refunds": self.refunds.values().map(refund_wire).collect::<Vec<_>>(),
            "webhooks": self.events.iter().map(|e| json!({ "id": e.id, "kind": e.kind, "deliveries": e.deliveries }))
                .collect::<Vec<_>>(),
            "mischief": self.mischief,
            "down": self.down,
        })
    }
}

/// A refund as the merchant sees it.
pub fn refund_wire(refund: &Refund) -> Value {
    json!({
        "refund_id": refund.id,
        "payment_id": refund.payment,
        "amount": refund.amount,
        "currency": "INR",
        "status": refund.status,
        "connector": "practice_bank",
        "created_at": Time(refund.at_ms).rfc3339(),
    })
}
