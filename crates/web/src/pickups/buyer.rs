//! A buyer chooses where and when she fetches: one question with all counters in sight, and her name.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::ids::{CounterId, PickupSlotId};
use market::pickups::{self, At, Counter, Slot};
use market::quotes::{self, PaymentMethod, QuoteError, To, Typed as TypedAddress};
use market::{kits, orders};
use serde::Deserialize;

use super::told;
use crate::app::App;
use crate::basket::cart::wants_of;
use crate::basket::checkout;
use crate::basket::told::refused;
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Choice, Field, Kind, Radios, Row, Rows, Wrongs};
use crate::respond::{self, Asked};
use crate::stalls;
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Visitor};

/// Where the choice is made.
const HERE: &str = "/checkout/counter";
/// Slots of one counter that are offered.
const SLOTS_MOST: usize = 12;

/// `GET /{lang}/counters`: where one can fetch, and when.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let open = pickups::open_ones(&mut app.db().read().await?).await?;
    let row = |one: &Counter| Row {
        href: String::new(),
        title: t.pick(&one.name).to_owned(),
        figure: price(&t, one),
        note: format!("{} {}", t.pick(&one.place), one.pin),
        standing: format!("{} · {}", told::hours(&t, one), told::stands(&t, one.from, one.until)),
    };
    let blocks = if open.is_empty() {
        vec![Block::Text(t.get("pickup-none"))]
    } else {
        let choose = Button::main(t.get("pickup-choose")).to(t.path(HERE));
        vec![Block::Rows(Rows { rows: open.iter().map(row).collect() }), Block::Button(choose)]
    };
    let (wrongs, news) = (Wrongs::none(), None);
    let page = Leaf { title: t.get("pickup-title"), lead: t.get("pickup-lead"), wrongs, news, blocks };
    respond::view(&app, t, &visitor.visit("/counters"), &page, &asked.headers)
}

fn price(t: &Text, one: &Counter) -> String {
    if one.freight == kernel::Paise::ZERO { t.get("pickup-free") } else { t.money(&one.freight) }
}

/// `GET /{lang}/checkout/counter`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
) -> Result<Response, WebError> {
    let last = orders::last_address(&mut app.db().read().await?, buyer.who.person).await?;
    let name = last.map_or_else(|| buyer.who.name.clone(), |last| last.name);
    let choice = Chosen { name, pickup: String::new() };
    let page = page(&app, &t, &buyer, &choice, Wrongs::none()).await?;
    let visit = Visitor(Some(buyer.session)).visit(HERE);
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// What was chosen: a counter, or a counter and a slot of it, `ctr_…/psl_…`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Chosen {
    name: String,
    pickup: String,
}

impl Chosen {
    fn at(&self) -> Option<At> {
        let (counter, slot) = match self.pickup.split_once('/') {
            Some((counter, slot)) => (counter, Some(slot.parse::<PickupSlotId>().ok()?)),
            None => (self.pickup.as_str(), None),
        };
        Some(At { counter: counter.parse::<CounterId>().ok()?, slot })
    }
}

