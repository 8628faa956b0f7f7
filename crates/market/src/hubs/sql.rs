//! Every statement on what a hub has and fetches.

use kernel::ids::{HubId, PersonId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::Count;
use super::read::{Counted, MANY, Stop};
use crate::delivery::Week;

/// Items there are.
const ITEMS: Limit = Limit::of(50);

/// A count; twice in the same millisecond the later one holds.
pub(super) async fn insert_count(
    tx: &mut Tx,
    hub: HubId,
    by: PersonId,
    counted: Count,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into packing_count (hub_id, item, counted_at_ms, pieces, low_at, counted_by)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (hub_id, item, counted_at_ms) do update
                set pieces = excluded.pieces, low_at = excluded.low_at, counted_by = excluded.counted_by"
        ),
        params![hub, counted.item, now, counted.pieces, counted.low_at, by],
    )
    .await
}

/// The newest count of each item.
pub(super) async fn counted(read: &mut Read, hub: HubId) -> Result<Vec<Counted>, DbError> {
    read.rows(
        sql!(
            "select c.item, c.pieces, c.low_at, c.counted_at_ms
               from packing_count c
              where c.hub_id = $1
                and c.counted_at_ms = (select max(n.counted_at_ms) from packing_count n
                                        where n.hub_id = c.hub_id and n.item = c.item)
              order by c.item limit $2"
        ),
        params![hub, ITEMS],
    )
    .await
}

/// Parcels of a hub that are packed, or were promised by a day, village by village and maker by maker.
pub(super) async fn stops(read: &mut Read, hub: HubId, day: Day) -> Result<Vec<Stop>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en, m.village_hi, m.village_en, p.code, p.ready_by_day,
                    (select cast(coalesce(sum(l.quantity), 0) as bigint) from order_line l where l.parcel_id = p.id)
               from parcel p join maker m on m.id = p.maker_id
              where p.hub_id = $1 and (p.state = 'packed' or (p.state = 'accepted' and p.ready_by_day <= $2))
              order by m.village_en, m.id, p.code limit $3"
        ),
        params![hub, day, MANY],
    )
    .await
}

/// When a hub works; twice in the same millisecond the later one holds.
pub(super) async fn insert_week(tx: &mut Tx, hub: HubId, by: PersonId, week: Week) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into hub_week (hub_id, said_at_ms, open_days, round_days, opens_minute, closes_minute, back_minute, said_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (hub_id, said_at_ms) do update
                set open_days = excluded.open_days, round_days = excluded.round_days, opens_minute = excluded.opens_minute,
                    closes_minute = excluded.closes_minute, back_minute = excluded.back_minute, said_by = excluded.said_by"
        ),
        params![
            hub,
            now,
            week.open,
            week.rounds,
            week.opens_minute,
            week.closes_minute,
            week.back_minute,
            by
        ],
    )
    .await
}

/// The hours of a hub as people read them.
pub(super) async fn set_hours(tx: &mut Tx, hub: HubId, hours: &str) -> Result<(), DbError> {
    tx.put(sql!("update hub set open_hours = $2 where id = $1"), params![hub, hours]).await
}
