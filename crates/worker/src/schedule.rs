//! What happens by the clock: asking about payments nobody tells us of, and tidying up every hour.

use std::collections::HashMap;
use std::time::Duration;

use kernel::ids::OrderId;
use kernel::{Limit, Time};
use market::catalogue::{self, stock};
use market::{
    accounts, batches, complaints, delivery, dispatch, licences, meetings, payments, payouts, phones,
    pickups, quotes, registers, replies, returns, tally, tracking,
};
use store::{DbError, jobs, keys, sessions, transaction};
use tokio::time::{MissedTickBehavior, interval};

use crate::job::{Ended, Stuck, Went, growing_ms};
use crate::{Worker, anchors, ask, erased};

/// The kind of message that tidies up; its key is the hour, so that many workers tidy once.
pub(crate) const TIDY_UP: &str = "tidy_up";
/// How often somebody asks about open payments.
const ASK_EVERY: Duration = Duration::from_secs(20);
/// Within this time a webhook usually comes by itself.
const WEBHOOK_PATIENCE_MS: i64 = 60_000;
/// The longest pause between two questions about the same order.
const PAUSE_LONGEST_MS: i64 = 300_000;
/// Orders asked about in one round; who was not asked about comes first in the next.
const ASKED_MOST: usize = 40;
/// Open orders looked at in one round.
const OPEN_MOST: Limit = Limit::of(500);
/// Quotes are kept this long after they ran out.
const QUOTES_KEPT_HOURS: i64 = 24;
/// Quotes forgotten in one transaction.
const QUOTES_AT_ONCE: Limit = Limit::of(200);

/// What one worker remembers between rounds.
pub(crate) struct Schedule {
    worker: Worker,
    asked: HashMap<OrderId, Asked>,
    /// The hour whose tidying has been put, counted from 1970.
    tidied: Option<i64>,
}

/// How often an order was asked about, and when it is its turn again.
#[derive(Clone, Copy)]
struct Asked {
    times: u32,
    next: Time,
}

impl Schedule {
    pub(crate) fn new(worker: Worker) -> Schedule {
        Schedule { worker, asked: HashMap::new(), tidied: None }
    }

    /// Keeps the schedule until it is dropped.
    pub(crate) async fn keep(mut self) {
        let mut tick = interval(ASK_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            if let Err(cause) = self.put_hourly().await {
                tracing::warn!(%cause, "the hourly tidying could not be put");
            }
            if let Err(cause) = self.ask().await {
                tracing::warn!(?cause, "open payments could not be asked about");
            }
        }
    }

    /// Puts the hour's tidying, the day's sweep of payouts, the night's tally and a Monday's summary, once; whichever worker takes them does it for all.
    async fn put_hourly(&mut self) -> Result<(), DbError> {
        let hour = self.worker.db.now().0.div_euclid(3_600_000);
        if self.tidied != Some(hour) {
            let key = hour.to_string();
            transaction!(self.worker.db, tx => {
                           jobs::put(tx, TIDY_UP, &key, "{}").await?;
                           let today = tx.now().day().iso();
            jobs::put(tx, payouts::SWEEP, &today, "{}").await?; tally::put_nightly(tx).await?; if let Some(monday) = meetings::summary_due(tx.now()) { jobs::put(tx, meetings::SUMMARY, &monday.iso(), "{}").await?; } Ok::<_, DbError>(())
                       })?;
            self.tidied = Some(hour);
        }
        Ok(())
    }

    /// One round of questions. A gateway that is silent once is not asked for the others.
    async fn ask(&mut self) -> Result<(), Stuck> {
        let open = open_payments(&self.worker).await?;
        let now = self.worker.db.now();
        self.asked.retain(|order, _| open.iter().any(|(still, _)| still == order));
        let mut due: Vec<_> = open
            .into_iter()
            .map(|(order, gateway_order)| {
                (self.asked.get(&order).map_or(Time(0), |a| a.next), order, gateway_order)
            })
            .filter(|(next, ..)| *next <= now)
            .collect();
        due.sort_unstable();
        for (_, order, gateway_order) in due.into_iter().take(ASKED_MOST) {
            match ask::payments_of(&self.worker, &gateway_order).await {
                Ok(()) => {}
                Err(Stuck::Never(why)) => tracing::error!(%order, why, "an open order cannot be asked about"),
                Err(silent) => return Err(silent),
            }
            let times = self.asked.get(&order).map_or(1, |asked| asked.times + 1);
            let next = now.plus_ms(growing_ms(times, 20_000, PAUSE_LONGEST_MS));
            self.asked.insert(order, Asked { times, next });
        }
        Ok(())
    }
}

