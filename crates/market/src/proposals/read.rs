//! What pages ask about proposals.

use kernel::Limit;
use kernel::ids::{ProductId, ProposalId};
use store::{DbError, Read};

use super::publish::{self, Stands};
use super::{Change, OwnedGood, Proposal, Reviewer, State, Topic, Untranslated, Whose, sql};
use crate::accounts::Blocks;

/// Proposals of a list.
const LIST: Limit = Limit::of(100);

/// What waits for a reviewer, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting(read: &mut Read, reviewer: &Reviewer) -> Result<Vec<Proposal>, DbError> {
    sql::waiting_in(read, (&reviewer.blocks.fenced(), reviewer.department()), LIST).await
}

/// One proposal a reviewer may see; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn seen(read: &mut Read, reviewer: &Reviewer, id: ProposalId) -> Result<Option<Proposal>, DbError> {
    sql::proposal_in(read, (&reviewer.blocks.fenced(), reviewer.department()), id).await
}

/// What a proposal changes, in the order it was asked.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn changes(read: &mut Read, id: ProposalId) -> Result<Vec<Change>, DbError> {
    sql::changes(read, id).await
}

/// The proposal that waits about the same thing, if there is one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn newest(read: &mut Read, topic: Topic, about: &str) -> Result<Option<Proposal>, DbError> {
    sql::waiting_about(read, topic, about).await
}

/// All that was ever asked about a good, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn history(read: &mut Read, product: ProductId) -> Result<Vec<Proposal>, DbError> {
    sql::of_product(read, product, LIST).await
}

/// A good one may propose changes of; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn good(read: &mut Read, whose: Whose<'_>, slug: &str) -> Result<Option<OwnedGood>, DbError> {
    match whose {
        Whose::Maker(maker) => sql::good(read, (&maker.to_string(), ";"), slug).await,
        Whose::Blocks(blocks) => sql::good(read, ("", &blocks.fenced()), slug).await,
    }
}

/// Goods of makers in an officer's blocks whose name, or whose maker's name, holds some words; the newest first, those after one of
/// them if its id is given.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn goods_in(
    read: &mut Read,
    blocks: &Blocks,
    (words, after): (&str, &str),
    limit: Limit,
) -> Result<Vec<OwnedGood>, DbError> {
    sql::goods_in(read, &blocks.fenced(), (&words.trim().to_lowercase(), after), limit).await
}

/// Goods of an officer's blocks that lack words in one language, what lacks most first; of one craft, if one is named.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn untranslated(
    read: &mut Read,
    blocks: &Blocks,
    craft: &str,
    limit: Limit,
) -> Result<Vec<Untranslated>, DbError> {
    sql::untranslated(read, &blocks.fenced(), craft, limit).await
}

/// How many goods there are in all, and how many lack words in one language.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn translated(read: &mut Read, blocks: &Blocks, craft: &str) -> Result<(i64, i64), DbError> {
    sql::translated(read, &blocks.fenced(), craft).await
}

/// The last thing that was refused of a good, unless something newer about the same has been asked since: the maker reads why.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn last_refused(read: &mut Read, product: ProductId) -> Result<Option<Proposal>, DbError> {
    let all = history(read, product).await?;
    let newest_of =
        |one: &Proposal| all.iter().find(|other| other.topic == one.topic && other.about == one.about);
    let refused = all
        .iter()
        .find(|one| one.state == State::Refused && newest_of(one).is_some_and(|newest| newest.id == one.id));
    Ok(refused.cloned())
}

/// What stands of a good now, so that a form begins with it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn standing(
    read: &mut Read,
    topic: Topic,
    product: ProductId,
    about: &str,
) -> Result<Stands, DbError> {
    publish::stands(read, topic, product, about).await
}
