//! `GET /{lang}/admin/restores`: word of backups that were restored, said by one administrator, agreed to by another.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::RestoreWordId;
use market::launch::LaunchError;
use market::launch::gate::{self, RestoreWord};

use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Deed, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Administrator;

/// Where they stand.
const HERE: &str = "/admin/restores";

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &admin, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    admin: &Administrator,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let words = gate::restore_words(&mut app.db().read().await?).await?;
    let key = || Some(key_for(&admin.buyer.session));
    let mut blocks = Vec::new();
    if words.is_empty() {
        blocks.push(Block::Text(t.get("gate-restored.none")));
    }
    for word in &words {
        blocks.push(Block::Rows(Rows { rows: vec![row(t, word)] }));
        if word.agreed_by.is_none() && word.said_by != admin.buyer.who.person {
            blocks.push(Block::Deed(Deed {
                action: t.path(&format!("{HERE}/{}/agreement", word.id)),
                button: Button::main(t.get("restore-agree")),
                with: Vec::new(),
                form_key: key(),
            }));
        }
    }
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
    blocks.push(Block::Form(BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: vec![field("restored_day", Kind::Day), field("restore_words", Kind::Lines)],
        with: Vec::new(),
        button: Button::main(t.get("restore-note")),
        form_key: key(),
    }));
    let whose = desk::told::name_of(&admin.buyer);
    let board = Board::of(Desk::Administrator, whose, HERE, t.get("room-restores"), blocks);
    Ok(board.led(t.get("restore-lead")).wrong(wrongs))
}

fn row(t: &Text, word: &RestoreWord) -> Row {
    let key = if word.agreed_by.is_some() { "restore-agreed" } else { "restore-waits" };
    Row {
        href: String::new(),
        title: word.words.clone(),
        figure: t.day(&word.day),
        note: word.said_by_name.clone(),
        standing: t.get(key),
    }
}

/// `POST /{lang}/admin/restores`.
pub(super) async fn note(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let day = Day::from_iso(typed.get("restored_day")).unwrap_or(Day(0));
    let mut wrongs = Wrongs::none();
    match gate::say_restored(app.db(), admin.buyer.who.person, day, typed.get("restore_words")).await {
        Ok(_) => return Ok(to(&t, HERE)),
        Err(LaunchError::NoWords) => wrongs.add("restore_words", t.get("launch-wrong-words")),
        Err(LaunchError::BadDay) => wrongs.add("restored_day", t.get("restore-wrong-day")),
        Err(cause) => return Err(cause.into()),
    }
    let board = page(&app, &t, &admin, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/admin/restores/{id}/agreement`.
pub(super) async fn agree(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: RestoreWordId = id_of(&id)?;
    gate::agree_restored(app.db(), admin.buyer.who.person, id).await?;
    Ok(to(&t, HERE))
}
