//! A bank's statement: brought, looked at, taken in.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Limit;
use kernel::ids::StatementId;
use market::tally::{self, StatementView, TallyError};

use super::{HERE, list};
use crate::app::App;
use crate::desk::{id_of, send, to, to_done, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Column, Deed, Facts, Notice, Table, TableRow, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Lines that are shown before a statement counts; the rest is only counted.
const SHOWN: Limit = Limit::of(100);

/// `POST /{lang}/finance/statements`: a file of the bank's; nothing of it counts yet.
pub(super) async fn bring(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let wrong = match &uploaded.file {
        None => t.get("reg-wrong-no-file"),
        Some(file) => {
            let by = finance.buyer.who.person;
            match tally::show_statement(app.db(), by, &uploaded.file_name, file).await {
                Ok(id) => return Ok(to(&t, &format!("/finance/statements/{id}"))),
                Err(TallyError::Unreadable(why)) => t.pick(&why.words()).to_owned(),
                Err(TallyError::NoColumns) => t.get("tally-wrong-columns"),
                Err(TallyError::TooMany) => t.get("tally-wrong-too-many"),
                Err(cause) => return Err(cause.into()),
            }
        }
    };
    let wrongs = Wrongs::none().and("statement", wrong);
    let board = list::page(&app, &t, &finance, &Typed::default(), wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `GET /{lang}/finance/statements/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: StatementId = id_of(&id)?;
    let view = tally::statement(&mut app.db().read().await?, id, SHOWN).await?;
    let board = page(&t, &finance, &view.ok_or(WebError::Missing)?);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/finance/statements/{id}/taking`: what was shown counts from now on.
pub(super) async fn take(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: StatementId = id_of(&id)?;
    match tally::take_statement(app.db(), finance.buyer.who.person, id).await {
        Ok(()) => {}
        Err(TallyError::NotNow) => return Ok(to_done(&t, &format!("/finance/statements/{id}"))),
        Err(cause) => return Err(cause.into()),
    }
    if let Err(cause) = tally::run(app.db()).await {
        // The lines are in, and the worker may be at the same work; what is left over is done in the night.
        tracing::warn!(%cause, "a statement was taken in and not laid beside the rest yet");
    }
    Ok(to(&t, HERE))
}

fn page(t: &Text, finance: &Finance, view: &StatementView) -> Board {
    let head = &view.head;
    let mut blocks = vec![Block::Notice(standing(t, view))];
    if head.taken_at.is_none() && head.count > 0 {
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("/finance/statements/{}/taking", head.id)),
            button: Button::main(t.get("stm-take")),
            with: Vec::new(),
            form_key: Some(key_for(&finance.buyer.session)),
        }));
    }
    if !view.faulty.is_empty() {
        blocks.push(Block::Table(faulty(t, view)));
    }
    if !view.lines.is_empty() {
        blocks.push(Block::Table(lines(t, view)));
    }
    let facts = Facts::default()
        .and(t.get("stm-brought"), t.moment(&head.brought_at))
        .and(t.get("stm-taken-at"), head.taken_at.map(|at| t.moment(&at)).unwrap_or_default());
    blocks.push(Block::Facts(facts));
    blocks.push(Block::Button(Button::second(t.get("stm-back")).to(t.path(HERE))));
    Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, head.file_name.clone(), blocks)
        .led(t.get("stm-lead"))
}

fn standing(t: &Text, view: &StatementView) -> Notice {
    let count = |count: i64| usize::try_from(count).unwrap_or(0);
    match view.head.new {
        Some(new) => {
            let text = t.say("stm-taken-text").set("count", count(view.head.count)).set("new", count(new));
            Notice::new(Tone::Good, t.get("stm-is-taken"), text.to_string())
        }
        None => {
            let known = view.lines.iter().filter(|(_, is_known)| *is_known).count();
            let text = t
                .say("stm-shown-text")
                .set("count", count(view.head.count))
                .set("known", known)
                .set("faulty", view.faulty.len());
            let tone = if view.faulty.is_empty() { Tone::Plain } else { Tone::Care };
            Notice::new(tone, t.get("stm-is-shown"), text.to_string())
        }
    }
}

fn column(t: &Text, key: &str, figures: bool) -> Column {
    Column { label: t.get(key), figures }
}

fn lines(t: &Text, view: &StatementView) -> Table {
    Table {
        caption: t.get("stm-lines"),
        columns: vec![
            column(t, "stm-day", false),
            column(t, "stm-words", false),
            column(t, "stm-amount", true),
            column(t, "stm-known", false),
        ],
        rows: view
            .lines
            .iter()
            .map(|(line, is_known)| TableRow {
                href: None,
                cells: vec![
                    t.date(&line.day),
                    line.words.clone(),
                    t.money(&line.amount),
                    t.get(if *is_known { "stm-line-known" } else { "stm-line-new" }),
                ],
            })
            .collect(),
    }
}

fn faulty(t: &Text, view: &StatementView) -> Table {
    Table {
        caption: t.get("stm-faulty"),
        columns: vec![
            column(t, "stm-row", false),
            column(t, "stm-why", false),
            column(t, "stm-stood", false),
        ],
        rows: view
            .faulty
            .iter()
            .map(|(no, why, stood)| TableRow {
                href: None,
                cells: vec![no.clone(), t.get(&format!("stm-fault-{why}")), stood.clone()],
            })
            .collect(),
    }
}
