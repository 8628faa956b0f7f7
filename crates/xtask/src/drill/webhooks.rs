//! Webhooks: every event many times, in any order, with kill -9 meanwhile. The end is the same as once and in order.
//!
//! Two fresh marts get the same orders and the same payments. The webhooks of both are caught on their way. One mart
//! gets each once and in order; the other gets every copy shuffled from many clients while it is killed again and
//! again, each copy repeated until it hears 2xx, as the gateway does. Then both are compared, order by order.

use super::gateway::{Desk, Trap, Webhook};
use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::Shelf;
use super::{Webhooks, in_parallel, poisoned, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How ten buyers pay, over and over, and how many events that makes.
const WAYS: [&[&str]; 10] = [
    &["success"],
    &["success"],
    &["failure", "success"],
    &["success"],
    &["failure"],
    &["success"],
    &["authorised_only"],
    &["success"],
    &["success"],
    &["success"],
];
const EVENTS_OF_TEN: usize = 7 * 3 + 4 + 1 + 1;
pub(super) const WEBHOOK_PATH: &str = "/webhooks/razorpay";
pub(super) const DOWN_MAX: Duration = Duration::from_secs(60);
const SETTLE_PATIENCE: Duration = Duration::from_secs(120);
/// A state counts as the end when nothing has moved for this long.
const STILL: Duration = Duration::from_secs(2);

/// One mart with its orders paid and its webhooks caught.
struct Stage {
    buyers: Vec<Buyer>,
    codes: Vec<String>,
    trap: Trap,
    webhooks: Vec<Webhook>,
}

/// Runs both marts.
pub fn run(calm: &mut Mart, stormy: &mut Mart, size: Webhooks) -> Outcome<()> {
    let orders = (size.events * 10).div_ceil(EVENTS_OF_TEN);
    let first = prepare(calm, orders, size)?;
    let mut client = api(calm)?;
    for webhook in &first.webhooks {
        deliver(&mut client, webhook, DOWN_MAX)?;
    }
    let expected = end_of(calm, &first, size, None)?;

    let second = prepare(stormy, orders, size)?;
    let delivered = storm(stormy, &second, size)?;
    let ended = end_of(stormy, &second, size, Some(&expected))?;
    println!(
        "  {delivered} deliveries of {} events; both marts ended as: {}",
        second.webhooks.len(),
        count(&ended)
    );
    for (index, (calm, stormy)) in expected.iter().zip(&ended).enumerate() {
        if calm != stormy {
            let way = WAYS[index % WAYS.len()];
            return Err(fault(format!(
                "order {index}, paid {way:?}: once and in order it ends {calm}, in the storm {stormy}"
            )));
        }
    }
    if expected.iter().filter(|end| end.starts_with("confirmed")).count() == 0 {
        return Err(fault("no order was confirmed; the webhooks had no effect at all"));
    }
    calm.verify()?;
    stormy.verify()
}

/// Orders placed and paid, webhooks caught, none delivered.
fn prepare(mart: &mut Mart, orders: usize, size: Webhooks) -> Outcome<Stage> {
    let trap = Trap::set()?;
    let mut desk = Desk::of(mart)?;
    desk.send_webhooks_to(&trap.url)?;
    let buyers = sign_in_all(mart, orders, size.clients)?;
    let codes = one_order_each(mart, &buyers, size.clients)?;
    let payable = desk.orders_of(&codes)?;
    let mut events = 0;
    for (index, order) in payable.iter().enumerate() {
        for outcome in WAYS[index % WAYS.len()] {
            desk.pay(order, outcome)?;
            events += if *outcome == "success" { 3 } else { 1 };
        }
    }
    let webhooks = trap.wait_for(events)?;
    Ok(Stage { buyers, codes, trap, webhooks })
}

/// An order of one piece for each buyer, by its code.
pub(super) fn one_order_each(mart: &Mart, buyers: &[Buyer], clients: usize) -> Outcome<Vec<String>> {
    let variants = Shelf::read(&mut api(mart)?)?.spread(&mut api(mart)?, buyers.len())?;
    in_parallel(
        clients,
        buyers.len(),
        || api(mart),
        |client, index| {
            let lines = [(variants[index].clone(), 1)];
            let quote = patiently(|| quote_of(client, &buyers[index], &lines))?;
            let id = quote.json()?["id"].as_str().map(str::to_owned);
            let id = id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))?;
            let order = patiently(|| place_order(client, &buyers[index], &id, &format!("webhook-{index}")))?;
            let code = order.json()?["code"].as_str().map(str::to_owned);
            code.ok_or_else(|| fault(format!("no order: {}", order.brief())))
        },
    )
}

/// How each order stands now.
pub(super) fn standing(
    mart: &Mart,
    (buyers, codes): (&[Buyer], &[String]),
    clients: usize,
) -> Outcome<Vec<String>> {
    in_parallel(
        clients,
        codes.len(),
        || api(mart),
        |client, index| {
            let answer = patiently(|| order_of(client, &buyers[index], &codes[index]))?;
            if answer.status != 200 {
                return Err(fault(format!("order {} is not there: {}", codes[index], answer.brief())));
            }
            Ok(told(&answer.json().because("an order")?))
        },
    )
}

