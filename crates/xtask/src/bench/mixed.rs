//! `cargo xtask bench mixed`: people look, ask for quotes and order, ninety to eight to two; at half of what the mart can bear for as long
//! as is wanted, then ten times as many as it can bear, then as before.
//!
//! Start at [`run`].

use super::proc;
use crate::drill::{Buyer, Shelf, api, place_order, poisoned, quote_of, sign_in_from};
use crate::fault::{Outcome, fault};
use crate::http::{Client, Lost};
use crate::server::Mart;
use clap::Args;
use std::path::Path;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What must be kept at half capacity, in milliseconds at 99 of a hundred.
const LISTING_MOST_MS: u128 = 30;
const ORDER_MOST_MS: u128 = 100;
/// Of the peak, under ten times too many.
const KEPT_LEAST: f64 = 0.8;
/// After that, until all is as before.
const RECOVERED_MOST: Duration = Duration::from_secs(5);
/// Memory may grow by so much in all the time at half capacity.
const GROWN_MOST: f64 = 0.1;
/// Goods that are invented so that nothing sells out.
const GOODS: &str = "3000";

/// How long and how many.
#[derive(Args, Clone, Copy, Debug)]
pub struct Mixed {
    /// Seconds at half of what the mart can bear
    #[arg(long, default_value_t = 120)]
    pub seconds: u64,
    /// Clients
    #[arg(long, default_value_t = 64)]
    pub clients: usize,
    /// Seconds in which its peak is found, and of ten times too many
    #[arg(long, default_value_t = 20)]
    pub burst: u64,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Listing,
    Quote,
    Order,
}

/// What came of a time of load.
#[derive(Default)]
struct Came {
    listing: Vec<Duration>,
    order: Vec<Duration>,
    good: u64,
    told_to_wait: u64,
}

/// Everybody and everything the load is made of.
struct Crowd<'a> {
    mart: &'a Mart,
    buyers: Vec<Buyer>,
    variants: Vec<String>,
    pages: Vec<String>,
    next: AtomicU64,
}

/// Finds the peak, then measures at half of it, at ten times too many, and after that.
pub fn run(program: &Path, size: Mixed) -> Outcome<()> {
    let mut mart = Mart::start(program, None)?;
    mart.stop();
    let mut invent = mart.command("invent-year");
    invent.args(["--makers", "300", "--goods", GOODS, "--orders", "2000"]).stdin(Stdio::null());
    if !invent.status().is_ok_and(|status| status.success()) {
        return Err(fault("invent-year failed"));
    }
    mart.open()?;
    let crowd = crowd(&mart, size.clients)?;
    let burst = Duration::from_secs(size.burst);
    let peak = crowd.load(size.clients, burst, None)?;
    let per_second = peak.good as f64 / burst.as_secs_f64();
    println!("  peak with {} clients: {per_second:.0} requests/s; {}", size.clients, peak.told());
    let before = proc::resident(mart.pid()?)?;
    let calm = crowd.load(size.clients, Duration::from_secs(size.seconds), Some(per_second / 2.0))?;
    let after = proc::resident(mart.pid()?)?;
    println!(
        "  half of it for {} s: {}; resident {:.0} MB, then {:.0} MB",
        size.seconds,
        calm.told(),
        before as f64 / 1e6,
        after as f64 / 1e6
    );
    let flood = crowd.load(size.clients * 10, burst, None)?;
    let kept = flood.good as f64 / burst.as_secs_f64() / per_second;
    println!("  ten times as many clients: {:.0} % of the peak; {}", kept * 100.0, flood.told());
    let recovered = crowd.recovers()?;
    println!("  as before after {} ms", recovered.as_millis());
    let mut missed = Vec::new();
    let mut wants = |met: bool, what: String| {
        if !met {
            missed.push(what)
        }
    };
    wants(p99(&calm.listing) <= LISTING_MOST_MS, format!("a listing within {LISTING_MOST_MS} ms"));
    wants(p99(&calm.order) <= ORDER_MOST_MS, format!("an order within {ORDER_MOST_MS} ms"));
    wants((after as f64) <= before as f64 * (1.0 + GROWN_MOST), "memory that does not grow".to_owned());
    wants(kept >= KEPT_LEAST, "four fifths of the peak under overload".to_owned());
    wants(recovered <= RECOVERED_MOST, "as before within five seconds".to_owned());
    if missed.is_empty() { Ok(()) } else { Err(fault(format!("missed: {}", missed.join("; ")))) }
}

fn crowd(mart: &Mart, clients: usize) -> Outcome<Crowd<'_>> {
    let shelf = Shelf::read(&mut api(mart)?)?;
    let mut pages = vec!["/hi/".to_owned(), super::pages::first_craft(&mart.url())?];
    pages.extend(shelf.pieces.iter().take(200).map(|piece| format!("/hi/products/{}", piece.slug)));
    pages.extend(["peda", "lac", "bans"].map(|word| format!("/hi/search?q={word}")));
    let invented = shelf.pieces.iter().filter(|piece| piece.slug.starts_with("invented-"));
    Ok(Crowd {
        mart,
        buyers: sign_in_from(mart, 0, clients * 4, 8)?,
        variants: invented.map(|piece| piece.variant.clone()).collect(),
        pages,
        next: AtomicU64::new(0),
    })
}

