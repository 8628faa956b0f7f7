//! The statements on promises: arrivals beside their dates, and transit days that were taken over.

use kernel::ids::PersonId;
use kernel::{Day, Limit, Time, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::Kept;

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

/// On which day shipments to a zone left and on which they arrived, and how many: the newest first.
pub(super) async fn took(read: &mut Read, zone: &str, since: Time) -> Result<Vec<(i64, i64, i64)>, DbError> {
    read.rows(
        sql!(
            "select t.handed, t.ended, count(*)
               from (select (s.handed_at_ms + 19800000) / 86400000 as handed, (s.ended_at_ms + 19800000) / 86400000 as ended
                       from shipment s
                      where s.zone = $1 and s.ended_at_ms >= $2 and s.state = 'delivered' and s.handed_at_ms is not null
                        and not exists (select 1 from buyer_order o where o.id = s.order_id and o.in_trial = 1)) t
              group by t.handed, t.ended order by t.ended desc, t.handed limit $3"
        ),
        params![zone, since, PAIRS],
    )
    .await
}

/// What a zone promises from a day on, unless that day has one.
pub(super) async fn insert_transit(
    tx: &mut Tx,
    zone: &str,
    from: Day,
    (days_from, days_to): (i64, i64),
    measured_of: i64,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into transit (zone, from_day, days_from, days_to, measured_of, taken_by, taken_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (zone, from_day) do nothing"
        ),
        params![zone, from, days_from, days_to, measured_of, by, now],
    )
    .await
}
