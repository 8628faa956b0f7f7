//! A practice switch: the other side of every call in [`connectors::hyperswitch`].
//!
//! Reads: the API calls of one merchant, a person at its payment page. Writes: its book, signed webhooks. Never: real money.
//!
//! | address | for |
//! |---|---|
//! | `/payments…`, `/refunds…` | the merchant (`api-key`) |
//! | `/payment_link/{merchant}/{payment}` | the buyer's browser: pay, fail, close, pay late, never return |
//! | `/_sim/…` | tests: state, pay, settle, settlement (the file of what was handed on), flush, mischief, down, `webhook_url` |
//!
//! It does the same mischief as the practice gateway, from a seed; what is done to settlements does nothing here.
//!
//! Start at [`start`]; what the switch does is in `book.rs`.

mod api;
mod book;
mod control;
mod page;
mod postman;
mod settlement;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use connectors::hyperswitch::HyperswitchConfig;
use kernel::Secret;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::gateway::{Mischief, Outcome};
use crate::serve::{StopSign, Stopping, finish, open, stop_sign};
use crate::{Down, StartError};

use book::Book;
pub use postman::Delivered;

/// How long a webhook may take to be answered.
const WEBHOOK_PATIENCE_MS: u64 = 5_000;

/// A practice switch for one merchant.
#[derive(Clone, Debug)]
pub struct SwitchConfig {
    /// Where to listen; loopback only, port 0 for any free port.
    pub listen: SocketAddr,
    /// The merchant's key.
    pub api_key: Secret<String>,
    /// What webhooks are signed with.
    pub webhook_secret: Secret<String>,
    /// What they were signed with before, if it was changed.
    pub previous_secret: Option<Secret<String>>,
    /// The merchant's account.
    pub merchant: String,
    /// Its profile.
    pub profile: String,
    /// What goes wrong.
    pub mischief: Mischief,
    /// After how many milliseconds a late payment arrives by itself.
    pub late_after_ms: u64,
    /// After how many milliseconds the bank finishes refunds.
    pub settle_after_ms: u64,
    /// Makes mischief and the ids of events repeatable.
    pub seed: u64,
    /// Where everything that happened is kept over a restart; without it, it is forgotten.
    pub book: Option<PathBuf>,
}

impl SwitchConfig {
    /// Practice keys anyone may know, no mischief; a late payment takes two minutes, the bank fifteen seconds.
    pub fn practice(listen: SocketAddr) -> SwitchConfig {
        let secret = |text: &str| Secret::new(text.to_owned());
        SwitchConfig {
            listen,
            api_key: secret("snd_practice"),
            webhook_secret: secret("practice-response-hash-key"),
            previous_secret: Some(secret("practice-response-hash-key-before")),
            merchant: "merchant_practice".to_owned(),
            profile: "pro_practice".to_owned(),
            mischief: Mischief::default(),
            late_after_ms: 120_000,
            settle_after_ms: 15_000,
            seed: 1,
            book: None,
        }
    }
}

/// The book behind its lock, and what never changes.
#[derive(Debug)]
pub(crate) struct Counter {
    config: SwitchConfig,
    url: String,
    client: reqwest::Client,
    stopping: Stopping,
    /// Rings when there is something to deliver or to settle.
    bell: Notify,
    /// Held by whoever delivers.
    bag: tokio::sync::Mutex<()>,
    book: Mutex<Book>,
}

impl Counter {
    /// Works on the book, alone, and rings the bell after.
    fn with<T>(&self, work: impl FnOnce(&mut Book) -> T) -> T {
        let done = self.look(work);
        self.bell.notify_one();
        done
    }

    /// Looks at the book without ringing.
    fn look<T>(&self, look: impl FnOnce(&mut Book) -> T) -> T {
        look(&mut self.book.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A running practice switch. It stops when dropped; [`Switch::stop`] also waits until it has.
#[derive(Debug)]
pub struct Switch {
    /// Its base address, `http://127.0.0.1:…`.
    pub url: String,
    /// Its real address.
    pub address: SocketAddr,
    counter: Arc<Counter>,
    stop: StopSign,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a practice switch.
///
/// # Errors
/// [`StartError`] if the address is not loopback, the port is taken, or the book cannot be read.
pub async fn start(config: SwitchConfig) -> Result<Switch, StartError> {
    let open = open(config.listen).await?;
    let book = Book::open(&config)?;
    let (stop, stopping) = stop_sign();
    let (address, url) = (open.address, format!("http://{}", open.address));
    let counter = Arc::new(Counter {
        client: connectors::line::local_client(WEBHOOK_PATIENCE_MS)?,
        config,
        url: url.clone(),
        stopping: stopping.clone(),
        bell: Notify::new(),
        bag: tokio::sync::Mutex::new(()),
        book: Mutex::new(book),
    });
    let router = axum::Router::new()
        .merge(api::routes(&counter))
        .merge(page::routes(&counter))
        .merge(control::routes())
        .with_state(Arc::clone(&counter));
    let tasks = vec![open.serve(router, stopping), tokio::spawn(postman::rounds(Arc::clone(&counter)))];
    Ok(Switch { url, address, counter, stop, tasks })
}

impl Switch {
    /// What the mart needs to know to use this switch.
    pub fn config(&self) -> HyperswitchConfig {
        let config = &self.counter.config;
        HyperswitchConfig {
            base_url: self.url.clone(),
            api_key: config.api_key.clone(),
            merchant: config.merchant.clone(),
            profile: config.profile.clone(),
            webhook_secrets: [Some(config.webhook_secret.clone()), config.previous_secret.clone()]
                .into_iter()
                .flatten()
                .collect(),
            patience_ms: 4_000,
        }
    }

    /// Sends webhooks to `url` from now on, also those that waited for an address.
    pub fn send_webhooks_to(&self, url: &str) {
        self.counter.with(|book| book.webhook_url = Some(url.to_owned()));
    }

    /// Does mischief from now on.
    pub fn set_mischief(&self, mischief: Mischief) {
        self.counter.with(|book| book.mischief = mischief);
    }

    /// Goes down, or up again.
    pub fn set_down(&self, down: Down) {
        self.counter.with(|book| book.down = down);
    }

    /// Pays as a buyer would. `false`: there is no such payment, or it is paid.
    pub fn pay(&self, payment: &str, outcome: Outcome) -> bool {
        self.counter.with(|book| book.pay(crate::now(), payment, ("upi", outcome))).is_ok()
    }

    /// Lets late payments arrive and the bank finish every refund, now.
    pub fn settle(&self) {
        self.counter.with(|book| book.settle(crate::now(), true));
    }

    /// Delivers every waiting webhook once, now, also delayed ones.
    pub async fn flush(&self) -> Vec<Delivered> {
        postman::round(&self.counter, true).await
    }

    /// Tells the merchant of a payment in its own words, rightly signed, as if a hand were in the switch's book.
    pub fn tell(&self, kind: &str, content: &str, object: Value) {
        self.counter.with(|book| book.tell(crate::now(), kind, content, object));
    }

    /// Everything the switch knows, as `GET /_sim/state` shows it.
    pub fn state(&self) -> Value {
        self.counter.look(|book| book.state())
    }

    /// Stops serving, finishes what is being answered, and frees the port.
    pub async fn stop(self) {
        self.stop.raise();
        finish(self.tasks).await;
    }
}
