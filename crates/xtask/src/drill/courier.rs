//! Courier: the agent of couriers is slow, in trouble, talks rubbish, swallows questions or does what it is asked and says nothing, while
//! 64 people look around and order. Looking and ordering stay as they are, and afterwards every box is booked exactly once in the
//! agent's own book.

use super::officers::{Browser, links, of_role};
use super::people::{Buyer, api, order_to, patiently, quote_to, sign_in_all};
use super::shelf::Shelf;
use super::{Courier, Desk, in_parallel, spread};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use crate::workspace;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// In the State and beyond the district: the post goes there, and couriers do.
const RANCHI: &str = "834001";
/// Who makes what is sent.
const MAKER: &str = "burhai-mati";
/// How the agent misbehaves, one after the other; in each mood a box is asked for.
const MOODS: [&str; 5] = ["slow", "error", "garbage", "black_hole", "done_in_silence"];
/// What people look at.
const PAGES: [&str; 4] = ["/hi/", "/hi/crafts/pottery", "/en/", "/hi/search?q=mati"];
/// Slower than this nobody calls it browsing.
const BROWSE_P95: Duration = Duration::from_millis(300);
/// Within so long after the agent is well again everything is booked.
const BOOKED_WITHIN: Duration = Duration::from_secs(240);
/// Within so long messages inside the mart have gone round.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: Courier) -> Outcome<()> {
    let boxes = size.boxes.max(MOODS.len());
    let buyers = sign_in_all(mart, boxes + size.clients, size.clients.min(32))?;
    let (senders, lookers) = buyers.split_at(boxes);
    let codes = buy_boxes(mart, senders)?;
    let (mut keeper, shipments) = bring_to_hub(mart, codes.len())?;
    println!("  {} boxes for Ranchi are paid, packed, weighed and offered to couriers", shipments.len());
    let agent = Agent { client: Client::new(&mart.simulator("courier")?)? };
    let looked = under_mischief(mart, (agent, lookers), (&mut keeper, &shipments))?;
    let mut agent = Agent { client: Client::new(&mart.simulator("courier")?)? };
    let took = agent.until_booked(&shipments)?;
    println!("  every box is booked once, {:.0} s after the agent was well again", took.as_secs_f64());
    judge(looked)?;
    mart.verify()
}

/// The desk of the practice agent.
struct Agent {
    client: Client,
}

impl Agent {
    fn mood(&mut self, mood: &str) -> Outcome<()> {
        let body = json!({ "mood": mood }).to_string();
        let headers = [("content-type", "application/json")];
        let answer = self.client.send("POST", "/_sim/mood", &headers, body.as_bytes());
        let answer = answer.because("the agent's desk does not answer")?;
        if answer.is_success() { Ok(()) } else { Err(fault(format!("no such mood: {}", answer.brief()))) }
    }

    fn orders(&mut self) -> Outcome<Vec<Value>> {
        let state =
            self.client.get("/_sim/state", &[]).because("the agent's desk does not answer")?.json()?;
        Ok(state["orders"].as_array().cloned().unwrap_or_default())
    }

    /// Waits until each shipment has one order with a waybill; more than one is a fault at once.
    fn until_booked(&mut self, shipments: &[String]) -> Outcome<Duration> {
        let began = Instant::now();
        loop {
            let orders = self.orders()?;
            let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
            for order in &orders {
                let (all, carried) =
                    counted.entry(order["reference"].as_str().unwrap_or_default()).or_default();
                *all += 1;
                *carried += usize::from(order["awb"].is_string());
            }
            if let Some((reference, (all, _))) = counted.iter().find(|(_, (all, _))| *all > 1) {
                return Err(fault(format!("{reference} was booked {all} times")));
            }
            let is_done = |one: &String| counted.get(one.as_str()) == Some(&(1, 1));
            if shipments.iter().all(is_done) {
                return Ok(began.elapsed());
            }
            if began.elapsed() > BOOKED_WITHIN {
                return Err(fault(format!(
                    "{} of {} boxes are booked {} s after the agent was well again",
                    shipments.iter().filter(|one| is_done(one)).count(),
                    shipments.len(),
                    BOOKED_WITHIN.as_secs()
                )));
            }
            std::thread::sleep(Duration::from_millis(250));
        }
    }
}

