//! What a group's leader does: who is in it, how it shares, who makes what of a parcel. And what happens by itself when a
//! parcel is accepted and packed.

use std::collections::BTreeMap;

use kernel::Paise;
use kernel::ids::{LineId, MakerId, MemberId, ParcelId};
use store::{Db, DbError, Tx, transaction};

use super::read::{hand, members};
use super::rules::{self, Hand};
use super::sql::{self, LineRow, MemberRow, ShareRow};
use super::{CAPACITY_MOST, MEMBERS_MOST, Rule, is_group, rule_of};
use crate::audit::{self, Actor, Entry, Trail};
use crate::orders::{self, Parcel};
use crate::search::misses::monday;

/// Letters of a name, and of what somebody makes.
const LETTERS_MOST: usize = 80;
/// Hours of work on one line at most.
const QUARTERS_MOST: i64 = 4 * 1_000;

const LIVING: &str = "living";
const LEFT: &str = "left";
const OPEN: &str = "open";
const FROZEN: &str = "frozen";

/// Why something was not done in a group. Each variant has a message in `locales/*/groups.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// The maker is no group.
    #[error("the maker is no group")]
    NoGroup,
    /// There is no such member of this group.
    #[error("no such member of this group")]
    NoMember,
    /// There is no such parcel of this group.
    #[error("no such parcel of this group")]
    NoParcel,
    /// A name is needed.
    #[error("a name is needed")]
    NoName,
    /// No such number of pieces in a week.
    #[error("no such capacity")]
    BadCapacity,
    /// The group has as many members as it can.
    #[error("too many members")]
    TooMany,
    /// Who makes it is changed only after saying yes and before packing.
    #[error("the parcel is not being made now")]
    NotNow,
    /// The pieces of a line do not come to its quantity.
    #[error("the pieces of a line do not come to {wanted}")]
    WrongSum {
        /// How many there must be.
        wanted: u32,
        /// How many there are.
        found: i64,
        /// The line.
        line: LineId,
    },
    /// A number that is none.
    #[error("no such number of pieces or hours")]
    BadNumber,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A member as she was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Her name.
    pub name: String,
    /// What she makes.
    pub makes: String,
    /// Pieces she can make in a week.
    pub capacity: i64,
}

impl Typed {
    fn checked(&self) -> Result<(&str, &str, i64), GroupError> {
        let short = |text: &str| text.chars().count() <= LETTERS_MOST;
        let (name, makes) = (self.name.trim(), self.makes.trim());
        if name.chars().count() < 2 || !short(name) || !short(makes) {
            return Err(GroupError::NoName);
        }
        if !(1..=CAPACITY_MOST).contains(&self.capacity) {
            return Err(GroupError::BadCapacity);
        }
        Ok((name, makes, self.capacity))
    }
}

