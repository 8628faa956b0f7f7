//! The statements on the ways of a payment.

use kernel::ids::{OrderId, PaymentIntentId};
use kernel::payment::Gateway;
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::sql::IntentRow;
use super::ways::Way;
use crate::audit::Trail;
use crate::gateways::Payers;

/// The intent that goes through a company now, by what that has opened.
pub(super) async fn intent_now(
    read: &mut Read,
    gateway: Gateway,
    gateway_order: &str,
) -> Result<Option<IntentRow>, DbError> {
    read.row(
        sql!(
            "select id, order_id, amount_paise, gateway, gateway_order, state, payers, page, way_no, version, trail
               from payment_intent where gateway_order = $2 and gateway = $1"
        ),
        params![gateway, gateway_order],
    )
    .await
}

/// The intent that went through a company before, by what that had opened.
pub(super) async fn intent_before(
    read: &mut Read,
    gateway: Gateway,
    gateway_order: &str,
) -> Result<Option<IntentRow>, DbError> {
    read.row(
        sql!(
            "select i.id, i.order_id, i.amount_paise, i.gateway, i.gateway_order, i.state, i.payers, i.page, i.way_no,
                    i.version, i.trail
               from payment_left l join payment_intent i on i.id = l.intent_id
              where l.gateway = $1 and l.gateway_order = $2"
        ),
        params![gateway, gateway_order],
    )
    .await
}

/// Keeps what was opened with a company that a payment leaves.
pub(super) async fn insert_left(
    tx: &mut Tx,
    gateway: &str,
    gateway_order: &str,
    intent: PaymentIntentId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into payment_left (gateway, gateway_order, intent_id, left_at_ms)
             values ($1, $2, $3, $4) on conflict (gateway, gateway_order) do nothing"
        ),
        params![gateway, gateway_order, intent, now],
    )
    .await
}

/// From here on an intent goes through another company, unless somebody moved it since. `false`: they did.
pub(super) async fn reroute(
    tx: &mut Tx,
    row: &IntentRow,
    (gateway, payers): (Gateway, Payers),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update payment_intent
                    set gateway = $3, payers = $4, gateway_order = null, page = null, way_no = way_no + 1, trail = $5,
                        version = version + 1
                  where id = $1 and version = $2 and state = 'open'"
            ),
            params![row.id, row.version, gateway, payers, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// What waits to be paid and has waited since before a moment, oldest first.
pub(super) async fn open(read: &mut Read, before: Time, limit: Limit) -> Result<Vec<Way>, DbError> {
    read.rows(
        sql!(
            "select order_id, gateway, gateway_order from payment_intent
              where state = 'open' and gateway_order is not null and made_at_ms < $1
              order by made_at_ms limit $2"
        ),
        params![before, limit],
    )
    .await
}

/// What was left since a moment, oldest first.
pub(super) async fn left_since(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Way>, DbError> {
    read.rows(
        sql!(
            "select i.order_id, l.gateway, l.gateway_order
               from payment_left l join payment_intent i on i.id = l.intent_id
              where l.left_at_ms >= $1 and (i.gateway_order is null or i.gateway_order <> l.gateway_order)
              order by l.left_at_ms limit $2"
        ),
        params![since, limit],
    )
    .await
}

/// All that was ever opened for an order.
pub(super) async fn of_order(read: &mut Read, order: OrderId, limit: Limit) -> Result<Vec<Way>, DbError> {
    read.rows(
        sql!(
            "select i.order_id, i.gateway, i.gateway_order
               from payment_intent i where i.order_id = $1 and i.gateway_order is not null
              union
             select i.order_id, l.gateway, l.gateway_order
               from payment_intent i join payment_left l on l.intent_id = i.id where i.order_id = $1
              limit $2"
        ),
        params![order, limit],
    )
    .await
}
