//! Statements a case's page asks.

use kernel::ids::{CaseId, MakerId, PersonId};
use kernel::{BadCell, Day, Limit, Time};
use store::{DbError, FromRow, Read, Row, params, sql};

use super::Step;
use super::read::{Asked, Head, MergeView, Moment, Next, OwnConsent, Stopped, VisitView};
use crate::accounts::DepartmentKey;
use crate::catalogue::columns::Columns;
use crate::personal::{self, CASE_MOBILE};

/// Lines of a history; older ones are left out.
const HISTORY: Limit = Limit::of(200);
const VISITS: Limit = Limit::of(50);

impl FromRow for Head {
    fn from_row(row: Row) -> Result<Head, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Head {
            id: columns.next()?,
            maker: columns.next()?,
            slug: columns.next()?,
            kind: columns.next()?,
            name: columns.words()?,
            kin: columns.next()?,
            gender: columns.next()?,
            mobile: columns.next()?,
            village: columns.words()?,
            block_code: columns.next()?,
            block: columns.words()?,
            craft_key: columns.next()?,
            craft: columns.words()?,
            group_name: columns.next()?,
            department: columns.next()?,
            officer: columns.next()?,
            officer_name: columns.next()?,
            state: columns.next()?,
            found_at: columns.next()?,
            sample: columns.yes()?,
        })
    }
}

/// What is known of somebody.
pub(super) async fn head(read: &mut Read, id: CaseId) -> Result<Option<Head>, DbError> {
    let row = read.row(
        sql!(
            "select c.id, c.maker_id, m.slug, c.kind, c.name_hi, c.name_en, c.kin_name, c.gender, c.mobile_sealed, c.village_hi,
                    c.village_en, c.block_code, b.name_hi, b.name_en, c.craft_key, coalesce(k.name_hi, ''),
                    coalesce(k.name_en, ''), c.group_name, c.department, c.officer_id, coalesce(p.name, ''), c.state,
                    c.found_at_ms, c.sample
               from maker_case c
               join block b on b.lgd_code = c.block_code
               left join craft k on k.craft_key = c.craft_key
               left join maker m on m.id = c.maker_id
               left join person p on p.id = c.officer_id
              where c.id = $1"
        ),
        params![id],
    )
    .await?;
    let Some(mut head): Option<Head> = row else { return Ok(None) };
    personal::open_some(read, CASE_MOBILE, &id, &id, &mut head.mobile).await?;
    Ok(Some(head))
}

/// The steps that stand, and when they were reached.
pub(super) async fn steps(read: &mut Read, id: CaseId) -> Result<Vec<(Step, Time)>, DbError> {
    let most = Limit::of(10);
    read.rows(
        sql!(
            "select step, at_ms from case_step
              where case_id = $1 and ended_at_ms is null order by at_ms, seq limit $2"
        ),
        params![id, most],
    )
    .await
}

/// When the first parcel of hers reached its buyer; those of cases merged into hers are hers.
pub(super) async fn first_sale(read: &mut Read, id: CaseId) -> Result<Option<Time>, DbError> {
    let (at,) = read
        .one(
            sql!(
                "select min(p.ended_at_ms) from parcel p
                   join maker_case c on c.maker_id = p.maker_id
                  where p.state = 'delivered' and p.in_trial = 0
                    and (c.id = $1 or c.id in
                         (select m.loser_id from case_merge m where m.survivor_id = $1 and m.undone_at_ms is null))"
            ),
            params![id],
        )
        .await?;
    Ok(at)
}

/// When the first money reached her account; that of cases merged into hers is hers.
pub(super) async fn first_payout(read: &mut Read, id: CaseId) -> Result<Option<Time>, DbError> {
    let (at,) = read
        .one(
            sql!(
                "select min(p.ended_at_ms) from payout p
                   join maker_case c on c.maker_id = p.maker_id
                  where p.state = 'settled'
                    and (c.id = $1 or c.id in
                         (select m.loser_id from case_merge m where m.survivor_id = $1 and m.undone_at_ms is null))"
            ),
            params![id],
        )
        .await?;
    Ok(at)
}

/// What is to be done next.
pub(super) async fn next(read: &mut Read, id: CaseId) -> Result<Option<Next>, DbError> {
    read.row(
        sql!(
            "select n.what, n.note, n.department, coalesce(p.name, ''), n.due_day
               from case_next n left join person p on p.id = n.person_id
              where n.case_id = $1 and n.ended_at_ms is null"
        ),
        params![id],
    )
    .await
}

/// Why it rests.
pub(super) async fn stopped(read: &mut Read, id: CaseId) -> Result<Option<Stopped>, DbError> {
    read.row(
        sql!(
            "select s.why, s.note, s.stopped_at_ms, coalesce(p.name, '')
               from case_stop s left join person p on p.id = s.by_id
              where s.case_id = $1 and s.ended_at_ms is null"
        ),
        params![id],
    )
    .await
}

/// The request that waits.
pub(super) async fn asked(read: &mut Read, id: CaseId) -> Result<Option<Asked>, DbError> {
    read.row(
        sql!(
            "select a.asked_by, p.name, a.asked_at_ms, h.name_hi, h.name_en, a.tax_class
               from case_proposal a
               join person p on p.id = a.asked_by
               join hub h on h.id = a.hub_id
              where a.case_id = $1 and a.decided_at_ms is null"
        ),
        params![id],
    )
    .await
}

