//! A keeper's cash box: the day book, paying in at the bank, counting; and a shipment that was turned away at the door.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{Day, Paise};
use market::audit::Part;
use market::cash::{self, CashError, DayBook};
use market::payments::at_hub;
use market::places;
use serde::Deserialize;

use super::boxes::{count_key, count_told};
use super::refunds;
use crate::app::App;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Column, Facts, Field, Figure, Figures, Kind, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// Where it stands.
pub(super) const HERE: &str = "/hub/cash";

/// Which day is looked at; today without one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    day: String,
}

/// `GET /{lang}/hub/cash?day=2026-11-28`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let day = Day::from_iso(&which.day).unwrap_or_else(|| app.db().now().day());
    let board = page(&app, &t, &keeper, day, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/hub/cash/bank`: cash was paid in.
pub(super) async fn pay_in(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let by = keeper.buyer.who.person;
    let done = match Paise::typed(typed.get("amount_in")) {
        Some(amount) => cash::hand_to_bank(app.db(), by, keeper.hub, amount, typed.get("slip")).await,
        None => Err(CashError::NoAmount),
    };
    let (field, key) = match done {
        Ok(()) => return Ok(to(&t, HERE)),
        Err(CashError::NoAmount) => ("amount_in", t.get("cash-wrong-amount")),
        Err(CashError::TooMuch { held }) => {
            ("amount_in", t.say("cash-wrong-too-much").set("held", held).to_string())
        }
        Err(CashError::NoReference) => ("slip", t.get("cash-wrong-reference")),
        Err(CashError::ReferenceUsed) => ("slip", t.get("cash-wrong-reference-used")),
        Err(cause) => return Err(cause.into()),
    };
    let today = app.db().now().day();
    let board = page(&app, &t, &keeper, today, &typed, Wrongs::none().and(field, key)).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/hub/cash/counts`: the box was counted.
pub(super) async fn count(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let by = keeper.buyer.who.person;
    let done = match Paise::typed(typed.get("counted")) {
        Some(counted) => cash::count(app.db(), by, keeper.hub, counted, typed.get("why_differs")).await,
        None => Err(CashError::NoAmount),
    };
    let (field, key) = match done {
        Ok(_) => return Ok(to(&t, HERE)),
        Err(CashError::NoAmount) => ("counted", "cash-wrong-counted"),
        Err(CashError::NoReason) => ("why_differs", "cash-wrong-why-differs"),
        Err(CashError::CountWaits) => ("counted", "cash-wrong-count-waits"),
        Err(cause) => return Err(cause.into()),
    };
    let today = app.db().now().day();
    let board = page(&app, &t, &keeper, today, &typed, Wrongs::none().and(field, t.get(key))).await?;
    send(&app, t, &asked, HERE, &board)
}

/// Why a shipment came back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refusal {
    why_back: String,
}

/// `POST /{lang}/hub/shipments/{id}/refusal`: its buyer was to pay in cash and would not take it.
pub(super) async fn turn_away(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    Filled(form): Filled<Refusal>,
) -> Result<Response, WebError> {
    let (id, actor) = (id_of(&id)?, keeper.buyer.actor(Part::HubKeeper));
    cash::turn_away(app.db(), actor, keeper.hub, id, &form.why_back).await?;
    Ok(to(&t, &format!("/hub/shipments/{id}")))
}