/// Everybody buys one piece of the maker's for Ranchi and pays.
fn buy_boxes(mart: &Mart, senders: &[Buyer]) -> Outcome<Vec<String>> {
    let mut client = api(mart)?;
    let shelf = Shelf::read(&mut client)?;
    let mut codes = Vec::with_capacity(senders.len());
    for (index, buyer) in senders.iter().enumerate() {
        let mut bought = None;
        for piece in shelf.pieces.iter().filter(|piece| piece.maker == MAKER && piece.available > 0) {
            let lines = [(piece.variant.clone(), 1)];
            let quote = patiently(|| quote_to(&mut client, buyer, &lines, RANCHI))?;
            let Some(id) = quote.json()?["id"].as_str().map(str::to_owned) else { continue };
            let key = format!("box-{index}");
            let placed = patiently(|| order_to(&mut client, buyer, &id, &key, RANCHI))?;
            bought = placed.json()?["code"].as_str().map(str::to_owned);
            if bought.is_some() {
                break;
            }
        }
        codes.push(bought.ok_or_else(|| fault(format!("{MAKER} sells nothing to Ranchi any more")))?);
    }
    let mut desk = Desk::of(mart)?;
    for order in desk.orders_of(&codes)? {
        desk.pay(&order, "success")?;
    }
    Ok(codes)
}

/// A column of the first line of a sample table that `wanted` picks; no cell before it holds a comma.
fn sample(table: &str, wanted: impl Fn(&str) -> bool, column: usize) -> Outcome<String> {
    let path = workspace::root()?.join("data/sample").join(table);
    let text = std::fs::read_to_string(&path).because("a sample table cannot be read")?;
    let cell = text.lines().find(|line| wanted(line)).and_then(|line| line.split(',').nth(column));
    cell.map(str::to_owned).ok_or_else(|| fault(format!("{table} has not whom the drill needs")))
}

