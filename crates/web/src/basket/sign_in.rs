//! Signing in by mobile number and code, signing out.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::header::SET_COOKIE;
use kernel::Secret;
use kernel::digits::only_digits;
use kernel::india::Mobile;
use market::accounts::{self, SignInError};
use market::quotes;
use serde::Deserialize;
use store::sessions::{self, Session};

use crate::app::App;
use crate::error::{WebError, encoded};
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Notice, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{SignInCode, SignInMobile};
use crate::who::{Buyer, Device, Visitor, clear_cookie, set_cookie};

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Next {
    pub(crate) next: String,
    /// `code` if the reader wants to sign in by code though a maker is known on this telephone.
    with: String,
    /// `over` if a PIN opens nothing any more.
    pin: String,
}

/// Only a path of our own: never another site, never a scheme.
pub(crate) fn own_path(next: &str) -> &str {
    let fits = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && next.len() < 300;
    if fits { next } else { "" }
}

/// `GET /{lang}/sign-in`.
pub(crate) async fn mobile(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    device: Device,
    Query(next): Query<Next>,
    asked: Asked,
) -> Result<Response, WebError> {
    let known = if next.with == "code" { Vec::new() } else { super::pin::known_here(&app, &device).await? };
    let over = || Notice::new(Tone::Stop, t.get("pin-over"), t.get("pin-over.text"));
    let page = SignInMobile {
        known,
        news: (next.pin == "over").then(over),
        next: own_path(&next.next).to_owned(),
        form_key: visitor.0.as_ref().map(key_for),
        ..SignInMobile::default()
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// A number and where to go afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    mobile: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/sign-in`: sends a code, whether or not the number is known.
pub(crate) async fn send_code(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(number): Filled<Number>,
) -> Result<Response, WebError> {
    let next = own_path(&number.next).to_owned();
    let (session, cookie) = session_for(&app, &visitor).await?;
    let wrongs = match Mobile::typed(&number.mobile) {
        None => Wrongs::none().and("mobile", t.get("wrong-mobile")),
        Some(mobile) => {
            match accounts::ask_code(app.db(), &mobile, t.lang, app.parts.codes_hourly_most).await {
                Ok(()) => {
                    quotes::keep_mobile(app.db(), session.cart, &mobile).await?;
                    let to = t.path(&format!("/sign-in/code?next={}", encoded(&next)));
                    return Ok(with_cookie(Redirect::to(&to).into_response(), cookie));
                }
                Err(cause) => Wrongs::none().and("mobile", told(&t, cause)?),
            }
        }
    };
    let page = SignInMobile {
        mobile: number.mobile,
        next,
        form_key: Some(key_for(&session)),
        wrongs,
        ..SignInMobile::default()
    };
    let response = respond::view(&app, t, &visitor.visit("/sign-in"), &page, &asked.headers)?;
    Ok(with_cookie(response, cookie))
}

/// `GET /{lang}/sign-in/code`.
pub(crate) async fn code(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Query(next): Query<Next>,
    asked: Asked,
) -> Result<Response, WebError> {
    let Some((session, mobile)) = waiting_for(&app, &visitor).await? else {
        return Ok(Redirect::to(&t.path("/sign-in")).into_response());
    };
    let page = SignInCode {
        mobile: mobile.ten_digits().to_owned(),
        next: own_path(&next.next).to_owned(),
        form_key: Some(key_for(&session)),
        ..SignInCode::default()
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// The code and what the page sends along.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    code: String,
    #[serde(default)]
    next: String,
    /// Sent along by the page; the number that counts is the one a code was sent to.
    #[serde(default, rename = "mobile")]
    _mobile: String,
}

/// `POST /{lang}/sign-in/code`: signs in and goes on to where the reader wanted to be, or to the desk of the role.
pub(crate) async fn check_code(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Code>,
) -> Result<Response, WebError> {
    let Some((session, mobile)) = waiting_for(&app, &visitor).await? else {
        return Ok(Redirect::to(&t.path("/sign-in")).into_response());
    };
    let code = Secret::new(only_digits(&typed.code));
    let next = own_path(&typed.next);
    match accounts::sign_in(app.db(), Some(&session), &mobile, &code, t.lang).await {
        Ok((opened, person)) => {
            let who = accounts::who_is(&mut app.db().read().await?, person).await?;
            let to = crate::factor::after_sign_in(who.as_ref(), next);
            Ok(with_cookie(Redirect::to(&t.path(&to)).into_response(), Some(set_cookie(&app, &opened))))
        }
        Err(cause) => {
            let page = SignInCode {
                mobile: mobile.ten_digits().to_owned(),
                next: next.to_owned(),
                form_key: Some(key_for(&session)),
                wrongs: Wrongs::none().and("code", told(&t, cause)?),
                ..SignInCode::default()
            };
            respond::view(&app, t, &visitor.visit("/sign-in/code"), &page, &asked.headers)
        }
    }
}

/// `POST /{lang}/sign-out`.
pub(crate) async fn sign_out(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    if let Some(session) = &visitor.0 {
        accounts::sign_out(app.db(), session).await?;
    }
    Ok(with_cookie(Redirect::to(&t.path("/")).into_response(), Some(clear_cookie(&app))))
}

/// `POST /{lang}/sign-out/everywhere`: ends the sessions of all phones and computers.
pub(crate) async fn sign_out_everywhere(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    accounts::sign_out_everywhere(app.db(), buyer.who.person).await?;
    Ok(with_cookie(Redirect::to(&t.path("/")).into_response(), Some(clear_cookie(&app))))
}

/// The session of a visitor, opened if there is none, with the cookie that must then be set.
pub(super) async fn session_for(
    app: &App,
    visitor: &Visitor,
) -> Result<(Session, Option<http::HeaderValue>), WebError> {
    match &visitor.0 {
        Some(session) => Ok((session.clone(), None)),
        None => {
            let opened = sessions::open(app.db()).await?;
            let cookie = set_cookie(app, &opened);
            Ok((opened.session, Some(cookie)))
        }
    }
}

/// The number a code was sent to from this session.
pub(super) async fn waiting_for(app: &App, visitor: &Visitor) -> Result<Option<(Session, Mobile)>, WebError> {
    let Some(session) = &visitor.0 else { return Ok(None) };
    let draft = quotes::draft_of(&mut app.db().read().await?, session.cart).await?;
    Ok(draft.and_then(|draft| draft.mobile).map(|mobile| (session.clone(), mobile)))
}

/// A refused sign-in in the reader's words; a failed database is no refusal.
pub(super) fn told(t: &Text, cause: SignInError) -> Result<String, WebError> {
    Ok(match cause {
        SignInError::TooManyCodes { wait_minutes } => t
            .say("wrong-too-many-codes")
            .set("minutes", u32::try_from(wait_minutes).unwrap_or(15))
            .to_string(),
        SignInError::NoMoreCodes => t.get("wrong-no-more-codes"),
        SignInError::WrongCode { tries_left } => {
            tracing::warn!(tries_left, "a sign-in code was wrong");
            t.say("wrong-code").set("left", u32::try_from(tries_left).unwrap_or(0)).to_string()
        }
        SignInError::NoCode => t.get("wrong-code-spent"),
        SignInError::Db(cause) => return Err(cause.into()),
    })
}

pub(crate) fn with_cookie(mut response: Response, cookie: Option<http::HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        assert_eq!(own_path("/orders/DM-1"), "/orders/DM-1");
        for evil in ["//evil.in", "https://evil.in", "javascript:alert(1)", "/\\evil.in", "orders", ""] {
            assert_eq!(own_path(evil), "", "{evil}");
        }
    }
}
