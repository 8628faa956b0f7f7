//! What clients send: bodies and parameters, refused unless every field is known and of the right kind.
//!
//! Never: trusts a price, a total or an id it has not looked up; reads more than [`BYTES_MOST`].

use std::error::Error as _;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use kernel::india::{Mobile, Pin};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::code::Code;
use super::problem::Problem;
use crate::app::App;
use crate::error::asks_for_aadhaar;
use crate::form::is_aadhaar_in;

/// Nothing the API takes is larger.
pub(crate) const BYTES_MOST: usize = 64 * 1024;

/// No name in an address is longer.
const NAME_MOST: usize = 200;

/// A body of JSON whose every field is known.
#[derive(Debug)]
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &App) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            return Err(Problem::of(Code::NotJson));
        }
        let bytes = axum::body::to_bytes(request.into_body(), BYTES_MOST).await;
        let bytes = bytes.map_err(|_| Problem::of(Code::TooLarge))?;
        if let Some(field) = aadhaar_in(&bytes) {
            return Err(Problem::at(Code::AadhaarNumber, field));
        }
        Json::<T>::from_bytes(&bytes).map(|Json(body)| Body(body)).map_err(|rejection| match rejection {
            // A wrong field may stand before the place where the text stops being JSON at all.
            JsonRejection::JsonDataError(cause) if is_json(&bytes) => {
                wrong_field(cause.source().map(ToString::to_string))
            }
            _ => Problem::of(Code::BadJson),
        })
    }
}

fn says_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// The place of a text in a body that holds a number shaped like an Aadhaar number.
fn aadhaar_in(bytes: &[u8]) -> Option<String> {
    /// Fewer digits are none, and most bodies have fewer.
    const DIGITS: usize = 12;
    let may_hold = |bytes: &[u8]| {
        bytes.iter().filter(|b| b.is_ascii_digit() || !b.is_ascii()).take(DIGITS).count() == DIGITS
    };
    if !may_hold(bytes) {
        return None;
    }
    within(&serde_json::from_slice(bytes).ok()?, "", "")
}

fn within(value: &Value, name: &str, path: &str) -> Option<String> {
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::String(text) => is_aadhaar_in(name, text).then(|| path.to_owned()),
        Value::Number(number) => is_aadhaar_in(name, &number.to_string()).then(|| path.to_owned()),
        Value::Array(all) => {
            (0..).zip(all).find_map(|(at, value): (usize, _)| within(value, name, &format!("{path}[{at}]")))
        }
        Value::Object(fields) => fields.iter().find_map(|(name, value)| within(value, name, &inside(name))),
        Value::Null | Value::Bool(_) => None,
    }
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// A part of an address that may name something of ours. PostgreSQL takes no NUL in a text, and no name of ours holds
/// any sign like it.
pub(crate) fn name(text: &str) -> Option<&str> {
    (!text.is_empty() && text.len() <= NAME_MOST && !text.chars().any(char::is_control)).then_some(text)
}

/// Query parameters, every one of them known.
#[derive(Debug)]
pub(crate) struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Params<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        if asks_for_aadhaar(parts.uri.query()) {
            return Err(Problem::of(Code::AadhaarNumber));
        }
        let read = Query::<T>::try_from_uri(&parts.uri);
        read.map(|Query(params)| Params(params))
            .map_err(|cause| wrong_field(cause.source().map(ToString::to_string)))
    }
}

/// The field behind a sentence of the decoder: `lines[0].quantity: invalid type: …`, ``unknown field `x`, expected …``.
fn wrong_field(sentence: Option<String>) -> Problem {
    let sentence = sentence.unwrap_or_default();
    let named = |start: &str| {
        let rest = &sentence[sentence.find(start)? + start.len()..];
        Some(rest[..rest.find('`')?].to_owned())
    };
    let (path, _) = sentence.split_once(": ").filter(|(path, _)| is_path(path)).unwrap_or(("", ""));
    let inside = |name: String| if path.is_empty() { name } else { format!("{path}.{name}") };
    if let Some(name) = named("unknown field `") {
        // The decoder's path may end with the unknown field itself.
        let told =
            if path == name || path.ends_with(&format!(".{name}")) { path.to_owned() } else { inside(name) };
        return Problem::at(Code::UnknownField, told);
    }
    match named("missing field `") {
        Some(name) => Problem::at(Code::MissingField, inside(name)),
        None => Problem::at(Code::BadField, path),
    }
}