/// Posts until 2xx, as the gateway does; any other answer than 2xx and 503 is a fault.
pub(super) fn deliver(client: &mut Client, webhook: &Webhook, patience: Duration) -> Outcome<()> {
    let headers = [
        ("content-type", "application/json"),
        ("x-razorpay-signature", webhook.signature.as_str()),
        ("x-razorpay-event-id", webhook.id.as_str()),
    ];
    let until = Instant::now() + patience;
    loop {
        match client.send("POST", WEBHOOK_PATH, &headers, &webhook.body) {
            Ok(answer) if answer.is_success() => return Ok(()),
            Ok(answer) if answer.status != 503 => {
                return Err(fault(format!("a genuine webhook was answered {}", answer.brief())));
            }
            Ok(_) | Err(_) => {}
        }
        if Instant::now() > until {
            return Err(fault("a webhook found no ear for a whole minute"));
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Every copy, shuffled, from many clients, with the kills in between. Answers how many were delivered.
fn storm(mart: &mut Mart, stage: &Stage, size: Webhooks) -> Outcome<usize> {
    let order = shuffled(stage.webhooks.len(), size.copies);
    let url = mart.url();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let trouble = Mutex::new(None);
    let work = || -> Outcome<()> {
        let mut client = Client::new(&url)?;
        while !stop.load(Ordering::Relaxed) {
            let Some(event) = order.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
            deliver(&mut client, &stage.webhooks[*event], DOWN_MAX)?;
        }
        Ok(())
    };
    let mut restarts = Vec::new();
    let killing = thread::scope(|scope| -> Outcome<()> {
        for _ in 0..size.clients {
            scope.spawn(|| {
                if let Err(cause) = work() {
                    stop.store(true, Ordering::Relaxed);
                    if let Ok(mut first) = trouble.lock() {
                        first.get_or_insert(cause);
                    }
                }
            });
        }
        for kill in 1..=size.kills {
            let fatal = order.len() * kill / (size.kills + 1);
            let until = Instant::now() + DOWN_MAX;
            while next.load(Ordering::Relaxed) < fatal && !stop.load(Ordering::Relaxed) {
                if Instant::now() > until {
                    stop.store(true, Ordering::Relaxed);
                    return Err(fault("the deliveries make no progress"));
                }
                thread::sleep(Duration::from_micros(200));
            }
            mart.kill();
            let ready = mart.restart().inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            restarts.push(ready);
        }
        Ok(())
    });
    if let Some(cause) = trouble.into_inner().map_err(poisoned)? {
        return Err(cause);
    }
    killing?;
    println!("  {} kills; ready again after: {}", restarts.len(), spread(restarts));
    Ok(order.len())
}

/// Indexes of all copies of all events in an order that is different from theirs and always the same.
fn shuffled(events: usize, copies: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..events).flat_map(|event| std::iter::repeat_n(event, copies)).collect();
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    for at in (1..all.len()).rev() {
        // xorshift64: plain, and the same on every machine.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        all.swap(at, usize::try_from(seed % (at as u64 + 1)).unwrap_or(0));
    }
    all
}

/// How every order stands once nothing moves any more; events that came meanwhile (captures) are delivered first.
///
/// A kill leaves jobs that nobody else may touch until their time has run out; so where `expected` is known, what
/// stands elsewhere is at rest only when all patience is used up.
fn end_of(mart: &Mart, stage: &Stage, size: Webhooks, expected: Option<&[String]>) -> Outcome<Vec<String>> {
    let until = Instant::now() + SETTLE_PATIENCE;
    let (mut before, mut since) = (Vec::new(), Instant::now());
    let mut late = stage.webhooks.len();
    loop {
        let caught = stage.trap.wait_for(late)?;
        let mut client = api(mart)?;
        for webhook in &caught[late..] {
            deliver(&mut client, webhook, DOWN_MAX)?;
        }
        late = caught.len();
        let now = standing(mart, (&stage.buyers, &stage.codes), size.clients)?;
        if now != before {
            (before, since) = (now, Instant::now());
        } else if since.elapsed() > STILL && expected.is_none_or(|expected| before == expected) {
            return Ok(before);
        }
        if Instant::now() > until {
            return if since.elapsed() > STILL {
                Ok(before)
            } else {
                Err(fault("the orders never come to rest"))
            };
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn told(order: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let parcels: Vec<String> =
        order["parcels"].as_array().into_iter().flatten().map(|p| word(&p["state"])).collect();
    format!(
        "{}, payment {}, parcels {}",
        word(&order["state"]),
        word(&order["payment"]["state"]),
        parcels.join("+")
    )
}

fn count(ends: &[String]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for end in ends {
        *counts.entry(end).or_default() += 1;
    }
    counts.iter().map(|(end, count)| format!("{count} × ({end})")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_copy_is_there_and_out_of_order() {
        let order = shuffled(50, 4);
        assert_eq!(order, shuffled(50, 4));
        assert!(order.windows(2).any(|pair| pair[0] > pair[1]));
        let mut sorted = order;
        sorted.sort_unstable();
        assert_eq!(sorted, (0..50).flat_map(|n| [n; 4]).collect::<Vec<_>>());
    }
}
