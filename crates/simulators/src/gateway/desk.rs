//! The desk everything happens at: the book, the dice, what is switched on, and who rings for the postman.

use std::sync::{Mutex, PoisonError};

use kernel::Time;
use tokio::sync::Notify;

use super::book::{Book, Seal};
use super::{GatewayConfig, Mischief};
use crate::chance::Dice;
use crate::serve::Stopping;
use crate::{Down, StartError};

/// How long a webhook may take to be answered. Source: razorpay.com/docs/webhooks, best practices.
const WEBHOOK_PATIENCE_MS: u64 = 5_000;

/// Which waiting things are taken: those whose time has come, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ripe {
    /// Due by now.
    Now,
    /// Also those that would wait.
    All,
}

impl Ripe {
    /// Whether something due `at` is taken at `now`.
    pub fn takes(self, at: Time, now: Time) -> bool {
        match self {
            Ripe::Now => at <= now,
            Ripe::All => true,
        }
    }
}

/// What changes while the gateway runs.
#[derive(Debug)]
pub struct State {
    pub book: Book,
    pub dice: Dice,
    pub mischief: Mischief,
    pub down: Down,
    pub webhook_url: Option<String>,
    pub merchant: String,
    pub payout_account: String,
    pub late_after_ms: i64,
    pub settle_after_ms: i64,
}

/// The state behind its lock, and what never changes.
#[derive(Debug)]
pub struct Desk {
    pub config: GatewayConfig,
    pub client: reqwest::Client,
    pub stopping: Stopping,
    /// Rings when there is something to deliver or to settle.
    pub bell: Notify,
    /// Held by whoever delivers, so that deliveries do not overtake each other by accident.
    pub bag: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

impl Desk {
    pub fn new(config: GatewayConfig, book: Book, stopping: Stopping) -> Result<Desk, StartError> {
        let wait = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX);
        let state = State {
            book,
            dice: Dice::new(config.seed),
            mischief: config.mischief.clone(),
            down: Down::Off,
            webhook_url: config.webhook_url.clone(),
            merchant: config.merchant.clone(),
            payout_account: config.payout_account.clone(),
            late_after_ms: wait(config.late_after_ms),
            settle_after_ms: wait(config.settle_after_ms),
        };
        Ok(Desk {
            client: connectors::line::local_client(WEBHOOK_PATIENCE_MS)?,
            config,
            stopping,
            bell: Notify::new(),
            bag: tokio::sync::Mutex::new(()),
            state: Mutex::new(state),
        })
    }

    /// Works on the state, alone, and rings the bell after.
    pub fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        let done = work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.bell.notify_one();
        done
    }

    /// Looks at the state without ringing.
    pub fn look<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The signature of `body` under a seal, in hexadecimal.
    pub fn signature(&self, seal: Seal, body: &[u8]) -> String {
        let forger = kernel::Secret::new("somebody else".to_owned());
        let secret = match seal {
            Seal::Current => &self.config.webhook_secret,
            Seal::Previous => self.config.previous_secret.as_ref().unwrap_or(&self.config.webhook_secret),
            Seal::Forged => &forger,
        };
        kernel::proof::sign(secret, body)
    }
}
