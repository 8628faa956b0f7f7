//! The postman: webhooks, signed over their raw bytes, carried to the merchant until he says 2xx.
//!
//! A try may take five seconds; after a failure the next waits 1 s, 2 s, 4 s … up to an hour, for a day.
//! Mischief is decided when an event is written, so a seed decides it, not the clock.
//! Source: razorpay.com/docs/webhooks (headers; retries for 24 hours with exponential back-off).

use std::sync::Arc;
use std::time::Duration;

use kernel::Time;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use tokio::task::JoinSet;

use super::book::{Delivery, Entry, Event, Seal};
use super::desk::{Desk, Ripe, State};
use super::wire::seconds;

/// After this long the gateway gives up.
const GIVE_UP_MS: i64 = 86_400_000;
/// The longest wait between two tries.
const WAIT_MS_MAX: i64 = 3_600_000;
/// The longest the postman sleeps without looking.
const SLEEP_MS_MAX: i64 = 60_000;
/// The most copies a replay makes of one event.
const COPIES_MAX: usize = 100;

/// A named part of a webhook's payload.
#[derive(Clone, Debug)]
pub struct Part(pub &'static str, pub Value);

/// What became of one try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivered {
    /// The event's id, as in `x-razorpay-event-id`.
    pub event_id: String,
    /// Its kind, `payment.captured`.
    pub kind: String,
    /// How it was signed: `current`, `previous`, `forged`.
    pub seal: Seal,
    /// The merchant's HTTP status; 0 if he did not answer.
    pub status: u16,
}

/// Which events are delivered again, and how. All fields may be left out: every event once, in order, one by one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Replay {
    /// Only this event.
    pub event_id: Option<String>,
    /// Only events of this kind.
    pub kind: Option<String>,
    /// Only events that mention this id: an order's, a payment's, a refund's, a payout's.
    pub about: Option<String>,
    /// How many copies of each, 1 if left out.
    pub copies: Option<usize>,
    /// In any order.
    pub shuffle: bool,
    /// How many at the same time, 1 if left out.
    pub parallel: Option<usize>,
    /// Signed how, with the current secret if left out.
    pub seal: Option<Seal>,
}

impl State {
    /// Writes an event and decides how it will travel.
    pub fn tell(&mut self, now: Time, kind: &str, about: &str, parts: &[Part]) {
        let (n, id) = self.book.new_id("evt");
        let contains: Vec<&str> = parts.iter().map(|p| p.0).collect();
        let payload: Map<String, Value> =
            parts.iter().map(|p| (p.0.to_owned(), json!({ "entity": p.1 }))).collect();
        let body = json!({
            "entity": "event",
            "account_id": self.merchant,
            "event": kind,
            "contains": contains,
            "payload": payload,
            "created_at": seconds(now),
        });
        let deliveries = self.plan(now);
        let event = Event {
            n,
            id,
            kind: kind.to_owned(),
            about: about.to_owned(),
            body: body.to_string(),
            deliveries,
            at: now,
        };
        self.book.put(Entry::Event(event));
    }

    /// The copies of an event, after mischief. Every die is rolled every time, so that one switch does not
    /// change what the others do.
    fn plan(&mut self, now: Time) -> Vec<Delivery> {
        let mischief = self.mischief.clone();
        let due = now.plus_ms(i64::try_from(mischief.delay_ms).unwrap_or(i64::MAX));
        let dropped = self.dice.happens(mischief.drop_permille);
        let doubled = self.dice.happens(mischief.duplicate_permille);
        let old = self.dice.happens(mischief.old_secret_permille);
        let forged = self.dice.happens(mischief.forge_permille);
        let copy = |seal| Delivery { due, seal, answers: Vec::new(), done: false };
        let seal = if old { Seal::Previous } else { Seal::Current };
        let genuine = match (dropped, doubled) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2,
        };
        let mut copies: Vec<Delivery> = std::iter::repeat_n(copy(seal), genuine).collect();
        if forged {
            copies.insert(0, copy(Seal::Forged));
        }
        copies
    }

    /// Deliveries that are ripe, oldest event first, or in any order if mischief says so.
    fn ripe(&mut self, now: Time, ripe: Ripe) -> Vec<Job> {
        let mut jobs = Vec::new();
        let open = self.book.undelivered.iter().filter_map(|n| self.book.events.get(n));
        for event in open {
            for (place, delivery) in event.deliveries.iter().enumerate() {
                if !delivery.done && ripe.takes(delivery.due, now) {
                    jobs.push(Job::new(event, delivery.seal, Some(place)));
                }
            }
        }
        if self.mischief.reorder {
            self.dice.shuffle(&mut jobs);
        }
        jobs
    }

    /// Writes down what the merchant answered.
    fn note(&mut self, now: Time, job: &Job, status: u16) {
        let Some(place) = job.place else { return };
        let Some(mut event) = self.book.events.get(&job.n).cloned() else { return };
        let Some(delivery) = event.deliveries.get_mut(place) else { return };
        delivery.answers.push(status);
        let tries = u32::try_from(delivery.answers.len()).unwrap_or(u32::MAX);
        let wait =
            1_000_i64.checked_shl(tries.saturating_sub(1).min(12)).unwrap_or(WAIT_MS_MAX).min(WAIT_MS_MAX);
        delivery.due = now.plus_ms(wait);
        let accepted = (200..300).contains(&status);
        let too_late = delivery.due.0 - event.at.0 > GIVE_UP_MS;
        delivery.done = accepted || too_late || delivery.seal == Seal::Forged;
        self.book.put(Entry::Event(event));
    }

    fn next_due(&self) -> Option<Time> {
        let open = self.book.undelivered.iter().filter_map(|n| self.book.events.get(n));
        let waiting = open.flat_map(|e| &e.deliveries).filter(|d| !d.done).map(|d| d.due);
        let delivery = if self.webhook_url.is_some() { waiting.min() } else { None };
        delivery.into_iter().chain(self.next_settling()).min()
    }
}

