//! What the gateway does with orders, payments and refunds: each act changes the book and writes the webhooks.

use kernel::{BasisPoints, Paise, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::book::{BankState, Entry, Order, OrderState, Payment, PaymentState, Refund, Validation};
use super::desk::{Ripe, State};
use super::fault::Fault;
use super::postman::Part;
use super::wire::seconds;

/// The gateway's fee on anything but UPI: 2 %. Source: razorpay.com/pricing, standard plan.
const FEE: BasisPoints = BasisPoints(200);
/// GST on the fee.
const FEE_TAX: BasisPoints = BasisPoints(1_800);

/// How a payment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is authorised and captured at once.
    Success,
    /// The bank says no.
    Failure,
    /// It fails for the buyer, and turns out later to have worked.
    Late,
    /// It is authorised; the merchant must capture it.
    #[serde(alias = "authorized_only")]
    AuthorisedOnly,
}

/// A buyer pays.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pay {
    /// The gateway's order id.
    pub order_id: String,
    /// How it goes.
    pub outcome: Outcome,
    /// `upi`, `card` or `netbanking`.
    #[serde(default = "upi")]
    pub method: String,
    /// Pays a paid order once more, as two browser tabs can.
    #[serde(default)]
    pub even_if_paid: bool,
}

fn upi() -> String {
    "upi".to_owned()
}

impl Pay {
    /// A payment by UPI.
    pub fn by_upi(order_id: &str, outcome: Outcome) -> Pay {
        Pay { order_id: order_id.to_owned(), outcome, method: upi(), even_if_paid: false }
    }
}

/// What the merchant wants paid.
#[derive(Debug, Deserialize)]
pub struct NewOrder {
    amount: i64,
    currency: String,
    receipt: Option<String>,
    #[serde(default)]
    unique_receipt: bool,
    #[serde(default)]
    notes: Value,
}

/// What the merchant wants given back.
#[derive(Debug, Deserialize, Serialize)]
pub struct NewRefund {
    amount: Option<i64>,
    receipt: Option<String>,
    #[serde(default)]
    speed: Option<String>,
}

impl State {
    /// Makes an order; with `unique_receipt`, an equal one is given again.
    pub fn create_order(&mut self, now: Time, new: NewOrder) -> Result<Order, Fault> {
        if new.amount < 100 {
            return Err(Fault::field("amount", "Order amount less than minimum amount allowed"));
        }
        if new.currency != "INR" {
            return Err(Fault::field("currency", "Currency is not supported"));
        }
        if new.receipt.as_ref().is_some_and(|r| r.chars().count() > 40) {
            return Err(Fault::field("receipt", "The receipt may not be greater than 40 characters."));
        }
        if new.unique_receipt {
            let same = new.receipt.as_deref().and_then(|receipt| self.book.order_with(receipt));
            match same {
                Some(order) if order.amount.0 == new.amount => return Ok(order.clone()),
                Some(_) => {
                    return Err(Fault::field(
                        "receipt",
                        "An order with this receipt exists with another amount",
                    ));
                }
                None => {}
            }
        }
        let (n, id) = self.book.new_id("order");
        let order = Order {
            n,
            id,
            amount: Paise(new.amount),
            amount_paid: Paise::ZERO,
            receipt: new.receipt,
            state: OrderState::Created,
            attempts: 0,
            notes: if new.notes.is_null() { json!([]) } else { new.notes },
            at: now,
            visit: None,
            code: None,
        };
        self.book.put(Entry::Order(order.clone()));
        Ok(order)
    }

    /// A buyer pays an order.
    pub fn pay(&mut self, now: Time, ask: &Pay) -> Result<Payment, Fault> {
        let mut order = self.book.order(&ask.order_id)?;
        if order.state == OrderState::Paid && !ask.even_if_paid {
            return Err(Fault::bad("Order already paid"));
        }
        if order.code.as_ref().is_some_and(|code| code.closed || code.close_by_s <= seconds(now)) {
            return Err(Fault::bad("The QR code is closed"));
        }
        if !matches!(ask.method.as_str(), "upi" | "card" | "netbanking") {
            return Err(Fault::field("method", "The selected method is invalid."));
        }
        let (n, id) = self.book.new_id("pay");
        let (state, late_at_ms) = match ask.outcome {
            Outcome::Success | Outcome::AuthorisedOnly => (PaymentState::Authorized, None),
            Outcome::Failure => (PaymentState::Failed, None),
            Outcome::Late => (PaymentState::Failed, Some(now.plus_ms(self.late_after_ms).0)),
        };
        let payment = Payment {
            n,
            id,
            order_id: order.id.clone(),
            amount: order.amount,
            refunded: Paise::ZERO,
            fee: Paise::ZERO,
            tax: Paise::ZERO,
            state,
            method: ask.method.clone(),
            contact: order.visit.as_ref().map_or("+919999999999".to_owned(), |v| v.contact.clone()),
            late_at_ms,
            at: now,
        };
        order.attempts += 1;
        if order.state == OrderState::Created {
            order.state = OrderState::Attempted;
        }
        self.book.put(Entry::Order(order));
        self.book.put(Entry::Payment(payment.clone()));
        let kind = if state == PaymentState::Failed { "payment.failed" } else { "payment.authorized" };
        self.tell(now, kind, &payment.id, &[Part("payment", payment.wire())]);
        match ask.outcome {
            Outcome::Success => self.take(now, payment),
            Outcome::Failure | Outcome::Late | Outcome::AuthorisedOnly => Ok(payment),
        }
    }

