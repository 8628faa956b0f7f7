//! A practice agent of couriers: Shiprocket's side of [`connectors::shiprocket`], and a desk where a person moves boxes on.
//!
//! Reads: questions over HTTP, its book. Writes: the book, unsigned webhooks. Never: fetches a real box.
//!
//! | address | for |
//! |---|---|
//! | `/v1/external/…` | the mart, in the words of the real interface: tokens that run out, rate limits, its error texts |
//! | `GET /labels/{shipment}.pdf` | the mart: a label |
//! | `GET /`, `POST /step` | a person: boxes, and what happens to them next |
//! | `GET /_sim/state` | tests: every order and what became of it |
//! | `POST /_sim/mood` | `{mood}`: how it misbehaves, one of [`Mood`] |
//! | `POST /_sim/step` | `{awb, status}`: something happens to a box; webhooks follow, twice |
//! | `POST /_sim/webhook_url`, `POST /_sim/expire` | where webhooks go; every token is refused from now on |
//!
//! Start at [`start`].

mod api;
mod book;
mod desk;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use connectors::shiprocket::ShiprocketConfig;
use kernel::{Secret, Time};
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

use crate::StartError;
use crate::serve::{StopSign, Stopping, finish, open, stop_sign};

use book::Book;
pub use book::{Happened, Order};

/// Who may ask here.
const EMAIL: &str = "api@practice.example";
/// What is shown with webhooks.
const HOOK: &str = "practice-courier-hook";
/// With what.
const PASSWORD: &str = "practice-password";

/// What the agent shows with its webhooks; they are not signed.
pub fn hook() -> Secret<String> {
    Secret::new(HOOK.to_owned())
}

/// A practice agent.
#[derive(Clone, Debug)]
pub struct CourierConfig {
    /// Where to listen; loopback only, port 0 for any free port.
    pub listen: SocketAddr,
    /// Where orders are kept over a restart; without it, they are forgotten.
    pub book: Option<PathBuf>,
}

/// How the agent behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// It works.
    #[default]
    Fine,
    /// It answers after two seconds.
    Slow,
    /// Every question is answered with a 500.
    Error,
    /// Answers are no JSON.
    Garbage,
    /// Questions are never answered.
    BlackHole,
    /// What is asked for is done, and then nothing is answered.
    DoneInSilence,
    /// Every question was one too many.
    TooOften,
    /// No courier takes the box.
    NoCourier,
}

#[derive(Debug)]
struct Counter {
    url: String,
    stopping: Stopping,
    http: reqwest::Client,
    book: Mutex<Book>,
}

impl Counter {
    fn with<T>(&self, work: impl FnOnce(&mut Book) -> T) -> T {
        work(&mut self.book.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A running agent. It stops when dropped; [`Agent::stop`] also waits until it has.
#[derive(Debug)]
pub struct Agent {
    /// Its base address, `http://127.0.0.1:…`.
    pub url: String,
    /// Its real address.
    pub address: SocketAddr,
    counter: Arc<Counter>,
    stop: StopSign,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a practice agent.
///
/// # Errors
/// [`StartError`] if the address is not loopback, the port is taken, or the book cannot be read.
pub async fn start(config: CourierConfig) -> Result<Agent, StartError> {
    let open = open(config.listen).await?;
    let book = Book::open(config.book.as_deref())?;
    let (stop, stopping) = stop_sign();
    let (address, url) = (open.address, format!("http://{}", open.address));
    let http = connectors::line::local_client(5_000)?;
    let counter =
        Arc::new(Counter { url: url.clone(), stopping: stopping.clone(), http, book: Mutex::new(book) });
    let router = Router::new()
        .route("/v1/external/auth/login", post(api::sign_in))
        .route("/v1/external/courier/serviceability", get(api::who_can))
        .route("/v1/external/orders/create/adhoc", post(api::create))
        .route("/v1/external/orders", get(api::orders))
        .route("/v1/external/courier/assign/awb", post(api::assign))
        .route("/v1/external/courier/generate/pickup", post(api::pickup))
        .route("/v1/external/courier/generate/label", post(api::label))
        .route("/v1/external/orders/cancel", post(api::cancel))
        .route("/v1/external/courier/track/awb/{awb}", get(api::track))
        .route("/labels/{name}", get(desk::label))
        .route("/", get(desk::page))
        .route("/step", post(desk::step_from_page))
        .route("/_sim/state", get(desk::state))
        .route("/_sim/mood", post(desk::mood))
        .route("/_sim/step", post(desk::step))
        .route("/_sim/webhook_url", post(desk::webhook_url))
        .route("/_sim/expire", post(desk::expire))
        .with_state(Arc::clone(&counter));
    let tasks = vec![open.serve(router, stopping)];
    Ok(Agent { url, address, counter, stop, tasks })
}

impl Agent {
    /// What the mart needs to know to use this agent.
    pub fn config(&self) -> ShiprocketConfig {
        ShiprocketConfig {
            base_url: self.url.clone(),
            email: EMAIL.to_owned(),
            password: Secret::new(PASSWORD.to_owned()),
            patience_ms: 4_000,
        }
    }

    /// Behaves like this from now on.
    pub fn set_mood(&self, mood: Mood) {
        self.counter.with(|book| book.mood = mood);
    }

    /// Refuses every token that it gave before.
    pub fn expire_tokens(&self) {
        self.counter.with(|book| book.tokens += 1);
    }

    /// From now on webhooks go there.
    pub fn send_webhooks_to(&self, url: &str) {
        self.counter.with(|book| book.webhooks_to = Some(url.to_owned()));
    }

    /// Every order, oldest first.
    pub fn orders(&self) -> Vec<Order> {
        self.counter.with(|book| book.orders.clone())
    }

    /// Something happens to a box at a moment; whoever listens is told, twice. `false`: there is no such box.
    pub async fn happens(&self, awb: &str, status: &str, at: Time) -> bool {
        desk::happen(&self.counter, awb, status, at).await
    }

    /// Stops serving and frees the port.
    pub async fn stop(self) {
        self.stop.raise();
        finish(self.tasks).await;
    }
}
