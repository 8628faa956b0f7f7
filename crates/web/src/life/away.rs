//! When a maker is away: all her goods rest for those days and come back by themselves.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::AwayId;
use market::away::{self, Away, AwayError};

use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Deed, Field, Kind, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Maker;

/// Where it stands.
const HERE: &str = "/maker/away";

/// `GET /{lang}/maker/away`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &maker, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/maker/away`: from when to when.
pub(super) async fn say(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let day = |name: &str| Day::from_iso(typed.get(name));
    let wrongs = match (day("away_from"), day("away_to")) {
        (Some(from), Some(until)) => {
            let person = maker.buyer.who.person;
            let done = away::say(app.db(), person, maker.maker, (from, until), typed.get("away_why")).await;
            match done {
                Ok(_) => return Ok(to(&t, HERE)),
                Err(AwayError::BadDays) => Wrongs::none().and("away_to", t.get("life-wrong-days")),
                Err(AwayError::Missing) => return Err(WebError::Missing),
                Err(AwayError::Db(cause)) => return Err(cause.into()),
            }
        }
        (None, _) => Wrongs::none().and("away_from", t.get("life-wrong-day")),
        (_, None) => Wrongs::none().and("away_to", t.get("life-wrong-day")),
    };
    let board = page(&app, &t, &maker, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/maker/away/{id}/end`: she is back, or does not go.
pub(super) async fn come_back(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: AwayId = id_of(&id)?;
    match away::come_back(app.db(), maker.maker, id).await {
        Ok(()) => Ok(to(&t, HERE)),
        Err(AwayError::Missing | AwayError::BadDays) => Err(WebError::Missing),
        Err(AwayError::Db(cause)) => Err(cause.into()),
    }
}

async fn page(app: &App, t: &Text, maker: &Maker, typed: &Typed, wrongs: Wrongs) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let days = away::of_maker(&mut read, maker.maker).await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    let today = read.now().day();
    drop(read);
    let form_key = || Some(key_for(&maker.buyer.session));
    let mut blocks = Vec::new();
    for one in &days {
        blocks.push(Block::Heading(told(t, one)));
        let key = if one.from <= today { "life-away-now" } else { "life-away-soon" };
        let says = t.say(key).set("day", t.day(&one.to.plus(1))).to_string();
        blocks.push(Block::Text(if one.reason.is_empty() {
            says
        } else {
            format!("{} · {says}", t.reason(&one.reason))
        }));
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{HERE}/{}/end", one.id)),
            button: Button::second(t.get(if one.from <= today { "life-back" } else { "life-not-going" })),
            with: vec![],
            form_key: form_key(),
        }));
    }
    let ask = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
    blocks.push(Block::Heading(t.get("life-away-ask")));
    blocks.push(Block::Form(BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: vec![ask("away_from", Kind::Day), ask("away_to", Kind::Day), ask("away_why", Kind::Words)],
        with: vec![],
        button: Button::main(t.get("life-away-go")),
        form_key: form_key(),
    }));
    let (title, lead) = (t.get("room-away"), t.get("life-away-lead"));
    Ok(Board::of(Desk::Maker, whose, HERE, title, blocks).led(lead).wrong(wrongs))
}

fn told(t: &Text, away: &Away) -> String {
    t.say("life-away-days").set("from", t.day(&away.from)).set("to", t.day(&away.to)).to_string()
}
