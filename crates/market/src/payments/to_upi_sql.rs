//! Every statement on refunds that go to a UPI address, in life order.

use kernel::ids::{OrderId, PersonId, RefundId, RefundToUpiId};
use kernel::india::Vpa;
use kernel::{Limit, Paise, Time};
use store::{DbError, Personal, Read, Sealed, Tx, params, sql};

use super::Refund;
use super::at_hub::AtHub;
use super::to_upi::ToUpi;
use crate::audit::Trail;
use crate::personal::{self, REFUND_UPI, REFUND_UPI_NAME};

/// What a refund of a buyer gives back, if its way is closed: the bank would not take it, or it came in cash.
pub(super) async fn closed_of(
    read: &mut Read,
    id: RefundId,
    buyer: PersonId,
) -> Result<Option<Paise>, DbError> {
    let row: Option<(Paise,)> = read
        .row(
            sql!(
                "select r.amount_paise
                   from refund r join payment p on p.id = r.payment_id join buyer_order o on o.id = r.order_id
                  where r.id = $1 and o.person_id = $2
                    and (r.status = 'failed' or (r.status = 'asked' and (p.method in ('cash', 'deposit') or (p.method = 'printed'
                         and exists (select 1 from bank_line b where b.matched_kind = 'printed_upi' and b.matched_about = r.order_id)))))"
            ),
            params![id, buyer],
        )
        .await?;
    Ok(row.map(|(amount,)| amount))
}

