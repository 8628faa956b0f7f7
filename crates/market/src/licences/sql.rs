//! Every statement on licences that run out.

use kernel::ids::{MakerId, PersonId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::{Ending, Kind};

/// Makers of food after one of this id whose licence ends by a day; who is closed needs none.
pub(super) async fn within(
    read: &mut Read,
    by: Day,
    after: &str,
    limit: Limit,
) -> Result<Vec<Ending>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.slug, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(m.fssai, ''), m.fssai_until_day,
                    (select count(*) from product p where p.maker_id = m.id and p.veg is not null)
               from maker m
              where m.id > $1 and m.fssai_until_day <= $2
                and exists (select 1 from product p where p.maker_id = m.id and p.veg is not null)
                and not exists (select 1 from maker_closure c where c.maker_id = m.id and c.ended_at_ms is null)
              order by m.id limit $3"
        ),
        params![after, by, limit],
    )
    .await
}

/// Makers of food of some blocks, `fenced` by semicolons, or of a department's cases: who has no licence first, then what ends first.
pub(super) async fn ending_in(
    read: &mut Read,
    (fenced, department): (&str, &str),
    by: Day,
    limit: Limit,
) -> Result<Vec<Ending>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.slug, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(m.fssai, ''), m.fssai_until_day,
                    (select count(*) from product p where p.maker_id = m.id and p.veg is not null)
               from maker m
              where ($1 like '%;' || m.block_code || ';%'
                     or exists (select 1 from maker_case k where k.maker_id = m.id and k.department = $2))
                and (m.fssai is null or m.fssai_until_day is null or m.fssai_until_day <= $3)
                and exists (select 1 from product p where p.maker_id = m.id and p.veg is not null)
                and not exists (select 1 from maker_closure c where c.maker_id = m.id and c.ended_at_ms is null)
              order by coalesce(m.fssai_until_day, 0), m.id limit $4"
        ),
        params![fenced, department, by, limit],
    )
    .await
}

/// The licence of one maker of some blocks who makes food.
pub(super) async fn ending_of(read: &mut Read, fenced: &str, slug: &str) -> Result<Option<Ending>, DbError> {
    read.row(
        sql!(
            "select m.id, m.slug, m.name_hi, m.name_en, m.village_hi, m.village_en, coalesce(m.fssai, ''), m.fssai_until_day,
                    (select count(*) from product p where p.maker_id = m.id and p.veg is not null)
               from maker m
              where m.slug = $1 and $2 like '%;' || m.block_code || ';%'"
        ),
        params![slug, fenced],
    )
    .await
}

/// That somebody is told of a step; `false` if she was.
pub(super) async fn note(
    tx: &mut Tx,
    maker: MakerId,
    kind: Kind,
    until: Day,
    before: i64,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into licence_notice (maker_id, kind, until_day, days_before, told_at_ms) values ($1, $2, $3, $4, $5)
                 on conflict (maker_id, kind, until_day, days_before) do nothing"
            ),
            params![maker, kind, until, before, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A maker of some blocks, `fenced` by semicolons.
pub(super) async fn maker_in(read: &mut Read, fenced: &str, slug: &str) -> Result<Option<MakerId>, DbError> {
    let row: Option<(MakerId,)> = read
        .row(
            sql!("select id from maker where slug = $1 and $2 like '%;' || block_code || ';%'"),
            params![slug, fenced],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}

/// The last day of the licence of a maker; nothing if she has shown none.
pub(super) async fn until_of(read: &mut Read, maker: MakerId) -> Result<Option<Day>, DbError> {
    let row: Option<(Option<Day>,)> = read
        .row(sql!("select fssai_until_day from maker where id = $1 and fssai is not null"), params![maker])
        .await?;
    Ok(row.and_then(|(until,)| until))
}

/// A licence that was seen, the first or a renewed one; `false` if it was seen before.
pub(super) async fn keep(
    tx: &mut Tx,
    maker: MakerId,
    (kind, until): (Kind, Day),
    number: &str,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into licence_renewal (maker_id, kind, until_day, number, seen_by, renewed_at_ms)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (maker_id, kind, until_day) do nothing"
            ),
            params![maker, kind, until, number, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The licence of a maker from now on.
pub(super) async fn set_fssai(tx: &mut Tx, maker: MakerId, number: &str, until: Day) -> Result<(), DbError> {
    tx.put(
        sql!("update maker set fssai = $2, fssai_until_day = $3 where id = $1"),
        params![maker, number, until],
    )
    .await
}
