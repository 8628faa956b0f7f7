//! The verbs: to write a collection, to show it, to take it from sight.

use std::collections::HashSet;

use kernel::ids::{CollectionId, ProductId};
use kernel::{Day, Words};
use store::{Db, Tx, transaction};

use super::CollectionError;
use super::machine::{CollectionEvent, CollectionState};
use super::sql::{self, Standing};
use crate::audit::{self, Actor, Entry, Trail};

/// Letters of a name.
const NAME_MOST: usize = 60;
/// Letters of the words below it.
const WORDS_MOST: usize = 600;
/// Letters of the last part of its address.
const SLUG_MOST: usize = 40;
/// Goods of a collection.
const GOODS_MOST: usize = 48;
/// Days its window is open.
const DAYS_MOST: i64 = 366;

/// A collection as it is typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// A few sentences: what the feast is, what one gives.
    pub words: Words,
    /// The first and the last day it stands on the front page.
    pub window: (Day, Day),
    /// Who orders until then has it by the feast.
    pub order_by: Option<Day>,
    /// The last parts of its goods' addresses, in their order.
    pub goods: Vec<String>,
}

/// Makes a collection, or writes one anew as of the version that was read, with all its goods.
///
/// # Errors
/// What [`CollectionError`] says of words, addresses, days and goods; [`CollectionError::Missing`] for none of this id;
/// [`CollectionError::Raced`] if another has written it since.
pub async fn write(
    db: &Db,
    by: Actor,
    which: Option<(CollectionId, i64)>,
    draft: &Draft,
) -> Result<CollectionId, CollectionError> {
    check(draft)?;
    transaction!(db, tx => {
        let goods = goods_of(tx, &draft.goods).await?;
        let another = sql::of_slug(tx, &draft.slug).await?;
        if another.is_some_and(|id| which.is_none_or(|(ours, _)| ours != id)) {
            return Err(CollectionError::SlugTaken);
        }
        let id = match which {
            None => begin(tx, by, draft).await?,
            Some((id, version)) => {
                let standing = sql::standing(tx, id).await?.ok_or(CollectionError::Missing)?;
                if standing.version != version {
                    return Err(CollectionError::Raced);
                }
                advance(tx, by, standing, CollectionEvent::Writes).await?;
                sql::rewrite(tx, id, draft).await?;
                sql::empty(tx, id).await?;
                id
            }
        };
        for (place, product) in (0_i64..).zip(goods) {
            sql::put_good(tx, id, product, place).await?;
        }
        tx.catalogue_changed();
        Ok(id)
    })
}

/// It has a page from now on, and its place on the front page while its window is open.
///
/// # Errors
/// [`CollectionError::Missing`]; [`CollectionError::NotNow`] if it is shown already.
pub async fn show(db: &Db, by: Actor, id: CollectionId) -> Result<(), CollectionError> {
    change(db, by, id, CollectionEvent::Shows).await
}

/// It is taken from sight; its address is gone until it is shown again.
///
/// # Errors
/// [`CollectionError::Missing`]; [`CollectionError::NotNow`] if it is not shown.
pub async fn withdraw(db: &Db, by: Actor, id: CollectionId) -> Result<(), CollectionError> {
    change(db, by, id, CollectionEvent::Withdraws).await
}

async fn change(db: &Db, by: Actor, id: CollectionId, event: CollectionEvent) -> Result<(), CollectionError> {
    transaction!(db, tx => {
        let standing = sql::standing(tx, id).await?.ok_or(CollectionError::Missing)?;
        advance(tx, by, standing, event).await?;
        tx.catalogue_changed();
        Ok(())
    })
}

fn check(draft: &Draft) -> Result<(), CollectionError> {
    let fits = |text: &str, most: usize| (2..=most).contains(&text.trim().chars().count());
    let both = |words: &Words, most: usize| fits(&words.hi, most) && fits(&words.en, most);
    if !both(&draft.name, NAME_MOST) || !both(&draft.words, WORDS_MOST) {
        return Err(CollectionError::BadWords);
    }
    let letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    if !(2..=SLUG_MOST).contains(&draft.slug.len()) || !draft.slug.bytes().all(letter) {
        return Err(CollectionError::BadSlug);
    }
    let (from, to) = draft.window;
    let lasts = to.0.saturating_sub(from.0);
    if !(0..DAYS_MOST).contains(&lasts) || draft.order_by.is_some_and(|day| day > to) {
        return Err(CollectionError::BadWindow);
    }
    if draft.goods.is_empty() || draft.goods.len() > GOODS_MOST {
        return Err(CollectionError::BadCount);
    }
    Ok(())
}

/// The goods of these addresses, each once.
async fn goods_of(tx: &mut Tx, slugs: &[String]) -> Result<Vec<ProductId>, CollectionError> {
    let (mut goods, mut seen) = (Vec::new(), HashSet::new());
    for slug in slugs {
        let product = sql::product_of(tx, slug).await?;
        let product = product.ok_or_else(|| CollectionError::NoGood(slug.clone()))?;
        if seen.insert(product) {
            goods.push(product);
        }
    }
    Ok(goods)
}

async fn begin(tx: &mut Tx, by: Actor, draft: &Draft) -> Result<CollectionId, CollectionError> {
    let id: CollectionId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: by,
        act: CollectionEvent::Writes.as_str(),
        from: "",
        to: CollectionState::Draft.as_str(),
        note: &draft.slug,
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert(tx, id, draft, &trail).await?;
    Ok(id)
}

/// One step of the machine, with its entry in the trail.
async fn advance(
    tx: &mut Tx,
    by: Actor,
    standing: Standing,
    event: CollectionEvent,
) -> Result<(), CollectionError> {
    let Standing { id, state, version, trail } = standing;
    let to = state.after(event)?;
    let entry = Entry {
        subject: id.to_string(),
        seq: version + 1,
        actor: by,
        act: event.as_str(),
        from: state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &trail, &entry).await?;
    if sql::advance(tx, (id, version), to, &trail).await? { Ok(()) } else { Err(CollectionError::Raced) }
}
