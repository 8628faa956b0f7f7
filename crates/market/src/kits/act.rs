//! The verbs: to put a kit together, and to put kits into a basket.

use std::collections::BTreeSet;

use kernel::ids::{CartId, CollectionId, KitId, MakerId, PersonId, VariantId};
use kernel::{BasisPoints, Day, Paise, Words};
use store::{Db, Tx, transaction};

use super::{KITS_MOST, KitError, rules, sql};
use crate::audit::Part;
use crate::offers::{self, Funding, Kind, Scope};
use crate::quotes;

/// Letters of what is said of it.
const WORDS_MOST: usize = 600;
/// Different goods of a kit.
const GOODS: std::ops::RangeInclusive<usize> = 2..=12;
/// Pieces of one good in one kit.
const PIECES_MOST: u32 = 10;
/// As many as anybody will ask for: a kit without a limit of its own.
const WITHOUT_LIMIT: i64 = 100_000;

/// A part as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartTyped {
    /// The last part of the good's address.
    pub slug: String,
    /// Which size or colour, by its id or key; empty for the cheapest.
    pub variant: String,
    /// How many in one kit.
    pub pieces: u32,
}

/// A kit as it is typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// A few sentences.
    pub words: Words,
    /// Its goods; the first one gives it its picture.
    pub parts: Vec<PartTyped>,
    /// What one costs, tax included.
    pub price: Paise,
    /// Who pays what it costs less than its parts.
    pub funding: Funding,
    /// Its first and its last day.
    pub window: (Day, Day),
    /// How many there are; none for as many as are asked for.
    pub limit: Option<i64>,
    /// The last part of the address of the feast it belongs to; empty for none.
    pub collection: String,
}

/// Puts a kit together and asks for its offer: it is sold once the maker who is to pay for it, if one is, has said yes, and a second person
/// has approved it.
///
/// # Errors
/// What [`KitError`] says of words, addresses, goods, prices and the offer behind it.
pub async fn ask(db: &Db, by: (PersonId, Part), draft: &Draft) -> Result<KitId, KitError> {
    let fits = |text: &str| (2..=WORDS_MOST).contains(&text.trim().chars().count());
    if !fits(&draft.words.hi) || !fits(&draft.words.en) {
        return Err(KitError::BadWords);
    }
    if !rules::is_slug(&draft.slug) {
        return Err(KitError::BadSlug);
    }
    let pieces_fit = |part: &PartTyped| (1..=PIECES_MOST).contains(&part.pieces);
    if !GOODS.contains(&draft.parts.len()) || !draft.parts.iter().all(pieces_fit) {
        return Err(KitError::BadCount);
    }
    transaction!(db, tx => {
        if sql::of_slug(tx, &draft.slug).await?.is_some() {
            return Err(KitError::SlugTaken);
        }
        let parts = parts(tx, &draft.parts).await?;
        let prices: Vec<(MakerId, Paise)> = parts.iter().map(|part| (part.maker, part.price)).collect();
        let off = off(tx, draft, &prices).await?;
        let collection = collection(tx, &draft.collection).await?;
        let id: KitId = tx.new_id();
        let whole = draft.price.plus(off).unwrap_or_default();
        let offer = offers::ask_for_kit(tx, by, &offer(draft, id, (off, whole))).await?;
        sql::insert(tx, (id, offer), draft, collection).await?;
        for (place, part) in (1..).zip(&parts) {
            sql::insert_part(tx, id, (part.variant, part.pieces), place).await?;
        }
        tx.catalogue_changed();
        Ok(id)
    })
}

/// The offer behind a kit: a sum off one kit, as often as there are kits.
fn offer(draft: &Draft, id: KitId, (off, whole): (Paise, Paise)) -> offers::Draft {
    offers::Draft {
        code: None,
        name: draft.name.clone(),
        kind: Kind::Fixed,
        percent: BasisPoints(0),
        most: off,
        funding: draft.funding.clone(),
        scope: (Scope::Kit, id.to_string()),
        least: whole,
        window: draft.window,
        uses_most: draft.limit.unwrap_or(WITHOUT_LIMIT),
        // Kits are counted, not who has them.
        per_person_most: 1,
    }
}

/// A part that was found.
struct Found {
    variant: VariantId,
    maker: MakerId,
    pieces: u32,
    /// Of all its pieces.
    price: Paise,
}

/// The goods of a kit, of two makers at least, each once.
async fn parts(tx: &mut Tx, typed: &[PartTyped]) -> Result<Vec<Found>, KitError> {
    let mut parts: Vec<Found> = Vec::with_capacity(typed.len());
    for part in typed {
        let found = sql::variant_of(tx, &part.slug, &part.variant).await?;
        let (variant, maker, unit) = found.ok_or_else(|| KitError::NoGood(part.slug.clone()))?;
        if parts.iter().any(|there| there.variant == variant) {
            return Err(KitError::BadCount);
        }
        let price = unit.times(part.pieces).ok_or(KitError::BadCount)?;
        parts.push(Found { variant, maker, pieces: part.pieces, price });
    }
    let makers: BTreeSet<MakerId> = parts.iter().map(|part| part.maker).collect();
    if makers.len() < 2 { Err(KitError::OneMaker) } else { Ok(parts) }
}

/// What one kit costs less than its parts.
async fn off(tx: &mut Tx, draft: &Draft, prices: &[(MakerId, Paise)]) -> Result<Paise, KitError> {
    let payer = match &draft.funding {
        Funding::Mart | Funding::Party(_) => None,
        Funding::Maker(slug) => {
            let maker = sql::maker(tx, slug).await?;
            let hers = maker.filter(|maker| prices.iter().any(|(of, _)| of == maker));
            Some(hers.ok_or(KitError::NotHers)?)
        }
    };
    let (least, most) = rules::bounds(prices, payer).ok_or(KitError::BadCount)?;
    match most.minus(draft.price) {
        Some(off) if (least..=most).contains(&draft.price) => Ok(off),
        _ => Err(KitError::BadPrice { least, most }),
    }
}

async fn collection(tx: &mut Tx, slug: &str) -> Result<Option<CollectionId>, KitError> {
    if slug.is_empty() {
        return Ok(None);
    }
    Ok(Some(sql::collection(tx, slug).await?.ok_or(KitError::NoCollection)?))
}

/// Puts kits into a basket, changes how many, or with 0 takes them out. The same call twice leaves the same basket.
///
/// # Errors
/// [`KitError::TooMany`] beyond what a basket holds; [`KitError::Missing`] if nobody may see it.
pub async fn put_into_cart(db: &Db, cart: CartId, kit: KitId, pieces: u32) -> Result<(), KitError> {
    if pieces > KITS_MOST {
        return Err(KitError::TooMany);
    }
    transaction!(db, tx => {
        quotes::forget_shown(tx, cart).await?;
        if pieces == 0 {
            return Ok(sql::remove_from_cart(tx, cart, kit).await?);
        }
        let there = sql::one(tx, kit).await?.filter(|kit| kit.is_seen()).ok_or(KitError::Missing)?;
        let kits = sql::in_cart(tx, cart).await?;
        if !kits.iter().any(|(id, _)| *id == there.id) && kits.len() >= GOODS_IN_CART {
            return Err(KitError::TooMany);
        }
        Ok(sql::set_in_cart(tx, cart, there.id, pieces).await?)
    })
}

/// Kinds of kits in one basket.
const GOODS_IN_CART: usize = 10;
