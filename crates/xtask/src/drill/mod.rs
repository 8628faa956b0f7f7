//! Drills: the real release binary under load and violence, judged by what its clients know.
//!
//! Every drill is bounded in count and time, talks to loopback only, and ends with `deogharmart verify`.
//! Start at [`run`]; how a client's knowledge is kept stands in [`oracle`].

mod bombs;
mod bucket;
mod bytes;
mod contract;
mod coupon;
mod courier;
mod crash;
mod flash;
mod forged;
mod gateway;
mod guesses;
mod kits;
mod malformed;
mod officers;
mod oracle;
mod outcalls;
mod partners;
mod payouts;
mod people;
mod pooler;
mod postgres;
mod power;
mod race;
mod recall;
mod restore;
mod season;
mod shelf;
mod sizes;
mod strain;
mod uploads;
mod webhooks;
mod year;

use crate::disk::Disk;
use crate::fault::{Outcome, fault};
use crate::postgres::Cluster;
use crate::server::Prepared;
use clap::{Subcommand, ValueEnum};
use std::path::Path;
use std::time::{Duration, Instant};

pub use bombs::Bombs;
pub use contract::Contract;
pub use gateway::Desk;
pub use guesses::Guesses;
#[cfg(feature = "bench")]
pub use officers::{Browser, of_role};
#[cfg(feature = "bench")]
pub use people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all, sign_in_from};
#[cfg(feature = "bench")]
pub use shelf::Shelf;
pub use sizes::{
    Coupon, Courier, Crash, Flash, Forged, OutCalls, Partners, Pooled, Postgres, Power, Recall, Restore,
    Season, Strain, Uploads, Webhooks,
};
pub use year::Year;

/// Which database the mart runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// In the data folder.
    Sqlite,
    /// In a throw-away cluster.
    Postgres,
}

/// A drill and its size.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Drill {
    /// Many buyers, few pieces: exactly as many orders as pieces, everybody else hears a clean «sold out»
    Flash(Flash),
    /// Many buyers with one coupon that holds ten times: exactly ten orders have it, everybody else hears that it is used up
    Coupon(Coupon),
    /// Many buyers with a gift kit of which there are ten: exactly ten orders have it
    Kits(Coupon),
    /// Every gateway event many times in any order, with kill -9 meanwhile: the same end as once and in order
    Webhooks(Webhooks),
    /// Forged payment messages of every kind: none moves an order, a rupee or a refund
    Forged(Forged),
    /// The gateway does what it is asked and does not answer, with kill -9 meanwhile: its book of refunds and payouts equals ours
    #[command(name = "outcalls")]
    OutCalls(OutCalls),
    /// kill -9 again and again: every acknowledged order is there exactly once
    Crash(Crash),
    /// The disk loses its power again and again, in the middle of orders and photos: every acknowledged one is there. Needs root
    Power(Power),
    /// A full disk, no file left, little memory: refused with a word, nothing lost, and everything goes on after it. Needs root
    Strain(Strain),
    /// A thousand malformed photos, bombs and half forms: nothing breaks, memory stays bounded, good ones go through
    Uploads(Uploads),
    /// Thousands have bought of one batch of food, one press stops it: everybody is told once within ten minutes
    Recall(Recall),
    /// The agent of couriers is slow, in trouble, silent: people look and order as ever, each box is booked exactly once
    Courier(Courier),
    /// Each service outside fails in five ways, one after the other: every page comes, every order is taken, all is made up for
    Partners(Partners),
    /// A mart that sells is put back as it was at moments drawn by lot: all that was acknowledged is there, nothing later
    Restore(Restore),
    /// A year of district life: every figure counted anew and equal, the DC's page fast and small, moments of the year restored and compared
    Year(Year),
    /// A simulated season, Shravani twenty times as busy: at least 92 % of promises kept; joint baskets 30 % below separate parcels
    Season(Season),
    /// Codes of orders and of signing in are guessed, SMS pumped: nothing is found, nobody gets in, the operator's book shows the bounds
    Guesses(Guesses),
    /// Schemathesis asks the whole API as three people: no answer is our failure, each is one that the document tells of
    Contract(Contract),
    /// Lines that say nothing, heads of ten megabytes, bodies without end: others are served meanwhile, memory stays bounded
    Bombs(Bombs),
    /// PostgreSQL under two processes of the mart: connections ended, shut down at once, silent; one process killed: no order is lost or
    /// there twice, who must wait is told how long
    Postgres(Postgres),
    /// Two processes of the mart share few connections of PostgreSQL through PgBouncer in transaction mode
    Pooler(Pooled),
    /// Photos and pictures in a bucket of a real store on this machine, which goes away and comes back
    Bucket,
}

