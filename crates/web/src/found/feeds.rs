//! Feeds: each size of each good for Google's and Meta's shop windows, and the newest goods for readers of news.
//!
//! A feed is written while it is sent, a page of goods at a time, so its size costs no memory. What a shop window would
//! refuse is left out, and so is what nobody can buy: invented goods, and all goods of a trial. A feed that breaks off ends without its last line, so that nobody takes half of it for the whole.
//!
//! Sources: Google Merchant Center, «Product data specification»; Meta, «Catalogue fields»; RFC 4287 (Atom).

use std::io;

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use kernel::ids::VariantId;
use kernel::{Limit, Words};
use market::catalogue::feed::{self, Offered};
use market::catalogue::{self, Card, Filter, Making};
use market::sheets::{self, Value};

use crate::app::App;
use crate::error::WebError;
use crate::page::Stage;
use crate::page::linked::rupees;
use crate::respond::set;
use crate::text::Text;

/// Sizes read at once.
const AT_ONCE: u32 = 200;
/// The longest title that merchant centres take, in letters.
const TITLE_MOST: usize = 150;
/// Goods that news tell of.
const NEWS_MOST: u32 = 50;

/// A size of a good with everything a shop window shows.
struct Item<'a> {
    site: &'a str,
    t: &'a Text,
    offered: &'a Offered,
    craft: String,
}

impl Item<'_> {
    fn title(&self) -> String {
        let (name, size) = (self.t.pick(&self.offered.name), self.t.pick(&self.offered.size));
        let whole = if size.is_empty() { name.to_owned() } else { format!("{name}, {size}") };
        whole.chars().take(TITLE_MOST).collect()
    }
    fn about(&self) -> &str {
        self.t.pick(&self.offered.about)
    }
    fn maker(&self) -> &str {
        self.t.pick(&self.offered.maker)
    }
    /// The page of the size, with the key of the window it stands in.
    fn link(&self, key: &str) -> String {
        let path = self.t.path(&format!("/products/{}", self.offered.slug));
        format!("{}{path}?variant={}&s={key}", self.site, self.offered.variant)
    }
    /// Its largest file; of a drawing there is no large JPEG.
    fn picture(&self) -> String {
        let file = if self.offered.is_large { "1280.jpg" } else { "640.webp" };
        format!("{}/pictures/{}/{file}", self.site, self.offered.picture)
    }
    /// A JPEG at least 500 pixels wide and high, which Meta wants: of a drawing the card that goes with its link.
    fn jpeg(&self) -> String {
        if self.offered.is_large {
            self.picture()
        } else {
            format!("{}/cards/{}", self.site, self.offered.slug)
        }
    }
    fn price(&self) -> String {
        format!("{} INR", rupees(self.offered.price))
    }
    fn is_to_be_had(&self) -> bool {
        self.offered.free > 0
    }
    /// Days until it leaves, where it is made to order.
    fn handling_days(&self) -> Option<i64> {
        (self.offered.making == Making::ToOrder).then_some(self.offered.lead_days)
    }
}

#[derive(Template)]
#[template(
    ext = "xml",
    source = r#"<item><g:id>{{ i.offered.variant }}</g:id><g:item_group_id>{{ i.offered.slug }}</g:item_group_id><g:title>{{ i.title() }}</g:title><g:description>{{ i.about() }}</g:description><g:link>{{ i.link("gm") }}</g:link><g:image_link>{{ i.picture() }}</g:image_link><g:availability>{% if i.is_to_be_had() %}in_stock{% else %}out_of_stock{% endif %}</g:availability><g:price>{{ i.price() }}</g:price><g:brand>{{ i.maker() }}</g:brand><g:condition>new</g:condition><g:identifier_exists>no</g:identifier_exists><g:product_type>{{ i.craft }}</g:product_type><g:shipping_weight>{{ i.offered.weight_g }} g</g:shipping_weight>{% if let Some(days) = i.handling_days() %}<g:min_handling_time>{{ days }}</g:min_handling_time><g:max_handling_time>{{ days }}</g:max_handling_time>{% endif %}</item>
