//! Forms: where they may come from, how large they may be, and the key that ties them to our own page.
//!
//! A form is taken if the browser says that it comes from our own page (`Origin`, `Sec-Fetch-Site`). Every form of a
//! page made for one reader also carries a key from the session's secret; a key that is there must be right. An old
//! browser that says nothing is taken only with such a key.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use futures_util::future::BoxFuture;
use kernel::digits::only_digits;
use kernel::proof::{Authentic, sign};
use kernel::{Day, Secret, aadhaar};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use store::chance;
use store::sessions::Session;

use crate::app::App;
use crate::error::WebError;
use crate::who::Visitor;

/// No form of ours is larger.
const BYTES_MOST: usize = 64 * 1024;

/// What was typed into a form, by the names of its fields; for forms that come back with it when they are refused.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(pub BTreeMap<String, String>);

impl Typed {
    /// What was typed into a field, without spaces around it; nothing if the field did not come.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// A day as it was picked, or written with the day first.
    pub(crate) fn day(&self, name: &str) -> Option<Day> {
        let text = self.get(name);
        Day::from_iso(text).or_else(|| {
            let parts: Vec<i32> =
                text.split(['-', '/', '.']).filter_map(|part| only_digits(part).parse().ok()).collect();
            let [day, month, year] = parts.as_slice() else { return None };
            Day::of(*year, u8::try_from(*month).ok()?, u8::try_from(*day).ok()?)
        })
    }
}

/// What was filled in. Fields that the form does not have are refused.
#[derive(Debug)]
pub(crate) struct Filled<T>(pub T);

/// The key of a form on a page made for `session`: new with each page, right for all forms of the session.
pub(crate) fn key_for(session: &Session) -> String {
    let nonce = chance::letters(16);
    let proof = sign(&Secret::new(session.form_secret.clone()), nonce.as_bytes());
    format!("{nonce}.{proof}")
}

fn key_fits(session: &Session, key: &str) -> bool {
    let Some((nonce, proof)) = key.split_once('.') else { return false };
    Authentic::signed(nonce.as_bytes(), proof, &[Secret::new(session.form_secret.clone())]).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// The browser says it is our own page.
    Own,
    /// The browser says it is not.
    Foreign,
    /// The browser says nothing.
    Unsaid,
}

fn origin_of(headers: &HeaderMap) -> Origin {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(origin) = text("origin") {
        let host = origin.split_once("://").map(|(_, host)| host);
        let own = host.is_some() && host == text("host");
        return if own { Origin::Own } else { Origin::Foreign };
    }
    match text("sec-fetch-site") {
        Some("same-origin") => Origin::Own,
        Some(_) => Origin::Foreign,
        None => Origin::Unsaid,
    }
}

/// Whether the browser says that what it sends comes from our own page; what a script of ours sends has no form key.
pub(crate) fn is_from_own_page(headers: &HeaderMap) -> bool {
    origin_of(headers) == Origin::Own
}

/// Whether a form with this key, if it has one, was made for this visitor and comes from our own page.
pub(crate) fn is_ours(headers: &HeaderMap, visitor: &Visitor, key: Option<&str>) -> bool {
    let origin = origin_of(headers);
    origin != Origin::Foreign
        && match (key, &visitor.0) {
            (Some(key), Some(session)) => key_fits(session, key),
            (Some(_), None) => false,
            (None, _) => origin == Origin::Own,
        }
}

impl<T: DeserializeOwned> FromRequest<App> for Filled<T> {
    type Rejection = WebError;
    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let fields = fields_of(request, app).await?;
        serde_urlencoded::from_str(&fields).map(Filled).map_err(|_| WebError::Unclear("fault-unclear.text"))
    }
}

