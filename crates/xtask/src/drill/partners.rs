//! Partners: each service outside refuses, breaks off, says nothing, is half a minute slow, talks nonsense, one after the other, while people
//! of every kind open their pages and order. No page waits for a service but the one that leads to it, and that one not long; every
//! order is taken; and when all are well again everything is opened, paid and told, once.

use super::gateway::code_in;
use super::officers::{Browser, of_role};
use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::Shelf;
use super::{Desk, Partners, in_parallel, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use serde_json::json;
use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

/// The services, as `demo.json` names them, each with the address at which it is told how to fail and its five ways.
const SERVICES: [(&str, &str, &str, [&str; 5]); 4] = [
    ("gateway", "/_sim/down", "mode", ["refuse", "error", "hang", "slow", "garbage"]),
    ("switch", "/_sim/down", "mode", ["refuse", "error", "hang", "slow", "garbage"]),
    ("sms", "/_sim/down", "mode", ["refuse", "error", "hang", "slow", "garbage"]),
    ("courier", "/_sim/mood", "mood", ["too_often", "error", "black_hole", "slow", "garbage"]),
];
/// How each says that it is well again.
const WELL: [(&str, &str); 2] = [("mode", "off"), ("mood", "fine")];
/// What anybody opens.
const FOR_ALL: [&str; 7] = [
    "/hi/",
    "/en/",
    "/hi/crafts/pottery",
    "/hi/search?q=peda",
    "/hi/cart",
    "/hi/sign-in",
    "/api/v1/products?limit=20",
];
/// Roles with a page each of theirs opens.
const DESKS: [(&str, &str); 6] = [
    ("maker", "/hi/maker/parcels"),
    ("hub_keeper", "/hi/hub"),
    ("officer", "/hi/officer"),
    ("finance", "/hi/finance"),
    ("dc_office", "/hi/office/health"),
    ("administrator", "/hi/admin/health"),
];
/// Slower than this nobody calls it browsing.
const BROWSE_P95: Duration = Duration::from_millis(300);
/// No page keeps anybody waiting longer, not even the one that leads to the payment.
const PAGE_LONGEST: Duration = Duration::from_secs(6);
/// Within so long after all are well everything has been made up for.
const MADE_UP_WITHIN: Duration = Duration::from_secs(420);

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: Partners) -> Outcome<()> {
    let each = size.orders.max(1);
    let buyers = sign_in_all(mart, SERVICES.len() * 5 * each, 8)?;
    let variants = Shelf::read(&mut api(mart)?)?.spread(&mut api(mart)?, buyers.len())?;
    let mut desks = Vec::new();
    for (role, page) in DESKS {
        let person = of_role(mart, role).into_iter().next();
        let (mobile, key) = person.ok_or_else(|| fault(format!("demo.json names nobody as {role}")))?;
        desks.push((Browser::sign_in(mart, &mobile, key.as_deref())?, page));
    }
    let (mut codes, mut times, mut wishes) = (Vec::new(), Vec::new(), buyers.iter().zip(&variants));
    for (service, address, word, ways) in SERVICES {
        let mut told = Client::new(&mart.simulator(service)?)?;
        for way in ways {
            tell(&mut told, address, word, way)?;
            let mine: Vec<_> = wishes.by_ref().take(each).collect();
            codes.extend(order_all(mart, &mine)?);
            times.extend(
                look_around(mart, &mut desks).map_err(|cause| fault(format!("{service}, {way}: {cause}")))?,
            );
        }
        for (own, well) in WELL {
            if own == word {
                tell(&mut told, address, word, well)?;
            }
        }
    }
    let mut sorted = times.clone();
    sorted.sort_unstable();
    let p95 = sorted.get(sorted.len() * 95 / 100).copied().unwrap_or_default();
    println!("  {} pages opened meanwhile: {}; {} orders taken", times.len(), spread(times), codes.len());
    if p95 > BROWSE_P95 {
        return Err(fault(format!("95 of 100 pages came within {} ms only", p95.as_millis())));
    }
    let took = made_up(mart, &buyers, &codes)?;
    println!("  every order is opened, paid and confirmed {:.0} s after all were well", took.as_secs_f64());
    mart.verify()
}

fn tell(service: &mut Client, address: &str, word: &str, way: &str) -> Outcome<()> {
    let headers = [("content-type", "application/json")];
    let body = json!({ word: way }).to_string();
    let answer =
        service.send("POST", address, &headers, body.as_bytes()).because("a simulator does not answer")?;
    if answer.is_success() { Ok(()) } else { Err(fault(format!("{address} {way}: {}", answer.brief()))) }
}

