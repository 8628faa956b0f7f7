//! Lists of goods: one craft, or what was searched for.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::ids::ProductId;
use kernel::india::Pin;
use kernel::{Lang, Limit};
use market::catalogue::facets::{self, Facets};
use market::catalogue::teaching::teaching;
use market::catalogue::{self, Sort};
use market::quotes::{self, QuoteError, Reaches, WhyNot};
use market::{kits, search};
use store::Read;

use super::shelf;
use super::wish::{Narrowed, Wish};
use crate::app::App;
use crate::basket::told;
use crate::error::WebError;
use crate::kits::told as kits_told;
use crate::parts::{KitShelf, Shelf, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{CraftPage, Listing, Search};

/// Goods on a page of a list.
const PAGE: Limit = Limit::of(12);
/// Goods on a page of what a search finds.
const FOUND_PAGE: usize = 24;
/// Goods a search answers at most.
const FOUND: Limit = Limit::of(Limit::MOST);

/// `GET /{lang}/crafts/{key}`.
pub(crate) async fn craft(
    State(app): State<App>,
    t: Text,
    Path(key): Path<String>,
    Query(wish): Query<Wish>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, list(&app, t, &key, &wish)).await
}

/// `GET /{lang}/crafts/{key}/about`: how such goods are made, of what, how to look after them, what to look for.
pub(crate) async fn craft_taught(
    State(app): State<App>,
    t: Text,
    Path(key): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, taught(&app, &key)).await
}

async fn taught(app: &App, key: &str) -> Result<CraftPage, WebError> {
    let craft = catalogue::read::craft(&mut app.db().read().await?, key).await?.ok_or(WebError::Missing)?;
    let told = teaching(&craft.key);
    if told.is_empty() {
        Err(WebError::Missing)
    } else {
        Ok(CraftPage { key: craft.key, name: craft.name, told })
    }
}

async fn list(app: &App, t: Text, key: &str, wish: &Wish) -> Result<Listing, WebError> {
    let generation = app.db().changes().catalogue();
    let mut read = app.db().read().await?;
    let craft = catalogue::read::craft(&mut read, key).await?.ok_or(WebError::Missing)?;
    let (filter, mut wrongs) = wish.filter(&t, key);
    let page = catalogue::read::shelf_page(&mut read, &filter, PAGE).await?;
    let goods = on_top(app, &mut read, (&t, wish), page.cards, &mut wrongs).await?;
    let facets = app.heaps.counted(&mut read, generation, Some(key), &filter).await?;
    let path = t.path(&format!("/crafts/{key}"));
    let narrowed = Narrowed { t, wish, path: &path, facets: &facets };
    Ok(Listing {
        key: craft.key,
        about: about(&craft.name),
        is_taught: !teaching(key).is_empty(),
        name: craft.name,
        count: counted(&facets),
        filter: narrowed.part(&mut read, wrongs).await?,
        pager: narrowed.pager(page.next.map(|cursor| cursor.to_string())),
        order_told: order_told(&t, filter.sort),
        goods,
    })
}

fn counted(facets: &Facets) -> u32 {
    u32::try_from(facets.all).unwrap_or(0)
}

/// The shelf a list's page begins with, unless what was wrong stands above it; with dates, if a pincode was named.
async fn on_top(
    app: &App,
    read: &mut Read,
    (t, wish): (&Text, &Wish),
    cards: Vec<catalogue::Card>,
    wrongs: &mut Wrongs,
) -> Result<Shelf, WebError> {
    let products: Vec<ProductId> = cards.iter().map(|card| card.id).collect();
    let mut shelf = shelf(cards);
    if let Some(pin) = Pin::typed(&wish.pincode) {
        match quotes::reaches(read, app.books(), &products, &pin).await {
            Ok(answers) => {
                for (card, product) in shelf.cards.iter_mut().zip(&products) {
                    card.reaches = answers.get(product).map(|answer| reaches(t, answer)).unwrap_or_default();
                }
            }
            Err(QuoteError::NoSuchPin) => wrongs.add("pincode", t.get("wrong-no-such-pin")),
            Err(cause) => return Err(cause.into()),
        }
    }
    Ok(if wrongs.is_empty() { shelf.seen_first() } else { shelf })
}

