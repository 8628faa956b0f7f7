//! The way from basket to order: number, code, address, a last look. Each page can be left and opened again.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::digits::only_digits;
use kernel::india::{Mobile, Pin};
use kernel::{Secret, Words};
use market::cash as market_cash;
use market::launch::WhyClosed;
use market::offers::Wanted;
use market::orders::{self, Address, OrderError};
use market::quotes::{self, CheckoutDraft, PaymentMethod, Quote, QuoteError, Typed, Wants};
use market::{accounts, kits as market_kits, pickups, places};
use serde::Deserialize;
use store::sessions::{self, Session};

use super::cart::{basket, by_maker, count_cookie, wants_of};
use super::sign_in::{session_for, told as sign_in_told, waiting_for, with_cookie};
use super::told::{self, refused, refused_order};
use crate::app::App;
use crate::cash;
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::kits;
use crate::parts::{Totals, Wrongs};
use crate::pickups as counters;
use crate::respond::{self, Asked};
use crate::stalls;
use crate::text::Text;
use crate::views::{CheckoutAddress, CheckoutCode, CheckoutMobile, CheckoutReview};
use crate::who::{Buyer, Visitor, set_cookie};

/// How long the page after «order» waits for the gateway before it shows itself without.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(3);

/// `GET /{lang}/checkout`: to the first step that is still open.
pub(crate) async fn begin(t: Text, visitor: Visitor) -> Redirect {
    let signed_in = visitor.0.is_some_and(|session| session.person.is_some());
    Redirect::to(&t.path(if signed_in { "/checkout/address" } else { "/checkout/mobile" }))
}

/// What the basket of a session comes to, beside the form.
async fn sum(app: &App, t: &Text, session: Option<&Session>) -> Result<Totals, WebError> {
    let Some(session) = session else { return Ok(Totals::default()) };
    let (lines, kits) = basket(app, session).await?;
    let (lines, kits) = wants_of(&lines, &kits);
    let wants = Wants { lines: &lines, kits: &kits };
    let Some(pin) = session.pincode.as_deref().and_then(Pin::typed) else { return Ok(Totals::default()) };
    let wanted = wanted(app, session).await?;
    match quotes::preview_with(app.db(), app.books(), wants, &pin, Some(&wanted)).await {
        Ok(d) => Ok(told::totals_of(t, &d)),
        Err(QuoteError::Db(cause)) => Err(cause.into()),
        Err(_) => Ok(Totals::default()),
    }
}

