//! A maker's own voice: what an officer recorded waits for her yes, what she sends for an officer's ear.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::ClipId;
use market::clips::{self, About, ClipEvent, Side};

use super::told;
use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Maker;

/// Where it stands.
const HERE: &str = "/maker/voice";

/// `GET /{lang}/maker/voice`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &maker, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/maker/voice`.
pub(super) async fn put_up(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let by = (maker.buyer.who.person, &Side::Maker(maker.maker));
    let wrongs = told::put_up(&app, &t, by, About::Voice(maker.maker), &form.typed, form.photo).await?;
    if wrongs.is_empty() {
        return Ok(to(&t, HERE));
    }
    let board = page(&app, &t, &maker, &form.typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST …/showing`: her yes.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    decide(&app, &t, &maker, &id, ClipEvent::Shows).await
}

/// `POST …/removal`: nobody shall hear it.
pub(super) async fn remove(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    decide(&app, &t, &maker, &id, ClipEvent::Goes).await
}

async fn decide(
    app: &App,
    t: &Text,
    maker: &Maker,
    id: &str,
    event: ClipEvent,
) -> Result<Response, WebError> {
    let id: ClipId = id_of(id)?;
    clips::decide(app.db(), (maker.buyer.who.person, &Side::Maker(maker.maker)), id, event).await?;
    Ok(to(t, HERE))
}

async fn page(app: &App, t: &Text, maker: &Maker, typed: &Typed, wrongs: Wrongs) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let all = clips::looked_after(&mut read, &Side::Maker(maker.maker)).await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    drop(read);
    let key = key_for(&maker.buyer.session);
    let by = (maker.buyer.who.person, &Side::Maker(maker.maker));
    let mut blocks: Vec<Block> = all.iter().flat_map(|clip| told::shown(t, clip, by, HERE, &key)).collect();
    blocks.push(Block::Heading(t.get("clips-put-up-own")));
    blocks.push(Block::FileForm(told::form(t, HERE, Vec::new(), (typed, &wrongs), key)));
    let (title, lead) = (t.get("room-voice"), t.get("clips-lead-own"));
    Ok(Board::of(Desk::Maker, whose, HERE, title, blocks).led(lead).wrong(wrongs))
}
