//! An administrator keeps the list of counters: enters one, opens slots of it, shuts it.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::digits::ascii_digits;
use kernel::ids::{CounterId, HubId};
use kernel::india::Pin;
use kernel::{Day, Paise, Words};
use market::hubs::clock;
use market::pickups::{self, Counter, CounterKind, CounterState, NewCounter, Opening, PickupError};
use market::places;
use store::chance;

use super::told;
use crate::app::App;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{
    Button, Checks, Choice, Column, Deed, Facts, Field, Kind, Row, Rows, Select, Table, TableRow, Wrongs,
};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::weekdays;
use crate::who::Administrator;

/// Where the list stands.
const HERE: &str = "/admin/counters";

fn path_of(id: CounterId) -> String {
    format!("{HERE}/{id}")
}

/// A minute of the day as it is typed: `10`, `10:30`, `१०:३०`.
pub(crate) fn minute(typed: &str) -> Option<i64> {
    let typed = ascii_digits(typed.trim());
    let (hour, minute) = typed.split_once([':', '.']).unwrap_or((&typed, "0"));
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// `GET /{lang}/admin/counters`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &admin, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/admin/counters`: a new one.
pub(super) async fn enter(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let words = |hi: &str, en: &str| Words::new(typed.get(hi), typed.get(en));
    let weekdays = weekdays::ticked(&typed, "weekday");
    let day = |name: &str| Day::from_iso(typed.get(name)).unwrap_or(Day(0));
    let hub = typed.get("hub").parse::<HubId>();
    let kind = typed.get("counter_kind").parse::<CounterKind>();
    match (hub, kind) {
        (Ok(hub), Ok(kind)) => {
            let new = NewCounter {
                hub,
                kind,
                name: words("counter_hi", "counter_en"),
                place: words("place_hi", "place_en"),
                pin: Pin::typed(typed.get("pincode")),
                opening: Opening { weekdays, from: day("from_day"), until: day("until_day") },
                hours: (minute(typed.get("opens")).unwrap_or(-1), minute(typed.get("shuts")).unwrap_or(-1)),
                freight: Paise::typed(typed.get("counter_freight")).unwrap_or_default(),
                keep_days: ascii_digits(typed.get("keep_days")).parse().unwrap_or(0),
                once: typed.get("once"),
            };
            match pickups::enter(app.db(), admin.buyer.who.person, &new).await {
                Ok(id) => return Ok(to(&t, &path_of(id))),
                Err(PickupError::Bad(field)) => {
                    let at = match field {
                        "counter_name" => "counter_hi",
                        "counter_place" => "place_hi",
                        other => other,
                    };
                    wrongs.add(at, t.get(&format!("pickup-wrong-{}", field.replace('_', "-"))));
                }
                Err(cause) => return Err(cause.into()),
            }
        }
        (hub, kind) => {
            if hub.is_err() {
                wrongs.add("hub", t.get("pickup-wrong-hub"));
            }
            if kind.is_err() {
                wrongs.add("counter_kind", t.get("pickup-wrong-kind"));
            }
        }
    }
    let board = page(&app, &t, &admin, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

async fn page(
    app: &App,
    t: &Text,
    admin: &Administrator,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let all = pickups::all(&mut read).await?;
    let hubs = places::read::hubs(&mut read).await?;
    drop(read);
    let row = |one: &Counter| Row {
        href: t.path(&path_of(one.id)),
        title: t.pick(&one.name).to_owned(),
        figure: t.get(&format!("counter-{}", one.kind)),
        note: format!("{} {}", t.pick(&one.place), one.pin),
        standing: format!(
            "{} · {}",
            t.get(&format!("counter-state-{}", one.state)),
            told::stands(t, one.from, one.until)
        ),
    };
    let form = BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: asks(t, &hubs, typed, &wrongs),
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get("pickup-enter")),
        form_key: Some(key_for(&admin.buyer.session)),
    };
    let list = if all.is_empty() {
        Block::Text(t.get("pickup-none-yet"))
    } else {
        Block::Rows(Rows { rows: all.iter().map(row).collect() })
    };
    let blocks = vec![list, Block::Heading(t.get("pickup-new")), Block::Form(form)];
    let whose = crate::desk::told::name_of(&admin.buyer);
    Ok(Board::of(Desk::Administrator, whose, HERE, t.get("room-counters"), blocks)
        .led(t.get("pickup-admin-lead"))
        .wrong(wrongs))
}

/// What is asked of a new counter.
fn asks(t: &Text, hubs: &[places::Hub], typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let hubs =
        hubs.iter().map(|hub| Choice::new(hub.id.to_string(), t.pick(&hub.name)).chosen_if(typed.get("hub")));
    let kinds = CounterKind::ALL.iter().map(|kind| {
        Choice::new(kind.as_str(), t.get(&format!("counter-{kind}"))).chosen_if(typed.get("counter_kind"))
    });
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let select = |name: &str, label: &str, choices: Vec<Choice>| {
        Ask::Select(Select {
            name: name.to_owned(),
            label: t.get(label),
            any: Some(t.get("case-choose")),
            error: wrongs.of(name).map(str::to_owned),
            choices,
        })
    };
    vec![
        select("counter_kind", "pickup-kind", kinds.collect()),
        select("hub", "pickup-hub", hubs.collect()),
        field("counter_hi", Kind::Words),
        field("counter_en", Kind::Words),
        field("place_hi", Kind::Words),
        field("place_en", Kind::Words),
        field("pincode", Kind::Pincode),
        Ask::Checks(Checks {
            name: "weekday".to_owned(),
            label: t.get("pickup-weekdays"),
            error: wrongs.of("weekday").map(str::to_owned),
            boxes: weekdays::boxes(t, "weekday", weekdays::ticked(typed, "weekday")),
        }),
        field("opens", Kind::Count),
        field("shuts", Kind::Count),
        field("from_day", Kind::Day),
        field("until_day", Kind::Day),
        field("counter_freight", Kind::Rupees),
        field("keep_days", Kind::Count),
    ]
}

/// `GET /{lang}/admin/counters/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let board = one(&app, &t, &admin, id, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &path_of(id), &board)
}

