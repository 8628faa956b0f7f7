//! What a practice phone writes: handed in at the mart as an operator does it, again and again until it says 2xx.
//!
//! See [`connectors::replies`] for the wire. A message keeps its id over all tries.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connectors::replies::SIGNATURE;
use kernel::Secret;
use kernel::india::Mobile;
use kernel::proof::sign;
use serde::Deserialize;
use serde_json::json;

use super::Counter;
use super::pages::Chosen;

/// The number the mart's texts ask people to write to.
pub const NUMBER: &str = "9220592205";
/// What the mart and this operator sign messages with.
const SECRET: &str = "practice-reply-secret";
/// The longest message: three joined parts of Roman letters.
const TEXT_MOST: usize = 459;
/// Pauses before the tries after the first.
const PAUSES_MS: [u64; 4] = [200, 500, 1_000, 2_000];

/// A message a phone has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its id, the same over all tries.
    pub id: String,
    /// From which number, `+919876543210`.
    pub from: String,
    /// What was written.
    pub text: String,
    /// When.
    pub sent_at_ms: i64,
    /// Whether the mart has said 2xx.
    pub taken: bool,
}

/// The secret messages are signed with.
pub(super) fn secret() -> Secret<String> {
    Secret::new(SECRET.to_owned())
}

/// Writes a message and hands it in. The status of the last try; 0 if nobody answered, or nobody is to be asked.
pub(super) async fn write(counter: &Counter, from: &Mobile, text: &str) -> u16 {
    let text: String = text.chars().take(TEXT_MOST).collect();
    let (sent, url) = counter.with(|held| {
        held.written += 1;
        let now = crate::now().0;
        let sent = Sent {
            id: format!("mo_{now}_{}", held.written),
            from: from.as_str().to_owned(),
            text,
            sent_at_ms: now,
            taken: false,
        };
        held.sent.push_back(sent.clone());
        if held.sent.len() > super::MESSAGES_MAX {
            held.sent.pop_front();
        }
        (sent, held.replies_to.clone())
    });
    let Some(url) = url else { return 0 };
    let mut status = hand_in(counter, &url, &sent).await;
    for pause in PAUSES_MS {
        if (200..300).contains(&status) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
        status = hand_in(counter, &url, &sent).await;
    }
    status
}

/// Hands a message in once.
pub(super) async fn hand_in(counter: &Counter, url: &str, sent: &Sent) -> u16 {
    let from = sent.from.trim_start_matches('+');
    let body = json!({ "ID": sent.id, "FROM": from, "TO": NUMBER, "TEXT": sent.text }).to_string();
    let signature = sign(&secret(), body.as_bytes());
    let asked = counter.http.post(url).header(SIGNATURE, signature).body(body).send().await;
    let status = asked.map_or(0, |answer| answer.status().as_u16());
    if (200..300).contains(&status) {
        counter.with(|held| {
            held.sent.iter_mut().filter(|own| own.id == sent.id).for_each(|own| own.taken = true);
        });
    }
    status
}

/// What is written on a phone's page.
#[derive(Deserialize)]
pub struct Written {
    text: String,
}

/// `POST /phone/{ten digits}/reply`: somebody presses «send» on a phone's page.
pub async fn from_page(
    State(counter): State<Arc<Counter>>,
    Path(digits): Path<String>,
    Query(chosen): Query<Chosen>,
    Form(Written { text }): Form<Written>,
) -> Response {
    let Some(mobile) = Mobile::typed(&digits) else {
        return (StatusCode::NOT_FOUND, "not a mobile number in India").into_response();
    };
    if !text.trim().is_empty() {
        write(&counter, &mobile, text.trim()).await;
    }
    Redirect::to(&format!("/phone/{}?lang={}", mobile.ten_digits(), chosen.tongue().code())).into_response()
}

/// Who writes what, for tests.
#[derive(Deserialize)]
pub struct Reply {
    from: String,
    text: String,
}

/// `POST /reply`: the same for tests, `{from, text}`; answers what the mart said.
pub async fn from_test(
    State(counter): State<Arc<Counter>>,
    Json(Reply { from, text }): Json<Reply>,
) -> Response {
    let Some(mobile) = Mobile::typed(&from) else {
        return (StatusCode::BAD_REQUEST, "not a mobile number in India").into_response();
    };
    let status = write(&counter, &mobile, &text).await;
    Json(json!({ "status": status })).into_response()
}
