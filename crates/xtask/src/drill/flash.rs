//! Flash sale: 64 clients, 10 000 people, 100 pieces. Exactly 100 orders; everybody else hears a clean «sold out».

use super::oracle::{Fate, Oracle};
use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::{Piece, Shelf, available, leave_exactly};
use super::{Flash, in_parallel, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::{Answer, Client};
use crate::kept::Scratch;
use crate::server::Mart;
use std::time::{Duration, Instant};

/// People who buy up what is too much before the sale.
const PREPARERS: usize = 40;

/// Runs the sale on a fresh mart.
pub fn run(mart: &mut Mart, size: Flash) -> Outcome<()> {
    let signing_in = Instant::now();
    let everyone = sign_in_all(mart, size.buyers + PREPARERS, size.clients)?;
    println!(
        "  {} people signed in with the code that came to their phone: {:.1} s",
        everyone.len(),
        signing_in.elapsed().as_secs_f64()
    );
    let (preparers, buyers) = everyone.split_at(PREPARERS);
    let mut client = api(mart)?;
    let shelf = Shelf::read(&mut client)?;
    let piece = leave_exactly(&mut client, &shelf, size.stock, preparers)?;

    let scratch = Scratch::new("oracle")?;
    let oracle = Oracle::new(scratch.log("flash.log")?);
    let began = Instant::now();
    let times = in_parallel(
        size.clients,
        buyers.len(),
        || api(mart),
        |client, index| {
            let at = Instant::now();
            buy_one(client, &buyers[index], &piece, &format!("flash-{index}"), &oracle)?;
            Ok(at.elapsed())
        },
    )?;
    let took = began.elapsed();
    judge(&mut client, &oracle, buyers, &piece, size)?;
    println!(
        "  {} orders, {} times sold out, in {:.1} s ({:.0} buyers/s; {})",
        oracle.acknowledged()?.len(),
        oracle.keys(|fate| matches!(fate, Fate::Refused(_)))?.len(),
        took.as_secs_f64(),
        buyers.len() as f64 / took.max(Duration::from_millis(1)).as_secs_f64(),
        spread(times)
    );
    mart.verify()
}

/// One person's try. «Sold out» may be said at the quote or at the order.
fn buy_one(client: &mut Client, buyer: &Buyer, piece: &Piece, key: &str, oracle: &Oracle) -> Outcome<()> {
    oracle.note(key, Fate::Intended)?;
    let quote = quote_of(client, buyer, &[(piece.variant.clone(), 1)]).because("the line broke")?;
    let fate = if quote.is_success() {
        let quote =
            quote.json()?["id"].as_str().map(str::to_owned).ok_or_else(|| fault("a quote without id"))?;
        fate_of(&place_order(client, buyer, &quote, key).because("the line broke")?)?
    } else {
        fate_of(&quote)?
    };
    oracle.note(key, fate)
}

pub(super) fn fate_of(answer: &Answer) -> Outcome<Fate> {
    match answer.status {
        200..=299 => match answer.json()?["code"].as_str() {
            Some(code) => Ok(Fate::Acknowledged(code.to_owned())),
            None => Err(fault("an order without a code")),
        },
        409 | 422 => {
            let kind = answer.header("content-type").unwrap_or_default();
            if kind.starts_with("application/problem+json") {
                Ok(Fate::Refused(answer.status))
            } else {
                Err(fault(format!("«sold out» is not told as a problem but as {kind}: {}", answer.brief())))
            }
        }
        _ => Err(fault(format!("neither an order nor «sold out»: {}", answer.brief()))),
    }
}

fn judge(client: &mut Client, oracle: &Oracle, buyers: &[Buyer], piece: &Piece, size: Flash) -> Outcome<()> {
    let orders = oracle.acknowledged()?;
    let expected = size.stock.min(size.buyers as u64);
    if orders.len() as u64 != expected {
        return Err(fault(format!("{} orders for {} pieces", orders.len(), size.stock)));
    }
    let left = available(client, piece)?;
    if left != size.stock - expected {
        return Err(fault(format!("{left} pieces are left where {} should be", size.stock - expected)));
    }
    for (key, code) in &orders {
        let index: usize = key.trim_start_matches("flash-").parse().because("a key of ours")?;
        let answer = patiently(|| order_of(client, &buyers[index], code))?;
        if answer.status != 200 {
            return Err(fault(format!("the acknowledged order {code} is not there: {}", answer.brief())));
        }
    }
    Ok(())
}
