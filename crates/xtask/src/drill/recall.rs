//! Recall: thousands have bought of one batch of food, and one press stops it. Every parcel of it is stopped with its money on
//! the way back, and within ten minutes every buyer is told once; who has not paid is not told, until she pays.
//!
//! What was told is read in the SMS operator's own book, what was paid back in the gateway's.

use super::gateway::Desk;
use super::officers::{Browser, of_role};
use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_from};
use super::shelf::{Piece, Shelf, leave_exactly};
use super::{Recall, in_parallel};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use serde_json::Value;
use std::thread;
use std::time::{Duration, Instant};

/// Buyers who order and do not pay.
const UNPAID: usize = 10;
/// Buyers seeded together, between two lines of progress.
const AT_A_TIME: usize = 1_000;
/// Parcels the maker says yes to before the recall; every other one she packs.
const UNDER_WAY: usize = 12;
/// Every buyer must be told by then.
const TOLD_MOST: Duration = Duration::from_secs(600);
/// Orders and refunds come to rest within so long.
const REST_MOST: Duration = Duration::from_secs(300);
/// In the sentence of a stopped parcel and in no other: «रोका।», as an address has it.
const STOPPED: &str = "%E0%A4%B0%E0%A5%8B%E0%A4%95%E0%A4%BE%E0%A5%A4";

/// One buyer with her order.
struct Bought {
    buyer: Buyer,
    code: String,
}

/// A batch with everybody who bought of it.
struct Stage {
    piece: Piece,
    pack: String,
    paid: Vec<Bought>,
    unpaid: Vec<Bought>,
}

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: Recall) -> Outcome<()> {
    let began = Instant::now();
    let stage = seed(mart, size)?;
    println!("  {} people have bought of batch {}: {}", stage.paid.len(), stage.pack, seconds(began));
    recall(mart, &stage.pack)?;
    let pressed = Instant::now();
    nobody_can_buy(mart, &stage)?;
    everybody_is_told(mart, &stage, pressed)?;
    everything_rests(mart, &stage, size)?;
    once_each(mart, &stage, size)?;
    who_pays_late_is_told(mart, &stage)?;
    mart.verify()
}

fn seconds(since: Instant) -> String {
    format!("{:.1} s", since.elapsed().as_secs_f64())
}

/// A batch as large as wanted, bought up by paying people; some of its parcels under way.
fn seed(mart: &Mart, size: Recall) -> Outcome<Stage> {
    let (mut maker, piece) = maker_of_food(mart)?;
    let preparers = sign_in_from(mart, 0, 20, size.clients)?;
    let shelf = Shelf { pieces: vec![piece.clone()] };
    leave_exactly(&mut api(mart)?, &shelf, 0, &preparers)?;
    let pieces = (size.buyers + UNPAID).to_string();
    let made = first(&mut maker, "/hi/maker/batches", "name=\"batch_made\"", "value=\"")?;
    let fields = [
        ("food", piece.variant.as_str()),
        ("batch_pieces", &pieces),
        ("batch_made", &made),
        ("once", "drill"),
    ];
    maker.form("/hi/maker/batches", &fields)?;
    let pack = first(&mut maker, "/hi/maker/batches", "<main", "/hi/batches/")?;
    let (mut desk, mut everybody) = (Desk::of(mart)?, Vec::new());
    while everybody.len() < size.buyers {
        let count = AT_A_TIME.min(size.buyers - everybody.len());
        let some = bought(mart, &piece, (preparers.len() + everybody.len(), count), size)?;
        pay(&mut desk, &some)?;
        everybody.extend(some);
        println!("  {} of {} have bought", everybody.len(), size.buyers);
    }
    wait_for(mart, &everybody, size, "confirmed")?;
    let unpaid = bought(mart, &piece, (preparers.len() + everybody.len(), UNPAID), size)?;
    some_are_under_way(&mut maker)?;
    Ok(Stage { piece, pack, paid: everybody, unpaid })
}

/// A maker who has food that lies ready, at her desk, with the variant of which fewest pieces lie there.
fn maker_of_food(mart: &Mart) -> Outcome<(Browser, Piece)> {
    let mut shelf = Shelf::read(&mut api(mart)?)?.pieces;
    shelf.retain(|piece| piece.available > 0);
    for (mobile, key) in of_role(mart, "maker") {
        let mut maker = Browser::sign_in(mart, &mobile, key.as_deref())?;
        let page = maker.get("/hi/maker/batches")?.text();
        let own = shelf.iter().rev().find(|piece| page.contains(&piece.variant));
        if let Some(piece) = own {
            return Ok((maker, piece.clone()));
        }
    }
    Err(fault("no maker of the demo has food that lies ready"))
}

