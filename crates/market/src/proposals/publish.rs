//! What stands of a good, and how approved changes take its place.

use std::collections::BTreeMap;

use kernel::ids::{PersonId, ProductId, VariantId};
use kernel::{Paise, Words};
use store::{DbError, Read, Tx, params};

use super::fields::{self, Field};
use super::{Change, ProposalError, Topic, publish_sql as sql};
use crate::catalogue::{self, Making, act, own, stock};

/// What stands of a good now, as text; nothing of what is new.
#[derive(Clone, Debug, Default)]
pub struct Stands(BTreeMap<Field, String>);

impl Stands {
    /// What stands there; empty if nothing does.
    pub fn get(&self, field: Field) -> String {
        self.0.get(&field).cloned().unwrap_or_default()
    }

    fn of(fields: &[Field], texts: Vec<String>) -> Stands {
        Stands(fields.iter().copied().zip(texts).collect())
    }

    /// The same with `changes` in their places.
    fn with(mut self, changes: &[Change]) -> Stands {
        self.0.extend(changes.iter().map(|change| (change.field, change.to.clone())));
        self
    }

    fn words(&self, (hi, en): (Field, Field)) -> Words {
        Words::new(self.get(hi), self.get(en))
    }

    fn number(&self, field: Field) -> i64 {
        self.get(field).parse().unwrap_or(0)
    }
}

/// What stands of the thing a proposal is about.
pub(super) async fn stands(
    read: &mut Read,
    topic: Topic,
    product: ProductId,
    about: &str,
) -> Result<Stands, DbError> {
    match topic {
        Topic::Words => {
            let texts = sql::words(read, product).await?;
            Ok(Stands::of(&fields::WORDS, texts.map_or(Vec::new(), |texts| texts.0)))
        }
        Topic::Photo => {
            let texts = sql::photo(read, product).await?;
            Ok(Stands::of(&fields::PHOTO, texts.map_or(Vec::new(), |texts| texts.0)))
        }
        Topic::Price | Topic::Size => {
            let texts = sql::size(read, about).await?;
            Ok(Stands::of(&fields::NEW_SIZE, texts.map_or(Vec::new(), |texts| texts.0)))
        }
    }
}

/// Puts exactly these changes in their places.
pub(super) async fn publish(
    tx: &mut Tx,
    by: PersonId,
    (product, topic, about): (ProductId, Topic, &str),
    changes: &[Change],
) -> Result<(), ProposalError> {
    let before = stands(tx, topic, product, about).await?;
    let is_new = before.get(Field::Making).is_empty();
    let will = before.with(changes);
    match topic {
        Topic::Words => sql::set_words(tx, product, fields::WORDS.map(|field| will.get(field))).await?,
        Topic::Photo => {
            let Words { hi, en } = will.words((Field::AltHi, Field::AltEn));
            let values = params![product, 1_i64, will.get(Field::Photo), hi, en];
            tx.put(catalogue::sql::put_product_picture(), values).await?;
        }
        Topic::Price => {
            let variant = about.parse().map_err(|_| ProposalError::Missing)?;
            own::approve_price_in(tx, by, variant, Paise(will.number(Field::Price))).await?;
        }
        Topic::Size if is_new => open(tx, product, about, &will).await?,
        Topic::Size => {
            let labels = will.words((Field::LabelHi, Field::LabelEn));
            let numbers = [Field::Mrp, Field::Weight, Field::Length, Field::Breadth, Field::Height];
            sql::set_size(tx, about, &labels, numbers.map(|field| will.number(field))).await?;
        }
    }
    Ok(act::shelve(tx, product).await?)
}

/// A new size or colour comes to be, with what lies ready of it or its places of the week.
async fn open(tx: &mut Tx, product: ProductId, about: &str, will: &Stands) -> Result<(), ProposalError> {
    let variant: VariantId = about.parse().map_err(|_| ProposalError::Missing)?;
    let making: Making = will.get(Field::Making).parse().unwrap_or(Making::Stock);
    let labels = will.words((Field::LabelHi, Field::LabelEn));
    let position = sql::next_position(tx, product).await?;
    let (lead, capacity, on_hand) = match making {
        Making::Stock => (0, 0, will.number(Field::Pieces)),
        Making::ToOrder => {
            (will.number(Field::LeadDays), will.number(Field::Capacity), will.number(Field::Capacity))
        }
    };
    let values = params![
        variant,
        product,
        about,
        position,
        labels.hi,
        labels.en,
        will.number(Field::Price),
        will.number(Field::Mrp),
        will.number(Field::Weight),
        will.number(Field::Length),
        will.number(Field::Breadth),
        will.number(Field::Height),
        making,
        lead,
        capacity
    ];
    tx.put(catalogue::sql::put_variant(), values).await?;
    Ok(stock::open(tx, (product, variant), on_hand, "officer").await?)
}
