//! The statements of sweeps, holidays and returned payouts.

use kernel::ids::{MakerId, PayoutId, PersonId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Sql, Tx, params, sql};

use super::read::{Ageing, MemberShare};
use super::returned::WhyReturned;
use super::sql::{BatchRow, PayoutRow};
use crate::audit::Trail;

/// Holidays looked at: those of many years.
const HOLIDAYS: Limit = Limit::of(Limit::MOST);

/// A holiday of banks. Values: day, names, source, verified.
pub(crate) fn put_holiday() -> Sql {
    sql!(
        "insert into bank_holiday (day, name_hi, name_en, source, verified) values ($1, $2, $3, $4, $5)
         on conflict (day) do update
            set name_hi = excluded.name_hi, name_en = excluded.name_en, source = excluded.source, verified = excluded.verified
          where bank_holiday.verified <> 'signed'"
    )
}

/// The newest holidays.
pub(super) async fn holidays(read: &mut Read) -> Result<Vec<Day>, DbError> {
    let rows: Vec<(Day,)> =
        read.rows(sql!("select day from bank_holiday order by day desc limit $1"), params![HOLIDAYS]).await?;
    Ok(rows.into_iter().map(|(day,)| day).collect())
}

/// Members of a group on one slip: more than a group has.
const MEMBERS: Limit = Limit::of(200);

/// What a payout's parcels bring each member of a group.
pub(super) async fn member_shares(read: &mut Read, id: PayoutId) -> Result<Vec<MemberShare>, DbError> {
    read.rows(
        sql!(
            "select m.name, cast(sum(s.pieces) as bigint), cast(sum(s.share_paise) as bigint)
               from payout_line l
               join line_allotment a on a.parcel_id = l.parcel_id
               join line_share s on s.line_id = a.line_id
               join group_member m on m.id = s.member_id
              where l.payout_id = $1
              group by m.id, m.name, m.joined_at_ms
             having sum(s.pieces) > 0
              order by m.joined_at_ms, m.name, m.id limit $2"
        ),
        params![id, MEMBERS],
    )
    .await
}

/// Begins the sweep of a day. `false`: it has run.
pub(super) async fn insert_sweep(tx: &mut Tx, day: Day) -> Result<bool, DbError> {
    let now = tx.now();
    let written = tx
        .exec(
            sql!(
                "insert into payout_sweep (day, at_ms, batches) values ($1, $2, 0)
                 on conflict (day) do nothing"
            ),
            params![day, now],
        )
        .await?;
    Ok(written == 1)
}

/// How many batches a sweep has put together.
pub(super) async fn count_swept(tx: &mut Tx, day: Day, batches: i64) -> Result<(), DbError> {
    tx.put(sql!("update payout_sweep set batches = $2 where day = $1"), params![day, batches]).await
}

/// When the last sweep ran.
pub(super) async fn last_sweep(read: &mut Read) -> Result<Option<Time>, DbError> {
    let (at,) = read.one(sql!("select max(at_ms) from payout_sweep"), params![]).await?;
    Ok(at)
}

/// What no bank has yet of what makers have earned: delivered since the first moment, since the second, before that.
pub(super) async fn ageing(read: &mut Read, fresh: Time, older: Time) -> Result<Ageing, DbError> {
    read.one(
        sql!(
            "select cast(coalesce(sum(case when p.ended_at_ms >= $1 then p.payable_paise else 0 end), 0) as bigint),
                    cast(coalesce(sum(case when p.ended_at_ms < $1 and p.ended_at_ms >= $2 then p.payable_paise else 0 end), 0)
                         as bigint),
                    cast(coalesce(sum(case when p.ended_at_ms < $2 then p.payable_paise else 0 end), 0) as bigint)
               from parcel p
              where p.state = 'delivered' and p.payable_paise > 0
                and not exists (select 1 from payout_line l join payout y on y.id = l.payout_id
                                 where l.parcel_id = p.id and l.ended_at_ms is null
                                   and y.state in ('sent', 'settled'))"
        ),
        params![fresh, older],
    )
    .await
}

/// Somebody answers for a swept batch, unless somebody else does or it was changed since. `false`: one of these.
pub(super) async fn look_through(
    tx: &mut Tx,
    row: &BatchRow,
    by: PersonId,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update payout_batch set made_by = $3, trail = $4, version = version + 1
                  where id = $1 and version = $2 and state = 'drafted' and made_by is null"
            ),
            params![row.id, row.version, by, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Calls a batch off, unless it was changed since. `false`: it was.
pub(super) async fn cancel_batch(tx: &mut Tx, row: &BatchRow, trail: &Trail) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update payout_batch set state = 'cancelled', trail = $3, version = version + 1
                  where id = $1 and version = $2 and state = 'drafted'"
            ),
            params![row.id, row.version, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Why a payout came back.
pub(super) async fn insert_return(tx: &mut Tx, row: &PayoutRow, why: WhyReturned) -> Result<(), DbError> {
    let now = tx.now();
    let needs = i64::from(why.needs_account());
    tx.put(
        sql!(
            "insert into payout_return (payout_id, maker_id, why, needs_account, returned_at_ms)
             values ($1, $2, $3, $4, $5)"
        ),
        params![row.id, row.maker, why, needs, now],
    )
    .await
}

/// An account is in order as it stands: nothing that came back to its maker before waits for it. `false`: nothing did.
pub(super) async fn say_in_order(tx: &mut Tx, id: PayoutId, by: PersonId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update payout_return set in_order_by = $2, in_order_at_ms = $3
                  where maker_id = (select maker_id from payout_return where payout_id = $1)
                    and needs_account = 1 and in_order_at_ms is null"
            ),
            params![id, by, now],
        )
        .await?;
    Ok(changed > 0)
}

/// What one maker is owed, for her own page: why it waits for her account, if it does.
pub(super) async fn held(read: &mut Read, maker: MakerId) -> Result<Option<WhyReturned>, DbError> {
    let row: Option<(WhyReturned,)> = read
        .row(
            sql!(
                "select r.why from payout_return r
                  where r.maker_id = $1 and r.needs_account = 1 and r.in_order_at_ms is null
                    and not exists (select 1 from maker_bank b
                                     where b.maker_id = r.maker_id and b.since_ms > r.returned_at_ms)
                  order by r.returned_at_ms desc, r.payout_id desc limit 1"
            ),
            params![maker],
        )
        .await?;
    Ok(row.map(|(why,)| why))
}
