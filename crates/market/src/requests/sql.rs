//! Every statement on requests, in life order.

use kernel::Limit;
use kernel::ids::{HelpRequestId, MakerId, PersonId};
use store::{DbError, Read, Tx, params, sql};

use super::{About, Help};
use crate::personal::{self, MAKER_MOBILE};

/// Open requests of one maker; she has one about each thing.
const OWN: Limit = Limit::of(100);

/// A request for help, unless one about the same is open.
pub(super) async fn insert_help(
    tx: &mut Tx,
    id: HelpRequestId,
    person: PersonId,
    maker: MakerId,
    about: About,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into help_request (id, maker_id, about, asked_by, asked_at_ms, answer)
                 select cast($1 as text), m.id, cast($3 as text), cast($4 as text), cast($5 as bigint), ''
                   from maker m
                  where m.id = $2
                    and not exists (select 1 from help_request h
                                     where h.maker_id = $2 and h.about = $3 and h.answered_at_ms is null)"
            ),
            params![id, maker, about, person, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Whose a request is, and her block.
pub(super) async fn help_of(
    read: &mut Read,
    id: HelpRequestId,
) -> Result<Option<(MakerId, String)>, DbError> {
    read.row(
        sql!(
            "select m.id, m.block_code from help_request h join maker m on m.id = h.maker_id where h.id = $1"
        ),
        params![id],
    )
    .await
}

/// Answers a request, unless it was answered.
pub(super) async fn answer_help(
    tx: &mut Tx,
    id: HelpRequestId,
    officer: PersonId,
    words: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update help_request set answered_at_ms = $2, answered_by = $3, answer = $4
                  where id = $1 and answered_at_ms is null"
            ),
            params![id, now, officer, words],
        )
        .await?;
    Ok(changed == 1)
}

/// What a maker waits for help about.
pub(super) async fn open_about(read: &mut Read, maker: MakerId) -> Result<Vec<About>, DbError> {
    let rows: Vec<(About,)> = read
        .rows(
            sql!(
                "select about from help_request
                  where maker_id = $1 and answered_at_ms is null order by asked_at_ms limit $2"
            ),
            params![maker, OWN],
        )
        .await?;
    Ok(rows.into_iter().map(|(about,)| about).collect())
}

/// Who waits for help in a block.
pub(super) async fn open_help(read: &mut Read, block: &str, limit: Limit) -> Result<Vec<Help>, DbError> {
    let mut rows: Vec<Help> = read.rows(
        sql!(
            "select h.id, h.about, h.asked_at_ms, m.id, m.name_hi, m.name_en, m.village_hi, m.village_en, m.mobile_sealed
               from help_request h join maker m on m.id = h.maker_id
              where m.block_code = $1 and h.answered_at_ms is null
              order by h.asked_at_ms, h.id limit $2"
        ),
        params![block, limit],
    )
    .await?;
    read.bring_keys(rows.iter().map(|row| row.maker)).await?;
    for row in &mut rows {
        personal::open(read, MAKER_MOBILE, &row.maker, &row.maker, &mut row.mobile).await?;
    }
    Ok(rows)
}
