//! What the gateway remembers: orders, payments, refunds, payees, payouts and the webhooks about them.
//!
//! Every change appends the whole changed record to the journal; reading it again, the last record of an id holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use kernel::{Lang, Paise, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fault::Fault;
use crate::StartError;
use crate::chance::base62_14;
use crate::journal::{self, Journal};

/// Paise as a plain number in the journal.
mod paise {
    use kernel::Paise;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(paise: &Paise, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(paise.0)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Paise, D::Error> {
        i64::deserialize(from).map(Paise)
    }
}

/// Moments as milliseconds since 1970 in the journal.
mod ms {
    use kernel::Time;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(time: &Time, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(time.0)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Time, D::Error> {
        i64::deserialize(from).map(Time)
    }
}

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    Created,
    Attempted,
    Paid,
}

/// How a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    Authorized,
    Captured,
    Refunded,
    Failed,
}

/// How a refund or payout stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankState {
    /// A refund not yet with the buyer.
    Pending,
    /// A payout on its way.
    Processing,
    /// Arrived.
    Processed,
    /// A refund the bank would not take.
    Failed,
    /// A payout that came back.
    Reversed,
}

/// What the browser brought along to the checkout page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Visit {
    pub callback_url: String,
    pub cancel_url: String,
    pub name: String,
    pub description: String,
    pub contact: String,
    pub hindi: bool,
}

impl Visit {
    pub fn lang(&self) -> Lang {
        if self.hindi { Lang::Hi } else { Lang::En }
    }
}

/// What a merchant wants paid.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub n: u64,
    pub id: String,
    #[serde(with = "paise")]
    pub amount: Paise,
    #[serde(with = "paise")]
    pub amount_paid: Paise,
    pub receipt: Option<String>,
    pub state: OrderState,
    pub attempts: u32,
    pub notes: Value,
    #[serde(with = "ms")]
    pub at: Time,
    pub visit: Option<Visit>,
    /// For a code that is scanned instead: when it closes.
    #[serde(default)]
    pub code: Option<Code>,
}

impl Order {
    /// Whether it is a code that can still be scanned.
    pub fn is_open_code(&self) -> bool {
        self.code.as_ref().is_some_and(|code| !code.closed)
    }
}

/// What a code that is scanned has besides.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Code {
    pub description: String,
    pub close_by_s: i64,
    pub closed: bool,
}

/// One attempt to pay.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payment {
    pub n: u64,
    pub id: String,
    pub order_id: String,
    #[serde(with = "paise")]
    pub amount: Paise,
    #[serde(with = "paise")]
    pub refunded: Paise,
    /// Including `tax`; zero until captured.
    #[serde(with = "paise")]
    pub fee: Paise,
    #[serde(with = "paise")]
    pub tax: Paise,
    pub state: PaymentState,
    pub method: String,
    pub contact: String,
    /// When a failed payment will turn out to have worked, in milliseconds since 1970.
    pub late_at_ms: Option<i64>,
    #[serde(with = "ms")]
    pub at: Time,
}

/// Money on its way back to a buyer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refund {
    pub n: u64,
    pub id: String,
    pub payment_id: String,
    #[serde(with = "paise")]
    pub amount: Paise,
    pub receipt: Option<String>,
    pub state: BankState,
    /// The idempotency key and what was asked with it.
    pub key: Option<(String, Value)>,
    #[serde(with = "ms")]
    pub settles_at: Time,
    #[serde(with = "ms")]
    pub at: Time,
}

/// A contact or fund account: the merchant's words, kept to know an equal one again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payee {
    pub n: u64,
    pub id: String,
    pub asked: Value,
    #[serde(with = "ms")]
    pub at: Time,
}

/// Money on its way to a maker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payout {
    pub n: u64,
    pub id: String,
    pub fund_account_id: String,
    #[serde(with = "paise")]
    pub amount: Paise,
    pub mode: String,
    pub reference_id: String,
    pub narration: String,
    pub state: BankState,
    pub utr: Option<String>,
    /// The idempotency key and what was asked with it.
    pub key: (String, Value),
    #[serde(with = "ms")]
    pub settles_at: Time,
    #[serde(with = "ms")]
    pub at: Time,
}

