//! What visitors see of a trial: who may order, leaving word that one would like to, and what one thinks of a page.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use http::header::REFERER;
use market::launch::{self, LaunchError, Stage};

use crate::app::App;
use crate::desk::to;
use crate::error::{WebError, split_language};
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Deed, Field, Kind, Notice, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Visitor};

/// `GET /{lang}/trial`: why one cannot order now, and what one can do.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let stage = launch::stage(&mut app.db().read().await?).await?;
    let mut blocks = Vec::new();
    if stage == Stage::Trial {
        blocks.push(Block::Deed(Deed {
            action: t.path("/trial/wishes"),
            button: Button::main(t.get("trial-wish")),
            with: Vec::new(),
            form_key: visitor.0.as_ref().map(key_for),
        }));
    }
    blocks.push(Block::Button(Button::second(t.get("trial-look")).to(t.path("/"))));
    let news = asked
        .rest
        .ends_with("?noted")
        .then(|| Notice::new(Tone::Good, t.get("trial-wished"), t.get("trial-wished.text")));
    let page = Leaf {
        title: t.get("trial-title"),
        lead: t.get(&format!("trial-lead-{stage}")),
        wrongs: Wrongs::none(),
        news,
        blocks,
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// `POST /{lang}/trial/wishes`: she would like to be invited; the number she signed in with is enough.
pub(super) async fn wish(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    launch::wish(app.db(), buyer.who.person).await?;
    Ok(to(&t, "/trial?noted"))
}

/// Of which page somebody speaks: the one she comes from, if it is one of ours.
fn page_of(app: &App, headers: &HeaderMap) -> String {
    let from = headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = from.strip_prefix(&app.site().url).unwrap_or_default();
    if split_language(path).is_some() { path.chars().take(200).collect() } else { String::new() }
}

/// `GET /{lang}/feedback`.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let from = page_of(&app, &asked.headers);
    let mut page = page(&t, &visitor, &from, &Typed::default(), Wrongs::none());
    if asked.rest.ends_with("?noted") {
        page.news = Some(Notice::new(Tone::Good, t.get("feedback-noted"), t.get("feedback-noted.text")));
    }
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

fn page(t: &Text, visitor: &Visitor, from: &str, typed: &Typed, wrongs: Wrongs) -> Leaf {
    let words = Field::named(t, "feedback", Kind::Lines, typed.get("feedback"), &wrongs);
    let form = BoardForm {
        action: t.path("/feedback"),
        method: "post",
        asks: vec![Ask::Field(words)],
        with: vec![("page".to_owned(), from.to_owned())],
        button: Button::main(t.get("feedback-send")),
        form_key: visitor.0.as_ref().map(key_for),
    };
    Leaf {
        title: t.get("feedback-title"),
        lead: t.get("feedback-lead"),
        wrongs,
        news: None,
        blocks: vec![Block::Form(form)],
    }
}

/// `POST /{lang}/feedback`.
pub(super) async fn say(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    match launch::say(app.db(), typed.get("page"), typed.get("feedback")).await {
        Ok(()) => Ok(to(&t, "/feedback?noted")),
        Err(LaunchError::NoWords) => {
            let wrongs = Wrongs::none().and("feedback", t.get("launch-wrong-words"));
            let page = page(&t, &visitor, typed.get("page"), &typed, wrongs);
            respond::view(&app, t, &visitor.visit("/feedback"), &page, &asked.headers)
        }
        Err(cause) => Err(cause.into()),
    }
}
