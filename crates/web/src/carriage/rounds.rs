//! A hub's rounds and its packing material: whom to fetch from, what the runner takes along, what runs low.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::digits::ascii_digits;
use market::hubs::{self, Count, Counted, HubError, Item, Run, Stop};
use market::places;
use market::returns::{self, Fetching};

use crate::app::App;
use crate::bills::press;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{
    Button, Choice, Column, Field, Kind, Notice, Row, Rows, Select, Table, TableRow, Tone, Wrongs,
};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::{Desk, spaced};
use crate::who::Keeper;

/// Where it stands.
const HERE: &str = "/hub/rounds";

impl From<HubError> for WebError {
    fn from(cause: HubError) -> WebError {
        match cause {
            HubError::NotACount => WebError::Unclear("hubs-wrong-count"),
            HubError::Missing => WebError::Missing,
            HubError::NotAWeek => WebError::Unclear("week-wrong-hours"),
            HubError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/hub/rounds`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &keeper, &Typed::default(), Wrongs::none()).await?;
    answer(&app, t, &asked, HERE, StatusCode::OK, &board)
}

/// `GET /{lang}/hub/rounds/makers`: the round of today, to print.
pub(super) async fn makers(State(app): State<App>, t: Text, keeper: Keeper) -> Result<Response, WebError> {
    let today = app.db().now().day();
    let mut read = app.db().read().await?;
    let stops = hubs::stops(&mut read, keeper.hub, today).await?;
    let office = places::read::hub(&mut read, keeper.hub).await?.ok_or(WebError::Missing)?;
    drop(read);
    if stops.is_empty() {
        return Ok(to(&t, HERE));
    }
    press::answer(vec![documents::round(&stops, &office, today)], &format!("round-{}", today.iso())).await
}

/// `GET /{lang}/hub/rounds/runner`: the runner's list, to print.
pub(super) async fn runner(State(app): State<App>, t: Text, keeper: Keeper) -> Result<Response, WebError> {
    let today = app.db().now().day();
    let mut read = app.db().read().await?;
    let runs = hubs::runs(&mut read, keeper.hub).await?;
    let fetches = returns::to_fetch(&mut read, keeper.hub).await?;
    let office = places::read::hub(&mut read, keeper.hub).await?.ok_or(WebError::Missing)?;
    drop(read);
    if runs.is_empty() && fetches.is_empty() {
        return Ok(to(&t, HERE));
    }
    press::answer(
        vec![documents::runner_list((&runs, &fetches), &office, today)],
        &format!("runner-{}", today.iso()),
    )
    .await
}

/// `POST /{lang}/hub/rounds/material`: what was counted.
pub(super) async fn count(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let number = |name: &str| ascii_digits(typed.get(name)).parse::<i64>().ok();
    let mut wrongs = Wrongs::none();
    let item = typed.get("packing_item").parse::<Item>();
    let (pieces, low_at) = (number("packing_pieces"), number("packing_low"));
    if item.is_err() {
        wrongs.add("packing_item", t.get("hubs-wrong-item"));
    }
    for (name, found) in [("packing_pieces", pieces), ("packing_low", low_at)] {
        if found.is_none() {
            wrongs.add(name, t.get("hubs-wrong-count"));
        }
    }
    if let (Ok(item), Some(pieces), Some(low_at)) = (item, pieces, low_at) {
        let counted = Count { item, pieces, low_at };
        match hubs::count(app.db(), keeper.buyer.who.person, keeper.hub, counted).await {
            Ok(()) => return Ok(to(&t, HERE)),
            Err(HubError::NotACount) => wrongs.add("packing_pieces", t.get("hubs-wrong-count")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &keeper, &typed, wrongs).await?;
    answer(&app, t, &asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &board)
}

async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let stops = hubs::stops(&mut read, keeper.hub, app.db().now().day()).await?;
    let runs = hubs::runs(&mut read, keeper.hub).await?;
    let fetches = returns::to_fetch(&mut read, keeper.hub).await?;
    let material = hubs::counted(&mut read, keeper.hub).await?;
    drop(read);
    let print =
        |key: &str, end: &str| Block::Button(Button::second(t.get(key)).to(t.path(&format!("{HERE}/{end}"))));
    let mut blocks = vec![Block::Heading(t.get("hubs-round"))];
    if stops.is_empty() {
        blocks.push(Block::Text(t.get("hubs-no-stop")));
    } else {
        blocks.push(Block::Rows(Rows { rows: stops.iter().map(|stop| stop_row(t, stop)).collect() }));
        blocks.push(print("hubs-print-round", "makers"));
    }
    blocks.push(Block::Heading(t.get("hubs-runner")));
    if runs.is_empty() && fetches.is_empty() {
        blocks.push(Block::Text(t.get("hubs-no-run")));
    } else {
        let fetched = fetches.iter().map(|one| fetch_row(t, one));
        let rows = runs.iter().map(|run| run_row(t, run)).chain(fetched).collect();
        blocks.push(Block::Rows(Rows { rows }));
        blocks.push(print("hubs-print-runner", "runner"));
    }
    blocks.push(Block::Heading(t.get("hubs-material")));
    let low: Vec<String> = material.iter().filter(|one| one.is_low()).map(|one| name(t, one.item)).collect();
    if !low.is_empty() {
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("hubs-low"), low.join(", "))));
    }
    if !material.is_empty() {
        blocks.push(Block::Table(table(t, &material)));
    }
    blocks.push(Block::Form(form(t, keeper, typed, &wrongs)));
    Ok(Board::of(Desk::Hub, told::name_of(&keeper.buyer), HERE, t.get("room-rounds"), blocks)
        .led(t.get("hubs-lead"))
        .wrong(wrongs))
}

fn name(t: &Text, item: Item) -> String {
    t.get(&format!("material-{item}"))
}

fn stop_row(t: &Text, stop: &Stop) -> Row {
    let ready = stop.ready_by.map(|day| t.say("by-day").set("day", t.day(&day)).to_string());
    Row {
        href: t.path(&format!("/hub/parcels/{}", stop.parcel_code)),
        title: format!("{}, {}", t.pick(&stop.village), t.pick(&stop.name)),
        figure: spaced(&stop.parcel_code),
        note: stop.mobile.clone(),
        standing: ready.unwrap_or_default(),
    }
}

fn run_row(t: &Text, run: &Run) -> Row {
    let one = &run.sticker;
    Row {
        href: t.path(&format!("/hub/shipments/{}", run.id)),
        title: one.to.as_ref().map_or_else(|| t.get("erased"), |to| to.name.clone()),
        figure: one.pin.as_str().to_owned(),
        note: one.street().join(", "),
        standing: one.order_code.clone(),
    }
}

fn fetch_row(t: &Text, one: &Fetching) -> Row {
    let from = one.from.get();
    let street = from.map(|from| [&*from.house, &*from.area, &*from.landmark].into_iter());
    let street: Vec<&str> = street.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Row {
        href: t.path(&format!("/hub/returns/{}", one.id)),
        title: from.map_or_else(|| t.get("erased"), |from| from.name.clone()),
        figure: format!("{} × {}", one.quantity, t.pick(&one.good)),
        note: street.join(", "),
        standing: t.get("hubs-fetch"),
    }
}

fn table(t: &Text, material: &[Counted]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |one: &Counted| TableRow {
        href: None,
        cells: vec![name(t, one.item), one.pieces.to_string(), one.low_at.to_string(), t.date(&one.at.day())],
    };
    Table {
        caption: t.get("hubs-material"),
        columns: vec![
            column("field-packing_item", false),
            column("field-packing_pieces", true),
            column("field-packing_low", true),
            column("hubs-counted", false),
        ],
        rows: material.iter().map(row).collect(),
    }
}

fn form(t: &Text, keeper: &Keeper, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let choice =
        |item: &Item| Choice::new(item.as_str(), name(t, *item)).chosen_if(typed.get("packing_item"));
    let count = |name| Ask::Field(Field::named(t, name, Kind::Count, typed.get(name), wrongs));
    BoardForm {
        action: t.path(&format!("{HERE}/material")),
        method: "post",
        asks: vec![
            Ask::Select(Select {
                name: "packing_item".to_owned(),
                label: t.get("field-packing_item"),
                any: None,
                error: wrongs.of("packing_item").map(str::to_owned),
                choices: Item::ALL.iter().map(choice).collect(),
            }),
            count("packing_pieces"),
            count("packing_low"),
        ],
        with: Vec::new(),
        button: Button::main(t.get("hubs-count")),
        form_key: Some(key_for(&keeper.buyer.session)),
    }
}