/// `GET /{lang}/checkout/mobile`.
pub(crate) async fn mobile(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = CheckoutMobile {
        form_key: visitor.0.as_ref().map(key_for),
        totals: sum(&app, &t, visitor.0.as_ref()).await?,
        ..CheckoutMobile::default()
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// A number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    mobile: String,
}

/// `POST /{lang}/checkout/mobile`: sends a code.
pub(crate) async fn send_code(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(number): Filled<Number>,
) -> Result<Response, WebError> {
    let (session, cookie) = session_for(&app, &visitor).await?;
    let wrongs = match Mobile::typed(&number.mobile) {
        None => Wrongs::none().and("mobile", t.get("wrong-mobile")),
        Some(mobile) => {
            match accounts::ask_code(app.db(), &mobile, t.lang, app.parts.codes_hourly_most).await {
                Ok(()) => {
                    quotes::keep_mobile(app.db(), session.cart, &mobile).await?;
                    return Ok(with_cookie(Redirect::to(&t.path("/checkout/code")).into_response(), cookie));
                }
                Err(cause) => Wrongs::none().and("mobile", sign_in_told(&t, cause)?),
            }
        }
    };
    let totals = sum(&app, &t, Some(&session)).await?;
    let page = CheckoutMobile { mobile: number.mobile, form_key: Some(key_for(&session)), wrongs, totals };
    let response = respond::view(&app, t, &visitor.visit("/checkout/mobile"), &page, &asked.headers)?;
    Ok(with_cookie(response, cookie))
}

/// `GET /{lang}/checkout/code`.
pub(crate) async fn code(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let Some((session, mobile)) = waiting_for(&app, &visitor).await? else {
        return Ok(Redirect::to(&t.path("/checkout/mobile")).into_response());
    };
    let page = CheckoutCode {
        mobile: mobile.ten_digits().to_owned(),
        form_key: Some(key_for(&session)),
        totals: sum(&app, &t, Some(&session)).await?,
        ..CheckoutCode::default()
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// The code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    code: String,
}

/// `POST /{lang}/checkout/code`: signs in; the basket comes along.
pub(crate) async fn check_code(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Code>,
) -> Result<Response, WebError> {
    let Some((session, mobile)) = waiting_for(&app, &visitor).await? else {
        return Ok(Redirect::to(&t.path("/checkout/mobile")).into_response());
    };
    let code = Secret::new(only_digits(&typed.code));
    match accounts::sign_in(app.db(), Some(&session), &mobile, &code, t.lang).await {
        Ok((opened, _)) => {
            let response = Redirect::to(&t.path("/checkout/address")).into_response();
            Ok(with_cookie(response, Some(set_cookie(&app, &opened))))
        }
        Err(cause) => {
            let page = CheckoutCode {
                mobile: mobile.ten_digits().to_owned(),
                form_key: Some(key_for(&session)),
                wrongs: Wrongs::none().and("code", sign_in_told(&t, cause)?),
                totals: sum(&app, &t, Some(&session)).await?,
                ..CheckoutCode::default()
            };
            respond::view(&app, t, &visitor.visit("/checkout/code"), &page, &asked.headers)
        }
    }
}

/// `GET /{lang}/checkout/address`: with what was typed before, or the address of the last order.
pub(crate) async fn address(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut page = CheckoutAddress { form_key: Some(key_for(&buyer.session)), ..CheckoutAddress::default() };
    {
        let mut read = app.db().read().await?;
        let draft =
            quotes::draft_of(&mut read, buyer.session.cart).await?.filter(|draft| draft.pin.is_some());
        let last = orders::last_address(&mut read, buyer.who.person).await?;
        if let Some(d) = draft {
            (page.name, page.house, page.area, page.landmark) = (d.name, d.house, d.area, d.landmark);
        } else if let Some(last) = last {
            (page.name, page.house, page.area, page.landmark) =
                (last.name, last.house, last.area, last.landmark);
        }
        page.pincode = buyer.session.pincode.clone().unwrap_or_default();
    }
    page.place = place_of(&app, &t, &page.pincode).await?;
    page.totals = sum(&app, &t, Some(&buyer.session)).await?;
    answer(&app, t, &buyer, "/checkout/address", &page, &asked)
}

fn answer(
    app: &App,
    t: Text,
    buyer: &Buyer,
    path: &str,
    page: &dyn crate::page::View,
    asked: &Asked,
) -> Result<Response, WebError> {
    let visit = Visitor(Some(buyer.session.clone())).visit(path);
    respond::view(app, t, &visit, page, &asked.headers)
}

/// District and State of a PIN code as it was typed; nothing if there is none.
async fn place_of(app: &App, t: &Text, typed: &str) -> Result<String, WebError> {
    let Some(pin) = Pin::typed(typed) else { return Ok(String::new()) };
    let known = places::read::find_pin(&mut app.db().read().await?, &pin).await?;
    Ok(known.map(|known| told::place(t, &known)).unwrap_or_default())
}

/// An address as it was typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    name: String,
    house: String,
    area: String,
    #[serde(default)]
    landmark: String,
    pincode: String,
}

/// The longest line of an address.
const LINE_MOST: usize = 120;

/// Checks an address; what is wrong stands beside its field.
fn checked(t: &Text, form: &Form) -> (Option<Pin>, Wrongs) {
    let mut wrongs = Wrongs::none();
    let lines = [
        ("name", &form.name, "wrong-name"),
        ("house", &form.house, "wrong-house"),
        ("area", &form.area, "wrong-area"),
    ];
    for (field, typed, key) in lines {
        let letters = typed.trim().chars().count();
        if letters < 2 {
            wrongs.add(field, t.get(key));
        } else if letters > LINE_MOST {
            wrongs.add(field, t.get("wrong-line-too-long"));
        }
    }
    if form.landmark.trim().chars().count() > LINE_MOST {
        wrongs.add("landmark", t.get("wrong-line-too-long"));
    }
    let pin = Pin::typed(&form.pincode);
    if pin.is_none() {
        wrongs.add("pincode", t.get("wrong-pincode"));
    }
    (pin, wrongs)
}

/// `POST /{lang}/checkout/address`: keeps the address and makes the quote that the last page shows.
pub(crate) async fn keep_address(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(form): Filled<Form>,
) -> Result<Response, WebError> {
    let (pin, mut wrongs) = checked(&t, &form);
    if let Some(pin) = pin.filter(|_| wrongs.is_empty()) {
        match quoted(&app, &asked.headers, &buyer.session, &pin).await {
            Ok(quote) => {
                let typed = Typed {
                    name: form.name.trim(),
                    house: form.house.trim(),
                    area: form.area.trim(),
                    landmark: form.landmark.trim(),
                    pin: &pin,
                };
                quotes::keep_address(app.db(), buyer.session.cart, &typed).await?;
                quotes::keep_quote(app.db(), buyer.session.cart, quote.head.id).await?;
                sessions::remember_pincode(app.db(), &buyer.session, pin.as_str()).await?;
                return Ok(Redirect::to(&t.path("/checkout/review")).into_response());
            }
            Err(QuoteError::Db(cause)) => return Err(cause.into()),
            Err(cause) => refused(&t, cause, &mut wrongs),
        }
    }
    let totals = sum(&app, &t, Some(&buyer.session)).await?;
    let place = place_of(&app, &t, &form.pincode).await?;
    let page = CheckoutAddress {
        name: form.name,
        house: form.house,
        area: form.area,
        landmark: form.landmark,
        pincode: form.pincode,
        place,
        form_key: Some(key_for(&buyer.session)),
        wrongs,
        totals,
    };
    answer(&app, t, &buyer, "/checkout/address", &page, &asked)
}

async fn quoted(app: &App, headers: &HeaderMap, session: &Session, pin: &Pin) -> Result<Quote, QuoteError> {
    let (lines, kits) = basket(app, session).await?;
    let (lines, kits) = wants_of(&lines, &kits);
    let to = quotes::To::Pin(pin.clone());
    let stall = stalls::of_visitor(app, headers).await?;
    let (method, cart) = (PaymentMethod::Upi, Some(session.cart));
    let wanted = wanted(app, session).await?;
    let ask = quotes::Ask { lines, kits, to, method, cart, stall, wanted };
    quotes::make(app.db(), app.books(), &ask).await
}

/// The offer a session may have: the coupon typed with its basket, else what holds by itself.
pub(crate) async fn wanted(app: &App, session: &Session) -> Result<Wanted, store::DbError> {
    let draft = quotes::draft_of(&mut app.db().read().await?, session.cart).await?;
    Ok(Wanted { coupon: draft.and_then(|draft| draft.coupon), person: session.person })
}

/// The quote and the address of a session, if both are there and the mart still stands by the quote.
async fn ready(app: &App, buyer: &Buyer) -> Result<Option<(CheckoutDraft, Quote)>, WebError> {
    let mut read = app.db().read().await?;
    let Some(draft) = quotes::draft_of(&mut read, buyer.session.cart).await? else { return Ok(None) };
    let Some(id) = draft.quote else { return Ok(None) };
    let now = read.now();
    let quote = quotes::quote(&mut read, id).await?.filter(|quote| quote.head.expires_at > now);
    Ok(quote.map(|quote| (draft, quote)))
}

/// `GET /{lang}/checkout/review`: a last look. Without a living quote the address page makes a new one.
pub(crate) async fn review(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
) -> Result<Response, WebError> {
    let Some((draft, quote)) = ready(&app, &buyer).await? else {
        return Ok(Redirect::to(&t.path("/checkout/address")).into_response());
    };
    let page = last_look(&app, t, &buyer, &draft, &quote, Wrongs::none()).await?;
    answer(&app, t, &buyer, "/checkout/review", &page, &asked)
}

async fn last_look(
    app: &App,
    t: Text,
    buyer: &Buyer,
    draft: &CheckoutDraft,
    quote: &Quote,
    wrongs: Wrongs,
) -> Result<CheckoutReview, WebError> {
    let mut read = app.db().read().await?;
    let lines = quotes::basket(&mut read, buyer.session.cart).await?;
    let kits = market_kits::in_cart(&mut read, buyer.session.cart).await?;
    let no_cash =
        market_cash::why_not(&mut read, &market_cash::Facts::of_quote(quote), Some(buyer.who.person)).await?;
    let h = &quote.head;
    let ahead = market_cash::token::asked(&mut read, h).await?;
    let fetched = pickups::fetched_at(&mut read, h.counter, h.slot).await?;
    drop(read);
    let address = [&draft.name, &draft.house, &draft.area, &draft.landmark];
    let mut address: Vec<String> = address.into_iter().filter(|line| !line.is_empty()).cloned().collect();
    match &fetched {
        Some(at) => address.extend(counters::told::lines(&t, at).into_iter().skip(2)),
        None => address.push(format!("{} {}", told::district(&t, &h.district), h.pin)),
    }
    let mut totals = told::totals(&t, h.goods, &told::freights(&quote.shipments), h.tax, h.total);
    let offer = Words::new(h.offer_hi.clone(), h.offer_en.clone());
    told::taken_off(&t, &mut totals, (h.cut, h.funded), (&offer, &quote.kits));
    Ok(CheckoutReview {
        kits: kits::told::in_cart(&t, &kits, &[]),
        is_fetched: fetched.is_some(),
        makers: by_maker(&lines, |_| None),
        address,
        mobile: buyer.who.mobile.ten_digits().to_owned(),
        arrives: told::arrives(&t, h.earliest, h.latest),
        totals,
        stands_until: Some(h.expires_at),
        pay_by: cash::ways_to_pay(&t, h.method, (no_cash, ahead, h.total)),
        quote: h.id.to_string(),
        form_key: Some(key_for(&buyer.session)),
        wrongs,
    })
}

/// What is ordered: nothing but a quote of ours, and how it is paid.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    quote: String,
    #[serde(default)]
    pay_by: String,
}