    /// The merchant captures an authorised payment.
    pub fn capture(&mut self, now: Time, payment_id: &str, amount: i64) -> Result<Payment, Fault> {
        let payment = self.book.payment(payment_id)?;
        match payment.state {
            PaymentState::Authorized if payment.amount.0 == amount => self.take(now, payment),
            PaymentState::Authorized => {
                Err(Fault::field("amount", "Capture amount must be equal to the amount authorized"))
            }
            PaymentState::Captured | PaymentState::Refunded => {
                Err(Fault::bad("This payment has already been captured"))
            }
            PaymentState::Failed => Err(Fault::bad(
                "Only payments which have been authorized and not yet captured can be captured",
            )),
        }
    }

    /// Takes authorised money: fee, order paid, two webhooks.
    fn take(&mut self, now: Time, mut payment: Payment) -> Result<Payment, Fault> {
        let mut order = self.book.order(&payment.order_id)?;
        let fee = match payment.method.as_str() {
            "upi" => Paise::ZERO,
            _ => FEE.of(payment.amount).unwrap_or_default(),
        };
        payment.tax = FEE_TAX.of(fee).unwrap_or_default();
        payment.fee = fee.plus(payment.tax).unwrap_or(fee);
        payment.state = PaymentState::Captured;
        order.state = OrderState::Paid;
        order.amount_paid = order.amount_paid.plus(payment.amount).unwrap_or(order.amount_paid);
        let is_code = order.code.is_some();
        if let Some(code) = &mut order.code {
            code.closed = true;
        }
        let part = if is_code { "qr_code" } else { "order" };
        let (payment_part, order_part) = (Part("payment", payment.wire()), Part(part, order.wire()));
        self.book.put(Entry::Payment(payment.clone()));
        self.book.put(Entry::Order(order));
        self.tell(now, "payment.captured", &payment.id, std::slice::from_ref(&payment_part));
        let kind = if is_code { "qr_code.credited" } else { "order.paid" };
        self.tell(now, kind, &payment.order_id, &[payment_part, order_part]);
        Ok(payment)
    }

    /// A payment thought failed has worked after all. A paid order does not take it; it stays authorised.
    pub fn arrive_late(&mut self, now: Time, payment_id: &str) -> Result<Payment, Fault> {
        let mut payment = self.book.payment(payment_id)?;
        if payment.state != PaymentState::Failed || payment.late_at_ms.is_none() {
            return Err(Fault::bad("Only a late payment can arrive late"));
        }
        payment.state = PaymentState::Authorized;
        payment.late_at_ms = None;
        self.book.put(Entry::Payment(payment.clone()));
        self.tell(now, "payment.authorized", &payment.id, &[Part("payment", payment.wire())]);
        match self.book.order(&payment.order_id)?.state {
            OrderState::Created | OrderState::Attempted => self.take(now, payment),
            OrderState::Paid => Ok(payment),
        }
    }

    /// The merchant gives money back.
    pub fn refund(
        &mut self,
        now: Time,
        payment_id: &str,
        new: NewRefund,
        key: Option<String>,
    ) -> Result<Refund, Fault> {
        let mut payment = self.book.payment(payment_id)?;
        let asked = json!([payment_id, new]);
        if let Some(first) = self.book.refunds.values().find(|r| has_key(&r.key, &key)) {
            let same = first.key.as_ref().is_some_and(|(_, before)| *before == asked);
            return if same { Ok(first.clone()) } else { Err(other_words()) };
        }
        match payment.state {
            PaymentState::Captured => {}
            PaymentState::Refunded => return Err(Fault::bad("The payment has been fully refunded already")),
            PaymentState::Authorized | PaymentState::Failed => {
                return Err(Fault::bad("The payment status should be captured for action to be taken"));
            }
        }
        let left = payment.amount.minus(payment.refunded).unwrap_or_default();
        let amount = Paise(new.amount.unwrap_or(left.0));
        if amount.0 < 100 {
            return Err(Fault::field("amount", "The amount must be atleast INR 1.00"));
        }
        if amount > left {
            return Err(Fault::field(
                "amount",
                "The total refund amount is greater than the refund payment amount",
            ));
        }
        let (n, id) = self.book.new_id("rfnd");
        let settles_at = now.plus_ms(self.settle_after_ms);
        let key = key.map(|key| (key, asked));
        let refund = Refund {
            n,
            id,
            payment_id: payment.id.clone(),
            amount,
            receipt: new.receipt,
            state: BankState::Pending,
            key,
            settles_at,
            at: now,
        };
        give_back(&mut payment, amount);
        self.book.put(Entry::Payment(payment.clone()));
        self.book.put(Entry::Refund(refund.clone()));
        self.tell(
            now,
            "refund.created",
            &refund.id,
            &[Part("refund", refund.wire()), Part("payment", payment.wire())],
        );
        Ok(refund)
    }

