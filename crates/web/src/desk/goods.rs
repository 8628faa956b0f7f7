//! A maker's own goods: looked at, priced, counted, paused.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::digits::only_digits;
use kernel::ids::VariantId;
use kernel::{Lang, Paise, Words};
use market::batches;
use market::catalogue::own::{self, OwnError, OwnGood, PauseWhy, Priced};
use market::catalogue::{ForSale, Making};
use market::catalogue::{own_cost, own_photo};
use market::proposals::{self, Whose};
use market::quotes::{self, WhyNot};
use serde::Deserialize;
use store::chance;

use super::field::advice_on;
use super::maker::name_of;
use super::{answer, id_of, to};
use crate::app::App;
use crate::basket::told;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::shop::pictures;
use crate::text::Text;
use crate::versions::costs::loss;
use crate::views::desk::{GoodStands, GoodTile, OwnGoodPage, OwnGoods, OwnVariant, PAUSES, WaitingPhoto};
use crate::who::Maker;

/// `GET /{lang}/maker/goods`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let goods = own::goods(&mut read, maker.maker).await?;
    let in_batches = !batches::food_of(&mut read, maker.maker).await?.is_empty();
    let page = OwnGoods { maker: name_of(&mut read, maker.maker).await?, goods: tiles(goods), in_batches };
    drop(read);
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// One tile a good: its cheapest price, its pieces together.
fn tiles(goods: Vec<OwnGood>) -> Vec<GoodTile> {
    let mut tiles: Vec<GoodTile> = Vec::new();
    for good in goods {
        let stands = match (good.withdrawn, good.paused, good.making) {
            (true, ..) => GoodStands::Withdrawn,
            (false, Some(_), _) => GoodStands::Paused,
            (false, None, Making::Stock) => GoodStands::Free(good.free),
            (false, None, Making::ToOrder) => GoodStands::ToOrder(good.free),
        };
        match tiles.last_mut().filter(|tile| tile.slug == good.slug) {
            Some(tile) => {
                tile.price = tile.price.min(good.price);
                tile.waits |= good.wanted.is_some();
                tile.stands = match (tile.stands, stands) {
                    (GoodStands::Free(one), GoodStands::Free(other)) => GoodStands::Free(one + other),
                    (GoodStands::ToOrder(one), GoodStands::ToOrder(other)) => {
                        GoodStands::ToOrder(one + other)
                    }
                    (first, _) => first,
                };
            }
            None => tiles.push(GoodTile {
                slug: good.slug,
                name: good.name,
                picture: good.picture.map(pictures::of),
                price: good.price,
                stands,
                waits: good.wanted.is_some(),
            }),
        }
    }
    tiles
}

/// What was done just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

/// What may be told after a form: what stands in the address, and the key of the sentence.
const NEWS: [(&str, &str); 12] = [
    ("week", "goods-week-set"),
    ("proposed", "versions-waits"),
    ("ended", "versions-is-ended"),
    ("photo", "goods-photo-waits"),
    ("shown", "goods-photo-shown"),
    ("gone", "goods-photo-gone"),
    ("live", "goods-live"),
    ("asked", "goods-asked"),
    ("same", "goods-same"),
    ("counted", "goods-counted"),
    ("paused", "goods-is-paused"),
    ("resumed", "goods-is-resumed"),
];

