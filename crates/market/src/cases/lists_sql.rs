//! Statements of the lists of cases. Each is bounded and takes its scope: department, then blocks between semicolons.

use kernel::ids::PersonId;
use kernel::{Day, Limit};
use store::{DbError, Read, params, sql};

use super::Scope;
use super::lists::{CaseLine, Filter, VillageLine};
use crate::accounts::DepartmentKey;

/// Cases within a scope, narrowed, the latest found first.
pub(super) async fn page(
    read: &mut Read,
    scope: &Scope,
    filter: &Filter,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    let (department, blocks) = scope.bounds();
    let stage = filter.stage.map_or("", |stage| stage.as_str());
    let carried_by = filter.department.map_or("", |department| department.as_str());
    let why = filter.why.map_or("", |why| why.as_str());
    let officer = filter.officer.map(|id| id.to_string()).unwrap_or_default();
    let after = filter.after.map(|id| id.to_string()).unwrap_or_default();
    read.rows(
        sql!(
            "select c.id, c.name_hi, c.name_en, c.village_hi, c.village_en, b.name_hi, b.name_en, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.department, coalesce(p.name, ''), c.state, c.found_at_ms, n.what, n.due_day,
                    coalesce(n.note, '')
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join person p on p.id = c.officer_id
               left join case_next n on n.case_id = c.id and n.ended_at_ms is null
              where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                and c.state <> 'merged'
                and ($3 = '' or $3 =
                     case when c.state <> 'listed' then c.state
                          when (exists (select 1 from payout s where s.maker_id = c.maker_id and s.state = 'settled')
                       or exists (select 1 from case_merge g join maker_case l on l.id = g.loser_id
                                    join payout s on s.maker_id = l.maker_id and s.state = 'settled'
                                   where g.survivor_id = c.id and g.undone_at_ms is null)) then 'paid'
                          when (exists (select 1 from parcel s where s.maker_id = c.maker_id and s.state = 'delivered' and s.in_trial = 0)
                       or exists (select 1 from case_merge g join maker_case l on l.id = g.loser_id
                                    join parcel s on s.maker_id = l.maker_id and s.state = 'delivered' and s.in_trial = 0
                                   where g.survivor_id = c.id and g.undone_at_ms is null)) then 'first_sale'
                          else 'listed' end)
                and ($4 = '' or c.block_code = $4)
                and ($5 = '' or c.department = $5)
                and ($6 = '' or c.craft_key = $6 or ($6 = '-' and c.craft_key is null))
                and ($7 = '' or exists (select 1 from case_stop s
                      where s.case_id = c.id and s.ended_at_ms is null and s.why = $7))
                and ($8 = '' or c.officer_id = $8)
                and ($9 = '' or c.village_hi = $9 or c.village_en = $9)
                and ($10 = '' or c.id < $10)
              order by c.id desc limit $11"
        ),
        params![
            department,
            blocks,
            stage,
            filter.block,
            carried_by,
            filter.craft,
            why,
            officer,
            filter.village,
            after,
            limit
        ],
    )
    .await
}

/// What an officer has to do until a day, the longest due first. What the head has to decide is not hers to do.
pub(super) async fn due_of(
    read: &mut Read,
    scope: &Scope,
    officer: PersonId,
    until: Day,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    let (department, blocks) = scope.bounds();
    read.rows(
        sql!(
            "select c.id, c.name_hi, c.name_en, c.village_hi, c.village_en, b.name_hi, b.name_en, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.department, coalesce(p.name, ''), c.state, c.found_at_ms, n.what, n.due_day,
                    coalesce(n.note, '')
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join person p on p.id = c.officer_id
               join case_next n on n.case_id = c.id and n.ended_at_ms is null
              where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                and n.person_id = $3 and n.due_day <= $4
              order by n.due_day, c.id limit $5"
        ),
        params![department, blocks, officer, until, limit],
    )
    .await
}

