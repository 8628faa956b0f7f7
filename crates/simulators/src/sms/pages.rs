//! Phones to look at: every number that got a message, and one number's messages.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::india::Mobile;
use kernel::totp::{self, Key};
use kernel::{Lang, Time};
use serde::Deserialize;

use super::{Counter, Message, NUMBER, Sent};
use crate::page::{Tongue, show};

/// The most phones, and the most messages, on a page.
const SHOWN_MAX: usize = 100;

/// A language chosen on the page.
#[derive(Deserialize)]
pub struct Chosen {
    lang: Option<String>,
}

impl Chosen {
    pub(super) fn tongue(&self) -> Tongue {
        Tongue(self.lang.as_deref().and_then(|word| word.parse().ok()).unwrap_or(Lang::Hi))
    }
}

struct PhoneRow {
    digits: String,
    newest: String,
    at: String,
}

#[derive(Template)]
#[template(path = "phones.html")]
struct PhonesPage {
    t: Tongue,
    phones: Vec<PhoneRow>,
}

struct Bubble {
    header: String,
    /// Whether the phone's owner wrote it.
    own: bool,
    at: String,
    words: Vec<Word>,
}

/// What the phone's authenticator app shows.
struct AppCodes {
    now: String,
    next: String,
    seconds_left: i64,
}

impl AppCodes {
    fn of(key: &Key, now: Time) -> AppCodes {
        let step = totp::step_at(now);
        AppCodes {
            now: key.code_at(step),
            next: key.code_at(step + 1),
            seconds_left: ((step + 1) * totp::STEP_MS - now.0) / 1_000,
        }
    }
}

/// A key as an app is told it.
#[derive(Deserialize)]
pub struct NewApp {
    key: String,
}

/// A text in pieces, so that links can be tapped.
#[derive(Debug, PartialEq, Eq)]
enum Word {
    Plain(String),
    Link(String),
}

#[derive(Template)]
#[template(path = "phone.html")]
struct PhonePage {
    t: Tongue,
    digits: String,
    app: Option<AppCodes>,
    bubbles: Vec<Bubble>,
    /// Whether what is written here reaches a mart.
    writes: bool,
    number: &'static str,
}

/// `GET /`: the phones, the one with the newest message first.
pub async fn phones(State(counter): State<Arc<Counter>>, Query(chosen): Query<Chosen>) -> Response {
    let phones = counter.with(|held| {
        let mut phones: Vec<PhoneRow> = Vec::new();
        for message in held.to(None) {
            let digits = message.to.trim_start_matches("+91");
            if phones.len() < SHOWN_MAX && phones.iter().all(|p| p.digits != digits) {
                let newest = message.text.chars().take(80).collect();
                phones.push(PhoneRow {
                    digits: digits.to_owned(),
                    newest,
                    at: Time(message.sent_at_ms).in_india(),
                });
            }
        }
        phones
    });
    show(&PhonesPage { t: chosen.tongue(), phones })
}

/// `GET /phone/{ten digits}`: one phone's messages, newest first.
pub async fn phone(
    State(counter): State<Arc<Counter>>,
    Path(digits): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Response {
    let Some(mobile) = Mobile::typed(&digits) else {
        return (StatusCode::NOT_FOUND, "not a mobile number in India").into_response();
    };
    let (bubbles, writes) = counter.with(|held| {
        let own = held.sent.iter().rev().filter(|sent| sent.from == mobile.as_str());
        let mut all: Vec<(i64, Bubble)> =
            held.to(Some(&mobile)).take(SHOWN_MAX).map(|m| (m.sent_at_ms, m.bubble())).collect();
        all.extend(own.take(SHOWN_MAX).map(|sent| (sent.sent_at_ms, sent.bubble())));
        all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        (all.into_iter().map(|(_, bubble)| bubble).collect(), held.replies_to.is_some())
    });
    let app = counter.with(|held| held.apps.get(mobile.as_str()).map(|key| AppCodes::of(key, crate::now())));
    let digits = mobile.ten_digits().to_owned();
    show(&PhonePage { t: chosen.tongue(), digits, app, bubbles, writes, number: NUMBER })
}

/// `POST /phone/{ten digits}/app`: the phone's app learns a key, as if it had read the picture.
pub async fn install_app(
    State(counter): State<Arc<Counter>>,
    Path(digits): Path<String>,
    Form(new): Form<NewApp>,
) -> Response {
    let Some((mobile, key)) = Mobile::typed(&digits).zip(Key::parse(&new.key)) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "a key has 32 letters and digits").into_response();
    };
    counter.with(|held| held.apps.insert(mobile.as_str().to_owned(), key));
    Redirect::to(&format!("/phone/{}", mobile.ten_digits())).into_response()
}

impl Message {
    fn bubble(&self) -> Bubble {
        let at = Time(self.sent_at_ms).in_india();
        Bubble { header: self.header.clone(), own: false, at, words: words(&self.text) }
    }
}

impl Sent {
    fn bubble(&self) -> Bubble {
        let at = Time(self.sent_at_ms).in_india();
        Bubble { header: String::new(), own: true, at, words: vec![Word::Plain(self.text.clone())] }
    }
}

/// Cuts a text at its links; everything else, also spaces, stays as it is.
fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let bare = piece.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '।' | ')'));
        if bare.starts_with("https://") || bare.starts_with("http://") {
            out.push(Word::Link(bare.to_owned()));
            out.push(Word::Plain(piece[bare.len()..].to_owned()));
        } else if let Some(Word::Plain(before)) = out.last_mut() {
            before.push_str(piece);
        } else {
            out.push(Word::Plain(piece.to_owned()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_cut_out_and_nothing_is_lost() {
        let text = "आपका ऑर्डर: http://127.0.0.1:8080/o/1।\nधन्यवाद";
        let cut = words(text);
        assert_eq!(cut[1], Word::Link("http://127.0.0.1:8080/o/1".into()));
        let again: String = cut
            .into_iter()
            .map(|word| match word {
                Word::Plain(text) | Word::Link(text) => text,
            })
            .collect();
        assert_eq!(again, text);
        assert_eq!(words("javascript:alert(1)"), [Word::Plain("javascript:alert(1)".into())]);
    }
}