/// One rupee sent to an account to see whether it lives.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Validation {
    pub n: u64,
    pub id: String,
    pub fund_account_id: String,
    /// The merchant's words, given back as they came.
    pub notes: Value,
    /// In whose name the account stands; none if there is no such account.
    pub name: Option<String>,
    #[serde(with = "ms")]
    pub settles_at: Time,
    #[serde(with = "ms")]
    pub at: Time,
}

/// Money handed on to the merchant's bank, with the lines the merchant is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settlement {
    pub n: u64,
    pub id: String,
    pub utr: String,
    /// Numbers of the payments and refunds it covers.
    pub covers: Vec<u64>,
    /// What the merchant is told of it, line by line.
    pub lines: Vec<Value>,
    #[serde(with = "ms")]
    pub at: Time,
}

/// How a delivery is signed.
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

/// One copy of an event on its way to the merchant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Delivery {
    #[serde(with = "ms")]
    pub due: Time,
    pub seal: Seal,
    /// The status of each try; 0 for no answer.
    pub answers: Vec<u16>,
    pub done: bool,
}

/// Something the merchant is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    pub n: u64,
    pub id: String,
    pub kind: String,
    /// The id of what it is about.
    pub about: String,
    /// The exact bytes that are signed and sent.
    pub body: String,
    pub deliveries: Vec<Delivery>,
    #[serde(with = "ms")]
    pub at: Time,
}

/// One line of the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Order(Order),
    Payment(Payment),
    Refund(Refund),
    Contact(Payee),
    FundAccount(Payee),
    Payout(Payout),
    Validation(Validation),
    Settlement(Settlement),
    Event(Event),
}

/// Everything, by running number, so that walking a map is walking time.
#[derive(Debug)]
pub struct Book {
    pub orders: BTreeMap<u64, Order>,
    pub payments: BTreeMap<u64, Payment>,
    pub refunds: BTreeMap<u64, Refund>,
    pub contacts: BTreeMap<u64, Payee>,
    pub fund_accounts: BTreeMap<u64, Payee>,
    pub payouts: BTreeMap<u64, Payout>,
    pub validations: BTreeMap<u64, Validation>,
    pub settlements: BTreeMap<u64, Settlement>,
    pub events: BTreeMap<u64, Event>,
    /// Numbers of payments, refunds and payouts the bank is not done with.
    pub unsettled: BTreeSet<u64>,
    /// Numbers of payments and refunds that were handed on to the merchant's bank.
    pub handed_on: BTreeSet<u64>,
    /// Numbers of events with a delivery that is not done.
    pub undelivered: BTreeSet<u64>,
    by_id: HashMap<String, u64>,
    by_receipt: HashMap<String, u64>,
    by_order: HashMap<String, BTreeSet<u64>>,
    next: u64,
    seed: u64,
    journal: Journal,
}

impl Book {
    /// The book at `path` as it was left, or an empty one.
    pub fn open(path: Option<&Path>, seed: u64) -> Result<Book, StartError> {
        let mut book = Book {
            orders: BTreeMap::new(),
            payments: BTreeMap::new(),
            refunds: BTreeMap::new(),
            contacts: BTreeMap::new(),
            fund_accounts: BTreeMap::new(),
            payouts: BTreeMap::new(),
            validations: BTreeMap::new(),
            settlements: BTreeMap::new(),
            handed_on: BTreeSet::new(),
            events: BTreeMap::new(),
            unsettled: BTreeSet::new(),
            undelivered: BTreeSet::new(),
            by_id: HashMap::new(),
            by_receipt: HashMap::new(),
            by_order: HashMap::new(),
            next: 1,
            seed,
            journal: Journal::default(),
        };
        if let Some(path) = path {
            for entry in journal::read(path)? {
                book.file(entry);
            }
            book.journal = Journal::rewrite(path, book.entries())?;
        }
        Ok(book)
    }

    /// A running number and the id made from it, `order_` and 14 letters.
    pub fn new_id(&mut self, prefix: &str) -> (u64, String) {
        let n = self.next;
        self.next += 1;
        (n, format!("{prefix}_{}", base62_14(self.seed, n)))
    }

    /// Remembers a new or changed record.
    pub fn put(&mut self, entry: Entry) {
        self.journal.add(&entry);
        self.file(entry);
    }

