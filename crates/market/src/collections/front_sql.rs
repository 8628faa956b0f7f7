//! Every statement on the front page, in life order.

use kernel::ids::{FrontPageId, PersonId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::front::Arranged;

/// Writes an arrangement after all others.
pub(super) async fn insert(
    tx: &mut Tx,
    id: FrontPageId,
    from: Day,
    sections: &str,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into front_page (id, seq, from_day, sections, set_by, set_at_ms)
             select $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 from front_page"
        ),
        params![id, from, sections, by, now],
    )
    .await
}

/// It holds no more. `false`: there is none that does.
pub(super) async fn end(tx: &mut Tx, id: FrontPageId, by: PersonId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update front_page set ended_at_ms = $2, ended_by = $3 where id = $1 and ended_at_ms is null"
            ),
            params![id, now, by],
        )
        .await?;
    Ok(changed == 1)
}

/// What holds on a day.
pub(super) async fn on(read: &mut Read, day: Day) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(
            sql!(
                "select sections from front_page where from_day <= $1 and ended_at_ms is null
                  order by from_day desc, seq desc limit 1"
            ),
            params![day],
        )
        .await?;
    Ok(found.map(|(sections,)| sections))
}

/// What one says.
pub(super) async fn of(read: &mut Read, id: FrontPageId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> =
        read.row(sql!("select sections from front_page where id = $1"), params![id]).await?;
    Ok(found.map(|(sections,)| sections))
}

/// Those not taken back.
pub(super) async fn all(read: &mut Read, limit: Limit) -> Result<Vec<Arranged>, DbError> {
    read.rows(
        sql!(
            "select f.id, f.from_day, f.sections, f.set_at_ms, p.name
               from front_page f join person p on p.id = f.set_by
              where f.ended_at_ms is null order by f.from_day desc, f.seq desc limit $1"
        ),
        params![limit],
    )
    .await
}
