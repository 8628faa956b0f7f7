//! The keeper of a counter: what comes, what waits, and handing it out against the buyer's code.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::digits::only_digits;
use kernel::ids::ShipmentId;
use kernel::{Paise, Secret};
use market::audit::Part;
use market::delivery::DeliveryError;
use market::hubs::clock;
use market::pickups::{self, Counter, PickupError, WaitingLine};
use serde::Deserialize;

use crate::app::App;
use crate::desk::hub::name_of;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Checks, Deed, Facts, Field, Kind, Notice, Row, Rows, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// Where the list stands.
const HERE: &str = "/hub/pickups";

fn path_of(id: ShipmentId) -> String {
    format!("{HERE}/{id}")
}

/// What comes to a hub's counters and waits there, with the counters.
async fn lines(app: &App, keeper: &Keeper) -> Result<(Vec<WaitingLine>, Vec<Counter>), WebError> {
    let mut read = app.db().read().await?;
    let lines = pickups::lines_at(&mut read, keeper.hub).await?;
    let mut counters = pickups::all(&mut read).await?;
    counters.retain(|one| one.hub == keeper.hub);
    Ok((lines, counters))
}

fn counter_name<'a>(t: &Text, counters: &'a [Counter], line: &WaitingLine) -> &'a str {
    counters.iter().find(|one| one.id == line.counter).map_or("", |one| t.pick(&one.name))
}

fn standing(t: &Text, line: &WaitingLine) -> String {
    match line.until {
        Some(until) => t.say("pickup-waits-until").set("day", t.day(&until)).to_string(),
        None => t.get("pickup-comes"),
    }
}

fn slot(t: &Text, line: &WaitingLine) -> String {
    match (line.slot_day, line.slot_from) {
        (Some(day), Some(from)) => format!("{}, {}", t.day(&day), clock(from)),
        _ => String::new(),
    }
}

fn receiver(t: &Text, line: &WaitingLine) -> String {
    line.to.get().map_or_else(|| t.get("erased"), |to| to.name.clone())
}

/// `GET /{lang}/hub/pickups`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let (all, counters) = lines(&app, &keeper).await?;
    let row = |line: &WaitingLine| Row {
        href: t.path(&path_of(line.id)),
        title: receiver(&t, line),
        figure: slot(&t, line),
        note: format!("{} · {}", counter_name(&t, &counters, line), line.order_code),
        standing: standing(&t, line),
    };
    let (here, coming): (Vec<_>, Vec<_>) = all.iter().partition(|line| line.until.is_some());
    let mut blocks = Vec::new();
    for (key, lines) in [("pickup-here", here), ("pickup-coming", coming)] {
        blocks.push(Block::Heading(t.get(key)));
        blocks.push(if lines.is_empty() {
            Block::Text(t.get("pickup-nothing"))
        } else {
            Block::Rows(Rows { rows: lines.into_iter().map(row).collect() })
        });
    }
    let hub = name_of(&mut app.db().read().await?, keeper.hub).await?;
    let board = Board::of(Desk::Hub, hub, HERE, t.get("room-pickups"), blocks).led(t.get("pickup-hub-lead"));
    send(&app, t, &asked, HERE, &board)
}

/// `GET /{lang}/hub/pickups/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let board = page(&app, &t, &keeper, id, Wrongs::none()).await?;
    send(&app, t, &asked, &path_of(id), &board)
}

/// `POST /{lang}/hub/pickups/{id}/arrival`: it lies here now.
pub(super) async fn lies_here(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    pickups::lies_here(app.db(), keeper.hub, id).await?;
    Ok(to(&t, &path_of(id)))
}

/// The buyer's code, and that her cash was taken.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Says {
    delivery_code: String,
    cash: String,
}

