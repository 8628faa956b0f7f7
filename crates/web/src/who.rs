//! Who asks: the session behind a cookie or token, and the rights behind the session. A right is an argument of a handler.

mod maker;

use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::request::Parts;
use futures_util::future::BoxFuture;
use kernel::Lang;
use kernel::ids::HubId;
use market::accounts::{self, DepartmentKey, Post, Role, Who};
use market::audit::{Actor, Part};
use store::sessions::{self, LIFE_DAYS, Opened, Session};

use crate::app::App;
use crate::cookies::cookie;
use crate::error::WebError;
use crate::page::Visit;
use crate::text::Text;

pub(crate) use maker::{Device, Family, Maker};

/// The language of the address: the pages are mounted once under each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InLanguage(pub Lang);

impl<S: Sync> FromRequestParts<S> for Text {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts.extensions.get::<InLanguage>().map(|lang| Text::new(lang.0)).ok_or(WebError::Missing)
    }
}

/// The session of a browser, if it has one.
#[derive(Clone, Debug)]
pub(crate) struct Visitor(pub Option<Session>);

impl FromRequestParts<App> for Visitor {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        visitor(parts, app).await
    }
}

/// Compiled once, not into each handler; so is [`buyer`].
fn visitor<'a>(parts: &'a mut Parts, app: &'a App) -> BoxFuture<'a, Result<Visitor, WebError>> {
    Box::pin(async move {
        if let Some(known) = parts.extensions.get::<Visitor>() {
            return Ok(known.clone());
        }
        let found = match cookie(&parts.headers, cookie_name(app)) {
            Some(token) => find(app, &token).await?,
            None => None,
        };
        parts.extensions.insert(Visitor(found.clone()));
        Ok(Visitor(found))
    })
}

/// The living session behind a token; its use is written down now and then.
pub(crate) async fn find(app: &App, token: &str) -> Result<Option<Session>, WebError> {
    let found = {
        let mut read = app.db().read().await?;
        sessions::find(&mut read, token).await?
    };
    if let Some(session) = &found {
        sessions::touch(app.db(), session).await?;
    }
    Ok(found)
}

impl Visitor {
    /// The session; for a form without one: somebody who came without a cookie cannot have had our page.
    pub(crate) fn session(self) -> Result<Session, WebError> {
        self.0.ok_or(WebError::NotOurForm)
    }

    /// What belongs to this request alone.
    pub(crate) fn visit(&self, rest: &str) -> Visit {
        let signed_in = Some(self.0.as_ref().is_some_and(|s| s.person.is_some()));
        Visit { path: rest.to_owned(), signed_in, ..Visit::default() }
    }
}

/// Somebody who has signed in in a browser. Others are sent to the sign-in page and come back.
#[derive(Clone, Debug)]
pub(crate) struct Buyer {
    pub who: Who,
    pub session: Session,
}

impl FromRequestParts<App> for Buyer {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        buyer(parts, app).await
    }
}

fn buyer<'a>(parts: &'a mut Parts, app: &'a App) -> BoxFuture<'a, Result<Buyer, WebError>> {
    Box::pin(async move {
        if let Some(known) = parts.extensions.get::<Buyer>() {
            return Ok(known.clone());
        }
        let Visitor(session) = visitor(parts, app).await?;
        let sign_in = || WebError::SignIn(place_of(parts));
        let Some(session) = session else { return Err(sign_in()) };
        let Some(person) = session.person else { return Err(sign_in()) };
        let mut read = app.db().read().await?;
        let who = accounts::who_is(&mut read, person).await?.ok_or(WebError::Missing)?;
        let who = if session.proven_at.is_some() { who } else { who.unproven() };
        let buyer = Buyer { who, session };
        parts.extensions.insert(buyer.clone());
        Ok(buyer)
    })
}

/// The page that was asked for, behind the language; empty where a form was sent, which must be filled in again.
pub(crate) fn place_of(parts: &Parts) -> String {
    let uri = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
    let path = uri.path_and_query().map_or("/", |p| p.as_str());
    let back = if parts.method == axum::http::Method::GET { path } else { "" };
    crate::error::split_language(back).map_or("", |(_, rest)| rest).to_owned()
}

impl Buyer {
    /// For the audit trail.
    pub(crate) const fn actor(&self, part: Part) -> Actor {
        Actor::Person(self.who.person, part)
    }
}

/// Declares extractors for those with a role: to everybody else the page does not exist.
macro_rules! desks {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $kind:ty = $find:expr)? } $(if $role:expr)?;)+) => {$(
        $(#[$about])*
        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "some desks have no rooms yet")]
        pub(crate) struct $name {
            /// Who it is, with the session.
            pub buyer: Buyer,
            $($(#[$doc])* pub $field: $kind,)?
        }

        impl FromRequestParts<App> for $name {
            type Rejection = WebError;
            async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
                let buyer = Buyer::from_request_parts(parts, app).await?;
                $(if !buyer.who.is($role) {
                    return Err(WebError::Missing);
                })?
                $(let $field = $find(&buyer.who).ok_or(WebError::Missing)?;)?
                Ok($name { buyer, $($field)? })
            }
        }
    )+};
}

desks! {
    /// The keeper of a hub.
    Keeper {
        /// Which.
        hub: HubId = Who::hub
    };
    /// An officer: finds makers and carries their cases.
    Officer {
        /// For which department, in which blocks.
        post: Post = Who::post
    };
    /// The head of a department.
    Head {
        /// Which.
        department: DepartmentKey = Who::heads
    };
    /// Who makes or approves payouts.
    Finance {} if Role::Finance;
    /// The Deputy Commissioner's office: sees everything in aggregate.
    DcOffice {} if Role::DcOffice;
    /// Who runs the machine; no power over money or goods.
    Administrator {} if Role::Administrator;
}

/// Cookies of a real site are bound to its host and to HTTPS; on a loopback address there is no HTTPS.
const fn cookie_name_for(secure: bool) -> &'static str {
    if secure { "__Host-mart" } else { "mart" }
}

fn cookie_name(app: &App) -> &'static str {
    cookie_name_for(app.parts.secure_cookies)
}

/// The header that gives a browser its session. It does not travel with forms of other sites.
pub(crate) fn set_cookie(app: &App, opened: &Opened) -> HeaderValue {
    let (name, token) = (cookie_name(app), opened.token.reveal());
    let secure = if app.parts.secure_cookies { "; Secure" } else { "" };
    let age = LIFE_DAYS * 86_400;
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// The header that takes the session away.
pub(crate) fn clear_cookie(app: &App) -> HeaderValue {
    let secure = if app.parts.secure_cookies { "; Secure" } else { "" };
    let text = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", cookie_name(app));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