/// Orders that are open at the gateway for a while and still unpaid.
async fn open_payments(worker: &Worker) -> Result<Vec<(OrderId, String)>, DbError> {
    let before = worker.db.now().plus_ms(-WEBHOOK_PATIENCE_MS);
    payments::whats_open(&mut worker.db.read().await?, before, OPEN_MOST).await
}

/// Asks once about every payment that has been open for a minute; what the schedule does, for tests.
///
/// # Errors
/// A sentence if the gateway is silent or the database fails.
pub async fn ask_about_open(worker: &Worker) -> Result<(), String> {
    Schedule::new(worker.clone()).ask().await.map_err(|stuck| format!("{stuck:?}"))
}

/// Message `tidy_up`.
pub(crate) async fn run(worker: &Worker) -> Went {
    tidy_up(worker).await?;
    Ok(Ended::Done)
}

/// Forgets what has done its work (keys, sessions, jobs, codes, PINs, replies, quotes nobody ordered, statements nobody took in), opens the week's places for goods made to order, tells whose licence runs out, takes off the shelf and puts on it what the calendar says; ends returns that never came; moves up complaints whose clock ran on; reminds, calls and offers about parcels that are late; reminds who has not fetched, and sends back what nobody fetches; erases those whose day has come.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn tidy_up(worker: &Worker) -> Result<(), DbError> {
    let now = worker.db.now();
    let opened = stock::open_week(&worker.db, now.day()).await?;
    let spoiled = batches::end_old(&worker.db).await?;
    let reminded = licences::remind(&worker.db).await?;
    let shelved = catalogue::act::keep_shelf(&worker.db).await?;
    let keys = keys::forget_old(&worker.db).await?;
    let sessions = sessions::forget_old(&worker.db).await?;
    let jobs = jobs::forget_old(&worker.db).await?;
    let codes = accounts::forget_old_codes(&worker.db).await?;
    let phones = phones::forget_old(&worker.db).await?;
    let replies = replies::forget_old(&worker.db).await?;
    let anchors = anchors::make_due(worker).await?;
    let erased = erased::carry_out(worker).await?;
    let events = payments::wipe_old_events(&worker.db).await?;
    delivery::restore_tries(&worker.db).await.map_err(|cause| DbError::Failed(cause.to_string()))?;
    tracking::guest::forget_tries(&worker.db).await.map_err(|cause| DbError::Failed(cause.to_string()))?;
    let registers = registers::forget_old(&worker.db).await?;
    let lapsed = returns::lapse(&worker.db).await?;
    let climbed = complaints::climb(&worker.db).await?;
    let late = dispatch::turn(&worker.db).await?;
    let (reminded_to_fetch, not_fetched) = pickups::turn(&worker.db).await?;
    let doors = complaints::forget_old(&worker.db).await?;
    let statements = tally::forget_old(&worker.db).await?;
    let before = now.plus_minutes(-60 * QUOTES_KEPT_HOURS);
    let mut quotes = 0;
    loop {
        let forgotten = quotes::forget_old(&worker.db, before, QUOTES_AT_ONCE).await?;
        quotes += forgotten;
        if forgotten < QUOTES_AT_ONCE.rows() as u64 {
            break;
        }
    }
    tracing::info!(
        opened,
        spoiled,
        reminded,
        shelved,
        keys,
        sessions,
        jobs,
        codes,
        phones,
        replies,
        registers,
        quotes,
        lapsed,
        climbed,
        late,
        reminded_to_fetch,
        not_fetched,
        doors,
        statements,
        events,
        anchors,
        erased,
        "tidied up"
    );
    Ok(())
}
