//! What happens to a hub's shipments on their way: tasks about what went wrong, and the post's files of events.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Limit;
use kernel::ids::HitchId;
use market::tracking::{self, FileLine, HitchLine, TrackingError};
use serde::Deserialize;

use super::carrier_key;
use crate::app::App;
use crate::desk::{answer, id_of, to, told};
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Column, Field, FileField, Kind, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::board::{Ask, Block, Board, BoardForm, FileForm, Folded};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// Where it stands.
const HERE: &str = "/hub/way";
/// Tasks and files on the page.
const LIST: Limit = Limit::of(100);
const FILES: Limit = Limit::of(5);

/// `GET /{lang}/hub/way`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &keeper, ("", ""), Wrongs::none()).await?;
    answer(&app, t, &asked, HERE, StatusCode::OK, &board)
}

/// `POST /{lang}/hub/way/files`: the post's events of a day.
pub(super) async fn bring_in(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let by = keeper.buyer.who.person;
    let done = match &uploaded.file {
        None => Err(TrackingError::Unreadable),
        Some(file) => tracking::file::bring_in(app.db(), by, keeper.hub, &uploaded.file_name, file).await,
    };
    let key = match done {
        Ok(()) => return Ok(to(&t, HERE)),
        Err(TrackingError::Unreadable) => "track-wrong-file",
        Err(TrackingError::TooMany) => "track-wrong-many",
        Err(cause) => return Err(cause.into()),
    };
    let board = page(&app, &t, &keeper, ("", ""), Wrongs::none().and("file", t.get(key))).await?;
    answer(&app, t, &asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &board)
}

/// What was done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    #[serde(default)]
    outcome: String,
}

/// `POST /{lang}/hub/way/hitches/{id}/closing`.
pub(super) async fn close(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(closing): Filled<Closing>,
) -> Result<Response, WebError> {
    let hitch: HitchId = id_of(&id)?;
    match tracking::close(app.db(), keeper.buyer.who.person, keeper.hub, hitch, &closing.outcome).await {
        Ok(()) | Err(TrackingError::Closed) => Ok(to(&t, HERE)),
        Err(TrackingError::NoOutcome) => {
            let open = tracking::hitches_of(&mut app.db().read().await?, keeper.hub, LIST).await?;
            if !open.iter().any(|one| one.id == hitch) {
                return Err(WebError::Missing);
            }
            let wrongs = Wrongs::none().and("outcome", t.get("track-wrong-outcome"));
            let board = page(&app, &t, &keeper, (&id, &closing.outcome), wrongs).await?;
            answer(&app, t, &asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// The page; `typed` is the task whose form came back, and what stood in it.
async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    typed: (&str, &str),
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let open = tracking::hitches_of(&mut read, keeper.hub, LIST).await?;
    let files = tracking::files_of(&mut read, keeper.hub, FILES).await?;
    drop(read);
    let mut blocks = vec![Block::Heading(t.get("track-hitches"))];
    if open.is_empty() {
        blocks.push(Block::Text(t.get("track-no-hitch")));
    }
    for one in &open {
        blocks.extend(hitch(t, keeper, one, typed, &wrongs));
    }
    blocks.push(Block::Heading(t.get("track-files")));
    blocks.push(Block::Text(t.get("track-files.text")));
    blocks.push(Block::FileForm(FileForm {
        asks: Vec::new(),
        action: t.path(&format!("{HERE}/files")),
        file: FileField {
            name: "file".to_owned(),
            label: t.get("track-file"),
            hint: t.get("track-file.hint"),
            accept: ".csv,.xlsx,.ods".to_owned(),
            error: wrongs.of("file").map(str::to_owned),
        },
        button: Button::main(t.get("track-bring-in")),
        form_key: Some(key_for(&keeper.buyer.session)),
    }));
    for file in &files {
        blocks.extend(brought(t, file));
    }
    Ok(Board::of(Desk::Hub, told::name_of(&keeper.buyer), HERE, t.get("room-way"), blocks)
        .led(t.get("track-lead"))
        .wrong(wrongs))
}

fn hitch(
    t: &Text,
    keeper: &Keeper,
    one: &HitchLine,
    (whose, words): (&str, &str),
    wrongs: &Wrongs,
) -> [Block; 2] {
    let is_mine = whose == one.id.to_string();
    let (words, none) = (if is_mine { words } else { "" }, Wrongs::none());
    let mut field = Field::named(t, "outcome", Kind::Words, words, if is_mine { wrongs } else { &none });
    field.hint = t.get(&format!("hitch-{}.hint", one.kind));
    let row = Row {
        href: t.path(&format!("/hub/shipments/{}", one.shipment)),
        title: t.get(&format!("hitch-{}", one.kind)),
        figure: t.say("by-day").set("day", t.day(&one.due)).to_string(),
        note: format!("{} · {} · {}", one.order_code, one.district, t.get(carrier_key(one.carrier))),
        standing: t.moment(&one.since),
    };
    let form = BoardForm {
        action: t.path(&format!("{HERE}/hitches/{}/closing", one.id)),
        method: "post",
        asks: vec![Ask::Field(field)],
        with: Vec::new(),
        button: Button::second(t.get("track-close")),
        form_key: Some(key_for(&keeper.buyer.session)),
    };
    let folded = Folded { summary: t.get("track-what-done"), open: is_mine, form };
    [Block::Rows(Rows { rows: vec![row] }), Block::Folded(folded)]
}

/// What came of a file, with the rows that were not taken.
fn brought(t: &Text, file: &FileLine) -> Vec<Block> {
    let says = t
        .say("track-brought")
        .set("file", &file.file_name)
        .set("when", t.moment(&file.brought_at))
        .set("taken", file.taken.to_string())
        .set("known", file.known.to_string())
        .to_string();
    let mut blocks = vec![Block::Text(says)];
    let row = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let mut part = || parts.next().unwrap_or("").to_owned();
        let (number, fault, found) = (part(), part(), part());
        let why = t.maybe(&format!("track-row-{fault}")).unwrap_or(fault);
        TableRow { href: None, cells: vec![number, why, found] }
    };
    let rows: Vec<TableRow> = file.faults.lines().map(row).collect();
    if !rows.is_empty() {
        let column = |key: &str| Column { label: t.get(key), figures: false };
        let columns = ["track-row", "track-why", "track-found"].map(column).into();
        blocks.push(Block::Table(Table { caption: t.get("track-not-taken"), columns, rows }));
    }
    blocks
}
