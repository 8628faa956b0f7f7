//! Every statement on intents, payments, events and refunds, in life order.

use kernel::ids::{OrderId, PaymentId, PaymentIntentId, RefundId};
use kernel::payment::{Gateway, PaymentReport, PaymentStatus};
use kernel::{Limit, Paise, Time};
use store::{DbError, Read, Sealed, Spot, Tx, params, sql};

use super::read::{PaymentLine, RefundView, StoredEvent};
use super::{Intent, Refund};
use crate::audit::Trail;
use crate::gateways::Payers;
use crate::personal::EVENT_BODY;

/// Payments and refunds one order can have.
const PARTS: Limit = Limit::of(100);

store::row! {
    /// An intent as acts need it.
    pub struct IntentRow {
        /// Its id.
        pub id: PaymentIntentId,
        /// Its order.
        pub order: OrderId,
        /// What is to be paid.
        pub amount: Paise,
        /// Through whom it is paid.
        pub gateway: String,
        /// The gateway's id of it, once opened.
        pub gateway_order: Option<String>,
        /// How it stands.
        pub state: Intent,
        /// Whose card or account pays.
        pub payers: Payers,
        /// The address of the company's page, where it has one.
        pub page: Option<String>,
        /// How often it has been opened anew.
        pub way_no: i64,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

impl IntentRow {
    /// The payment company; none where it is paid at the door.
    pub fn company(&self) -> Option<Gateway> {
        self.gateway.parse().ok()
    }
}

/// What we want paid for a new order.
pub(super) async fn insert_intent(
    tx: &mut Tx,
    id: PaymentIntentId,
    (order, amount): (OrderId, Paise),
    (gateway, payers): (&str, Payers),
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into payment_intent (id, order_id, amount_paise, gateway, payers, state, made_at_ms, version, trail)
             values ($1, $2, $3, $6, $7, 'open', $4, 1, $5)"
        ),
        params![id, order, amount, now, trail.clone(), gateway, payers],
    )
    .await
}

/// The intent of an order.
pub(super) async fn intent_of(read: &mut Read, order: OrderId) -> Result<Option<IntentRow>, DbError> {
    read.row(
        sql!(
            "select id, order_id, amount_paise, gateway, gateway_order, state, payers, page, way_no, version, trail
               from payment_intent where order_id = $1"
        ),
        params![order],
    )
    .await
}

/// Remembers the gateway's id of an intent, once, while it goes through that gateway.
pub(super) async fn set_gateway_order(
    tx: &mut Tx,
    id: PaymentIntentId,
    gateway: Gateway,
    (gateway_order, page): (&str, Option<&str>),
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update payment_intent set gateway_order = $3, page = $4
                  where id = $1 and gateway = $2 and gateway_order is null"
            ),
            params![id, gateway, gateway_order, page],
        )
        .await?;
    Ok(changed == 1)
}