/// «2 दिसंबर तक, डाक ₹59», or why not.
fn reaches(t: &Text, answer: &Result<Reaches, WhyNot>) -> String {
    match answer {
        Ok(reaches) => {
            t.say("card-reaches").set("day", t.day(&reaches.by)).set("freight", reaches.freight).to_string()
        }
        // The card says that itself.
        Err(WhyNot::SoldOut { .. }) => String::new(),
        Err(why) => told::why_not(t, *why),
    }
}

/// A sentence about a craft, in both languages.
fn about(name: &kernel::Words) -> kernel::Words {
    let say = |lang: Lang| Text::new(lang).say("craft-about").set("craft", name.pick(lang)).to_string();
    kernel::Words::new(say(Lang::Hi), say(Lang::En))
}

/// `GET /{lang}/search`: all goods, or those whose names and words sound like what was typed.
pub(crate) async fn search(
    State(app): State<App>,
    t: Text,
    Query(wish): Query<Wish>,
    asked: Asked,
) -> Result<Response, WebError> {
    if wish.q.trim().is_empty() {
        return respond::shared(&app, t, &asked, everything(&app, t, &wish)).await;
    }
    let generation = app.vocabulary.generation(app.db()).await?;
    respond::shared_while(&app, t, &asked, generation, find(&app, t, &wish)).await
}

async fn everything(app: &App, t: Text, wish: &Wish) -> Result<Search, WebError> {
    let path = t.path("/search");
    let (filter, mut wrongs) = wish.filter(&t, &wish.craft);
    let generation = app.db().changes().catalogue();
    let mut read = app.db().read().await?;
    let page = catalogue::read::shelf_page(&mut read, &filter, PAGE).await?;
    let goods = on_top(app, &mut read, (&t, wish), page.cards, &mut wrongs).await?;
    let facets = app.heaps.counted(&mut read, generation, None, &filter).await?;
    let narrowed = Narrowed { t, wish, path: &path, facets: &facets };
    let mut part = narrowed.part(&mut read, wrongs).await?;
    part.crafts = narrowed.crafts(&mut read).await?;
    Ok(Search {
        words: String::new(),
        count: counted(&facets),
        filter: part,
        pager: narrowed.pager(page.next.map(|cursor| cursor.to_string())),
        order_told: order_told(&t, filter.sort),
        goods,
        kits: KitShelf::default(),
        meant: None,
    })
}

async fn find(app: &App, t: Text, wish: &Wish) -> Result<Search, WebError> {
    let path = t.path("/search");
    let (filter, mut wrongs) = wish.filter(&t, &wish.craft);
    let words = wish.q.trim();
    let mut found = search::find(app.db(), &app.vocabulary, words, FOUND).await?;
    let mut read = app.db().read().await?;
    let heaps = facets::of_products(&mut read, &found, &filter).await?;
    let facets = facets::counted(heaps.values(), &filter);
    found.retain(|product| heaps.get(product).is_some_and(|heap| heap.suits(&filter)));
    let start = wish.after.parse().unwrap_or(0).min(found.len());
    let end = (start + FOUND_PAGE).min(found.len());
    let cards = catalogue::read::cards(&mut read, &found[start..end]).await?;
    let goods = on_top(app, &mut read, (&t, wish), cards, &mut wrongs).await?;
    let narrowed = Narrowed { t, wish, path: &path, facets: &facets };
    let mut part = narrowed.part(&mut read, wrongs).await?;
    part.crafts = narrowed.crafts(&mut read).await?;
    // Kits stand on the first page alone.
    let kits = if start == 0 { kits::sought(&mut read, words).await? } else { Vec::new() };
    // What was searched for stands in the order of likeness.
    part.sorts.clear();
    part.keep = vec![("q".to_owned(), words.to_owned())];
    Ok(Search {
        words: words.to_owned(),
        count: counted(&facets),
        filter: part,
        pager: narrowed.pager((end < found.len()).then(|| end.to_string())),
        order_told: t.get("order-likeness"),
        goods,
        kits: kits_told::shelf(&kits),
        meant: None,
    })
}

/// The order of the list in plain words, as the law wants it.
fn order_told(t: &Text, sort: Sort) -> String {
    t.get(match sort {
        Sort::Newest => "order-newest",
        Sort::Cheapest => "order-cheapest",
        Sort::Dearest => "order-dearest",
    })
}
