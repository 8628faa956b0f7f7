//! Payouts under mischief, the second half of [`super::outcalls`]: what was bought is packed, passed and brought to its buyers, and its
//! makers are paid in many small batches while the bank does not answer and the mart is killed. One parcel is refused eight times at once
//! and gives its money back once; each batch is approved eight times at once and goes out once. In the end the bank's own book of payouts
//! and ours say the same.

use super::gateway::{Desk, code_in};
use super::officers::{Browser, links, of_role};
use super::outcalls::{PATIENCE, misbehave, spell};
use super::people::{Buyer, api, order_of, patiently};
use super::{OutCalls, in_parallel, poisoned, spread};
use crate::fault::{Outcome, fault};
use crate::server::Mart;
use serde_json::Value;
use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};

/// So many press the same button at once.
const AT_ONCE: usize = 8;
/// How a bank's number of a payout begins, and how long it is.
const UTR: &str = "SBINN";
const UTR_LETTERS: usize = 22;

/// A shipment that own hands have on the way: whose keeper, which, and in which order of ours.
struct OnWay {
    keeper: usize,
    shipment: String,
    order: usize,
}

/// Runs on a mart whose orders are paid.
pub fn run(mart: &mut Mart, (buyers, codes): (&[Buyer], &[String]), size: OutCalls) -> Outcome<()> {
    let refunds = Desk::of(mart)?.refunded_payments()?.len();
    refused_at_once(mart, packed_by_all(mart, size.clients)?)?;
    let mut keepers = keepers(mart)?;
    let on_way = sent_out(mart, &mut keepers, (buyers, codes))?;
    if on_way.is_empty() {
        return Err(fault("no order is on its way with a runner"));
    }
    let mut finance = Finance::of(mart)?;
    misbehave(mart)?;
    let (mut batches, mut restarts) = (Vec::new(), Vec::new());
    let each = on_way.len().div_ceil(size.kills.max(1)).max(1);
    for (round, some) in on_way.chunks(each).enumerate() {
        for one in some {
            deliver(mart, &mut keepers[one.keeper], one, (buyers, codes))?;
        }
        batches.push(finance.pays()?);
        thread::sleep(spell(round));
        mart.kill();
        restarts.push(mart.restart()?);
        misbehave(mart)?;
    }
    Desk::of(mart)?.misbehave(&Value::Object(serde_json::Map::new()))?;
    let took = until_equal(mart, &mut finance, (&batches, refunds + 1))?;
    println!(
        "  {} shipments delivered, {} batches of payouts approved {AT_ONCE} times at once, {} kills, ready again after: {}; {:.0} s later \
         both books agree",
        on_way.len(),
        batches.len(),
        restarts.len(),
        spread(restarts),
        took.as_secs_f64()
    );
    Ok(())
}

/// Every maker packs what she is asked for, but for one parcel of one of them: that is left, with her browser.
fn packed_by_all(mart: &Mart, clients: usize) -> Outcome<(Browser, String)> {
    // A family's number may stand for several makers.
    let mut makers = of_role(mart, "maker");
    makers.sort();
    makers.dedup();
    let left = std::sync::Mutex::new(None);
    in_parallel(
        clients,
        makers.len(),
        || Ok(()),
        |(), index| {
            let (mobile, key) = &makers[index];
            let mut maker = Browser::sign_in(mart, mobile, key.as_deref())?;
            let page = maker.get("/hi/maker/parcels")?.text();
            let mut parcels = links(&page, "href=\"/hi/maker/parcels/");
            let mut left = left.lock().map_err(poisoned)?;
            if left.is_none()
                && let Some(parcel) = parcels.pop()
            {
                *left = Some((maker.window()?, parcel));
            }
            drop(left);
            parcels.iter().try_for_each(|parcel| maker.accepts_and_packs(parcel))
        },
    )?;
    let left = left.into_inner().map_err(poisoned)?;
    left.ok_or_else(|| fault("no maker was asked for a parcel"))
}

