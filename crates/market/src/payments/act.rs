//! What happens to intents, payments and events.

use kernel::ids::{OrderId, PaymentId, PaymentIntentId, ShipmentId};
use kernel::payment::{Gateway, PaymentReport, PaymentStatus};
use kernel::{Authentic, Paise};
use store::{Db, DbError, Tx, jobs, transaction};

use super::rules::{self, Expected, VerifiedPayment};
use super::sql::{self, IntentRow, PaymentRow};
use super::{CAPTURE, DIGEST, Intent, PRINTED, PaymentError, refunds, ways};
use crate::audit::{self, Actor, Entry, Trail};
use crate::gateways::Payers;
use crate::ledger::{self, Account, Kind};
use crate::orders::{self, Order, settle};

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has had its effect.
    Taken,
    /// It said nothing new.
    Known,
    /// It is about an order we do not know, perhaps not yet.
    Unknown,
    /// It proved itself but is not about our money; somebody must look at it.
    Quarantined(rules::Mismatch),
}

impl Outcome {
    /// The word stored with the event.
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::Taken => "taken",
            Outcome::Known => "known",
            Outcome::Unknown => "unknown",
            Outcome::Quarantined(_) => "quarantined",
        }
    }
}

/// Which stored event a report came from.
#[derive(Clone, Debug)]
pub struct EventKey {
    /// Which gateway sent it.
    pub gateway: Gateway,
    /// Its id there.
    pub event_id: String,
}

/// What we want paid for a new order, and through whom.
pub(crate) async fn intend(
    tx: &mut Tx,
    order: OrderId,
    amount: Paise,
    through: (&str, Payers),
) -> Result<(), DbError> {
    let id: PaymentIntentId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Mart,
        act: "intent.open",
        from: "",
        to: Intent::Open.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert_intent(tx, id, (order, amount), through, &trail).await
}

/// What is to be opened with a payment company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToOpen {
    /// The intent; its id is our receipt.
    pub intent: PaymentIntentId,
    /// How much.
    pub amount: Paise,
    /// With whom.
    pub gateway: Gateway,
}

/// What must be opened for an order. `None` if that is done or too late.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn intent_to_open(db: &Db, order: OrderId) -> Result<Option<ToOpen>, DbError> {
    let mut read = db.read().await?;
    let intent = sql::intent_of(&mut read, order).await?;
    let wanted = intent.filter(|i| i.state == Intent::Open && i.gateway_order.is_none());
    let open = |i: IntentRow| Some(ToOpen { intent: i.id, amount: i.amount, gateway: i.company()? });
    Ok(wanted.and_then(open))
}

/// A payment company has opened a payment for an order. If the payment goes through another one by now, nobody was led to this
/// one, and nobody will be.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn opened(
    db: &Db,
    wanted: &ToOpen,
    gateway_order: &str,
    page: Option<&str>,
) -> Result<(), DbError> {
    transaction!(db.alone(), tx => {
        sql::set_gateway_order(tx, wanted.intent, wanted.gateway, (gateway_order, page)).await.map(drop)
    })
}

/// Closes the intent of an order that has expired; what still arrives for it goes back.
pub(crate) async fn close_intent(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    match sql::intent_of(tx, order).await? {
        Some(intent) if intent.state == Intent::Open => {
            move_intent(tx, &intent, Intent::Closed, "intent.close", Actor::Mart).await
        }
        _ => Ok(()),
    }
}

/// One shipment of an order has arrived and is paid for: in cash, or from what was paid ahead. Answers the payment.
pub(crate) async fn paid_on_arrival(
    tx: &mut Tx,
    (order, shipment): (OrderId, ShipmentId),
    way: &'static str,
    amount: Paise,
    actor: Actor,
) -> Result<PaymentId, DbError> {
    let intent = intent_behind(tx, order).await?;
    taken_by_hand(tx, &intent, (way, &shipment.to_string(), ""), amount, actor).await
}

/// A keeper has seen that a buyer has paid her whole order to the printed code, under this number of her bank. Answers the payment.
pub(crate) async fn paid_by_printed(
    tx: &mut Tx,
    order: OrderId,
    utr: &str,
    actor: Actor,
) -> Result<PaymentId, DbError> {
    let intent = intent_behind(tx, order).await?;
    let id = taken_by_hand(tx, &intent, (PRINTED, utr, utr), intent.amount, actor).await?;
    move_intent(tx, &intent, Intent::Paid, "intent.pay", actor).await?;
    let due =
        ledger::Entry::moves(Kind::Captured, id, intent.amount, Account::BuyerAdvance, Account::UpiDue)?;
    ledger::post(tx, &due).await?;
    Ok(id)
}

async fn intent_behind(tx: &mut Tx, order: OrderId) -> Result<IntentRow, DbError> {
    let intent = sql::intent_of(tx, order).await?;
    intent.ok_or_else(|| DbError::Failed(format!("order {order} has no payment intent")))
}

