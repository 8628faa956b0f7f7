//! What a group's pages ask for.

use kernel::ids::{LineId, MakerId, MemberId, ParcelId};
use kernel::{Limit, Paise, Words};
use store::{DbError, Read};

use super::rules::{Hand, allot};
pub use super::sql::{MemberLine, MemberRow, ShareRow};
use super::{Rule, sql};
use crate::makers::MakerKind;
use crate::orders::{self, Parcel};
use crate::search::misses::monday;

/// Whether a maker is a group whose work is shared out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn is_group(read: &mut Read, maker: MakerId) -> Result<bool, DbError> {
    Ok(match sql::kind(read, maker).await? {
        Some(MakerKind::Shg | MakerKind::Cooperative) => true,
        Some(MakerKind::Person | MakerKind::Workshop | MakerKind::Company) | None => false,
    })
}

/// The members of a group, those who left too, with what they have made.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn members(read: &mut Read, maker: MakerId) -> Result<Vec<MemberRow>, DbError> {
    let week = monday(read.now().day());
    sql::members(read, maker, week).await
}

/// One member of this group; `None` if she is another's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn member(read: &mut Read, maker: MakerId, id: MemberId) -> Result<Option<MemberRow>, DbError> {
    Ok(members(read, maker).await?.into_iter().find(|member| member.id == id))
}

/// What a member of this group has made, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lines_of(read: &mut Read, member: MemberId, limit: Limit) -> Result<Vec<MemberLine>, DbError> {
    sql::lines_of(read, member, limit).await
}

/// How a group shares what a line brings: by pieces until it says otherwise.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rule_of(read: &mut Read, maker: MakerId) -> Result<Rule, DbError> {
    Ok(sql::rule(read, maker).await?.map_or(Rule::ByPiece, |(rule, _)| rule))
}

/// What an officer noted about who makes what in a group.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn seen_at_visit(read: &mut Read, maker: MakerId) -> Result<Option<String>, DbError> {
    sql::who_makes(read, maker).await
}

/// A line of a parcel and who makes it.
#[derive(Clone, Debug)]
pub struct LineShared {
    /// The line.
    pub line: LineId,
    /// What the good is called.
    pub name: Words,
    /// Its size or colour.
    pub label: Words,
    /// How many.
    pub quantity: u32,
    /// What the group gets for it.
    pub maker_share: Paise,
    /// By which rule its money was shared; nothing before the parcel is packed.
    pub rule: Option<Rule>,
    /// Who makes how many.
    pub shares: Vec<ShareRow>,
}

/// Who makes what of a parcel of this group. Members who could be given some stand in it with none; of a line that is not
/// allotted yet it says who would make it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_parcel(
    read: &mut Read,
    maker: MakerId,
    parcel: ParcelId,
) -> Result<Vec<LineShared>, DbError> {
    let Some((found, _)) = orders::maker::parcel(read, maker, parcel).await? else { return Ok(Vec::new()) };
    let is_open = matches!(found.state, Parcel::Asked | Parcel::Accepted);
    let members = members(read, maker).await?;
    let living: Vec<&MemberRow> = members.iter().filter(|member| member.left_at.is_none()).collect();
    let mut hands: Vec<Hand> = living.iter().map(|member| hand(member)).collect();
    let shares = sql::shares(read, parcel).await?;
    let mut all = Vec::new();
    for row in sql::lines(read, parcel).await? {
        let mut own: Vec<ShareRow> = shares.iter().filter(|share| share.line == row.line).cloned().collect();
        let given = match row.version {
            Some(_) => vec![0; living.len()],
            None => allot(row.quantity, &hands),
        };
        for ((member, pieces), hand) in living.iter().zip(given).zip(&mut hands) {
            (hand.turns, hand.free) = (hand.turns + pieces, hand.free - pieces);
            let is_in = own.iter().any(|share| share.member == member.id);
            if !is_in && is_open {
                own.push(ShareRow {
                    line: row.line,
                    member: member.id,
                    name: member.name.clone(),
                    pieces,
                    quarter_hours: 0,
                    share: Paise::ZERO,
                });
            }
        }
        all.push(LineShared {
            line: row.line,
            name: row.name,
            label: row.label,
            quantity: row.quantity,
            maker_share: row.maker_share,
            rule: row.rule,
            shares: own,
        });
    }
    Ok(all)
}

/// A member as the rotation sees her.
pub(super) fn hand(member: &MemberRow) -> Hand {
    Hand { turns: member.turns_before + member.pieces, free: member.capacity - member.this_week }
}