/// Each orders a piece; whatever is wrong outside, the order is taken. Answers the codes.
fn order_all(mart: &Mart, wishes: &[(&Buyer, &String)]) -> Outcome<Vec<String>> {
    in_parallel(
        4,
        wishes.len(),
        || api(mart),
        |client, index| {
            let (buyer, variant) = wishes[index];
            let quote = patiently(|| quote_of(client, buyer, &[((*variant).clone(), 1)]))?;
            let id = quote.json()?["id"].as_str().map(str::to_owned);
            let id = id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))?;
            let began = Instant::now();
            let placed =
                patiently(|| place_order(client, buyer, &id, &format!("partners-{}", buyer.mobile)))?;
            if began.elapsed() > PAGE_LONGEST {
                return Err(fault(format!("an order took {} s", began.elapsed().as_secs())));
            }
            let code = placed.json()?["code"].as_str().map(str::to_owned);
            code.ok_or_else(|| fault(format!("no order: {}", placed.brief())))
        },
    )
}

/// Everybody opens a page; answers how long each took.
fn look_around(mart: &Mart, desks: &mut [(Browser, &str)]) -> Outcome<Vec<Duration>> {
    let mut times = Vec::new();
    let mut anybody = api(mart)?;
    for page in FOR_ALL {
        let began = Instant::now();
        let answer = anybody.get(page, &[]).because(format!("{page} is not answered"))?;
        times.push(judged(page, answer.status, began.elapsed())?);
    }
    for (browser, page) in desks {
        let began = Instant::now();
        let status = browser.get(page)?.status;
        times.push(judged(page, status, began.elapsed())?);
    }
    Ok(times)
}

fn judged(page: &str, status: u16, took: Duration) -> Outcome<Duration> {
    if status != 200 {
        Err(fault(format!("{page} was answered {status}")))
    } else if took > PAGE_LONGEST {
        Err(fault(format!("{page} took {} s", took.as_secs())))
    } else {
        Ok(took)
    }
}

/// Everybody pays as soon as her payment is open, through whichever company it is, and her order is confirmed.
fn made_up(mart: &Mart, buyers: &[Buyer], codes: &[String]) -> Outcome<Duration> {
    let began = Instant::now();
    let mut client = api(mart)?;
    let mut paid = vec![false; codes.len()];
    loop {
        let (first, second) = (Desk::of(mart)?.payable()?, payable_at_switch(mart)?);
        let mut waiting = None;
        for (index, code) in codes.iter().enumerate() {
            let answer = patiently(|| order_of(&mut client, &buyers[index], code))?.json()?;
            if answer["state"] == "confirmed" {
                continue;
            }
            waiting = Some((code, answer["state"].clone()));
            if paid[index] {
                continue;
            }
            if let Some(order) = first.get(code) {
                Desk::of(mart)?.pay(order, "success")?;
                paid[index] = true;
            } else if let Some(payment) = second.get(code) {
                pay_at_switch(mart, payment)?;
                paid[index] = true;
            }
        }
        match waiting {
            None => return Ok(began.elapsed()),
            Some((code, state)) if began.elapsed() > MADE_UP_WITHIN => {
                return Err(fault(format!("{code} is still {state}")));
            }
            Some(_) => thread::sleep(Duration::from_secs(1)),
        }
    }
}

/// The second gateway's payments that wait for their buyer, by our code.
fn payable_at_switch(mart: &Mart) -> Outcome<HashMap<String, String>> {
    let state =
        switch(mart)?.get("/_sim/state", &[]).because("the second gateway does not answer")?.json()?;
    let waiting =
        state["payments"].as_array().into_iter().flatten().filter(|one| one["amount_received"].is_null());
    Ok(waiting
        .filter_map(|one| Some((code_in(&one.to_string())?, one["payment_id"].as_str()?.to_owned())))
        .collect())
}

fn pay_at_switch(mart: &Mart, payment: &str) -> Outcome<()> {
    let body = json!({ "payment_id": payment, "outcome": "success" }).to_string();
    let headers = [("content-type", "application/json")];
    let answer = switch(mart)?.send("POST", "/_sim/pay", &headers, body.as_bytes());
    let answer = answer.because("the second gateway does not answer")?;
    if answer.is_success() {
        Ok(())
    } else {
        Err(fault(format!("{payment} cannot be paid: {}", answer.brief())))
    }
}

fn switch(mart: &Mart) -> Outcome<Client> {
    Client::new(&mart.simulator("switch")?)
}
