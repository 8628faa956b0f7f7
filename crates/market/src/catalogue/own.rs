//! What a maker does with her own goods on her telephone: price, stock, a pause.
//!
//! Reads and writes: `variant`, `stock`, `price_change`, `product_pause`, and the shelf made of them. Leaves: a price that goes
//! up far as a proposal ([`crate::proposals`]). Never: touches another maker's goods; to her they do not exist.
//!
//! A lower price, a little more, pieces counted anew and a pause hold at once. Start at [`set_price`].

use kernel::ids::{MakerId, PersonId, PriceChangeId, ProductId, StockMovementId, VariantId};
use kernel::{BadCell, Limit, Paise, Words};
use store::{Db, DbError, FromRow, Read, Row, Tx, params, transaction};

use super::columns::Columns;
use super::{Making, Picture, act, own_sql as sql, stock_sql};
use crate::audit::Part;
use crate::batches;
use crate::proposals::{self, Change, Field, ProposalError, Proposer, Topic};

/// A price may rise by so much above the last one somebody has looked at, in hundredths of a percent (DOMAIN: 10 %).
const RISE_MOST_BP: i64 = 1_000;
/// A price above so many times the last one looked at is a slip of the finger.
const SLIP_TIMES: i64 = 5;
/// Pieces one variant can lie ready; more is a slip of the finger.
pub const PIECES_MOST: u32 = 9_999;
/// Days a good takes at most when it is ordered.
const LEAD_MOST: u32 = 365;
/// Sizes and colours on a maker's page of goods.
const OWN: Limit = Limit::of(Limit::MOST);

kernel::codes! {
    /// Why a maker does not make a good now.
    pub enum PauseWhy {
        /// No raw material.
        Material = "material",
        /// Illness, a wedding, work at home.
        Home = "home",
        /// It is not its season.
        Season = "season",
        /// Something else.
        Other = "other",
    }
}

/// A size or colour of a maker's own good, as her page shows it.
#[derive(Clone, Debug)]
pub struct OwnGood {
    /// The good.
    pub product: ProductId,
    /// The last part of the good's address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Whether she has paused it, and why.
    pub paused: Option<PauseWhy>,
    /// Whether somebody took it off sale.
    pub withdrawn: bool,
    /// The size or colour.
    pub variant: VariantId,
    /// What it is called.
    pub label: Words,
    /// Its price.
    pub price: Paise,
    /// The price that waits for an officer.
    pub wanted: Option<Paise>,
    /// How it is made.
    pub making: Making,
    /// Days it takes.
    pub lead_days: i64,
    /// How many a week; nothing for what lies ready.
    pub capacity: i64,
    /// Pieces or places of the week that can be bought.
    pub free: i64,
}

impl FromRow for OwnGood {
    fn from_row(row: Row) -> Result<OwnGood, BadCell> {
        let mut columns = Columns::of(row);
        Ok(OwnGood {
            product: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            picture: Picture::from_columns(&mut columns)?,
            paused: columns.next()?,
            withdrawn: columns.yes()?,
            variant: columns.next()?,
            label: columns.words()?,
            price: columns.next()?,
            wanted: columns.next()?,
            making: columns.next()?,
            lead_days: columns.next()?,
            capacity: columns.next()?,
            free: columns.next()?,
        })
    }
}

/// What became of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priced {
    /// It holds.
    Live,
    /// It waits for an officer; the old one holds.
    Asked,
    /// It was that already.
    Same,
}

/// Why something was not done with a good. Each variant has a message in `locales/*/goods.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// No such good of this maker.
    #[error("no such good of this maker")]
    NoGood,
    /// No price of this kind: nothing, or so much that it is a slip.
    #[error("no such price")]
    BadPrice,
    /// Pieces are counted only where a good lies ready, and never below what buyers hold.
    #[error("no such number of pieces")]
    BadCount,
    /// It is paused already, or is not.
    #[error("the good already stands so")]
    AlreadySo,
    /// The last size or colour of a good does not end; the good is paused or taken off sale.
    #[error("the last size does not end")]
    LastSize,
    /// Somebody changed it at the same moment.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error("goods: {0}")]
    Db(#[from] DbError),
}

impl From<ProposalError> for OwnError {
    fn from(cause: ProposalError) -> OwnError {
        match cause {
            ProposalError::Db(cause) => OwnError::Db(cause),
            _ => OwnError::Raced,
        }
    }
}

