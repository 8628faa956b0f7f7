//! What is due to makers: delivered parcels, parts that are paid ahead, and debts that come off; and how payouts tie to parts ahead.

use kernel::ids::{ClaimId, MakerId, ParcelId, PayoutId};
use kernel::{Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::drafting::What;
use super::read::{Due, SlipBeside};
use super::sql::{BATCH, PARCELS};

/// Delivered parcels that no living payout pays and no photo at a door holds today (`$1`), and the parts ahead of others; between what is
/// asked of them and the rest.
macro_rules! of_due {
    ($asked:literal, $rest:literal) => {
        sql!(
            "select ",
            $asked,
            " from (select u.maker_id, u.parcel_id, u.place, u.amount_paise, u.at_ms, u.what
                      from (select p.maker_id, p.id as parcel_id, p.id as place, p.payable_paise as amount_paise, p.ended_at_ms as at_ms,
                                   'rest' as what, p.shipment_id as waits_for
                              from parcel p
                             where p.state = 'delivered' and p.payable_paise > 0 and p.paid_at_ms is null
                               and not exists (select 1 from payout_line l where l.parcel_id = p.id and l.ended_at_ms is null)
                             union all
                            select a.maker_id, a.parcel_id, a.parcel_id || '+', a.amount_paise, a.given_at_ms,
                                   'ahead', case when a.state = 'netted' then q.shipment_id end
                              from parcel_advance a join parcel q on q.id = a.parcel_id
                             where a.state in ('given', 'netted', 'taken_back')
                               and not exists (select 1 from payout_advance l
                                                where l.parcel_id = a.parcel_id and l.what = 'pays' and l.ended_at_ms is null)) u
                     where not exists (select 1 from door_photo h
                                        where h.shipment_id = u.waits_for
                                          and ((h.state = 'unsaid' and h.held_until_day >= $1)
                                               or (h.state = 'not_mine' and exists
                                                   (select 1 from complaint k where k.id = h.complaint_id
                                                       and k.state in ('opened', 'acknowledged', 'reopened')))))) d ",
            $rest
        )
    };
}

/// What is owed per maker: what is due, less what claims and parts ahead of what came to nothing have to come off.
pub(super) async fn due(read: &mut Read) -> Result<Vec<Due>, DbError> {
    let today = read.now().day();
    read.rows(
        of_due!(
            "m.id, m.name_hi, m.name_en, cast(count(*) as bigint),
                    cast(sum(d.amount_paise) as bigint)
                    - (select cast(coalesce(sum(c.debt_paise), 0) as bigint)
                         from claim c join parcel q on q.id = c.parcel_id where q.maker_id = m.id)
                    + (select cast(coalesce(sum(f.amount_paise), 0) as bigint)
                         from payout_offset f join claim c on c.id = f.claim_id join parcel q on q.id = c.parcel_id
                        where q.maker_id = m.id and f.ended_at_ms is null)
                    - (select cast(coalesce(sum(a.debt_paise), 0) as bigint) from parcel_advance a where a.maker_id = m.id)
                    + (select cast(coalesce(sum(f.amount_paise), 0) as bigint)
                         from payout_advance f join parcel_advance a on a.parcel_id = f.parcel_id
                        where a.maker_id = m.id and f.what = 'takes_back' and f.ended_at_ms is null),
                    min(case when d.what = 'rest' then d.at_ms end),
                    (select count(*) from maker_bank b where b.maker_id = m.id),
                    (select max(r.why) from payout_return r
                      where r.maker_id = m.id and r.needs_account = 1 and r.in_order_at_ms is null
                        and not exists (select 1 from maker_bank b
                                         where b.maker_id = m.id and b.since_ms > r.returned_at_ms)),
                    (select max(r.payout_id) from payout_return r
                      where r.maker_id = m.id and r.needs_account = 1 and r.in_order_at_ms is null
                        and not exists (select 1 from maker_bank b
                                         where b.maker_id = m.id and b.since_ms > r.returned_at_ms)),
                    cast(coalesce(sum(case when d.what = 'ahead' then d.amount_paise end), 0) as bigint)",
            "cross join maker m where m.id = d.maker_id
              group by m.id, m.name_hi, m.name_en
              order by min(d.at_ms), m.id limit $2"
        ),
        params![today, BATCH],
    )
    .await
}

/// Since when the oldest thing is due that no payout takes up.
pub(super) async fn first_due(read: &mut Read) -> Result<Option<Time>, DbError> {
    let today = read.now().day();
    let (at,) = read.one(of_due!("min(d.at_ms)", ""), params![today]).await?;
    Ok(at)
}

store::row! {
    /// Something that is due.
    pub struct DueThing {
        /// To whom.
        pub maker: MakerId,
        /// Of which parcel.
        pub parcel: ParcelId,
        /// Its place among those of the same moment.
        pub place: String,
        /// How much.
        pub amount: Paise,
        /// Since when.
        pub at: Time,
        /// What of the parcel.
        pub what: What,
    }
}

