//! Every statement on stalls, in life order.

use kernel::Limit;
use kernel::ids::{MakerId, PersonId, StallId};
use store::{DbError, Read, Tx, params, sql};

use super::act::NewStall;
use super::machine::StallState;
use super::read::{Sale, Stall, StallSales};
use crate::audit::Trail;

/// The stall somebody has entered with this form before.
pub(super) async fn stall_of_once(read: &mut Read, once: &str) -> Result<Option<StallId>, DbError> {
    let row: Option<(StallId,)> =
        read.row(sql!("select id from stall where once_key = $1"), params![once]).await?;
    Ok(row.map(|(id,)| id))
}

/// A new stall.
pub(super) async fn insert_stall(
    tx: &mut Tx,
    id: StallId,
    new: &NewStall<'_>,
    (code, once): (&str, &str),
    by: PersonId,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into stall (id, code, hub_id, kind, name_hi, name_en, place_hi, place_en, counter_id, from_day, until_day, state,
                                made_by, made_at_ms, once_key, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14, 1, $15)"
        ),
        params![
            id,
            code,
            new.hub,
            new.kind,
            new.name.hi.trim(),
            new.name.en.trim(),
            new.place.hi.trim(),
            new.place.en.trim(),
            new.counter,
            new.days.0,
            new.days.1,
            by,
            now,
            once,
            trail.clone()
        ],
    )
    .await
}

/// A maker's goods lie at a stall. `false`: there is no such maker.
pub(super) async fn insert_maker(tx: &mut Tx, stall: StallId, maker: MakerId) -> Result<bool, DbError> {
    let new = tx
        .exec(
            sql!("insert into stall_maker (stall_id, maker_id) select $1, m.id from maker m where m.id = $2"),
            params![stall, maker],
        )
        .await?;
    Ok(new == 1)
}

/// A stall by its id.
pub(super) async fn stall(read: &mut Read, id: StallId) -> Result<Option<Stall>, DbError> {
    read.row(
        sql!(
            "select id, code, hub_id, kind, name_hi, name_en, place_hi, place_en, counter_id, from_day, until_day, state
               from stall where id = $1"
        ),
        params![id],
    )
    .await
}

/// A stall by its code.
pub(super) async fn stall_of_code(read: &mut Read, code: &str) -> Result<Option<Stall>, DbError> {
    read.row(
        sql!(
            "select id, code, hub_id, kind, name_hi, name_en, place_hi, place_en, counter_id, from_day, until_day, state
               from stall where code = $1"
        ),
        params![code],
    )
    .await
}

/// Every stall.
pub(super) async fn stalls(read: &mut Read, limit: Limit) -> Result<Vec<Stall>, DbError> {
    read.rows(
        sql!(
            "select id, code, hub_id, kind, name_hi, name_en, place_hi, place_en, counter_id, from_day, until_day, state
               from stall order by state, until_day desc, id limit $1"
        ),
        params![limit],
    )
    .await
}

store::row! {
    /// A stall as the act that takes it down needs it.
    pub struct StallRow {
        /// Its id.
        pub id: StallId,
        /// How it stands.
        pub state: StallState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A stall with its trail.
pub(super) async fn stall_row(read: &mut Read, id: StallId) -> Result<Option<StallRow>, DbError> {
    read.row(sql!("select id, state, version, trail from stall where id = $1"), params![id]).await
}

/// Moves a stall unless someone moved it since. `false`: they did.
pub(super) async fn move_stall(
    tx: &mut Tx,
    row: &StallRow,
    to: StallState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update stall set state = $3, trail = $4, version = version + 1 where id = $1 and version = $2"),
            params![row.id, row.version, to, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// The makers whose goods lie at a stall.
pub(super) async fn makers_of(
    read: &mut Read,
    stall: StallId,
    limit: Limit,
) -> Result<Vec<(MakerId, String, String)>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en from stall_maker s join maker m on m.id = s.maker_id
              where s.stall_id = $1 order by m.name_hi, m.id limit $2"
        ),
        params![stall, limit],
    )
    .await
}

/// Makers who have not closed.
pub(super) async fn makers_to_choose(
    read: &mut Read,
    limit: Limit,
) -> Result<Vec<(MakerId, String, String)>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en from maker m
              where not exists (select 1 from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null)
              order by m.name_hi, m.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// What was sold through every stall: orders that were paid or promised, trials apart.
pub(super) async fn sales(read: &mut Read, limit: Limit) -> Result<Vec<StallSales>, DbError> {
    read.rows(
        sql!(
            "select o.stall_id, count(*),
                    cast(coalesce(sum((select sum(l.quantity) from order_line l where l.order_id = o.id)), 0) as bigint),
                    cast(coalesce(sum(o.goods_paise), 0) as bigint)
               from buyer_order o
              where o.stall_id is not null and o.state in ('confirmed', 'completed') and o.in_trial = 0
              group by o.stall_id order by o.stall_id limit $1"
        ),
        params![limit],
    )
    .await
}

/// The orders that began at a stall.
pub(super) async fn sales_of(read: &mut Read, stall: StallId, limit: Limit) -> Result<Vec<Sale>, DbError> {
    read.rows(
        sql!(
            "select o.placed_at_ms, o.state,
                    cast(coalesce((select sum(l.quantity) from order_line l where l.order_id = o.id), 0) as bigint),
                    o.goods_paise,
                    case when exists (select 1 from hand_sale h where h.order_id = o.id) then 'across'
                         when o.counter_id is null then 'brought' else 'fetched' end
               from buyer_order o
              where o.stall_id = $1 and o.state in ('confirmed', 'completed', 'cancelled') and o.in_trial = 0
              order by o.placed_at_ms desc, o.id limit $2"
        ),
        params![stall, limit],
    )
    .await
}