/// `lines[0].quantity`, not the beginning of a sentence.
fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'[' | b']' | b'?'))
}

/// What came is no longer than the document says.
pub(crate) fn no_longer(field: &str, typed: Option<&str>, most: usize) -> Result<(), Problem> {
    let is_long = typed.is_some_and(|typed| typed.chars().count() > most);
    if is_long { Err(Problem::at(Code::LongField, field)) } else { Ok(()) }
}

/// What a person wrote in a field: trimmed, something, not too long, no control characters.
pub(crate) fn words(field: &str, typed: &str, most: usize) -> Result<String, Problem> {
    let words = typed.trim();
    if words.is_empty() {
        return Err(Problem::at(Code::EmptyField, field));
    }
    if words.chars().count() > most {
        return Err(Problem::at(Code::LongField, field));
    }
    if words.chars().any(char::is_control) {
        return Err(Problem::at(Code::BadField, field));
    }
    Ok(words.to_owned())
}

/// A mobile number, with or without `+91`.
pub(crate) fn mobile(field: &str, typed: &str) -> Result<Mobile, Problem> {
    Mobile::typed(typed).ok_or_else(|| Problem::at(Code::BadMobile, field))
}

/// A pincode by its form.
pub(crate) fn pin(field: &str, typed: &str) -> Result<Pin, Problem> {
    Pin::typed(typed).ok_or_else(|| Problem::at(Code::BadPincode, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        #[allow(dead_code)]
        quantity: u32,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Basket {
        #[allow(dead_code)]
        lines: Vec<Line>,
    }

    fn told(json: &str) -> String {
        match Json::<Basket>::from_bytes(json.as_bytes()) {
            Err(JsonRejection::JsonDataError(cause)) => {
                format!("{:?}", wrong_field(cause.source().map(ToString::to_string)))
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn an_aadhaar_number_is_named_by_its_place() {
        let found = |json: &str| aadhaar_in(json.as_bytes());
        let typed = r#"{"lines":[],"address":{"house":"2345-6789-0124","mobile":"919876543210"}}"#;
        assert_eq!(found(typed).as_deref(), Some("address.house"));
        assert_eq!(found(r#"{"notes":["ठीक", "२३४५ ६७८९ ०१२४"]}"#).as_deref(), Some("notes[1]"));
        assert_eq!(found(r#"{"code":234567890124}"#).as_deref(), Some("code"));
        assert_eq!(found(r#"{"mobile":"+919876543210","total":12345678901234}"#), None);
    }

    #[test]
    fn the_wrong_field_is_named_with_its_place() {
        for (json, code, field) in [
            (r#"{"lines":[{"quantity":-1}]}"#, "BadField", "lines[0].quantity"),
            (r#"{"lines":[{"quantity":1},{"quantity":"१२"}]}"#, "BadField", "lines[1].quantity"),
            (r#"{"lines":[{"quantity":1e18}]}"#, "BadField", "lines[0].quantity"),
            (r#"{"lines":[{"quantity":1,"price":1}]}"#, "UnknownField", "lines[0].price"),
            (r#"{"lines":[],"total":1}"#, "UnknownField", "total"),
            (r#"{"lines":[{}]}"#, "MissingField", "lines[0].quantity"),
            (r"{}", "MissingField", "lines"),
            (r#"{"lines":{}}"#, "BadField", "lines"),
        ] {
            let told = told(json);
            let right =
                told.contains(&format!("code: {code}")) && told.contains(&format!("Some(\"{field}\")"));
            assert!(right, "{json}: {told}");
        }
    }
}