"#
)]
struct GoogleItem<'a> {
    i: &'a Item<'a>,
}

#[derive(Template)]
#[template(
    ext = "xml",
    source = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>{{ t.get("mart") }}</title><link>{{ link }}</link><description>{{ t.get("home-description") }}</description>
"#
)]
struct GoogleHead<'a> {
    t: &'a Text,
    link: String,
}

#[derive(Template)]
#[template(
    ext = "xml",
    source = r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{{ t.lang }}"><id>{{ own }}</id><title>{{ t.get("home-new") }} · {{ t.get("mart") }}</title><updated>{{ updated }}</updated><author><name>{{ t.get("mart") }}</name></author><link rel="self" href="{{ own }}"/><link href="{{ home }}"/>
{% for (link, card) in cards %}<entry><id>{{ link }}</id><title>{{ t.pick(card.name) }}</title><link rel="alternate" href="{{ link }}?s=nw"/><published>{{ card.listed_at.rfc3339() }}</published><updated>{{ card.listed_at.rfc3339() }}</updated><summary>{{ t.pick(card.maker) }} · {{ t.pick(card.village) }} · {{ t.money(card.price) }}</summary></entry>
{% endfor %}</feed>
"#
)]
struct News<'a> {
    t: &'a Text,
    own: String,
    home: String,
    updated: String,
    cards: Vec<(String, Card)>,
}

/// `GET /feeds/{lang}/google.xml`.
pub(crate) async fn google(State(app): State<App>, t: Text) -> Result<Response, WebError> {
    let link = format!("{}{}", app.site().url, t.path("/"));
    let head = GoogleHead { t: &t, link }.render()?;
    let written = Written { head: head.into_bytes(), items: google_items, foot: b"</channel></rss>\n" };
    Ok(sent(app, t, written, "application/xml; charset=utf-8"))
}

