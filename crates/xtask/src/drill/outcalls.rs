//! Out-calls: what the mart asks of the gateway is carried out and not answered, answered with an error, or cut off, and the mart is
//! killed between a call and its commit. In the end the gateway's own book and ours say the same, paisa for paisa.
//!
//! Everybody pays twice, so the second payment goes back by itself: each order is captured and refunded under mischief; then what was
//! bought is brought to its buyers, and its makers are paid under the same ([`payouts`]). Orders are opened
//! before it begins: a company that does not answer is left for another, and this drill is about one company's book.

use super::gateway::Desk;
use super::people::{Buyer, api, order_of, patiently, sign_in_all};
use super::webhooks::one_order_each;
use super::{OutCalls, in_parallel, payouts, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

/// Of a thousand writes so many are carried out and never answered, answered with a 500, or cut off.
const UNANSWERED_PERMILLE: u16 = 100;
const ERROR_PERMILLE: u16 = 100;
const CUT_PERMILLE: u16 = 50;
/// Of a thousand webhooks so many never come: the mart asks by itself.
const LOST_PERMILLE: u16 = 200;
/// The mart works so long between two kills, from the shortest on, a little longer each time and around again.
const SHORTEST: Duration = Duration::from_millis(150);
const LONGER: Duration = Duration::from_millis(70);
const LENGTHS: u32 = 11;
/// Within so long after the last kill every refund is with its buyer, and every payout with its maker.
pub(super) const PATIENCE: Duration = Duration::from_secs(600);

/// What a book says of one order: what was paid, what went back, and in how many refunds.
type Money = (i64, i64, usize);

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: OutCalls) -> Outcome<()> {
    let buyers = sign_in_all(mart, size.orders, size.clients)?;
    let codes = one_order_each(mart, &buyers, size.clients)?;
    let orders = Desk::of(mart)?.orders_of(&codes)?;
    misbehave(mart)?;
    for order in &orders {
        Desk::of(mart)?.pay(order, "success")?;
    }
    let restarts = storm(mart, &orders, size)?;
    Desk::of(mart)?.misbehave(&json!({}))?;
    let took = settled(mart, (&buyers, &codes, &orders), size)?;
    println!(
        "  {} kills, ready again after: {}; {} orders paid twice and refunded once, {:.0} s after the last kill both books agree",
        restarts.len(),
        spread(restarts),
        orders.len(),
        took.as_secs_f64()
    );
    payouts::run(mart, (&buyers, &codes), size)?;
    mart.verify()
}

/// How long the mart works before this kill.
pub(super) fn spell(kill: usize) -> Duration {
    SHORTEST + LONGER * (u32::try_from(kill).unwrap_or(0) % LENGTHS)
}

pub(super) fn misbehave(mart: &Mart) -> Outcome<()> {
    Desk::of(mart)?.misbehave(&json!({
        "timeout_after_success_permille": UNANSWERED_PERMILLE,
        "error_after_success_permille": ERROR_PERMILLE,
        "reset_after_success_permille": CUT_PERMILLE,
        "drop_permille": LOST_PERMILLE,
    }))
}

/// Everybody pays a second time, some before each kill, so that refunds are under way when the power goes.
fn storm(mart: &mut Mart, orders: &[String], size: OutCalls) -> Outcome<Vec<Duration>> {
    let mut restarts = Vec::with_capacity(size.kills);
    let each = orders.len().div_ceil(size.kills.max(1));
    let mut left = orders.chunks(each);
    for kill in 0..size.kills {
        for order in left.next().unwrap_or_default() {
            Desk::of(mart)?.pay_again(order)?;
        }
        thread::sleep(spell(kill));
        mart.kill();
        restarts.push(mart.restart()?);
        misbehave(mart)?;
    }
    for order in left.flatten() {
        Desk::of(mart)?.pay_again(order)?;
    }
    Ok(restarts)
}

