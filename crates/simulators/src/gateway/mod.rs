//! A practice payment gateway: the other side of every call in [`connectors::razorpay`].
//!
//! Reads: the API calls of one merchant, forms of a person at its checkout page, its control desk. Writes: its
//! book, signed webhooks. Never: real money.
//!
//! | address | for |
//! |---|---|
//! | `/v1/…` | the merchant: orders, payments, refunds, settlements, contacts, fund accounts, payouts (HTTP Basic) |
//! | `/v1/checkout/embedded…` | the buyer's browser |
//! | `/` | a person: every order, with buttons for what a bank would do later |
//! | `/_sim/…` | tests: state, pay, settle, flush, replay, mischief, down (see `control.rs`) |
//!
//! Bank accounts whose number ends in `0000` and UPI addresses that begin with `fail` send payouts back.
//!
//! Start at [`start`]; what the gateway does is in `acts.rs` and `payout_acts.rs`, what it remembers in `book.rs`.

mod acts;
mod api;
mod book;
mod checkout;
mod control;
mod desk;
mod fault;
mod index;
mod payout_acts;
mod payout_api;
mod postman;
mod proof_acts;
mod qr_api;
mod settlement_acts;
mod wire;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use connectors::razorpay::RazorpayConfig;
use kernel::Secret;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::task::JoinHandle;

pub use acts::{Outcome, Pay};
pub use fault::Fault;
pub use postman::{Delivered, Replay};

use crate::serve::{StopSign, finish, open, stop_sign};
use crate::{Down, StartError};
use book::Book;
use desk::Desk;

/// What can go wrong on purpose. All zero: nothing does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mischief {
    /// How many webhooks in a thousand are delivered twice.
    pub duplicate_permille: u16,
    /// Webhooks that are due together leave in any order.
    pub reorder: bool,
    /// How long every webhook waits, in milliseconds.
    pub delay_ms: u64,
    /// How many webhooks in a thousand are never delivered.
    pub drop_permille: u16,
    /// Beside how many webhooks in a thousand somebody else sends one with a wrong signature.
    pub forge_permille: u16,
    /// How many webhooks in a thousand are signed with the previous secret.
    pub old_secret_permille: u16,
    /// How many successful API writes in a thousand are never answered.
    pub timeout_after_success_permille: u16,
    /// How many successful API writes in a thousand are answered with a 500.
    pub error_after_success_permille: u16,
    /// After how many in a thousand the line is cut in the middle of the answer.
    pub reset_after_success_permille: u16,
    /// How many lines of settlements in a thousand are left out of the report.
    pub settled_drop_permille: u16,
    /// How many stand in it twice.
    pub settled_twice_permille: u16,
    /// How many say one rupee more than was paid.
    pub settled_other_permille: u16,
}

/// A practice gateway for one merchant.
#[derive(Clone, Debug)]
pub struct GatewayConfig {
    /// Where to listen; loopback only, port 0 for any free port.
    pub listen: SocketAddr,
    /// The merchant's key id.
    pub key_id: String,
    /// The merchant's key secret.
    pub key_secret: Secret<String>,
    /// What webhooks are signed with.
    pub webhook_secret: Secret<String>,
    /// What they were signed with before, if it was changed.
    pub previous_secret: Option<Secret<String>>,
    /// The merchant's account, `acc_…`.
    pub merchant: String,
    /// The current account payouts leave from.
    pub payout_account: String,
    /// Where webhooks go; until it is known they wait.
    pub webhook_url: Option<String>,
    /// What goes wrong.
    pub mischief: Mischief,
    /// After how many milliseconds a late payment arrives by itself.
    pub late_after_ms: u64,
    /// After how many milliseconds the bank finishes refunds and payouts.
    pub settle_after_ms: u64,
    /// Makes ids and mischief repeatable.
    pub seed: u64,
    /// Where everything that happened is kept over a restart; without it, it is forgotten.
    pub book: Option<PathBuf>,
}