/// `POST /{lang}/checkout/review`: places the order. Pressed twice, it is one order.
pub(crate) async fn place(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(order): Filled<Order>,
) -> Result<Response, WebError> {
    let id = order.quote.parse().map_err(|_| WebError::Unclear("wrong-quote-expired"))?;
    let found = ready(&app, &buyer).await?.filter(|(_, quote)| quote.head.id == id);
    let address = match &found {
        Some((draft, quote)) => address_of(&buyer, draft, quote),
        // The second press: the draft went with the order. The quote decides whose order it is.
        None => nowhere(&app, id).await?,
    };
    if let (Some(_), Ok(method)) = (&found, order.pay_by.parse()) {
        quotes::pay_by(app.db(), id, method).await?;
    }
    let ask = orders::Ask { quote: id, person: buyer.who.person, address, lang: t.lang, once: None };
    match orders::place(app.db(), &ask, |_| (303, String::new())).await {
        Ok(placed) => {
            // What is promised by code has nothing to open, and nothing is waited for.
            worker::nudge::open_payment(app.db(), placed.id, 1, PATIENCE).await;
            let response = Redirect::to(&t.path(&format!("/orders/{}/payment", placed.code))).into_response();
            Ok(with_cookie(response, Some(count_cookie(&app, 0))))
        }
        Err(OrderError::Closed(why)) if why != WhyClosed::RealMoney => {
            Ok(Redirect::to(&t.path("/trial")).into_response())
        }
        Err(cause) => match (refused_order(&t, &cause), found) {
            (Some(wrongs), Some((draft, quote))) => {
                let page = last_look(&app, t, &buyer, &draft, &quote, wrongs).await?;
                answer(&app, t, &buyer, "/checkout/review", &page, &asked)
            }
            _ => Err(cause.into()),
        },
    }
}

fn address_of(buyer: &Buyer, draft: &CheckoutDraft, quote: &Quote) -> Address {
    Address {
        name: draft.name.clone(),
        mobile: Some(buyer.who.mobile.clone()),
        house: draft.house.clone(),
        area: draft.area.clone(),
        landmark: draft.landmark.clone(),
        pin: draft.pin.clone().unwrap_or_else(|| quote.head.pin.clone()),
    }
}

/// For a quote that has become an order already: the address is not looked at. Any other is too old to be ordered.
async fn nowhere(app: &App, id: kernel::ids::QuoteId) -> Result<Address, WebError> {
    let mut read = app.db().read().await?;
    if orders::code_of_quote(&mut read, id).await?.is_none() {
        return Err(WebError::Conflict("wrong-quote-expired"));
    }
    let quote = quotes::quote(&mut read, id).await?.ok_or(WebError::Missing)?;
    let (house, area, landmark) = (String::new(), String::new(), String::new());
    Ok(Address { name: String::new(), mobile: None, house, area, landmark, pin: quote.head.pin })
}