/// What is to be done with a price she has typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Same,
    Live,
    Review,
    Slip,
}

/// Down at once; up at once as far as [`RISE_MOST_BP`] above the last price somebody looked at and not above the MRP; further
/// only after a look; far beyond it never.
fn step(looked_at: Paise, now: Paise, mrp: Paise, wanted: Paise) -> Step {
    let most = looked_at.0.saturating_mul(10_000 + RISE_MOST_BP) / 10_000;
    if wanted == now {
        Step::Same
    } else if wanted.0 < 100 || wanted.0 > looked_at.0.saturating_mul(SLIP_TIMES) {
        Step::Slip
    } else if wanted < now || (wanted.0 <= most && wanted <= mrp) {
        Step::Live
    } else {
        Step::Review
    }
}

/// A maker names a new price. A lower one holds at once, and so does a little more; one that rises by more than a tenth over
/// the last price an officer has seen, or above the MRP on the pack, waits for an officer.
///
/// # Errors
/// [`OwnError::NoGood`] if it is another's; [`OwnError::BadPrice`]; [`OwnError::Raced`].
pub async fn set_price(
    db: &Db,
    person: PersonId,
    maker: MakerId,
    variant: VariantId,
    wanted: Paise,
) -> Result<Priced, OwnError> {
    let by = Proposer { person, part: Part::Maker };
    transaction!(db, tx => { set_price_in(tx, by, maker, variant, wanted).await })
}

/// As [`set_price`], inside another act, by whoever acts for her.
pub(crate) async fn set_price_in(
    tx: &mut Tx,
    by: Proposer,
    maker: MakerId,
    variant: VariantId,
    wanted: Paise,
) -> Result<Priced, OwnError> {
    let own = sql::own_variant(tx, maker, variant).await?.ok_or(OwnError::NoGood)?;
    let looked_at = sql::looked_at(tx, variant).await?.unwrap_or(own.price);
    match step(looked_at, own.price, own.mrp, wanted) {
        Step::Slip => Err(OwnError::BadPrice),
        Step::Same => {
            forget_wanted(tx, by, variant).await?;
            Ok(Priced::Same)
        }
        Step::Review => {
            let (from, to) = (own.price.0.to_string(), wanted.0.to_string());
            let (good, about) = ((own.product, maker), variant.to_string());
            let change = Change { field: Field::Price, from, to };
            proposals::propose_in(tx, by, good, (Topic::Price, &about), &[change]).await?;
            Ok(Priced::Asked)
        }
        Step::Live => {
            forget_wanted(tx, by, variant).await?;
            change_price(tx, by.person, (own.product, variant), (own.price, wanted), 0).await?;
            Ok(Priced::Live)
        }
    }
}

/// The price asked for before is not wanted any more.
async fn forget_wanted(tx: &mut Tx, by: Proposer, variant: VariantId) -> Result<(), OwnError> {
    Ok(proposals::take_back_in(tx, by, Topic::Price, &variant.to_string()).await?)
}

/// A price an officer has looked at holds; the MRP follows it up.
pub(crate) async fn approve_price_in(
    tx: &mut Tx,
    officer: PersonId,
    variant: VariantId,
    wanted: Paise,
) -> Result<(), OwnError> {
    let (product, price) = sql::price_of(tx, variant).await?.ok_or(OwnError::NoGood)?;
    change_price(tx, officer, (product, variant), (price, wanted), 1).await
}

/// A price goes back to what it was before a change that is undone.
pub(crate) async fn put_price_back(
    tx: &mut Tx,
    by: PersonId,
    good: (ProductId, VariantId),
    (from, to): (Paise, Paise),
) -> Result<(), OwnError> {
    change_price(tx, by, good, (from, to), 0).await
}

/// `looked_at` is 1 if an officer has seen the new price.
async fn change_price(
    tx: &mut Tx,
    by: PersonId,
    (product, variant): (ProductId, VariantId),
    (from, to): (Paise, Paise),
    looked_at: i64,
) -> Result<(), OwnError> {
    if !sql::set_price(tx, variant, from, to).await? {
        return Err(OwnError::Raced);
    }
    let id: PriceChangeId = tx.new_id();
    sql::insert_price_change(tx, id, variant, (from, to), by, looked_at).await?;
    Ok(act::shelve(tx, product).await?)
}