impl GatewayConfig {
    /// Practice keys anyone may know, no mischief; a late payment takes two minutes, the bank fifteen seconds.
    pub fn practice(listen: SocketAddr) -> GatewayConfig {
        let secret = |text: &str| Secret::new(text.to_owned());
        GatewayConfig {
            listen,
            key_id: "rzp_test_Practice000001".to_owned(),
            key_secret: secret("practice-key-secret"),
            webhook_secret: secret("practice-webhook-secret"),
            previous_secret: Some(secret("practice-webhook-secret-before")),
            merchant: "acc_Practice000001".to_owned(),
            payout_account: "7878780080316316".to_owned(),
            webhook_url: None,
            mischief: Mischief::default(),
            late_after_ms: 120_000,
            settle_after_ms: 15_000,
            seed: 1,
            book: None,
        }
    }
}

/// A running practice gateway. It stops when dropped; [`Gateway::stop`] also waits until it has.
#[derive(Debug)]
pub struct Gateway {
    /// Its base address, `http://127.0.0.1:…`.
    pub url: String,
    /// Its real address.
    pub address: SocketAddr,
    desk: Arc<Desk>,
    stop: StopSign,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a practice gateway.
///
/// # Errors
/// [`StartError`] if the address is not loopback, the port is taken, or the book cannot be read.
pub async fn start(config: GatewayConfig) -> Result<Gateway, StartError> {
    let open = open(config.listen).await?;
    let book = Book::open(config.book.as_deref(), config.seed)?;
    let (stop, stopping) = stop_sign();
    let address = open.address;
    let desk = Arc::new(Desk::new(config, book, stopping.clone())?);
    let router: Router = Router::new()
        .merge(api::routes(&desk))
        .merge(checkout::routes(&desk))
        .merge(control::routes())
        .merge(index::routes())
        .with_state(Arc::clone(&desk));
    let tasks = vec![open.serve(router, stopping), tokio::spawn(postman::rounds(Arc::clone(&desk)))];
    Ok(Gateway { url: format!("http://{address}"), address, desk, stop, tasks })
}

impl Gateway {
    /// What the mart needs to know to use this gateway.
    pub fn razorpay_config(&self) -> RazorpayConfig {
        let config = &self.desk.config;
        RazorpayConfig {
            base_url: self.url.clone(),
            key_id: config.key_id.clone(),
            key_secret: config.key_secret.clone(),
            webhook_secrets: [Some(config.webhook_secret.clone()), config.previous_secret.clone()]
                .into_iter()
                .flatten()
                .collect(),
            merchant: config.merchant.clone(),
            payout_account: config.payout_account.clone(),
            patience_ms: 4_000,
        }
    }

    /// Sends webhooks to `url` from now on, also those that waited for an address.
    pub fn send_webhooks_to(&self, url: &str) {
        self.desk.with(|state| state.webhook_url = Some(url.to_owned()));
    }

    /// Does mischief from now on.
    pub fn set_mischief(&self, mischief: Mischief) {
        self.desk.with(|state| state.mischief = mischief);
    }

    /// Goes down, or up again.
    pub fn set_down(&self, down: Down) {
        self.desk.with(|state| state.down = down);
    }

    /// Pays an order as a buyer would; gives the payment's id.
    ///
    /// # Errors
    /// [`Fault`] if there is no such order or it is paid.
    pub fn pay(&self, pay: &Pay) -> Result<String, Fault> {
        self.desk.with(|state| state.pay(crate::now(), pay)).map(|payment| payment.id)
    }

    /// Lets late payments arrive and the bank finish every refund and payout, now.
    pub fn settle(&self) {
        self.desk.with(|state| state.settle(crate::now(), desk::Ripe::All));
    }

    /// Delivers every waiting webhook once, now, also delayed ones.
    pub async fn flush(&self) -> Vec<Delivered> {
        postman::round(&self.desk, desk::Ripe::All).await
    }

    /// Delivers old webhooks again.
    pub async fn replay(&self, replay: &Replay) -> Vec<Delivered> {
        postman::replay(&self.desk, replay).await
    }

    /// Everything the gateway knows, as `GET /_sim/state` shows it.
    pub fn state(&self) -> Value {
        self.desk.with(|state| control::state_json(state))
    }

    /// Stops serving, finishes what is being answered, and frees the port.
    pub async fn stop(self) {
        self.stop.raise();
        finish(self.tasks).await;
    }
}
