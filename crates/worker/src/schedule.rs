//! What happens by the clock: asking about payments nobody tells us of, and tidying up every hour.

use std::collections::HashMap;
use std::time::Duration;

use kernel::payment::Gateway;
use kernel::{Limit, Time};
use market::catalogue::{self, stock};
use market::payments::ways::{self, Way};
use market::sharing::engines;
use market::{
    accounts, anomalies, backups, batches, complaints, delivery, dispatch, gateways, licences, meetings,
    payments, payouts, phones, pickups, promises, quotes, registers, replies, reports, returns, tally,
    tracking,
};
use store::{DbError, jobs, keys, sessions, transaction};
use tokio::time::{MissedTickBehavior, interval};

use crate::job::{Ended, Stuck, Went, growing_ms};
use crate::{Worker, anchors, ask, certificate, erased};

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
    asked: HashMap<String, Asked>,
    /// The hour whose tidying has been put, counted from 1970.
    tidied: Option<i64>,
}

/// How often something was asked about, and when it is its turn again.
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
            if let Err(cause) = self.put_news().await {
                tracing::warn!(%cause, "news for search engines could not be put");
            }
            if let Err(cause) = self.ask().await {
                tracing::warn!(?cause, "open payments could not be asked about");
            }
            if let Err(cause) = probe(&self.worker).await {
                tracing::warn!(%cause, "payment companies that are down could not be looked after");
            }
        }
    }

    /// Puts the hour's tidying, the day's sweep of payouts, the night's tally, a Monday's summary and the month's look for what is wrong, once;
    /// whichever worker takes them does it for all.
    async fn put_hourly(&mut self) -> Result<(), DbError> {
        // By India's clock, which is half an hour off the world's: a summary at eight leaves at eight.
        let now = self.worker.db.now();
        let hour = now.day().0 * 24 + (now.0 - now.day().starts().0).div_euclid(3_600_000);
        if self.tidied != Some(hour) {
            let key = hour.to_string();
            transaction!(self.worker.db, tx => {
                let today = tx.now().day();
                jobs::put(tx, TIDY_UP, &key, "{}").await?;
                jobs::put(tx, payouts::SWEEP, &today.iso(), "{}").await?;
                tally::put_nightly(tx).await?;
                if let Some(monday) = meetings::summary_due(tx.now()) {
                    jobs::put(tx, meetings::SUMMARY, &monday.iso(), "{}").await?;
                }
                jobs::put(tx, anomalies::FIND, &reports::month_of(today).iso(), "{}").await?;
                Ok::<_, DbError>(())
            })?;
            self.tidied = Some(hour);
        }
        Ok(())
    }

    /// Puts the message to search engines, if there are any and something has changed since they were told last.
    async fn put_news(&self) -> Result<(), DbError> {
        let db = &self.worker.db;
        if self.worker.search_engines.is_none() || engines::due(&mut db.read().await?).await?.is_none() {
            return Ok(());
        }
        transaction!(db, tx => { engines::put(tx).await })
    }

    /// One round of questions. A company that is silent once is not asked for the others.
    async fn ask(&mut self) -> Result<(), Stuck> {
        let open = open_payments(&self.worker).await?;
        let now = self.worker.db.now();
        self.asked.retain(|asked, _| open.iter().any(|way| way.gateway_order == *asked));
        let mut due: Vec<_> = open
            .into_iter()
            .map(|way| (self.asked.get(&way.gateway_order).map_or(Time(0), |a| a.next), way))
            .filter(|(next, _)| *next <= now)
            .collect();
        due.sort_by(|(a, one), (b, other)| (a, one.order).cmp(&(b, other.order)));
        let mut silent: Vec<Gateway> = Vec::new();
        for (_, way) in due.into_iter().take(ASKED_MOST) {
            if silent.contains(&way.gateway) {
                continue;
            }
            match ask::payments_of(&self.worker, way.gateway, &way.gateway_order).await {
                Ok(()) => {}
                Err(Stuck::Never(why)) => {
                    tracing::error!(order = %way.order, why, "an open order cannot be asked about");
                }
                Err(Stuck::TryLater(why)) => {
                    tracing::warn!(gateway = %way.gateway, why, "open payments could not be asked about");
                    silent.push(way.gateway);
                    continue;
                }
            }
            let times = self.asked.get(&way.gateway_order).map_or(1, |asked| asked.times + 1);
            let next = now.plus_ms(growing_ms(times, 20_000, PAUSE_LONGEST_MS));
            self.asked.insert(way.gateway_order, Asked { times, next });
        }
        Ok(())
    }
}

/// What was opened a while ago and is still unpaid, or was left.
async fn open_payments(worker: &Worker) -> Result<Vec<Way>, DbError> {
    let before = worker.db.now().plus_ms(-WEBHOOK_PATIENCE_MS);
    ways::whats_open(&mut worker.db.read().await?, before, OPEN_MOST).await
}

/// Asks each payment company that is down, if it is time and no other node does, whether it is back.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn probe(worker: &Worker) -> Result<(), DbError> {
    for gateway in worker.gateways.all() {
        if gateways::probe_due(&worker.db, gateway).await? {
            let back = ask::asks(worker, gateway, worker.gateways.ping(gateway)).await;
            tracing::info!(%gateway, is_back = back.is_ok(), "a payment company that is down was asked");
        }
    }
    Ok(())
}

/// Asks once about every payment that has been open for a minute; what the schedule does, for tests.
///
/// # Errors
/// A sentence if the gateway is silent or the database fails.
pub async fn ask_about_open(worker: &Worker) -> Result<(), String> {
    Schedule::new(worker.clone()).ask().await.map_err(|stuck| format!("{stuck:?}"))
}

/// Puts what is due by the clock; what the schedule does, for tests.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn put_due(worker: &Worker) -> Result<(), DbError> {
    Schedule::new(worker.clone()).put_hourly().await
}

/// Message `tidy_up`.
pub(crate) async fn run(worker: &Worker) -> Went {
    tidy_up(worker).await?;
    Ok(Ended::Done)
}

/// What is done every hour: forgets what has done its work (keys, sessions, jobs, codes, PINs, replies, quotes nobody ordered,
/// statements nobody took in); opens the week's places for goods made to order, takes off the shelf and puts on it what the calendar
/// says, tells whose licence runs out; ends returns that never came, moves up complaints whose clock ran on, reminds, calls and offers
/// about parcels that are late, and who does not fetch hers; learns once a day what carriers take; erases those whose day has come; warns of a backup nobody proved, and looks whether phones open the mart's address.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn tidy_up(worker: &Worker) -> Result<(), DbError> {
    let now = worker.db.now();
    let warned = backups::warn(&worker.db).await?;
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
    payments::at_hub::restore_tries(&worker.db).await?;
    tracking::guest::forget_tries(&worker.db).await.map_err(|cause| DbError::Failed(cause.to_string()))?;
    let registers = registers::forget_old(&worker.db).await?;
    let lapsed = returns::lapse(&worker.db).await?;
    let climbed = complaints::climb(&worker.db).await?;
    let late = dispatch::turn(&worker.db).await?;
    let (reminded_to_fetch, not_fetched) = pickups::turn(&worker.db).await?;
    let doors = complaints::forget_old(&worker.db).await?;
    let statements = tally::forget_old(&worker.db).await?;
    let ways = promises::learn_nightly(&worker.db).await?;
    let unwelcome = certificate::look(worker).await?;
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
        warned,
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
        ways,
        unwelcome,
        events,
        anchors,
        erased,
        "tidied up"
    );
    Ok(())
}