/// What was seen on visits, the latest first.
pub(super) async fn visits(read: &mut Read, id: CaseId) -> Result<Vec<VisitView>, DbError> {
    read.rows(
        sql!(
            "select v.id, v.visited_day, v.department, p.name, v.place, v.tools, v.sample_seen, v.crafts, v.years,
                    v.capacity_per_week, v.raw_material, v.who_makes, v.note,
                    (select min(f.picture_id) from field_file f
                      where f.record_id = v.once_key and f.role = 'maker' and f.state = 'kept')
               from case_visit v join person p on p.id = v.by_id
              where v.case_id = $1 order by v.visited_day desc, v.noted_at_ms desc, v.id limit $2"
        ),
        params![id, VISITS],
    )
    .await
}

/// What happened, the latest first.
pub(super) async fn history(read: &mut Read, id: CaseId) -> Result<Vec<Moment>, DbError> {
    read.rows(
        sql!(
            "select h.at_ms, h.what, h.word, coalesce(p.name, ''), h.department, h.note
               from (select at_ms, seq, 'step' as what, step as word, by_id as who, department, note
                       from case_step where case_id = $1 and step <> 'visited'
                      union all
                     select ended_at_ms, seq, 'step_back', step, ended_by, '', coalesce(ended_why, '')
                       from case_step where case_id = $1 and ended_at_ms is not null
                      union all
                     select noted_at_ms, 0, 'visit', '', by_id, department, place
                       from case_visit where case_id = $1
                      union all
                     select joined_at_ms, seq, 'joined', department, officer_id, department, note
                       from case_joining where case_id = $1
                      union all
                     select o.at_ms, o.seq, 'handed_over', q.name, o.by_id, o.to_department, o.note
                       from case_handover o join person q on q.id = o.to_officer where o.case_id = $1
                      union all
                     select stopped_at_ms, seq, 'stopped', why, by_id, department, note
                       from case_stop where case_id = $1
                      union all
                     select ended_at_ms, seq, 'reopened', '', ended_by, '', coalesce(ended_note, '')
                       from case_stop where case_id = $1 and ended_at_ms is not null
                      union all
                     select asked_at_ms, seq, 'asked', '', asked_by, '', ''
                       from case_proposal where case_id = $1
                      union all
                     select decided_at_ms, seq, 'sent_back', '', decided_by, '', note
                       from case_proposal where case_id = $1 and decision = 'sent_back'
                      union all
                     select g.at_ms, 0, 'absorbed', g.loser_id, g.by_id, g.department, g.reason
                       from case_merge g where g.survivor_id = $1
                      union all
                     select g.at_ms, 0, 'merged', g.survivor_id, g.by_id, g.department, g.reason
                       from case_merge g where g.loser_id = $1
                      union all
                     select g.undone_at_ms, 0, 'unmerged', '', g.undone_by, '', coalesce(g.undone_reason, '')
                       from case_merge g
                      where (g.loser_id = $1 or g.survivor_id = $1) and g.undone_at_ms is not null) h
               left join person p on p.id = h.who
              order by h.at_ms desc, h.seq desc limit $2"
        ),
        params![id, HISTORY],
    )
    .await
}

/// The merges that stand, seen from one case.
pub(super) async fn merges(read: &mut Read, id: CaseId) -> Result<Vec<MergeView>, DbError> {
    let most = Limit::of(50);
    read.rows(
        sql!(
            "select g.id, c.id, c.name_hi, c.name_en, case when g.loser_id = $1 then 1 else 0 end, g.reason, g.at_ms
               from case_merge g
               join maker_case c on c.id = case when g.loser_id = $1 then g.survivor_id else g.loser_id end
              where (g.loser_id = $1 or g.survivor_id = $1) and g.undone_at_ms is null
              order by g.at_ms, g.id limit $2"
        ),
        params![id, most],
    )
    .await
}

/// The case a case points to.
pub(super) async fn survivor(read: &mut Read, id: CaseId) -> Result<Option<CaseId>, DbError> {
    let row = read
        .row(
            sql!("select survivor_id from case_merge where loser_id = $1 and undone_at_ms is null"),
            params![id],
        )
        .await?;
    Ok(row.map(|(survivor,)| survivor))
}

/// The case a maker was listed by.
pub(super) async fn case_of_maker(read: &mut Read, maker: MakerId) -> Result<Option<CaseId>, DbError> {
    let row = read.row(sql!("select id from maker_case where maker_id = $1"), params![maker]).await?;
    Ok(row.map(|(id,)| id))
}

/// The address of the shop that stays.
pub(super) async fn survivor_slug(read: &mut Read, maker: MakerId) -> Result<Option<String>, DbError> {
    let row = read
        .row(
            sql!(
                "select s.slug from maker_case c
                   join case_merge g on g.loser_id = c.id and g.undone_at_ms is null
                   join maker_case k on k.id = g.survivor_id
                   join maker s on s.id = k.maker_id
                  where c.maker_id = $1"
            ),
            params![maker],
        )
        .await?;
    Ok(row.map(|(slug,)| slug))
}

/// The yes of each maker a person signs in for.
pub(super) async fn own_consents(read: &mut Read, person: PersonId) -> Result<Vec<OwnConsent>, DbError> {
    let most = Limit::of(100);
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en, s.source, s.at_ms
               from maker m
               join maker_case c on c.maker_id = m.id
               join case_step s on s.case_id = c.id and s.step = 'consented' and s.ended_at_ms is null
              where m.person_id = $1 order by s.at_ms, m.id limit $2"
        ),
        params![person, most],
    )
    .await
}

/// The last visit to a maker: which department, which day.
pub(super) async fn last_visit_to(
    read: &mut Read,
    maker: MakerId,
) -> Result<Option<(DepartmentKey, Day)>, DbError> {
    read.row(
        sql!(
            "select v.department, v.visited_day
               from maker_case c join case_visit v on v.case_id = c.id
              where c.maker_id = $1 order by v.visited_day desc, v.noted_at_ms desc limit 1"
        ),
        params![maker],
    )
    .await
}
