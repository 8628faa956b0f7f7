//! Every statement on away days, in life order.

use kernel::ids::{AwayId, MakerId, PersonId};
use kernel::{Cell, Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::Away;

/// Days on which a maker makes nothing.
pub(super) async fn insert(
    tx: &mut Tx,
    id: AwayId,
    maker: MakerId,
    (from, to): (Day, Day),
    (by, reason): (Option<PersonId>, &str),
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into maker_away (id, maker_id, from_day, to_day, reason, said_by, said_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![id, maker, from, to, reason, by, now],
    )
    .await
}

/// They do not hold any more; what is over stays as it was.
pub(super) async fn end(tx: &mut Tx, maker: MakerId, id: AwayId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update maker_away set ended_at_ms = $3
                  where id = $1 and maker_id = $2 and ended_at_ms is null and to_day >= $4"
            ),
            params![id, maker, now, now.day()],
        )
        .await?;
    Ok(changed == 1)
}

/// The days of one maker that are not over.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Away>, DbError> {
    let today = read.now().day();
    read.rows(
        sql!(
            "select id, from_day, to_day, reason from maker_away
              where maker_id = $1 and ended_at_ms is null and to_day >= $2
              order by from_day, id limit $3"
        ),
        params![maker, today, limit],
    )
    .await
}

/// The days ahead of up to 8 makers; repeat one to fill the places.
pub(super) async fn ahead(
    read: &mut Read,
    makers: &[MakerId; 8],
) -> Result<Vec<(MakerId, Day, Day)>, DbError> {
    let mut values: Vec<Cell> = makers.iter().map(Cell::from).collect();
    values.extend(params![read.now().day()]);
    read.rows(
        sql!(
            "select maker_id, from_day, to_day from maker_away
              where maker_id in ($1, $2, $3, $4, $5, $6, $7, $8) and ended_at_ms is null and to_day >= $9
              order by maker_id, from_day limit 400"
        ),
        values,
    )
    .await
}