impl Crowd<'_> {
    /// So many clients for so long; all together at most so many requests a second, if that is said.
    fn load(&self, clients: usize, time: Duration, per_second: Option<f64>) -> Outcome<Came> {
        let (began, all) = (Instant::now(), Mutex::new(Came::default()));
        let pause = per_second.map(|rate| Duration::from_secs_f64(clients as f64 / rate));
        let trouble = Mutex::new(None);
        thread::scope(|scope| {
            for number in 0..clients {
                let (all, trouble) = (&all, &trouble);
                scope.spawn(move || {
                    let mut came = Came::default();
                    let lived = self.live(number, (began, time, pause), &mut came);
                    if let (Err(cause), Ok(mut first)) = (lived, trouble.lock()) {
                        first.get_or_insert(cause);
                    }
                    if let Ok(mut all) = all.lock() {
                        all.add(came);
                    }
                });
            }
        });
        match trouble.into_inner().map_err(poisoned)? {
            Some(cause) => Err(cause),
            None => all.into_inner().map_err(poisoned),
        }
    }

    /// One client's time.
    fn live(
        &self,
        number: usize,
        (began, time, pause): (Instant, Duration, Option<Duration>),
        came: &mut Came,
    ) -> Outcome<()> {
        let mut client = Client::new(&self.mart.url())?;
        let mut due = began + pause.map_or(Duration::ZERO, |pause| pause.mul_f64(number as f64 / 64.0 % 1.0));
        while began.elapsed() < time {
            if let Some(pause) = pause {
                thread::sleep(due.saturating_duration_since(Instant::now()));
                due += pause;
            }
            self.ask(&mut client, number, came)?;
        }
        Ok(())
    }

    /// One request of somebody, by lot ninety to eight to two.
    fn ask(&self, client: &mut Client, number: usize, came: &mut Came) -> Outcome<()> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let kind = match turn.wrapping_mul(37) % 100 {
            0..90 => Kind::Listing,
            90..98 => Kind::Quote,
            _ => Kind::Order,
        };
        let buyer = &self.buyers[number % self.buyers.len()];
        let place = |all: usize| usize::try_from(turn).unwrap_or(0) % all.max(1);
        let wants = [(self.variants[place(self.variants.len())].clone(), 1)];
        let began = Instant::now();
        let answer = match kind {
            Kind::Listing => {
                client.get(&self.pages[place(self.pages.len())], &[("accept-encoding", "br, gzip")])
            }
            Kind::Quote | Kind::Order => quote_of(client, buyer, &wants),
        };
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(Lost::NeverSent(_) | Lost::Unknown(_)) => return Ok(()),
        };
        let mut began = began;
        if kind == Kind::Order && answer.is_success() {
            came.good += 1;
            let quote = answer.json()?["id"].as_str().unwrap_or_default().to_owned();
            began = Instant::now();
            match place_order(client, buyer, &quote, &format!("mixed-{quote}")) {
                Ok(placed) => answer = placed,
                Err(_) => return Ok(()),
            }
        }
        match answer.status {
            200..300 => {
                came.good += 1;
                match kind {
                    Kind::Listing => came.listing.push(began.elapsed()),
                    Kind::Order => came.order.push(began.elapsed()),
                    Kind::Quote => {}
                }
            }
            503 | 429 => {
                came.told_to_wait += 1;
                if answer.header("retry-after").is_none() {
                    return Err(fault("told to wait, but not how long"));
                }
                thread::sleep(Duration::from_millis(100));
            }
            409 => {}
            _ => return Err(fault(format!("{kind:?}: {}", answer.brief()))),
        }
        Ok(())
    }

    /// How long until twenty pages in a row come as fast as at half capacity.
    fn recovers(&self) -> Outcome<Duration> {
        let (began, mut client, mut in_a_row) = (Instant::now(), Client::new(&self.mart.url())?, 0);
        while in_a_row < 20 {
            let asked = Instant::now();
            let good = client.get(&self.pages[1], &[]).is_ok_and(|answer| answer.status == 200);
            in_a_row = if good && asked.elapsed().as_millis() <= LISTING_MOST_MS { in_a_row + 1 } else { 0 };
            if began.elapsed() > Duration::from_secs(60) {
                return Err(fault("the mart does not recover"));
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(began.elapsed())
    }
}

impl Came {
    fn add(&mut self, other: Came) {
        self.listing.extend(other.listing);
        self.order.extend(other.order);
        self.good += other.good;
        self.told_to_wait += other.told_to_wait;
    }

    fn told(&self) -> String {
        format!(
            "{} answered, {} told to wait; p99 of {} pages {} ms, of {} orders {} ms",
            self.good,
            self.told_to_wait,
            self.listing.len(),
            p99(&self.listing),
            self.order.len(),
            p99(&self.order)
        )
    }
}

/// The time within which 99 of a hundred came, in milliseconds.
fn p99(times: &[Duration]) -> u128 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get(times.len() * 99 / 100).map_or(0, Duration::as_millis)
}
