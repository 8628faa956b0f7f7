//! Crash: kill -9 in the middle of orders, again and again. Every acknowledged order is there exactly once.
//!
//! Orders are given out in as many rounds as there are kills; each kill falls in the middle of its round, while all
//! clients are busy. Afterwards what is unknown is sent again with its key, and the shelf is counted: one piece gone
//! for each intent, none more.

use super::oracle::{Fate, Oracle};
use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::{Piece, Shelf};
use super::{Crash, in_parallel, poisoned, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::{Answer, Client, Lost};
use crate::kept::Scratch;
use crate::server::Mart;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often a client knocks while the mart is down.
const KNOCK: Duration = Duration::from_millis(20);
const DOWN_MAX: Duration = Duration::from_secs(60);
/// What is said of an order that was acknowledged and is not there.
pub(super) const IS_LOST: &str = "is lost";
/// Variants named when the shelf does not come to what was ordered.
const TOLD_MOST: usize = 6;

/// One order that a client wants: who, what, with which key, from which quote.
struct Wish<'a> {
    buyer: &'a Buyer,
    variant: &'a str,
    key: String,
    quote: Mutex<Option<String>>,
}

/// What an answer «our fault» means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OurFault {
    /// The mart is broken.
    Never,
    /// Its disk is, and it says so until it is gone too; whether the order was taken nobody knows.
    WhileTheDiskFails,
}

/// Where the clients and the killer meet.
struct Pace {
    /// What an answer «our fault» means.
    our_fault: OurFault,
    /// How many wishes may be begun.
    allowed: AtomicUsize,
    /// How many have been begun.
    begun: AtomicUsize,
    /// How many orders have been put on the line; a kill falls right after one.
    sent: AtomicUsize,
    /// Something went wrong; nobody begins anything more.
    stop: AtomicBool,
}

