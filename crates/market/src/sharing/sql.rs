//! Every statement on places of links, arrivals and steps.

use kernel::ids::{ParcelId, PersonId, ProductId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::engines::Changed;
use super::{Came, Funnel, Reached, SharePlace, Step};

/// The place somebody has made with this form before.
pub(super) async fn place_of_once(read: &mut Read, once: &str) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        read.row(sql!("select place_key from share_place where once_key = $1"), params![once]).await?;
    Ok(row.map(|(key,)| key))
}

/// How many places stand.
pub(super) async fn living_places(read: &mut Read) -> Result<i64, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from share_place where ended_at_ms is null"), params![]).await?;
    Ok(count)
}

/// A new place.
pub(super) async fn insert_place(
    tx: &mut Tx,
    key: &str,
    name: &str,
    by: PersonId,
    once: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into share_place (place_key, name, made_by, made_at_ms, once_key) values ($1, $2, $3, $4, $5)"
        ),
        params![key, name, by, now, once],
    )
    .await
}

/// Closes a place that stands.
pub(super) async fn close_place(tx: &mut Tx, key: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!("update share_place set ended_at_ms = $2 where place_key = $1 and ended_at_ms is null"),
            params![key, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Whether a place with this key stands.
pub(super) async fn is_place(read: &mut Read, key: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from share_place where place_key = $1 and ended_at_ms is null"),
            params![key],
        )
        .await?;
    Ok(count > 0)
}

/// Living places, the newest first.
pub(super) async fn places(read: &mut Read, limit: Limit) -> Result<Vec<SharePlace>, DbError> {
    read.rows(
        sql!(
            "select place_key, name, made_at_ms from share_place where ended_at_ms is null
              order by made_at_ms desc, place_key limit $1"
        ),
        params![limit],
    )
    .await
}

/// Counts arrivals. Once a day has `most` different ones, new ones are counted without their page.
pub(super) async fn count(
    tx: &mut Tx,
    day: Day,
    (source, page): (&str, &str),
    times: i64,
    most: i64,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into arrival (day, source, page, times)
             select cast($1 as bigint), cast($2 as text),
                    case when (select count(*) from arrival a where a.day = $1) < $5 then cast($3 as text) else '' end,
                    cast($4 as bigint)
              where 1 = 1
             on conflict (day, source, page) do update set times = arrival.times + excluded.times"
        ),
        params![day, source, page, times, most],
    )
    .await
}

/// Counts steps.
pub(super) async fn count_step(tx: &mut Tx, day: Day, step: Step, times: i64) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into visit_step (day, step, times) values ($1, $2, $3)
             on conflict (day, step) do update set times = visit_step.times + excluded.times"
        ),
        params![day, step, times],
    )
    .await
}

/// Forgets what was counted before a day.
pub(super) async fn forget_before(tx: &mut Tx, day: Day) -> Result<(), DbError> {
    tx.put(sql!("delete from arrival where day < $1"), params![day]).await?;
    tx.put(sql!("delete from visit_step where day < $1"), params![day]).await
}

/// Days from looking to paying.
pub(super) async fn days(read: &mut Read, from: Day, limit: Limit) -> Result<Vec<Funnel>, DbError> {
    let from_ms = from.starts();
    read.rows(
        sql!(
            "select u.day, cast(sum(u.visits) as bigint), cast(sum(u.looked) as bigint), cast(sum(u.searched) as bigint),
                    cast(sum(u.basket) as bigint), cast(sum(u.ordered) as bigint), cast(sum(u.paid) as bigint)
               from (select a.day, a.times as visits, 0 as looked, 0 as searched, 0 as basket, 0 as ordered, 0 as paid
                       from arrival a where a.day >= $1
                     union all
                     select s.day, 0, case when s.step = 'looked' then s.times else 0 end,
                            case when s.step = 'searched' then s.times else 0 end,
                            case when s.step = 'basket' then s.times else 0 end, 0, 0
                       from visit_step s where s.day >= $1
                     union all
                     select cast((o.placed_at_ms + 19800000 - (o.placed_at_ms + 19800000) % 86400000) / 86400000 as bigint), 0, 0, 0, 0, 1,
                            case when o.state in ('placed', 'expired') then 0 else 1 end
                       from buyer_order o
                      where o.placed_at_ms >= $2 and o.in_trial = 0
                        and not exists (select 1 from hand_sale h where h.order_id = o.id)) u
              group by u.day order by u.day desc limit $3"
        ),
        params![from, from_ms, limit],
    )
    .await
}

