//! What an administrator keeps for carriers: ranges of the post's numbers, freight and how sure it is, the days carriers take.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::india::ArticleNumber;
use market::bookings::{self, BookingError, NewRange, Range, ranges};
use market::delivery::{self, RateNote};
use market::promises::{self, Measured, PromiseError};
use serde::Deserialize;

use super::carrier_key;
use super::promises::zone_name;

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Column, Deed, Field, Kind, Notice, Table, TableRow, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Administrator;

/// Where it stands.
const HERE: &str = "/admin/delivery";

/// `GET /{lang}/admin/delivery`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &admin, &Typed::default(), Wrongs::none()).await?;
    answer(&app, t, &asked, HERE, StatusCode::OK, &board)
}

/// `POST /{lang}/admin/delivery/ranges`: the post has allotted more numbers.
pub(super) async fn enter_range(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let number = |name: &str| ArticleNumber::typed(typed.get(name));
    let (first, last) = (number("range_first"), number("range_last"));
    for (name, found) in [("range_first", &first), ("range_last", &last)] {
        if found.is_none() {
            wrongs.add(name, t.get("wrong-article"));
        }
    }
    if let (Some(first), Some(last)) = (&first, &last) {
        let new = NewRange { first, last, office: typed.get("range_office") };
        match bookings::ranges::enter(app.db(), admin.buyer.who.person, &new).await {
            Ok(_) => return Ok(to(&t, HERE)),
            Err(BookingError::NotARange("range_office")) => {
                wrongs.add("range_office", t.get("carriage-wrong-office"));
            }
            Err(BookingError::NotARange(field)) => wrongs.add(field, t.get("carriage-wrong-range")),
            Err(BookingError::Overlaps) => wrongs.add("range_first", t.get("carriage-overlaps")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &admin, &typed, wrongs).await?;
    answer(&app, t, &asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &board)
}

async fn page(
    app: &App,
    t: &Text,
    admin: &Administrator,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let all = ranges::all(&mut read).await?;
    let left = ranges::left(&mut read).await?;
    let zones = promises::measured(&mut read).await?;
    let rates = delivery::rate_notes(&mut read).await?;
    drop(read);
    let mut blocks = vec![Block::Heading(t.get("carriage-ranges"))];
    if left < ranges::LOW {
        let says = t.say("carriage-low").set("left", left.to_string()).to_string();
        blocks.push(Block::Notice(Notice::new(Tone::Care, says, t.get("carriage-low-admin"))));
    }
    if !all.is_empty() {
        blocks.push(Block::Table(range_table(t, &all)));
    }
    let field = |name| Ask::Field(Field::named(t, name, Kind::Words, typed.get(name), &wrongs));
    blocks.push(Block::Form(BoardForm {
        action: t.path(&format!("{HERE}/ranges")),
        method: "post",
        asks: vec![field("range_first"), field("range_last"), field("range_office")],
        with: Vec::new(),
        button: Button::main(t.get("carriage-range-enter")),
        form_key: Some(key_for(&admin.buyer.session)),
    }));
    blocks.push(Block::Heading(t.get("carriage-days")));
    blocks.push(Block::Text(t.get("carriage-days.text")));
    blocks.push(Block::Table(zone_table(t, &zones)));
    for zone in zones.iter().filter(|zone| zone.suggested.is_some_and(|days| days != zone.promised)) {
        blocks.push(Block::Deed(take_over_deed(t, admin, zone)));
    }
    blocks.push(Block::Heading(t.get("carriage-rates")));
    if rates.iter().any(|rate| rate.verified != "verified") {
        let notice =
            Notice::new(Tone::Care, t.get("carriage-provisional"), t.get("carriage-provisional.text"));
        blocks.push(Block::Notice(notice));
    }
    blocks.push(Block::Table(rate_table(t, &rates)));
    let sources: BTreeSet<&str> = rates.iter().map(|rate| rate.source.as_str()).collect();
    for source in sources {
        blocks.push(Block::Text(format!("{}: {source}", t.get("carriage-source"))));
    }
    Ok(Board::of(Desk::Administrator, told::name_of(&admin.buyer), HERE, t.get("room-delivery"), blocks)
        .led(t.get("carriage-admin-lead"))
        .wrong(wrongs))
}

fn range_table(t: &Text, all: &[Range]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |range: &Range| {
        let ends = range.ends().map_or_else(String::new, |(first, last)| format!("{first} – {last}"));
        TableRow {
            href: None,
            cells: vec![ends, range.left().to_string(), range.office.clone(), range.entered_by.clone()],
        }
    };
    Table {
        caption: t.get("carriage-ranges"),
        columns: vec![
            column("carriage-range", false),
            column("carriage-left", true),
            column("carriage-range-office", false),
            column("carriage-by", false),
        ],
        rows: all.iter().map(row).collect(),
    }
}

/// Which zone's days are taken over.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    #[serde(default)]
    zone: String,
}

/// `POST /{lang}/admin/delivery/transit`: a zone promises what was measured.
pub(super) async fn take_over(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    Filled(which): Filled<Which>,
) -> Result<Response, WebError> {
    match promises::take_over(app.db(), admin.buyer.who.person, &which.zone).await {
        Ok(()) => Ok(to(&t, HERE)),
        Err(PromiseError::NoZone) => Err(WebError::Unclear("carriage-wrong-zone")),
        Err(PromiseError::Nothing) => Err(WebError::Conflict("carriage-nothing-new")),
        Err(PromiseError::Db(cause)) => Err(cause.into()),
    }
}

/// «3 to 5», as days are promised.
fn days(t: &Text, (from, to): (i64, i64)) -> String {
    t.say("carriage-from-to").set("from", from.to_string()).set("to", to.to_string()).to_string()
}

fn take_over_deed(t: &Text, admin: &Administrator, zone: &Measured) -> Deed {
    let name = zone_name(t, &zone.zone);
    let better = zone.suggested.map(|suggested| days(t, suggested)).unwrap_or_default();
    Deed {
        action: t.path(&format!("{HERE}/transit")),
        button: Button::second(t.say("carriage-take-over").set("zone", name).set("days", better).to_string()),
        with: vec![("zone".to_owned(), zone.zone.clone())],
        form_key: Some(key_for(&admin.buyer.session)),
    }
}

fn zone_table(t: &Text, zones: &[Measured]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |zone: &Measured| TableRow {
        href: None,
        cells: vec![
            zone_name(t, &zone.zone),
            t.get(carrier_key(zone.carrier)),
            days(t, zone.promised),
            zone.shipments.to_string(),
            zone.suggested.map_or_else(|| t.get("carriage-too-few"), |suggested| days(t, suggested)),
        ],
    };
    Table {
        caption: t.get("carriage-days"),
        columns: vec![
            column("carriage-zone", false),
            column("ship-carrier", false),
            column("carriage-promised", true),
            column("carriage-measured-of", true),
            column("carriage-measured", true),
        ],
        rows: zones.iter().map(row).collect(),
    }
}

fn rate_table(t: &Text, rates: &[RateNote]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |rate: &RateNote| TableRow {
        href: None,
        cells: vec![
            zone_name(t, &rate.zone),
            format!("{}–{}", rate.over_g, rate.up_to_g),
            t.money(&rate.base),
            t.money(&rate.per_500g),
            t.date(&rate.from_day),
            t.maybe(&format!("rate-{}", rate.verified)).unwrap_or_else(|| rate.verified.clone()),
        ],
    };
    Table {
        caption: t.get("carriage-rates"),
        columns: vec![
            column("carriage-zone", false),
            column("carriage-grams", true),
            column("carriage-base", true),
            column("carriage-more", true),
            column("carriage-from-day", false),
            column("carriage-sure", false),
        ],
        rows: rates.iter().map(row).collect(),
    }
}
