//! Setting a second factor up: an app's key is shown until the app proves it; a passkey proves itself as it is made.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Secret;
use kernel::ids::PasskeyId;
use market::factors::{self, FactorError, Registration};
use serde::Deserialize;

use super::{Next, answer, back, load, page, proven, told};
use crate::app::App;
use crate::basket::sign_in::own_path;
use crate::error::{WebError, encoded};
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::factor::FactorApp;
use crate::who::Buyer;

/// `POST /{lang}/second-factor/app`: draws a key for the app.
pub(super) async fn begin_app(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(next): Filled<Next>,
) -> Result<Response, WebError> {
    match factors::begin_app(app.db(), &buyer.session).await {
        Ok(()) => {
            let to = format!("/second-factor/app?next={}", encoded(next.path()));
            Ok(Redirect::to(&t.path(&to)).into_response())
        }
        Err(cause) => {
            let wrongs = Wrongs::none().and("", told(&t, cause)?);
            page(&app, t, &buyer, next.path(), &asked, wrongs).await
        }
    }
}

/// `GET /{lang}/second-factor/app`: the key as a picture and in letters, and the field for the app's first code.
pub(super) async fn app(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Query(next): Query<Next>,
    asked: Asked,
) -> Result<Response, WebError> {
    show_key(&app, t, &buyer, next.path(), &asked, Wrongs::none()).await
}

async fn show_key(
    app: &App,
    t: Text,
    buyer: &Buyer,
    next: &str,
    asked: &Asked,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let Some(key) = load(app, buyer).await?.new_app else { return Ok(back(&t, next)) };
    let view = FactorApp {
        key: key.base32(),
        mart: t.get("mart"),
        name: buyer.who.mobile.ten_digits().to_owned(),
        next: next.to_owned(),
        form_key: Some(key_for(&buyer.session)),
        wrongs,
    };
    answer(app, t, asked, &format!("/second-factor/app?next={}", encoded(next)), &view)
}

/// The first code of a new app.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FirstCode {
    app_code: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/second-factor/app/proof`: the app shows the right code, so it counts from now on.
pub(super) async fn confirm_app(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(code): Filled<FirstCode>,
) -> Result<Response, WebError> {
    let next = own_path(&code.next).to_owned();
    match factors::confirm_app(app.db(), &buyer.session, &Secret::new(code.app_code)).await {
        Ok(opened) => proven(&app, &t, buyer, &opened, &next).await,
        Err(FactorError::NotSetUp) => Ok(back(&t, &next)),
        Err(cause) => {
            let wrongs = Wrongs::none().and("app_code", told(&t, cause)?);
            show_key(&app, t, &buyer, &next, &asked, wrongs).await
        }
    }
}

/// What the script filled in for a new key.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewKey {
    client_data: String,
    authenticator_data: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/second-factor/passkeys`.
pub(super) async fn add_passkey(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(key): Filled<NewKey>,
) -> Result<Response, WebError> {
    let NewKey { client_data, authenticator_data, next } = key;
    let raw = Registration { client_data, authenticator_data };
    match factors::add_passkey(app.db(), &buyer.session, &raw, &app.origins()).await {
        Ok(opened) => proven(&app, &t, buyer, &opened, own_path(&next)).await,
        Err(cause) => {
            let wrongs = Wrongs::none().and("", told(&t, cause)?);
            page(&app, t, &buyer, own_path(&next), &asked, wrongs).await
        }
    }
}

/// `POST /{lang}/second-factor/passkeys/{id}/removal`. Another's key is none.
pub(super) async fn remove_passkey(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: PasskeyId = id.parse().map_err(|_| WebError::Missing)?;
    match factors::remove_passkey(app.db(), &buyer.session, id).await {
        Ok(()) => Ok(back(&t, "")),
        Err(FactorError::NoPasskey) => Err(WebError::Missing),
        Err(cause) => {
            let wrongs = Wrongs::none().and("", told(&t, cause)?);
            page(&app, t, &buyer, "", &asked, wrongs).await
        }
    }
}
