//! What pages ask about complaints, as statements.

use kernel::ids::{ComplaintId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::read::{Complaint, Counterfeiter, Line, Message, RegisterRow};

/// Messages of one complaint.
const MESSAGES: Limit = Limit::of(100);

/// One complaint of a desk, without what was said.
pub(super) async fn complaint(
    read: &mut Read,
    (fenced, sees_all): (&str, i64),
    number: &str,
) -> Result<Option<Complaint>, DbError> {
    read.row(
        sql!(
            "select c.id, c.number, c.about, coalesce(o.code, ''), coalesce(p.name_hi, ''), coalesce(p.name_en, ''),
                    coalesce(m.name_hi, ''), coalesce(m.name_en, ''), c.maker_id, c.person_id, c.state, c.level, c.opened_at_ms,
                    c.acknowledged_at_ms, c.closed_at_ms, c.outcome, c.reopened_at_ms,
                    (select count(*) from complaint k where k.maker_id = c.maker_id and k.outcome = 'counterfeit')
               from complaint c
               left join buyer_order o on o.id = c.order_id
               left join product p on p.id = c.product_id
               left join maker m on m.id = c.maker_id
              where c.number = $3
                and (cast($2 as bigint) = 1 or (m.id is not null and ($1 = '' or $1 like '%;' || m.block_code || ';%')))"
        ),
        params![fenced, sees_all, number],
    )
    .await
}

/// What was said, the oldest first.
pub(super) async fn messages(read: &mut Read, id: ComplaintId) -> Result<Vec<Message>, DbError> {
    read.rows(
        sql!(
            "select seq, side, words, picture_id, at_ms from complaint_message
              where complaint_id = $1 order by seq limit $2"
        ),
        params![id, MESSAGES],
    )
    .await
}

/// The picture beside a message.
pub(super) async fn picture(read: &mut Read, id: ComplaintId, seq: i64) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(
            sql!(
                "select picture_id from complaint_message
                  where complaint_id = $1 and seq = $2 and picture_id is not null"
            ),
            params![id, seq],
        )
        .await?;
    Ok(found.map(|(picture,)| picture))
}

/// The complaints of a person, newest first.
pub(super) async fn of_person(read: &mut Read, person: PersonId, limit: Limit) -> Result<Vec<Line>, DbError> {
    read.rows(
        sql!(
            "select c.number, c.about, coalesce(m.name_hi, ''), coalesce(m.name_en, ''), c.state, c.level, c.opened_at_ms
               from complaint c left join maker m on m.id = c.maker_id
              where c.person_id = $1 order by c.opened_at_ms desc, c.id desc limit $2"
        ),
        params![person, limit],
    )
    .await
}

/// What is open at a desk.
pub(super) async fn waiting(
    read: &mut Read,
    (fenced, sees_all): (&str, i64),
    limit: Limit,
) -> Result<Vec<Line>, DbError> {
    read.rows(
        sql!(
            "select c.number, c.about, coalesce(m.name_hi, ''), coalesce(m.name_en, ''), c.state, c.level, c.opened_at_ms
               from complaint c left join maker m on m.id = c.maker_id
              where c.state in ('opened', 'acknowledged', 'reopened')
                and (cast($2 as bigint) = 1 or (m.id is not null and ($1 = '' or $1 like '%;' || m.block_code || ';%')))
              order by case c.level when 'office' then 0 when 'grievance' then 1 when 'head' then 2 else 3 end,
                       c.opened_at_ms, c.id limit $3"
        ),
        params![fenced, sees_all, limit],
    )
    .await
}

/// Makers of whom goods were found counterfeit.
pub(super) async fn counterfeiters(read: &mut Read, limit: Limit) -> Result<Vec<Counterfeiter>, DbError> {
    read.rows(
        sql!(
            "select m.name_hi, m.name_en, m.slug, count(*), max(c.closed_at_ms)
               from complaint c join maker m on m.id = c.maker_id
              where c.outcome = 'counterfeit'
              group by m.id, m.name_hi, m.name_en, m.slug
              order by count(*) desc, m.slug limit $1"
        ),
        params![limit],
    )
    .await
}

/// The register of a month.
pub(super) async fn register(
    read: &mut Read,
    (from, to): (Time, Time),
    after: &str,
    limit: Limit,
) -> Result<Vec<RegisterRow>, DbError> {
    read.rows(
        sql!(
            "select c.number, c.about, coalesce(m.name_hi, ''), coalesce(m.name_en, ''), c.state, c.level, c.opened_at_ms,
                    coalesce(o.code, ''), c.acknowledged_at_ms, c.closed_at_ms, c.outcome, c.reopened_at_ms
               from complaint c
               left join maker m on m.id = c.maker_id
               left join buyer_order o on o.id = c.order_id
              where c.opened_at_ms >= $1 and c.opened_at_ms < $2 and c.number > $3
              order by c.number limit $4"
        ),
        params![from, to, after, limit],
    )
    .await
}
