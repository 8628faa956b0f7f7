//! Every statement on refunds that are paid out at a hub, in life order.

use kernel::ids::{HubId, OrderId, PersonId, RefundAtHubId, RefundId};
use kernel::{Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::at_hub::AtHub;
use crate::audit::Trail;

/// What a refund gives back, if its way is closed: the bank would not take it, it came in cash, or to the printed code and a bank's
/// statement has shown that it did.
pub(super) async fn closed(read: &mut Read, id: RefundId) -> Result<Option<Paise>, DbError> {
    let row: Option<(Paise,)> = read
        .row(
            sql!(
                "select r.amount_paise from refund r join payment p on p.id = r.payment_id
                  where r.id = $1 and (r.status = 'failed' or (r.status = 'asked' and (p.method in ('cash', 'deposit') or (p.method = 'printed'
                         and exists (select 1 from bank_line b where b.matched_kind = 'printed_upi' and b.matched_about = r.order_id)))))"
            ),
            params![id],
        )
        .await?;
    Ok(row.map(|(amount,)| amount))
}

/// A refund shall be paid out at a hub. `false`: it is on a way already, to a hub or an address.
pub(super) async fn insert(
    tx: &mut Tx,
    id: RefundAtHubId,
    (refund, hub, amount): (RefundId, HubId, Paise),
    by: PersonId,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into refund_at_hub (id, refund_id, hub_id, amount_paise, state, asked_by, asked_at_ms, code_hash,
                                            tries_left, signed_by, version, trail)
                 select $1, $2, $3, $4, 'asked', $5, $6, '', 5, '', 1, $7
                  where not exists (select 1 from refund_at_hub h where h.refund_id = $2 and h.state <> 'refused')
                    and not exists (select 1 from refund_to_upi u
                                     where u.refund_id = $2 and u.state not in ('invalid', 'returned', 'refused'))"
            ),
            params![id, refund, hub, amount, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// One as acts need it.
    pub struct AtHubRow {
        /// Its id.
        pub id: RefundAtHubId,
        /// The refund.
        pub refund: RefundId,
        /// The order it belongs to.
        pub order: OrderId,
        /// The hub.
        pub hub: HubId,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: AtHub,
        /// Who asked.
        pub asked_by: PersonId,
        /// The hash of the code.
        pub code_hash: String,
        /// How often it may still be tried.
        pub tries_left: i64,
        /// The how-manieth code it is.
        pub codes_sent: i64,
        /// When it went out; the first one when it was agreed to.
        pub code_sent_at: Time,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

macro_rules! rows {
    ($rest:literal) => {
        sql!(
            "select h.id, h.refund_id, r.order_id, h.hub_id, h.amount_paise, h.state, h.asked_by, h.code_hash, h.tries_left,
                    h.codes_sent, h.code_sent_at_ms, h.version, h.trail
               from refund_at_hub h join refund r on r.id = h.refund_id ",
            $rest
        )
    };
}

/// One by its id.
pub(super) async fn row(read: &mut Read, id: RefundAtHubId) -> Result<Option<AtHubRow>, DbError> {
    read.row(rows!("where h.id = $1"), params![id]).await
}

/// The living one of a buyer's refund.
pub(super) async fn row_of(
    read: &mut Read,
    refund: RefundId,
    buyer: PersonId,
) -> Result<Option<AtHubRow>, DbError> {
    read.row(
        rows!("join buyer_order o on o.id = r.order_id where h.refund_id = $1 and o.person_id = $2 and h.state <> 'refused'"),
        params![refund, buyer],
    )
    .await
}

/// Another code takes the place of the last. `false`: somebody was faster.
pub(super) async fn renew_code(
    tx: &mut Tx,
    row: &AtHubRow,
    hash: &str,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update refund_at_hub
                    set code_hash = $3, tries_left = 5, codes_sent = codes_sent + 1, code_sent_at_ms = $4, trail = $5,
                        version = version + 1
                  where id = $1 and version = $2 and state = 'agreed'"
            ),
            params![row.id, row.version, hash, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Its buyer goes another way. `false`: somebody was faster.
pub(super) async fn leave(tx: &mut Tx, row: &AtHubRow, trail: &Trail) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update refund_at_hub set state = 'refused', trail = $3, version = version + 1
                  where id = $1 and version = $2 and state = 'agreed'"
            ),
            params![row.id, row.version, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// It is agreed to. `false`: somebody was faster.
pub(super) async fn agree(
    tx: &mut Tx,
    row: &AtHubRow,
    by: PersonId,
    hash: &str,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update refund_at_hub
                    set state = 'agreed', decided_by = $3, decided_at_ms = $4, code_sent_at_ms = $4, code_hash = $5, trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, by, now, hash, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// It is not. `false`: somebody was faster.
pub(super) async fn refuse(
    tx: &mut Tx,
    row: &AtHubRow,
    by: PersonId,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update refund_at_hub
                    set state = 'refused', decided_by = $3, decided_at_ms = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Its code stands on a receipt.
pub(super) async fn goes_by_receipt(tx: &mut Tx, id: RefundAtHubId) -> Result<(), DbError> {
    tx.put(sql!("update refund_at_hub set by_receipt = 1 where id = $1"), params![id]).await
}

/// Gives the tries of codes on receipts back.
pub(super) async fn restore_tries(tx: &mut Tx) -> Result<u64, DbError> {
    tx.exec(
        sql!("update refund_at_hub set tries_left = 5 where by_receipt = 1 and state = 'agreed' and tries_left < 5"),
        params![],
    )
    .await
}

/// Takes one try from a code.
pub(super) async fn spend_try(tx: &mut Tx, id: RefundAtHubId) -> Result<(), DbError> {
    tx.put(
        sql!("update refund_at_hub set tries_left = tries_left - 1 where id = $1 and tries_left > 0"),
        params![id],
    )
    .await
}

/// It is paid out. `false`: somebody was faster.
pub(super) async fn pay(
    tx: &mut Tx,
    row: &AtHubRow,
    (by, signed): (PersonId, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update refund_at_hub
                    set state = 'paid', paid_by = $3, paid_at_ms = $4, signed_by = $5, trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, by, now, signed, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A refund whose way back is closed.
    pub struct ClosedWay {
        /// Which.
        pub refund: RefundId,
        /// Of which order.
        pub order_code: String,
        /// How much.
        pub amount: Paise,
        /// Why it is given back.
        pub reason: String,
        /// Who wants it paid out at a hub, if it waits for a second person.
        pub asked_by: Option<PersonId>,
        /// Under which id.
        pub at_hub: Option<RefundAtHubId>,
    }
}

/// Refunds whose way back is closed and for which nothing is agreed yet, oldest first.
pub(super) async fn closed_ways(read: &mut Read, limit: Limit) -> Result<Vec<ClosedWay>, DbError> {
    read.rows(
        sql!(
            "select r.id, o.code, r.amount_paise, r.reason, h.asked_by, h.id
               from refund r
               join payment p on p.id = r.payment_id
               join buyer_order o on o.id = r.order_id
               left join refund_at_hub h on h.refund_id = r.id and h.state <> 'refused'
              where (r.status = 'failed' or (r.status = 'asked' and (p.method in ('cash', 'deposit') or (p.method = 'printed'
                         and exists (select 1 from bank_line b where b.matched_kind = 'printed_upi' and b.matched_about = r.order_id)))))
                and (h.id is null or h.state = 'asked')
                and not exists (select 1 from refund_to_upi u
                                 where u.refund_id = r.id and u.state not in ('invalid', 'returned', 'refused'))
              order by r.asked_at_ms, r.id limit $1"
        ),
        params![limit],
    )
    .await
}

store::row! {
    /// What is to be paid out at a hub.
    pub struct ToPay {
        /// Its id.
        pub id: RefundAtHubId,
        /// Of which order.
        pub order_code: String,
        /// How much.
        pub amount: Paise,
        /// How often the code may still be tried.
        pub tries_left: i64,
        /// Whether the code stands on a receipt: 1.
        pub by_receipt: i64,
    }
}

/// What is to be paid out at a hub, oldest first.
pub(super) async fn to_pay(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<ToPay>, DbError> {
    read.rows(
        sql!(
            "select h.id, o.code, h.amount_paise, h.tries_left, h.by_receipt
               from refund_at_hub h join refund r on r.id = h.refund_id join buyer_order o on o.id = r.order_id
              where h.hub_id = $1 and h.state = 'agreed' order by h.asked_at_ms, h.id limit $2"
        ),
        params![hub, limit],
    )
    .await
}