/// One try.
#[derive(Clone, Debug)]
struct Job {
    n: u64,
    /// Which delivery of the event; none for a replay.
    place: Option<usize>,
    event_id: String,
    kind: String,
    body: String,
    seal: Seal,
}

impl Job {
    fn new(event: &Event, seal: Seal, place: Option<usize>) -> Job {
        let (event_id, kind, body) = (event.id.clone(), event.kind.clone(), event.body.clone());
        Job { n: event.n, place, event_id, kind, body, seal }
    }

    async fn send(self, desk: Arc<Desk>, url: String) -> (Job, u16) {
        let signature = desk.signature(self.seal, self.body.as_bytes());
        let request = desk
            .client
            .post(&url)
            .header("content-type", "application/json")
            .header("x-razorpay-signature", signature)
            .header("x-razorpay-event-id", &self.event_id)
            .body(self.body.clone());
        let status = match request.send().await {
            Ok(response) => response.status().as_u16(),
            Err(_) => 0,
        };
        (self, status)
    }

    fn told(self, status: u16) -> Delivered {
        Delivered { event_id: self.event_id, kind: self.kind, seal: self.seal, status }
    }
}

/// Carries everything ripe, one by one. Without an address it waits.
pub async fn round(desk: &Arc<Desk>, ripe: Ripe) -> Vec<Delivered> {
    let _bag = desk.bag.lock().await;
    let Some(url) = desk.look(|state| state.webhook_url.clone()) else { return Vec::new() };
    let jobs = desk.look(|state| state.ripe(crate::now(), ripe));
    let mut told = Vec::with_capacity(jobs.len());
    for job in jobs {
        let (job, status) = job.send(Arc::clone(desk), url.clone()).await;
        desk.look(|state| state.note(crate::now(), &job, status));
        told.push(job.told(status));
    }
    told
}

/// Carries old events again; what the merchant answers changes nothing in the book.
pub async fn replay(desk: &Arc<Desk>, replay: &Replay) -> Vec<Delivered> {
    let Some(url) = desk.look(|state| state.webhook_url.clone()) else { return Vec::new() };
    let mut jobs = desk.look(|state| {
        let mut jobs: Vec<Job> = Vec::new();
        for event in state.book.events.values().filter(|event| replay.means(event)) {
            let job = Job::new(event, replay.seal.unwrap_or(Seal::Current), None);
            jobs.extend(std::iter::repeat_n(job, replay.copies.unwrap_or(1).min(COPIES_MAX)));
        }
        if replay.shuffle {
            state.dice.shuffle(&mut jobs);
        }
        jobs
    });
    jobs.reverse();
    let (mut told, mut carried) = (Vec::new(), JoinSet::new());
    loop {
        while carried.len() < replay.parallel.unwrap_or(1).clamp(1, 64) {
            let Some(job) = jobs.pop() else { break };
            carried.spawn(job.send(Arc::clone(desk), url.clone()));
        }
        match carried.join_next().await {
            Some(Ok((job, status))) => told.push(job.told(status)),
            Some(Err(error)) => tracing::error!(%error, "a replayed webhook was lost"),
            None => return told,
        }
    }
}

impl Replay {
    fn means(&self, event: &Event) -> bool {
        let mentions = |id: &String| event.about == *id || event.body.contains(&format!("\"{id}\""));
        self.event_id.as_ref().is_none_or(|id| *id == event.id)
            && self.kind.as_ref().is_none_or(|kind| *kind == event.kind)
            && self.about.as_ref().is_none_or(mentions)
    }
}

/// Settles and delivers whenever something is due, until the gateway stops.
pub async fn rounds(desk: Arc<Desk>) {
    let stop = desk.stopping.clone().wait();
    tokio::pin!(stop);
    loop {
        desk.look(|state| state.settle(crate::now(), Ripe::Now));
        tokio::select! {
            _ = round(&desk, Ripe::Now) => {}
            () = &mut stop => return,
        }
        let due = desk.look(|state| state.next_due());
        let wait_ms = due.map_or(SLEEP_MS_MAX, |due| (due.0 - crate::now().0).clamp(0, SLEEP_MS_MAX));
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(wait_ms.unsigned_abs())) => {}
            () = desk.bell.notified() => {}
            () = &mut stop => return,
        }
    }
}
