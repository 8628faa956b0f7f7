//! Every statement on requests, in life order.

use kernel::ids::{HelpRequestId, MakerId, PersonId, PriceRequestId, VariantId};
use kernel::{BadCell, Limit, Paise, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::{About, Decision, Help, PriceAsked};
use crate::personal::{self, MAKER_MOBILE};

/// Open requests of one maker; she has one about each thing.
const OWN: Limit = Limit::of(100);

/// A price request, for whoever decides it.
pub(super) struct Asked {
    pub(super) maker: MakerId,
    pub(super) block: String,
    pub(super) asked_by: PersonId,
    pub(super) variant: VariantId,
    pub(super) wanted: Paise,
    pub(super) good: Words,
}

impl FromRow for Asked {
    fn from_row(mut row: Row) -> Result<Asked, BadCell> {
        Ok(Asked {
            maker: row.take(0)?,
            block: row.take(1)?,
            asked_by: row.take(2)?,
            variant: row.take(3)?,
            wanted: row.take(4)?,
            good: Words { hi: row.take(5)?, en: row.take(6)? },
        })
    }
}

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

/// The price asked for before is not wanted any more.
pub(crate) async fn withdraw_price(tx: &mut Tx, variant: VariantId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update price_request set decided_at_ms = $2, decision = 'withdrawn'
              where variant_id = $1 and decided_at_ms is null"
        ),
        params![variant, now],
    )
    .await
}

/// A price to be looked at.
pub(super) async fn insert_price(
    tx: &mut Tx,
    id: PriceRequestId,
    person: PersonId,
    (maker, variant): (MakerId, VariantId),
    (now, wanted): (Paise, Paise),
) -> Result<(), DbError> {
    let at = tx.now();
    tx.put(
        sql!(
            "insert into price_request (id, variant_id, maker_id, now_paise, wanted_paise, asked_by, asked_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![id, variant, maker, now, wanted, person, at],
    )
    .await
}

/// A price request, decided or not.
pub(super) async fn price_of(read: &mut Read, id: PriceRequestId) -> Result<Option<Asked>, DbError> {
    read.row(
        sql!(
            "select m.id, m.block_code, r.asked_by, r.variant_id, r.wanted_paise, p.name_hi, p.name_en
               from price_request r
               join maker m on m.id = r.maker_id
               join variant v on v.id = r.variant_id
               join product p on p.id = v.product_id
              where r.id = $1"
        ),
        params![id],
    )
    .await
}

/// Decides a price request, unless it was decided.
pub(super) async fn decide_price(
    tx: &mut Tx,
    id: PriceRequestId,
    officer: PersonId,
    decision: Decision,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update price_request set decided_at_ms = $2, decided_by = $3, decision = $4
                  where id = $1 and decided_at_ms is null"
            ),
            params![id, now, officer, decision],
        )
        .await?;
    Ok(changed == 1)
}

/// The prices of a maker that wait.
pub(super) async fn prices_of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<PriceAsked>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.asked_at_ms, v.id, p.name_hi, p.name_en, v.label_hi, v.label_en, v.price_paise, r.wanted_paise,
                    m.id, m.name_hi, m.name_en, m.village_hi, m.village_en
               from price_request r
               join maker m on m.id = r.maker_id
               join variant v on v.id = r.variant_id
               join product p on p.id = v.product_id
              where r.maker_id = $1 and r.decided_at_ms is null
              order by r.asked_at_ms, r.id limit $2"
        ),
        params![maker, OWN],
    )
    .await
}

/// The prices that wait in a block.
pub(super) async fn open_prices(
    read: &mut Read,
    block: &str,
    limit: Limit,
) -> Result<Vec<PriceAsked>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.asked_at_ms, v.id, p.name_hi, p.name_en, v.label_hi, v.label_en, v.price_paise, r.wanted_paise,
                    m.id, m.name_hi, m.name_en, m.village_hi, m.village_en
               from price_request r
               join maker m on m.id = r.maker_id
               join variant v on v.id = r.variant_id
               join product p on p.id = v.product_id
              where m.block_code = $1 and r.decided_at_ms is null
              order by r.asked_at_ms, r.id limit $2"
        ),
        params![block, limit],
    )
    .await
}