/// A refund shall go to this address. `false`: it is on a way already, to an address or to a hub.
pub(super) async fn insert(
    tx: &mut Tx,
    id: RefundToUpiId,
    (refund, amount): (RefundId, Paise),
    (by, address): (PersonId, &Sealed),
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into refund_to_upi (id, refund_id, amount_paise, address_sealed, state, given_by, given_at_ms, why, version, trail)
                 select $1, $2, $3, $4, 'given', $5, $6, '', 1, $7
                  where not exists (select 1 from refund_to_upi u
                                     where u.refund_id = $2 and u.state not in ('invalid', 'returned', 'refused'))
                    and not exists (select 1 from refund_at_hub h where h.refund_id = $2 and h.state <> 'refused')"
            ),
            params![id, refund, amount, address.clone(), by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// One as acts need it.
    pub struct ToUpiRow {
        /// Its id.
        pub id: RefundToUpiId,
        /// The refund.
        pub refund: RefundId,
        /// The order it belongs to.
        pub order: OrderId,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: ToUpi,
        /// Who gave the address.
        pub given_by: PersonId,
        /// How the names agree.
        pub score: Option<i64>,
        /// Who wants it paid.
        pub asked_by: Option<PersonId>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// One by its id.
pub(super) async fn row(read: &mut Read, id: RefundToUpiId) -> Result<Option<ToUpiRow>, DbError> {
    read.row(
        sql!(
            "select u.id, u.refund_id, r.order_id, u.amount_paise, u.state, u.given_by, u.score, u.asked_by, u.version, u.trail
               from refund_to_upi u join refund r on r.id = u.refund_id where u.id = $1"
        ),
        params![id],
    )
    .await
}

/// The address; none if its buyer is erased.
pub(super) async fn address(read: &mut Read, row: &ToUpiRow) -> Result<Option<Vpa>, DbError> {
    let (mut address,): (Personal<String>,) =
        read.one(sql!("select address_sealed from refund_to_upi where id = $1"), params![row.id]).await?;
    personal::open(read, REFUND_UPI, &row.given_by, &row.id, &mut address).await?;
    Ok(address.get().and_then(|address| Vpa::typed(address)))
}

/// The name at the bank.
pub(super) async fn name(read: &mut Read, row: &ToUpiRow) -> Result<String, DbError> {
    let (mut name,): (Option<Personal<String>>,) =
        read.one(sql!("select name_sealed from refund_to_upi where id = $1"), params![row.id]).await?;
    personal::open_some(read, REFUND_UPI_NAME, &row.given_by, &row.id, &mut name).await?;
    Ok(name.as_ref().and_then(|name| name.get()).cloned().unwrap_or_default())
}

/// What the buyer is called where she signs in; empty if she is erased.
pub(super) async fn name_of_buyer(read: &mut Read, id: PersonId) -> Result<String, DbError> {
    let row: Option<(String,)> = read.row(sql!("select name from person where id = $1"), params![id]).await?;
    Ok(row.map(|(name,)| name).unwrap_or_default())
}

/// What is written down when it moves.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub name: Option<&'a Sealed>,
    pub score: Option<i64>,
    pub asked_by: Option<PersonId>,
    pub decided_by: Option<PersonId>,
    pub why: Option<&'a str>,
    pub gateway_payout: Option<&'a str>,
    pub utr: Option<&'a str>,
}

/// Moves it unless someone moved it since. `false`: they did.
pub(super) async fn move_row(
    tx: &mut Tx,
    row: &ToUpiRow,
    to: ToUpi,
    said: &Said<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = (to == ToUpi::Paid || !to.lives()).then_some(now);
    let changed = tx
        .exec(
            sql!(
                "update refund_to_upi
                    set state = $3, name_sealed = coalesce($4, name_sealed), score = coalesce($5, score),
                        asked_by = coalesce($6, asked_by), decided_by = coalesce($7, decided_by),
                        gateway_payout = coalesce($8, gateway_payout), utr = coalesce($9, utr),
                        why = coalesce($10, why), ended_at_ms = $11, trail = $12, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                to,
                said.name.cloned(),
                said.score,
                said.asked_by,
                said.decided_by,
                said.gateway_payout,
                said.utr,
                said.why,
                ended,
                trail.clone()
            ],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A refund to a UPI address as finance sees it.
    pub struct UpiWay {
        /// Its id.
        pub id: RefundToUpiId,
        /// Of which order.
        pub order: OrderId,
        /// Its code.
        pub order_code: String,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: ToUpi,
        /// How the names agree, by rule.
        pub score: Option<i64>,
        /// Who wants it paid.
        pub asked_by: Option<PersonId>,
        /// Why, in her words.
        pub why: String,
        /// Whose order it is.
        pub buyer: PersonId,
        /// The address.
        pub address: Personal<String>,
        /// The name at the bank.
        pub name: Option<Personal<String>>,
        /// When it was given.
        pub given_at: Time,
    }
}

macro_rules! ways {
    ($which:literal) => {
        sql!(
            "select u.id, o.id, o.code, u.amount_paise, u.state, u.score, u.asked_by, u.why, u.given_by, u.address_sealed,
                    u.name_sealed, u.given_at_ms
               from refund_to_upi u join refund r on r.id = u.refund_id join buyer_order o on o.id = r.order_id
              where ",
            $which
        )
    };
}

async fn open_way(read: &mut Read, way: &mut UpiWay) -> Result<(), DbError> {
    let (buyer, id) = (way.buyer, way.id);
    personal::open(read, REFUND_UPI, &buyer, &id, &mut way.address).await?;
    personal::open_some(read, REFUND_UPI_NAME, &buyer, &id, &mut way.name).await
}

/// Those that wait for a name, a person or the bank, oldest first.
pub(super) async fn waiting(read: &mut Read, limit: Limit) -> Result<Vec<UpiWay>, DbError> {
    let asked = ways!(
        "u.state in ('given', 'checked', 'asked', 'approved', 'sent') order by u.given_at_ms, u.id limit $1"
    );
    let mut ways: Vec<UpiWay> = read.rows(asked, params![limit]).await?;
    for way in &mut ways {
        open_way(read, way).await?;
    }
    Ok(ways)
}

/// One as finance sees it.
pub(super) async fn way(read: &mut Read, id: RefundToUpiId) -> Result<Option<UpiWay>, DbError> {
    let mut way: Option<UpiWay> = read.row(ways!("u.id = $1"), params![id]).await?;
    if let Some(way) = &mut way {
        open_way(read, way).await?;
    }
    Ok(way)
}

store::row! {
    /// A refund whose way back is or was closed, as its buyer sees it.
    pub struct OwnWay {
        /// Which.
        pub refund: RefundId,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub refund_state: Refund,
        /// How the newest address stands that she gave.
        pub upi: Option<ToUpi>,
        /// How it stands at a hub, if it goes there.
        pub at_hub: Option<AtHub>,
        /// That hub in Hindi.
        pub hub_hi: Option<String>,
        /// And in English.
        pub hub_en: Option<String>,
    }
}

/// Refunds of an order whose way back is or was closed, oldest first.
pub(super) async fn own(read: &mut Read, order: OrderId, limit: Limit) -> Result<Vec<OwnWay>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.amount_paise, r.status, u.state, h.state, b.name_hi, b.name_en
               from refund r
               join payment p on p.id = r.payment_id
               left join refund_to_upi u on u.refund_id = r.id
                     and (u.state not in ('invalid', 'returned', 'refused')
                          or not exists (select 1 from refund_to_upi n
                                          where n.refund_id = r.id
                                            and (n.id > u.id or n.state not in ('invalid', 'returned', 'refused'))))
               left join refund_at_hub h on h.refund_id = r.id and h.state <> 'refused'
               left join hub b on b.id = h.hub_id
              where r.order_id = $1
                and (r.status = 'failed' or p.method in ('cash', 'printed', 'deposit') or u.id is not null or h.id is not null)
              order by r.asked_at_ms, r.id limit $2"
        ),
        params![order, limit],
    )
    .await
}