/// The fields of a form of ours, without its key, as a form sends them. Compiled once, not into each handler.
fn fields_of(request: Request, app: &App) -> BoxFuture<'_, Result<String, WebError>> {
    Box::pin(async move {
        let (mut parts, body) = request.into_parts();
        if origin_of(&parts.headers) == Origin::Foreign {
            return Err(WebError::NotOurForm);
        }
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let bytes = axum::body::to_bytes(body, BYTES_MOST).await.map_err(|_| WebError::TooLarge)?;
        let mut fields: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&bytes).map_err(|_| WebError::Unclear("fault-unclear.text"))?;
        // A letter that is none: no keyboard has it, and not every database takes it.
        if fields.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(WebError::Unclear("fault-unclear.text"));
        }
        let key = fields.iter().position(|(name, _)| name == "form_key").map(|at| fields.swap_remove(at).1);
        if !is_ours(&parts.headers, &visitor, key.as_deref()) {
            return Err(WebError::NotOurForm);
        }
        if fields.iter().any(|(name, value)| is_aadhaar_in(name, value)) {
            return Err(WebError::Unclear("fault-aadhaar"));
        }
        serde_urlencoded::to_string(&fields).map_err(|_| WebError::Unclear("fault-unclear.text"))
    })
}

/// Whether a field holds a number shaped like an Aadhaar number, which the mart must not even see twice. A bank account of
/// twelve digits has that shape once in twelve times; the bank's answer tells whether it is one. So has a bank's number of a payment.
pub(crate) fn is_aadhaar_in(name: &str, value: &str) -> bool {
    if matches!(
        name,
        "account_no"
            | "account_again"
            | "slip"
            | "bank_reference"
            | "upi_reference"
            | "utr"
            | "fund_reference"
            | "remittance_number"
            | "bill_number"
    ) {
        return false;
    }
    let asks_for_mobile = name == "mobile" || name.ends_with("_mobile");
    if asks_for_mobile { aadhaar::is_in_mobile(value) } else { aadhaar::is_in(value) }
}

/// A form that has nothing but its key.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::{CartId, Id, SessionId};

    fn session(secret: &str) -> Session {
        Session {
            id: SessionId::new(Time(0), [0; 10]),
            form_secret: secret.to_owned(),
            person: None,
            cart: CartId::new(Time(0), [0; 10]),
            seen_at: Time(0),
            pincode: None,
            life: store::sessions::Life::LONG,
            proven_at: None,
        }
    }

    #[test]
    fn a_key_fits_its_own_session_only() {
        let (mine, other) = (session("mine"), session("other"));
        let key = key_for(&mine);
        assert!(key_fits(&mine, &key) && !key_fits(&other, &key));
        assert_ne!(key, key_for(&mine), "each page has a key of its own");
        for forged in ["", ".", "abc", "abc.", ".abc"] {
            assert!(!key_fits(&mine, forged), "{forged}");
        }
    }

    #[test]
    fn a_telephone_with_its_country_is_none_where_a_telephone_is_asked_for() {
        assert!(is_aadhaar_in("landmark", "2345 6789 0124") && is_aadhaar_in("mobile", "234567890124"));
        assert!(is_aadhaar_in("landmark", "919876543216") && !is_aadhaar_in("to_mobile", "919876543216"));
    }

    #[test]
    fn foreign_pages_are_told_apart() {
        let origin = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, axum::http::HeaderValue::from_static(value));
            }
            origin_of(&headers)
        };
        assert_eq!(origin(&[("host", "mart.in"), ("origin", "https://mart.in")]), Origin::Own);
        assert_eq!(origin(&[("host", "mart.in"), ("origin", "https://evil.in")]), Origin::Foreign);
        assert_eq!(origin(&[("host", "mart.in"), ("origin", "null")]), Origin::Foreign);
        assert_eq!(origin(&[("sec-fetch-site", "same-origin")]), Origin::Own);
        assert_eq!(origin(&[("sec-fetch-site", "cross-site")]), Origin::Foreign);
        assert_eq!(origin(&[("host", "mart.in")]), Origin::Unsaid);
    }
}
