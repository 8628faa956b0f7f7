//! The statements on promises: arrivals beside their dates, and the days that were learnt.

use kernel::{Limit, Time, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::Kept;
use super::read::LearntRow;
use super::rules::Learnt;
use crate::delivery::Carrier;

/// Pairs of days of one zone; what is older than these says little.
const PAIRS: Limit = Limit::of(500);

impl FromRow for Kept {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        let of = Words { hi: row.take(0)?, en: row.take(1)? };
        Ok(Kept { of, arrived: row.take(2)?, kept: row.take(3)?, came_back: row.take(4)? })
    }
}

/// The three counts of shipments whose way has ended. A day in India begins 19 800 000 ms before it does in UTC.
macro_rules! counts {
    ($before:literal, $after:literal) => {
        sql!(
            $before,
            " cast(sum(case when s.state = 'delivered' then 1 else 0 end) as bigint),
              cast(sum(case when s.state = 'delivered' and (s.ended_at_ms + 19800000) / 86400000 <= s.latest_day
                            then 1 else 0 end) as bigint),
              cast(sum(case when s.state = 'returned' then 1 else 0 end) as bigint) ",
            $after
        )
    };
}

/// By carrier.
pub(super) async fn by_carrier(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Kept>, DbError> {
    let statement = counts!(
        "select s.carrier, s.carrier,",
        "from shipment s where s.ended_at_ms >= $1 and s.state in ('delivered', 'returned')
           and not exists (select 1 from buyer_order o where o.id = s.order_id and o.in_trial = 1)
         group by s.carrier order by s.carrier limit $2"
    );
    read.rows(statement, params![since, limit]).await
}

/// By zone.
pub(super) async fn by_zone(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Kept>, DbError> {
    let statement = counts!(
        "select s.zone, s.zone,",
        "from shipment s where s.ended_at_ms >= $1 and s.state in ('delivered', 'returned')
           and not exists (select 1 from buyer_order o where o.id = s.order_id and o.in_trial = 1)
         group by s.zone order by s.zone limit $2"
    );
    read.rows(statement, params![since, limit]).await
}

/// By hub.
pub(super) async fn by_hub(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Kept>, DbError> {
    let statement = counts!(
        "select h.name_hi, h.name_en,",
        "from shipment s join hub h on h.id = s.hub_id
        where s.ended_at_ms >= $1 and s.state in ('delivered', 'returned')
           and not exists (select 1 from buyer_order o where o.id = s.order_id and o.in_trial = 1)
        group by h.id, h.name_hi, h.name_en order by h.id limit $2"
    );
    read.rows(statement, params![since, limit]).await
}

/// By craft: a shipment once for each craft in it.
pub(super) async fn by_craft(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Kept>, DbError> {
    let statement = counts!(
        "select c.name_hi, c.name_en,",
        "from craft c
         join (select distinct g.craft_key, p.shipment_id
                 from parcel p join order_line l on l.parcel_id = p.id join product g on g.id = l.product_id) i
           on i.craft_key = c.craft_key
         join shipment s on s.id = i.shipment_id
        where s.ended_at_ms >= $1 and s.state in ('delivered', 'returned')
           and not exists (select 1 from buyer_order o where o.id = s.order_id and o.in_trial = 1)
        group by c.craft_key, c.name_hi, c.name_en order by c.craft_key limit $2"
    );
    read.rows(statement, params![since, limit]).await
}

/// On which day a carrier's shipments to a zone left and on which they arrived, and how many: the newest first.
pub(super) async fn took(
    read: &mut Read,
    (carrier, zone): (Carrier, &str),
    since: Time,
) -> Result<Vec<(i64, i64, i64)>, DbError> {
    read.rows(
        sql!(
            "select t.handed, t.ended, count(*)
               from (select (s.handed_at_ms + 19800000) / 86400000 as handed, (s.ended_at_ms + 19800000) / 86400000 as ended
                       from shipment s
                      where s.zone = $1 and s.carrier = $2 and s.ended_at_ms >= $3 and s.state = 'delivered'
                        and s.handed_at_ms is not null
                        and not exists (select 1 from buyer_order o where o.id = s.order_id and o.in_trial = 1)) t
              group by t.handed, t.ended order by t.ended desc, t.handed limit $4"
        ),
        params![zone, carrier, since, PAIRS],
    )
    .await
}

/// What was learnt about a carrier's way to a zone.
pub(super) async fn learnt(
    read: &mut Read,
    (carrier, zone): (Carrier, &str),
) -> Result<Option<LearntRow>, DbError> {
    read.row(
        sql!(
            "select days_from, days_to, shipments, back_days, read_at_ms from learnt_transit
              where carrier = $1 and zone = $2"
        ),
        params![carrier, zone],
    )
    .await
}

/// When something was learnt last.
pub(super) async fn last_learnt(read: &mut Read) -> Result<Option<Time>, DbError> {
    let (last,) = read.one(sql!("select max(read_at_ms) from learnt_transit"), params![]).await?;
    Ok(last)
}

/// Throws away all that was learnt.
pub(super) async fn forget(tx: &mut Tx) -> Result<(), DbError> {
    tx.put(sql!("delete from learnt_transit"), params![]).await
}

/// What was learnt about a carrier's way to a zone.
pub(super) async fn insert(
    tx: &mut Tx,
    (carrier, zone): (Carrier, &str),
    learnt: &Learnt,
) -> Result<(), DbError> {
    let (now, shipments) = (tx.now(), i64::try_from(learnt.shipments).unwrap_or(i64::MAX));
    tx.put(
        sql!(
            "insert into learnt_transit (carrier, zone, days_from, days_to, shipments, back_days, read_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![carrier, zone, learnt.days.0, learnt.days.1, shipments, learnt.back_days, now],
    )
    .await
}
