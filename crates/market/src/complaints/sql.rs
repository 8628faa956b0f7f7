//! Every statement that makes and moves complaints, in life order. What pages ask is in `read_sql`.

use kernel::ids::{ComplaintId, HubId, LineId, MakerId, OrderId, PersonId, ProductId, SessionId};
use kernel::india::Mobile;
use kernel::{Lang, Limit, Time};
use store::{DbError, Personal, Read, Sealed, Tx, params, sql};

use super::machine::ComplaintState;
use super::{About, Fence, HubFinding, Level, Outcome, Side};
use crate::audit::{Actor, Trail};
use crate::personal;

/// Complaints of one person that are looked at when she is erased.
const OF_ONE: Limit = Limit::of(Limit::MOST);

/// What a complaint is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Subject {
    pub order: Option<OrderId>,
    pub line: Option<LineId>,
    pub product: Option<ProductId>,
    pub maker: Option<MakerId>,
}

/// What a press of this form from this mobile has become, if it has.
pub(super) async fn of_once(
    read: &mut Read,
    once: &str,
    hash: &str,
) -> Result<Option<(ComplaintId, String)>, DbError> {
    read.row(
        sql!("select id, number from complaint where once_key = $1 and mobile_hash = $2"),
        params![once, hash],
    )
    .await
}

/// Complaints from a mobile since a moment.
pub(super) async fn of_mobile_since(read: &mut Read, hash: &str, since: Time) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!("select count(*) from complaint where mobile_hash = $1 and opened_at_ms > $2"),
            params![hash, since],
        )
        .await?;
    Ok(count)
}

/// Complaints of people who had not signed in since a moment.
pub(super) async fn guests_since(read: &mut Read, since: Time) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!("select count(*) from complaint where opened_at_ms > $1 and person_id is null"),
            params![since],
        )
        .await?;
    Ok(count)
}

/// An order by its code; its maker, if it has only one.
pub(super) async fn order_of(read: &mut Read, code: &str) -> Result<Option<Subject>, DbError> {
    let found: Option<(OrderId, Option<MakerId>, Option<MakerId>)> = read
        .row(
            sql!(
                "select o.id, min(p.maker_id), max(p.maker_id)
                   from buyer_order o join parcel p on p.order_id = o.id where o.code = $1 group by o.id"
            ),
            params![code],
        )
        .await?;
    Ok(found.map(|(order, first, last)| Subject {
        order: Some(order),
        maker: first.filter(|_| first == last),
        ..Subject::default()
    }))
}

/// The good and the maker of a line of an order.
pub(super) async fn line_of(
    read: &mut Read,
    order: OrderId,
    line: LineId,
) -> Result<Option<(ProductId, MakerId)>, DbError> {
    read.row(
        sql!(
            "select l.product_id, p.maker_id from order_line l join parcel p on p.id = l.parcel_id
              where l.id = $1 and l.order_id = $2"
        ),
        params![line, order],
    )
    .await
}

/// A good by its address.
pub(super) async fn good_of(read: &mut Read, slug: &str) -> Result<Option<Subject>, DbError> {
    let found: Option<(ProductId, MakerId)> =
        read.row(sql!("select id, maker_id from product where slug = $1"), params![slug]).await?;
    let subject =
        |(product, maker)| Subject { product: Some(product), maker: Some(maker), ..Subject::default() };
    Ok(found.map(subject))
}

/// The next number of a month.
pub(super) async fn next_serial(tx: &mut Tx, month: i64) -> Result<i64, DbError> {
    let (serial,) = tx
        .one(
            sql!(
                "insert into complaint_series (month_no, last_no) values ($1, 1)
                 on conflict (month_no) do update set last_no = complaint_series.last_no + 1
                 returning last_no"
            ),
            params![month],
        )
        .await?;
    Ok(serial)
}

pub(super) struct NewComplaint<'a> {
    pub id: ComplaintId,
    pub number: &'a str,
    pub month: i64,
    pub serial: i64,
    pub about: About,
    pub subject: &'a Subject,
    pub person: Option<PersonId>,
    pub hash: &'a str,
    pub sealed: Sealed,
    pub lang: Lang,
    pub level: Level,
    pub once: &'a str,
    pub trail: Trail,
}

