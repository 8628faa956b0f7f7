//! Who calls: the session behind a bearer token, and the person behind the session. The right is in the argument list.

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use axum::http::request::Parts;
use kernel::Lang;
use market::accounts::{self, Who};
use store::sessions::Session;

use super::code::Code;
use super::problem::{self, Problem};
use crate::app::App;
use crate::cookies::bearer;
use crate::who;

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub who: Who,
    pub session: Session,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let nobody = || Problem::of(Code::NotSignedIn);
        let token = bearer(&parts.headers).ok_or_else(nobody)?;
        let session = who::find(app, token).await?.ok_or_else(nobody)?;
        let person = session.person.ok_or_else(nobody)?;
        let who = accounts::who_is(&mut app.db().read().await?, person).await?.ok_or_else(nobody)?;
        let who = if session.proven_at.is_some() { who } else { who.unproven() };
        Ok(Caller { who, session })
    }
}

/// Somebody who has signed in, or nobody. A token that is sent must be right all the same.
#[derive(Clone, Debug)]
pub(crate) struct Perhaps(pub Option<Caller>);

impl FromRequestParts<App> for Perhaps {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if parts.headers.contains_key(AUTHORIZATION) {
            return Ok(Perhaps(Some(Caller::from_request_parts(parts, app).await?)));
        }
        Ok(Perhaps(None))
    }
}

/// The language of news: what `Accept-Language` asks for, Hindi unless it is English; `None` if it says nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tongue(pub Option<Lang>);

impl<S: Sync> FromRequestParts<S> for Tongue {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let says = parts.headers.contains_key(ACCEPT_LANGUAGE);
        Ok(Tongue(says.then(|| problem::language(&parts.headers))))
    }
}