/// `POST /{lang}/hub/pickups/{id}/handing-out`: the buyer has it.
pub(super) async fn hand_out(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(says): Filled<Says>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let (all, _) = lines(&app, &keeper).await?;
    let line = all.iter().find(|line| line.id == id).ok_or(WebError::Missing)?;
    let code = only_digits(&says.delivery_code);
    let mut wrongs = Wrongs::none();
    if line.due > Paise::ZERO && says.cash != "1" {
        wrongs.add("cash", t.get("cash-wrong-not-taken-yet"));
    }
    if code.len() != 6 {
        wrongs.add("delivery_code", t.get("wrong-delivery-code-form"));
    }
    if wrongs.is_empty() {
        let actor = keeper.buyer.actor(Part::HubKeeper);
        match pickups::hand_out(app.db(), actor, keeper.hub, id, &Secret::new(code)).await {
            Ok(()) => return Ok(to(&t, HERE)),
            Err(PickupError::Delivery(DeliveryError::WrongCode { tries_left })) => {
                let left = u32::try_from(tries_left).unwrap_or(0);
                let says = t.say("wrong-delivery-code").set("left", left).to_string();
                wrongs.add(if left > 0 { "delivery_code" } else { "" }, says);
            }
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &keeper, id, wrongs).await?;
    send(&app, t, &asked, &path_of(id), &board)
}

async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    id: ShipmentId,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let (all, counters) = lines(app, keeper).await?;
    let line = all.into_iter().find(|line| line.id == id).ok_or(WebError::Missing)?;
    let hub = name_of(&mut app.db().read().await?, keeper.hub).await?;
    let due = (line.due > Paise::ZERO).then_some(line.due);
    let mobile = line.to.get().map_or("", |to| to.mobile.ten_digits()).to_owned();
    let facts = Facts::default()
        .and(t.get("cash-due"), due.map(|due| t.money(&due)).unwrap_or_default())
        .and(t.get("pickup-counter"), counter_name(t, &counters, &line))
        .and(t.get("pickup-slot"), slot(t, &line))
        .and(t.get("field-name"), receiver(t, &line))
        .and(t.get("review-mobile"), mobile)
        .and(t.get("ship-order"), line.order_code.clone());
    let tone = if line.until.is_some() { Tone::Good } else { Tone::Plain };
    let mut blocks = vec![Block::Notice(Notice::new(tone, standing(t, &line), "")), Block::Facts(facts)];
    blocks.extend(next(t, keeper, &line, due, &wrongs));
    Ok(Board::of(Desk::Hub, hub, HERE, receiver(t, &line), blocks).wrong(wrongs))
}

/// What the keeper can do now.
fn next(t: &Text, keeper: &Keeper, line: &WaitingLine, due: Option<Paise>, wrongs: &Wrongs) -> Option<Block> {
    let form_key = Some(key_for(&keeper.buyer.session));
    if line.state != market::delivery::Shipment::Shipped {
        return None;
    }
    if line.until.is_none() {
        return Some(Block::Deed(Deed {
            action: t.path(&format!("{}/arrival", path_of(line.id))),
            button: Button::main(t.get("pickup-lies-here")),
            with: Vec::new(),
            form_key,
        }));
    }
    if line.code_tries == 0 {
        return Some(Block::Notice(Notice::new(
            Tone::Stop,
            t.get("ship-no-tries"),
            t.get("ship-no-tries.text"),
        )));
    }
    let left = u32::try_from(line.code_tries).unwrap_or(0);
    let hint = t.say("field-delivery_code.hint").set("left", left).to_string();
    let code = Field { hint, ..Field::named(t, "delivery_code", Kind::Count, "", wrongs) };
    let mut asks = vec![Ask::Field(code)];
    if let Some(due) = due {
        asks.push(Ask::Checks(Checks {
            name: "cash".to_owned(),
            label: t.get("cash-due"),
            error: wrongs.of("cash").map(str::to_owned),
            boxes: vec![("cash".to_owned(), t.say("cash-take").set("amount", due).to_string(), false)],
        }));
    }
    Some(Block::Form(BoardForm {
        action: t.path(&format!("{}/handing-out", path_of(line.id))),
        method: "post",
        asks,
        with: Vec::new(),
        button: Button::main(t.get("pickup-hand-out")),
        form_key,
    }))
}
