//! Every statement on what stands of a good, and on putting something else in its place.

use kernel::ids::ProductId;
use kernel::{BadCell, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

/// A row of texts, as many as the statement asks for.
pub(super) struct Texts(pub(super) Vec<String>);

impl FromRow for Texts {
    fn from_row(mut row: Row) -> Result<Texts, BadCell> {
        let mut texts = Vec::new();
        while let Ok(text) = row.take::<String>(texts.len()) {
            texts.push(text);
        }
        Ok(Texts(texts))
    }
}

/// The words of a good, in the order of [`super::fields::WORDS`].
pub(super) async fn words(read: &mut Read, product: ProductId) -> Result<Option<Texts>, DbError> {
    read.row(
        sql!(
            "select name_hi, name_en, words_hi, words_en, net_quantity_hi, net_quantity_en, ingredients_hi, ingredients_en,
                    allergens_hi, allergens_en, storage_hi, storage_en, care_hi, care_en, dimensions
               from product where id = $1"
        ),
        params![product],
    )
    .await
}

/// The photo of a good, in the order of [`super::fields::PHOTO`].
pub(super) async fn photo(read: &mut Read, product: ProductId) -> Result<Option<Texts>, DbError> {
    read.row(
        sql!("select picture_id, alt_hi, alt_en from product_picture where product_id = $1 and position = 1"),
        params![product],
    )
    .await
}

/// A size or colour, in the order of [`super::fields::NEW_SIZE`].
pub(super) async fn size(read: &mut Read, variant: &str) -> Result<Option<Texts>, DbError> {
    read.row(
        sql!(
            "select label_hi, label_en, cast(price_paise as text), cast(mrp_paise as text), cast(weight_g as text),
                    cast(length_mm as text), cast(breadth_mm as text), cast(height_mm as text), making,
                    cast(lead_days as text), cast(capacity_per_week as text)
               from variant where id = $1"
        ),
        params![variant],
    )
    .await
}

/// Other words of a good, in the order of [`super::fields::WORDS`].
pub(super) async fn set_words(tx: &mut Tx, product: ProductId, words: [String; 15]) -> Result<(), DbError> {
    let mut values = params![product];
    values.extend(words.iter().map(kernel::Cell::from));
    tx.put(
        sql!(
            "update product
                set name_hi = $2, name_en = $3, words_hi = $4, words_en = $5, net_quantity_hi = $6, net_quantity_en = $7,
                    ingredients_hi = $8, ingredients_en = $9, allergens_hi = $10, allergens_en = $11, storage_hi = $12,
                    storage_en = $13, care_hi = $14, care_en = $15, dimensions = $16
              where id = $1"
        ),
        values,
    )
    .await
}

/// What a size or colour is called and measures: its highest price, weight, length, breadth, height.
pub(super) async fn set_size(
    tx: &mut Tx,
    variant: &str,
    labels: &Words,
    [mrp, weight, length, breadth, height]: [i64; 5],
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update variant
                set label_hi = $2, label_en = $3, mrp_paise = $4, weight_g = $5, length_mm = $6, breadth_mm = $7, height_mm = $8
              where id = $1"
        ),
        params![variant, labels.hi, labels.en, mrp, weight, length, breadth, height],
    )
    .await
}

/// The place of one more size or colour.
pub(super) async fn next_position(read: &mut Read, product: ProductId) -> Result<i64, DbError> {
    let (position,): (i64,) = read
        .one(
            sql!("select coalesce(max(position), 0) + 1 from variant where product_id = $1"),
            params![product],
        )
        .await?;
    Ok(position)
}
