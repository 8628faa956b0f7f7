//! What finance sees of refunds to UPI addresses: which wait, and one with the names that are to be compared.

use axum::extract::{Path, State};
use axum::response::Response;
use market::bank_proof::names::{Agreement, agreement};
use market::payments::at_hub::{self, Says};
use market::payments::to_upi::{self, ToUpi, ToUpiError, UpiView, UpiWay};
use market::places;

use crate::app::App;
use crate::cash::closed;
use crate::desk::{SecondWord, YesOrNo, id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Column, Facts, Field, Kind, Notice, Table, TableRow, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Where the list stands.
const LIST: &str = "/finance/refunds";

const fn stands(state: ToUpi) -> &'static str {
    match state {
        ToUpi::Given => "upi-name-asked",
        ToUpi::Checked => "upi-to-look",
        ToUpi::Asked => "upi-second",
        ToUpi::Approved | ToUpi::Sent => "upi-on-way",
        ToUpi::Paid => "upi-paid",
        ToUpi::Invalid => "upi-no-such",
        ToUpi::Returned => "upi-returned",
        ToUpi::Refused => "upi-refused",
    }
}

/// `GET /{lang}/finance/refunds`: what cannot go back the way it came, and waits.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let ways = at_hub::closed_ways(&mut read).await?;
    let to_upi = to_upi::waiting(&mut read).await?;
    let hubs = places::read::hubs(&mut read).await?;
    drop(read);
    let mut blocks = Vec::new();
    if !ways.is_empty() {
        blocks.push(Block::Heading(t.get("cash-closed-ways")));
        blocks.extend(closed(&t, &finance, &ways, &hubs));
    }
    blocks.extend(waiting(&t, &to_upi));
    if blocks.is_empty() {
        blocks.push(Block::Text(t.get("refunds-none-wait")));
    }
    let board = Board::of(Desk::Finance, told::name_of(&finance.buyer), LIST, t.get("room-refunds"), blocks)
        .led(t.get("refunds-lead"));
    send(&app, t, &asked, LIST, &board)
}

/// Those that go to an address; nothing if none waits.
fn waiting(t: &Text, ways: &[UpiWay]) -> Option<Block> {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |way: &UpiWay| TableRow {
        href: Some(t.path(&format!("/finance/refunds/{}", way.id))),
        cells: vec![way.order_code.clone(), t.get(stands(way.state)), t.money(&way.amount)],
    };
    let table = || Table {
        caption: t.get("upi-heading"),
        columns: vec![column("ship-order", false), column("cash-stands", false), column("cash-amount", true)],
        rows: ways.iter().map(row).collect(),
    };
    (!ways.is_empty()).then(|| Block::Table(table()))
}

/// `GET /{lang}/finance/refunds/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    page(&app, t, &finance, &asked, &id, &Typed::default(), Wrongs::none()).await
}

async fn page(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    id: &str,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let view = to_upi::one(&mut app.db().read().await?, id_of(id)?).await?.ok_or(WebError::Missing)?;
    let here = format!("/finance/refunds/{}", view.way.id);
    let mut blocks = vec![Block::Facts(facts(&t, &view)), Block::Notice(verdict(&t, &view.way))];
    if !view.way.why.is_empty() {
        blocks.push(Block::Text(t.say("upi-why").set("why", view.way.why.as_str()).to_string()));
    }
    blocks.extend(deeds(&t, finance, &view.way, typed, &wrongs));
    blocks.push(Block::Button(Button::second(t.get("upi-back")).to(t.path(LIST))));
    let name = told::name_of(&finance.buyer);
    let board = Board::of(Desk::Finance, name, LIST, t.get("upi-desk-title"), blocks)
        .led(t.get("upi-desk-lead"))
        .wrong(wrongs);
    send(app, t, asked, &here, &board)
}

fn facts(t: &Text, view: &UpiView) -> Facts {
    let erased = || t.get("erased");
    let way = &view.way;
    let mut facts = Facts::default()
        .and(t.get("ship-order"), way.order_code.clone())
        .and(t.get("cash-amount"), t.money(&way.amount))
        .and(t.get("upi-address"), way.address.get().cloned().unwrap_or_else(erased))
        .and(t.get("upi-name-order"), view.recipient.clone());
    if view.buyer != view.recipient && !view.buyer.is_empty() {
        facts = facts.and(t.get("upi-name-buyer"), view.buyer.clone());
    }
    match &way.name {
        Some(name) => facts.and(t.get("upi-name-bank"), name.get().cloned().unwrap_or_else(erased)),
        None => facts,
    }
}

/// What the rule says of the names, or how it stands.
fn verdict(t: &Text, way: &UpiWay) -> Notice {
    let (tone, key) = match (way.state, agreement(way.score.unwrap_or(0))) {
        (ToUpi::Checked | ToUpi::Asked, Agreement::Same) => (Tone::Good, "upi-name-same"),
        (ToUpi::Checked | ToUpi::Asked, Agreement::Close) => (Tone::Care, "upi-name-close"),
        (ToUpi::Checked | ToUpi::Asked, Agreement::Other) => (Tone::Stop, "upi-name-other"),
        (state, _) => (Tone::Plain, stands(state)),
    };
    Notice::new(tone, t.get(key), String::new())
}

fn deeds(t: &Text, finance: &Finance, way: &UpiWay, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let form = |act: &str, asks: Vec<Ask>, says: &str, button: Button| {
        Block::Form(BoardForm {
            action: t.path(&format!("/finance/refunds/{}/{act}", way.id)),
            method: "post",
            asks,
            with: vec![("decision".to_owned(), says.to_owned())],
            button,
            form_key: Some(key_for(&finance.buyer.session)),
        })
    };
    let refuse = || form("decision", Vec::new(), "refuses", Button::second(t.get("upi-refuse")));
    match way.state {
        ToUpi::Given => vec![refuse()],
        ToUpi::Checked => {
            let why = Field::named(t, "why_send", Kind::Lines, typed.get("why_send"), wrongs);
            let ask = form("payment", vec![Ask::Field(why)], "asks", Button::main(t.get("upi-ask")));
            vec![ask, refuse()]
        }
        ToUpi::Asked if way.asked_by == Some(finance.buyer.who.person) => {
            vec![Block::Text(t.get("cash-refund-yours"))]
        }
        ToUpi::Asked => {
            vec![form("decision", Vec::new(), "agrees", Button::main(t.get("upi-agree"))), refuse()]
        }
        ToUpi::Approved | ToUpi::Sent | ToUpi::Paid | ToUpi::Invalid | ToUpi::Returned | ToUpi::Refused => {
            Vec::new()
        }
    }
}

/// `POST /{lang}/finance/refunds/{id}/payment`: a person of finance wants it sent, and says why.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    match to_upi::ask(app.db(), finance.buyer.who.person, id_of(&id)?, typed.get("why_send")).await {
        Ok(()) => Ok(to(&t, &format!("/finance/refunds/{id}"))),
        Err(ToUpiError::NoReason) => {
            let wrongs = Wrongs::none().and("why_send", t.get("upi-wrong-reason"));
            page(&app, t, &finance, &asked, &id, &typed, wrongs).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/finance/refunds/{id}/decision`: a second person.
pub(super) async fn decide(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(says): Filled<SecondWord>,
) -> Result<Response, WebError> {
    let says = match says.decision {
        YesOrNo::Yes => Says::Yes,
        YesOrNo::No => Says::No,
    };
    to_upi::decide(app.db(), finance.buyer.who.person, id_of(&id)?, says).await?;
    Ok(to(&t, &format!("/finance/refunds/{id}")))
}
