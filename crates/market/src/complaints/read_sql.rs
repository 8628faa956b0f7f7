//! What pages ask about complaints, as statements.

use kernel::ids::{ComplaintId, HubId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::Fence;
use super::read::{AtHub, Complaint, Counterfeiter, Line, Message, RegisterRow};

/// Messages of one complaint.
const MESSAGES: Limit = Limit::of(100);

/// One complaint of a desk, without what was said.
pub(super) async fn complaint(
    read: &mut Read,
    fence: &Fence,
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
                and (cast($2 as bigint) = 1 or (m.id is not null and ($1 = '' or $1 like '%;' || m.block_code || ';%'))
                         or exists (select 1 from parcel h where h.order_id = c.order_id and h.hub_id = $4
                                       and (c.maker_id is null or h.maker_id = c.maker_id)))"
        ),
        params![fence.blocks, fence.sees_all, number, fence.hub],
    )
    .await
}

/// What was said, the oldest first.
pub(super) async fn messages(read: &mut Read, id: ComplaintId) -> Result<Vec<Message>, DbError> {
    read.rows(
        sql!(
            "select s.seq, s.side, s.words, s.picture_id, s.at_ms, coalesce(h.finding, '')
               from complaint_message s
               left join complaint_at_hub h on h.complaint_id = s.complaint_id and h.seq = s.seq
              where s.complaint_id = $1 order by s.seq limit $2"
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
pub(super) async fn waiting(read: &mut Read, fence: &Fence, limit: Limit) -> Result<Vec<Line>, DbError> {
    read.rows(
        sql!(
            "select c.number, c.about, coalesce(m.name_hi, ''), coalesce(m.name_en, ''), c.state, c.level, c.opened_at_ms
               from complaint c left join maker m on m.id = c.maker_id
              where c.state in ('opened', 'acknowledged', 'reopened')
                and (cast($2 as bigint) = 1 or (m.id is not null and ($1 = '' or $1 like '%;' || m.block_code || ';%'))
                     or exists (select 1 from parcel h where h.order_id = c.order_id and h.hub_id = $4
                                   and (c.maker_id is null or h.maker_id = c.maker_id)))
              order by case c.level when 'office' then 0 when 'grievance' then 1 when 'head' then 2 else 3 end,
                       c.opened_at_ms, c.id limit $3"
        ),
        params![fence.blocks, fence.sees_all, limit, fence.hub],
    )
    .await
}

/// Parcels of a hub that a complaint is about, with the newest look at each.
pub(super) async fn at_hub(read: &mut Read, id: ComplaintId, hub: HubId) -> Result<Vec<AtHub>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.code, p.state, l.at_ms, coalesce(l.finding, ''), q.picture_id
               from complaint c join parcel p on p.order_id = c.order_id
               left join hub_look l on l.parcel_id = p.id
                    and l.version = (select max(n.version) from hub_look n where n.parcel_id = p.id)
               left join quality_photo q on q.id = l.photo_id
              where c.id = $1 and p.hub_id = $2 and (c.maker_id is null or p.maker_id = c.maker_id)
              order by p.id limit $3"
        ),
        params![id, hub, MESSAGES],
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
