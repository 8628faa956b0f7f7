//! Every statement on goods that are made no more.

use kernel::ids::{PersonId, ProductId};
use store::{DbError, Read, Tx, params, sql};

use super::retired::Gone;

/// Retires a good unless it is retired.
pub(super) async fn insert(tx: &mut Tx, product: ProductId, by: PersonId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into product_retirement (product_id, retired_at_ms, retired_by)
                 select id, cast($2 as bigint), cast($3 as text) from product
                  where id = $1
                    and not exists (select 1 from product_retirement
                                     where product_id = $1 and (ended_at_ms is null or retired_at_ms = $2))"
            ),
            params![product, now, by],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends the retirement of a good, if it is retired.
pub(super) async fn end(tx: &mut Tx, product: ProductId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update product_retirement set ended_at_ms = $2 where product_id = $1 and ended_at_ms is null"
            ),
            params![product, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Whether a good is retired.
pub(super) async fn is_retired(read: &mut Read, product: ProductId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from product_retirement where product_id = $1 and ended_at_ms is null"),
            params![product],
        )
        .await?;
    Ok(count > 0)
}

/// A good that is retired, or whose maker has stopped.
pub(super) async fn good(read: &mut Read, slug: &str) -> Result<Option<Gone>, DbError> {
    read.row(
        sql!(
            "select p.name_hi, p.name_en, c.craft_key, c.name_hi, c.name_en,
                    case when x.maker_id is null then m.slug else '' end, m.name_hi, m.name_en
               from product p
               join craft c on c.craft_key = p.craft_key
               join maker m on m.id = p.maker_id
               left join maker_closure x on x.maker_id = m.id and x.ended_at_ms is null
               left join product_retirement r on r.product_id = p.id and r.ended_at_ms is null
              where p.slug = $1 and (x.maker_id is not null or r.product_id is not null)"
        ),
        params![slug],
    )
    .await
}

/// A maker who has stopped.
pub(super) async fn maker(read: &mut Read, slug: &str) -> Result<Option<Gone>, DbError> {
    read.row(
        sql!(
            "select m.name_hi, m.name_en, c.craft_key, c.name_hi, c.name_en, '', '', ''
               from maker m
               join craft c on c.craft_key = m.craft_key
               join maker_closure x on x.maker_id = m.id and x.ended_at_ms is null
              where m.slug = $1"
        ),
        params![slug],
    )
    .await
}