/// What stands on a page between `mark` and the next quotation mark, after the first `after`.
fn first(browser: &mut Browser, path: &str, after: &str, mark: &str) -> Outcome<String> {
    let page = browser.get(path)?.text();
    let rest = page.split_once(after).map(|(_, rest)| rest).unwrap_or_default();
    let found = rest.split_once(mark).and_then(|(_, rest)| rest.split(['"', '/']).next());
    found.map(str::to_owned).ok_or_else(|| fault(format!("{path} has no {mark}")))
}

/// So many new people, from a number on, order one piece each.
fn bought(mart: &Mart, piece: &Piece, (from, count): (usize, usize), size: Recall) -> Outcome<Vec<Bought>> {
    let buyers = sign_in_from(mart, from, count, size.clients)?;
    let codes = in_parallel(
        size.clients,
        count,
        || api(mart),
        |client, index| {
            let quote = patiently(|| quote_of(client, &buyers[index], &[(piece.variant.clone(), 1)]))?;
            let id = quote.json()?["id"].as_str().map(str::to_owned);
            let id = id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))?;
            let key = format!("recall-{}", from + index);
            let order = patiently(|| place_order(client, &buyers[index], &id, &key))?;
            let code = order.json()?["code"].as_str().map(str::to_owned);
            code.ok_or_else(|| fault(format!("no order: {}", order.brief())))
        },
    )?;
    Ok(buyers.into_iter().zip(codes).map(|(buyer, code)| Bought { buyer, code }).collect())
}

fn pay(desk: &mut Desk, all: &[Bought]) -> Outcome<()> {
    let codes: Vec<String> = all.iter().map(|one| one.code.clone()).collect();
    for order in desk.orders_of(&codes)? {
        desk.pay(&order, "success")?;
    }
    Ok(())
}

/// Waits until all of these orders stand so.
fn wait_for(mart: &Mart, all: &[Bought], size: Recall, state: &str) -> Outcome<()> {
    let until = Instant::now() + REST_MOST;
    in_parallel(
        size.clients,
        all.len(),
        || api(mart),
        |client, index| {
            loop {
                let order = order(client, &all[index])?;
                if order["state"] == state {
                    return Ok(());
                }
                if Instant::now() > until {
                    let code = &all[index].code;
                    return Err(fault(format!("{code} is {} and never {state}", order["state"])));
                }
                thread::sleep(Duration::from_millis(100));
            }
        },
    )
    .map(|_| ())
}

fn order(client: &mut Client, bought: &Bought) -> Outcome<Value> {
    let answer = patiently(|| order_of(client, &bought.buyer, &bought.code))?;
    if answer.status == 200 {
        answer.json()
    } else {
        Err(fault(format!("order {} is not there: {}", bought.code, answer.brief())))
    }
}

/// The maker says yes to some parcels, and packs every other one of them.
fn some_are_under_way(maker: &mut Browser) -> Outcome<()> {
    let page = maker.get("/hi/maker/parcels")?.text();
    let ids: Vec<String> = page
        .split("/hi/maker/parcels/pcl_")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|id| format!("/hi/maker/parcels/pcl_{id}"))
        .collect();
    for (index, path) in ids.iter().take(UNDER_WAY).enumerate() {
        let day = first(maker, path, "name=\"ready\"", "value=\"")?;
        maker.form(&format!("{path}/acceptance"), &[("ready", &day)])?;
        if index % 2 == 1 {
            maker.form(&format!("{path}/packing"), &[])?;
        }
    }
    if ids.is_empty() { Err(fault("the maker's page lists no parcel")) } else { Ok(()) }
}

/// A head finds the batch by its code, says why, presses.
fn recall(mart: &Mart, pack: &str) -> Outcome<()> {
    let heads = of_role(mart, "department_head");
    let (mobile, key) = heads.first().ok_or_else(|| fault("the demo has no head of a department"))?;
    let mut head = Browser::sign_in(mart, mobile, key.as_deref())?;
    let id = first(&mut head, &format!("/hi/head/batches?batch={pack}"), "<main", "/hi/head/batches/")?;
    let began = Instant::now();
    head.form(&format!("/hi/head/batches/{id}/recall"), &[("recall_why", "mould")])?;
    println!("  the recall itself: {} ms", began.elapsed().as_millis());
    Ok(())
}