/// Presses a button in eight windows at the same moment; answers where each was led.
fn at_once(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Outcome<Vec<Outcome<String>>> {
    let windows: Outcome<Vec<Browser>> = (0..AT_ONCE).map(|_| browser.window()).collect();
    thread::scope(|scope| {
        let pressed: Vec<_> =
            windows?.into_iter().map(|mut window| scope.spawn(move || window.form(path, fields))).collect();
        pressed.into_iter().map(|one| one.join().map_err(poisoned)).collect()
    })
}

fn refused_at_once(mart: &Mart, (maker, parcel): (Browser, String)) -> Outcome<()> {
    misbehave(mart)?;
    let path = format!("/hi/maker/parcels/{parcel}/refusal");
    let answers = at_once(&maker, &path, &[("reason", "time"), ("words", "")])?;
    if answers.iter().any(Outcome::is_ok) { Ok(()) } else { Err(fault("no refusal led on")) }
}

fn keepers(mart: &Mart) -> Outcome<Vec<Browser>> {
    let all = of_role(mart, "hub_keeper").into_iter();
    all.map(|(mobile, key)| Browser::sign_in(mart, &mobile, key.as_deref())).collect()
}

/// Every keeper passes what lies at her hub, and hands to her runner what own hands bring.
fn sent_out(
    mart: &Mart,
    keepers: &mut [Browser],
    (buyers, codes): (&[Buyer], &[String]),
) -> Outcome<Vec<OnWay>> {
    let place: HashMap<&str, usize> =
        codes.iter().enumerate().map(|(index, code)| (code.as_str(), index)).collect();
    let (mut client, mut on_way) = (api(mart)?, Vec::new());
    for (at, keeper) in keepers.iter_mut().enumerate() {
        for code in links(&keeper.get("/hi/hub")?.text(), "href=\"/hi/hub/parcels/") {
            keeper.form(&format!("/hi/hub/parcels/{code}/inspection"), &[("finding", "passes")])?;
        }
        for shipment in links(&keeper.get("/hi/hub")?.text(), "href=\"/hi/hub/shipments/") {
            let path = format!("/hi/hub/shipments/{shipment}");
            let order = code_in(&keeper.get(&path)?.text());
            let Some(order) = order.and_then(|code| place.get(code.as_str()).copied()) else { continue };
            let told = patiently(|| order_of(&mut client, &buyers[order], &codes[order]))?.json()?;
            if told["shipments"][0]["carrier"] == "own_hands" {
                keeper.form(&format!("{path}/departure"), &[("article", "")])?;
                on_way.push(OnWay { keeper: at, shipment, order });
            }
        }
    }
    Ok(on_way)
}

/// The buyer says her code at the door.
fn deliver(
    mart: &Mart,
    keeper: &mut Browser,
    one: &OnWay,
    (buyers, codes): (&[Buyer], &[String]),
) -> Outcome<()> {
    let mut client = api(mart)?;
    let order = patiently(|| order_of(&mut client, &buyers[one.order], &codes[one.order]))?.json()?;
    let code = order["shipments"][0]["delivery_code"].as_str().unwrap_or_default().to_owned();
    let path = format!("/hi/hub/shipments/{}/delivery", one.shipment);
    keeper.form(&path, &[("delivery_code", &code)]).map(|_| ())
}

/// The two people who pay makers.
struct Finance {
    first: Browser,
    second: Browser,
}

impl Finance {
    fn of(mart: &Mart) -> Outcome<Finance> {
        let mut two = of_role(mart, "finance").into_iter();
        let mut next = || {
            let (mobile, key) = two.next().ok_or_else(|| fault("the demo has not two people of finance"))?;
            Browser::sign_in(mart, &mobile, key.as_deref())
        };
        Ok(Finance { first: next()?, second: next()? })
    }

    /// One puts together what is due, the other approves it, eight times at once: once it goes out. Answers the batch's page.
    fn pays(&mut self) -> Outcome<String> {
        let led = self.first.form("/hi/finance/batches", &[])?;
        let (path, was_there) = match led.split_once('?') {
            Some((path, _)) => (path.to_owned(), true),
            None => (led, false),
        };
        let answers = at_once(&self.second, &format!("{path}/approval"), &[])?;
        let first = answers.iter().filter(|led| led.as_ref().is_ok_and(|led| *led == path)).count();
        if first == usize::from(!was_there) {
            Ok(path)
        } else {
            Err(fault(format!("{path} was approved {first} times")))
        }
    }
}

/// What a book says of payouts: the bank's number and the paise of each that arrived, in order, and how many came to nothing or have
/// not arrived yet.
type Paid = (Vec<(String, i64)>, usize);

/// Waits until both books of payouts are the same and the parcel that was refused has given its money back, once.
fn until_equal(
    mart: &Mart,
    finance: &mut Finance,
    (batches, refunds): (&[String], usize),
) -> Outcome<Duration> {
    let began = Instant::now();
    loop {
        let mut desk = Desk::of(mart)?;
        desk.settle()?;
        let state = desk.state()?;
        let theirs = their_book(&state)?;
        let mut ours: Paid = Default::default();
        for batch in batches {
            let (arrived, others) = own_book(&finance.first.get(batch)?.text());
            ours.0.extend(arrived);
            ours.1 += others;
        }
        ours.0.sort();
        ours.0.dedup();
        let back = desk.refunded_payments()?.len();
        if back > refunds {
            return Err(fault(format!("{back} refunds, and there should be {refunds}")));
        }
        if ours == theirs && back == refunds {
            return Ok(began.elapsed());
        }
        if began.elapsed() > PATIENCE {
            return Err(fault(format!(
                "the bank has {} payouts and {} that did not arrive, we {} and {}; {back} of {refunds} refunds",
                theirs.0.len(),
                theirs.1,
                ours.0.len(),
                ours.1
            )));
        }
        thread::sleep(Duration::from_secs(1));
    }
}

/// Two payouts under one reference of ours are a fault at once.
fn their_book(state: &Value) -> Outcome<Paid> {
    let (mut paid, mut references): (Paid, Vec<&str>) = Default::default();
    for payout in state["payouts"].as_array().into_iter().flatten() {
        references.push(payout["reference_id"].as_str().unwrap_or_default());
        match payout["utr"].as_str() {
            Some(utr) => paid.0.push((utr.to_owned(), payout["amount"].as_i64().unwrap_or(0))),
            None => paid.1 += 1,
        }
    }
    references.sort_unstable();
    if let Some(twice) = references.windows(2).find(|two| two[0] == two[1]) {
        return Err(fault(format!("{} was paid out twice", twice[0])));
    }
    paid.0.sort();
    Ok(paid)
}

/// The lines of a batch's page: the amount stands bold, the bank's number somewhere behind it.
fn own_book(page: &str) -> Paid {
    let (mut arrived, mut others) = (Vec::new(), 0);
    let list = page.split("<ul class=\"book\">").nth(1).and_then(|rest| rest.split("</ul>").next());
    for line in list.unwrap_or_default().split("<li>").skip(1) {
        let amount = line.split("<b>").nth(1).and_then(|rest| rest.split("</b>").next()).unwrap_or_default();
        match line.find(UTR).and_then(|at| line.get(at..at + UTR_LETTERS)) {
            Some(utr) => arrived.push((utr.to_owned(), paise_of(amount))),
            None => others += 1,
        }
    }
    (arrived, others)
}

/// `₹1,234.50` in paise.
fn paise_of(amount: &str) -> i64 {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (rupees, paise) = amount.split_once('.').unwrap_or((amount, "00"));
    format!("{}{}", digits(rupees), digits(paise)).parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_page_and_the_banks_book_are_read_alike() {
        let page = "<b>₹9</b><ul class=\"book\"><li><b>₹1,234.50</b><p>SBINN20261118000000007</p>\
                    <li><b>₹85</b><p>sent</p></ul><li><b>₹7</b>";
        assert_eq!(own_book(page), (vec![("SBINN20261118000000007".to_owned(), 123_450)], 1));
        let bank = json!({ "payouts": [
            { "reference_id": "a", "utr": "SBINN20261118000000007", "amount": 123_450 },
            { "reference_id": "b", "utr": null, "amount": 8_500 },
        ]});
        assert_eq!(their_book(&bank).unwrap(), own_book(page));
        let twice = json!({ "payouts": [{ "reference_id": "a" }, { "reference_id": "a" }] });
        assert!(their_book(&twice).is_err());
        assert_eq!(paise_of("₹85"), 8_500);
    }
}
