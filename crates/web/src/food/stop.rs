//! Stopping unsafe food: batches of an officer's blocks, or of anybody for a head; one of them with the form that recalls it.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::response::Response;
use http::request::Parts;
use kernel::Limit;
use kernel::ids::FoodBatchId;
use market::audit::Part;
use market::batches::{self, BatchError, BatchLine, Scope};
use serde::Deserialize;

use super::{row, send, stands};
use crate::app::App;
use crate::desk::{id_of, to, told};
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Facts, Field, Kind, Notice, Pager, Row, Rows, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Buyer, Head, Officer};

/// Whoever may stop a batch: an officer in her blocks, a head everywhere.
#[derive(Clone, Debug)]
pub(super) struct Stopper {
    buyer: Buyer,
    scope: Scope,
    part: Part,
    desk: Desk,
}

impl FromRequestParts<App> for Stopper {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Ok(asked) = Asked::from_request_parts(parts, app).await;
        if asked.rest.starts_with("/head/") {
            let Head { buyer, .. } = Head::from_request_parts(parts, app).await?;
            return Ok(Stopper { buyer, scope: Scope::Head, part: Part::DepartmentHead, desk: Desk::Head });
        }
        let Officer { buyer, post } = Officer::from_request_parts(parts, app).await?;
        let scope = Scope::Officer(post.blocks);
        Ok(Stopper { buyer, scope, part: Part::Officer, desk: Desk::Officer })
    }
}

impl Stopper {
    fn room(&self) -> &'static str {
        if self.desk == Desk::Head { "/head/batches" } else { "/officer/batches" }
    }

    fn board(&self, title: String, lead: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
        let (desk, whose, room) = (self.desk, told::name_of(&self.buyer), self.room());
        Board::of(desk, whose, room, title, blocks).led(lead).wrong(wrongs)
    }
}

/// Which batch somebody looks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    batch: String,
    after: String,
}

/// Batches of a page, and one more that tells whether there are any.
const PAGE: Limit = Limit::of(51);

/// `GET …/batches`: all, or the one whose code was typed.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    stopper: Stopper,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let looked_for = (wanted.batch.as_str(), wanted.after.as_str());
    let mut found = batches::within(&mut app.db().read().await?, &stopper.scope, looked_for, PAGE).await?;
    let more = found.len() == PAGE.rows();
    found.truncate(PAGE.rows() - 1);
    let pager = Pager {
        next: found
            .last()
            .filter(|_| more)
            .map(|last| t.path(&format!("{}?after={}", stopper.room(), last.id))),
        first: (!wanted.after.is_empty()).then(|| t.path(stopper.room())),
    };
    let ask = Field::named(&t, "batch", Kind::Words, &wanted.batch, &Wrongs::none());
    let form = BoardForm {
        action: t.path(stopper.room()),
        method: "get",
        asks: vec![Ask::Field(ask)],
        with: vec![],
        button: Button::second(t.get("food-find")),
        form_key: None,
    };
    let mut blocks = vec![Block::Form(form)];
    if found.is_empty() {
        blocks.push(Block::Text(t.get("food-none")));
    } else {
        // Whoever stops food reads whose it is; its maker knows.
        let line = |batch: &BatchLine| {
            let row = row(&t, batch, t.path(&format!("{}/{}", stopper.room(), batch.id)));
            Row { note: format!("{} · {}", t.pick(&batch.maker), row.note), ..row }
        };
        blocks.push(Block::Rows(Rows { rows: found.iter().map(line).collect() }));
        blocks.push(Block::Pager(pager));
    }
    let board = stopper.board(t.get("room-batches"), t.get("food-stop-lead"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET …/batches/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    stopper: Stopper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &stopper, id_of(&id)?, "", Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// Why a batch is stopped.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Why {
    recall_why: String,
}

/// `POST …/batches/{id}/recall`.
pub(super) async fn recall(
    State(app): State<App>,
    t: Text,
    stopper: Stopper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(why): Filled<Why>,
) -> Result<Response, WebError> {
    let id: FoodBatchId = id_of(&id)?;
    let here = format!("{}/{id}", stopper.room());
    let by = (stopper.buyer.who.person, stopper.part);
    let mut wrongs = Wrongs::none();
    match batches::recall(app.db(), by, &stopper.scope, id, &why.recall_why).await {
        Ok(()) | Err(BatchError::AlreadySo) => return Ok(to(&t, &here)),
        Err(BatchError::NoReason) => wrongs.add("recall_why", t.get("food-wrong-why")),
        Err(cause) => return Err(cause.into()),
    }
    let board = page(&app, &t, &stopper, id, &why.recall_why, wrongs).await?;
    send(&app, t, &asked, &here, &board)
}

async fn page(
    app: &App,
    t: &Text,
    stopper: &Stopper,
    id: FoodBatchId,
    why: &str,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let found = batches::one(&mut app.db().read().await?, &stopper.scope, id).await?;
    let (batch, orders) = found.ok_or(WebError::Missing)?;
    let mut blocks = Vec::new();
    if let Some(at) = batch.recalled_at {
        let text = t.say("food-recalled.text").set("when", t.moment(&at)).set("why", &batch.why).to_string();
        blocks.push(Block::Notice(Notice::new(Tone::Stop, t.get("food-recalled"), text)));
    }
    let facts = Facts::default()
        .and(t.get("food-code"), batch.code.as_str())
        .and(t.get("food-maker"), t.pick(&batch.maker))
        .and(t.get("food-made"), batch.made.written())
        .and(t.get("food-best-before"), batch.best_before.written())
        .and(t.get("food-stands"), stands(t, &batch))
        .and(t.get("food-orders"), orders.to_string());
    blocks.push(Block::Facts(facts));
    if batch.recalled_at.is_none() {
        let ask = Field::named(t, "recall_why", Kind::Words, why, &wrongs);
        blocks.push(Block::Heading(t.get("food-recall")));
        blocks.push(Block::Text(t.get("food-recall.text")));
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{}/{id}/recall", stopper.room())),
            method: "post",
            asks: vec![Ask::Field(ask)],
            with: vec![],
            button: Button::main(t.get("food-recall-go")),
            form_key: Some(key_for(&stopper.buyer.session)),
        }));
    }
    Ok(stopper.board(t.pick(&batch.good).to_owned(), String::new(), wrongs, blocks))
}
