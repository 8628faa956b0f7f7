//! How the mart is found, for the DC's office: where people came from, what they searched, how many go on from looking to paying,
//! where codes on packs were read, and the places of the mart's own where links stand.
//!
//! Reads and writes: through [`market::sharing`]. Never: shows, or knows, who came.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Limit, Words};
use market::search::misses;
use market::sharing::{self, Came, Funnel, SharePlace, SharingError, Source};
use store::chance;

use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Column, Deed, Field, Figure, Figures, Kind, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::DcOffice;

const HERE: &str = "/office/visits";
/// Days that are shown.
const DAYS: i64 = 30;
/// Lines of each list.
const LINES: Limit = Limit::of(40);

/// The room of visits.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get(HERE, Right::DcOffice, show).post("/office/visits/places", Right::DcOffice, open).post(
        "/office/visits/places/{key}/closing",
        Right::DcOffice.any(Thing::SharePlace),
        close,
    )
}

impl From<SharingError> for WebError {
    fn from(cause: SharingError) -> WebError {
        match cause {
            SharingError::Missing => WebError::Missing,
            SharingError::BadName => WebError::Unclear("visits-wrong-name"),
            SharingError::TooMany => WebError::Conflict("visits-wrong-many"),
            SharingError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/office/visits`.
async fn show(State(app): State<App>, t: Text, office: DcOffice, asked: Asked) -> Result<Response, WebError> {
    let board = page(&app, &t, &office, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, HERE, &board)
}

async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    app.counts.write(app.db()).await?;
    let today = app.db().now().day();
    let from = today.plus(1 - DAYS);
    let mut read = app.db().read().await?;
    let days = sharing::days(&mut read, from, LINES).await?;
    let came = sharing::sources(&mut read, from, LINES).await?;
    let scans = sharing::scans(&mut read, from, LINES).await?;
    let places = sharing::places(&mut read).await?;
    let missed = misses::of_week(&mut read, misses::monday(today), Limit::of(10)).await?;
    drop(read);
    let key = key_for(&office.buyer.session);
    let mut blocks = vec![Block::Figures(sums(t, &days))];
    if days.is_empty() {
        blocks.push(Block::Text(t.get("visits-none-yet")));
    } else {
        blocks.push(Block::Table(funnel(t, &days)));
        blocks.push(Block::Table(sources(t, &came, &places)));
    }
    blocks.push(Block::Heading(t.get("visits-searched")));
    let missed = missed.into_iter().map(|miss| miss.words).collect::<Vec<_>>().join(", ");
    blocks.push(Block::Text(if missed.is_empty() {
        t.get("visits-none-missed")
    } else {
        t.say("visits-missed").set("words", missed).to_string()
    }));
    blocks.push(Block::Button(Button::second(t.get("visits-to-search")).to(t.path("/office/search"))));
    if !scans.is_empty() {
        blocks.push(Block::Table(packs(t, &scans)));
    }
    blocks.push(Block::Heading(t.get("visits-places")));
    blocks.push(Block::Text(t.get("visits-places.text")));
    for place in &places {
        blocks.push(Block::Text(format!("{}: {}/{}/?s={}", place.name, app.site().url, t.lang, place.key)));
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{HERE}/places/{}/closing", place.key)),
            button: Button::second(t.say("visits-place-close").set("name", place.name.as_str()).to_string()),
            with: Vec::new(),
            form_key: Some(key.clone()),
        }));
    }
    blocks.push(Block::Form(BoardForm {
        action: t.path("/office/visits/places"),
        method: "post",
        asks: vec![Ask::Field(Field::named(t, "place_name", Kind::Words, typed.get("place_name"), &wrongs))],
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get("visits-place-open")),
        form_key: Some(key),
    }));
    Ok(Board::of(Desk::Office, told::name_of(&office.buyer), HERE, t.get("room-visits"), blocks)
        .led(t.get("visits-lead"))
        .wrong(wrongs))
}

fn sums(t: &Text, days: &[Funnel]) -> Figures {
    let sum = |of: fn(&Funnel) -> i64| days.iter().map(of).sum::<i64>().to_string();
    let figure = |value: String, key: &str| Figure { value, label: t.get(key), href: None };
    Figures {
        figures: vec![
            figure(sum(|day| day.visits), "visits-visits"),
            figure(sum(|day| day.looked), "visits-looked"),
            figure(sum(|day| day.basket), "visits-basket"),
            figure(sum(|day| day.paid), "visits-paid"),
        ],
    }
}

fn funnel(t: &Text, days: &[Funnel]) -> Table {
    let row = |day: &Funnel| {
        let counts = [day.visits, day.looked, day.searched, day.basket, day.ordered, day.paid];
        let cells = std::iter::once(t.day(&day.day)).chain(counts.map(|count| count.to_string()));
        TableRow { href: None, cells: cells.collect() }
    };
    let heads = ["visits", "looked", "searched-short", "basket", "ordered", "paid"];
    let column = |key: &str| Column { label: t.get(&format!("visits-{key}")), figures: true };
    let columns = std::iter::once(Column { label: t.get("visits-day"), figures: false });
    Table {
        caption: t.get("visits-funnel"),
        columns: columns.chain(heads.iter().map(|key| column(key))).collect(),
        rows: days.iter().map(row).collect(),
    }
}

/// What a word of a source means.
fn named(t: &Text, word: &str, places: &[SharePlace]) -> String {
    if let Some(place) = places.iter().find(|place| place.key == word) {
        return place.name.clone();
    }
    match word.strip_prefix('q') {
        Some(pin3) if Source::is_known(word) => t.say("source-pack").set("pin", pin3).to_string(),
        _ => t.maybe(&format!("source-{word}")).unwrap_or_else(|| t.get("source-other")),
    }
}

fn sources(t: &Text, came: &[Came], places: &[SharePlace]) -> Table {
    let row = |one: &Came| TableRow {
        href: None,
        cells: vec![
            named(t, &one.source, places),
            t.maybe(&format!("visit-page-{}", one.page)).unwrap_or_else(|| one.page.clone()),
            one.times.to_string(),
        ],
    };
    Table {
        caption: t.get("visits-sources"),
        columns: vec![
            Column { label: t.get("visits-source"), figures: false },
            Column { label: t.get("visits-page"), figures: false },
            Column { label: t.get("visits-times"), figures: true },
        ],
        rows: came.iter().map(row).collect(),
    }
}

fn packs(t: &Text, scans: &[sharing::Scans]) -> Table {
    let row = |one: &sharing::Scans| {
        let state: &Words = &one.state;
        let place = [one.districts.join(", "), t.pick(state).to_owned()];
        let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
        TableRow {
            href: None,
            cells: vec![format!("{}xxx", one.pin3), place.join(" · "), one.times.to_string()],
        }
    };
    Table {
        caption: t.get("visits-packs"),
        columns: vec![
            Column { label: t.get("visits-pin"), figures: false },
            Column { label: t.get("visits-where"), figures: false },
            Column { label: t.get("visits-times"), figures: true },
        ],
        rows: scans.iter().map(row).collect(),
    }
}

/// `POST /{lang}/office/visits/places`: a place of our own with a key.
async fn open(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let by = office.buyer.who.person;
    match sharing::open_place(app.db(), by, typed.get("place_name"), typed.get("once")).await {
        Ok(_) => Ok(to(&t, HERE)),
        Err(SharingError::BadName) => {
            let wrongs = Wrongs::none().and("place_name", t.get("visits-wrong-name"));
            let board = page(&app, &t, &office, &typed, wrongs).await?;
            send(&app, t, &asked, HERE, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/office/visits/places/{key}/closing`.
async fn close(
    State(app): State<App>,
    t: Text,
    _: DcOffice,
    Path(key): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    sharing::close_place(app.db(), &key).await?;
    Ok(to(&t, HERE))
}
