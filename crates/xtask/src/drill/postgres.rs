//! PostgreSQL: the server under the mart fails in every way a server does, while buyers order at two processes of the mart.
//!
//! Its connections are ended at random, it is shut down at once and started again, it is silent for half a minute (stopped, which is
//! what a line that is cut looks like), and in the end one of the two processes is killed. No acknowledged order is lost, none is there
//! twice, nobody hears «our fault», whoever must wait is told how long, and soon after each blow orders go through again. What one process
//! changes another shows within seconds.

use super::crash::recount;
use super::officers::{Browser, of_role};
use super::oracle::{Fate, Oracle};
use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::Shelf;
use super::{Desk, Postgres, in_parallel};
use crate::fault::{Outcome, fault};
use crate::http::{Answer, Client, Lost};
use crate::kept::Scratch;
use crate::postgres::Cluster;
use crate::server::{Mart, Node, Prepared};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Connections are ended this often.
const EVERY: Duration = Duration::from_millis(100);
/// After a blow orders go through again.
const RECOVERED_MOST: Duration = Duration::from_secs(5);
/// Another process shows a change at most so late; a second more than it keeps pages.
const SEEN_MOST: Duration = Duration::from_secs(6);
/// Nobody tries longer for one order.
const PATIENCE: Duration = Duration::from_secs(120);
/// What was lent to a carrier that died is carried by another.
const PAID_MOST: Duration = Duration::from_secs(120);
const KNOCK: Duration = Duration::from_millis(50);

/// What is done to the server, or to one of those that ask it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    Connections,
    ShutDown,
    Silence,
    NodeKilled,
}

/// Two processes of one mart, and who orders there.
struct Stage<'a> {
    cluster: &'a Cluster,
    urls: [String; 2],
    buyers: Vec<Buyer>,
    variants: Vec<String>,
    oracle: Oracle,
    begun: AtomicUsize,
    waited: AtomicUsize,
}

/// Runs the drill on a mart with two processes.
pub fn run(prepared: &Prepared<'_>, size: Postgres) -> Outcome<()> {
    let Some(cluster) = prepared.cluster() else {
        println!("  an embedded file has no server that could fail: nothing to do");
        return Ok(());
    };
    let mart = prepared.mart()?;
    let mut node = mart.node()?;
    let scratch = Scratch::new("postgres-drill")?;
    let before = Shelf::read(&mut api(&mart)?)?;
    let stage = Stage {
        cluster,
        urls: [mart.url(), node.url()],
        buyers: sign_in_all(&mart, size.orders, size.clients)?,
        variants: before.spread(&mut api(&mart)?, size.orders)?,
        oracle: Oracle::new(scratch.log("orders.log")?),
        begun: AtomicUsize::new(0),
        waited: AtomicUsize::new(0),
    };
    stage.one_shows_what_the_other_changes(&mart, &before)?;
    let blows = [Blow::Connections, Blow::ShutDown, Blow::Silence, Blow::NodeKilled];
    for (number, blow) in blows.into_iter().enumerate() {
        let until = size.orders * (number + 1) / blows.len();
        stage.struck(blow, until, (size, &mut node))?;
    }
    stage.judge(&mart, size)?;
    let wished: Vec<&str> = stage.variants.iter().map(String::as_str).collect();
    recount(&mart, &before, &wished)?;
    stage.what_was_lent_is_carried(&mart)?;
    mart.verify()
}