pub(super) async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    day: Day,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let today = app.db().now().day();
    let mut read = app.db().read().await?;
    let hub = places::read::hub(&mut read, keeper.hub).await?.ok_or(WebError::Missing)?.name;
    let book = cash::day_book(&mut read, keeper.hub, day).await?;
    let due = cash::to_collect(&mut read, keeper.hub).await?;
    let back = at_hub::to_pay(&mut read, keeper.hub).await?;
    drop(read);
    let mut blocks = Vec::new();
    if day == today {
        let coming = Paise::sum(due.iter().map(|(_, amount)| *amount)).unwrap_or_default();
        blocks.push(Block::Figures(figures(t, &book, coming)));
    }
    if day == today && !back.is_empty() {
        blocks.push(Block::Heading(t.get("cash-to-pay-back")));
        blocks.extend(refunds::to_pay(t, keeper, &back, typed, &wrongs));
    }
    blocks.push(Block::Heading(t.say("cash-of-day").set("day", t.day_and_weekday(&day)).to_string()));
    blocks.push(Block::Facts(facts(t, &book)));
    if !book.taken.is_empty() {
        blocks.push(Block::Table(taken(t, &book)));
    }
    if !book.slips.is_empty() {
        blocks.push(Block::Table(slips(t, &book)));
    }
    if day == today {
        let form_key = Some(key_for(&keeper.buyer.session));
        let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
        let form = |path: &str, asks, button: &str| BoardForm {
            action: t.path(&format!("{HERE}{path}")),
            method: "post",
            asks,
            with: Vec::new(),
            button: Button::main(t.get(button)),
            form_key: form_key.clone(),
        };
        let counting = vec![field("counted", Kind::Rupees), field("why_differs", Kind::Words)];
        let paying = vec![field("amount_in", Kind::Rupees), field("slip", Kind::Words)];
        blocks.push(Block::Heading(t.get("cash-count")));
        blocks.push(Block::Text(t.get("cash-count-lead")));
        blocks.push(Block::Form(form("/counts", counting, "cash-count-keep")));
        blocks.push(Block::Heading(t.get("cash-bank")));
        blocks.push(Block::Form(form("/bank", paying, "cash-bank-keep")));
    }
    if !book.counts.is_empty() {
        blocks.push(Block::Table(counts(t, &book)));
    }
    blocks.push(Block::Form(other_day(t, day)));
    Ok(Board::of(Desk::Hub, hub, HERE, t.get("cash-title"), blocks).led(t.get("cash-lead")).wrong(wrongs))
}

fn figures(t: &Text, book: &DayBook, coming: Paise) -> Figures {
    let figure = |amount: Paise, key: &str, href| Figure { value: t.money(&amount), label: t.get(key), href };
    Figures {
        figures: vec![
            figure(book.closing, "cash-in-box", None),
            figure(coming, "cash-to-come", (coming > Paise::ZERO).then(|| t.path("/hub"))),
        ],
    }
}

fn facts(t: &Text, book: &DayBook) -> Facts {
    let mut facts = Facts::default()
        .and(t.get("cash-opening"), t.money(&book.opening))
        .and(t.get("cash-received"), t.money(&book.received))
        .and(t.get("cash-banked"), t.money(&book.banked));
    for (key, amount) in [("cash-paid-back", book.paid_back), ("cash-missing", book.missing)] {
        if amount != Paise::ZERO {
            facts = facts.and(t.get(key), t.money(&amount));
        }
    }
    facts.and(t.get("cash-closing"), t.money(&book.closing))
}

fn column(t: &Text, key: &str) -> Column {
    Column { label: t.get(key), figures: false }
}

fn amounts(t: &Text) -> Column {
    Column { label: t.get("cash-amount"), figures: true }
}

fn taken(t: &Text, book: &DayBook) -> Table {
    let rows = book.taken.iter().map(|one| TableRow {
        href: Some(t.path(&format!("/hub/shipments/{}", one.shipment))),
        cells: vec![one.order_code.clone(), t.moment(&one.at), t.money(&one.amount)],
    });
    Table {
        caption: t.get("cash-received"),
        columns: vec![column(t, "ship-order"), column(t, "cash-when"), amounts(t)],
        rows: rows.collect(),
    }
}

fn slips(t: &Text, book: &DayBook) -> Table {
    let row = |(slip, amount): &(String, Paise)| TableRow {
        href: None,
        cells: vec![slip.clone(), t.money(amount)],
    };
    Table {
        caption: t.get("cash-banked"),
        columns: vec![column(t, "field-slip"), amounts(t)],
        rows: book.slips.iter().map(row).collect(),
    }
}

fn counts(t: &Text, book: &DayBook) -> Table {
    let rows = book.counts.iter().map(|count| TableRow {
        href: None,
        cells: vec![t.moment(&count.at), count_told(t, count), t.get(count_key(count.state))],
    });
    Table {
        caption: t.get("cash-counts"),
        columns: vec![column(t, "cash-when"), column(t, "field-counted"), column(t, "cash-stands")],
        rows: rows.collect(),
    }
}

fn other_day(t: &Text, day: Day) -> BoardForm {
    BoardForm {
        action: t.path(HERE),
        method: "get",
        asks: vec![Ask::Field(Field::named(t, "day", Kind::Day, &day.iso(), &Wrongs::none()))],
        with: Vec::new(),
        button: Button::second(t.get("cash-show-day")),
        form_key: None,
    }
}