/// `POST /{lang}/checkout/counter`: makes the quote that the last page shows.
pub(super) async fn choose(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(chosen): Filled<Chosen>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let name = chosen.name.trim();
    if !(2..=120).contains(&name.chars().count()) {
        wrongs.add("name", t.get("wrong-name"));
    }
    let at = chosen.at();
    if at.is_none() {
        wrongs.add("pickup", t.get("pickup-wrong-counter"));
    }
    if let Some(at) = at.filter(|_| wrongs.is_empty()) {
        match quoted((&app, &t, &asked), &buyer, name, at).await {
            Ok(()) => return Ok(Redirect::to(&t.path("/checkout/review")).into_response()),
            Err(QuoteError::Db(cause)) => return Err(cause.into()),
            Err(cause) => refused(&t, cause, &mut wrongs),
        }
    }
    let page = page(&app, &t, &buyer, &chosen, wrongs).await?;
    let visit = Visitor(Some(buyer.session)).visit(HERE);
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// Makes the quote for a counter and keeps both as what the last page shows.
async fn quoted(
    (app, t, asked): (&App, &Text, &Asked),
    buyer: &Buyer,
    name: &str,
    at: At,
) -> Result<(), QuoteError> {
    let cart = buyer.session.cart;
    let mut read = app.db().read().await?;
    let lines = quotes::basket(&mut read, cart).await?;
    let kits = kits::in_cart(&mut read, cart).await?;
    let counter = pickups::counter(&mut read, at.counter).await?.ok_or(QuoteError::NoCounter)?;
    drop(read);
    let (lines, kits) = wants_of(&lines, &kits);
    let stall = stalls::of_visitor(app, &asked.headers).await?;
    let (to, method, cart_of) = (To::Counter(at), PaymentMethod::Upi, Some(cart));
    let wanted = checkout::wanted(app, &buyer.session).await?;
    let ask = quotes::Ask { lines, kits, to, method, cart: cart_of, stall, wanted };
    let quote = quotes::make(app.db(), app.books(), &ask).await?;
    let (house, area) = (t.pick(&counter.name), t.pick(&counter.place));
    let typed = TypedAddress { name, house, area, landmark: "", pin: &counter.pin };
    quotes::keep_address(app.db(), cart, &typed).await?;
    Ok(quotes::keep_quote(app.db(), cart, quote.head.id).await?)
}

async fn page(app: &App, t: &Text, buyer: &Buyer, chosen: &Chosen, wrongs: Wrongs) -> Result<Leaf, WebError> {
    let mut read = app.db().read().await?;
    let mut choices = Vec::new();
    let counters = pickups::open_ones(&mut read).await?;
    for one in &counters {
        let slots = pickups::slots_ahead(&mut read, one.id).await?;
        let of = if counters.len() > 1 { t.pick(&one.name) } else { "" };
        choices.extend(of_counter(t, one, &slots, (of, &chosen.pickup)));
    }
    drop(read);
    let home = Button::second(t.get("pickup-brought")).to(t.path("/checkout/address"));
    let (title, lead, news) = (t.get("pickup-title"), t.get("pickup-lead"), None);
    if choices.is_empty() {
        let blocks = vec![Block::Text(t.get("pickup-none")), Block::Button(home)];
        return Ok(Leaf { title, lead, wrongs, news, blocks });
    }
    let radios = Radios {
        name: "pickup".to_owned(),
        label: t.get("pickup-where"),
        error: wrongs.of("pickup").map(str::to_owned),
        choices,
    };
    let form = BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: vec![
            Ask::Radios(radios),
            Ask::Field(Field::named(t, "name", Kind::Name, &chosen.name, &wrongs)),
        ],
        with: Vec::new(),
        button: Button::main(t.get("go-on")),
        form_key: Some(key_for(&buyer.session)),
    };
    let blocks = vec![Block::Form(form), Block::Button(home)];
    Ok(Leaf { title, lead, wrongs, news, blocks })
}

/// A counter at any open hour, and in each slot; a full one is shown and cannot be chosen. `of` is said with each slot where there is
/// more than one counter.
fn of_counter(t: &Text, one: &Counter, slots: &[Slot], (of, chosen): (&str, &str)) -> Vec<Choice> {
    let hint = format!("{} · {} · {}", told::hours(t, one), t.pick(&one.place), price(t, one));
    let mut all = vec![Choice::new(one.id.to_string(), t.pick(&one.name)).hint(hint).chosen_if(chosen)];
    for slot in slots.iter().take(SLOTS_MOST) {
        let value = format!("{}/{}", one.id, slot.id);
        let choice = Choice::new(value, told::slot(t, slot)).hint(of).chosen_if(chosen);
        all.push(if slot.is_free() { choice } else { choice.hint(t.get("pickup-full")).closed() });
    }
    all
}