    /// Puts a record where it is found again: by number, by id, and among what is still to be done.
    fn file(&mut self, entry: Entry) {
        let n = match entry {
            Entry::Order(x) => {
                if let Some(receipt) = &x.receipt {
                    self.by_receipt.entry(receipt.clone()).or_insert(x.n);
                }
                self.by_id.insert(x.id.clone(), x.n);
                keep(&mut self.orders, x.n, x)
            }
            Entry::Payment(x) => {
                mark(&mut self.unsettled, x.n, x.late_at_ms.is_some());
                self.by_order.entry(x.order_id.clone()).or_default().insert(x.n);
                self.by_id.insert(x.id.clone(), x.n);
                keep(&mut self.payments, x.n, x)
            }
            Entry::Refund(x) => {
                mark(&mut self.unsettled, x.n, x.state == BankState::Pending);
                keep(&mut self.refunds, x.n, x)
            }
            Entry::Contact(x) => keep(&mut self.contacts, x.n, x),
            Entry::FundAccount(x) => keep(&mut self.fund_accounts, x.n, x),
            Entry::Payout(x) => {
                mark(&mut self.unsettled, x.n, x.state == BankState::Processing);
                self.by_id.insert(x.id.clone(), x.n);
                keep(&mut self.payouts, x.n, x)
            }
            Entry::Validation(x) => keep(&mut self.validations, x.n, x),
            Entry::Settlement(x) => {
                self.handed_on.extend(&x.covers);
                keep(&mut self.settlements, x.n, x)
            }
            Entry::Event(x) => {
                mark(&mut self.undelivered, x.n, x.deliveries.iter().any(|d| !d.done));
                keep(&mut self.events, x.n, x)
            }
        };
        self.next = self.next.max(n + 1);
    }

    fn entries(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        all.extend(self.orders.values().cloned().map(Entry::Order));
        all.extend(self.payments.values().cloned().map(Entry::Payment));
        all.extend(self.refunds.values().cloned().map(Entry::Refund));
        all.extend(self.contacts.values().cloned().map(Entry::Contact));
        all.extend(self.fund_accounts.values().cloned().map(Entry::FundAccount));
        all.extend(self.payouts.values().cloned().map(Entry::Payout));
        all.extend(self.validations.values().cloned().map(Entry::Validation));
        all.extend(self.settlements.values().cloned().map(Entry::Settlement));
        all.extend(self.events.values().cloned().map(Entry::Event));
        all
    }

    /// The order with this id.
    pub fn order(&self, id: &str) -> Result<Order, Fault> {
        self.by_id.get(id).and_then(|n| self.orders.get(n)).cloned().ok_or_else(Fault::no_such_id)
    }

    /// The first order with this receipt.
    pub fn order_with(&self, receipt: &str) -> Option<&Order> {
        self.by_receipt.get(receipt).and_then(|n| self.orders.get(n))
    }

    /// The payment with this id.
    pub fn payment(&self, id: &str) -> Result<Payment, Fault> {
        self.by_id.get(id).and_then(|n| self.payments.get(n)).cloned().ok_or_else(Fault::no_such_id)
    }

    /// The payments for an order, newest first.
    pub fn payments_of(&self, order_id: &str) -> Vec<Payment> {
        let numbers = self.by_order.get(order_id).into_iter().flatten().rev();
        numbers.filter_map(|n| self.payments.get(n)).cloned().collect()
    }

    /// The refunds of a payment, newest first.
    pub fn refunds_of(&self, payment_id: &str) -> Vec<Refund> {
        self.refunds.values().rev().filter(|r| r.payment_id == payment_id).cloned().collect()
    }

    /// The payout with this id.
    pub fn payout(&self, id: &str) -> Result<Payout, Fault> {
        self.by_id.get(id).and_then(|n| self.payouts.get(n)).cloned().ok_or_else(Fault::no_such_id)
    }
}

fn mark(set: &mut BTreeSet<u64>, n: u64, open: bool) {
    if open {
        set.insert(n);
    } else {
        set.remove(&n);
    }
}

fn keep<T>(map: &mut BTreeMap<u64, T>, n: u64, record: T) -> u64 {
    map.insert(n, record);
    n
}
