//! What a buyer sees of money whose way back is closed, and how she chooses another.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Words;
use kernel::ids::{OrderId, RefundId};
use kernel::india::Vpa;
use market::payments::Refund;
use market::payments::at_hub::{self, AtHub, AtHubError};
use market::payments::to_upi::{self, OwnWay, ToUpi, ToUpiError};
use market::places;

use crate::app::App;
use crate::basket::orders::own;
use crate::desk::{id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Notice, Select, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Visitor};

/// Whether she may choose another way now.
fn is_open(way: &OwnWay) -> bool {
    way.refund_state != Refund::Processed && way.at_hub.is_none() && !way.upi.is_some_and(ToUpi::lives)
}

/// How it stands, in plain words.
fn told(t: &Text, way: &OwnWay) -> Notice {
    let (tone, key) = match (way.refund_state, way.at_hub, way.upi) {
        (Refund::Processed, ..) => (Tone::Good, "upi-own-there"),
        (_, Some(AtHub::Asked), _) => (Tone::Care, "upi-own-hub-asked"),
        (_, Some(AtHub::Agreed | AtHub::Paid | AtHub::Refused), _) => (Tone::Care, "upi-own-at-hub"),
        (_, None, Some(ToUpi::Given)) => (Tone::Care, "upi-own-given"),
        (_, None, Some(ToUpi::Checked | ToUpi::Asked)) => (Tone::Care, "upi-own-looked-at"),
        (_, None, Some(ToUpi::Approved | ToUpi::Sent | ToUpi::Paid)) => (Tone::Care, "upi-own-sent"),
        (_, None, Some(ToUpi::Invalid)) => (Tone::Stop, "upi-own-invalid"),
        (_, None, Some(ToUpi::Returned)) => (Tone::Stop, "upi-own-returned"),
        (_, None, Some(ToUpi::Refused)) => (Tone::Stop, "upi-own-refused"),
        (_, None, None) => (Tone::Care, "upi-own-ask"),
    };
    let hub = Words::new(way.hub_hi.as_deref().unwrap_or(""), way.hub_en.as_deref().unwrap_or(""));
    let key_of_text = format!("{key}.text");
    let text = t.say(&key_of_text).set("amount", t.money(&way.amount)).set("hub", t.pick(&hub).to_owned());
    Notice::new(tone, t.get(key), text.to_string())
}

/// What the page of an order says to its buyer of money that cannot go back as it came.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn on_order(
    app: &App,
    t: &Text,
    (order, code): (OrderId, &str),
) -> Result<Vec<Block>, WebError> {
    let ways = to_upi::own(&mut app.db().read().await?, order).await?;
    let mut blocks: Vec<Block> = ways.iter().map(|way| Block::Notice(told(t, way))).collect();
    if ways.iter().any(is_open) {
        let here = t.path(&format!("/orders/{code}/refund"));
        blocks.push(Block::Button(Button::main(t.get("upi-choose")).to(here)));
    }
    Ok(blocks)
}

/// What it says to whoever else has its code: that its buyer may choose, once she has signed in.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn on_order_of_another(
    app: &App,
    t: &Text,
    (order, code): (OrderId, &str),
) -> Result<Vec<Block>, WebError> {
    let ways = to_upi::own(&mut app.db().read().await?, order).await?;
    let Some(way) = ways.iter().find(|way| is_open(way)) else { return Ok(Vec::new()) };
    let here = t.path(&format!("/orders/{code}/refund"));
    let button = Button::main(t.get("upi-sign-in")).to(here);
    Ok(vec![Block::Notice(told(t, way)), Block::Button(button)])
}

/// `GET /{lang}/orders/{code}/refund`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    page(&app, t, buyer, &asked, &code, &Typed::default(), Wrongs::none()).await
}

async fn page(
    app: &App,
    t: Text,
    buyer: Buyer,
    asked: &Asked,
    code: &str,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let (order, code) = own(app, &buyer, code).await?;
    let mut read = app.db().read().await?;
    let ways = to_upi::own(&mut read, order).await?;
    let hubs = places::read::hubs(&mut read).await?;
    drop(read);
    let mut blocks = Vec::new();
    let mut asks_already = false;
    for way in &ways {
        blocks.push(Block::Notice(told(&t, way)));
        // One question at a time; the next is asked when this is answered.
        if is_open(way) && !asks_already {
            asks_already = true;
            blocks.extend(forms(&t, (&code, key_for(&buyer.session)), way, &hubs, typed, &wrongs));
        }
        if way.refund_state != Refund::Processed && way.at_hub == Some(AtHub::Agreed) {
            blocks.extend(fetched(&t, (&code, &key_for(&buyer.session)), way));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Text(t.get("upi-nothing")));
    }
    let back = Button::second(t.get("return-see-order")).to(t.path(&format!("/orders/{code}")));
    blocks.push(Block::Button(back));
    let lead = t.say("upi-lead").set("order", code.as_str()).to_string();
    let page = Leaf { title: t.get("upi-title"), lead, wrongs, news: None, blocks };
    let visit = Visitor(Some(buyer.session)).visit(&format!("/orders/{code}/refund"));
    respond::view(app, t, &visit, &page, &asked.headers)
}

