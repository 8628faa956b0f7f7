//! Every statement on trainings, in life order.

use kernel::Limit;
use kernel::ids::{MakerId, PersonId, TrainingId};
use store::{DbError, Read, Tx, params, sql};

use super::act::{Attended, Held};

/// Whether there is such a craft.
pub(super) async fn is_craft(read: &mut Read, key: &str) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from craft where craft_key = $1"), params![key]).await?;
    Ok(count == 1)
}

/// Writes a training, once. `false`: it is there.
pub(super) async fn insert(
    tx: &mut Tx,
    id: TrainingId,
    held: &Held,
    (trainer, topic): (&str, &str),
    (by, once): (PersonId, &str),
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into training (id, craft_key, held_day, trainer, topic, once_key, noted_by, noted_at_ms)
                 values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (once_key) do nothing"
            ),
            params![id, held.craft, held.day, trainer, topic, once, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A maker of these blocks came. 0: she is from elsewhere.
pub(super) async fn attend(
    tx: &mut Tx,
    id: TrainingId,
    maker: MakerId,
    fenced: &str,
) -> Result<u64, DbError> {
    tx.exec(
        sql!(
            "insert into training_attendance (training_id, maker_id)
             select $1, m.id from maker m where m.id = $2 and $3 like '%;' || m.block_code || ';%'"
        ),
        params![id, maker, fenced],
    )
    .await
}

/// Trainings to which somebody of some blocks came.
pub(super) async fn held_in(read: &mut Read, fenced: &str, limit: Limit) -> Result<Vec<Attended>, DbError> {
    read.rows(
        sql!(
            "select c.name_hi, c.name_en, t.held_day, t.trainer, t.topic, count(*)
               from training t join craft c on c.craft_key = t.craft_key
               join training_attendance a on a.training_id = t.id join maker m on m.id = a.maker_id
              where $1 like '%;' || m.block_code || ';%'
              group by t.id, c.name_hi, c.name_en, t.held_day, t.trainer, t.topic
              order by t.held_day desc, t.id desc limit $2"
        ),
        params![fenced, limit],
    )
    .await
}

/// Trainings a maker came to.
pub(super) async fn attended_by(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<Attended>, DbError> {
    read.rows(
        sql!(
            "select c.name_hi, c.name_en, t.held_day, t.trainer, t.topic,
                    (select count(*) from training_attendance o where o.training_id = t.id)
               from training t join craft c on c.craft_key = t.craft_key
               join training_attendance a on a.training_id = t.id
              where a.maker_id = $1 order by t.held_day desc, t.id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// Makers of some blocks who have not closed.
pub(super) async fn may_come(
    read: &mut Read,
    fenced: &str,
    limit: Limit,
) -> Result<Vec<(MakerId, String, String)>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en from maker m
              where $1 like '%;' || m.block_code || ';%'
                and not exists (select 1 from maker_closure x where x.maker_id = m.id and x.ended_at_ms is null)
              order by m.name_hi, m.id limit $2"
        ),
        params![fenced, limit],
    )
    .await
}