fn nobody_can_buy(mart: &Mart, stage: &Stage) -> Outcome<()> {
    let lines = [(stage.piece.variant.clone(), 1)];
    let (mut client, buyer) = (api(mart)?, &stage.paid[0].buyer);
    let quote = patiently(|| quote_of(&mut client, buyer, &lines))?;
    if quote.status == 409 { Ok(()) } else { Err(fault(format!("it is still sold: {}", quote.brief()))) }
}

/// How many messages of stopped parcels stand in the operator's book; of all phones, or of one.
fn told(phones: &mut Client, to: &str) -> Outcome<u64> {
    let path = format!("/messages?to={}&text={STOPPED}", to.replace('+', "%2B"));
    let answer = phones.get(&path, &[]).because("the operator does not answer")?;
    answer.json()?["total"].as_u64().ok_or_else(|| fault("the operator tells no total"))
}

fn everybody_is_told(mart: &Mart, stage: &Stage, pressed: Instant) -> Outcome<()> {
    let (mut phones, mut shown) = (Client::new(&mart.simulator("sms")?)?, Instant::now());
    let wanted = stage.paid.len() as u64;
    loop {
        let told = told(&mut phones, "")?;
        if told >= wanted {
            println!("  all {told} are told: {} after the press", seconds(pressed));
            return Ok(());
        }
        if pressed.elapsed() > TOLD_MOST {
            return Err(fault(format!("{told} of {wanted} buyers are told after ten minutes")));
        }
        if shown.elapsed() > Duration::from_secs(5) {
            println!("  {told} of {wanted} are told: {}", seconds(pressed));
            shown = Instant::now();
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// Every order is cancelled with its parcel, and the gateway has paid each buyer back once.
fn everything_rests(mart: &Mart, stage: &Stage, size: Recall) -> Outcome<()> {
    wait_for(mart, &stage.paid, size, "cancelled")?;
    let (mut desk, until) = (Desk::of(mart)?, Instant::now() + REST_MOST);
    loop {
        let paid_back = desk.refunded_payments()?;
        let mut once = paid_back.clone();
        once.sort_unstable();
        once.dedup();
        if once.len() < paid_back.len() {
            return Err(fault("a payment was given back twice"));
        }
        if once.len() == stage.paid.len() {
            return Ok(());
        }
        if once.len() > stage.paid.len() || Instant::now() > until {
            return Err(fault(format!("{} refunds for {} orders", once.len(), stage.paid.len())));
        }
        thread::sleep(Duration::from_secs(1));
    }
}

/// Phone by phone: who has paid is told once, who has not is not told.
fn once_each(mart: &Mart, stage: &Stage, size: Recall) -> Outcome<()> {
    let all: Vec<(&Bought, u64)> =
        stage.paid.iter().map(|one| (one, 1)).chain(stage.unpaid.iter().map(|one| (one, 0))).collect();
    in_parallel(
        size.clients,
        all.len(),
        || Client::new(&mart.simulator("sms")?),
        |phones, index| {
            let (bought, wanted) = all[index];
            match told(phones, &bought.buyer.mobile)? {
                told if told == wanted => Ok(()),
                told => Err(fault(format!("{} was told {told} times, not {wanted}", bought.buyer.mobile))),
            }
        },
    )?;
    println!("  {} told once each, {} who have not paid not at all", stage.paid.len(), stage.unpaid.len());
    Ok(())
}

/// Somebody pays for what was recalled while it waited: her parcel is stopped and she is told as well.
fn who_pays_late_is_told(mart: &Mart, stage: &Stage) -> Outcome<()> {
    let Some(late) = stage.unpaid.first() else { return Ok(()) };
    pay(&mut Desk::of(mart)?, std::slice::from_ref(late))?;
    let (mut phones, until) = (Client::new(&mart.simulator("sms")?)?, Instant::now() + REST_MOST);
    while told(&mut phones, &late.buyer.mobile)? == 0 {
        if Instant::now() > until {
            return Err(fault("who paid late is never told"));
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}
