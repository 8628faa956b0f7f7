//! One line to one outside party: a base address, a time limit, JSON both ways, and what can go wrong.
//!
//! Never: follows a redirect (it would carry our key elsewhere), speaks in the clear beyond this machine,
//! reads an answer without end, or logs what was said. Only the question's name, the status and the time are logged.

use std::time::{Duration, Instant};

use kernel::Secret;
use reqwest::{Client, ClientBuilder, Method, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The longest answer that is read, in bytes. A hundred payments are about 100 KB.
const ANSWER_BYTES_MAX: usize = 1_048_576;
/// The longest words of an outside party that are kept, in characters.
const WORDS_MAX: usize = 300;

/// Why an outside party did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No answer, or «not now». Ask again later; see [`Refusal::may_have_happened`] before asking blindly.
    #[error("silent: {0}")]
    Silent(Silence),
    /// The party understood and said no. Asking the same again will not help.
    #[error("refused ({code}): {description}")]
    Refused {
        /// The party's code, such as `BAD_REQUEST_ERROR`; [`Refusal::NEVER_SENT`] if the question never left.
        code: String,
        /// The party's sentence. For the log and for finance, not for buyers.
        description: String,
        /// Which part of the question was wrong, if the party says so.
        field: Option<String>,
        /// The party's reason word, such as `input_validation_failed`, if it gives one.
        reason: Option<String>,
    },
    /// An answer that could not be read, or that answers something else. It may have happened.
    #[error("garbled: {what}")]
    Garbled {
        /// What could not be read.
        what: String,
    },
}

/// How a party was silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    /// No connection could be made; nothing was sent.
    #[error("could not be reached")]
    NotReached,
    /// The question was sent, no whole answer came back in time.
    #[error("no answer in time")]
    NoAnswer,
    /// The party says that it is in trouble itself (5xx).
    #[error("in trouble ({status})")]
    Troubled {
        /// The HTTP status.
        status: u16,
    },
    /// The party is busy with an earlier copy of the same question (408, 409, 425).
    #[error("busy ({status})")]
    Busy {
        /// The HTTP status.
        status: u16,
    },
    /// We ask too often (429).
    #[error("asked too often")]
    TooOften,
}

impl Refusal {
    /// The code of a question that was malformed and never left this machine.
    pub const NEVER_SENT: &'static str = "NEVER_SENT";

    /// Whether the party may have carried out what it was asked. If so, look it up before asking again.
    pub const fn may_have_happened(&self) -> bool {
        match self {
            Refusal::Silent(Silence::NotReached | Silence::TooOften) | Refusal::Refused { .. } => false,
            Refusal::Silent(Silence::NoAnswer | Silence::Troubled { .. } | Silence::Busy { .. })
            | Refusal::Garbled { .. } => true,
        }
    }

    /// Whether it makes sense to ask again later.
    pub const fn may_ask_again(&self) -> bool {
        match self {
            Refusal::Silent(_) | Refusal::Garbled { .. } => true,
            Refusal::Refused { .. } => false,
        }
    }

    pub(crate) fn garbled(what: impl Into<String>) -> Refusal {
        Refusal::Garbled { what: what.into() }
    }

    pub(crate) fn never_sent(field: &str, description: &str) -> Refusal {
        Refusal::Refused {
            code: Refusal::NEVER_SENT.to_owned(),
            description: description.to_owned(),
            field: Some(field.to_owned()),
            reason: None,
        }
    }
}

/// Why no line could be set up. A fault of the configuration, found at start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLine {
    /// Not an `http` or `https` address.
    #[error("{0} is not a web address")]
    NotAnAddress(String),
    /// Keys would travel unencrypted beyond this machine.
    #[error("{0} is outside this machine and must be https")]
    InTheClear(String),
    /// The HTTP client could not be made.
    #[error("the line could not be set up: {0}")]
    NotBuilt(String),
}

/// How we show who we are.
#[derive(Clone, Debug)]
pub(crate) enum Badge {
    /// HTTP Basic: key id and key secret.
    Basic(String, Secret<String>),
    /// `Authorization: Bearer …`.
    Bearer(Secret<String>),
    /// A header of the party's own, such as `api-key`.
    Header(&'static str, Secret<String>),
    /// Each question brings its own, or none: [`Line::ask_as`].
    PerQuestion,
}

/// A line to one party.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    client: Client,
    base: Url,
    badge: Badge,
}

