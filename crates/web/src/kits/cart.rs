//! Kits in the basket.

use axum::extract::{Path, State};
use axum::response::Response;
use http::header::SET_COOKIE;
use kernel::digits;
use kernel::ids::KitId;
use market::kits::{self, KITS_MOST};
use serde::Deserialize;

use crate::app::App;
use crate::basket::cart::{opened, to_cart};
use crate::error::WebError;
use crate::form::{Filled, Nothing};
use crate::text::Text;
use crate::who::Visitor;

/// What is put into the basket.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    kit: String,
    quantity: String,
}

fn pieces(typed: &str) -> Result<u32, WebError> {
    let pieces = digits::ascii_digits(typed.trim()).parse().ok().filter(|n| (1..=KITS_MOST).contains(n));
    pieces.ok_or(WebError::Unclear("wrong-quantity"))
}

/// `POST /{lang}/cart/kits`: puts kits into the basket, beside what is there of them.
pub(super) async fn add(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, WebError> {
    let kit: KitId = wanted.kit.parse().map_err(|_| WebError::Missing)?;
    let wanted = pieces(&wanted.quantity)?;
    let (session, cookie) = opened(&app, visitor).await?;
    let there = kits::in_cart(&mut app.db().read().await?, session.cart).await?;
    let there = there.iter().find(|there| there.view.kit.id == kit).map_or(0, |there| there.pieces);
    kits::put_into_cart(app.db(), session.cart, kit, (there + wanted).min(KITS_MOST)).await?;
    let mut response = to_cart(&app, t, &session).await?;
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// How many of a kit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    quantity: String,
}

/// `POST /{lang}/cart/kits/{kit}`: changes how many.
pub(super) async fn change(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(kit): Path<String>,
    Filled(count): Filled<Count>,
) -> Result<Response, WebError> {
    put(&app, t, visitor, &kit, pieces(&count.quantity)?).await
}

/// `POST /{lang}/cart/kits/{kit}/removal`: takes them out.
pub(super) async fn remove(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(kit): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    put(&app, t, visitor, &kit, 0).await
}

async fn put(app: &App, t: Text, visitor: Visitor, kit: &str, pieces: u32) -> Result<Response, WebError> {
    let session = visitor.session()?;
    let kit = kit.parse().map_err(|_| WebError::Missing)?;
    kits::put_into_cart(app.db(), session.cart, kit, pieces).await?;
    to_cart(app, t, &session).await
}
