//! Statements on wishes to be erased, in life order.

use kernel::ids::{ErasureId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::machine::Erasure;
use super::read::{Erased, Wish, WishCount};
use super::rules::Facts;
use crate::audit::Trail;

/// What must end before a person can be erased.
pub(super) async fn facts(read: &mut Read, person: PersonId) -> Result<Facts, DbError> {
    read.one(
        sql!(
            "select (select count(*) from role_grant g
                      where g.person_id = $1 and g.role <> 'maker' and g.ended_at_ms is null),
                    (select count(*) from maker m where m.person_id = $1),
                    (select count(*) from maker m
                      where m.person_id = $1 and m.kind in ('shg', 'cooperative', 'company')),
                    (select count(*) from buyer_order o
                      where o.person_id = $1 and o.state in ('placed', 'confirmed')),
                    (select count(*) from refund r join buyer_order o on o.id = r.order_id
                      where o.person_id = $1 and r.status in ('asked', 'pending')),
                    (select count(*) from parcel p join maker m on m.id = p.maker_id
                      where m.person_id = $1
                        and p.state in ('planned', 'asked', 'accepted', 'packed', 'at_hub', 'shipped', 'coming_back')),
                    (select cast(coalesce(-sum(s.amount_paise), 0) as bigint) from posting s
                       join maker m on s.account = 'maker:' || m.id where m.person_id = $1),
                    (select count(*) from payout y join maker m on m.id = y.maker_id
                      where m.person_id = $1 and y.state in ('drafted', 'approved', 'sent'))"
        ),
        params![person],
    )
    .await
}

/// Writes a new wish, unless one of this person is open. `false`: there is.
pub(super) async fn insert(
    tx: &mut Tx,
    id: ErasureId,
    person: PersonId,
    state: Erasure,
    due_at: Option<Time>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into erasure (id, person_id, asked_at_ms, due_at_ms, state, version, trail)
                 values ($1, $2, $3, $4, $5, 1, $6) on conflict do nothing"
            ),
            params![id, person, now, due_at, state, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Moves a wish unless someone moved it since. `false`: they did.
pub(super) async fn step(
    tx: &mut Tx,
    wish: &Wish,
    to: Erasure,
    due_at: Option<Time>,
    ended_at: Option<Time>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update erasure
                    set state = $3, due_at_ms = $4, ended_at_ms = $5, trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![wish.id, wish.version, to, due_at, ended_at, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// A wish.
pub(super) async fn wish(read: &mut Read, id: ErasureId) -> Result<Option<Wish>, DbError> {
    read.row(
        sql!(
            "select id, person_id, asked_at_ms, due_at_ms, state, version, trail from erasure where id = $1"
        ),
        params![id],
    )
    .await
}

/// The open wish of a person.
pub(super) async fn open_of(read: &mut Read, person: PersonId) -> Result<Option<Wish>, DbError> {
    read.row(
        sql!(
            "select id, person_id, asked_at_ms, due_at_ms, state, version, trail
               from erasure where person_id = $1 and ended_at_ms is null"
        ),
        params![person],
    )
    .await
}

/// Open wishes after an id.
pub(super) async fn open_after(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<(ErasureId,)>, DbError> {
    read.rows(
        sql!("select id from erasure where state in ('waiting', 'due') and id > $1 order by id limit $2"),
        params![after, limit],
    )
    .await
}

/// Who was erased since a moment, the longest ago first.
pub(super) async fn done_since(read: &mut Read, since: Time, limit: Limit) -> Result<Vec<Erased>, DbError> {
    read.rows(
        sql!(
            "select id, person_id, ended_at_ms from erasure
              where state = 'done' and ended_at_ms >= $1 order by ended_at_ms, id limit $2"
        ),
        params![since, limit],
    )
    .await
}

/// How many wishes stand how, and since when the oldest of them waits.
pub(super) async fn counts(read: &mut Read) -> Result<Vec<WishCount>, DbError> {
    read.rows(
        sql!("select state, count(*), min(asked_at_ms) from erasure group by state order by state limit 10"),
        params![],
    )
    .await
}

/// Whether there is such a person whose key is not destroyed.
pub(super) async fn is_there(read: &mut Read, person: PersonId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from person p
                  where p.id = $1 and not exists
                        (select 1 from person_key k where k.subject = p.id and k.wrapped is null)"
            ),
            params![person],
        )
        .await?;
    Ok(count > 0)
}
