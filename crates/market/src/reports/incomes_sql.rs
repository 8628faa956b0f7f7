//! Every statement on how what makers were paid is spread among them.

use kernel::Paise;
use store::{DbError, Read, params, sql};

use super::{CLASSES, Span};

/// How many makers got how much: the place of a class, and its makers.
pub(super) async fn classes(read: &mut Read, span: Span) -> Result<Vec<(i64, i64)>, DbError> {
    let [_, a, b, c, d, e] = CLASSES;
    read.rows(
        sql!(
            "select t.class, count(*)
               from (select case when p.paise < $3 then 0 when p.paise < $4 then 1 when p.paise < $5 then 2
                                 when p.paise < $6 then 3 when p.paise < $7 then 4 else 5 end as class
                       from (select cast(sum(s.amount_paise) as bigint) as paise
                               from payout s
                              where s.state = 'settled' and s.ended_at_ms >= $1 and s.ended_at_ms < $2
                              group by s.maker_id) p) t
              group by t.class order by t.class limit 10"
        ),
        params![span.from, span.to, a, b, c, d, e],
    )
    .await
}

/// What the maker at a place got when all are put in order.
pub(super) async fn at(read: &mut Read, span: Span, place: i64) -> Result<Paise, DbError> {
    let (paise,) = read
        .one(
            sql!(
                "select cast(sum(s.amount_paise) as bigint) as paise
                   from payout s
                  where s.state = 'settled' and s.ended_at_ms >= $1 and s.ended_at_ms < $2
                  group by s.maker_id order by paise, s.maker_id limit 1 offset $3"
            ),
            params![span.from, span.to, place],
        )
        .await?;
    Ok(paise)
}
