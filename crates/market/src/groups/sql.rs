//! Every statement on groups, in life order.

use kernel::ids::{LineId, MakerId, MemberId, ParcelId, PersonId};
use kernel::{Day, Limit, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::Rule;
use crate::audit::Trail;
use crate::makers::MakerKind;

/// Members of a group that are read.
const MEMBERS: Limit = Limit::of(200);
/// Lines of a parcel, and members in each.
const SHARES: Limit = Limit::of(Limit::MOST);

/// What kind of maker somebody is.
pub(super) async fn kind(read: &mut Read, maker: MakerId) -> Result<Option<MakerKind>, DbError> {
    let found: Option<(MakerKind,)> =
        read.row(sql!("select kind from maker where id = $1"), params![maker]).await?;
    Ok(found.map(|(kind,)| kind))
}

store::row! {
    /// A member with what she has made. Pieces of parcels that were called off do not count.
    pub struct MemberRow {
        /// Her id.
        pub id: MemberId,
        /// What she is called.
        pub name: String,
        /// What she makes.
        pub makes: String,
        /// Pieces she can make in a week.
        pub capacity: i64,
        /// Pieces that count as hers before the first one here.
        pub turns_before: i64,
        /// When she left.
        pub left_at: Option<Time>,
        /// Her version.
        pub version: i64,
        /// The hash of her last audit entry.
        pub trail: Trail,
        /// Pieces of this week.
        pub this_week: i64,
        /// Pieces ever.
        pub pieces: i64,
        /// Her money of parcels that have reached their buyers.
        pub earned: Paise,
        /// Her money of parcels that are packed and on their way.
        pub coming: Paise,
    }
}

/// The members of a group, those who left too, in the order they joined; `week` is its Monday.
pub(super) async fn members(read: &mut Read, maker: MakerId, week: Day) -> Result<Vec<MemberRow>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name, m.makes, m.capacity_per_week, m.turns_before, m.left_at_ms, m.version, m.trail,
                    (select cast(coalesce(sum(s.pieces), 0) as bigint) from line_share s
                       join line_allotment a on a.line_id = s.line_id join parcel p on p.id = a.parcel_id
                      where s.member_id = m.id and a.week_day = $2 and p.state not in ('declined', 'cancelled')),
                    (select cast(coalesce(sum(s.pieces), 0) as bigint) from line_share s
                       join line_allotment a on a.line_id = s.line_id join parcel p on p.id = a.parcel_id
                      where s.member_id = m.id and p.state not in ('declined', 'cancelled')),
                    (select cast(coalesce(sum(s.share_paise), 0) as bigint) from line_share s
                       join line_allotment a on a.line_id = s.line_id join parcel p on p.id = a.parcel_id
                      where s.member_id = m.id and p.state = 'delivered'),
                    (select cast(coalesce(sum(s.share_paise), 0) as bigint) from line_share s
                       join line_allotment a on a.line_id = s.line_id join parcel p on p.id = a.parcel_id
                      where s.member_id = m.id and p.state in ('packed', 'at_hub', 'shipped'))
               from group_member m where m.maker_id = $1 order by m.joined_at_ms, m.name, m.id limit $3"
        ),
        params![maker, week, MEMBERS],
    )
    .await
}

/// A new member.
pub(super) async fn insert_member(
    tx: &mut Tx,
    id: MemberId,
    maker: MakerId,
    (name, makes, capacity): (&str, &str, i64),
    turns_before: i64,
    trail: Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into group_member
                    (id, maker_id, name, makes, capacity_per_week, turns_before, joined_at_ms, left_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, null, 1, $8)"
        ),
        params![id, maker, name, makes, capacity, turns_before, now, trail],
    )
    .await
}

/// Changes a member unless somebody was faster. `false`: somebody was.
pub(super) async fn update_member(
    tx: &mut Tx,
    row: &MemberRow,
    (name, makes, capacity): (&str, &str, i64),
    left_at: Option<Time>,
    trail: Trail,
) -> Result<bool, DbError> {
    let count = tx
        .exec(
            sql!(
                "update group_member
                    set name = $3, makes = $4, capacity_per_week = $5, left_at_ms = $6, version = version + 1, trail = $7
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, name, makes, capacity, left_at, trail],
        )
        .await?;
    Ok(count == 1)
}

/// How a group shares, and how often that was said.
pub(super) async fn rule(read: &mut Read, maker: MakerId) -> Result<Option<(Rule, i64)>, DbError> {
    read.row(
        sql!("select rule, version from group_rule where maker_id = $1 order by version desc limit 1"),
        params![maker],
    )
    .await
}

/// Says how a group shares from now on. `false`: somebody was faster.
pub(super) async fn insert_rule(
    tx: &mut Tx,
    maker: MakerId,
    version: i64,
    rule: Rule,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let count = tx
        .exec(
            sql!(
                "insert into group_rule (maker_id, at_ms, version, rule, made_by) values ($1, $2, $3, $4, $5)
                 on conflict (maker_id, version) do nothing"
            ),
            params![maker, now, version, rule, by],
        )
        .await?;
    Ok(count == 1)
}

/// What officers noted about who makes what, at the last visit to a maker where they did.
pub(super) async fn who_makes(read: &mut Read, maker: MakerId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(
            sql!(
                "select v.who_makes from case_visit v join maker_case c on c.id = v.case_id
                  where c.maker_id = $1 and v.who_makes <> ''
                  order by v.visited_day desc, v.noted_at_ms desc limit 1"
            ),
            params![maker],
        )
        .await?;
    Ok(found.map(|(words,)| words))
}

