//! Every statement on how what makers were paid is spread among them.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::{CLASSES, Cut, IncomesOf, Span};

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

/// What reached makers in steps of so many milliseconds from a moment on: the number of the step, makers, payouts, paise.
pub(super) async fn steps(
    read: &mut Read,
    span: Span,
    step_ms: i64,
    limit: Limit,
) -> Result<Vec<(i64, i64, i64, i64)>, DbError> {
    read.rows(
        sql!(
            "select (s.ended_at_ms - $1) / $3 as step, count(distinct s.maker_id), count(*), cast(sum(s.amount_paise) as bigint)
               from payout s
              where s.state = 'settled' and s.ended_at_ms >= $1 and s.ended_at_ms < $2
              group by (s.ended_at_ms - $1) / $3 order by step limit $4"
        ),
        params![span.from, span.to, step_ms, limit],
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

/// Of each line of a cut how many makers got something, and what those a quarter, half and three quarters up the order got.
pub(super) async fn by(
    read: &mut Read,
    cut: Cut,
    span: Span,
    limit: Limit,
) -> Result<Vec<IncomesOf>, DbError> {
    read.rows(
        sql!(
            "select r.cut, max(r.makers),
                    cast(max(case when r.place = (r.makers - 1) / 4 + 1 then r.paise end) as bigint),
                    cast(max(case when r.place = (r.makers - 1) / 2 + 1 then r.paise end) as bigint),
                    cast(max(case when r.place = (r.makers - 1) * 3 / 4 + 1 then r.paise end) as bigint)
               from (select q.cut, q.paise, row_number() over (partition by q.cut order by q.paise, q.maker_id) as place,
                            count(*) over (partition by q.cut) as makers
                       from (select p.maker_id, p.paise,
                                    case $3 when 'block' then m.block_code
                                            when 'department' then coalesce(k.department, '-')
                                            when 'officer' then coalesce(k.officer_id, '-')
                                            when 'craft' then m.craft_key
                                            when 'post' then coalesce(k.department, '-') || ' ' || m.block_code
                                            when 'who' then case when m.kind = 'shg' then 'shg' else coalesce(k.gender, 'unknown') end
                                            else '' end as cut
                               from (select s.maker_id, cast(sum(s.amount_paise) as bigint) as paise
                                       from payout s
                                      where s.state = 'settled' and s.ended_at_ms >= $1 and s.ended_at_ms < $2
                                      group by s.maker_id) p
                               join maker m on m.id = p.maker_id
                               left join maker_case k on k.maker_id = m.id) q) r
              group by r.cut order by r.cut limit $4"
        ),
        params![span.from, span.to, cut, limit],
    )
    .await
}
