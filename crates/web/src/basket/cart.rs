//! The basket: what is in it, what it comes to, and the forms that change it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderValue;
use http::header::SET_COOKIE;
use kernel::ids::{KitId, VariantId};
use kernel::india::Pin;
use kernel::{Paise, digits};
use market::kits::{self, CartKit};
use market::offers::{self, WhyNoOffer};
use market::places;
use market::quotes::{self, CartLine as BasketLine, Draft, QUANTITY_MOST, QuoteError, Wants};
use serde::Deserialize;
use store::sessions::{self, Session};

use super::{checkout, told};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::kits::told as kits_told;
use crate::offers::told as offers_told;
use crate::parts::{TotalLine, Totals, Wrongs};
use crate::respond::{self, Asked};
use crate::shop::pictures;
use crate::text::Text;
use crate::views::{Cart, CartLine, CartMaker};
use crate::who::{Visitor, set_cookie};

/// `GET /{lang}/cart`.
pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let cart = cart(&app, t, visitor.0.as_ref(), Wrongs::none()).await?;
    answer(&app, t, &visitor, &cart, &asked)
}

fn answer(app: &App, t: Text, visitor: &Visitor, cart: &Cart, asked: &Asked) -> Result<Response, WebError> {
    let mut visit = visitor.visit("/cart");
    visit.cart_count = Some(cart.pieces());
    respond::view(app, t, &visit, cart, &asked.headers)
}

/// The basket of a session as its page shows it.
async fn cart(app: &App, t: Text, session: Option<&Session>, wrongs: Wrongs) -> Result<Cart, WebError> {
    let (lines, kits) = match session {
        Some(session) => basket(app, session).await?,
        None => (Vec::new(), Vec::new()),
    };
    let pin = session.and_then(|s| s.pincode.as_deref()).and_then(Pin::typed);
    let (wants, wanted_kits) = wants_of(&lines, &kits);
    let wants = Wants { lines: &wants, kits: &wanted_kits };
    let wanted = match session {
        Some(session) => checkout::wanted(app, session).await?,
        None => offers::Wanted::default(),
    };
    let preview = match &pin {
        Some(pin) if !wants.is_empty() => Some(priced(app, wants, pin, &wanted).await),
        _ => None,
    };
    let (preview, coupon_wrong) = match preview {
        Some((preview, why)) => (Some(preview), why),
        None => (None, offers::check(&mut app.db().read().await?, &wanted).await?),
    };
    let preview = match preview {
        Some(Err(QuoteError::Db(cause))) => return Err(cause.into()),
        other => other,
    };
    let refused = match &preview {
        Some(Err(QuoteError::NotSold(refused))) => refused.clone(),
        _ => Vec::new(),
    };
    let today = app.db().now().day();
    let trouble = |line: &BasketLine| {
        let there =
            refused.iter().find(|(variant, ..)| *variant == line.good.variant).map(|(_, _, why)| *why);
        there
            .or_else(|| quotes::why_not_here(&line.good, line.quantity, today))
            .map(|why| told::why_not(&t, why))
    };
    let draft = preview.and_then(Result::ok);
    let alone = lines.iter().filter_map(|line| line.good.price.times(line.quantity));
    let of_kits = kits.iter().filter_map(|kit| kit.view.kit.price.times(kit.pieces));
    let goods = Paise::sum(alone.chain(of_kits)).unwrap_or_default();
    Ok(Cart {
        kits: kits_told::in_cart(&t, &kits, &refused),
        makers: by_maker(&lines, trouble),
        pincode: pin.map(|pin| pin.to_string()).unwrap_or_default(),
        arrives: draft.as_ref().map(|d| told::arrives(&t, d.earliest, d.latest)).unwrap_or_default(),
        can_go_on: draft.is_some() && coupon_wrong.is_none(),
        totals: totals(&t, draft.as_ref(), goods),
        coupon: wanted.coupon.unwrap_or_default(),
        coupon_wrong: coupon_wrong.map(|why| offers_told::why_not(&t, why)),
        coupon_typed: String::new(),
        form_key: session.map(key_for),
        wrongs,
        news: Vec::new(),
    })
}

/// Goods and kits in the basket of a session, as they stand today.
pub(crate) async fn basket(
    app: &App,
    session: &Session,
) -> Result<(Vec<BasketLine>, Vec<CartKit>), store::DbError> {
    let mut read = app.db().read().await?;
    let lines = quotes::basket(&mut read, session.cart).await?;
    Ok((lines, kits::in_cart(&mut read, session.cart).await?))
}

/// Which, and how many of each.
type Many<Id> = Vec<(Id, u32)>;