/// Cases that nobody carries, the longest waiting first.
pub(super) async fn nobodys(read: &mut Read, scope: &Scope, limit: Limit) -> Result<Vec<CaseLine>, DbError> {
    let (department, blocks) = scope.bounds();
    read.rows(
        sql!(
            "select c.id, c.name_hi, c.name_en, c.village_hi, c.village_en, b.name_hi, b.name_en, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.department, coalesce(p.name, ''), c.state, c.found_at_ms, n.what, n.due_day,
                    coalesce(n.note, '')
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join person p on p.id = c.officer_id
               left join case_next n on n.case_id = c.id and n.ended_at_ms is null
              where ($1 = '' or c.department = $1)
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                and c.officer_id is null and c.state not in ('stopped', 'merged')
              order by c.found_at_ms, c.id limit $3"
        ),
        params![department, blocks, limit],
    )
    .await
}

/// What somebody asked the head to decide.
pub(super) async fn asked_by(
    read: &mut Read,
    officer: PersonId,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.name_hi, c.name_en, c.village_hi, c.village_en, b.name_hi, b.name_en, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.department, coalesce(p.name, ''), c.state, c.found_at_ms, n.what, n.due_day,
                    coalesce(n.note, '')
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join person p on p.id = c.officer_id
               join case_proposal a on a.case_id = c.id and a.decided_at_ms is null
               left join case_next n on n.case_id = c.id and n.ended_at_ms is null
              where a.asked_by = $1 and c.state = 'verified'
              order by a.asked_at_ms, c.id limit $2"
        ),
        params![officer, limit],
    )
    .await
}

/// What waits for the yes of a department's head.
pub(super) async fn waiting(
    read: &mut Read,
    department: DepartmentKey,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.name_hi, c.name_en, c.village_hi, c.village_en, b.name_hi, b.name_en, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.department, coalesce(p.name, ''), c.state, c.found_at_ms, n.what, n.due_day,
                    coalesce(n.note, '')
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join person p on p.id = c.officer_id
               join case_proposal a on a.case_id = c.id and a.decided_at_ms is null
               left join case_next n on n.case_id = c.id and n.ended_at_ms is null
              where c.department = $1 and c.state = 'verified'
              order by a.asked_at_ms, c.id limit $2"
        ),
        params![department, limit],
    )
    .await
}

/// What was due until a day, the longest due first.
pub(super) async fn due_until(
    read: &mut Read,
    scope: &Scope,
    until: Day,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    let (department, blocks) = scope.bounds();
    read.rows(
        sql!(
            "select c.id, c.name_hi, c.name_en, c.village_hi, c.village_en, b.name_hi, b.name_en, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.department, coalesce(p.name, ''), c.state, c.found_at_ms, n.what, n.due_day,
                    coalesce(n.note, '')
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join person p on p.id = c.officer_id
               join case_next n on n.case_id = c.id and n.ended_at_ms is null
              where ($1 = '' or c.department = $1 or exists
                      (select 1 from case_joining j
                        where j.case_id = c.id and j.department = $1 and j.ended_at_ms is null))
                and ($2 = '' or $2 like '%;' || c.block_code || ';%')
                and n.due_day <= $3
              order by n.due_day, c.id limit $4"
        ),
        params![department, blocks, until, limit],
    )
    .await
}

/// An officer's open cases by village, the fullest first.
pub(super) async fn villages(
    read: &mut Read,
    officer: PersonId,
    limit: Limit,
) -> Result<Vec<VillageLine>, DbError> {
    read.rows(
        sql!(
            "select c.village_hi, c.village_en, b.name_hi, b.name_en, count(*)
               from maker_case c join block b on b.lgd_code = c.block_code
              where c.officer_id = $1 and c.state not in ('stopped', 'merged')
              group by c.village_hi, c.village_en, b.name_hi, b.name_en
              order by count(*) desc, c.village_hi, c.village_en limit $2"
        ),
        params![officer, limit],
    )
    .await
}
