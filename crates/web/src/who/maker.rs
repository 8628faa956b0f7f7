//! A maker at her desk: which of the makers of her telephone she is in this session, and the telephone itself.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use kernel::Secret;
use kernel::ids::MakerId;
use market::phones;
use store::chance;

use super::{Buyer, cookie, place_of};
use crate::app::App;
use crate::error::WebError;

/// A device is remembered so many days after its PIN was set; browsers keep nothing for longer.
const DEVICE_DAYS: i64 = 400;

/// A maker, or who speaks for her. Who speaks for several is first asked which of them she is now.
#[derive(Clone, Debug)]
pub(crate) struct Maker {
    /// Who it is, with the session.
    pub buyer: Buyer,
    /// Which maker.
    pub maker: MakerId,
}

impl FromRequestParts<App> for Maker {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Family { buyer, makers, now } = Family::from_request_parts(parts, app).await?;
        match now {
            Some(maker) => Ok(Maker { buyer, maker }),
            None if makers.is_empty() => Err(WebError::Missing),
            None => Err(WebError::WhichMaker(place_of(parts))),
        }
    }
}

/// Somebody who speaks for one maker or several of one telephone; to everybody else the page does not exist.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    /// Who it is, with the session.
    pub buyer: Buyer,
    /// The makers she speaks for; never empty.
    pub makers: Vec<MakerId>,
    /// Which of them she is now, if that is known.
    pub now: Option<MakerId>,
}

impl FromRequestParts<App> for Family {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let buyer = Buyer::from_request_parts(parts, app).await?;
        let makers = buyer.who.makers();
        let now = match makers.as_slice() {
            [] => return Err(WebError::Missing),
            [one] => Some(*one),
            many => {
                let chosen = phones::at_work(&mut app.db().read().await?, buyer.session.id).await?;
                chosen.map(|(maker, _)| maker).filter(|maker| many.contains(maker))
            }
        };
        Ok(Family { buyer, makers, now })
    }
}

/// The telephone a request comes from, if it keeps a token of ours.
#[derive(Clone, Debug)]
pub(crate) struct Device(pub Option<Secret<String>>);

impl FromRequestParts<App> for Device {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Device(token(&parts.headers, cookie_name(app))))
    }
}

fn token(headers: &HeaderMap, name: &str) -> Option<Secret<String>> {
    cookie(headers, name).filter(|token| (32..=64).contains(&token.len())).map(Secret::new)
}

impl Device {
    /// The token, made if there is none yet, and the header that lets the telephone keep it.
    pub(crate) fn kept(self, app: &App) -> (Secret<String>, HeaderValue) {
        let token = self.0.unwrap_or_else(|| Secret::new(chance::token()));
        let secure = if app.parts.secure_cookies { "; Secure" } else { "" };
        let (name, age) = (cookie_name(app), DEVICE_DAYS * 86_400);
        let text =
            format!("{name}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", token.reveal());
        (token, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")))
    }
}

/// As the session's cookie, bound to the host and to HTTPS where there is HTTPS.
fn cookie_name(app: &App) -> &'static str {
    if app.parts.secure_cookies { "__Host-mart_phone" } else { "mart_phone" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_token_of_ours_is_one() {
        let of = |value: &str| {
            let mut headers = HeaderMap::new();
            headers
                .insert("cookie", HeaderValue::from_str(&format!("mart_phone={value}")).expect("a header"));
            token(&headers, "mart_phone").is_some()
        };
        assert!(of(&chance::token()));
        assert!(!of("") && !of("short") && !of(&"x".repeat(65)));
    }
}