/// What a quote is asked for of a basket.
pub(crate) fn wants_of(lines: &[BasketLine], kits: &[CartKit]) -> (Many<VariantId>, Many<KitId>) {
    let lines = lines.iter().map(|line| (line.good.variant, line.quantity)).collect();
    (lines, kits.iter().map(|kit| (kit.view.kit.id, kit.pieces)).collect())
}

/// What the basket comes to; if its coupon does not hold, without it, and why.
async fn priced(
    app: &App,
    wants: Wants<'_>,
    pin: &Pin,
    wanted: &offers::Wanted,
) -> (Result<Draft, QuoteError>, Option<WhyNoOffer>) {
    match quotes::preview_with(app.db(), app.books(), wants, pin, Some(wanted)).await {
        Err(QuoteError::NoOffer(why)) => {
            (quotes::preview_with(app.db(), app.books(), wants, pin, None).await, Some(why))
        }
        other => (other, None),
    }
}

fn totals(t: &Text, draft: Option<&Draft>, goods: Paise) -> Totals {
    match draft {
        Some(d) => told::totals_of(t, d),
        None => Totals {
            lines: vec![TotalLine { label: t.get("total-goods"), amount: goods }],
            total: goods,
            tax: None,
            lacking: Some(t.get("total-lacks-freight")),
        },
    }
}

/// Lines under their makers, in the order they were put in.
pub(crate) fn by_maker(
    lines: &[BasketLine],
    trouble: impl Fn(&BasketLine) -> Option<String>,
) -> Vec<CartMaker> {
    let mut makers: Vec<CartMaker> = Vec::new();
    for line in lines {
        let good = &line.good;
        let shown = CartLine {
            id: good.variant.to_string(),
            slug: good.slug.clone(),
            name: good.name.clone(),
            variant: good.label.clone(),
            picture: good.picture.clone().map(pictures::of),
            price: good.price,
            quantity: line.quantity,
            most: u32::try_from(good.free).unwrap_or(0).clamp(1, QUANTITY_MOST),
            amount: good.price.times(line.quantity).unwrap_or_default(),
            trouble: trouble(line),
        };
        match makers.iter_mut().find(|maker| maker.slug == good.maker_slug) {
            Some(maker) => maker.lines.push(shown),
            None => makers.push(CartMaker {
                slug: good.maker_slug.clone(),
                name: good.maker_name.clone(),
                place: kernel::Words::default(),
                leaves: String::new(),
                lines: vec![shown],
            }),
        }
    }
    makers
}

/// What is put into the basket.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    variant: String,
    quantity: String,
}