/// A line of a parcel and how it is allotted; without version it is not.
#[derive(Clone, Debug)]
pub(super) struct LineRow {
    pub line: LineId,
    pub name: Words,
    pub label: Words,
    pub quantity: u32,
    pub maker_share: Paise,
    pub rule: Option<Rule>,
    pub version: Option<i64>,
    pub trail: Option<Trail>,
}

impl FromRow for LineRow {
    fn from_row(mut row: Row) -> Result<LineRow, kernel::BadCell> {
        Ok(LineRow {
            line: row.take(0)?,
            name: Words { hi: row.take(1)?, en: row.take(2)? },
            label: Words { hi: row.take(3)?, en: row.take(4)? },
            quantity: row.take(5)?,
            maker_share: row.take(6)?,
            rule: row.take(7)?,
            version: row.take(8)?,
            trail: row.take(9)?,
        })
    }
}

/// The lines of a parcel.
pub(super) async fn lines(read: &mut Read, parcel: ParcelId) -> Result<Vec<LineRow>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.name_hi, l.name_en, l.label_hi, l.label_en, l.quantity, l.maker_paise,
                    a.rule, a.version, a.trail
               from order_line l left join line_allotment a on a.line_id = l.id
              where l.parcel_id = $1 order by l.position limit $2"
        ),
        params![parcel, SHARES],
    )
    .await
}

store::row! {
    /// What of a line one member makes.
    pub struct ShareRow {
        /// The line.
        pub line: LineId,
        /// Who.
        pub member: MemberId,
        /// What she is called.
        pub name: String,
        /// How many.
        pub pieces: i64,
        /// Quarters of an hour she has worked.
        pub quarter_hours: i64,
        /// What is hers; nothing before the parcel is packed.
        pub share: Paise,
    }
}

/// Who makes what of a parcel.
pub(super) async fn shares(read: &mut Read, parcel: ParcelId) -> Result<Vec<ShareRow>, DbError> {
    read.rows(
        sql!(
            "select s.line_id, s.member_id, m.name, s.pieces, s.quarter_hours, s.share_paise
               from line_share s join line_allotment a on a.line_id = s.line_id
               join group_member m on m.id = s.member_id
              where a.parcel_id = $1 order by s.line_id, m.joined_at_ms, m.name, m.id limit $2"
        ),
        params![parcel, SHARES],
    )
    .await
}

/// A line is allotted.
pub(super) async fn insert_allotment(
    tx: &mut Tx,
    line: LineId,
    (parcel, maker): (ParcelId, MakerId),
    week: Day,
    trail: Trail,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into line_allotment (line_id, parcel_id, maker_id, week_day, rule, frozen_at_ms, version, trail)
             values ($1, $2, $3, $4, null, null, 1, $5)"
        ),
        params![line, parcel, maker, week, trail],
    )
    .await
}

/// An allotment changes unless somebody was faster. `false`: somebody was.
pub(super) async fn move_allotment(
    tx: &mut Tx,
    line: LineId,
    version: i64,
    rule: Option<Rule>,
    trail: Trail,
) -> Result<bool, DbError> {
    let at = rule.map(|_| tx.now());
    let count = tx
        .exec(
            sql!(
                "update line_allotment set rule = $3, frozen_at_ms = $4, version = version + 1, trail = $5
                  where line_id = $1 and version = $2"
            ),
            params![line, version, rule, at, trail],
        )
        .await?;
    Ok(count == 1)
}

/// What one member makes of a line.
pub(super) async fn put_share(
    tx: &mut Tx,
    line: LineId,
    member: MemberId,
    (pieces, quarter_hours): (i64, i64),
    share: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into line_share (line_id, member_id, pieces, quarter_hours, share_paise)
             values ($1, $2, $3, $4, $5)
             on conflict (line_id, member_id) do update
                set pieces = excluded.pieces, quarter_hours = excluded.quarter_hours, share_paise = excluded.share_paise"
        ),
        params![line, member, pieces, quarter_hours, share],
    )
    .await
}

/// Nobody makes anything of a line any more; it is allotted anew.
pub(super) async fn delete_shares(tx: &mut Tx, line: LineId) -> Result<(), DbError> {
    tx.put(sql!("delete from line_share where line_id = $1"), params![line]).await
}

/// What one member has made, line by line.
#[derive(Clone, Debug)]
pub struct MemberLine {
    /// The parcel.
    pub parcel: ParcelId,
    /// What is written on it.
    pub code: String,
    /// What the good is called.
    pub name: Words,
    /// How the parcel stands.
    pub state: crate::orders::Parcel,
    /// How many.
    pub pieces: i64,
    /// What is hers; nothing before the parcel is packed.
    pub share: Paise,
    /// When the group was asked.
    pub asked_at: Option<Time>,
}

impl FromRow for MemberLine {
    fn from_row(mut row: Row) -> Result<MemberLine, kernel::BadCell> {
        Ok(MemberLine {
            parcel: row.take(0)?,
            code: row.take(1)?,
            name: Words { hi: row.take(2)?, en: row.take(3)? },
            state: row.take(4)?,
            pieces: row.take(5)?,
            share: row.take(6)?,
            asked_at: row.take(7)?,
        })
    }
}

/// What a member has made, the newest first; parcels that were called off are left out.
pub(super) async fn lines_of(
    read: &mut Read,
    member: MemberId,
    limit: Limit,
) -> Result<Vec<MemberLine>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.code, l.name_hi, l.name_en, p.state, s.pieces, s.share_paise, p.asked_at_ms
               from line_share s join line_allotment a on a.line_id = s.line_id
               join order_line l on l.id = s.line_id join parcel p on p.id = a.parcel_id
              where s.member_id = $1 and p.state not in ('declined', 'cancelled') and s.pieces + s.quarter_hours > 0
              order by p.asked_at_ms desc, s.line_id limit $2"
        ),
        params![member, limit],
    )
    .await
}