/// A maker has counted her pieces: there are `wanted` to sell where her page showed `seen`. What was sold meanwhile stays sold.
/// `once` comes with the page: the same press twice counts once.
///
/// # Errors
/// [`OwnError::NoGood`]; [`OwnError::BadCount`] for a good made to order or more than [`PIECES_MOST`]; [`OwnError::Raced`] if
/// buyers have taken so many meanwhile that the difference does not fit.
pub async fn set_stock(
    db: &Db,
    maker: MakerId,
    variant: VariantId,
    (seen, wanted): (u32, u32),
    once: &str,
) -> Result<(), OwnError> {
    transaction!(db, tx => { set_stock_in(tx, maker, variant, (seen, wanted), once).await })
}

/// As [`set_stock`], inside another act.
pub(crate) async fn set_stock_in(
    tx: &mut Tx,
    maker: MakerId,
    variant: VariantId,
    (seen, wanted): (u32, u32),
    once: &str,
) -> Result<(), OwnError> {
    let own = sql::own_variant(tx, maker, variant).await?.ok_or(OwnError::NoGood)?;
    if own.making != Making::Stock || wanted > PIECES_MOST || once.is_empty() || once.len() > 64 {
        return Err(OwnError::BadCount);
    }
    let change = i64::from(wanted) - i64::from(seen);
    if change == 0 {
        return Ok(());
    }
    let (id, now): (StockMovementId, _) = (tx.new_id(), tx.now());
    let source = format!("{maker} {once}");
    let movement = params![id, variant, change, 0_i64, "counted", source, now];
    if tx.exec(stock_sql::put_movement(), movement).await? == 0 {
        return Ok(());
    }
    if !sql::recount(tx, variant, change).await? {
        return Err(OwnError::Raced);
    }
    if change > 0 {
        batches::added(tx, variant, change, &source, &maker.to_string()).await?;
    } else {
        batches::counted_down(tx, variant, seen - wanted).await?;
    }
    tx.catalogue_changed();
    Ok(())
}

/// A maker says how many days a good takes when it is ordered, and how many she can make in a week; both hold at once. Places of
/// this week that are taken stay taken.
///
/// # Errors
/// [`OwnError::NoGood`]; [`OwnError::BadCount`] for what lies ready or out of bounds; [`OwnError::Raced`].
pub async fn set_week(
    db: &Db,
    maker: MakerId,
    variant: VariantId,
    (lead_days, capacity): (u32, u32),
) -> Result<(), OwnError> {
    transaction!(db, tx => { set_week_in(tx, maker, variant, (lead_days, capacity)).await })
}

/// As [`set_week`], inside another act.
pub(crate) async fn set_week_in(
    tx: &mut Tx,
    maker: MakerId,
    variant: VariantId,
    (lead_days, capacity): (u32, u32),
) -> Result<(), OwnError> {
    let own = sql::own_variant(tx, maker, variant).await?.ok_or(OwnError::NoGood)?;
    if own.making != Making::ToOrder || lead_days > LEAD_MOST || !(1..=PIECES_MOST).contains(&capacity) {
        return Err(OwnError::BadCount);
    }
    let before = sql::week(tx, variant).await?.ok_or(OwnError::NoGood)?;
    let change = (i64::from(capacity) - before.capacity).max(before.held - before.on_hand);
    sql::set_week(tx, variant, lead_days, capacity).await?;
    if change != 0 {
        let id: StockMovementId = tx.new_id();
        let now = tx.now();
        let movement = params![id, variant, change, 0_i64, "counted", format!("{maker} week {id}"), now];
        tx.put(stock_sql::put_movement(), movement).await?;
        if !sql::recount(tx, variant, change).await? {
            return Err(OwnError::Raced);
        }
    }
    Ok(act::shelve(tx, own.product).await?)
}

/// A maker does not make a good now: it leaves the shelf at once, what was ordered stays ordered.
///
/// # Errors
/// [`OwnError::NoGood`]; [`OwnError::AlreadySo`] if it is paused.
pub async fn pause(
    db: &Db,
    person: PersonId,
    maker: MakerId,
    slug: &str,
    why: PauseWhy,
) -> Result<(), OwnError> {
    transaction!(db, tx => { pause_in(tx, person, maker, slug, why).await })
}

