//! Lists of goods: one craft, or what was searched for.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{Lang, Limit, Paise};
use market::catalogue::{self, Cursor, SoldOut, Sort};
use market::{places, search};
use serde::Deserialize;
use store::Read;

use super::shelf;
use crate::app::App;
use crate::error::{WebError, encoded};
use crate::parts::{Chip, Choice, Filter, Pager, Shelf, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{Listing, Search};

/// Goods on a page of a list.
const PAGE: Limit = Limit::of(12);
/// Goods a search answers at most.
const FOUND: Limit = Limit::of(60);

/// What a list may be asked for. Everything else in an address is ignored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    q: String,
    craft: String,
    block: String,
    from: String,
    to: String,
    ready: String,
    sort: String,
    after: String,
}

impl Wish {
    /// The same list with one wish changed or taken away.
    fn address(&self, path: &str, but: &str, value: &str) -> String {
        let wishes = [
            ("q", &self.q),
            ("craft", &self.craft),
            ("block", &self.block),
            ("from", &self.from),
            ("to", &self.to),
            ("ready", &self.ready),
            ("sort", &self.sort),
        ];
        let mut pairs: Vec<(&str, &str)> = wishes
            .iter()
            .filter(|(name, _)| *name != but)
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        pairs.push((but, value));
        let pairs: Vec<String> =
            pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encoded(v))).collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The wish as the catalogue understands it, and what is wrong with the prices typed.
    fn filter(&self, t: &Text, craft: &str) -> (catalogue::Filter, Wrongs) {
        let mut wrongs = Wrongs::none();
        let mut price = |field: &str, typed: &str| {
            let amount = Paise::typed(typed);
            if !typed.trim().is_empty() && amount.is_none() {
                wrongs.add(field, t.get("wrong-price"));
            }
            amount
        };
        let (price_from, price_to) = (price("from", &self.from), price("to", &self.to));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let filter = catalogue::Filter {
            craft: some(craft),
            block: some(&self.block),
            price_from,
            price_to,
            sold_out: if self.ready.is_empty() { SoldOut::Shown } else { SoldOut::Hidden },
            sort: self.sort.parse().unwrap_or_default(),
            after: Cursor::read(&self.after),
        };
        (filter, wrongs)
    }

    fn is_plain(&self) -> bool {
        [&self.block, &self.from, &self.to, &self.ready].iter().all(|wish| wish.is_empty())
    }
}

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

async fn list(app: &App, t: Text, key: &str, wish: &Wish) -> Result<Listing, WebError> {
    let mut read = app.db().read().await?;
    let craft = catalogue::read::craft(&mut read, key).await?.ok_or(WebError::Missing)?;
    let (filter, wrongs) = wish.filter(&t, key);
    let clean = wrongs.is_empty();
    let page = catalogue::read::shelf_page(&mut read, &filter, PAGE).await?;
    let count = if wish.is_plain() { craft.goods } else { count(&mut read, &filter).await? };
    let path = t.path(&format!("/crafts/{key}"));
    Ok(Listing {
        key: craft.key,
        about: about(&craft.name),
        name: craft.name,
        count: u32::try_from(count).unwrap_or(0),
        filter: filter_part(&mut read, t, wish, &path, wrongs, Vec::new()).await?,
        pager: pager(wish, &path, page.next),
        order_told: order_told(&t, filter.sort),
        goods: on_top(page.cards, clean),
    })
}

/// The shelf a list's page begins with, unless what was wrong stands above it.
fn on_top(cards: Vec<catalogue::Card>, clean: bool) -> Shelf {
    let shelf = shelf(cards);
    if clean { shelf.seen_first() } else { shelf }
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
    respond::shared(&app, t, &asked, find(&app, t, &wish)).await
}

async fn find(app: &App, t: Text, wish: &Wish) -> Result<Search, WebError> {
    let path = t.path("/search");
    let (filter, wrongs) = wish.filter(&t, &wish.craft);
    let clean = wrongs.is_empty();
    let words = wish.q.trim();
    if words.is_empty() {
        let mut read = app.db().read().await?;
        let page = catalogue::read::shelf_page(&mut read, &filter, PAGE).await?;
        let count = count(&mut read, &filter).await?;
        let crafts = crafts(&mut read, &t, &wish.craft).await?;
        return Ok(Search {
            words: String::new(),
            count: u32::try_from(count).unwrap_or(0),
            filter: filter_part(&mut read, t, wish, &path, wrongs, crafts).await?,
            pager: pager(wish, &path, page.next),
            order_told: order_told(&t, filter.sort),
            goods: on_top(page.cards, clean),
            meant: None,
        });
    }
    let found = search::find(app.db(), &app.vocabulary, words, FOUND).await?;
    let mut read = app.db().read().await?;
    let mut cards = catalogue::read::cards(&mut read, &found).await?;
    cards.retain(|card| suits(card, &filter));
    let crafts = crafts(&mut read, &t, &wish.craft).await?;
    let mut part = filter_part(&mut read, t, wish, &path, wrongs, crafts).await?;
    // What was searched for stands in the order of likeness and knows no block.
    part.blocks.clear();
    part.sorts.clear();
    part.keep = vec![("q".to_owned(), words.to_owned())];
    Ok(Search {
        words: words.to_owned(),
        count: u32::try_from(cards.len()).unwrap_or(0),
        filter: part,
        pager: Pager::default(),
        order_told: t.get("order-likeness"),
        goods: on_top(cards, clean),
        meant: None,
    })
}

