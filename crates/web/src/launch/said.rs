//! What somebody said of a page in the trial, and whose task it becomes.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::FeedbackId;
use market::launch::{self, Feedback};
use market::meetings;
use store::chance;

use super::office::board;
use crate::app::App;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::meetings::{task_asks, typed_task, wrong_task};
use crate::parts::{Button, Facts, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board, BoardForm};
use crate::who::DcOffice;

async fn find(app: &App, id: &str) -> Result<Feedback, WebError> {
    let id: FeedbackId = id_of(id)?;
    let all = launch::feedback(&mut app.db().read().await?).await?;
    all.into_iter().find(|one| one.id == id).ok_or(WebError::Missing)
}

/// `GET /{lang}/office/launch/feedback/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let said = find(&app, &id).await?;
    let board = page(&app, &t, &office, &said, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    said: &Feedback,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let facts = Facts::default()
        .and(t.get("feedback-page"), &said.page)
        .and(t.get("feedback-when"), t.moment(&said.at));
    let mut blocks = vec![Block::Text(said.words.clone()), Block::Facts(facts)];
    match said.task {
        Some(task) => {
            let link = Button::second(t.get("feedback-task")).to(t.path(&format!("/office/tasks/{task}")));
            blocks.push(Block::Button(link));
        }
        None => {
            let owners = meetings::owners(&mut app.db().read().await?).await?;
            blocks.push(Block::Form(BoardForm {
                action: t.path(&format!("/office/launch/feedback/{}/task", said.id)),
                method: "post",
                asks: task_asks(t, &owners, typed, &wrongs),
                with: vec![("once".to_owned(), chance::letters(16))],
                button: Button::main(t.get("task-give")),
                form_key: Some(key_for(&office.buyer.session)),
            }));
        }
    }
    Ok(board(office, t.get("feedback-said"), blocks).wrong(wrongs))
}

/// `POST /{lang}/office/launch/feedback/{id}/task`.
pub(super) async fn give(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let said = find(&app, &id).await?;
    let here = format!("/office/launch/feedback/{id}");
    let given = match typed_task(&typed, None) {
        Ok(given) => launch::take_up(app.db(), office.buyer.who.person, said.id, &given).await,
        Err(cause) => Err(cause),
    };
    let wrongs = match given {
        Ok(_) => return Ok(to(&t, &here)),
        Err(cause) => wrong_task(&t, cause)?,
    };
    let board = page(&app, &t, &office, &said, &typed, wrongs).await?;
    send(&app, t, &asked, &here, &board)
}