pub(super) async fn load(app: &App, t: &Text, maker: &Maker, slug: &str) -> Result<OwnGoodPage, WebError> {
    let mut read = app.db().read().await?;
    let mut goods = own::goods(&mut read, maker.maker).await?;
    goods.retain(|good| good.slug == slug);
    let name = name_of(&mut read, maker.maker).await?;
    let first = goods.first().cloned().ok_or(WebError::Missing)?;
    let costs = own_cost::costs_of(&mut read, first.product).await?;
    let lowest = goods.iter().map(|good| good.price).min();
    let refused = proposals::last_refused(&mut read, first.product).await?;
    let waiting = proposals::good(&mut read, Whose::Maker(maker.maker), slug).await?;
    let sizes: Vec<_> = goods.iter().map(|good| good.variant).collect();
    let obstacles = obstacles(t, &quotes::explained(&mut read, app.books(), &sizes).await?);
    let photo = match own_photo::waiting(&mut read, first.product).await? {
        Some(id) => {
            let advice = advice_on(&mut read, t, &id).await?;
            let made_by = |lang| {
                let (good, maker) = (first.name.pick(lang).to_owned(), name.pick(lang).to_owned());
                Text::new(lang).say("photo-alt").set("good", good).set("maker", maker).to_string()
            };
            let alt = Words::new(made_by(Lang::Hi), made_by(Lang::En));
            Some(WaitingPhoto { address: format!("/pictures/{id}/320.jpg"), advice, alt })
        }
        None => None,
    };
    drop(read);
    let paused = first.paused.and_then(|why| PAUSES.iter().find(|(value, _)| *value == why.as_str()));
    Ok(OwnGoodPage {
        maker: name,
        slug: first.slug,
        name: first.name,
        picture: first.picture.map(pictures::of),
        photo,
        paused: paused.map(|(_, key)| *key),
        withdrawn: first.withdrawn,
        loss: costs.zip(lowest).and_then(|((_, helper), price)| loss(t, &helper, price)),
        obstacles,
        waits: waiting.is_some_and(|good| good.waiting > 0),
        refused: refused.map(|proposal| proposal.reason),
        variants: goods.into_iter().map(variant).collect(),
        news: None,
        form_key: Some(key_for(&maker.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// Why none of it, or not all of it, can be bought, or not everywhere: each reason once, in the maker's words. What her page says
/// anyway, a pause and what the mart took off sale, is not said twice.
fn obstacles(t: &Text, explained: &[(ForSale, Vec<WhyNot>)]) -> Vec<String> {
    let mut said = Vec::new();
    for (good, all) in explained {
        for why in all.iter().filter(|why| !matches!(why, WhyNot::Paused | WhyNot::Withdrawn)) {
            let label = t.pick(&good.label);
            let sentence = told::own(t, *why);
            let is_of_size = matches!(why, WhyNot::SoldOut { .. } | WhyNot::WeekFull { .. });
            let line =
                if is_of_size && !label.is_empty() { format!("{label}: {sentence}") } else { sentence };
            if !said.contains(&line) {
                said.push(line);
            }
        }
    }
    said
}

fn variant(good: OwnGood) -> OwnVariant {
    let free = (good.making == Making::Stock).then(|| u32::try_from(good.free).unwrap_or(0));
    OwnVariant {
        id: good.variant.to_string(),
        label: good.label,
        price: good.price,
        wanted: good.wanted,
        free,
        week: (good.making == Making::ToOrder).then_some((good.lead_days, good.capacity, good.free.max(0))),
        once: chance::letters(16),
    }
}

/// `GET /{lang}/maker/goods/{slug}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    let news = NEWS.iter().find(|(word, _)| *word == done.done).map(|(_, key)| *key);
    let page = OwnGoodPage { news, ..load(&app, &t, &maker, &slug).await? };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// A new price.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    variant: String,
    rupees: String,
}

/// `POST /{lang}/maker/goods/{slug}/price`: it holds, or waits for an officer.
pub(super) async fn price(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(form): Filled<Price>,
) -> Result<Response, WebError> {
    let variant: VariantId = id_of(&form.variant)?;
    let result = match Paise::typed(&form.rupees) {
        None => Err(OwnError::BadPrice),
        Some(wanted) => own::set_price(app.db(), maker.buyer.who.person, maker.maker, variant, wanted).await,
    };
    let done = result.map(|priced| match priced {
        Priced::Live => "live",
        Priced::Asked => "asked",
        Priced::Same => "same",
    });
    after(&app, t, &maker, &asked, (&slug, &format!("rupees-{variant}")), done).await
}

/// How many pieces there are, and how many the page showed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    variant: String,
    pieces: String,
    seen: u32,
    once: String,
}

/// `POST /{lang}/maker/goods/{slug}/stock`: pieces counted anew.
pub(super) async fn stock(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(form): Filled<Count>,
) -> Result<Response, WebError> {
    let variant: VariantId = id_of(&form.variant)?;
    let result = match only_digits(&form.pieces).parse() {
        Err(_) => Err(OwnError::BadCount),
        Ok(pieces) => own::set_stock(app.db(), maker.maker, variant, (form.seen, pieces), &form.once).await,
    };
    let done = result.map(|()| "counted");
    after(&app, t, &maker, &asked, (&slug, &format!("pieces-{variant}")), done).await
}

/// How long it takes and how many a week.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Week {
    variant: String,
    days: String,
    capacity: String,
}

/// `POST /{lang}/maker/goods/{slug}/week`: days and places of the week of what is made to order.
pub(super) async fn week(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(form): Filled<Week>,
) -> Result<Response, WebError> {
    let variant: VariantId = id_of(&form.variant)?;
    let number = |text: &str| only_digits(text).parse::<u32>();
    let done = match (number(&form.days), number(&form.capacity)) {
        (Ok(days), Ok(capacity)) => own::set_week(app.db(), maker.maker, variant, (days, capacity)).await,
        _ => Err(OwnError::BadCount),
    };
    after(&app, t, &maker, &asked, (&slug, &format!("capacity-{variant}")), done.map(|()| "week")).await
}

/// Why she does not make it now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pause {
    #[serde(default)]
    why: String,
}

/// `POST /{lang}/maker/goods/{slug}/pause`: it leaves the shelf until she makes it again.
pub(super) async fn pause(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(form): Filled<Pause>,
) -> Result<Response, WebError> {
    let Ok(why) = form.why.parse::<PauseWhy>() else {
        let page = load(&app, &t, &maker, &slug).await?;
        let page = OwnGoodPage { wrongs: Wrongs::none().and("why", t.get("wrong-pause")), ..page };
        let here = format!("/maker/goods/{slug}");
        return answer(&app, t, &asked, &here, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let done = own::pause(app.db(), maker.buyer.who.person, maker.maker, &slug, why).await;
    after(&app, t, &maker, &asked, (&slug, "why"), done.map(|()| "paused")).await
}

/// `POST /{lang}/maker/goods/{slug}/pause/end`: she makes it again.
pub(super) async fn resume(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let done = own::resume(app.db(), maker.maker, &slug).await;
    after(&app, t, &maker, &asked, (&slug, ""), done.map(|()| "resumed")).await
}

/// After a form: to the good's page with the news, or the page again with what was wrong beside `field`.
async fn after(
    app: &App,
    t: Text,
    maker: &Maker,
    asked: &Asked,
    (slug, field): (&str, &str),
    done: Result<&'static str, OwnError>,
) -> Result<Response, WebError> {
    let here = format!("/maker/goods/{slug}");
    let (status, field, key) = match done {
        Ok(done) => return Ok(to(&t, &format!("{here}?done={done}"))),
        Err(OwnError::NoGood) => return Err(WebError::Missing),
        Err(OwnError::AlreadySo | OwnError::LastSize) => return Ok(to(&t, &here)),
        Err(OwnError::BadPrice) => (StatusCode::UNPROCESSABLE_ENTITY, field, "wrong-own-price"),
        Err(OwnError::BadCount) => (StatusCode::UNPROCESSABLE_ENTITY, field, "wrong-own-count"),
        Err(OwnError::Raced) => (StatusCode::CONFLICT, "", "wrong-goods-raced"),
        Err(OwnError::Db(cause)) => return Err(cause.into()),
    };
    let page = load(app, &t, maker, slug).await?;
    let page = OwnGoodPage { wrongs: Wrongs::none().and(field, t.get(key)), ..page };
    answer(app, t, asked, &here, status, &page)
}
