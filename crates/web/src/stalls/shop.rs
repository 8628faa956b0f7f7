//! The page a printed code leads to: the goods of the stall first, then all others; home, or to a counter.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use market::{pickups, stalls};

use super::COOKIE_NAME;
use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::shop::shelf;
use crate::text::Text;
use crate::views::stall::StallPage;
use crate::who::Visitor;

/// A code is remembered for so many seconds: whoever scans today may buy this evening.
const REMEMBERED_S: u32 = 2 * 24 * 3600;

/// `GET /s/{code}`: what is printed, so that it is short; the pages are Hindi first.
pub(crate) async fn short(State(app): State<App>, Path(code): Path<String>) -> Result<Redirect, WebError> {
    let stall = stalls::living(&mut app.db().read().await?, &code).await?.ok_or(WebError::Missing)?;
    Ok(Redirect::to(&format!("/hi/s/{}", stall.code)))
}

/// `GET /{lang}/s/{code}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let stall = stalls::living(&mut read, &code).await?.ok_or(WebError::Missing)?;
    let (here, others) = stalls::goods_of(&mut read, stall.id).await?;
    let counter = match stall.counter {
        Some(id) => pickups::counter(&mut read, id).await?,
        None => None,
    };
    drop(read);
    let page = StallPage {
        name: stall.name,
        place: stall.place,
        counter: counter.map(|counter| counter.name),
        here: shelf(here).seen_first(),
        others: shelf(others),
    };
    let mut response =
        respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)?.into_response();
    let secure = if app.parts.secure_cookies { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE_NAME}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={REMEMBERED_S}{secure}",
        stall.code
    );
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}