/// A new complaint.
pub(super) async fn insert(tx: &mut Tx, new: &NewComplaint<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into complaint
                    (id, number, month_no, serial, about, order_id, line_id, product_id, maker_id, person_id, mobile_hash,
                     mobile_sealed, lang, state, level, opened_at_ms, outcome, once_key, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'opened', $14, $15, '', $16, 1, $17)"
        ),
        params![
            new.id,
            new.number,
            new.month,
            new.serial,
            new.about,
            new.subject.order,
            new.subject.line,
            new.subject.product,
            new.subject.maker,
            new.person,
            new.hash,
            new.sealed.clone(),
            new.lang,
            new.level,
            now,
            new.once,
            new.trail.clone()
        ],
    )
    .await
}

pub(super) struct NewMessage<'a> {
    pub id: ComplaintId,
    pub seq: i64,
    pub side: Side,
    pub actor: Actor,
    pub words: &'a str,
    pub picture: Option<&'a str>,
}

/// A message; its number is taken once.
pub(super) async fn insert_message(tx: &mut Tx, new: &NewMessage<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into complaint_message (complaint_id, seq, side, said_by, words, picture_id, at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![new.id, new.seq, new.side, new.actor.to_string(), new.words, new.picture, now],
    )
    .await
}

/// The number of its last message.
pub(super) async fn last_message(read: &mut Read, id: ComplaintId) -> Result<i64, DbError> {
    let (last,) = read
        .one(
            sql!(
                "select cast(coalesce(max(seq), 0) as bigint) from complaint_message where complaint_id = $1"
            ),
            params![id],
        )
        .await?;
    Ok(last)
}