/// Waits until every second payment has gone back, and compares both books order by order.
fn settled(
    mart: &Mart,
    (buyers, codes, orders): (&[Buyer], &[String], &[String]),
    size: OutCalls,
) -> Outcome<Duration> {
    let began = Instant::now();
    let mut browser = api(mart)?;
    loop {
        let mut desk = Desk::of(mart)?;
        desk.settle()?;
        let theirs = desk.money_of(orders)?;
        let ours = own_book(mart, (buyers, codes), size.clients)?;
        if let Some(at) = theirs.iter().position(|(paid, back, count)| *back > paid / 2 || *count > 1) {
            return Err(fault(format!(
                "{}: the gateway has given back too much: {:?}",
                codes[at], theirs[at]
            )));
        }
        let differs = (0..codes.len()).find(|at| {
            let (paid, back, count) = theirs[*at];
            // Ours knows the order's own price; all that was paid above it has gone back, in one refund.
            ours[*at] != (paid - back, back, count) || count != 1
        });
        match differs {
            None => return Ok(began.elapsed()),
            Some(at) if began.elapsed() > PATIENCE => {
                return Err(fault(format!(
                    "{}: the gateway's book says {:?}, ours {:?}",
                    codes[at], theirs[at], ours[at]
                )));
            }
            // Whose webhooks were all lost presses the button that has the gateway asked; it is also asked by itself, minutes later.
            Some(at) => {
                misses_her_money(&mut browser, mart, &codes[at])?;
                thread::sleep(Duration::from_secs(2));
            }
        }
    }
}

/// «Where is my money?», pressed on the page of an order.
fn misses_her_money(browser: &mut Client, mart: &Mart, code: &str) -> Outcome<()> {
    let (page, origin) = (format!("/hi/orders/{code}/money"), mart.url());
    let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let answer = patiently(|| browser.send("POST", &page, &headers, b""))?;
    if answer.status == 303 { Ok(()) } else { Err(fault(format!("{page}: {}", answer.brief()))) }
}

/// What our book says of each order: its price if it is paid, what went back and has arrived, in how many refunds.
fn own_book(mart: &Mart, (buyers, codes): (&[Buyer], &[String]), clients: usize) -> Outcome<Vec<Money>> {
    in_parallel(
        clients,
        codes.len(),
        || api(mart),
        |client, index| {
            let answer = patiently(|| order_of(client, &buyers[index], &codes[index]))?;
            Ok(told(&answer.json().because("an order")?))
        },
    )
}

fn told(order: &Value) -> Money {
    let refunds: Vec<&Value> = order["payment"]["refunds"].as_array().into_iter().flatten().collect();
    let arrived = refunds.iter().filter(|refund| refund["state"] == "processed");
    let back = arrived.map(|refund| refund["amount_paise"].as_i64().unwrap_or(0)).sum();
    let is_paid = order["payment"]["state"] == "paid";
    let price = order["payment"]["amount_paise"].as_i64().filter(|_| is_paid).unwrap_or(0);
    (price, back, refunds.len())
}

impl Desk {
    /// Pays an order that is paid already: that goes back.
    fn pay_again(&mut self, order: &str) -> Outcome<()> {
        self.ask("pay", &json!({ "order_id": order, "outcome": "success", "even_if_paid": true })).map(|_| ())
    }

    /// What goes wrong from now on.
    pub(super) fn misbehave(&mut self, mischief: &Value) -> Outcome<()> {
        self.ask("mischief", mischief).map(|_| ())
    }

    /// The bank ends all that is under way.
    pub(super) fn settle(&mut self) -> Outcome<()> {
        self.ask("settle", &json!({})).map(|_| ())
    }

    /// What the gateway's book says of each order: captured, gone back for good, in how many refunds.
    fn money_of(&mut self, orders: &[String]) -> Outcome<Vec<Money>> {
        let state = self.state()?;
        let mut of_payment: BTreeMap<&str, (i64, usize)> = BTreeMap::new();
        for refund in state["refunds"].as_array().into_iter().flatten() {
            let (back, count) =
                of_payment.entry(refund["payment_id"].as_str().unwrap_or_default()).or_default();
            *count += 1;
            if refund["status"] == "processed" {
                *back += refund["amount"].as_i64().unwrap_or(0);
            }
        }
        let mut of_order: BTreeMap<&str, Money> = BTreeMap::new();
        for payment in state["payments"].as_array().into_iter().flatten() {
            if payment["status"] != "captured" && payment["status"] != "refunded" {
                continue;
            }
            let (back, count) =
                of_payment.get(payment["id"].as_str().unwrap_or_default()).copied().unwrap_or_default();
            let all = of_order.entry(payment["order_id"].as_str().unwrap_or_default()).or_default();
            all.0 += payment["amount"].as_i64().unwrap_or(0);
            all.1 += back;
            all.2 += count;
        }
        Ok(orders.iter().map(|order| of_order.get(order.as_str()).copied().unwrap_or_default()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_book_counts_what_has_arrived() {
        let order = json!({
            "payment": { "state": "paid", "amount_paise": 500, "refunds": [
                { "state": "processed", "amount_paise": 500 }, { "state": "pending", "amount_paise": 9 },
            ] },
        });
        assert_eq!(told(&order), (500, 500, 2));
    }
}
