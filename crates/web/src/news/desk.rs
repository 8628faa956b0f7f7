//! An officer writes a letter; a head, another person, looks at exactly that and sends it.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Words;
use market::news::{self, Decision, Letter, NewLetter, NewsError};
use store::chance;

use crate::app::App;
use crate::desk::{id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Deed, Facts, Field, Kind, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Head, Officer};

const WRITES: &str = "/officer/news";
const SENDS: &str = "/head/news";

/// `GET /{lang}/officer/news`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = written(&app, &t, &officer, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, WRITES, &board)
}

async fn written(
    app: &App,
    t: &Text,
    officer: &Officer,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let letters = news::letters(&mut read).await?;
    let readers = news::readers(&mut read).await?;
    drop(read);
    let field = |name: &str| Ask::Field(Field::named(t, name, Kind::Words, typed.get(name), &wrongs));
    let form = BoardForm {
        action: t.path(WRITES),
        method: "post",
        asks: vec![field("news_hi"), field("news_en"), field("news_path")],
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get("news-write-go")),
        form_key: Some(key_for(&officer.buyer.session)),
    };
    let readers = usize::try_from(readers).unwrap_or(0);
    let mut blocks =
        vec![Block::Text(t.say("news-readers").set("count", readers).to_string()), Block::Form(form)];
    blocks.extend(letters.iter().map(|letter| Block::Facts(facts(t, letter))));
    Ok(Board::of(Desk::Officer, told::name_of(&officer.buyer), WRITES, t.get("room-news"), blocks)
        .led(t.get("news-lead"))
        .wrong(wrongs))
}

fn facts(t: &Text, letter: &Letter) -> Facts {
    let stands = match letter.sends {
        None => t.get("news-waits"),
        Some(0) => t.get("news-refused"),
        Some(_) => {
            let sent = usize::try_from(letter.sent).unwrap_or(0);
            t.say("news-sent").set("count", sent).to_string()
        }
    };
    Facts::default()
        .and(t.get("news-words"), format!("{} / {}", letter.hi, letter.en))
        .and(t.get("news-leads"), letter.path.clone())
        .and(t.get("news-written"), t.moment(&letter.asked_at))
        .and(t.get("news-stands"), stands)
}

/// `POST /{lang}/officer/news`.
pub(super) async fn write(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let new = NewLetter {
        words: Words::new(typed.get("news_hi"), typed.get("news_en")),
        path: typed.get("news_path").trim(),
        once: typed.get("once"),
    };
    match news::write(app.db(), officer.buyer.who.person, &new).await {
        Ok(_) => Ok(to(&t, WRITES)),
        Err(NewsError::Bad(field)) => {
            let key = if field == "news_path" { "news-wrong-path" } else { "news-wrong-words" };
            let wrongs = Wrongs::none().and(field, t.get(key));
            let board = written(&app, &t, &officer, &typed, wrongs).await?;
            send(&app, t, &asked, WRITES, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `GET /{lang}/head/news`: what waits.
pub(super) async fn waiting(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let letters = news::letters(&mut app.db().read().await?).await?;
    let key = key_for(&head.buyer.session);
    let mut blocks = Vec::new();
    for letter in letters.iter().filter(|letter| letter.sends.is_none()) {
        blocks.push(Block::Facts(facts(&t, letter)));
        for (go, way) in [("news-send-go", "approval"), ("news-refuse-go", "refusal")] {
            let button = if way == "approval" { Button::main(t.get(go)) } else { Button::second(t.get(go)) };
            blocks.push(Block::Deed(Deed {
                action: t.path(&format!("{SENDS}/{}/{way}", letter.id)),
                button,
                with: Vec::new(),
                form_key: Some(key.clone()),
            }));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Text(t.get("news-nothing-waits")));
    }
    let board = Board::of(Desk::Head, told::name_of(&head.buyer), SENDS, t.get("room-news"), blocks)
        .led(t.get("news-head-lead"));
    send(&app, t, &asked, SENDS, &board)
}

/// `POST /{lang}/head/news/{id}/approval`.
pub(super) async fn approve(
    State(app): State<App>,
    t: Text,
    head: Head,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    news::decide(app.db(), head.buyer.who.person, id_of(&id)?, Decision::Sends).await?;
    Ok(to(&t, SENDS))
}

/// `POST /{lang}/head/news/{id}/refusal`.
pub(super) async fn refuse(
    State(app): State<App>,
    t: Text,
    head: Head,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    news::decide(app.db(), head.buyer.who.person, id_of(&id)?, Decision::Refuses).await?;
    Ok(to(&t, SENDS))
}
