//! Statements of the funnel. Each takes its scope: department, then blocks between semicolons.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Scope;
use super::funnel::{Cell, Cut, Resting};

/// How many cases stand where, cut by something.
pub(super) async fn cells(read: &mut Read, scope: &Scope, cut: Cut) -> Result<Vec<Cell>, DbError> {
    let (department, blocks) = scope.bounds();
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select f.cut, f.stage, count(*)
               from (select case when $3 = 'block' then c.block_code when $3 = 'department' then c.department
                                 when $3 = 'craft' then coalesce(c.craft_key, '-') else '' end as cut,
                     case when c.state <> 'listed' then c.state
                          when (exists (select 1 from payout s where s.maker_id = c.maker_id and s.state = 'settled')
                       or exists (select 1 from case_merge g join maker_case l on l.id = g.loser_id
                                    join payout s on s.maker_id = l.maker_id and s.state = 'settled'
                                   where g.survivor_id = c.id and g.undone_at_ms is null)) then 'paid'
                          when (exists (select 1 from parcel s where s.maker_id = c.maker_id and s.state = 'delivered' and s.in_trial = 0)
                       or exists (select 1 from case_merge g join maker_case l on l.id = g.loser_id
                                    join parcel s on s.maker_id = l.maker_id and s.state = 'delivered' and s.in_trial = 0
                                   where g.survivor_id = c.id and g.undone_at_ms is null)) then 'first_sale'
                          else 'listed' end as stage
                       from maker_case c
                      where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                        and c.state <> 'merged') f
              group by f.cut, f.stage order by f.cut, f.stage limit $4"
        ),
        params![department, blocks, cut.as_str(), most],
    )
    .await
}

/// For which reasons cases rest.
pub(super) async fn resting(read: &mut Read, scope: &Scope) -> Result<Vec<Resting>, DbError> {
    let (department, blocks) = scope.bounds();
    let most = Limit::of(50);
    read.rows(
        sql!(
            "select s.why, count(*)
               from maker_case c join case_stop s on s.case_id = c.id and s.ended_at_ms is null
              where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                and c.state = 'stopped'
              group by s.why order by count(*) desc, s.why limit $3"
        ),
        params![department, blocks, most],
    )
    .await
}

/// How many makers have sold something, of those whose first day is known.
pub(super) async fn sold(read: &mut Read, scope: &Scope) -> Result<i64, DbError> {
    let (department, blocks) = scope.bounds();
    let (count,) = read
        .one(
            sql!(
                "select count(*)
                   from maker_case c
                  where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                    and c.maker_id is not null and c.state <> 'merged'
                    and exists (select 1 from parcel s where s.maker_id = c.maker_id and s.state = 'delivered' and s.in_trial = 0)"
            ),
            params![department, blocks],
        )
        .await?;
    Ok(count)
}

/// The days from found to first sale that stand at a place when all are put in order.
pub(super) async fn days_at(read: &mut Read, scope: &Scope, place: i64) -> Result<Option<i64>, DbError> {
    let (department, blocks) = scope.bounds();
    let row = read
        .row(
            sql!(
                "select d.days
                   from (select ((select min(s.ended_at_ms) from parcel s
                                   where s.maker_id = c.maker_id and s.state = 'delivered' and s.in_trial = 0) - c.found_at_ms) / 86400000 as days
                           from maker_case c
                          where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                            and c.maker_id is not null and c.state <> 'merged'
                            and exists (select 1 from parcel s where s.maker_id = c.maker_id and s.state = 'delivered' and s.in_trial = 0)) d
                  order by d.days limit 1 offset $3"
            ),
            params![department, blocks, place],
        )
        .await?;
    Ok(row.map(|(days,)| days))
}
