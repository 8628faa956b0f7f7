//! The postman of the switch: webhooks, signed over their raw bytes, carried to the merchant until he says 2xx.
//!
//! After a failure the next try waits a minute, then five, ten, an hour, six hours, for a day.
//! Source: docs.hyperswitch.io, Webhooks, delivery and retries.

use std::sync::Arc;
use std::time::Duration;

use kernel::proof::sign_512;
use serde::Serialize;

use super::Counter;
use super::book::{Book, Entry, Event, Seal};

/// The waits between tries, in minutes; after the last it gives up.
const WAITS_MIN: [i64; 16] = [1, 5, 5, 10, 10, 10, 10, 10, 60, 60, 60, 60, 60, 360, 360, 360];
/// The longest the postman sleeps without looking.
const SLEEP_MS_MAX: i64 = 60_000;

/// What became of one try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivered {
    /// The event's id.
    pub event_id: String,
    /// Its kind, `payment_succeeded`.
    pub kind: String,
    /// Whether it was signed as the switch signs.
    pub is_genuine: bool,
    /// The merchant's HTTP status; 0 if he did not answer.
    pub status: u16,
}

impl Book {
    /// Deliveries that are due, or all that wait, oldest event first or in any order if mischief says so.
    fn ripe(&mut self, now_ms: i64, all: bool) -> Vec<(String, usize)> {
        let mut jobs = Vec::new();
        for event in &self.events {
            for (place, delivery) in event.deliveries.iter().enumerate() {
                if !delivery.done && (all || delivery.due_ms <= now_ms) {
                    jobs.push((event.id.clone(), place));
                }
            }
        }
        if self.mischief.reorder {
            self.dice.shuffle(&mut jobs);
        }
        jobs
    }

    fn event(&self, id: &str) -> Option<Event> {
        self.events.iter().find(|event| event.id == id).cloned()
    }

    /// Writes down what the merchant answered.
    fn note(&mut self, now_ms: i64, id: &str, place: usize, status: u16) {
        let Some(mut event) = self.event(id) else { return };
        let Some(delivery) = event.deliveries.get_mut(place) else { return };
        delivery.answers.push(status);
        let wait = WAITS_MIN.get(delivery.answers.len() - 1);
        delivery.done = (200..300).contains(&status) || wait.is_none() || delivery.seal == Seal::Forged;
        delivery.due_ms = now_ms + wait.copied().unwrap_or(0) * 60_000;
        self.put(Entry::Event(event));
    }

    fn next_due_ms(&self) -> Option<i64> {
        let waiting = self.events.iter().flat_map(|event| &event.deliveries).filter(|one| !one.done);
        let delivery = self.webhook_url.as_ref().and_then(|_| waiting.map(|one| one.due_ms).min());
        delivery.into_iter().chain(self.next_settling_ms()).min()
    }
}

/// Carries everything ripe, one by one. Without an address it waits.
pub async fn round(counter: &Arc<Counter>, all: bool) -> Vec<Delivered> {
    let _bag = counter.bag.lock().await;
    let Some(url) = counter.look(|book| book.webhook_url.clone()) else { return Vec::new() };
    let mut told = Vec::new();
    for (id, place) in counter.look(|book| book.ripe(crate::now().0, all)) {
        let Some(event) = counter.look(|book| book.event(&id)) else { continue };
        let Some(seal) = event.deliveries.get(place).map(|delivery| delivery.seal) else { continue };
        let status = send(counter, &url, &event, seal).await;
        counter.look(|book| book.note(crate::now().0, &id, place, status));
        told.push(Delivered { event_id: id, kind: event.kind, is_genuine: seal != Seal::Forged, status });
    }
    told
}

async fn send(counter: &Counter, url: &str, event: &Event, seal: Seal) -> u16 {
    let forger = kernel::Secret::new("somebody else".to_owned());
    let config = &counter.config;
    let secret = match seal {
        Seal::Current => &config.webhook_secret,
        Seal::Previous => config.previous_secret.as_ref().unwrap_or(&config.webhook_secret),
        Seal::Forged => &forger,
    };
    let request = counter
        .client
        .post(url)
        .header("content-type", "application/json")
        .header("x-webhook-signature-512", sign_512(secret, event.body.as_bytes()))
        .body(event.body.clone());
    request.send().await.map_or(0, |response| response.status().as_u16())
}

/// Settles and delivers whenever something is due, until the switch stops.
pub async fn rounds(counter: Arc<Counter>) {
    let stop = counter.stopping.clone().wait();
    tokio::pin!(stop);
    loop {
        counter.look(|book| book.settle(crate::now(), false));
        tokio::select! {
            _ = round(&counter, false) => {}
            () = &mut stop => return,
        }
        let due = counter.look(|book| book.next_due_ms());
        let wait_ms = due.map_or(SLEEP_MS_MAX, |due| (due - crate::now().0).clamp(0, SLEEP_MS_MAX));
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(wait_ms.unsigned_abs())) => {}
            () = counter.bell.notified() => {}
            () = &mut stop => return,
        }
    }
}