/// The sizes that every test run does.
pub const SMALL: [Drill; 18] = [
    Drill::Flash(Flash { clients: 32, buyers: 120, stock: 10 }),
    Drill::Coupon(Coupon { clients: 16, buyers: 60 }),
    Drill::Kits(Coupon { clients: 16, buyers: 60 }),
    Drill::Webhooks(Webhooks { events: 60, copies: 6, clients: 16, kills: 2 }),
    Drill::Forged(Forged { messages: 400, orders: 12, clients: 8 }),
    Drill::OutCalls(OutCalls { orders: 6, kills: 2, clients: 4 }),
    Drill::Crash(Crash { orders: 90, clients: 16, kills: 3, every_ms: 500 }),
    Drill::Partners(Partners { orders: 1 }),
    Drill::Power(Power { orders: 60, clients: 8, cuts: 3, unsynced: false }),
    Drill::Strain(Strain { orders: 20, clients: 8 }),
    Drill::Uploads(Uploads { uploads: 170, clients: 4 }),
    Drill::Recall(Recall { buyers: 60, clients: 8 }),
    Drill::Courier(Courier { clients: 16, boxes: 5 }),
    Drill::Restore(Restore { orders: 80, clients: 2, moments: 2 }),
    Drill::Guesses(Guesses { guesses: 2_000, asked: 1_200, clients: 16 }),
    Drill::Bombs(Bombs { lines: 1_300, seconds: 4, rounds: 1 }),
    Drill::Postgres(Postgres { orders: 60, clients: 8, silent_s: 4 }),
    Drill::Year(Year { makers: 60, orders: 1_500, seed: 7, looks: 20, moments: 2, restored_orders: 60 }),
];

impl Drill {
    /// Its word on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Drill::Flash(_) => "flash",
            Drill::Coupon(_) => "coupon",
            Drill::Kits(_) => "kits",
            Drill::Webhooks(_) => "webhooks",
            Drill::Forged(_) => "forged",
            Drill::OutCalls(_) => "outcalls",
            Drill::Crash(_) => "crash",
            Drill::Partners(_) => "partners",
            Drill::Power(_) => "power",
            Drill::Strain(_) => "strain",
            Drill::Uploads(_) => "uploads",
            Drill::Recall(_) => "recall",
            Drill::Courier(_) => "courier",
            Drill::Restore(_) => "restore",
            Drill::Year(_) => "year",
            Drill::Season(_) => "season",
            Drill::Guesses(_) => "guesses",
            Drill::Contract(_) => "contract",
            Drill::Bombs(_) => "bombs",
            Drill::Bucket => "bucket",
            Drill::Postgres(_) => "postgres",
            Drill::Pooler(_) => "pooler",
        }
    }

    /// Why it cannot be run on this machine; nothing if it can.
    pub fn why_not(self) -> Option<&'static str> {
        match self {
            Drill::Power(_) | Drill::Strain(_) => Disk::why_not(),
            _ => None,
        }
    }

    /// Whether it tells stories of the domain, without the finished program.
    pub const fn needs_no_mart(self) -> bool {
        matches!(self, Drill::Season(_))
    }

    /// The same drill in the size that every test run does.
    pub fn small(self) -> Drill {
        // A small season is a story that every run of the tests tells.
        match self {
            Drill::Season(_) => Drill::Season(Season { parcels: 20_000 }),
            // Half a minute that tells the same on both engines: on SQLite alone.
            Drill::Contract(_) => Drill::Contract(Contract { cases: 5_000, seconds: 40 }),
            _ => SMALL.into_iter().find(|small| small.name() == self.name()).unwrap_or(self),
        }
    }
}

