//! Every statement on payouts, in life order.

use kernel::ids::{ClaimId, MakerId, ParcelId, PayoutBatchId, PayoutId, PersonId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::BatchState;
use super::machine::Payout;
use super::read::{Batch, Earning, Paid, PayoutView, SlipLine};
use crate::audit::Trail;

/// Makers paid in one batch; the next batch takes the rest.
pub(super) const BATCH: Limit = Limit::of(200);
/// Parcels looked at together, and most of one payout.
pub(super) const PARCELS: Limit = Limit::of(500);

/// A new batch.
pub(super) async fn insert_batch(
    tx: &mut Tx,
    id: PayoutBatchId,
    by: Option<PersonId>,
    swept: Option<Day>,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into payout_batch (id, state, made_by, swept_day, made_at_ms, version, trail)
             values ($1, 'drafted', $2, $3, $4, 1, $5)"
        ),
        params![id, by, swept, now, trail.clone()],
    )
    .await
}

/// A new payout of a batch.
pub(super) async fn insert_payout(
    tx: &mut Tx,
    id: PayoutId,
    batch: PayoutBatchId,
    maker: MakerId,
    amount: Paise,
    trail: &Trail,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into payout (id, batch_id, maker_id, amount_paise, state, reason, version, trail)
             values ($1, $2, $3, $4, 'drafted', '', 1, $5)"
        ),
        params![id, batch, maker, amount, trail.clone()],
    )
    .await
}

/// Ties a parcel to the payout that pays it; refused by its unique key if another one does.
pub(super) async fn insert_line(
    tx: &mut Tx,
    payout: PayoutId,
    parcel: ParcelId,
    amount: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into payout_line (payout_id, parcel_id, amount_paise) values ($1, $2, $3)"),
        params![payout, parcel, amount],
    )
    .await
}

/// Unties the parcels of a payout that came to nothing: they are due again, and so are the debts it had left off.
pub(super) async fn end_lines(tx: &mut Tx, payout: PayoutId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update payout_line set ended_at_ms = $2 where payout_id = $1 and ended_at_ms is null"),
        params![payout, now],
    )
    .await?;
    tx.exec(
        sql!("update payout_offset set ended_at_ms = $2 where payout_id = $1 and ended_at_ms is null"),
        params![payout, now],
    )
    .await?;
    Ok(())
}

/// Leaves a debt off a payout.
pub(super) async fn insert_offset(
    tx: &mut Tx,
    payout: PayoutId,
    claim: ClaimId,
    amount: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into payout_offset (payout_id, claim_id, amount_paise) values ($1, $2, $3)"),
        params![payout, claim, amount],
    )
    .await
}