impl Stage<'_> {
    /// Orders up to the how many-th, under one kind of blow.
    fn struck(&self, blow: Blow, until: usize, (size, node): (Postgres, &mut Node)) -> Outcome<()> {
        let from = self.begun.load(Ordering::Relaxed);
        let (done, ended, began) = (AtomicUsize::new(0), AtomicBool::new(false), Instant::now());
        let waited = self.waited.load(Ordering::Relaxed);
        let (clients, struck) = thread::scope(|scope| {
            let working = scope.spawn(|| {
                let worked = in_parallel(
                    size.clients,
                    until - from,
                    || Ok([Client::new(&self.urls[0])?, Client::new(&self.urls[1])?]),
                    |clients, index| {
                        self.order(clients, from + index)?;
                        done.fetch_add(1, Ordering::Relaxed);
                        Ok(())
                    },
                );
                ended.store(true, Ordering::Relaxed);
                worked.map(drop)
            });
            while done.load(Ordering::Relaxed) * 4 < until - from && !ended.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            let struck = self.strike(blow, size, (node, &ended));
            (working.join().unwrap_or_else(|_| Err(fault("a client thread broke down"))), struck)
        });
        self.begun.store(until, Ordering::Relaxed);
        clients?;
        println!(
            "  {blow:?}: {}; {} orders in {:.1} s, told to wait {} times",
            struck?,
            until - from,
            began.elapsed().as_secs_f64(),
            self.waited.load(Ordering::Relaxed) - waited
        );
        Ok(())
    }

    /// Does it; answers in words what was done and how long nothing went after it.
    fn strike(&self, blow: Blow, size: Postgres, (node, ended): (&mut Node, &AtomicBool)) -> Outcome<String> {
        let what = match blow {
            Blow::Connections => {
                let (began, mut count) = (Instant::now(), 0);
                while !ended.load(Ordering::Relaxed) || began.elapsed() < Duration::from_secs(3) {
                    count += self.end_a_connection()?;
                    thread::sleep(EVERY);
                }
                format!("{count} connections ended")
            }
            Blow::ShutDown => {
                self.cluster.shut_down_at_once()?;
                thread::sleep(Duration::from_secs(2));
                self.cluster.again()?;
                "shut down at once, started again after 2 s".to_owned()
            }
            Blow::Silence => {
                self.cluster.freeze()?;
                thread::sleep(Duration::from_secs(size.silent_s));
                self.cluster.thaw()?;
                format!("silent for {} s", size.silent_s)
            }
            Blow::NodeKilled => {
                node.kill();
                "the second process killed".to_owned()
            }
        };
        let began = Instant::now();
        let mut client = Client::new(&self.urls[0])?;
        let wants = [(self.variants[0].clone(), 1)];
        loop {
            // A quote asks and writes; it is what every order begins with.
            if quote_of(&mut client, &self.buyers[0], &wants).is_ok_and(|answer| answer.is_success()) {
                break;
            }
            if began.elapsed() > PATIENCE {
                return Err(fault(format!("{what}, and nothing goes through for {} s", PATIENCE.as_secs())));
            }
            thread::sleep(KNOCK);
        }
        let took = began.elapsed();
        if took > RECOVERED_MOST {
            return Err(fault(format!("{what}, and nothing went through for {} ms", took.as_millis())));
        }
        Ok(format!("{what}, quotes again after {} ms", took.as_millis()))
    }

    fn end_a_connection(&self) -> Outcome<usize> {
        let ended = self.cluster.say(
            "postgres",
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'deogharmart' order by random() limit 1",
        )?;
        Ok(usize::from(ended == "t"))
    }

    /// One order, at whichever of the two answers; a repeat has the same key.
    fn order(&self, clients: &mut [Client; 2], index: usize) -> Outcome<()> {
        let (buyer, wants) = (&self.buyers[index], [(self.variants[index].clone(), 1)]);
        let key = format!("postgres-{index}");
        let quote = self.insist(clients, index, |client| quote_of(client, buyer, &wants))?;
        let quote = quote.json()?["id"].as_str().unwrap_or_default().to_owned();
        self.oracle.note(&key, Fate::Intended)?;
        let order = self.insist(clients, index, |client| place_order(client, buyer, &quote, &key))?;
        let code = order.json()?["code"].as_str().map(str::to_owned);
        self.oracle.note(&key, Fate::Acknowledged(code.ok_or_else(|| fault("an order without a code"))?))
    }

    /// Asks until it is done: who is told to wait waits, who finds nobody goes to the other process.
    fn insist(
        &self,
        clients: &mut [Client; 2],
        index: usize,
        mut ask: impl FnMut(&mut Client) -> Result<Answer, Lost>,
    ) -> Outcome<Answer> {
        let (until, mut turn) = (Instant::now() + PATIENCE, index);
        let mut last = String::new();
        while Instant::now() < until {
            match ask(&mut clients[turn % 2]) {
                Ok(answer) if answer.is_success() => return Ok(answer),
                Ok(answer) if answer.status == 503 => {
                    if answer.header("retry-after").is_none() {
                        return Err(fault(format!("told to wait, but not how long: {}", answer.brief())));
                    }
                    self.waited.fetch_add(1, Ordering::Relaxed);
                    last = answer.brief();
                }
                Ok(answer) => return Err(fault(format!("refused: {}", answer.brief()))),
                Err(lost) => {
                    last = lost.to_string();
                    turn += 1;
                }
            }
            thread::sleep(KNOCK);
        }
        Err(fault(format!("no answer for {} s; the last: {last}", PATIENCE.as_secs())))
    }

    /// Every acknowledged order is there, and there are as many as were wished.
    fn judge(&self, mart: &Mart, size: Postgres) -> Outcome<()> {
        let orders = self.oracle.acknowledged()?;
        if orders.len() != size.orders {
            return Err(fault(format!("{} orders for {} wishes", orders.len(), size.orders)));
        }
        in_parallel(
            size.clients,
            orders.len(),
            || api(mart),
            |client, index| {
                let (key, code) = &orders[index];
                let buyer = key.trim_start_matches("postgres-").parse::<usize>().ok();
                let buyer = buyer.and_then(|number| self.buyers.get(number));
                let buyer = buyer.ok_or_else(|| fault("a key of nobody"))?;
                let answer = patiently(|| order_of(client, buyer, code))?;
                if answer.status == 200 { Ok(()) } else { Err(fault(format!("{code} is lost"))) }
            },
        )?;
        println!("  {} orders acknowledged, each there once", orders.len());
        Ok(())
    }

    /// A maker pauses a good at one process; the other shows it soon, and says so at once to whoever wants a quote.
    fn one_shows_what_the_other_changes(&self, mart: &Mart, shelf: &Shelf) -> Outcome<()> {
        let (mut browser, slug) = of_role(mart, "maker")
            .into_iter()
            .find_map(|(mobile, _)| {
                let mut browser = Browser::sign_in(mart, &mobile, None).ok()?;
                let own = browser.get("/hi/maker/goods").ok()?.text();
                let piece = shelf
                    .pieces
                    .iter()
                    .find(|piece| own.contains(&format!("/hi/maker/goods/{}\"", piece.slug)))?;
                Some((browser, piece.slug.clone()))
            })
            .ok_or_else(|| fault("no maker has a good on the shelf"))?;
        let path = format!("/hi/products/{slug}");
        let mut other = Client::new(&self.urls[1])?;
        let shown = |client: &mut Client| patiently(|| client.get(&path, &[])).map(|answer| answer.text());
        let before = shown(&mut other)?;
        if before != shown(&mut other)? {
            return Err(fault(format!("{path} is never the same twice")));
        }
        browser.form(&format!("/hi/maker/goods/{slug}/pause"), &[("why", "material")])?;
        let began = Instant::now();
        while shown(&mut other)? == before {
            if began.elapsed() > SEEN_MOST {
                return Err(fault(format!("the other process still shows {path} as it was")));
            }
            thread::sleep(KNOCK);
        }
        println!("  what one process changes the other shows after {} ms", began.elapsed().as_millis());
        browser.form(&format!("/hi/maker/goods/{slug}/pause/end"), &[]).map(drop)
    }

    /// An order is paid and confirmed: whatever was lent to a carrier whose connection died was carried.
    fn what_was_lent_is_carried(&self, mart: &Mart) -> Outcome<()> {
        let codes: Vec<String> = self.oracle.acknowledged()?.into_iter().map(|(_, code)| code).collect();
        let began = Instant::now();
        Desk::of(mart)?.orders_of(&codes)?;
        println!("  the gateway knows all {} orders {} ms later", codes.len(), began.elapsed().as_millis());
        if began.elapsed() > PAID_MOST {
            return Err(fault("what was lent to a dead carrier was free again too late"));
        }
        Ok(())
    }
}