fn suits(card: &catalogue::Card, filter: &catalogue::Filter) -> bool {
    filter.craft.as_ref().is_none_or(|craft| *craft == card.craft_key)
        && filter.price_from.is_none_or(|from| card.price_to >= from)
        && filter.price_to.is_none_or(|to| card.price <= to)
        && (filter.sold_out == SoldOut::Shown || card.free > 0)
}

/// How many goods a filter lets through, up to the longest list there is.
async fn count(read: &mut Read, filter: &catalogue::Filter) -> Result<i64, WebError> {
    let whole = catalogue::Filter { after: None, ..filter.clone() };
    let page = catalogue::read::shelf_page(read, &whole, Limit::of(Limit::MOST - 1)).await?;
    Ok(i64::try_from(page.cards.len()).unwrap_or(0))
}

async fn crafts(read: &mut Read, t: &Text, chosen: &str) -> Result<Vec<Choice>, WebError> {
    let crafts = catalogue::read::crafts(read).await?;
    let with_goods = crafts.into_iter().filter(|craft| craft.goods > 0);
    Ok(with_goods.map(|craft| Choice::new(&craft.key, t.pick(&craft.name)).chosen_if(chosen)).collect())
}

async fn filter_part(
    read: &mut Read,
    t: Text,
    wish: &Wish,
    path: &str,
    wrongs: Wrongs,
    crafts: Vec<Choice>,
) -> Result<Filter, WebError> {
    let blocks = places::read::blocks(read).await?;
    let blocks: Vec<Choice> = blocks
        .iter()
        .map(|block| Choice::new(&block.code, t.pick(&block.name)).chosen_if(&wish.block))
        .collect();
    let sort: Sort = wish.sort.parse().unwrap_or_default();
    let sorts = Sort::ALL
        .iter()
        .map(|s| Choice::new(s.as_str(), t.get(sort_key(*s))).chosen_if(sort.as_str()))
        .collect();
    let chips = chips(&t, wish, path, &blocks);
    Ok(Filter {
        action: path.to_owned(),
        keep: Vec::new(),
        crafts,
        blocks,
        from: wish.from.clone(),
        to: wish.to.clone(),
        ready: !wish.ready.is_empty(),
        sorts,
        chips,
        wrongs,
    })
}

fn chips(t: &Text, wish: &Wish, path: &str, blocks: &[Choice]) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut chip =
        |label: String, name: &str| chips.push(Chip { label, without: wish.address(path, name, "") });
    if let Some(block) = blocks.iter().find(|block| block.chosen) {
        chip(block.label.clone(), "block");
    }
    if let Some(from) = Paise::typed(&wish.from) {
        chip(t.say("chip-from").set("price", from).to_string(), "from");
    }
    if let Some(to) = Paise::typed(&wish.to) {
        chip(t.say("chip-to").set("price", to).to_string(), "to");
    }
    if !wish.ready.is_empty() {
        chip(t.get("filter-ready"), "ready");
    }
    chips
}

fn pager(wish: &Wish, path: &str, next: Option<Cursor>) -> Pager {
    Pager {
        next: next.map(|cursor| wish.address(path, "after", &cursor.to_string())),
        first: (!wish.after.is_empty()).then(|| wish.address(path, "after", "")),
    }
}

const fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "sort-newest",
        Sort::Cheapest => "sort-cheapest",
        Sort::Dearest => "sort-dearest",
    }
}

/// The order of the list in plain words, as the law wants it.
fn order_told(t: &Text, sort: Sort) -> String {
    t.get(match sort {
        Sort::Newest => "order-newest",
        Sort::Cheapest => "order-cheapest",
        Sort::Dearest => "order-dearest",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_takes_one_wish_away_and_keeps_the_others() {
        let wish =
            Wish {
                q: "पेड़ा".to_owned(), block: "3082".to_owned(), ready: "1".to_owned(), ..Wish::default()
            };
        let address = wish.address("/hi/search", "block", "");
        assert_eq!(address, "/hi/search?q=%E0%A4%AA%E0%A5%87%E0%A4%A1%E0%A4%BC%E0%A4%BE&ready=1");
        assert_eq!(Wish::default().address("/hi/search", "after", ""), "/hi/search");
    }

    #[test]
    fn a_price_that_is_none_is_told_and_ignored() {
        let wish = Wish { from: "सौ".to_owned(), to: "५००".to_owned(), ..Wish::default() };
        let (filter, wrongs) = wish.filter(&Text::new(Lang::Hi), "");
        assert_eq!((filter.price_from, filter.price_to), (None, Some(Paise(50_000))));
        assert!(wrongs.of("from").is_some() && wrongs.of("to").is_none());
    }
}
