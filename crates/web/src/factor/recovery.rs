//! Recovery codes: shown until they are written down, then never again.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use market::factors;

use super::{Next, answer, back, load, page, told};
use crate::app::App;
use crate::error::{WebError, encoded};
use crate::form::{Filled, Nothing, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::factor::RecoveryCodes;
use crate::who::Buyer;

const HERE: &str = "/second-factor/recovery-codes";

/// `GET /{lang}/second-factor/recovery-codes`: only in a session that has proven itself.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Query(next): Query<Next>,
    asked: Asked,
) -> Result<Response, WebError> {
    let codes = load(&app, &buyer).await?.new_recovery_codes.filter(|_| buyer.session.proven_at.is_some());
    let Some(codes) = codes else { return Ok(back(&t, next.path())) };
    let next = next.path().to_owned();
    let here = format!("{HERE}?next={}", encoded(&next));
    let view = RecoveryCodes { codes, next, form_key: Some(key_for(&buyer.session)) };
    answer(&app, t, &asked, &here, &view)
}

/// `POST /{lang}/second-factor/recovery-codes`: new ones, instead of those that were used or lost.
pub(super) async fn renew(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    match factors::new_recovery_codes(app.db(), &buyer.session).await {
        Ok(()) => Ok(Redirect::to(&t.path(HERE)).into_response()),
        Err(cause) => {
            let wrongs = Wrongs::none().and("", told(&t, cause)?);
            page(&app, t, &buyer, "", &asked, wrongs).await
        }
    }
}

/// `POST /{lang}/second-factor/recovery-codes/receipt`: they are written down.
pub(super) async fn keep(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(next): Filled<Next>,
) -> Result<Response, WebError> {
    match factors::keep_recovery_codes(app.db(), &buyer.session).await {
        Ok(()) => {
            let to = if next.path().is_empty() { "/second-factor" } else { next.path() };
            Ok(Redirect::to(&t.path(to)).into_response())
        }
        Err(cause) => {
            let wrongs = Wrongs::none().and("", told(&t, cause)?);
            page(&app, t, &buyer, "", &asked, wrongs).await
        }
    }
}