store::row! {
    /// A complaint as acts need it.
    pub struct Row {
        /// Its id.
        pub id: ComplaintId,
        /// Its number.
        pub number: String,
        /// How it stands.
        pub state: ComplaintState,
        /// Who must see to it.
        pub level: Level,
        /// Whom it is about.
        pub maker: Option<MakerId>,
        /// Where its news go.
        pub mobile: Personal<Mobile>,
        /// In which language.
        pub lang: Lang,
        /// Since when.
        pub opened_at: Time,
        /// When it was closed last.
        pub closed_at: Option<Time>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

async fn opened(read: &mut Read, row: Option<Row>) -> Result<Option<Row>, DbError> {
    let Some(mut row) = row else { return Ok(None) };
    personal::open(read, personal::COMPLAINT_MOBILE, &row.id, &row.id, &mut row.mobile).await?;
    Ok(Some(row))
}

/// A complaint.
pub(super) async fn row(read: &mut Read, id: ComplaintId) -> Result<Option<Row>, DbError> {
    let row = read
        .row(
            sql!(
                "select id, number, state, level, maker_id, mobile_sealed, lang, opened_at_ms, closed_at_ms, version, trail
                   from complaint where id = $1"
            ),
            params![id],
        )
        .await?;
    opened(read, row).await
}

/// A complaint of a desk by its number: about a maker in these blocks; without blocks about any maker or climbed past the
/// officers; all of them, if the desk sees all.
pub(super) async fn row_of_desk(
    read: &mut Read,
    fence: &Fence,
    number: &str,
) -> Result<Option<Row>, DbError> {
    let row = read
        .row(
            sql!(
                "select c.id, c.number, c.state, c.level, c.maker_id, c.mobile_sealed, c.lang, c.opened_at_ms, c.closed_at_ms,
                        c.version, c.trail
                   from complaint c left join maker m on m.id = c.maker_id
                  where c.number = $3
                    and (cast($2 as bigint) = 1 or (m.id is not null and ($1 = '' or $1 like '%;' || m.block_code || ';%'))
                             or exists (select 1 from parcel h where h.order_id = c.order_id and h.hub_id = $4
                                           and (c.maker_id is null or h.maker_id = c.maker_id)))"
            ),
            params![fence.blocks, fence.sees_all, number, fence.hub],
        )
        .await?;
    opened(read, row).await
}

/// What a hub found, beside its message.
pub(super) async fn insert_at_hub(
    tx: &mut Tx,
    (id, seq): (ComplaintId, i64),
    hub: HubId,
    finding: HubFinding,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into complaint_at_hub (complaint_id, seq, hub_id, finding) values ($1, $2, $3, $4)"),
        params![id, seq, hub, finding],
    )
    .await
}

/// Moves a complaint unless somebody moved it since. `false`: they did.
pub(super) async fn move_to(
    tx: &mut Tx,
    row: &Row,
    (to, level): (ComplaintState, Level),
    outcome: Option<Outcome>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let heard = (to != ComplaintState::Opened).then_some(now);
    let closed = (!to.is_open()).then_some(now);
    let reopened = (to == ComplaintState::Reopened && row.state == ComplaintState::Closed).then_some(now);
    let outcome = outcome.map_or("", Outcome::as_str);
    let changed = tx
        .exec(
            sql!(
                "update complaint
                    set state = $3, level = $4, outcome = $5, acknowledged_at_ms = coalesce(acknowledged_at_ms, $6),
                        closed_at_ms = coalesce($7, closed_at_ms), reopened_at_ms = coalesce($8, reopened_at_ms),
                        trail = $9, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, level, outcome, heard, closed, reopened, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// An open complaint and its clock.
    pub struct Open {
        /// Its id.
        pub id: ComplaintId,
        /// How it stands.
        pub state: ComplaintState,
        /// Who must see to it.
        pub level: Level,
        /// Since when.
        pub opened_at: Time,
    }
}

/// Open complaints that can climb still, by id.
pub(super) async fn open(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Open>, DbError> {
    read.rows(
        sql!(
            "select id, state, level, opened_at_ms from complaint
              where state in ('opened', 'acknowledged', 'reopened') and level <> 'office' and id > $1
              order by id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Counts a try of a number or mobile. `false`: it was tried too often within the hour.
pub(super) async fn count_try(tx: &mut Tx, what: &str, hour: i64, most: i64) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "insert into complaint_try (what, hour, tries) values ($1, $2, 1)
                 on conflict (what, hour) do update set tries = complaint_try.tries + 1 where complaint_try.tries < $3"
            ),
            params![what, hour, most],
        )
        .await?;
    Ok(changed == 1)
}

/// The complaint of this number and mobile.
pub(super) async fn id_of(read: &mut Read, number: &str, hash: &str) -> Result<Option<ComplaintId>, DbError> {
    let found: Option<(ComplaintId,)> = read
        .row(sql!("select id from complaint where number = $1 and mobile_hash = $2"), params![number, hash])
        .await?;
    Ok(found.map(|(id,)| id))
}

/// A browser may look from now on.
pub(super) async fn open_door(tx: &mut Tx, session: SessionId, id: ComplaintId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into complaint_door (session_id, complaint_id, at_ms) values ($1, $2, $3)
             on conflict (session_id, complaint_id) do update set at_ms = excluded.at_ms"
        ),
        params![session, id, now],
    )
    .await
}

/// Whether a browser may look.
pub(super) async fn has_door(
    read: &mut Read,
    session: SessionId,
    id: ComplaintId,
    since: Time,
) -> Result<bool, DbError> {
    let found: Option<(i64,)> = read
        .row(
            sql!(
                "select at_ms from complaint_door where session_id = $1 and complaint_id = $2 and at_ms > $3"
            ),
            params![session, id, since],
        )
        .await?;
    Ok(found.is_some())
}

/// Doors that are shut.
pub(super) async fn forget_doors(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from complaint_door where at_ms <= $1"), params![before]).await
}

/// Tries of hours that are over.
pub(super) async fn forget_tries(tx: &mut Tx, before_hour: i64) -> Result<u64, DbError> {
    tx.exec(sql!("delete from complaint_try where hour <= $1"), params![before_hour]).await
}

/// Complaints of a person, by who she is or by her number.
pub(super) async fn of_somebody(read: &mut Read, person: PersonId) -> Result<Vec<(ComplaintId,)>, DbError> {
    read.rows(
        sql!(
            "select c.id from complaint c
              where (c.person_id = $1 or c.mobile_hash in (select p.mobile_hash from person p where p.id = $1))
                and c.mobile_hash not like 'erased %' order by c.id limit $2"
        ),
        params![person, OF_ONE],
    )
    .await
}

/// Photos somebody put into a complaint.
pub(super) async fn pictures_of(read: &mut Read, id: ComplaintId) -> Result<Vec<(String,)>, DbError> {
    read.rows(
        sql!(
            "select distinct picture_id from complaint_message
              where complaint_id = $1 and side = 'complainant' and picture_id is not null limit $2"
        ),
        params![id, OF_ONE],
    )
    .await
}

/// Blanks what whoever complained has said, and what her number is found by; the number itself goes with its key.
pub(super) async fn blank(tx: &mut Tx, id: ComplaintId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update complaint_message set words = '', picture_id = null where complaint_id = $1 and side = 'complainant'"
        ),
        params![id],
    )
    .await?;
    tx.put(sql!("update complaint set mobile_hash = 'erased ' || id where id = $1"), params![id]).await?;
    tx.put(sql!("delete from complaint_door where complaint_id = $1"), params![id]).await
}
