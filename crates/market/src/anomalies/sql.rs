//! Every statement on what was found.

use kernel::Limit;
use kernel::ids::{AnomalyId, MakerId, PersonId, TaskId};
use store::{DbError, Read, Tx, params, sql};

use super::read::{Anomaly, Named};
use super::rules_sql::Found;
use super::{AnomalyState, Rule};
use crate::audit::Trail;

/// Whether a rule has found it before.
pub(super) async fn is_known(read: &mut Read, rule: Rule, about: &str) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(*) from anomaly where rule = $1 and about = $2"), params![rule, about])
        .await?;
    Ok(count > 0)
}

/// Writes an anomaly with the makers it is about.
pub(super) async fn insert(
    tx: &mut Tx,
    (id, rule): (AnomalyId, Rule),
    found: &Found,
    makers: &[MakerId],
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    let count = i64::try_from(makers.len()).unwrap_or(i64::MAX);
    tx.put(
        sql!(
            "insert into anomaly (id, rule, about, maker_id, case_id, order_id, officer_id, makers, found_at_ms, words,
                                  state, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 'open', 1, $10)"
        ),
        params![
            id,
            rule,
            found.about,
            found.maker,
            found.case,
            found.order,
            found.officer,
            count,
            now,
            trail.clone()
        ],
    )
    .await?;
    for maker in makers {
        tx.put(sql!("insert into anomaly_maker (anomaly_id, maker_id) values ($1, $2)"), params![id, *maker])
            .await?;
    }
    Ok(())
}

/// Columns of an anomaly with what its evidence is called.
macro_rules! anomalies {
    ($rest:literal) => {
        sql!(
            "select a.id, a.rule, a.state, a.found_at_ms, a.makers, coalesce(m.name_hi, c.name_hi, ''), coalesce(m.name_en, c.name_en, ''),
                    coalesce(m.slug, ''), a.case_id, o.code, p.name, a.officer_id, a.words, a.task_id, a.version, a.trail
               from anomaly a
               left join maker m on m.id = a.maker_id
               left join maker_case c on c.id = a.case_id
               left join buyer_order o on o.id = a.order_id
               left join person p on p.id = a.officer_id ",
            $rest
        )
    };
}

/// What was found and does not concern who asks: what is open first, then the newest.
pub(super) async fn all(read: &mut Read, asks: PersonId, limit: Limit) -> Result<Vec<Anomaly>, DbError> {
    read.rows(
        anomalies!(
            "where a.officer_id is null or a.officer_id <> $1
             order by case a.state when 'open' then 0 else 1 end, a.found_at_ms desc, a.id limit $2"
        ),
        params![asks, limit],
    )
    .await
}

/// One of them.
pub(super) async fn one(read: &mut Read, asks: PersonId, id: AnomalyId) -> Result<Option<Anomaly>, DbError> {
    read.row(
        anomalies!("where a.id = $2 and (a.officer_id is null or a.officer_id <> $1)"),
        params![asks, id],
    )
    .await
}

/// The makers one is about.
pub(super) async fn makers_of(read: &mut Read, id: AnomalyId, limit: Limit) -> Result<Vec<Named>, DbError> {
    read.rows(
        sql!(
            "select m.name_hi, m.name_en, m.slug from anomaly_maker a join maker m on m.id = a.maker_id
              where a.anomaly_id = $1 order by m.name_hi, m.id limit $2"
        ),
        params![id, limit],
    )
    .await
}

/// How many are open and do not concern who asks.
pub(super) async fn open_count(read: &mut Read, asks: PersonId) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!(
                "select count(*) from anomaly a
                  where a.state = 'open' and (a.officer_id is null or a.officer_id <> $1)"
            ),
            params![asks],
        )
        .await?;
    Ok(count)
}

/// Answers one. `false`: another change was faster.
pub(super) async fn answer(
    tx: &mut Tx,
    row: &Anomaly,
    to: AnomalyState,
    (words, task): (&str, Option<TaskId>),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update anomaly set state = $3, words = $4, task_id = $5, trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, words, task, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}
