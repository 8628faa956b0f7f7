//! A practice SMS box: the operator's side of [`connectors::sms`], and phones one can look at.
//!
//! Reads: messages handed in over HTTP. Writes: its book. Never: sends a message to a real phone.
//!
//! | address | for |
//! |---|---|
//! | `POST /send` | the mart, in the wire format of [`connectors::sms`] |
//! | `GET /` and `GET /phone/{ten digits}` | a person: the phones, and one phone's messages |
//! | `POST /phone/{ten digits}/reply` | a person writes from that phone to the mart's own number |
//! | `POST /reply` | tests write: `{from, text}`; answers what the mart said, `{status}` |
//! | `POST /phone/{ten digits}/app` | a person: puts a key into the phone's authenticator app until the box stops |
//! | `GET /messages?to=&text=` | tests: `{"items":[{id,to,text,template_id,sent_at}…],"total"}`, newest first, at most 200 |
//! | `POST /_sim/down` | `{mode: off\|refuse\|error\|hang\|slow\|garbage}` |
//!
//! Start at [`start`].

mod pages;
mod receive;
mod reply;
mod template;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use connectors::replies::Replies;
use connectors::sms::SmsConfig;
use kernel::Secret;
use kernel::totp::Key;
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

pub use reply::{NUMBER, Sent};
pub use template::SmsTemplate;

use crate::journal::{self, Journal};
use crate::serve::{StopSign, Stopping, finish, open, stop_sign};
use crate::{Down, StartError};

/// The most messages that are remembered; the oldest go first.
const MESSAGES_MAX: usize = 100_000;

/// A practice SMS box.
#[derive(Clone, Debug)]
pub struct SmsBoxConfig {
    /// Where to listen; loopback only, port 0 for any free port.
    pub listen: SocketAddr,
    /// The templates the register knows; without a list every text is taken.
    pub templates: Option<Vec<SmsTemplate>>,
    /// Where messages are kept over a restart; without it, they are forgotten.
    pub book: Option<PathBuf>,
}

/// A message that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The operator's id.
    pub id: String,
    /// `+919876543210`.
    pub to: String,
    /// The text.
    pub text: String,
    /// The registered template.
    pub template_id: String,
    /// The sender's header, `DGMART`.
    pub header: String,
    /// The sender's id of this sending.
    pub key: String,
    /// When it was handed in, in milliseconds since 1970.
    pub sent_at_ms: i64,
}

/// What the box holds.
#[derive(Debug, Default)]
struct Held {
    messages: VecDeque<Message>,
    handed_in: u64,
    apps: BTreeMap<String, Key>,
    down: Down,
    journal: Journal,
    /// What phones have written, oldest first; forgotten over a restart.
    sent: VecDeque<Sent>,
    written: u64,
    /// Where the mart takes what phones write.
    replies_to: Option<String>,
}

#[derive(Debug)]
struct Counter {
    templates: Option<Vec<SmsTemplate>>,
    stopping: Stopping,
    http: reqwest::Client,
    held: Mutex<Held>,
}

