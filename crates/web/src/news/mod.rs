//! News by SMS over HTTP: a buyer says yes on a page of her own, one tap stops it from any phone, an officer writes, a head sends.
//!
//! Reads and writes: through [`market::news`]. Never: asks whoever stops to sign in, or stops anything by being looked at.

mod desk;

use axum::extract::{Path, State};
use axum::response::Response;
use market::news::{self, NewsError};

use crate::app::App;
use crate::desk::to;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Deed};
use crate::respond::{self, Asked};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::news::NewsPage;
use crate::who::{Buyer, Visitor};

/// The room of news.
pub(crate) fn routes(routes: Routes) -> Routes {
    let code = || Right::Anybody.any(Thing::NewsCode);
    let letter = || Right::Head.any(Thing::NewsLetter);
    routes
        .get("/news", Right::SignedIn, show)
        .post("/news/agreement", Right::SignedIn, agree)
        .post("/news/stop", Right::SignedIn, stop_own)
        .get("/n/{code}", code(), led)
        .post("/n/{code}/stop", code(), stop)
        .get("/officer/news", Right::Officer, desk::list)
        .post("/officer/news", Right::Officer, desk::write)
        .get("/head/news", Right::Head, desk::waiting)
        .post("/head/news/{id}/approval", letter(), desk::approve)
        .post("/head/news/{id}/refusal", letter(), desk::refuse)
}

impl From<NewsError> for WebError {
    fn from(cause: NewsError) -> WebError {
        match cause {
            NewsError::Missing => WebError::Missing,
            NewsError::Bad(_) => WebError::Unclear("news-wrong-words"),
            NewsError::SamePerson => WebError::Conflict("news-wrong-same-person"),
            NewsError::AlreadySo => WebError::Conflict("news-wrong-decided"),
            NewsError::Enough => WebError::Conflict("news-wrong-enough"),
            NewsError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/news`.
async fn show(State(app): State<App>, t: Text, buyer: Buyer, asked: Asked) -> Result<Response, WebError> {
    let reader = news::reader(&mut app.db().read().await?, buyer.who.person).await?;
    let reads = reader.is_some_and(|reader| reader.ended_at.is_none());
    let (text, go, action) = if reads {
        ("news-reads", "news-stop-go", "/news/stop")
    } else {
        ("news-ask", "news-agree-go", "/news/agreement")
    };
    let deed = Deed {
        action: t.path(action),
        button: Button::main(t.get(go)),
        with: Vec::new(),
        form_key: Some(key_for(&buyer.session)),
    };
    let page = NewsPage { text: t.get(text), led: None, deed: Some(deed) };
    let visit = Visitor(Some(buyer.session)).visit("/news");
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// `POST /{lang}/news/agreement`.
async fn agree(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    news::agree(app.db(), buyer.who.person, t.lang).await?;
    Ok(to(&t, "/news"))
}

/// `POST /{lang}/news/stop`.
async fn stop_own(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    news::stop_own(app.db(), buyer.who.person).await?;
    Ok(to(&t, "/news"))
}

/// `GET /{lang}/n/{code}`: what the link in an SMS opens: the page it is about, and one button that stops the news.
async fn led(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let reader = news::stands(&mut read, &code).await?.ok_or(WebError::Missing)?;
    let letters = news::letters(&mut read).await?;
    drop(read);
    let newest = letters.into_iter().find(|letter| letter.sends == Some(1));
    let is_stopped = reader.ended_at.is_some();
    let deed = Deed {
        action: t.path(&format!("/n/{code}/stop")),
        button: Button::second(t.get("news-stop-go")),
        with: Vec::new(),
        form_key: visitor.0.as_ref().map(key_for),
    };
    let page = NewsPage {
        text: t.get(if is_stopped { "news-stopped" } else { "news-came" }),
        led: newest.map(|letter| (t.path(&letter.path), t.pick(&letter.words()).to_owned())),
        deed: (!is_stopped).then_some(deed),
    };
    let visit = visitor.visit(&asked.rest);
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// `POST /{lang}/n/{code}/stop`: one tap, nobody signs in.
async fn stop(
    State(app): State<App>,
    t: Text,
    Path(code): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    news::stop(app.db(), &code).await?;
    Ok(to(&t, &format!("/n/{code}")))
}