/// `POST /{lang}/cart/lines`: puts a good into the basket, beside what is there of it.
///
/// A visitor without a session gets one here: looking around leaves no trace.
pub(crate) async fn add(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, WebError> {
    let variant: VariantId = wanted.variant.parse().map_err(|_| WebError::Unclear("wrong-no-variant"))?;
    let quantity = quantity(&wanted.quantity)?;
    let (session, cookie) = opened(&app, visitor).await?;
    let there = quotes::basket(&mut app.db().read().await?, session.cart).await?;
    let there = there.iter().find(|line| line.good.variant == variant).map_or(0, |line| line.quantity);
    quotes::set_quantity(app.db(), session.cart, variant, (there + quantity).min(QUANTITY_MOST)).await?;
    let mut response = to_cart(&app, t, &session).await?;
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The session of whoever puts something into the basket; a visitor without one gets one here, with its cookie.
pub(crate) async fn opened(app: &App, visitor: Visitor) -> Result<(Session, Option<HeaderValue>), WebError> {
    match visitor.0 {
        Some(session) => Ok((session, None)),
        None => {
            let opened = sessions::open(app.db()).await?;
            let cookie = set_cookie(app, &opened);
            Ok((opened.session, Some(cookie)))
        }
    }
}

/// Back to the basket, with the number of pieces for the script that shows it beside the basket's link.
pub(crate) async fn to_cart(app: &App, t: Text, session: &Session) -> Result<Response, WebError> {
    let (lines, kits) = basket(app, session).await?;
    let pieces = lines.iter().map(|line| line.quantity).chain(kits.iter().map(|kit| kit.pieces)).sum();
    let mut response = Redirect::to(&t.path("/cart")).into_response();
    response.headers_mut().append(SET_COOKIE, count_cookie(app, pieces));
    Ok(response)
}

/// A number and nothing else: the script may read it, nobody is told who it belongs to.
pub(super) fn count_cookie(app: &App, pieces: u32) -> HeaderValue {
    let secure = if app.parts.secure_cookies { "; Secure" } else { "" };
    let text = format!("cart_count={pieces}; Path=/; SameSite=Lax; Max-Age=2592000{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("cart_count=0"))
}

fn quantity(typed: &str) -> Result<u32, WebError> {
    let quantity =
        digits::ascii_digits(typed.trim()).parse().ok().filter(|n| (1..=QUANTITY_MOST).contains(n));
    quantity.ok_or(WebError::Unclear("wrong-quantity"))
}

/// How many of a good.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Count {
    quantity: String,
}

/// `POST /{lang}/cart/lines/{variant}`: changes how many.
pub(crate) async fn change(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(variant): Path<String>,
    Filled(count): Filled<Count>,
) -> Result<Response, WebError> {
    let session = visitor.session()?;
    let variant = variant.parse().map_err(|_| WebError::Missing)?;
    quotes::set_quantity(app.db(), session.cart, variant, quantity(&count.quantity)?).await?;
    to_cart(&app, t, &session).await
}

/// `POST /{lang}/cart/lines/{variant}/removal`: takes a good out.
pub(crate) async fn remove(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(variant): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let session = visitor.session()?;
    let variant = variant.parse().map_err(|_| WebError::Missing)?;
    quotes::set_quantity(app.db(), session.cart, variant, 0).await?;
    to_cart(&app, t, &session).await
}

/// Where to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Where {
    pincode: String,
}

/// `POST /{lang}/cart/pincode`: remembers where to, so that the basket shows freight and days.
pub(crate) async fn ask_freight(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(to): Filled<Where>,
) -> Result<Response, WebError> {
    let session = visitor.clone().session()?;
    let wrong = match Pin::typed(&to.pincode) {
        None => "wrong-pincode",
        Some(pin) => match places::read::find_pin(&mut app.db().read().await?, &pin).await? {
            None => "wrong-no-such-pin",
            Some(place) => {
                sessions::remember_pincode(app.db(), &session, place.pin.as_str()).await?;
                return Ok(Redirect::to(&t.path("/cart")).into_response());
            }
        },
    };
    let mut cart = cart(&app, t, Some(&session), Wrongs::none().and("pincode", t.get(wrong))).await?;
    cart.pincode = to.pincode;
    answer(&app, t, &visitor, &cart, &asked)
}

/// A coupon.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coupon {
    coupon: String,
}

/// `POST /{lang}/cart/coupon`: keeps a code with the basket, if it holds.
pub(crate) async fn keep_coupon(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Coupon>,
) -> Result<Response, WebError> {
    let session = visitor.clone().session()?;
    let wanted = offers::Wanted { coupon: Some(typed.coupon.clone()), person: session.person };
    let Some(why) = why_not(&app, &session, &wanted).await? else {
        quotes::keep_coupon(app.db(), session.cart, Some(typed.coupon.trim())).await?;
        return Ok(Redirect::to(&t.path("/cart")).into_response());
    };
    let wrongs = Wrongs::none().and("coupon", offers_told::why_not(&t, why));
    let mut cart = cart(&app, t, Some(&session), wrongs).await?;
    (cart.coupon, cart.coupon_wrong) = (String::new(), None);
    cart.coupon_typed = typed.coupon;
    answer(&app, t, &visitor, &cart, &asked)
}

/// Why a code does not hold for the basket as it lies there; what else is the matter with the basket is told elsewhere.
async fn why_not(
    app: &App,
    session: &Session,
    wanted: &offers::Wanted,
) -> Result<Option<WhyNoOffer>, WebError> {
    let (lines, kits) = basket(app, session).await?;
    let (lines, kits) = wants_of(&lines, &kits);
    if let Some(pin) = session.pincode.as_deref().and_then(Pin::typed) {
        let wants = Wants { lines: &lines, kits: &kits };
        match quotes::preview_with(app.db(), app.books(), wants, &pin, Some(wanted)).await {
            Err(QuoteError::NoOffer(why)) => return Ok(Some(why)),
            Ok(_) => return Ok(None),
            Err(QuoteError::Db(cause)) => return Err(cause.into()),
            Err(_) => {}
        }
    }
    Ok(offers::check(&mut app.db().read().await?, wanted).await?)
}

/// `POST /{lang}/cart/coupon/removal`: takes the code out.
pub(crate) async fn remove_coupon(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    // Who has no basket has no code in it.
    if let Some(session) = &visitor.0 {
        quotes::keep_coupon(app.db(), session.cart, None).await?;
    }
    Ok(Redirect::to(&t.path("/cart")).into_response())
}