impl Counter {
    fn with<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A running SMS box. It stops when dropped; [`SmsBox::stop`] also waits until it has.
#[derive(Debug)]
pub struct SmsBox {
    /// Its base address, `http://127.0.0.1:…`.
    pub url: String,
    /// Its real address.
    pub address: SocketAddr,
    counter: Arc<Counter>,
    stop: StopSign,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a practice SMS box.
///
/// # Errors
/// [`StartError`] if the address is not loopback, the port is taken, or the book cannot be read.
pub async fn start(config: SmsBoxConfig) -> Result<SmsBox, StartError> {
    let open = open(config.listen).await?;
    let mut held = Held::default();
    if let Some(path) = &config.book {
        let messages: Vec<Message> = journal::read(path)?;
        let too_many = messages.len().saturating_sub(MESSAGES_MAX);
        held.messages = messages.into_iter().skip(too_many).collect();
        held.handed_in =
            held.messages.back().and_then(|m| m.id.strip_prefix("sms_")?.parse().ok()).unwrap_or(0);
        held.journal = Journal::rewrite(path, &held.messages)?;
    }
    let (stop, stopping) = stop_sign();
    let (address, templates) = (open.address, config.templates);
    let http = connectors::line::local_client(5_000)?;
    let counter = Arc::new(Counter { templates, stopping: stopping.clone(), http, held: Mutex::new(held) });
    let router = Router::new()
        .route("/send", post(receive::receive))
        .route("/messages", get(receive::messages))
        .route("/_sim/down", post(receive::down))
        .route("/", get(pages::phones))
        .route("/phone/{digits}", get(pages::phone))
        .route("/phone/{digits}/reply", post(reply::from_page))
        .route("/reply", post(reply::from_test))
        .route("/phone/{digits}/app", post(pages::install_app))
        .with_state(Arc::clone(&counter));
    let tasks = vec![open.serve(router, stopping)];
    Ok(SmsBox { url: format!("http://{address}"), address, counter, stop, tasks })
}

impl SmsBox {
    /// What the mart needs to know to use this box.
    pub fn sms_config(&self) -> SmsConfig {
        SmsConfig {
            url: format!("{}/send", self.url),
            header: "DGMART".to_owned(),
            pe_id: "1101000000000000001".to_owned(),
            patience_ms: 4_000,
            key: Secret::new("practice-sms-key".to_owned()),
        }
    }

    /// From now on what phones write is handed in there: `{mart}/webhooks/sms`.
    pub fn send_replies_to(&self, url: &str) {
        self.counter.with(|held| held.replies_to = Some(url.to_owned()));
    }

    /// What messages are signed with, for the mart.
    pub fn replies(&self) -> Replies {
        Replies::new(vec![reply::secret()])
    }

    /// Somebody writes to the mart's own number. The mart's HTTP status; 0 if it did not answer.
    pub async fn writes(&self, from: &kernel::india::Mobile, text: &str) -> u16 {
        reply::write(&self.counter, from, text).await
    }

    /// The operator hands in the newest message of a phone once more, as it does when an answer was lost.
    pub async fn repeats(&self, from: &kernel::india::Mobile) -> u16 {
        let newest = self.counter.with(|held| {
            let sent = held.sent.iter().rev().find(|sent| sent.from == from.as_str()).cloned();
            sent.zip(held.replies_to.clone())
        });
        match newest {
            Some((sent, url)) => reply::hand_in(&self.counter, &url, &sent).await,
            None => 0,
        }
    }

    /// Every message to a number, newest first; of all numbers without one.
    pub fn messages(&self, to: Option<&kernel::india::Mobile>) -> Vec<Message> {
        self.counter.with(|held| held.to(to).cloned().collect())
    }

    /// Puts an authenticator app with this key on a phone.
    pub fn install_app(&self, mobile: &kernel::india::Mobile, key: Key) {
        self.counter.with(|held| held.apps.insert(mobile.as_str().to_owned(), key));
    }

    /// Goes down, or up again.
    pub fn set_down(&self, down: Down) {
        self.counter.with(|held| held.down = down);
    }

    /// Stops serving and frees the port.
    pub async fn stop(self) {
        self.stop.raise();
        finish(self.tasks).await;
    }
}

impl Held {
    /// Messages to a number, newest first.
    fn to<'a>(&'a self, to: Option<&'a kernel::india::Mobile>) -> impl Iterator<Item = &'a Message> {
        self.messages.iter().rev().filter(move |m| to.is_none_or(|to| m.to == to.as_str()))
    }

    /// Keeps a message.
    fn keep(&mut self, message: Message) {
        self.journal.add(&message);
        self.messages.push_back(message);
        if self.messages.len() > MESSAGES_MAX {
            self.messages.pop_front();
        }
    }
}