/// What is behind what is owed, of makers with an account that no bank has refused, oldest first behind a place.
pub(super) async fn due_things(read: &mut Read, (at, place): (Time, &str)) -> Result<Vec<DueThing>, DbError> {
    let today = read.now().day();
    read.rows(
        of_due!(
            "d.maker_id, d.parcel_id, d.place, d.amount_paise, d.at_ms, d.what",
            "where (d.at_ms > $2 or (d.at_ms = $2 and d.place > $3))
                and exists (select 1 from maker_bank b where b.maker_id = d.maker_id)
                and not exists (select 1 from payout_return r
                                 where r.maker_id = d.maker_id and r.needs_account = 1 and r.in_order_at_ms is null
                                   and not exists (select 1 from maker_bank b
                                                    where b.maker_id = d.maker_id and b.since_ms > r.returned_at_ms))
              order by d.at_ms, d.place limit $4"
        ),
        params![today, at, place, PARCELS],
    )
    .await
}

/// What a maker owes for claims after she was paid, oldest first: each debt less what living payouts have left off.
pub(super) async fn debts(read: &mut Read, maker: MakerId) -> Result<Vec<(ClaimId, Paise)>, DbError> {
    read.rows(
        sql!(
            "select id, owed from
                    (select c.id, c.decided_at_ms,
                            c.debt_paise - (select cast(coalesce(sum(f.amount_paise), 0) as bigint) from payout_offset f
                                             where f.claim_id = c.id and f.ended_at_ms is null) as owed
                       from claim c join parcel p on p.id = c.parcel_id
                      where p.maker_id = $1 and c.debt_paise > 0) d
              where owed > 0 order by decided_at_ms, id limit $2"
        ),
        params![maker, PARCELS],
    )
    .await
}

/// What a maker had ahead of parcels that came to nothing, oldest first, less what living payouts have left off.
pub(super) async fn debts_of_advances(
    read: &mut Read,
    maker: MakerId,
) -> Result<Vec<(ParcelId, Paise)>, DbError> {
    read.rows(
        sql!(
            "select parcel_id, owed from
                    (select a.parcel_id, a.ended_at_ms,
                            a.debt_paise - (select cast(coalesce(sum(f.amount_paise), 0) as bigint) from payout_advance f
                                             where f.parcel_id = a.parcel_id and f.what = 'takes_back'
                                               and f.ended_at_ms is null) as owed
                       from parcel_advance a where a.maker_id = $1 and a.debt_paise > 0) d
              where owed > 0 order by ended_at_ms, parcel_id limit $2"
        ),
        params![maker, PARCELS],
    )
    .await
}

/// Ties a part that is paid ahead to the payout that pays it; refused by its unique key if another one does.
pub(super) async fn insert_ahead(
    tx: &mut Tx,
    payout: PayoutId,
    parcel: ParcelId,
    amount: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into payout_advance (payout_id, parcel_id, what, amount_paise) values ($1, $2, 'pays', $3)"),
        params![payout, parcel, amount],
    )
    .await
}

/// Leaves off what was paid ahead for nothing.
pub(super) async fn insert_taken_back(
    tx: &mut Tx,
    payout: PayoutId,
    parcel: ParcelId,
    amount: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into payout_advance (payout_id, parcel_id, what, amount_paise) values ($1, $2, 'takes_back', $3)"
        ),
        params![payout, parcel, amount],
    )
    .await
}

/// Unties the parts ahead of a payout that came to nothing.
pub(super) async fn end_ahead(tx: &mut Tx, payout: PayoutId) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec(
        sql!("update payout_advance set ended_at_ms = $2 where payout_id = $1 and ended_at_ms is null"),
        params![payout, now],
    )
    .await?;
    Ok(())
}

/// What stands on a payout beside delivered parcels: parts ahead, and what came off.
pub(super) async fn slip_beside(read: &mut Read, id: PayoutId) -> Result<Vec<SlipBeside>, DbError> {
    read.rows(
        sql!(
            "select b.what, p.code, b.at_ms, b.amount_paise
               from (select case when l.what = 'pays' then 'ahead' else 'ahead_back' end as what, l.parcel_id,
                            a.given_at_ms as at_ms, case when l.what = 'pays' then l.amount_paise else -l.amount_paise end as amount_paise
                       from payout_advance l join parcel_advance a on a.parcel_id = l.parcel_id where l.payout_id = $1
                      union all
                     select 'claim', c.parcel_id, c.decided_at_ms, -f.amount_paise
                       from payout_offset f join claim c on c.id = f.claim_id where f.payout_id = $1) b
               join parcel p on p.id = b.parcel_id
              order by b.what, b.at_ms, p.code limit $2"
        ),
        params![id, PARCELS],
    )
    .await
}
