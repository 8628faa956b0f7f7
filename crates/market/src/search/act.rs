//! Keeping goods findable.

use kernel::ids::ProductId;
use store::{DbError, Tx};

use super::rules::{Text, terms_of};
use super::sql;

/// Makes the terms of a product anew. One that is not on the shelf has none.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn index(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    sql::forget(tx, product).await?;
    if let Some(row) = sql::text_of(tx, product).await? {
        let text = Text {
            names: vec![row.name_hi, row.name_en],
            noun: row.slug.clone(),
            about: vec![
                (row.slug, 8),
                (row.craft_hi, 6),
                (row.craft_en, 6),
                (row.maker_hi, 4),
                (row.maker_en, 4),
                (row.village_hi, 3),
                (row.village_en, 3),
            ],
            words: vec![row.words_hi, row.words_en, row.ingredients_hi, row.ingredients_en],
        };
        for (term, weight) in terms_of(&text) {
            sql::put_term(tx, product, &term, weight).await?;
        }
    }
    sql::bump(tx).await
}