    /// The bank has taken a refund, or would not.
    pub fn end_refund(&mut self, now: Time, refund_id: &str, end: BankState) -> Result<Refund, Fault> {
        let found = self.book.refunds.values().find(|r| r.id == refund_id).cloned();
        let mut refund = found.ok_or_else(Fault::no_such_id)?;
        let kind = match (refund.state, end) {
            (BankState::Pending, BankState::Processed) => "refund.processed",
            (BankState::Pending, BankState::Failed) => "refund.failed",
            _ => return Err(Fault::bad("Only a pending refund can be processed or fail")),
        };
        let mut payment = self.book.payment(&refund.payment_id)?;
        refund.state = end;
        if end == BankState::Failed {
            give_back(&mut payment, refund.amount.negated());
            self.book.put(Entry::Payment(payment.clone()));
        }
        self.book.put(Entry::Refund(refund.clone()));
        self.tell(now, kind, &refund.id, &[Part("refund", refund.wire()), Part("payment", payment.wire())]);
        Ok(refund)
    }

    /// Lets everything that is ripe happen: late payments, refunds, payouts, settlements.
    pub fn settle(&mut self, now: Time, ripe: Ripe) {
        let early = |v: &&Validation| ripe == Ripe::All && v.settles_at > now;
        let waiting: Vec<Validation> = self.book.validations.values().filter(early).cloned().collect();
        for validation in waiting {
            self.book.put(Entry::Validation(Validation { settles_at: now, ..validation }));
        }
        for n in self.book.unsettled.clone() {
            if !self.settles_at(n).is_some_and(|at| ripe.takes(at, now)) {
                continue;
            }
            if let Some(id) = self.book.payments.get(&n).map(|p| p.id.clone()) {
                log(self.arrive_late(now, &id));
            } else if let Some(id) = self.book.refunds.get(&n).map(|r| r.id.clone()) {
                log(self.end_refund(now, &id, BankState::Processed));
            } else if let Some(payout) = self.book.payouts.get(&n).cloned() {
                let back = self.sends_back(&payout.fund_account_id);
                let end = if back { BankState::Reversed } else { BankState::Processed };
                log(self.end_payout(now, &payout.id, end));
            }
        }
        self.hand_on(now, ripe);
    }

    /// When the next thing becomes ripe by itself.
    pub fn next_settling(&self) -> Option<Time> {
        self.book.unsettled.iter().filter_map(|n| self.settles_at(*n)).min()
    }

    /// When the payment, refund or payout with this number ends by itself.
    fn settles_at(&self, n: u64) -> Option<Time> {
        let payment = self.book.payments.get(&n).and_then(|p| p.late_at_ms.map(Time));
        let refund = || self.book.refunds.get(&n).map(|r| r.settles_at);
        let payout = || self.book.payouts.get(&n).map(|p| p.settles_at);
        payment.or_else(refund).or_else(payout)
    }
}

/// Moves the refunded sum of a payment; a whole refund changes its state, a failed one changes it back.
fn give_back(payment: &mut Payment, amount: Paise) {
    payment.refunded = payment.refunded.plus(amount).unwrap_or(payment.refunded);
    let whole = payment.refunded == payment.amount;
    payment.state = if whole { PaymentState::Refunded } else { PaymentState::Captured };
}

fn has_key(kept: &Option<(String, Value)>, key: &Option<String>) -> bool {
    matches!((kept, key), (Some((kept, _)), Some(key)) if kept == key)
}

/// An idempotency key used again for something else.
pub(super) fn other_words() -> Fault {
    Fault::bad("Different request body sent for the same Idempotency Header")
}

/// What is ripe was just looked up under the same lock, so a fault here is ours.
fn log<T>(done: Result<T, Fault>) {
    if let Err(fault) = done {
        tracing::error!(%fault, "the practice bank could not settle");
    }
}