/// A question: what it is called in the log, how and where it is asked, and what is said.
pub(crate) struct Question<'a> {
    /// For the log.
    pub name: &'static str,
    pub method: Method,
    /// Below the base address, beginning with `/`; empty for the address itself.
    pub path: String,
    pub query: &'a [(&'a str, &'a str)],
    pub headers: &'a [(&'static str, &'a str)],
    pub body: Option<Value>,
}

impl<'a> Question<'a> {
    pub fn get(name: &'static str, path: String, query: &'a [(&'a str, &'a str)]) -> Question<'a> {
        Question { name, method: Method::GET, path, query, headers: &[], body: None }
    }

    pub fn post(name: &'static str, path: String, body: Value) -> Question<'a> {
        Question { name, method: Method::POST, path, query: &[], headers: &[], body: Some(body) }
    }
}

/// The HTTP client of a line to `base`, for a library that speaks the party's language itself.
///
/// # Errors
/// [`NoLine`] if `base` is no address, or one beyond this machine in the clear.
pub fn client(base: &str, patience_ms: u64) -> Result<Client, NoLine> {
    checked(base, patience_ms).map(|(_, client)| client)
}

fn checked(base: &str, patience_ms: u64) -> Result<(Url, Client), NoLine> {
    let url = Url::parse(base).map_err(|_| NoLine::NotAnAddress(base.to_owned()))?;
    let own_machine = is_own_machine(&url);
    match url.scheme() {
        "http" if own_machine => {}
        "http" => return Err(NoLine::InTheClear(base.to_owned())),
        "https" => {}
        _ => return Err(NoLine::NotAnAddress(base.to_owned())),
    }
    let mut builder = builder(patience_ms)?;
    if own_machine {
        builder = builder.no_proxy();
    }
    let client = builder.build().map_err(|e| NoLine::NotBuilt(e.to_string()))?;
    Ok((url, client))
}

impl Line {
    /// A line to `base` on which no question takes longer than `patience_ms` milliseconds.
    pub fn to(base: &str, badge: Badge, patience_ms: u64) -> Result<Line, NoLine> {
        let (url, client) = checked(base, patience_ms)?;
        Ok(Line { client, base: url, badge })
    }

    /// The full address of `path` on this line.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_str().trim_end_matches('/'))
    }

    /// Asks and reads the answer as `T`.
    pub async fn ask<T: DeserializeOwned>(&self, question: Question<'_>) -> Result<T, Refusal> {
        self.asked(question, None).await
    }

    /// As [`Line::ask`], showing a token of our own.
    pub async fn ask_as<T: DeserializeOwned>(
        &self,
        question: Question<'_>,
        token: &Secret<String>,
    ) -> Result<T, Refusal> {
        self.asked(question, Some(token)).await
    }

    /// Tells something to whoever answers with a status alone.
    pub async fn tell(&self, question: Question<'_>) -> Result<(), Refusal> {
        let name = question.name;
        let (status, body) = self.exchange(question, None).await.map_err(Refusal::Silent)?;
        match status.as_u16() {
            200..=299 => Ok(()),
            status @ 400..=499 if !matches!(status, 408 | 409 | 425 | 429) => Err(Refusal::Refused {
                code: status.to_string(),
                description: clipped(&String::from_utf8_lossy(&body)),
                field: None,
                reason: None,
            }),
            _ => read_answer(name, status, &body),
        }
    }

    async fn asked<T: DeserializeOwned>(
        &self,
        question: Question<'_>,
        token: Option<&Secret<String>>,
    ) -> Result<T, Refusal> {
        let (name, began) = (question.name, Instant::now());
        let answer = self.exchange(question, token).await;
        let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match answer {
            Ok((status, body)) => {
                tracing::debug!(name, status = status.as_u16(), took_ms, "answered");
                read_answer(name, status, &body)
            }
            Err(silence) => {
                tracing::warn!(name, took_ms, %silence, "silent");
                Err(Refusal::Silent(silence))
            }
        }
    }

    /// One question and the raw answer, not longer than [`ANSWER_BYTES_MAX`].
    async fn exchange(
        &self,
        question: Question<'_>,
        token: Option<&Secret<String>>,
    ) -> Result<(StatusCode, Vec<u8>), Silence> {
        let mut request = self.client.request(question.method, self.address(&question.path));
        request = match (&self.badge, token) {
            (Badge::Basic(id, secret), _) => request.basic_auth(id, Some(secret.reveal())),
            (Badge::Bearer(key), _) | (Badge::PerQuestion, Some(key)) => request.bearer_auth(key.reveal()),
            (Badge::Header(name, key), _) => request.header(*name, key.reveal()),
            (Badge::PerQuestion, None) => request,
        };
        for (name, value) in question.headers {
            request = request.header(*name, *value);
        }
        if !question.query.is_empty() {
            request = request.query(question.query);
        }
        if let Some(body) = &question.body {
            request = request.json(body);
        }
        read_whole(request.send().await.map_err(|e| silence(&e))?).await
    }

    /// Fetches a file the party has put somewhere, without our token. Beyond this machine only over https, and never back into it.
    pub async fn download(&self, name: &'static str, address: &str) -> Result<Vec<u8>, Refusal> {
        let url = Url::parse(address).map_err(|_| Refusal::garbled(format!("{name}: no address")))?;
        let is_allowed = match (is_own_machine(&self.base), is_own_machine(&url)) {
            (true, own) => own,
            (false, own) => !own && url.scheme() == "https",
        };
        if !is_allowed {
            return Err(Refusal::garbled(format!("{name}: an address we do not go to")));
        }
        let answer = self.client.get(url).send().await.map_err(|e| Refusal::Silent(silence(&e)))?;
        let (status, body) = read_whole(answer).await.map_err(Refusal::Silent)?;
        match status.as_u16() {
            200 => Ok(body),
            429 => Err(Refusal::Silent(Silence::TooOften)),
            status @ 500..=599 => Err(Refusal::Silent(Silence::Troubled { status })),
            other => Err(Refusal::garbled(format!("{name}: status {other}"))),
        }
    }
}