async fn note(
    tx: &mut Tx,
    actor: Actor,
    (subject, seq, trail): (String, i64, &Trail),
    (act, from, to): (&'static str, &'static str, &'static str),
) -> Result<Trail, DbError> {
    audit::note(tx, trail, &Entry { subject, seq, actor, act, from, to, note: "" }).await
}

/// Somebody joins a group. She begins where the others stand, so that the next orders are not all hers.
///
/// # Errors
/// [`GroupError`] if the maker is no group, or a name or number does not do.
pub async fn add_member(
    db: &Db,
    actor: Actor,
    maker: MakerId,
    typed: &Typed,
) -> Result<MemberId, GroupError> {
    let facts = typed.checked()?;
    transaction!(db, tx => {
        if !is_group(tx, maker).await? {
            return Err(GroupError::NoGroup);
        }
        let others = living(tx, maker).await?;
        if i64::try_from(others.len()).unwrap_or(i64::MAX) >= MEMBERS_MOST {
            return Err(GroupError::TooMany);
        }
        let turns = others.iter().map(|other| hand(other).turns).min().unwrap_or(0);
        let id: MemberId = tx.new_id();
        let at = (id.to_string(), 1, &Trail::default());
        let trail = note(tx, actor, at, ("member.join", "", LIVING)).await?;
        sql::insert_member(tx, id, maker, facts, turns, trail).await?;
        Ok(id)
    })
}

async fn living(tx: &mut Tx, maker: MakerId) -> Result<Vec<MemberRow>, DbError> {
    Ok(members(tx, maker).await?.into_iter().filter(|member| member.left_at.is_none()).collect())
}

async fn living_one(tx: &mut Tx, maker: MakerId, id: MemberId) -> Result<MemberRow, GroupError> {
    living(tx, maker).await?.into_iter().find(|member| member.id == id).ok_or(GroupError::NoMember)
}

/// A member is called otherwise, makes something else, or more or less of it.
///
/// # Errors
/// [`GroupError::NoMember`] if she is another group's or has left; as [`add_member`] otherwise.
pub async fn change_member(
    db: &Db,
    actor: Actor,
    maker: MakerId,
    id: MemberId,
    typed: &Typed,
) -> Result<(), GroupError> {
    let facts = typed.checked()?;
    transaction!(db, tx => {
        let row = living_one(tx, maker, id).await?;
        let at = (id.to_string(), row.version + 1, &row.trail);
        let trail = note(tx, actor, at, ("member.change", LIVING, LIVING)).await?;
        if sql::update_member(tx, &row, facts, None, trail).await? { Ok(()) } else { Err(GroupError::Raced) }
    })
}

/// A member leaves. What she was allotted stays hers until the leader gives it to another.
///
/// # Errors
/// [`GroupError::NoMember`] if she is another group's or has left.
pub async fn end_member(db: &Db, actor: Actor, maker: MakerId, id: MemberId) -> Result<(), GroupError> {
    transaction!(db, tx => {
        let row = living_one(tx, maker, id).await?;
        let at = (id.to_string(), row.version + 1, &row.trail);
        let trail = note(tx, actor, at, ("member.leave", LIVING, LEFT)).await?;
        let left = Some(tx.now());
        let facts = (row.name.as_str(), row.makes.as_str(), row.capacity);
        if sql::update_member(tx, &row, facts, left, trail).await? { Ok(()) } else { Err(GroupError::Raced) }
    })
}

/// A group says how it shares what a line brings. It holds for parcels that are packed from now on.
///
/// # Errors
/// [`GroupError::NoGroup`], [`GroupError::Raced`].
pub async fn set_rule(
    db: &Db,
    by: kernel::ids::PersonId,
    maker: MakerId,
    rule: Rule,
) -> Result<(), GroupError> {
    transaction!(db, tx => {
        if !is_group(tx, maker).await? {
            return Err(GroupError::NoGroup);
        }
        let (held, version) = sql::rule(tx, maker).await?.unwrap_or((Rule::ByPiece, 0));
        if held == rule && version > 0 {
            return Ok(());
        }
        if sql::insert_rule(tx, maker, version + 1, rule, by).await? { Ok(()) } else { Err(GroupError::Raced) }
    })
}

/// A group has said yes to a parcel: its lines are allotted by free capacity and turn. Nothing happens for a maker who is no
/// group or has no members.
pub(crate) async fn allot(
    tx: &mut Tx,
    actor: Actor,
    maker: MakerId,
    parcel: ParcelId,
) -> Result<(), DbError> {
    if !is_group(tx, maker).await? {
        return Ok(());
    }
    let members = living(tx, maker).await?;
    if members.is_empty() {
        return Ok(());
    }
    let mut hands: Vec<Hand> = members.iter().map(hand).collect();
    for line in sql::lines(tx, parcel).await?.iter().filter(|line| line.version.is_none()) {
        let given = rules::allot(line.quantity, &hands);
        for (hand, given) in hands.iter_mut().zip(&given) {
            (hand.turns, hand.free) = (hand.turns + given, hand.free - given);
        }
        begin(tx, actor, (parcel, maker), line.line).await?;
        for (member, pieces) in members.iter().zip(given).filter(|(_, pieces)| *pieces > 0) {
            sql::put_share(tx, line.line, member.id, (pieces, 0), Paise::ZERO).await?;
        }
    }
    Ok(())
}

async fn begin(tx: &mut Tx, actor: Actor, of: (ParcelId, MakerId), line: LineId) -> Result<(), DbError> {
    let at = (line.to_string(), 1, &Trail::default());
    let trail = note(tx, actor, at, ("line.allot", "", OPEN)).await?;
    let week = monday(tx.now().day());
    sql::insert_allotment(tx, line, of, week, trail).await
}

async fn moved(
    tx: &mut Tx,
    actor: Actor,
    line: &LineRow,
    act: &'static str,
    rule: Option<Rule>,
) -> Result<(), GroupError> {
    let (Some(version), Some(trail)) = (line.version, line.trail.as_ref()) else { return Ok(()) };
    let state = |rule: Option<Rule>| if rule.is_some() { FROZEN } else { OPEN };
    let at = (line.line.to_string(), version + 1, trail);
    let trail = note(tx, actor, at, (act, state(line.rule), state(rule))).await?;
    if sql::move_allotment(tx, line.line, version, rule, trail).await? {
        Ok(())
    } else {
        Err(GroupError::Raced)
    }
}

/// Who makes what of one line, as the leader has typed it: member, pieces, quarters of an hour.
pub type Work = BTreeMap<LineId, Vec<(MemberId, i64, i64)>>;

/// A leader says who makes what of a parcel, after the yes and before packing. Lines she does not speak of stay.
///
/// # Errors
/// [`GroupError::WrongSum`] if the pieces of a line do not come to its quantity: then nothing changes.
pub async fn change_allotment(
    db: &Db,
    actor: Actor,
    maker: MakerId,
    parcel: ParcelId,
    work: &Work,
) -> Result<(), GroupError> {
    transaction!(db, tx => {
        let found = orders::maker::parcel(tx, maker, parcel).await?;
        let (found, _) = found.ok_or(GroupError::NoParcel)?;
        if !is_group(tx, maker).await? {
            return Err(GroupError::NoGroup);
        }
        if found.state != Parcel::Accepted {
            return Err(GroupError::NotNow);
        }
        let members = members(tx, maker).await?;
        let lines = sql::lines(tx, parcel).await?;
        if work.keys().any(|line| lines.iter().all(|own| own.line != *line)) {
            return Err(GroupError::NoParcel);
        }
        for line in &lines {
            let Some(shares) = work.get(&line.line) else { continue };
            fits(line, shares, &members)?;
            if line.version.is_none() {
                begin(tx, actor, (parcel, maker), line.line).await?;
            } else {
                moved(tx, actor, line, "line.share_out", None).await?;
            }
            sql::delete_shares(tx, line.line).await?;
            for (member, pieces, quarters) in shares.iter().filter(|(_, pieces, quarters)| pieces + quarters > 0) {
                sql::put_share(tx, line.line, *member, (*pieces, *quarters), Paise::ZERO).await?;
            }
        }
        Ok(())
    })
}

/// Whether what was typed of a line can be: numbers, members of this group, each once, all pieces.
fn fits(line: &LineRow, shares: &[(MemberId, i64, i64)], members: &[MemberRow]) -> Result<(), GroupError> {
    let plausible = |(_, pieces, quarters): &(MemberId, i64, i64)| {
        (0..=CAPACITY_MOST).contains(pieces) && (0..=QUARTERS_MOST).contains(quarters)
    };
    if !shares.iter().all(plausible) {
        return Err(GroupError::BadNumber);
    }
    let is_hers = |id: &MemberId| members.iter().any(|member| member.id == *id);
    let once = |id: &MemberId| shares.iter().filter(|(other, ..)| other == id).count() == 1;
    if !shares.iter().all(|(id, ..)| is_hers(id) && once(id)) {
        return Err(GroupError::NoMember);
    }
    let found: i64 = shares.iter().map(|(_, pieces, _)| pieces).sum();
    if found == i64::from(line.quantity) {
        return Ok(());
    }
    Err(GroupError::WrongSum { wanted: line.quantity, found, line: line.line })
}

/// A parcel of a group is packed: what each member gets of its lines is fixed, by the rule that holds now.
pub(crate) async fn freeze(
    tx: &mut Tx,
    actor: Actor,
    maker: MakerId,
    parcel: ParcelId,
) -> Result<(), GroupError> {
    let lines: Vec<LineRow> =
        sql::lines(tx, parcel).await?.into_iter().filter(|line| line.version.is_some()).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let rule = rule_of(tx, maker).await?;
    let shares = sql::shares(tx, parcel).await?;
    for line in &lines {
        let own: Vec<&ShareRow> = shares.iter().filter(|share| share.line == line.line).collect();
        let work: Vec<(i64, i64)> = own.iter().map(|share| (share.pieces, share.quarter_hours)).collect();
        let split = rules::shares(line.maker_share, &rules::weights(rule, &work)).unwrap_or_default();
        for (share, paise) in own.iter().zip(split) {
            let made = (share.pieces, share.quarter_hours);
            sql::put_share(tx, line.line, share.member, made, paise).await?;
        }
        moved(tx, actor, line, "line.freeze", Some(rule)).await?;
    }
    Ok(())
}

/// Whether an act can lead a member or an allotment from one state to another; for the checks of the trail.
pub(crate) fn is_legal(act: &str, from: &str, to: &str) -> bool {
    match act {
        "member.join" => (from, to) == ("", LIVING),
        "member.change" => (from, to) == (LIVING, LIVING),
        "member.leave" => (from, to) == (LIVING, LEFT),
        "line.allot" => (from, to) == ("", OPEN),
        "line.share_out" => [OPEN, FROZEN].contains(&from) && to == OPEN,
        "line.freeze" => [OPEN, FROZEN].contains(&from) && to == FROZEN,
        _ => false,
    }
}
