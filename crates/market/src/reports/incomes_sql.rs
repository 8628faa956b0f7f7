//! Every statement on how what makers were paid is spread among them.

use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, params, sql};

use super::{CLASSES, Cut, Earner, IncomesOf, STEPS, Span};

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

/// What reached makers in each of twelve months that begin with these days: the place of a month, makers, payouts, paise.
pub(super) async fn months(
    read: &mut Read,
    months: [Day; STEPS],
    to: Time,
    limit: Limit,
) -> Result<Vec<(i64, i64, i64, i64)>, DbError> {
    let starts = months.map(Day::starts);
    read.rows(
        sql!(
            "select t.step, count(distinct t.maker_id), count(*), cast(sum(t.amount_paise) as bigint)
               from (select s.maker_id, s.amount_paise,
                            case when s.ended_at_ms < $3 then 0 when s.ended_at_ms < $4 then 1 when s.ended_at_ms < $5 then 2
                                 when s.ended_at_ms < $6 then 3 when s.ended_at_ms < $7 then 4 when s.ended_at_ms < $8 then 5
                                 when s.ended_at_ms < $9 then 6 when s.ended_at_ms < $10 then 7 when s.ended_at_ms < $11 then 8
                                 when s.ended_at_ms < $12 then 9 when s.ended_at_ms < $13 then 10 else 11 end as step
                       from payout s
                      where s.state = 'settled' and s.ended_at_ms >= $1 and s.ended_at_ms < $2) t
              group by t.step order by t.step limit $14"
        ),
        params![
            starts[0], to, starts[1], starts[2], starts[3], starts[4], starts[5], starts[6], starts[7],
            starts[8], starts[9], starts[10], starts[11], limit
        ],
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

/// What each maker got from `$1` to before `$2`, with line `cut` of cut `$3`.
macro_rules! earned {
    ($($head:literal),+; $rest:literal) => {
        sql!(
            $($head,)+
            " from (select p.maker_id, p.paise, p.payouts, m.name_hi, m.name_en, m.slug,
                           case $3 when 'block' then m.block_code
                                   when 'department' then coalesce(k.department, '-')
                                   when 'officer' then coalesce(k.officer_id, '-')
                                   when 'craft' then m.craft_key
                                   when 'post' then coalesce(k.department, '-') || ' ' || m.block_code
                                   when 'who' then case when m.kind = 'shg' then 'shg' else coalesce(k.gender, 'unknown') end
                                   else '' end as cut
                      from (select s.maker_id, cast(sum(s.amount_paise) as bigint) as paise, count(*) as payouts
                              from payout s
                             where s.state = 'settled' and s.ended_at_ms >= $1 and s.ended_at_ms < $2
                             group by s.maker_id) p
                      join maker m on m.id = p.maker_id
                      left join maker_case k on k.maker_id = m.id) q ",
            $rest
        )
    };
}

/// Of each line of a cut how many makers got something, and what those a quarter, half and three quarters up the order got.
pub(super) async fn by(
    read: &mut Read,
    cut: Cut,
    span: Span,
    limit: Limit,
) -> Result<Vec<IncomesOf>, DbError> {
    read.rows(
        earned!(
            "select r.cut, max(r.makers),
                    cast(max(case when r.place = (r.makers - 1) / 4 + 1 then r.paise end) as bigint),
                    cast(max(case when r.place = (r.makers - 1) / 2 + 1 then r.paise end) as bigint),
                    cast(max(case when r.place = (r.makers - 1) * 3 / 4 + 1 then r.paise end) as bigint)",
            " from (select q.cut, q.paise, row_number() over (partition by q.cut order by q.paise, q.maker_id) as place,
                            count(*) over (partition by q.cut) as makers";
            ") r group by r.cut order by r.cut limit $4"
        ),
        params![span.from, span.to, cut, limit],
    )
    .await
}

/// The makers of one line of a cut who got so much and less than so much, behind a place, who got least first.
pub(super) async fn earners(
    read: &mut Read,
    (cut, line): (Cut, &str),
    span: Span,
    (from, below): (Paise, Paise),
    (after, maker): (Paise, &str),
    limit: Limit,
) -> Result<Vec<Earner>, DbError> {
    read.rows(
        earned!(
            "select q.maker_id, q.name_hi, q.name_en, q.slug, q.paise, q.payouts";
            "where q.cut = $4 and q.paise >= $5 and q.paise < $6 and (q.paise > $7 or (q.paise = $7 and q.maker_id > $8))
              order by q.paise, q.maker_id limit $9"
        ),
        params![span.from, span.to, cut, line, from, below, after, maker, limit],
    )
    .await
}