store::row! {
    /// A batch as acts need it.
    pub struct BatchRow {
        /// Its id.
        pub id: PayoutBatchId,
        /// How it stands.
        pub state: BatchState,
        /// Who answers for it first; nobody yet, if the mart has put it together.
        pub made_by: Option<PersonId>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A batch.
pub(super) async fn batch_row(read: &mut Read, id: PayoutBatchId) -> Result<Option<BatchRow>, DbError> {
    read.row(sql!("select id, state, made_by, version, trail from payout_batch where id = $1"), params![id])
        .await
}

/// Approves a batch unless someone changed it since, nobody answers for it yet, or the same person does. `false`: one of these.
pub(super) async fn approve_batch(
    tx: &mut Tx,
    row: &BatchRow,
    by: PersonId,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update payout_batch
                    set state = 'approved', approved_by = $3, approved_at_ms = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2 and state = 'drafted' and made_by <> $3"
            ),
            params![row.id, row.version, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A payout as acts need it.
    pub struct PayoutRow {
        /// Its id.
        pub id: PayoutId,
        /// Whose it is.
        pub maker: MakerId,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub state: Payout,
        /// The bank's id of it.
        pub gateway_payout: Option<String>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// The payouts of a batch.
pub(super) async fn payouts_in(read: &mut Read, batch: PayoutBatchId) -> Result<Vec<PayoutRow>, DbError> {
    read.rows(
        sql!(
            "select id, maker_id, amount_paise, state, gateway_payout, version, trail
               from payout where batch_id = $1 order by id limit $2"
        ),
        params![batch, BATCH],
    )
    .await
}

/// One payout.
pub(super) async fn payout(read: &mut Read, id: PayoutId) -> Result<Option<PayoutRow>, DbError> {
    read.row(
        sql!("select id, maker_id, amount_paise, state, gateway_payout, version, trail from payout where id = $1"),
        params![id],
    )
    .await
}

/// What the bank says of a payout.
pub(super) struct Said<'a> {
    pub gateway_payout: Option<&'a str>,
    pub utr: Option<&'a str>,
    pub reason: &'a str,
}

/// Moves a payout unless someone moved it since, and says of its parcels whether their money is at the bank. `false`: they did.
pub(super) async fn move_payout(
    tx: &mut Tx,
    row: &PayoutRow,
    to: Payout,
    said: &Said<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = matches!(to, Payout::Settled | Payout::Returned | Payout::Cancelled).then_some(now);
    let changed = tx
        .exec(
            sql!(
                "update payout
                    set state = $3, gateway_payout = coalesce($4, gateway_payout), utr = coalesce($5, utr), reason = $6,
                        trail = $7, version = version + 1, ended_at_ms = $8
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, said.gateway_payout, said.utr, said.reason, trail.clone(), ended],
        )
        .await?;
    if changed == 1 && matches!(to, Payout::Settled | Payout::Returned) {
        let paid = ended.filter(|_| to == Payout::Settled);
        tx.exec(
            sql!(
                "update parcel set paid_at_ms = $2
                  where id in (select l.parcel_id from payout_line l where l.payout_id = $1)"
            ),
            params![row.id, paid],
        )
        .await?;
    }
    Ok(changed == 1)
}

/// Batches, newest first.
pub(super) async fn batches(read: &mut Read, limit: Limit) -> Result<Vec<Batch>, DbError> {
    read.rows(
        sql!(
            "select b.id, b.state, b.made_by, p.name, b.swept_day, b.made_at_ms, b.approved_at_ms,
                    (select count(*) from payout y where y.batch_id = b.id),
                    (select cast(coalesce(sum(y.amount_paise), 0) as bigint) from payout y where y.batch_id = b.id),
                    a.name
               from payout_batch b left join person p on p.id = b.made_by
               left join person a on a.id = b.approved_by
              order by b.made_at_ms desc, b.id desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// One batch for its page.
pub(super) async fn batch_head(read: &mut Read, id: PayoutBatchId) -> Result<Option<Batch>, DbError> {
    read.row(
        sql!(
            "select b.id, b.state, b.made_by, p.name, b.swept_day, b.made_at_ms, b.approved_at_ms,
                    (select count(*) from payout y where y.batch_id = b.id),
                    (select cast(coalesce(sum(y.amount_paise), 0) as bigint) from payout y where y.batch_id = b.id),
                    a.name
               from payout_batch b left join person p on p.id = b.made_by
               left join person a on a.id = b.approved_by
              where b.id = $1"
        ),
        params![id],
    )
    .await
}

/// The payouts of a batch for its page.
pub(super) async fn payout_views(read: &mut Read, batch: PayoutBatchId) -> Result<Vec<PayoutView>, DbError> {
    read.rows(
        sql!(
            "select y.id, m.id, m.name_hi, m.name_en, y.amount_paise, y.state, y.utr, y.reason, k.why, y.ended_at_ms,
                    (select count(*) from payout_line l where l.payout_id = y.id)
               from payout y join maker m on m.id = y.maker_id
               left join payout_return k on k.payout_id = y.id
              where y.batch_id = $1 order by y.id limit $2"
        ),
        params![batch, BATCH],
    )
    .await
}

/// The payouts of a maker, newest first.
pub(super) async fn payouts_of(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<PayoutView>, DbError> {
    read.rows(
        sql!(
            "select y.id, m.id, m.name_hi, m.name_en, y.amount_paise, y.state, y.utr, y.reason, k.why, y.ended_at_ms,
                    (select count(*) from payout_line l where l.payout_id = y.id)
               from payout y join maker m on m.id = y.maker_id
               left join payout_return k on k.payout_id = y.id
              where y.maker_id = $1 and y.state in ('approved', 'sent', 'settled', 'returned')
              order by y.id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// One payout of a maker.
pub(super) async fn payout_of(
    read: &mut Read,
    maker: MakerId,
    id: PayoutId,
) -> Result<Option<PayoutView>, DbError> {
    read.row(
        sql!(
            "select y.id, m.id, m.name_hi, m.name_en, y.amount_paise, y.state, y.utr, y.reason, k.why, y.ended_at_ms,
                    (select count(*) from payout_line l where l.payout_id = y.id)
               from payout y join maker m on m.id = y.maker_id
               left join payout_return k on k.payout_id = y.id
              where y.id = $1 and y.maker_id = $2 and y.state in ('approved', 'sent', 'settled', 'returned')"
        ),
        params![id, maker],
    )
    .await
}

/// The parcels a payout pays, with what makes up their sums.
pub(super) async fn slip_lines(read: &mut Read, id: PayoutId) -> Result<Vec<SlipLine>, DbError> {
    read.rows(
        sql!(
            "select p.code, p.ended_at_ms, p.goods_paise, p.maker_paise, coalesce(b.freight_tax_paise, 0),
                    coalesce(w.tcs_cgst_paise + w.tcs_sgst_paise + w.tcs_igst_paise, 0), coalesce(w.tds_paise, 0),
                    l.amount_paise, coalesce(a.amount_paise - a.debt_paise, 0)
               from payout_line l
               join parcel p on p.id = l.parcel_id
               left join parcel_advance a on a.parcel_id = p.id and a.state = 'netted'
               left join withheld w on w.source = p.id and w.seller_id = p.maker_id
               left join bill b on b.parcel_id = p.id and b.seller_id = p.maker_id
                    and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')
              where l.payout_id = $1 order by p.ended_at_ms, p.id limit $2"
        ),
        params![id, PARCELS],
    )
    .await
}

/// What the bank is carrying to a maker and what it has brought.
pub(super) async fn paid(read: &mut Read, maker: MakerId) -> Result<Paid, DbError> {
    read.one(
        sql!(
            "select cast(coalesce(sum(case when state = 'sent' then amount_paise else 0 end), 0) as bigint),
                    cast(coalesce(sum(case when state = 'settled' then amount_paise else 0 end), 0) as bigint)
               from payout where maker_id = $1"
        ),
        params![maker],
    )
    .await
}

/// What a maker has earned, parcel by parcel, newest first, and how each was paid.
pub(super) async fn earnings(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Earning>, DbError> {
    read.rows(
        sql!(
            "select p.code, p.ended_at_ms, p.goods_paise, p.payable_paise, coalesce(b.freight_tax_paise, 0),
                    coalesce(w.tcs_cgst_paise + w.tcs_sgst_paise + w.tcs_igst_paise + w.tds_paise, 0), y.id, y.state, y.utr,
                    y.ended_at_ms, coalesce(a.amount_paise - a.debt_paise, 0)
               from parcel p
               left join parcel_advance a on a.parcel_id = p.id and a.state = 'netted'
               left join payout_line l on l.parcel_id = p.id and l.ended_at_ms is null
               left join payout y on y.id = l.payout_id
               left join withheld w on w.source = p.id and w.seller_id = p.maker_id
               left join bill b on b.parcel_id = p.id and b.seller_id = p.maker_id
                    and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')
              where p.maker_id = $1 and p.state = 'delivered'
              order by p.ended_at_ms desc, p.id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// What a maker has earned with parcels delivered since a moment, with what she had ahead of them.
pub(super) async fn earned_since(read: &mut Read, maker: MakerId, since: Time) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(p.payable_paise + coalesce(a.amount_paise - a.debt_paise, 0)), 0) as bigint)
                   from parcel p left join parcel_advance a on a.parcel_id = p.id and a.state = 'netted'
                  where p.maker_id = $1 and p.state = 'delivered' and p.ended_at_ms >= $2"
            ),
            params![maker, since],
        )
        .await?;
    Ok(sum)
}
