//! A practice search engine: the other side of [`connectors::indexnow`]. It looks at each message as a real one does: the key has its form
//! and lies where the message says, all addresses are of the host.
//!
//! Reads: messages, and the key's file at the mart. Writes: what it was told, in memory.
//!
//! Start at [`start`].

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use connectors::indexnow::{ADDRESSES_MOST, IndexNowConfig, is_key};
use serde::Deserialize;
use tokio::task::JoinHandle;

use crate::serve::{StopSign, Stopping, finish, open, stop_sign};
use crate::{Down, StartError};

/// What a message says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    host: String,
    key: String,
    key_location: String,
    url_list: Vec<String>,
}

#[derive(Debug)]
struct Desk {
    http: reqwest::Client,
    stopping: Stopping,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    told: Vec<Vec<String>>,
    refused: Vec<u16>,
    down: Down,
}

/// A running search engine. It stops when dropped; [`Engine::stop`] also waits until it has.
#[derive(Debug)]
pub struct Engine {
    /// Where messages are posted to.
    pub url: String,
    /// Its real address.
    pub address: SocketAddr,
    desk: Arc<Desk>,
    stop: StopSign,
    task: JoinHandle<()>,
}

/// Starts a practice search engine.
///
/// # Errors
/// [`StartError`] if the address is not loopback or the port is taken.
pub async fn start(listen: SocketAddr) -> Result<Engine, StartError> {
    let (stop, stopping) = stop_sign();
    let open = open(listen).await?;
    let address = open.address;
    let http = connectors::line::client(&format!("http://{address}"), 2_000)?;
    let desk = Arc::new(Desk { http, stopping: stopping.clone(), held: Mutex::default() });
    let router = Router::new().route("/indexnow", post(receive)).with_state(Arc::clone(&desk));
    let task = open.serve(router, stopping);
    Ok(Engine { url: format!("http://{address}/indexnow"), address, desk, stop, task })
}

impl Engine {
    /// How it is told, by this key.
    pub fn config(&self, key: &str) -> IndexNowConfig {
        IndexNowConfig { url: self.url.clone(), key: key.to_owned(), patience_ms: 2_000 }
    }

    /// What it was told, message by message.
    pub fn told(&self) -> Vec<Vec<String>> {
        self.desk.with(|held| held.told.clone())
    }

    /// With which status it has refused messages.
    pub fn refused(&self) -> Vec<u16> {
        self.desk.with(|held| held.refused.clone())
    }

    /// From now on it fails so.
    pub fn goes(&self, down: Down) {
        self.desk.with(|held| held.down = down);
    }

    /// Stops it, and waits.
    pub async fn stop(self) {
        self.stop.raise();
        finish(vec![self.task]).await;
    }
}

impl Desk {
    fn with<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// As a real one judges. Source: indexnow.org, «Response format».
    async fn judged(&self, message: &Message) -> StatusCode {
        let ours = format!("://{}/", message.host);
        if !is_key(&message.key) || message.url_list.is_empty() || message.url_list.len() > ADDRESSES_MOST {
            return StatusCode::BAD_REQUEST;
        }
        let is_ours = |address: &String| address.contains(&ours) && address.is_ascii();
        if !is_ours(&message.key_location) || !message.url_list.iter().all(is_ours) {
            return StatusCode::UNPROCESSABLE_ENTITY;
        }
        let file = match self.http.get(&message.key_location).send().await {
            Ok(answer) if answer.status() == reqwest::StatusCode::OK => {
                answer.text().await.unwrap_or_default()
            }
            _ => String::new(),
        };
        if file.trim() == message.key { StatusCode::OK } else { StatusCode::FORBIDDEN }
    }
}

async fn receive(State(desk): State<Arc<Desk>>, Json(message): Json<Message>) -> Response {
    let down = desk.with(|held| held.down);
    let trouble = || StatusCode::INTERNAL_SERVER_ERROR.into_response();
    if let Some(instead) = down.instead(&desk.stopping, trouble).await {
        return instead;
    }
    let status = desk.judged(&message).await;
    desk.with(|held| match status {
        StatusCode::OK => held.told.push(message.url_list),
        other => held.refused.push(other.as_u16()),
    });
    status.into_response()
}