/// The status and the answer, not longer than [`ANSWER_BYTES_MAX`].
async fn read_whole(mut response: reqwest::Response) -> Result<(StatusCode, Vec<u8>), Silence> {
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Silence::NoAnswer)? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok((status, body))
}

/// What an unsuccessful exchange tells about whether the question arrived.
fn silence(error: &reqwest::Error) -> Silence {
    if error.is_connect() { Silence::NotReached } else { Silence::NoAnswer }
}

/// `localhost` and loopback addresses.
fn is_own_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or("").trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn builder(patience_ms: u64) -> Result<ClientBuilder, NoLine> {
    trusting(plain(patience_ms), roots())
}

/// No redirects, a time limit, our name; nothing said yet about whom it trusts.
pub(crate) fn plain(patience_ms: u64) -> ClientBuilder {
    let patience = Duration::from_millis(patience_ms.max(1));
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(patience)
        .connect_timeout(patience.min(Duration::from_secs(5)))
        .user_agent(concat!("DeogharMart/", env!("CARGO_PKG_VERSION")))
}

/// Mozilla's roots, built in, so a bare server needs no certificate store.
pub(crate) fn roots() -> rustls::RootCertStore {
    webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()
}

/// TLS 1.2 and 1.3 on ring.
pub(crate) fn trusting(
    builder: ClientBuilder,
    roots: rustls::RootCertStore,
) -> Result<ClientBuilder, NoLine> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| NoLine::NotBuilt(e.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

/// An HTTP client like the ones used here, for simulators and tests on this machine: no redirects, no proxy.
///
/// `reqwest::Client::new` finds no default provider of TLS and panics; use this instead.
///
/// # Errors
/// [`NoLine::NotBuilt`] if the client cannot be made.
pub fn local_client(patience_ms: u64) -> Result<Client, NoLine> {
    builder(patience_ms)?.no_proxy().build().map_err(|e| NoLine::NotBuilt(e.to_string()))
}

/// `{"error":{"code","description","field","reason"}}`, the shape of most refusals; Hyperswitch says `message` and `type`.
#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorWords,
}

/// `{"message":"…","status_code":422}`, as the agent of couriers refuses.
#[derive(Deserialize)]
struct PlainError {
    message: String,
}

#[derive(Deserialize)]
struct ErrorWords {
    code: String,
    #[serde(default, alias = "message")]
    description: Option<String>,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    reason: Option<String>,
}