/// Moves an intent unless someone moved it since. `false`: they did.
pub(super) async fn move_intent(
    tx: &mut Tx,
    row: &IntentRow,
    to: Intent,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update payment_intent set state = $3, trail = $4, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A payment as acts need it.
    pub struct PaymentRow {
        /// Its id.
        pub id: PaymentId,
        /// Its intent.
        pub intent: PaymentIntentId,
        /// Through whom it came.
        pub gateway: String,
        /// The gateway's id of it.
        pub gateway_payment: String,
        /// How it was paid.
        pub method: String,
        /// What was paid.
        pub amount: Paise,
        /// What the gateway keeps.
        pub fee: Paise,
        /// How it stands.
        pub status: PaymentStatus,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

impl PaymentRow {
    /// The payment company; none where it was paid at the door.
    pub fn company(&self) -> Option<Gateway> {
        self.gateway.parse().ok()
    }
}

/// A payment by the gateway's id.
pub(super) async fn payment(read: &mut Read, gateway_payment: &str) -> Result<Option<PaymentRow>, DbError> {
    read.row(
        sql!(
            "select id, intent_id, gateway, gateway_payment, method, amount_paise, fee_paise, status, version, trail
               from payment where gateway_payment = $1"
        ),
        params![gateway_payment],
    )
    .await
}

/// The payment that paid an order: it holds money and was not given back as a second or late one.
pub(super) async fn payment_of_order(read: &mut Read, order: OrderId) -> Result<Option<PaymentRow>, DbError> {
    Ok(payments_of_order(read, order).await?.into_iter().next().map(|(payment, _)| payment))
}

/// The payments that paid an order, oldest first, each with what is left of it: one, or one for each shipment paid in cash.
pub(super) async fn payments_of_order(
    read: &mut Read,
    order: OrderId,
) -> Result<Vec<(PaymentRow, Paise)>, DbError> {
    let rows: Vec<PaidRow> = read
        .rows(
            sql!(
                "select p.id, p.intent_id, p.gateway, p.gateway_payment, p.method, p.amount_paise, p.fee_paise, p.status, p.version, p.trail,
                        p.amount_paise - (select cast(coalesce(sum(r.amount_paise), 0) as bigint)
                                            from refund r where r.payment_id = p.id)
                   from payment p join payment_intent i on i.id = p.intent_id
                  where i.order_id = $1 and p.status in ('captured', 'refunded')
                    and not exists (select 1 from refund r where r.payment_id = p.id and r.about in ('double', 'late'))
                  order by p.made_at_ms, p.id limit $2"
            ),
            params![order, PARTS],
        )
        .await?;
    Ok(rows.into_iter().map(PaidRow::split).collect())
}

store::row! {
    /// A payment with what is left of it.
    pub struct PaidRow {
        /// Its id.
        pub id: PaymentId,
        /// Its intent.
        pub intent: PaymentIntentId,
        /// Through whom it came.
        pub gateway: String,
        /// The gateway's id of it.
        pub gateway_payment: String,
        /// How it was paid.
        pub method: String,
        /// What was paid.
        pub amount: Paise,
        /// What the gateway keeps.
        pub fee: Paise,
        /// How it stands.
        pub status: PaymentStatus,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
        /// What has not been asked back.
        pub left: Paise,
    }
}

impl PaidRow {
    fn split(self) -> (PaymentRow, Paise) {
        let PaidRow {
            id,
            intent,
            gateway,
            gateway_payment,
            method,
            amount,
            fee,
            status,
            version,
            trail,
            left,
        } = self;
        (
            PaymentRow { id, intent, gateway, gateway_payment, method, amount, fee, status, version, trail },
            left,
        )
    }
}

/// A payment seen for the first time.
pub(super) async fn insert_payment(
    tx: &mut Tx,
    id: PaymentId,
    (intent, gateway): (PaymentIntentId, &str),
    report: &PaymentReport,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into payment (id, intent_id, gateway_payment, amount_paise, fee_paise, method, status, reason,
                                  made_at_ms, version, trail, bank_reference, gateway)
             values ($1, $2, $3, $4, 0, $5, $6, $7, $8, 1, $9, $10, $11)"
        ),
        params![
            id,
            intent,
            report.gateway_payment,
            report.amount,
            report.method,
            report.status,
            report.reason,
            now,
            trail.clone(),
            report.bank_reference,
            gateway
        ],
    )
    .await
}

/// Moves a payment unless someone moved it since. `false`: they did.
pub(super) async fn move_payment(
    tx: &mut Tx,
    row: &PaymentRow,
    report: &PaymentReport,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update payment
                    set status = $3, reason = $4, trail = $5, version = version + 1,
                        bank_reference = case when $6 = '' then bank_reference else $6 end
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, report.status, report.reason, trail.clone(), report.bank_reference],
        )
        .await?;
    Ok(changed == 1)
}