fn google_items(items: &[Item<'_>]) -> io::Result<Vec<u8>> {
    let written: Result<String, _> = items.iter().map(|i| GoogleItem { i }.render()).collect();
    written.map(String::into_bytes).map_err(io::Error::other)
}

/// The columns of [`meta`].
const META: [&str; 11] = [
    "id",
    "item_group_id",
    "title",
    "description",
    "availability",
    "condition",
    "price",
    "link",
    "image_link",
    "brand",
    "product_type",
];

/// `GET /feeds/{lang}/meta.csv`, for Facebook, Instagram and WhatsApp catalogues.
pub(crate) async fn meta(State(app): State<App>, t: Text) -> Response {
    let head = sheets::csv(&[META.map(Value::words).into()]);
    sent(app, t, Written { head, items: meta_items, foot: b"" }, "text/csv; charset=utf-8")
}

#[allow(clippy::unnecessary_wraps, reason = "the other feed can fail here")]
fn meta_items(items: &[Item<'_>]) -> io::Result<Vec<u8>> {
    let line = |i: &Item<'_>| {
        let availability = match (i.is_to_be_had(), i.offered.making) {
            (false, _) => "out of stock",
            (true, Making::Stock) => "in stock",
            (true, Making::ToOrder) => "available for order",
        };
        let cells: [&str; META.len()] = [
            &i.offered.variant.to_string(),
            &i.offered.slug,
            &i.title(),
            i.about(),
            availability,
            "new",
            &i.price(),
            &i.link("mt"),
            &i.jpeg(),
            i.maker(),
            &i.craft,
        ];
        cells.map(Value::words).into()
    };
    Ok(sheets::csv_rows(&items.iter().map(line).collect::<Vec<_>>()))
}

/// Whether others are told of a good: of an invented one only by a mart of samples, of none before everybody may buy it.
const fn is_told(stage: Stage, sample: bool) -> bool {
    match stage {
        Stage::Sample => true,
        Stage::Setup | Stage::Trial => false,
        Stage::Live => !sample,
    }
}

/// How a feed is written.
struct Written {
    head: Vec<u8>,
    items: fn(&[Item<'_>]) -> io::Result<Vec<u8>>,
    foot: &'static [u8],
}

/// Where a feed has come to.
enum Stand {
    Begins,
    After(String, Option<VariantId>),
    Ended,
}

fn sent(app: App, t: Text, written: Written, kind: &str) -> Response {
    let chunks =
        stream::try_unfold((app, t, written, Stand::Begins), |(app, t, written, stand)| async move {
            let (chunk, next) = match stand {
                Stand::Begins => (written.head.clone(), Stand::After(String::new(), None)),
                Stand::After(slug, variant) => {
                    let page = page_after(&app, (&slug, variant)).await.map_err(io::Error::other)?;
                    match page.last() {
                        None => (written.foot.to_vec(), Stand::Ended),
                        Some(last) => {
                            let next = Stand::After(last.slug.clone(), Some(last.variant));
                            ((written.items)(&items(&app, &t, &page))?, next)
                        }
                    }
                }
                Stand::Ended => return Ok::<_, io::Error>(None),
            };
            Ok(Some((chunk, (app, t, written, next))))
        });
    let mut response = Body::from_stream(chunks).into_response();
    set(response.headers_mut(), "content-type", kind);
    set(response.headers_mut(), "cache-control", "public, max-age=60");
    response
}

async fn page_after(app: &App, after: (&str, Option<VariantId>)) -> Result<Vec<Offered>, store::DbError> {
    feed::offered(&mut app.db().read().await?, after, Limit::of(AT_ONCE)).await
}

fn items<'a>(app: &'a App, t: &'a Text, page: &'a [Offered]) -> Vec<Item<'a>> {
    let craft = |key: &str| {
        let known: Option<&Words> = app.site().crafts.iter().find(|(k, _)| k == key).map(|(_, name)| name);
        known.map_or_else(|| key.to_owned(), |name| t.pick(name).to_owned())
    };
    let stage = app.site().stage.get();
    page.iter()
        .filter(|offered| offered.is_complete(t.lang) && is_told(stage, offered.sample))
        .map(|offered| Item { site: &app.site().url, t, offered, craft: craft(&offered.craft) })
        .collect()
}

/// `GET /feeds/{lang}/new.xml`: the newest goods.
pub(crate) async fn new(State(app): State<App>, t: Text) -> Result<Response, WebError> {
    let shelf = {
        let mut read = app.db().read().await?;
        catalogue::read::shelf_page(&mut read, &Filter::default(), Limit::of(NEWS_MOST)).await?
    };
    let at = |path: &str| format!("{}{}", app.site().url, t.path(path));
    let newest = shelf.cards.iter().map(|card| card.listed_at).max().unwrap_or(app.site().updated.starts());
    let stage = app.site().stage.get();
    let told = shelf.cards.into_iter().filter(|card| is_told(stage, card.sample));
    let news = News {
        own: format!("{}/feeds/{}/new.xml", app.site().url, t.lang),
        home: at("/"),
        updated: newest.rfc3339(),
        cards: told.map(|card| (at(&format!("/products/{}", card.slug)), card)).collect(),
        t: &t,
    };
    let mut response = news.render()?.into_response();
    set(response.headers_mut(), "content-type", "application/atom+xml; charset=utf-8");
    set(response.headers_mut(), "cache-control", "public, max-age=60");
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_goods_and_goods_of_a_trial_are_told_to_nobody() {
        let told = [Stage::Sample, Stage::Setup, Stage::Trial, Stage::Live]
            .map(|stage| (is_told(stage, true), is_told(stage, false)));
        assert_eq!(told, [(true, true), (false, false), (false, false), (false, true)]);
    }
}
