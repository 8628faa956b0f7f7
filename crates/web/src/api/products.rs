//! Lists of goods and single goods.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Limit;
use kernel::ids::ProductId;
use market::catalogue::{self, Card, Cursor, Filter};
use market::search;
use serde::Deserialize;
use utoipa::IntoParams;

use super::answer::{shared_json, shared_json_while};
use super::ask::{self, Params};
use super::code::Code;
use super::goods::{ProductCard, ProductOut};
use super::problem::Problem;
use super::wire::Page;
use crate::app::App;
use crate::respond::Asked;

/// Goods on a page if nothing else is asked for.
const PAGE: u32 = 24;
/// Goods on a page at most.
const PAGE_MOST: u32 = 100;
/// Goods a search looks through.
const FOUND: Limit = Limit::of(Limit::MOST);
/// Cards read at once.
const CARDS: usize = 24;

/// Letters of what is searched for.
const LETTERS_MOST: usize = 200;

/// Which goods a list shows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListAsk {
    /// Only goods of this craft; its key as `GET /crafts` gives it.
    #[param(example = "peda", nullable = false)]
    craft: Option<String>,
    /// Words to search for, in Hindi, English or Hindi in Latin letters. The best answers come first.
    #[param(example = "peda", max_length = 200, nullable = false)]
    q: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(nullable = false)]
    after: Option<String>,
    /// How many goods at most.
    #[param(minimum = 1, maximum = 100, default = 24, nullable = false)]
    limit: Option<u32>,
}

/// Lists goods, the newest first, or those that answer a search, the best first.
///
/// Ask for the next page with `after` set to `next`. Goods that are sold out are shown with nothing available.
#[utoipa::path(get, path = "/products", tag = "shop", operation_id = "products", params(ListAsk),
    responses((status = 200, description = "A page of goods.", body = Page<ProductCard>)))]
pub(crate) async fn list(
    State(app): State<App>,
    Params(wanted): Params<ListAsk>,
    asked: Asked,
) -> Result<Response, Problem> {
    ask::no_longer("q", wanted.q.as_deref(), LETTERS_MOST)?;
    let generation = match &wanted.q {
        Some(_) => app.vocabulary.generation(app.db()).await?,
        None => app.db().changes().catalogue(),
    };
    shared_json_while(&app, &asked, generation, page(&app, wanted)).await
}

async fn page(app: &App, ask: ListAsk) -> Result<Page<ProductCard>, Problem> {
    let limit = match ask.limit {
        None => PAGE,
        Some(limit @ 1..=PAGE_MOST) => limit,
        Some(_) => return Err(Problem::at(Code::BadLimit, "limit")),
    };
    let said = |field: &Option<String>| {
        field.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let (craft, after) = (said(&ask.craft), said(&ask.after));
    if let Some(key) = &craft {
        let unknown = || Problem::at(Code::NoSuchCraft, "craft");
        let key = ask::name(key).ok_or_else(unknown)?;
        catalogue::read::craft(&mut app.db().read().await?, key).await?.ok_or_else(unknown)?;
    }
    let (cards, next) = match said(&ask.q) {
        Some(words) => found(app, &words, craft, after.as_deref(), limit).await?,
        None => shelf(app, craft, after.as_deref(), limit).await?,
    };
    with_variants(app, cards, next).await
}

/// A page of the shelf.
async fn shelf(
    app: &App,
    craft: Option<String>,
    after: Option<&str>,
    limit: u32,
) -> Result<(Vec<Card>, Option<String>), Problem> {
    let read_cursor = |word| Cursor::read(word).ok_or_else(|| Problem::at(Code::BadCursor, "after"));
    let filter = Filter { craft, after: after.map(read_cursor).transpose()?, ..Filter::default() };
    let page = catalogue::read::shelf_page(&mut app.db().read().await?, &filter, Limit::of(limit)).await?;
    Ok((page.cards, page.next.map(|cursor| cursor.to_string())))
}

/// A page of what a search finds.
async fn found(
    app: &App,
    words: &str,
    craft: Option<String>,
    after: Option<&str>,
    limit: u32,
) -> Result<(Vec<Card>, Option<String>), Problem> {
    let most = usize::try_from(limit).unwrap_or(1);
    let ids = search::find(app.db(), &app.vocabulary, words, FOUND).await?;
    let place = after
        .map(|word| Place::read(word).ok_or_else(|| Problem::at(Code::BadCursor, "after")))
        .transpose()?;
    let start = place.map_or(0, |place| place.begins(&ids));
    let mut cards: Vec<Card> = Vec::with_capacity(most + 1);
    let mut read = app.db().read().await?;
    for chunk in ids[start..].chunks(CARDS) {
        let fits = |card: &Card| craft.as_ref().is_none_or(|key| *key == card.craft_key);
        cards.extend(catalogue::read::cards(&mut read, chunk).await?.into_iter().filter(fits));
        if cards.len() > most {
            break;
        }
    }
    let more = cards.len() > most;
    cards.truncate(most);
    let last = cards.last().filter(|_| more).map(|card| card.id);
    Ok((cards, last.map(|id| Place::behind(id, &ids).to_string())))
}

async fn with_variants(
    app: &App,
    cards: Vec<Card>,
    next: Option<String>,
) -> Result<Page<ProductCard>, Problem> {
    let ids: Vec<ProductId> = cards.iter().map(|card| card.id).collect();
    let variants = catalogue::read::variants_of(&mut app.db().read().await?, &ids).await?;
    let item = |card: Card| {
        let own = variants.get(&card.id).map_or(&[][..], Vec::as_slice);
        ProductCard::of(&app.site().url, card, own)
    };
    Ok(Page { items: cards.into_iter().map(item).collect(), next })
}

/// A place in what a search finds: how many goods were shown, and the last of them, should the order have changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    shown: usize,
    last: ProductId,
}

