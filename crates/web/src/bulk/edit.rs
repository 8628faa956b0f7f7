//! One bulk edit: old beside new, row by row, with a sentence for what cannot be; then done, and undone within a day.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Paise;
use kernel::ids::BulkEditId;
use market::bulk::{self, BulkError, BulkRow, Edit, Event, Field, Outcome};

use crate::app::App;
use crate::desk::{id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Column, Deed, Notice, Table, TableRow, Tone};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Officer;

impl From<BulkError> for WebError {
    fn from(cause: BulkError) -> WebError {
        match cause {
            BulkError::Missing => WebError::Missing,
            BulkError::Nothing => WebError::Conflict("bulk-wrong-nothing"),
            BulkError::TooMany => WebError::Unclear("bulk-wrong-many"),
            BulkError::Unreadable => WebError::Unclear("bulk-wrong-file"),
            BulkError::TooLate => WebError::Conflict("bulk-wrong-late"),
            BulkError::NotNow(_) => WebError::Conflict("bulk-wrong-not-now"),
            BulkError::Raced => WebError::Conflict("wrong-raced"),
            BulkError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/officer/bulk/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &officer, id_of(&id)?).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST …/application`: all of it, in one act.
pub(super) async fn apply(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: BulkEditId = id_of(&id)?;
    bulk::apply(app.db(), (officer.buyer.who.person, &officer.post.blocks), id).await?;
    Ok(to(&t, &format!("/officer/bulk/{id}")))
}

/// `POST …/undo`: back, where nothing has changed since.
pub(super) async fn undo(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: BulkEditId = id_of(&id)?;
    bulk::undo(app.db(), (officer.buyer.who.person, &officer.post.blocks), id).await?;
    Ok(to(&t, &format!("/officer/bulk/{id}")))
}

/// `POST …/removal`: not wanted.
pub(super) async fn throw_away(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    bulk::throw_away(app.db(), officer.buyer.who.person, id_of(&id)?).await?;
    Ok(to(&t, "/officer/bulk"))
}

async fn page(app: &App, t: &Text, officer: &Officer, id: BulkEditId) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let edit = bulk::edit(&mut read, officer.buyer.who.person, id).await?.ok_or(WebError::Missing)?;
    let rows = bulk::rows(&mut read, id).await?;
    drop(read);
    let fit = rows.iter().filter(|row| row.fault.is_none()).count();
    let stayed: Vec<&BulkRow> = rows.iter().filter(|row| row.outcome == Some(Outcome::Stayed)).collect();
    let mut blocks = Vec::new();
    if !stayed.is_empty() {
        let names: Vec<String> = stayed.iter().map(|row| name(t, row)).collect();
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("bulk-stayed"), names.join("; "))));
    }
    blocks.push(Block::Table(table(t, &rows)));
    blocks.extend(deeds(t, officer, &edit, fit));
    blocks.push(Block::Button(Button::second(t.get("bulk-back")).to(t.path("/officer/bulk"))));
    let lead = t.say("bulk-rows").set("fit", fit).set("count", rows.len()).to_string();
    Ok(Board::of(
        Desk::Officer,
        told::name_of(&officer.buyer),
        "/officer/bulk",
        t.get(&format!("bulk-title-{}", edit.state)),
        blocks,
    )
    .led(lead))
}

/// What can be done with it as it stands.
fn deeds(t: &Text, officer: &Officer, edit: &Edit, fit: usize) -> Vec<Block> {
    let deed = |end: &str, button| {
        Block::Deed(Deed {
            action: t.path(&format!("/officer/bulk/{}/{end}", edit.id)),
            button,
            with: vec![],
            form_key: Some(key_for(&officer.buyer.session)),
        })
    };
    let may = |event: Event| edit.state.after(event).is_ok();
    let mut deeds = Vec::new();
    if may(Event::Applies) && fit > 0 {
        deeds.push(deed("application", Button::main(t.say("bulk-go").set("count", fit).to_string())));
    }
    if may(Event::Undoes) {
        deeds.push(Block::Text(t.get("bulk-undo-until")));
        deeds.push(deed("undo", Button::second(t.get("bulk-undo"))));
    }
    if may(Event::ThrowsAway) {
        deeds.push(deed("removal", Button::second(t.get("bulk-throw-away"))));
    }
    deeds
}

fn name(t: &Text, row: &BulkRow) -> String {
    let (good, size) = (t.pick(&row.good), t.pick(&row.size));
    match (good.is_empty(), size.is_empty()) {
        (true, _) => row.label.clone(),
        (false, true) => good.to_owned(),
        (false, false) => format!("{good}, {size}"),
    }
}

fn table(t: &Text, rows: &[BulkRow]) -> Table {
    let column = |key: &str| Column { label: t.get(key), figures: false };
    let row = |row: &BulkRow| {
        let stands = match (row.fault, row.outcome) {
            (Some(fault), _) => t.get(&format!("bulk-fault-{fault}")),
            (None, Some(outcome)) => t.get(&format!("bulk-outcome-{outcome}")),
            (None, None) => String::new(),
        };
        let cells = vec![
            name(t, row),
            t.get(&format!("bulk-field-{}", row.field)),
            value(t, row.field, &row.from),
            if row.fault.is_some() { row.to.clone() } else { value(t, row.field, &row.to) },
            stands,
        ];
        TableRow { href: None, cells }
    };
    Table {
        caption: t.get("bulk-caption"),
        columns: ["bulk-good", "bulk-what", "versions-old", "versions-new", "bulk-stands"].map(column).into(),
        rows: rows.iter().map(row).collect(),
    }
}

/// A value as it is read.
fn value(t: &Text, field: Field, text: &str) -> String {
    match field {
        Field::Price => text.parse().map_or_else(|_| text.to_owned(), |paise| t.money(&Paise(paise))),
        Field::Pause if text == bulk::rules::NO_PAUSE => t.get("bulk-made"),
        Field::Pause => t.maybe(&format!("pause-{text}")).unwrap_or_else(|| text.to_owned()),
        Field::Pieces | Field::Capacity | Field::Hsn => text.to_owned(),
    }
}
