//! Groups' goods: one design, many didis. Who is in a group, who makes how many pieces of a line, whose money that is.
//!
//! Reads: `maker`, `parcel`, `order_line`, `case_visit`. Writes: `group_member`, `group_rule`, `line_allotment`,
//! `line_share`, `audit_entry`. Never: posts to the ledger or pays a member; the payout goes to the group's account.
//!
//! A line is allotted in the transaction in which the group says yes to its parcel; its leader may change that until it is
//! packed. Then each member's share is fixed. Start at [`rules::allot`] and [`rules::shares`], then [`act`].

mod act;
mod read;
pub mod rules;
mod sql;

pub use act::{GroupError, Typed, Work, add_member, change_allotment, change_member, end_member, set_rule};
pub(crate) use act::{allot, freeze, is_legal};
pub use read::{
    LineShared, MemberLine, ShareRow, is_group, lines_of, member, members, of_parcel, rule_of, seen_at_visit,
};
pub use sql::MemberRow;

kernel::codes! {
    /// How a group shares what a line brings.
    pub enum Rule {
        /// By the pieces each has made.
        ByPiece = "by_piece",
        /// The same to each who made any.
        Equal = "equal",
        /// By the hours each has worked; by pieces where no hours are written down.
        ByHours = "by_hours",
    }
}

/// Members of a group at most.
pub const MEMBERS_MOST: i64 = 60;
/// Pieces a member can make in a week at most.
pub const CAPACITY_MOST: i64 = 10_000;