/// Runs one drill on a mart of its own, or two.
pub fn run(prepared: &Prepared<'_>, drill: Drill) -> Outcome<()> {
    let (name, engine, began) = (drill.name(), prepared.engine(), Instant::now());
    println!("drill {name} on {engine}: {drill:?}");
    match drill {
        Drill::Flash(size) => flash::run(&mut prepared.mart()?, size)?,
        Drill::Coupon(size) => coupon::run(&mut prepared.mart()?, size)?,
        Drill::Kits(size) => kits::run(&mut prepared.mart()?, size)?,
        Drill::Forged(size) => forged::run(&mut prepared.mart()?, size)?,
        Drill::OutCalls(size) => outcalls::run(&mut prepared.mart()?, size)?,
        Drill::Crash(size) => crash::run(&mut prepared.mart()?, size)?,
        Drill::Partners(size) => partners::run(&mut prepared.mart()?, size)?,
        Drill::Power(size) => power::run(prepared, size)?,
        Drill::Strain(size) => strain::run(prepared, size)?,
        Drill::Bucket => bucket::run(prepared)?,
        Drill::Guesses(size) => guesses::run(prepared, size)?,
        Drill::Contract(size) => contract::run(&mut prepared.mart()?, size)?,
        Drill::Bombs(size) => bombs::run(prepared, size)?,
        Drill::Postgres(size) => postgres::run(prepared, size)?,
        Drill::Pooler(size) => pooler::run(prepared, size)?,
        Drill::Season(_) => alone(&crate::workspace::root()?, drill)?,
        Drill::Uploads(size) => uploads::run(&mut prepared.mart()?, size)?,
        Drill::Restore(size) => restore::run(prepared, size)?,
        Drill::Year(size) => year::run(prepared, size)?,
        Drill::Recall(size) => recall::run(&mut prepared.mart()?, size)?,
        Drill::Courier(size) => courier::run(&mut prepared.mart()?, size)?,
        Drill::Webhooks(size) => webhooks::run(&mut prepared.mart()?, &mut prepared.mart()?, size)?,
    }
    println!("drill {name} on {engine}: held, {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// Runs a drill that needs no mart.
pub fn alone(root: &Path, drill: Drill) -> Outcome<()> {
    match drill {
        Drill::Season(size) => season::run(root, size),
        _ => Err(fault(format!("drill {} needs a mart", drill.name()))),
    }
}

/// Prepares a mart on this database, in a cluster of its own if need be, and runs one drill.
pub fn prepare_and_run(program: &Path, drill: Drill, engine: Engine) -> Outcome<()> {
    if matches!(drill, Drill::Bucket) {
        crate::install::for_bucket(&crate::workspace::root()?)?;
    }
    if matches!(drill, Drill::Pooler(_)) {
        crate::install::for_pooler()?;
    }
    let cluster = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(Cluster::start()?),
    };
    run(&Prepared::make(program, cluster.as_ref())?, drill)
}

/// Calls `act(index)` for every index below `count` from `threads` threads. The first fault stops the rest.
pub fn in_parallel<S, R: Send>(
    threads: usize,
    count: usize,
    set_up: impl Fn() -> Outcome<S> + Sync,
    act: impl Fn(&mut S, usize) -> Outcome<R> + Sync,
) -> Outcome<Vec<R>> {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let results = Mutex::new(Vec::with_capacity(count));
    let first_fault = Mutex::new(None);
    let work = || -> Outcome<()> {
        let mut state = set_up()?;
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let result = act(&mut state, index)?;
            results.lock().map_err(poisoned)?.push((index, result));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.min(count.max(1)) {
            scope.spawn(|| {
                if let Err(cause) = work() {
                    stop.store(true, Ordering::Relaxed);
                    if let Ok(mut first) = first_fault.lock() {
                        first.get_or_insert(cause);
                    }
                }
            });
        }
    });
    if let Some(cause) = first_fault.into_inner().map_err(poisoned)? {
        return Err(cause);
    }
    let mut results = results.into_inner().map_err(poisoned)?;
    results.sort_by_key(|(index, _)| *index);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

pub(crate) fn poisoned<T>(_: T) -> crate::fault::Fault {
    fault("a client thread broke down")
}

/// Middle, 95th percentile and longest, for a line of the report.
pub fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    match (at(50), at(95), times.last()) {
        (Some(middle), Some(most), Some(longest)) => {
            format!(
                "median {} ms, p95 {} ms, longest {} ms",
                middle.as_millis(),
                most.as_millis(),
                longest.as_millis()
            )
        }
        _ => "nothing measured".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_is_worked_once_and_in_its_place() {
        let doubled = in_parallel(8, 100, || Ok(()), |(), index| Ok(index * 2)).unwrap();
        assert_eq!(doubled, (0..100).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_fault_stops_the_rest() {
        let told = in_parallel(
            4,
            1_000,
            || Ok(()),
            |(), index| if index == 3 { Err(fault("three")) } else { Ok(()) },
        );
        assert_eq!(told.unwrap_err().to_string(), "three");
    }

    #[test]
    fn a_spread_of_nothing_is_told() {
        assert_eq!(spread(Vec::new()), "nothing measured");
        let times = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(spread(times), "median 51 ms, p95 96 ms, longest 100 ms");
    }
}
