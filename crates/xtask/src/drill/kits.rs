//! A race for gift kits: 2 000 people, 64 clients, ten kits of two makers. All have one in their quotes before anybody orders. Exactly ten
//! orders keep it; everybody else hears that none is left, and nothing of its parts is held for her.

use super::oracle::Oracle;
use super::people::{Buyer, api, patiently, quote_kit, sign_in_all};
use super::{Coupon, in_parallel, race};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use serde_json::Value;

/// The kit of the sample district, and how many there are: `data/sample/kits.csv`.
const SLUG: &str = "diya-aur-chudi";
const KITS: usize = 10;

/// Runs the race on a fresh mart.
pub fn run(mart: &mut Mart, size: Coupon) -> Outcome<()> {
    let buyers = sign_in_all(mart, size.buyers, size.clients)?;
    let mut client = api(mart)?;
    let kit = wanted(&mut client)?;
    let before = parts_left(&mut client, &kit)?;
    let id = kit["id"].as_str().unwrap_or_default();
    let quotes = in_parallel(
        size.clients,
        buyers.len(),
        || api(mart),
        |client, index| quote(client, &buyers[index], id, &kit),
    )?;
    let race = race::run(mart, "kit", (&buyers, &quotes), size.clients)?;
    judge(&mut client, &race.oracle, &buyers, (&kit, id, before))?;
    race.tell("a kit", "none left")?;
    mart.verify()
}

/// The kit everybody wants; its parts are there more often than the kit, so that nobody is turned away for want of them.
fn wanted(client: &mut Client) -> Outcome<Value> {
    let kits = patiently(|| client.get("/api/v1/kits", &[]))?.json()?;
    let kit = kits.as_array().into_iter().flatten().find(|kit| kit["slug"].as_str() == Some(SLUG)).cloned();
    let kit = kit.ok_or_else(|| fault(format!("no kit {SLUG}")))?;
    match kit["available"].as_u64() {
        Some(there) if there == KITS as u64 => Ok(kit),
        there => Err(fault(format!("{there:?} of a kit of which there are {KITS}"))),
    }
}

/// What can be had of each part of the kit, beside how many one kit takes.
fn parts_left(client: &mut Client, kit: &Value) -> Outcome<Vec<(String, u64, u64)>> {
    let mut left = Vec::new();
    for part in kit["parts"].as_array().into_iter().flatten() {
        let id = part["variant_id"].as_str().unwrap_or_default().to_owned();
        let slug = part["product_slug"].as_str().unwrap_or_default();
        let good = patiently(|| client.get(&format!("/api/v1/products/{slug}"), &[]))?.json()?;
        let variants = good["variants"].as_array();
        let there = variants.into_iter().flatten().find(|variant| variant["id"].as_str() == Some(&id));
        let free = there.and_then(|variant| variant["available"].as_u64());
        let free = free.ok_or_else(|| fault(format!("no {id} of {slug}")))?;
        left.push((id, free, part["quantity"].as_u64().unwrap_or(1)));
    }
    Ok(left)
}

/// The id of a quote whose kit costs what it should, its lines coming to that.
fn quote(client: &mut Client, buyer: &Buyer, id: &str, kit: &Value) -> Outcome<String> {
    let said = patiently(|| quote_kit(client, buyer, id))?;
    let told = said.json()?;
    let paid =
        |line: &Value| line["total_paise"].as_i64().unwrap_or(0) - line["funded_paise"].as_i64().unwrap_or(0);
    let sum: i64 = told["lines"].as_array().into_iter().flatten().map(paid).sum();
    match told["id"].as_str() {
        Some(quote) if kit["price_paise"].as_i64() == Some(sum) => Ok(quote.to_owned()),
        _ => Err(fault(format!("no quote at the kit's price: {}", said.brief()))),
    }
}

fn judge(
    client: &mut Client,
    oracle: &Oracle,
    buyers: &[Buyer],
    (kit, id, before): (&Value, &str, Vec<(String, u64, u64)>),
) -> Outcome<()> {
    let (orders, expected) = (oracle.acknowledged()?.len(), KITS.min(buyers.len()));
    if orders != expected {
        return Err(fault(format!("{orders} orders have a kit of which there are {KITS}")));
    }
    for ((part, was, each), (_, left, _)) in before.iter().zip(parts_left(client, kit)?) {
        let should = was - each * expected as u64;
        if left != should {
            return Err(fault(format!("{left} pieces of {part} are left where {should} should be")));
        }
    }
    let late = buyers.last().ok_or_else(|| fault("nobody came"))?;
    let said = quote_kit(client, late, id).because("the line broke")?;
    if said.status != 409 || !said.brief().contains("no-kit") {
        return Err(fault(format!("a kit of which none is left is told as {}", said.brief())));
    }
    Ok(())
}
