//! Taking messages in: shape, register, repeats; and telling tests what was taken.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use connectors::sms::needs_unicode;
use kernel::Time;
use kernel::india::Mobile;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Counter, Message};
use crate::Down;

/// The most messages one answer lists.
const LISTED_MAX: usize = 200;

/// A message on the wire; see [`connectors::sms`].
#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Wire {
    #[serde(rename = "PE_ID")]
    pe_id: String,
    #[serde(rename = "TEMPLATE_ID")]
    template_id: String,
    header: String,
    to: String,
    text: String,
    unicode: bool,
    key: String,
}

/// Why a message is not taken.
struct Refused {
    status: StatusCode,
    code: &'static str,
    description: String,
    field: &'static str,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body =
            json!({"error": {"code": self.code, "description": self.description, "field": self.field}});
        (self.status, Json(body)).into_response()
    }
}

fn refused(code: &'static str, field: &'static str, description: impl Into<String>) -> Refused {
    Refused { status: StatusCode::BAD_REQUEST, code, description: description.into(), field }
}

/// `POST /send`.
pub async fn receive(State(counter): State<Arc<Counter>>, headers: HeaderMap, body: Bytes) -> Response {
    let down = counter.with(|held| held.down);
    let trouble = || StatusCode::INTERNAL_SERVER_ERROR.into_response();
    if let Some(instead) = down.instead(&counter.stopping, trouble).await {
        return instead;
    }
    match take(&counter, &headers, &body) {
        Ok(answer) => (StatusCode::ACCEPTED, Json(answer)).into_response(),
        Err(refused) => refused.into_response(),
    }
}

fn take(counter: &Counter, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let shown = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or("");
    if shown.strip_prefix("Bearer ").is_none_or(str::is_empty) {
        let status = StatusCode::UNAUTHORIZED;
        return Err(Refused { status, ..refused("NOT_YOU", "Authorization", "a key is needed") });
    }
    let wire: Wire = serde_json::from_slice(body).map_err(|e| refused("BAD_MESSAGE", "", e.to_string()))?;
    let to = check(counter, &wire)?;
    Ok(counter.with(|held| {
        if let Some(first) = held.messages.iter().find(|m| m.key == wire.key) {
            return json!({ "id": first.id, "state": "repeated" });
        }
        held.handed_in += 1;
        let id = format!("sms_{:06}", held.handed_in);
        held.keep(Message {
            id: id.clone(),
            to: to.as_str().to_owned(),
            text: wire.text,
            template_id: wire.template_id,
            header: wire.header,
            key: wire.key,
            sent_at_ms: crate::now().0,
        });
        json!({ "id": id, "state": "accepted" })
    }))
}

/// What an operator checks before it takes a message.
fn check(counter: &Counter, wire: &Wire) -> Result<Mobile, Refused> {
    if wire.pe_id.is_empty() || !wire.pe_id.bytes().all(|b| b.is_ascii_digit()) {
        return Err(refused("UNREGISTERED_ENTITY", "PE_ID", "not a principal entity"));
    }
    if wire.header.len() != 6 || !wire.header.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(refused("UNREGISTERED_HEADER", "HEADER", "a header has six capital letters"));
    }
    if wire.key.is_empty() || wire.key.len() > 100 {
        return Err(refused("BAD_MESSAGE", "KEY", "1 to 100 characters"));
    }
    if wire.unicode != needs_unicode(&wire.text) {
        return Err(refused("WRONG_ALPHABET", "UNICODE", "the text would arrive unreadable"));
    }
    if let Some(templates) = &counter.templates {
        let template = templates.iter().find(|t| t.id == wire.template_id);
        let template =
            template.ok_or_else(|| refused("UNREGISTERED_TEMPLATE", "TEMPLATE_ID", "not in the register"))?;
        if !template.made(&wire.text) {
            return Err(refused(
                "TEMPLATE_MISMATCH",
                "TEXT",
                "not this template, or a value over 30 characters",
            ));
        }
    }
    Mobile::typed(&wire.to).ok_or_else(|| refused("BAD_NUMBER", "TO", "not a mobile number in India"))
}

/// To whom, however it is written, and what must stand in it.
#[derive(Deserialize)]
pub struct Wanted {
    to: Option<String>,
    #[serde(default)]
    text: String,
}

/// `GET /messages?to=&text=`: the newest, and how many there are. A raw `+` in a query arrives as a space; both are taken, and
/// bare ten digits too.
pub async fn messages(State(counter): State<Arc<Counter>>, Query(wanted): Query<Wanted>) -> Response {
    let to = match wanted.to.as_deref().filter(|to| !to.is_empty()).map(Mobile::typed) {
        Some(None) => return refused("BAD_NUMBER", "to", "not a mobile number in India").into_response(),
        Some(Some(to)) => Some(to),
        None => None,
    };
    let (items, total) = counter.with(|held| {
        let fits = |message: &&Message| message.text.contains(&wanted.text);
        let items: Vec<Value> =
            held.to(to.as_ref()).filter(fits).take(LISTED_MAX).map(Message::listed).collect();
        (items, held.to(to.as_ref()).filter(fits).count())
    });
    Json(json!({ "items": items, "total": total })).into_response()
}

impl Message {
    fn listed(&self) -> Value {
        json!({
            "id": self.id,
            "to": self.to,
            "text": self.text,
            "template_id": self.template_id,
            "sent_at": Time(self.sent_at_ms).rfc3339(),
        })
    }
}

/// The switch.
#[derive(Deserialize)]
pub struct Mode {
    mode: Down,
}

/// `POST /_sim/down`.
pub async fn down(State(counter): State<Arc<Counter>>, Json(Mode { mode }): Json<Mode>) -> Json<Value> {
    counter.with(|held| held.down = mode);
    Json(json!({ "done": true }))
}