impl Place {
    fn behind(last: ProductId, ids: &[ProductId]) -> Place {
        Place { shown: ids.iter().position(|id| *id == last).map_or(0, |at| at + 1), last }
    }

    fn read(word: &str) -> Option<Place> {
        let mut parts = word.strip_prefix("s.")?.splitn(2, '.');
        let shown = usize::from_str_radix(parts.next()?, 16).ok()?;
        let last = format!("{}_{}", ProductId::PREFIX, parts.next()?).parse().ok()?;
        Some(Place { shown, last })
    }

    /// Where the next page begins among what is found now.
    fn begins(self, ids: &[ProductId]) -> usize {
        ids.iter().position(|id| *id == self.last).map_or(self.shown, |at| at + 1).min(ids.len())
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let last = self.last.to_string();
        write!(f, "s.{:x}.{}", self.shown, last.split_once('_').map_or("", |(_, letters)| letters))
    }
}

/// Tells everything about one good.
#[utoipa::path(get, path = "/products/{slug}", tag = "shop", operation_id = "product",
    params(("slug" = String, Path, description = "The last part of its address.", example = "safed-peda")),
    responses((status = 200, description = "The good.", body = ProductOut)))]
pub(crate) async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    shared_json(&app, &asked, product(&app, &slug)).await
}

async fn product(app: &App, slug: &str) -> Result<ProductOut, Problem> {
    let missing = || Problem::of(Code::NoSuchProduct);
    let slug = ask::name(slug).ok_or_else(missing)?;
    let page = catalogue::read::product_page(&mut app.db().read().await?, slug).await?.ok_or_else(missing)?;
    Ok(ProductOut::of(&app.site().url, page, app.db().now().day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::Id;

    #[test]
    fn a_place_reads_back_and_survives_a_changed_order() {
        let ids: Vec<ProductId> = (0..4).map(|n| ProductId::new(Time(n), [1; 10])).collect();
        let place = Place::behind(ids[1], &ids);
        assert_eq!(Place::read(&place.to_string()), Some(place));
        assert_eq!(place.begins(&ids), 2);
        assert_eq!(place.begins(&[ids[1], ids[0], ids[2]]), 1);
        assert_eq!(place.begins(&[ids[0], ids[2], ids[3]]), 2);
        for wrong in
            ["", "s", "s.1", "s.-1.x", "s.zz.01jd0000000000000000000000", "n.1.01jd0000000000000000000000"]
        {
            assert_eq!(Place::read(wrong), None, "{wrong}");
        }
    }
}