/// A payment that no gateway has brought: on which way, under which name there, the bank's number.
async fn taken_by_hand(
    tx: &mut Tx,
    intent: &IntentRow,
    (way, name, bank_reference): (&'static str, &str, &str),
    amount: Paise,
    actor: Actor,
) -> Result<PaymentId, DbError> {
    let id: PaymentId = tx.new_id();
    let report = PaymentReport {
        merchant: String::new(),
        gateway_order: String::new(),
        gateway_payment: format!("{way}:{name}"),
        amount,
        currency: "INR".to_owned(),
        status: PaymentStatus::Captured,
        method: way.to_owned(),
        fee: Paise::ZERO,
        reason: String::new(),
        bank_reference: bank_reference.to_owned(),
        at: tx.now(),
    };
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor,
        act: "payment.report",
        from: "",
        to: report.status.as_str(),
        note: &report.gateway_payment,
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert_payment(tx, id, (intent.id, way), &report, &trail).await?;
    Ok(id)
}

/// The last parcel of an order that was to be paid in cash has ended: all that was to come has come, or nothing was. An intent that
/// asked for a token ended when that was paid.
pub(crate) async fn end_cash_intent(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    let intent = sql::intent_of(tx, order).await?.filter(|intent| intent.state == Intent::Open);
    let Some(intent) = intent else { return Ok(()) };
    match sql::payment_of_order(tx, order).await? {
        Some(_) => move_intent(tx, &intent, Intent::Paid, "intent.pay", Actor::Mart).await,
        None => move_intent(tx, &intent, Intent::Closed, "intent.close", Actor::Mart).await,
    }
}

pub(super) async fn move_intent(
    tx: &mut Tx,
    row: &IntentRow,
    to: Intent,
    act: &'static str,
    actor: Actor,
) -> Result<(), DbError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act,
        from: row.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_intent(tx, row, to, &trail).await? { Ok(()) } else { Err(DbError::Busy) }
}

/// Keeps what a gateway sent and leaves a message to digest it. The same event twice is kept once.
///
/// # Errors
/// [`DbError`] if the database fails; the gateway must then send it again.
pub async fn receive_event(
    db: &Db,
    gateway: Gateway,
    event_id: &str,
    signature: &str,
    body: &str,
) -> Result<(), DbError> {
    transaction!(db, tx => {
        if sql::insert_event(tx, gateway, event_id, signature, body).await? {
            jobs::put(tx, DIGEST, &format!("{gateway} {event_id}"), "{}").await?;
        }
        Ok(())
    })
}

/// What a gateway said of payers is kept this long after it was taken in, for questions about it.
pub const EVENTS_KEPT_DAYS: i64 = 30;

/// Wipes what events said longer than [`EVENTS_KEPT_DAYS`] ago; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn wipe_old_events(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-EVENTS_KEPT_DAYS);
        sql::wipe_events(tx, before).await
    })
}

/// Writes down what became of an event that carried no payment.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn close_event(db: &Db, key: &EventKey, outcome: &str) -> Result<(), DbError> {
    transaction!(db, tx => { sql::close_event(tx, key.gateway, &key.event_id, outcome).await })
}

/// Takes what a gateway says of a payment, whoever brought it: webhook, poll or our own call. Each step has its effect
/// once, in one transaction with the order, the stock, the ledger and the event it came from.
///
/// Money for an order that cannot take it any more goes back by itself.
///
/// # Errors
/// [`PaymentError`] if the database fails; the same report may be brought again.
pub async fn take_report(
    db: &Db,
    (gateway, merchant): (Gateway, &str),
    report: &Authentic<PaymentReport>,
    from: Option<&EventKey>,
) -> Result<Outcome, PaymentError> {
    transaction!(db, tx => {
        let outcome = take_in(tx, (gateway, merchant), report).await?;
        if let Some(key) = from {
            sql::close_event(tx, key.gateway, &key.event_id, outcome.word()).await?;
        }
        Ok::<_, PaymentError>(outcome)
    })
}

/// The intent is found by what *this* gateway has opened: a word of one company about what another has opened finds nothing.
async fn take_in(
    tx: &mut Tx,
    (gateway, merchant): (Gateway, &str),
    report: &Authentic<PaymentReport>,
) -> Result<Outcome, PaymentError> {
    let gateway_order = report.get().gateway_order.clone();
    let Some(intent) = ways::intent_behind(tx, gateway, &gateway_order).await? else {
        return Ok(Outcome::Unknown);
    };
    let expected = Expected { merchant, gateway_order: &gateway_order, amount: intent.amount };
    let verified = match rules::verify(report.clone(), &expected) {
        Ok(verified) => verified,
        Err(mismatch) => {
            tracing::error!(order = %intent.order, %mismatch, "a genuine payment message does not fit its order");
            return Ok(Outcome::Quarantined(mismatch));
        }
    };
    let before = sql::payment(tx, &verified.report().gateway_payment).await?;
    match before {
        Some(row) if row.intent != intent.id || row.company() != Some(gateway) => {
            Ok(Outcome::Quarantined(rules::Mismatch::Order))
        }
        Some(row) if !rules::goes_forward(row.status, verified.report().status) => {
            charge_fee(tx, &row, verified.report().fee).await?;
            Ok(Outcome::Known)
        }
        before => {
            step(tx, &intent, gateway, before, &verified).await?;
            Ok(Outcome::Taken)
        }
    }
}

