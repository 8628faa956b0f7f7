//! The statements behind «money left my account».

use kernel::ids::OrderId;
use kernel::{Limit, Paise, Time};
use store::{DbError, Read, params, sql};

use super::lost::Fact;

/// What our books say of the payments for an order, newest first.
pub(super) async fn of_order(read: &mut Read, order: OrderId, limit: Limit) -> Result<Vec<Fact>, DbError> {
    read.rows(
        sql!(
            "select o.code, p.status, p.method, p.amount_paise, p.made_at_ms, p.bank_reference,
                    r.status, r.asked_at_ms, r.ended_at_ms, r.gateway_refund
               from payment p
               join payment_intent i on i.id = p.intent_id
               join buyer_order o on o.id = i.order_id
               left join refund r on r.payment_id = p.id and r.about in ('late', 'double')
              where i.order_id = $1 and i.gateway not in ('cash', 'printed', 'deposit')
              order by p.made_at_ms desc, p.id desc limit $2"
        ),
        params![order, limit],
    )
    .await
}

/// The same of the payment with this reference of the bank, this amount, in this span of time.
pub(super) async fn by_reference(
    read: &mut Read,
    (reference, amount): (&str, Paise),
    (from, to): (Time, Time),
) -> Result<Option<Fact>, DbError> {
    read.row(
        sql!(
            "select o.code, p.status, p.method, p.amount_paise, p.made_at_ms, p.bank_reference,
                    r.status, r.asked_at_ms, r.ended_at_ms, r.gateway_refund
               from payment p
               join payment_intent i on i.id = p.intent_id
               join buyer_order o on o.id = i.order_id
               left join refund r on r.payment_id = p.id and r.about in ('late', 'double')
              where p.bank_reference = $1 and p.bank_reference <> '' and p.amount_paise = $2 and p.made_at_ms >= $3 and p.made_at_ms < $4
              order by p.made_at_ms desc, p.id desc limit 1"
        ),
        params![reference, amount, from, to],
    )
    .await
}

/// Orders of an amount that were opened at the gateway in a span of time and are not known to be paid.
pub(super) async fn could_be(
    read: &mut Read,
    amount: Paise,
    (from, to): (Time, Time),
    limit: Limit,
) -> Result<Vec<(OrderId,)>, DbError> {
    read.rows(
        sql!(
            "select i.order_id from payment_intent i
              where i.amount_paise = $1 and i.made_at_ms >= $2 and i.made_at_ms < $3
                and i.gateway_order is not null and i.state <> 'paid'
              order by i.made_at_ms desc limit $4"
        ),
        params![amount, from, to, limit],
    )
    .await
}
