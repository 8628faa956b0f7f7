//! Every statement of the launch gate: what each check counts, and the evidence that was signed.

use kernel::ids::{PersonId, RestoreWordId, StageId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::gate::{Check, Proof, RestoreWord};

/// Messages of a company that proved themselves since a moment with keys that move real money, and the newest.
pub(super) async fn gateway_events(read: &mut Read, since: Time) -> Result<(i64, Option<Time>), DbError> {
    read.one(
        sql!(
            "select count(*), max(e.received_at_ms)
               from payment_event e join gateway_key k on k.gateway = e.gateway
              where e.received_at_ms >= $1 and k.money = 'real' and e.received_at_ms >= k.since_ms"
        ),
        params![since],
    )
    .await
}

/// Goods on the shelf.
pub(super) async fn on_shelf(read: &mut Read) -> Result<i64, DbError> {
    let (count,) = read.one(sql!("select count(*) from shelf"), params![]).await?;
    Ok(count)
}

/// Crafts on the shelf of which a parcel has reached a buyer, all crafts on it, and when the newest did.
pub(super) async fn walked(read: &mut Read) -> Result<(i64, i64, Option<Time>), DbError> {
    read.one(
        sql!(
            "select cast(coalesce(sum(case when t.ended is null then 0 else 1 end), 0) as bigint), count(*), max(t.ended)
               from (select c.craft_key,
                            (select max(p.ended_at_ms) from parcel p join order_line l on l.parcel_id = p.id
                               join product g on g.id = l.product_id
                              where g.craft_key = c.craft_key and p.state = 'delivered') as ended
                       from (select distinct craft_key from shelf) c) t"
        ),
        params![],
    )
    .await
}

/// Of the roles that need several people, how many have them.
pub(super) async fn roles_of_two(read: &mut Read, least: i64) -> Result<(i64, i64), DbError> {
    let (filled,): (i64,) = read
        .one(
            sql!(
                "select count(*) from (select role from role_grant
                                        where role in ('administrator', 'finance', 'dc_office') and ended_at_ms is null
                                        group by role having count(distinct person_id) >= $1) r"
            ),
            params![least],
        )
        .await?;
    Ok((filled, 3))
}

/// Of the tax rates in force of what is on the shelf, how many are signed off.
pub(super) async fn signed_rates(read: &mut Read, today: Day) -> Result<(i64, i64), DbError> {
    read.one(
        sql!(
            "select cast(coalesce(sum(case when r.verified = 'signed' then 1 else 0 end), 0) as bigint), count(*)
               from (select distinct p.hsn_key from shelf s join product p on p.id = s.product_id) k
               join hsn_rate r on r.hsn_key = k.hsn_key
                and r.effective_from_day = (select max(n.effective_from_day) from hsn_rate n
                                             where n.hsn_key = k.hsn_key and n.effective_from_day <= $1)"
        ),
        params![today],
    )
    .await
}

/// Hubs with hours and a keeper, and all.
pub(super) async fn ready_hubs(read: &mut Read) -> Result<(i64, i64), DbError> {
    read.one(
        sql!(
            "select cast(coalesce(sum(case when h.open_hours <> ''
                                            and exists (select 1 from role_grant g
                                                         where g.hub_id = h.id and g.role = 'hub_keeper' and g.ended_at_ms is null)
                                           then 1 else 0 end), 0) as bigint), count(*)
               from hub h"
        ),
        params![],
    )
    .await
}

/// Bank holidays between two days.
pub(super) async fn holidays(read: &mut Read, (from, to): (Day, Day)) -> Result<i64, DbError> {
    let (count,) = read
        .one(sql!("select count(*) from bank_holiday where day >= $1 and day <= $2"), params![from, to])
        .await?;
    Ok(count)
}

/// Restores since a day that two people speak for, and when the second one did last.
pub(super) async fn restore_words(read: &mut Read, since: Day) -> Result<(i64, Option<Time>), DbError> {
    read.one(
        sql!(
            "select count(*), max(agreed_at_ms) from restore_word where restored_day >= $1 and agreed_by is not null"
        ),
        params![since],
    )
    .await
}

/// Writes down what somebody says of a restore.
pub(super) async fn insert_restore_word(
    tx: &mut Tx,
    id: RestoreWordId,
    day: Day,
    words: &str,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into restore_word (id, restored_day, words, said_by, said_at_ms) values ($1, $2, $3, $4, $5)"
        ),
        params![id, day, words, by, now],
    )
    .await
}

/// Who says it.
pub(super) async fn restore_said_by(read: &mut Read, id: RestoreWordId) -> Result<Option<PersonId>, DbError> {
    let found: Option<(PersonId,)> =
        read.row(sql!("select said_by from restore_word where id = $1"), params![id]).await?;
    Ok(found.map(|(person,)| person))
}

/// Somebody else agrees. `false`: somebody has.
pub(super) async fn agree_restore(tx: &mut Tx, id: RestoreWordId, by: PersonId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update restore_word set agreed_by = $2, agreed_at_ms = $3
                  where id = $1 and agreed_by is null and said_by <> $2"
            ),
            params![id, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The newest words about restores.
pub(super) async fn words_of_restores(read: &mut Read, limit: Limit) -> Result<Vec<RestoreWord>, DbError> {
    read.rows(
        sql!(
            "select w.id, w.restored_day, w.words, w.said_by, p.name, w.agreed_by
               from restore_word w join person p on p.id = w.said_by order by w.said_at_ms desc, w.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Keeps what a check had found when it was signed.
pub(super) async fn keep_proof(tx: &mut Tx, stage: StageId, proof: &Proof) -> Result<(), DbError> {
    let at = proof.at.unwrap_or_else(|| tx.now());
    tx.put(
        sql!(
            "insert into gate_proof (stage_id, check_key, found, wanted, at_ms) values ($1, $2, $3, $4, $5)"
        ),
        params![stage, proof.check, proof.found, proof.wanted, at],
    )
    .await
}

/// What the newest signature was given on.
pub(super) async fn newest_evidence(read: &mut Read, limit: Limit) -> Result<Vec<Proof>, DbError> {
    let rows: Vec<(Check, i64, i64, Time)> = read
        .rows(
            sql!(
                "select g.check_key, g.found, g.wanted, g.at_ms from gate_proof g
                  where g.stage_id = (select s.id from mart_stage s where s.stage = 'live' order by s.seq desc limit 1)
                  order by g.check_key limit $1"
            ),
            params![limit],
        )
        .await?;
    Ok(rows
        .into_iter()
        .map(|(check, found, wanted, at)| Proof { check, found, wanted, at: Some(at) })
        .collect())
}