/// Moves a payment one or more steps forward and lets the order follow.
async fn step(
    tx: &mut Tx,
    intent: &IntentRow,
    gateway: Gateway,
    before: Option<PaymentRow>,
    verified: &VerifiedPayment,
) -> Result<(), PaymentError> {
    let report = verified.report();
    let had_money = before.as_ref().is_some_and(|row| rules::has_money(row.status));
    let payment = write_payment(tx, (intent.id, gateway), before, report).await?;
    let order = orders::sql::order(tx, intent.order).await?;
    let order = order.ok_or_else(|| DbError::Failed(format!("intent {} has no order", intent.id)))?;
    if rules::has_money(report.status) && !had_money {
        let captured = ledger::Entry::moves(
            Kind::Captured,
            payment.id,
            report.amount,
            Account::BuyerAdvance,
            Account::held_by(gateway),
        );
        ledger::post(tx, &captured.map_err(DbError::from)?).await?;
        if order.state == Order::Placed && intent.state == Intent::Open {
            move_intent(tx, intent, Intent::Paid, "intent.pay", Actor::Gateway).await?;
            settle::paid(tx, &order).await?;
        } else {
            let about = if intent.state == Intent::Paid { "double" } else { "late" };
            refunds::give_back_payment(tx, &payment, &order, about, "", report.amount).await?;
        }
    } else if report.status == PaymentStatus::Authorised && order.state == Order::Placed {
        jobs::put(tx, CAPTURE, &report.gateway_payment, &format!("\"{}\"", report.gateway_payment)).await?;
    }
    Ok(charge_fee(tx, &payment, report.fee).await?)
}

/// The payment as it now stands. Its fee stays what it was: [`charge_fee`] writes it down where the ledger learns of it.
async fn write_payment(
    tx: &mut Tx,
    (intent, gateway): (PaymentIntentId, Gateway),
    before: Option<PaymentRow>,
    report: &PaymentReport,
) -> Result<PaymentRow, PaymentError> {
    let (id, version, trail, from) = match &before {
        Some(row) => (row.id, row.version + 1, row.trail.clone(), row.status.as_str()),
        None => (tx.new_id(), 1, Trail::default(), ""),
    };
    let entry = Entry {
        subject: id.to_string(),
        seq: version,
        actor: Actor::Gateway,
        act: "payment.report",
        from,
        to: report.status.as_str(),
        note: &report.gateway_payment,
    };
    let trail = audit::note(tx, &trail, &entry).await?;
    match &before {
        Some(row) if !sql::move_payment(tx, row, report, &trail).await? => return Err(PaymentError::Raced),
        Some(_) => {}
        None => sql::insert_payment(tx, id, (intent, gateway.as_str()), report, &trail).await?,
    }
    Ok(PaymentRow {
        id,
        intent,
        gateway: gateway.to_string(),
        gateway_payment: report.gateway_payment.clone(),
        method: report.method.clone(),
        amount: report.amount,
        fee: before.as_ref().map_or(Paise::ZERO, |row| row.fee),
        status: report.status,
        version,
        trail,
    })
}

/// Enters the gateway's fee once it is known, which may be later than the payment itself.
async fn charge_fee(tx: &mut Tx, known: &PaymentRow, fee: Paise) -> Result<(), DbError> {
    if known.fee != Paise::ZERO || fee <= Paise::ZERO || !rules::has_money(known.status) {
        return Ok(());
    }
    let held = known.company().map_or(Account::Gateway, Account::held_by);
    let entry = ledger::Entry::moves(Kind::FeeCharged, known.id, fee, held, Account::GatewayFee)?;
    sql::set_fee(tx, known.id, fee).await?;
    ledger::post(tx, &entry).await
}

/// A settlement says what the gateway keeps of a payment; it is entered if nobody had said so before.
pub(crate) async fn learn_fee(tx: &mut Tx, gateway_payment: &str, fee: Paise) -> Result<(), DbError> {
    match sql::payment(tx, gateway_payment).await? {
        Some(payment) => charge_fee(tx, &payment, fee).await,
        None => Ok(()),
    }
}

/// Whether an authorised payment should still be captured: its order waits for it. Otherwise the bank lets it lapse.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn needs_capture(db: &Db, gateway_payment: &str) -> Result<Option<Paise>, DbError> {
    let mut read = db.read().await?;
    let Some(payment) = sql::payment(&mut read, gateway_payment).await? else { return Ok(None) };
    let open = sql::intent_is_open(&mut read, payment.intent).await?;
    Ok((open && payment.status == PaymentStatus::Authorised).then_some(payment.amount))
}

/// Through which company a payment came; nothing for one nobody knows.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn gateway_of(db: &Db, gateway_payment: &str) -> Result<Option<Gateway>, DbError> {
    let payment = sql::payment(&mut db.read().await?, gateway_payment).await?;
    Ok(payment.and_then(|payment| payment.company()))
}