/// The maker says yes and packs, the keeper passes, weighs and asks who can carry it. Answers her browser and the shipments.
fn bring_to_hub(mart: &Mart, count: usize) -> Outcome<(Browser, Vec<String>)> {
    let mobile = sample("makers.csv", |line| line.starts_with(&format!("{MAKER},")), 4)?;
    let hub = sample("makers.csv", |line| line.starts_with(&format!("{MAKER},")), 9)?;
    let keeper = sample("staff.csv", |line| line.starts_with("hub_keeper,") && line.contains(&hub), 3)?;
    let mut maker = Browser::sign_in(mart, &format!("+91{mobile}"), None)?;
    let began = Instant::now();
    let parcels = loop {
        let page = maker.get("/hi/maker/parcels")?.text();
        let parcels = links(&page, "href=\"/hi/maker/parcels/");
        if parcels.len() >= count {
            break parcels;
        }
        if began.elapsed() > PATIENCE {
            return Err(fault(format!("the maker was asked for {} of {count} parcels", parcels.len())));
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    for parcel in &parcels {
        maker.accepts_and_packs(parcel)?;
    }
    let key = of_role(mart, "hub_keeper").into_iter().find(|(mobile, _)| mobile.ends_with(&keeper));
    let (mobile, key) = key.ok_or_else(|| fault("demo.json does not name the keeper"))?;
    let mut keeper = Browser::sign_in(mart, &mobile, key.as_deref())?;
    let page = keeper.get("/hi/hub")?.text();
    for code in links(&page, "href=\"/hi/hub/parcels/") {
        keeper.form(&format!("/hi/hub/parcels/{code}/inspection"), &[("finding", "passes")])?;
    }
    let shipments = links(&keeper.get("/hi/hub")?.text(), "href=\"/hi/hub/shipments/");
    let sides = [("weighed_g", "900"), ("length_cm", "20"), ("breadth_cm", "20"), ("height_cm", "20")];
    for shipment in &shipments {
        keeper.form(&format!("/hi/hub/shipments/{shipment}/weight"), &sides)?;
        keeper.form(&format!("/hi/hub/shipments/{shipment}/courier/inquiry"), &[])?;
    }
    if shipments.len() < count {
        return Err(fault(format!("{} of {count} shipments are at the hub", shipments.len())));
    }
    Ok((keeper, shipments))
}

/// What people met meanwhile.
struct Looked {
    times: Vec<Duration>,
    orders: usize,
}

/// In each mood some boxes are asked for, while everybody else looks around and orders.
fn under_mischief(
    mart: &Mart,
    (mut agent, lookers): (Agent, &[Buyer]),
    (keeper, shipments): (&mut Browser, &[String]),
) -> Outcome<Looked> {
    let stop = AtomicBool::new(false);
    let shelf = Shelf::read(&mut api(mart)?)?;
    let variants = shelf.spread(&mut api(mart)?, lookers.len())?;
    std::thread::scope(|scope| {
        let looking = scope.spawn(|| {
            in_parallel(
                lookers.len(),
                lookers.len(),
                || api(mart),
                |client, index| look_and_order(client, (&lookers[index], &variants[index], index), &stop),
            )
        });
        let asked = ask_for_all(&mut agent, keeper, shipments);
        stop.store(true, Ordering::Relaxed);
        let looked = looking.join().map_err(super::poisoned)??;
        asked?;
        let orders = looked.len();
        Ok(Looked { times: looked.into_iter().flatten().collect(), orders })
    })
}

fn ask_for_all(agent: &mut Agent, keeper: &mut Browser, shipments: &[String]) -> Outcome<()> {
    let each = shipments.len().div_ceil(MOODS.len());
    for (mood, some) in MOODS.iter().zip(shipments.chunks(each)) {
        agent.mood(mood)?;
        for shipment in some {
            keeper.form(&format!("/hi/hub/shipments/{shipment}/courier"), &[("courier", "10")])?;
        }
        std::thread::sleep(Duration::from_secs(3));
    }
    agent.mood("fine")
}

/// Looks at pages until told to stop, and orders once. Every page opens, the order is taken.
fn look_and_order(
    client: &mut Client,
    (buyer, variant, index): (&Buyer, &str, usize),
    stop: &AtomicBool,
) -> Outcome<Vec<Duration>> {
    let (mut times, mut turn) = (Vec::new(), index);
    while !stop.load(Ordering::Relaxed) || times.is_empty() {
        let (page, began) = (PAGES[turn % PAGES.len()], Instant::now());
        let answer = client.get(page, &[]).because("a page does not open")?;
        times.push(began.elapsed());
        if answer.status != 200 {
            return Err(fault(format!("{page}: {}", answer.brief())));
        }
        if turn == index {
            let lines = [(variant.to_owned(), 1)];
            let quote = patiently(|| quote_to(client, buyer, &lines, super::people::PINCODE))?;
            let id = quote.json()?["id"].as_str().map(str::to_owned);
            let id = id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))?;
            let key = format!("look-{index}");
            let placed = patiently(|| order_to(client, buyer, &id, &key, super::people::PINCODE))?;
            if !placed.is_success() {
                return Err(fault(format!("no order: {}", placed.brief())));
            }
        }
        turn += 1;
        std::thread::sleep(Duration::from_millis(150));
    }
    Ok(times)
}

fn judge(looked: Looked) -> Outcome<()> {
    let mut times = looked.times;
    times.sort_unstable();
    let p95 = times.get((times.len() * 95 / 100).min(times.len().saturating_sub(1))).copied();
    let p95 = p95.ok_or_else(|| fault("nobody has looked at anything"))?;
    println!("  {} orders and {} pages meanwhile; {}", looked.orders, times.len(), spread(times));
    if p95 < BROWSE_P95 {
        Ok(())
    } else {
        Err(fault(format!("p95 of looking is {} ms, and may be {}", p95.as_millis(), BROWSE_P95.as_millis())))
    }
}