/// Sorts an answer by its status and reads its body.
fn read_answer<T: DeserializeOwned>(name: &str, status: StatusCode, body: &[u8]) -> Result<T, Refusal> {
    match status.as_u16() {
        200..=299 => serde_json::from_slice(body).map_err(|e| Refusal::garbled(format!("{name}: {e}"))),
        429 => Err(Refusal::Silent(Silence::TooOften)),
        status @ (408 | 409 | 425) => Err(Refusal::Silent(Silence::Busy { status })),
        status @ 400..=499 => Err(read_refusal(name, status, body)),
        status @ 500..=599 => Err(Refusal::Silent(Silence::Troubled { status })),
        other => Err(Refusal::garbled(format!("{name}: status {other}"))),
    }
}

/// A 4xx in the party's own words; one without them came from something in between and proves nothing.
fn read_refusal(name: &str, status: u16, body: &[u8]) -> Refusal {
    match serde_json::from_slice::<ErrorBody>(body) {
        Ok(ErrorBody { error }) => Refusal::Refused {
            code: clipped(&error.code),
            description: clipped(error.description.as_deref().unwrap_or("")),
            field: error.field.as_deref().filter(|f| !f.is_empty()).map(clipped),
            reason: error.reason.as_deref().filter(|r| !r.is_empty() && *r != "NA").map(clipped),
        },
        Err(_) => match serde_json::from_slice::<PlainError>(body) {
            Ok(plain) => Refusal::Refused {
                code: status.to_string(),
                description: clipped(&plain.message),
                field: None,
                reason: None,
            },
            Err(_) => Refusal::garbled(format!("{name}: status {status} without the party's words")),
        },
    }
}

fn clipped(words: &str) -> String {
    words.chars().take(WORDS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Result<Value, Refusal> {
        read_answer("test", StatusCode::from_u16(status).expect("a status"), body.as_bytes())
    }

    #[test]
    fn a_refusal_keeps_the_partys_words() {
        let body = r#"{"error":{"code":"BAD_REQUEST_ERROR","description":"Order amount less than minimum amount allowed",
            "source":"business","step":"payment_initiation","reason":"input_validation_failed","metadata":{},"field":"amount"}}"#;
        let refusal = read(400, body).expect_err("refused");
        assert_eq!(
            refusal,
            Refusal::Refused {
                code: "BAD_REQUEST_ERROR".into(),
                description: "Order amount less than minimum amount allowed".into(),
                field: Some("amount".into()),
                reason: Some("input_validation_failed".into()),
            }
        );
        assert!(!refusal.may_have_happened() && !refusal.may_ask_again());
    }

    #[test]
    fn each_status_says_whether_to_ask_again_and_whether_it_may_have_happened() {
        let refused = r#"{"error":{"code":"X","description":null}}"#;
        for (status, body, again, happened) in [
            (400, refused, false, false),
            (401, refused, false, false),
            (404, "<html>", true, true),
            (302, "", true, true),
            (409, refused, true, true),
            (429, refused, true, false),
            (500, refused, true, true),
            (502, "<html>", true, true),
            (200, "{", true, true),
        ] {
            let refusal = read(status, body).expect_err("not an answer");
            assert_eq!(refusal.may_ask_again(), again, "{status}");
            assert_eq!(refusal.may_have_happened(), happened, "{status}");
        }
    }

    #[test]
    fn keys_never_travel_in_the_clear() {
        let badge = || Badge::Bearer(Secret::new("key".to_owned()));
        for fine in ["http://127.0.0.1:4001", "http://localhost:4001/", "http://[::1]:4001"] {
            assert!(Line::to(fine, badge(), 100).is_ok(), "{fine}");
        }
        let clear = |url: &str| Line::to(url, badge(), 100).err();
        assert!(matches!(clear("http://api.example.com"), Some(NoLine::InTheClear(_))));
        assert!(matches!(clear("http://127.0.0.1.example.com"), Some(NoLine::InTheClear(_))));
        assert!(matches!(clear("ftp://127.0.0.1"), Some(NoLine::NotAnAddress(_))));
        assert!(matches!(clear("api.example.com"), Some(NoLine::NotAnAddress(_))));
        assert!(Line::to("https://api.example.com", badge(), 100).is_ok());
    }

    #[test]
    fn addresses_join_with_one_slash() {
        let badge = Badge::Bearer(Secret::new("key".to_owned()));
        let line = Line::to("http://localhost:4001/", badge, 100).expect("a line");
        assert_eq!(line.address("/v1/orders"), "http://localhost:4001/v1/orders");
    }
}
