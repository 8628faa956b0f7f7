//! What pages and other features ask about goods.

use std::collections::HashMap;

use kernel::ids::{MakerId, ProductId, VariantId};
use kernel::{Limit, Words};
use store::{DbError, Read};

use super::rules::Cursor;
use super::{Card, Craft, Filter, ForSale, ProductPage, ShelfPage, Variant, shelf_sql, sql};

/// Products asked for in one statement.
const PRODUCTS_AT_ONCE: usize = 24;
/// Variants asked for in one statement; most baskets hold fewer.
const VARIANTS_AT_ONCE: usize = 8;

/// One page of a list.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn shelf_page(read: &mut Read, filter: &Filter, limit: Limit) -> Result<ShelfPage, DbError> {
    let mut cards = shelf_sql::shelf(read, filter, limit).await?;
    let more = cards.len() > limit.rows();
    cards.truncate(limit.rows());
    let next = cards.last().filter(|_| more).map(|card| Cursor::after(filter.sort, card));
    Ok(ShelfPage { cards, next })
}

/// What a maker shows, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Card>, DbError> {
    shelf_sql::of_maker(read, maker, limit).await
}

/// The cards of these products in the order asked for; those that may not be shown are left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn cards(read: &mut Read, products: &[ProductId]) -> Result<Vec<Card>, DbError> {
    let mut found: HashMap<ProductId, Card> = HashMap::with_capacity(products.len());
    for chunk in products.chunks(PRODUCTS_AT_ONCE) {
        let places = filled::<_, PRODUCTS_AT_ONCE>(chunk);
        found.extend(shelf_sql::cards(read, &places).await?.into_iter().map(|card| (card.id, card)));
    }
    Ok(products.iter().filter_map(|id| found.remove(id)).collect())
}

/// Every craft that has goods to see, in the order of pages.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn crafts(read: &mut Read) -> Result<Vec<Craft>, DbError> {
    sql::crafts(read).await
}

/// Every craft's key and name, with or without goods, in the order of pages.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn craft_names(read: &mut Read) -> Result<Vec<(String, Words)>, DbError> {
    let crafts = sql::craft_names(read).await?;
    Ok(crafts.into_iter().map(|(key, hi, en)| (key, Words { hi, en })).collect())
}

/// One craft, with or without goods.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn craft(read: &mut Read, key: &str) -> Result<Option<Craft>, DbError> {
    sql::craft(read, key).await
}

/// A product's page, withdrawn or not; `None` if there never was one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn product_page(read: &mut Read, slug: &str) -> Result<Option<ProductPage>, DbError> {
    let Some(facts) = sql::facts(read, slug).await? else { return Ok(None) };
    let variants = sql::variants(read, facts.id).await?;
    let pictures = sql::pictures(read, facts.id).await?;
    Ok((!variants.is_empty()).then_some(ProductPage { facts, variants, pictures }))
}

/// The variants of several products, as the list of the API shows them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn variants_of(
    read: &mut Read,
    products: &[ProductId],
) -> Result<HashMap<ProductId, Vec<Variant>>, DbError> {
    let mut found: HashMap<ProductId, Vec<Variant>> = HashMap::with_capacity(products.len());
    for chunk in products.chunks(PRODUCTS_AT_ONCE) {
        let places = filled::<_, PRODUCTS_AT_ONCE>(chunk);
        for variant in sql::variants_of(read, &places).await? {
            found.entry(variant.product).or_default().push(variant);
        }
    }
    Ok(found)
}

/// Everything a quote needs to know of these variants, in the order asked for; unknown ones are left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn for_sale(read: &mut Read, variants: &[VariantId]) -> Result<Vec<ForSale>, DbError> {
    let mut found: HashMap<VariantId, ForSale> = HashMap::with_capacity(variants.len());
    for chunk in variants.chunks(VARIANTS_AT_ONCE) {
        let places = filled::<_, VARIANTS_AT_ONCE>(chunk);
        found.extend(sql::for_sale(read, &places).await?.into_iter().map(|row| (row.variant, row)));
    }
    Ok(variants.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// The cheapest size or colour of each of these goods that is still made, in no order; goods without one are left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn cheapest(read: &mut Read, products: &[ProductId]) -> Result<Vec<VariantId>, DbError> {
    let mut found = Vec::with_capacity(products.len());
    for chunk in products.chunks(PRODUCTS_AT_ONCE) {
        let places = filled::<_, PRODUCTS_AT_ONCE>(chunk);
        found.extend(sql::cheapest(read, &places).await?);
    }
    Ok(found)
}

/// All crafts, with or without goods, in their order.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all_crafts(read: &mut Read) -> Result<Vec<Craft>, DbError> {
    sql::all_crafts(read).await
}

/// The last part of the address of a good's page, if it is on the shelf.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn slug_of(read: &mut Read, product: ProductId) -> Result<Option<String>, DbError> {
    shelf_sql::slug_of(read, product).await
}

/// The craft of a good; nothing if there is no such good.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn craft_of(read: &mut Read, product: ProductId) -> Result<Option<String>, DbError> {
    sql::craft_of(read, product).await
}

/// Slugs of goods that can be seen, after `after` in alphabetical order, each with its picture or nothing; for the sitemap.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn slugs(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<(String, String)>, DbError> {
    shelf_sql::slugs(read, after, limit).await
}

/// A chunk of 1 to `N` ids in exactly `N` places; the last one is repeated, which an `in` list does not mind.
fn filled<T: Copy, const N: usize>(chunk: &[T]) -> [T; N] {
    std::array::from_fn(|place| chunk[place.min(chunk.len() - 1)])
}