impl Pace {
    fn new(our_fault: OurFault) -> Pace {
        Pace {
            our_fault,
            allowed: AtomicUsize::new(0),
            begun: AtomicUsize::new(0),
            sent: AtomicUsize::new(0),
            stop: AtomicBool::new(false),
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn disk_may_fail(&self, answer: &Answer) -> bool {
        answer.status == 500 && self.our_fault == OurFault::WhileTheDiskFails
    }

    /// The next wish to fulfil, once it is allowed; `None` when there is none left.
    fn next(&self, wishes: usize) -> Option<usize> {
        while !self.stopped() {
            let next = self.begun.load(Ordering::Relaxed);
            if next >= wishes {
                return None;
            }
            if next >= self.allowed.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            } else if self
                .begun
                .compare_exchange(next, next + 1, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
            {
                return Some(next);
            }
        }
        None
    }
}

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: Crash) -> Outcome<()> {
    run_with(mart, size, OurFault::Never, &mut |mart| {
        mart.kill();
        Ok(())
    })
}

/// As [`run`], with another blow than `kill -9`; after it the mart does not run and can be started again.
pub(super) fn run_with(
    mart: &mut Mart,
    size: Crash,
    our_fault: OurFault,
    blow: &mut impl FnMut(&mut Mart) -> Outcome<()>,
) -> Outcome<()> {
    let buyers = sign_in_all(mart, size.orders, size.clients)?;
    let before = Shelf::read(&mut api(mart)?)?;
    let variants = before.spread(&mut api(mart)?, size.orders)?;
    let wishes: Vec<Wish<'_>> = buyers
        .iter()
        .zip(&variants)
        .enumerate()
        .map(|(n, (buyer, variant))| Wish {
            buyer,
            variant,
            key: format!("crash-{n}"),
            quote: Mutex::new(None),
        })
        .collect();
    let scratch = Scratch::new("oracle")?;
    let oracle = Oracle::new(scratch.log("crash.log")?);
    let pace = Pace::new(our_fault);
    let restarts = storm(mart, &wishes, (&oracle, &pace), (size, blow))?;
    let unknown = oracle.keys(|fate| *fate == Fate::Unknown)?;
    println!(
        "  {} kills; {} orders acknowledged, {} unknown; ready again after: {}",
        restarts.len(),
        oracle.acknowledged()?.len(),
        unknown.len(),
        spread(restarts)
    );
    judge(mart, &wishes, &oracle, size)?;
    recount(mart, &before, &wishes.iter().map(|wish| wish.variant).collect::<Vec<_>>())?;
    mart.verify()
}

/// All orders, with the kills in between.
fn storm(
    mart: &mut Mart,
    wishes: &[Wish<'_>],
    (oracle, pace): (&Oracle, &Pace),
    (size, blow): (Crash, &mut impl FnMut(&mut Mart) -> Outcome<()>),
) -> Outcome<Vec<Duration>> {
    let url = mart.url();
    let trouble = Mutex::new(None);
    let client_work = || -> Outcome<()> {
        let mut client = Client::new(&url)?;
        while let Some(next) = pace.next(wishes.len()) {
            order_once(&mut client, &wishes[next], oracle, pace)?;
        }
        Ok(())
    };
    let killing = thread::scope(|scope| {
        for _ in 0..size.clients {
            scope.spawn(|| {
                if let Err(cause) = client_work() {
                    pace.stop.store(true, Ordering::Relaxed);
                    if let Ok(mut first) = trouble.lock() {
                        first.get_or_insert(cause);
                    }
                }
            });
        }
        rounds(mart, wishes.len(), (size, blow), pace)
            .inspect_err(|_| pace.stop.store(true, Ordering::Relaxed))
    });
    match trouble.into_inner().map_err(poisoned)? {
        Some(cause) => Err(cause),
        None => killing,
    }
}

/// Gives out the wishes round by round, with a kill in each; answers how long each restart took.
fn rounds(
    mart: &mut Mart,
    wishes: usize,
    (size, blow): (Crash, &mut impl FnMut(&mut Mart) -> Outcome<()>),
    pace: &Pace,
) -> Outcome<Vec<Duration>> {
    let share = wishes.div_ceil(size.kills.max(1));
    let mut restarts = Vec::new();
    for round in 0..size.kills {
        let began = Instant::now();
        let from = (round * share).min(wishes);
        // Somewhere else in each round, so that kills meet every phase of an order.
        let fatal = (from + 1 + share * (20 + (round * 37) % 60) / 100).min(wishes);
        pace.allowed.store((from + share).min(wishes), Ordering::Relaxed);
        let until = Instant::now() + DOWN_MAX;
        while pace.sent.load(Ordering::Relaxed) < fatal && !pace.stopped() {
            if Instant::now() > until {
                return Err(fault("the clients make no progress"));
            }
            thread::yield_now();
        }
        blow(mart)?;
        restarts.push(mart.restart()?);
        while began.elapsed() < Duration::from_millis(size.every_ms) && !pace.stopped() {
            thread::sleep(Duration::from_millis(5));
        }
    }
    pace.allowed.store(wishes, Ordering::Relaxed);
    Ok(restarts)
}

/// Wants one order. A request that was never sent is tried again; one that was lost on the way is not.
fn order_once(client: &mut Client, wish: &Wish<'_>, oracle: &Oracle, pace: &Pace) -> Outcome<()> {
    let until = Instant::now() + DOWN_MAX;
    let quote = loop {
        // A quote binds nobody: it may be asked for as often as needed.
        match quote_of(client, wish.buyer, &[(wish.variant.to_owned(), 1)]) {
            Ok(answer) if answer.is_success() => {
                break answer.json()?["id"]
                    .as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| fault("a quote without id"))?;
            }
            Ok(answer) if answer.status == 503 || pace.disk_may_fail(&answer) => {}
            Ok(answer) => return Err(fault(format!("no quote: {}", answer.brief()))),
            Err(_) => {}
        }
        if Instant::now() > until {
            return Err(fault("no quote for a whole minute"));
        }
        thread::sleep(KNOCK);
    };
    *wish.quote.lock().map_err(poisoned)? = Some(quote.clone());
    oracle.note(&wish.key, Fate::Intended)?;
    pace.sent.fetch_add(1, Ordering::Relaxed);
    loop {
        match place_order(client, wish.buyer, &quote, &wish.key) {
            Ok(answer) if answer.is_success() => {
                let code = answer.json()?["code"].as_str().map(str::to_owned);
                return oracle.note(
                    &wish.key,
                    Fate::Acknowledged(code.ok_or_else(|| fault("an order without a code"))?),
                );
            }
            Ok(answer) if answer.status == 503 => {}
            Ok(answer) if pace.disk_may_fail(&answer) => return oracle.note(&wish.key, Fate::Unknown),
            Ok(answer) => return Err(fault(format!("an order was refused: {}", answer.brief()))),
            Err(Lost::NeverSent(_)) => {}
            Err(Lost::Unknown(_)) => return oracle.note(&wish.key, Fate::Unknown),
        }
        if Instant::now() > until {
            return Err(fault("no order for a whole minute"));
        }
        thread::sleep(KNOCK);
    }
}

/// Acknowledged orders are there; unknown ones, sent again with their key, become exactly one.
fn judge(mart: &Mart, wishes: &[Wish<'_>], oracle: &Oracle, size: Crash) -> Outcome<()> {
    let by_key = |key: &str| -> Outcome<&Wish<'_>> {
        let number: usize = key.trim_start_matches("crash-").parse().because("a key of ours")?;
        wishes.get(number).ok_or_else(|| fault("a key that nobody wished"))
    };
    let orders = oracle.acknowledged()?;
    in_parallel(
        size.clients,
        orders.len(),
        || api(mart),
        |client, index| {
            let (key, code) = &orders[index];
            let buyer = by_key(key)?.buyer;
            let answer = patiently(|| order_of(client, buyer, code))?;
            if answer.status == 200 {
                Ok(())
            } else {
                Err(fault(format!("the acknowledged order {code} {IS_LOST}: {}", answer.brief())))
            }
        },
    )?;
    let unknown = oracle.keys(|fate| *fate == Fate::Unknown)?;
    in_parallel(
        size.clients,
        unknown.len(),
        || api(mart),
        |client, index| {
            let wish = by_key(&unknown[index])?;
            let quote =
                wish.quote.lock().map_err(poisoned)?.clone().ok_or_else(|| fault("no quote was kept"))?;
            let mut codes = Vec::new();
            for _ in 0..2 {
                let answer = patiently(|| place_order(client, wish.buyer, &quote, &wish.key))?;
                let code = answer.json()?["code"].as_str().map(str::to_owned);
                codes.push(code.ok_or_else(|| fault(format!("sent again, refused: {}", answer.brief())))?);
            }
            for code in codes {
                oracle.note(&wish.key, Fate::Acknowledged(code))?;
            }
            Ok(())
        },
    )?;
    let orders = oracle.acknowledged()?.len();
    if orders == size.orders {
        Ok(())
    } else {
        Err(fault(format!("{orders} orders for {} intents", size.orders)))
    }
}

/// Nothing is there that was never intended: each order took one piece from its own shelf. What does not fit is told by variant.
pub(super) fn recount(mart: &Mart, before: &Shelf, wishes: &[&str]) -> Outcome<()> {
    let after = Shelf::read(&mut api(mart)?)?;
    let odd = oddities(before, &after, wishes);
    if odd.is_empty() {
        return Ok(());
    }
    let gone = before.total().saturating_sub(after.total());
    let told = odd.iter().take(TOLD_MOST).cloned().collect::<Vec<_>>().join("; ");
    Err(fault(format!("{gone} pieces left the shelf for {} orders of one piece: {told}", wishes.len())))
}

/// Variants of which not exactly as many pieces are gone as were ordered. More may stand there where the mart has filled up
/// meanwhile: the week of what is made to order may have opened, and a demo that starts makes sample food again that was bought to
/// the last piece.
fn oddities(before: &Shelf, after: &Shelf, ordered: &[&str]) -> Vec<String> {
    let counts: BTreeMap<&str, &Piece> =
        after.pieces.iter().chain(&before.pieces).map(|piece| (piece.variant.as_str(), piece)).collect();
    let on = |shelf: &Shelf, variant: &str| {
        shelf.pieces.iter().find(|piece| piece.variant == variant).map_or(0, |piece| piece.available)
    };
    let mut odd = Vec::new();
    for (variant, piece) in counts {
        let (stood, stand) = (on(before, variant), on(after, variant));
        let ordered = ordered.iter().filter(|own| **own == variant).count() as u64;
        let may_be_filled_up = piece.is_made_to_order || stood == ordered;
        let fits = stood == stand + ordered || (may_be_filled_up && stood < stand + ordered);
        if !fits {
            odd.push(format!(
                "of {variant} {stood} stood there, {ordered} were ordered, {stand} stand there"
            ));
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_too_many_or_too_few_is_told_by_its_variant() {
        let shelf = |counts: &[(&str, u64)]| Shelf {
            pieces: counts
                .iter()
                .map(|(variant, available)| Piece {
                    variant: (*variant).to_owned(),
                    slug: String::new(),
                    maker: String::new(),
                    available: *available,
                    is_made_to_order: *variant == "e",
                })
                .collect(),
        };
        let (before, after) = (
            shelf(&[("a", 3), ("b", 2), ("c", 1), ("d", 3), ("e", 2), ("f", 1)]),
            shelf(&[("a", 1), ("b", 2), ("d", 1), ("e", 20), ("f", 20)]),
        );
        assert!(oddities(&before, &before, &[]).is_empty());
        assert_eq!(
            oddities(&before, &after, &["a", "a", "b", "c", "d", "e", "f"]),
            [
                "of b 2 stood there, 1 were ordered, 2 stand there",
                "of d 3 stood there, 1 were ordered, 1 stand there"
            ]
        );
    }
}