/// `POST /{lang}/admin/counters/{id}/slots`: an hour of a day, for so many orders.
pub(super) async fn open_slot(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let hours = (minute(typed.get("slot_from")).unwrap_or(-1), minute(typed.get("slot_until")).unwrap_or(-1));
    let day = Day::from_iso(typed.get("slot_day")).unwrap_or(Day(0));
    let places = ascii_digits(typed.get("slot_places")).parse().unwrap_or(0);
    let wrongs = match pickups::open_slot(app.db(), id, day, hours, places).await {
        Ok(()) => return Ok(to(&t, &path_of(id))),
        Err(PickupError::Bad(field)) => {
            Wrongs::none().and(field, t.get(&format!("pickup-wrong-{}", field.replace('_', "-"))))
        }
        Err(cause) => return Err(cause.into()),
    };
    let board = one(&app, &t, &admin, id, &typed, wrongs).await?;
    send(&app, t, &asked, &path_of(id), &board)
}

/// `POST /{lang}/admin/counters/{id}/closing`: nobody may choose it any more.
pub(super) async fn shut(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    pickups::shut(app.db(), admin.buyer.who.person, id).await?;
    Ok(to(&t, &path_of(id)))
}

async fn one(
    app: &App,
    t: &Text,
    admin: &Administrator,
    id: CounterId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let counter = pickups::counter(&mut read, id).await?.ok_or(WebError::Missing)?;
    let slots = pickups::slots_ahead(&mut read, id).await?;
    drop(read);
    let facts = Facts::default()
        .and(t.get("pickup-kind"), t.get(&format!("counter-{}", counter.kind)))
        .and(t.get("pickup-place"), format!("{} {}", t.pick(&counter.place), counter.pin))
        .and(t.get("pickup-hours"), told::hours(t, &counter))
        .and(t.get("pickup-days"), told::stands(t, counter.from, counter.until))
        .and(t.get("field-counter_freight"), t.money(&counter.freight))
        .and(t.get("field-keep_days"), counter.keep_days.to_string());
    let mut blocks = vec![Block::Facts(facts), Block::Heading(t.get("pickup-slots"))];
    if !slots.is_empty() {
        let column = |key: &str, figures| Column { label: t.get(key), figures };
        let row = |slot: &pickups::Slot| TableRow {
            href: None,
            cells: vec![
                t.day(&slot.day),
                format!("{}–{}", clock(slot.from_min), clock(slot.until_min)),
                slot.taken.to_string(),
                slot.places.to_string(),
            ],
        };
        blocks.push(Block::Table(Table {
            caption: t.get("pickup-slots"),
            columns: vec![
                column("field-slot_day", false),
                column("pickup-hours", false),
                column("pickup-taken", true),
                column("field-slot_places", true),
            ],
            rows: slots.iter().map(row).collect(),
        }));
    }
    if counter.state == CounterState::Open {
        let form_key = Some(key_for(&admin.buyer.session));
        let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{}/slots", path_of(id))),
            method: "post",
            asks: vec![
                field("slot_day", Kind::Day),
                field("slot_from", Kind::Count),
                field("slot_until", Kind::Count),
                field("slot_places", Kind::Count),
            ],
            with: Vec::new(),
            button: Button::main(t.get("pickup-open-slot")),
            form_key: form_key.clone(),
        }));
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{}/closing", path_of(id))),
            button: Button::second(t.get("pickup-shut")),
            with: Vec::new(),
            form_key,
        }));
    }
    let lead = t.get(&format!("counter-state-{}", counter.state));
    let whose = crate::desk::told::name_of(&admin.buyer);
    let title = t.pick(&counter.name).to_owned();
    Ok(Board::of(Desk::Administrator, whose, HERE, title, blocks).led(lead).wrong(wrongs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_read_as_people_write_them() {
        let read = ["10", "10:30", "१०.३०", "24", "25", "10:75", "", "x"].map(minute);
        assert_eq!(read, [Some(600), Some(630), Some(630), Some(1440), None, None, None, None]);
    }
}