/// The payments of an order for its page, newest first.
pub(super) async fn payment_lines(read: &mut Read, order: OrderId) -> Result<Vec<PaymentLine>, DbError> {
    read.rows(
        sql!(
            "select p.status, p.method, p.amount_paise, p.reason, p.made_at_ms
               from payment p join payment_intent i on i.id = p.intent_id
              where i.order_id = $1 order by p.made_at_ms desc, p.id desc limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// Keeps what a gateway sent, word for word, unless the event is known. `false`: it is.
pub(super) async fn insert_event(
    tx: &mut Tx,
    gateway: Gateway,
    event_id: &str,
    signature: &str,
    body: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let body = tx.seal_for_house(Spot { column: EVENT_BODY, row: &format!("{gateway} {event_id}") }, body)?;
    let changed = tx
        .exec(
            sql!(
                "insert into payment_event (gateway, event_id, signature, body_sealed, received_at_ms, outcome)
                 values ($1, $2, $3, $4, $5, 'waiting') on conflict (gateway, event_id) do nothing"
            ),
            params![gateway, event_id, signature, body, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A stored event.
pub(super) async fn event(
    read: &mut Read,
    gateway: Gateway,
    event_id: &str,
) -> Result<Option<StoredEvent>, DbError> {
    let row = read
        .row(
            sql!("select signature, body_sealed, outcome from payment_event where gateway = $1 and event_id = $2"),
            params![gateway, event_id],
        )
        .await?;
    let Some((signature, body, outcome)): Option<(String, Sealed, String)> = row else { return Ok(None) };
    if body.is_empty() {
        return Ok(Some(StoredEvent { signature, body: String::new(), outcome }));
    }
    let spot = Spot { column: EVENT_BODY, row: &format!("{gateway} {event_id}") };
    Ok(Some(StoredEvent { signature, body: read.open_for_house(spot, &body)?, outcome }))
}

/// Wipes what events said that were digested before a moment; that they came, and what became of them, stays.
pub(super) async fn wipe_events(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(
        sql!("update payment_event set body_sealed = '' where digested_at_ms < $1 and body_sealed <> ''"),
        params![before],
    )
    .await
}

/// Writes down what became of an event.
pub(super) async fn close_event(
    tx: &mut Tx,
    gateway: Gateway,
    event_id: &str,
    outcome: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update payment_event set outcome = $3, digested_at_ms = $4
              where gateway = $1 and event_id = $2 and outcome in ('waiting', 'unknown')"
        ),
        params![gateway, event_id, outcome, now],
    )
    .await
}

store::row! {
    /// A refund as acts need it.
    pub struct RefundRow {
        /// Its id.
        pub id: RefundId,
        /// The order it belongs to.
        pub order: OrderId,
        /// Through whom it came and goes back.
        pub gateway: String,
        /// The gateway's id of the payment it takes money from.
        pub gateway_payment: String,
        /// What goes back.
        pub amount: Paise,
        /// How it stands.
        pub status: Refund,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

impl RefundRow {
    /// The payment company; none where it was paid at the door.
    pub fn company(&self) -> Option<Gateway> {
        self.gateway.parse().ok()
    }
}

pub(super) struct NewRefund<'a> {
    pub id: RefundId,
    pub payment: PaymentId,
    pub order: OrderId,
    pub about: &'a str,
    pub reason: &'a str,
    pub amount: Paise,
    pub trail: &'a Trail,
}

/// A refund, if the payment still has that much. The condition is in the statement: however many ask at once, the sum of
/// refunds never exceeds what was captured. `false`: it would, or this very thing was refunded before.
pub(super) async fn insert_refund(tx: &mut Tx, new: &NewRefund<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into refund (id, payment_id, order_id, about, reason, amount_paise, status, asked_at_ms, version,
                                     trail)
                 select $1, p.id, $3, $4, $5, $6, 'asked', $7, 1, $8
                   from payment p
                  where p.id = $2 and p.status in ('captured', 'refunded')
                    and p.amount_paise >= $6 + (select coalesce(cast(sum(r.amount_paise) as bigint), 0)
                                                  from refund r where r.payment_id = p.id)
                 on conflict (payment_id, about) do nothing"
            ),
            params![new.id, new.payment, new.order, new.about, new.reason, new.amount, now, new.trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// A refund by its id.
pub(super) async fn refund(read: &mut Read, id: RefundId) -> Result<Option<RefundRow>, DbError> {
    read.row(
        sql!(
            "select r.id, r.order_id, p.gateway, p.gateway_payment, r.amount_paise, r.status, r.version, r.trail
               from refund r join payment p on p.id = r.payment_id where r.id = $1"
        ),
        params![id],
    )
    .await
}

/// Moves a refund unless someone moved it since. `false`: they did.
pub(super) async fn move_refund(
    tx: &mut Tx,
    row: &RefundRow,
    to: Refund,
    gateway_refund: Option<&str>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = matches!(to, Refund::Processed | Refund::Failed).then_some(now);
    let changed = tx
        .exec(
            sql!(
                "update refund
                    set status = $3, gateway_refund = coalesce($4, gateway_refund), trail = $5, version = version + 1, ended_at_ms = $6
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, gateway_refund, trail.clone(), ended],
        )
        .await?;
    Ok(changed == 1)
}

/// The refunds of an order, oldest first.
pub(super) async fn refunds_of(read: &mut Read, order: OrderId) -> Result<Vec<RefundView>, DbError> {
    read.rows(
        sql!(
            "select about, reason, amount_paise, status, asked_at_ms, ended_at_ms
               from refund where order_id = $1 order by asked_at_ms, id limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// Remembers the gateway's fee of a payment.
pub(super) async fn set_fee(tx: &mut Tx, id: PaymentId, fee: Paise) -> Result<(), DbError> {
    tx.put(sql!("update payment set fee_paise = $2 where id = $1"), params![id, fee]).await
}

/// Whether an intent waits to be paid.
pub(super) async fn intent_is_open(read: &mut Read, id: PaymentIntentId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(*) from payment_intent where id = $1 and state = 'open'"), params![id])
        .await?;
    Ok(count == 1)
}