/// As [`pause`], inside another act.
pub(crate) async fn pause_in(
    tx: &mut Tx,
    person: PersonId,
    maker: MakerId,
    slug: &str,
    why: PauseWhy,
) -> Result<(), OwnError> {
    let product = sql::own_product(tx, maker, slug).await?.ok_or(OwnError::NoGood)?;
    if !sql::insert_pause(tx, product, person, why).await? {
        return Err(OwnError::AlreadySo);
    }
    Ok(act::shelve(tx, product).await?)
}

/// A maker makes a good again; it comes back to the shelf.
///
/// # Errors
/// [`OwnError::NoGood`]; [`OwnError::AlreadySo`] if it is not paused.
pub async fn resume(db: &Db, maker: MakerId, slug: &str) -> Result<(), OwnError> {
    transaction!(db, tx => { resume_in(tx, maker, slug).await })
}

/// As [`resume`], inside another act.
pub(crate) async fn resume_in(tx: &mut Tx, maker: MakerId, slug: &str) -> Result<(), OwnError> {
    let product = sql::own_product(tx, maker, slug).await?.ok_or(OwnError::NoGood)?;
    if !sql::end_pause(tx, product).await? {
        return Err(OwnError::AlreadySo);
    }
    Ok(act::shelve(tx, product).await?)
}

/// A size or colour is not made any more: nobody can order it from now on, what was ordered stays ordered.
///
/// # Errors
/// [`OwnError::NoGood`]; [`OwnError::LastSize`] if no other would be left; [`OwnError::AlreadySo`].
pub async fn end_size(db: &Db, by: Proposer, maker: MakerId, variant: VariantId) -> Result<(), OwnError> {
    transaction!(db, tx => {
        let own = sql::own_variant(tx, maker, variant).await?.ok_or(OwnError::NoGood)?;
        if sql::living_sizes(tx, own.product).await? < 2 {
            return Err(OwnError::LastSize);
        }
        if !sql::end_size(tx, variant).await? {
            return Err(OwnError::AlreadySo);
        }
        for topic in [Topic::Price, Topic::Size] {
            proposals::take_back_in(tx, by, topic, &variant.to_string()).await?;
        }
        Ok(act::shelve(tx, own.product).await?)
    })
}

/// All goods of a maker with their sizes and colours, on sale or not, the newest good first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn goods(read: &mut Read, maker: MakerId) -> Result<Vec<OwnGood>, DbError> {
    sql::goods(read, maker, OWN).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_goes_down_at_once_and_up_a_tenth() {
        let of = |looked_at: i64, now: i64, mrp: i64, wanted: i64| {
            step(Paise(looked_at), Paise(now), Paise(mrp), Paise(wanted))
        };
        assert_eq!(of(200_00, 200_00, 300_00, 200_00), Step::Same);
        assert_eq!(of(200_00, 200_00, 300_00, 5_00), Step::Live);
        assert_eq!(of(200_00, 200_00, 300_00, 220_00), Step::Live);
        assert_eq!(of(200_00, 200_00, 300_00, 220_01), Step::Review);
        assert_eq!(of(200_00, 200_00, 210_00, 215_00), Step::Review, "above the MRP on the pack");
        assert_eq!(of(200_00, 220_00, 300_00, 230_00), Step::Review, "not a tenth on top of a tenth");
        assert_eq!(of(200_00, 150_00, 300_00, 210_00), Step::Live, "back to where it was");
        assert_eq!(of(200_00, 200_00, 300_00, 2_000_00), Step::Slip);
        assert_eq!(of(200_00, 200_00, 300_00, 0), Step::Slip);
        assert_eq!(of(200_00, 200_00, 300_00, -5), Step::Slip);
    }

    #[test]
    fn however_the_steps_are_chosen_no_price_creeps_away_unseen() {
        let (looked_at, mrp) = (Paise(1_000_00), Paise(9_000_00));
        let mut now = looked_at;
        for _ in 0..1_000 {
            let wanted = Paise(now.0 + 5_00);
            match step(looked_at, now, mrp, wanted) {
                Step::Live => now = wanted,
                Step::Review | Step::Slip | Step::Same => break,
            }
        }
        assert_eq!(now, Paise(1_100_00));
    }
}