/// Where people came from, and to which pages.
pub(super) async fn sources(read: &mut Read, from: Day, limit: Limit) -> Result<Vec<Came>, DbError> {
    read.rows(
        sql!(
            "select a.source, a.page, cast(sum(a.times) as bigint) from arrival a where a.day >= $1
              group by a.source, a.page order by sum(a.times) desc, a.source, a.page limit $2"
        ),
        params![from, limit],
    )
    .await
}

/// How often codes on packs were read, by their keys.
pub(super) async fn scans(read: &mut Read, from: Day, limit: Limit) -> Result<Vec<(String, i64)>, DbError> {
    read.rows(
        sql!(
            "select a.source, cast(sum(a.times) as bigint) from arrival a where a.day >= $1 and a.source like 'q%'
              group by a.source order by sum(a.times) desc, a.source limit $2"
        ),
        params![from, limit],
    )
    .await
}

/// The districts whose pincodes begin with these digits, with their State.
pub(super) async fn districts(
    read: &mut Read,
    pin3: &str,
    limit: Limit,
) -> Result<Vec<(String, String, String)>, DbError> {
    let until = format!("{pin3}999");
    read.rows(
        sql!(
            "select p.district, min(s.name_hi), min(s.name_en) from pincode p join state s on s.gst_code = p.state_code
              where p.pin >= $1 and p.pin <= $2 group by p.district order by count(*) desc, p.district limit $3"
        ),
        params![pin3, until, limit],
    )
    .await
}

/// The pincode a parcel goes to.
pub(super) async fn pin_of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = read
        .row(
            sql!("select o.pin from parcel p join buyer_order o on o.id = p.order_id where p.id = $1"),
            params![parcel],
        )
        .await?;
    Ok(row.map(|(pin,)| pin))
}

/// How many parcels have reached each State.
pub(super) async fn reached(read: &mut Read, limit: Limit) -> Result<Vec<Reached>, DbError> {
    read.rows(
        sql!(
            "select o.state_code, coalesce(min(s.name_hi), o.state_code), coalesce(min(s.name_en), o.state_code), count(*)
               from parcel p join buyer_order o on o.id = p.order_id
               left join state s on s.gst_code = o.state_code
              where p.state = 'delivered' and p.in_trial = 0
              group by o.state_code order by count(*) desc, o.state_code limit $1"
        ),
        params![limit],
    )
    .await
}

/// How far search engines were told: version and good.
pub(super) async fn engine_mark(read: &mut Read) -> Result<Option<(i64, String)>, DbError> {
    read.row(sql!("select version, product_id from engine_mark where id = 1"), params![]).await
}

/// Goods that have changed behind a version and good, none invented.
pub(super) async fn changed(
    read: &mut Read,
    (version, product): (i64, &str),
    limit: Limit,
) -> Result<Vec<Changed>, DbError> {
    read.rows(
        sql!(
            "select d.version, d.product_id, p.slug, m.slug
               from search_document d
               join product p on p.id = d.product_id
               join maker m on m.id = p.maker_id
              where (d.version, d.product_id) > ($1, $2) and p.sample = 0
              order by d.version, d.product_id limit $3"
        ),
        params![version, product, limit],
    )
    .await
}

/// Search engines were told up to here.
pub(super) async fn put_engine_mark(
    tx: &mut Tx,
    (version, product): (i64, ProductId),
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into engine_mark (id, version, product_id, told_at_ms) values (1, $1, $2, $3)
             on conflict (id) do update
                set version = excluded.version, product_id = excluded.product_id, told_at_ms = excluded.told_at_ms"
        ),
        params![version, product, now],
    )
    .await
}