fn forms(
    t: &Text,
    (code, key): (&str, String),
    way: &OwnWay,
    hubs: &[places::Hub],
    typed: &Typed,
    wrongs: &Wrongs,
) -> Vec<Block> {
    let form = |path: &str, ask: Ask, button: Button| {
        Block::Form(BoardForm {
            action: t.path(&format!("/orders/{code}/refund/{path}")),
            method: "post",
            asks: vec![ask],
            with: vec![("refund".to_owned(), way.refund.to_string())],
            button,
            form_key: Some(key.clone()),
        })
    };
    let address = Field::named(t, "upi_id", Kind::Words, typed.get("upi_id"), wrongs);
    let hub = Select {
        name: "at_hub".to_owned(),
        label: t.get("upi-which-hub"),
        any: None,
        error: wrongs.of("at_hub").map(str::to_owned),
        choices: hubs.iter().map(|hub| Choice::new(hub.id.to_string(), t.pick(&hub.name))).collect(),
    };
    let say = |key: &str| t.say(key).set("amount", way.amount).to_string();
    vec![
        Block::Heading(t.get("upi-by-upi")),
        form("upi", Ask::Field(address), Button::main(say("upi-send-there"))),
        Block::Heading(t.get("upi-by-hub")),
        Block::Text(t.get("upi-by-hub-hint")),
        form("hub", Ask::Select(hub), Button::second(say("upi-fetch-there"))),
    ]
}

/// What she can do about money that she may fetch at a hub: another code, or another way.
fn fetched(t: &Text, (code, key): (&str, &str), way: &OwnWay) -> [Block; 3] {
    let form = |path: &str, button: Button| {
        Block::Form(BoardForm {
            action: t.path(&format!("/orders/{code}/refund/{path}")),
            method: "post",
            asks: Vec::new(),
            with: vec![("refund".to_owned(), way.refund.to_string())],
            button,
            form_key: Some(key.to_owned()),
        })
    };
    [
        Block::Text(t.get("upi-code-hint")),
        form("code", Button::second(t.get("upi-code-again"))),
        form("otherwise", Button::second(t.get("upi-otherwise"))),
    ]
}

/// Which refund a form is about.
fn which(typed: &Typed) -> Result<RefundId, WebError> {
    typed.get("refund").parse().map_err(|_| WebError::Unclear("upi-wrong-on-its-way"))
}

/// `POST /{lang}/orders/{code}/refund/upi`: to this address.
pub(super) async fn to_upi(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (_, code) = own(&app, &buyer, &code).await?;
    let refund = which(&typed)?;
    let Some(address) = Vpa::typed(typed.get("upi_id")) else {
        let wrongs = Wrongs::none().and("upi_id", t.get("upi-wrong-address"));
        return page(&app, t, buyer, &asked, &code, &typed, wrongs).await;
    };
    match to_upi::give(app.db(), buyer.who.person, refund, &address).await {
        // Twice is once.
        Ok(_) | Err(ToUpiError::OnItsWay) => Ok(to(&t, &format!("/orders/{code}/refund"))),
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/orders/{code}/refund/hub`: in cash, there.
pub(super) async fn at_hub(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (_, code) = own(&app, &buyer, &code).await?;
    let (refund, hub) = (which(&typed)?, id_of(typed.get("at_hub"))?);
    match at_hub::choose(app.db(), buyer.who.person, refund, hub).await {
        Ok(_) | Err(AtHubError::Raced) => Ok(to(&t, &format!("/orders/{code}/refund"))),
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/orders/{code}/refund/code`: another code, if hers is lost or was mistyped too often.
pub(super) async fn code_again(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (_, code) = own(&app, &buyer, &code).await?;
    match at_hub::code_again(app.db(), buyer.who.person, which(&typed)?).await {
        Ok(()) => Ok(to(&t, &format!("/orders/{code}/refund"))),
        Err(AtHubError::NoMoreCodes) => {
            let wrongs = Wrongs::none().and("", t.get("upi-no-more-codes"));
            page(&app, t, buyer, &asked, &code, &typed, wrongs).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/orders/{code}/refund/otherwise`: not at the hub after all.
pub(super) async fn leave(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (_, code) = own(&app, &buyer, &code).await?;
    match at_hub::leave(app.db(), buyer.who.person, which(&typed)?).await {
        // Twice is once.
        Ok(()) | Err(AtHubError::Missing | AtHubError::Raced) => {
            Ok(to(&t, &format!("/orders/{code}/refund")))
        }
        Err(cause) => Err(cause.into()),
    }
}
