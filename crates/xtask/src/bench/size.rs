//! `cargo xtask bench size`: what an operation costs in a mart of a hundred thousand goods and a million orders, beside what it costs in
//! the sample district. Twice as much is allowed.
//!
//! The same mart is measured twice: as it begins, and after a year of district life was invented in it. On PostgreSQL the server's
//! CPU time counts too. Start at [`run`].

use super::proc;
use crate::drill::{Browser, Buyer, Shelf, api, of_role, patiently, place_order, quote_of, sign_in_from};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::postgres::Cluster;
use crate::server::Mart;
use clap::Args;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

/// How much dearer an operation may be.
const DEARER_MOST: f64 = 2.0;
/// Requests that wake everything up before it is measured.
const WARM_UP: usize = 20;
/// Words that buyers search for.
const SOUGHT: [&str; 4] = ["peda", "lac", "bans", "ghara"];
/// What people who work open: what it is, who, where.
const DESKS: [(&str, &str, &str); 9] = [
    ("maker's day", "maker", "/hi/maker"),
    ("maker's parcels", "maker", "/hi/maker/parcels"),
    ("maker's money", "maker", "/hi/maker/money"),
    ("officer's day", "officer", "/hi/officer"),
    ("officer's cases", "officer", "/hi/officer/cases"),
    ("hub's desk", "hub_keeper", "/hi/hub"),
    ("finance's desk", "finance", "/hi/finance"),
    ("DC's cases", "dc_office", "/hi/office/cases"),
    ("DC's report", "dc_office", "/hi/office/report"),
];
/// Invented makers sign in with numbers that begin like this.
const INVENTED: &str = "+9160";

/// How large the mart becomes.
#[derive(Args, Clone, Copy, Debug)]
pub struct Size {
    /// Makers
    #[arg(long, default_value_t = 10_000)]
    pub makers: u32,
    /// Goods
    #[arg(long, default_value_t = 100_000)]
    pub goods: u32,
    /// Orders
    #[arg(long, default_value_t = 1_000_000)]
    pub orders: u32,
    /// How often each operation is measured
    #[arg(long, default_value_t = 100)]
    pub requests: usize,
    /// On PostgreSQL instead of SQLite
    #[arg(long)]
    pub postgres: bool,
}

/// A mart and the server under it, if there is one.
struct Measured {
    mart: Mart,
    cluster: Option<Cluster>,
    /// Pieces to buy, found while the shelf was short.
    variants: Vec<String>,
    product: String,
    listing: String,
    /// People signed in so far.
    people: usize,
    /// Who works here, signed in: a code is sent three times in a quarter of an hour.
    desks: BTreeMap<&'static str, Browser>,
}

/// Measures, invents, measures again.
pub fn run(program: &Path, size: Size) -> Outcome<()> {
    let cluster = size.postgres.then(Cluster::start).transpose()?;
    let database = cluster.as_ref().map(|cluster| cluster.database("size")).transpose()?;
    let mart = Mart::start(program, database)?;
    let wanted = size.requests + WARM_UP;
    let shelf = Shelf::read(&mut api(&mart)?)?;
    let slug = shelf.pieces.first().map(|piece| piece.slug.clone());
    let variants = shelf.spread(&mut api(&mart)?, 2 * wanted)?;
    let product = format!("/hi/products/{}", slug.ok_or_else(|| fault("nothing stands ready"))?);
    let listing = super::pages::first_craft(&mart.url())?;
    let mut at = Measured { mart, cluster, variants, product, listing, people: 0, desks: BTreeMap::new() };
    let small = at.costs(size.requests)?;
    at.mart.stop();
    let began = Instant::now();
    at.invent(size)?;
    println!("  invented in {:.0} s", began.elapsed().as_secs_f64());
    at.mart.open()?;
    let large = at.costs(size.requests)?;
    tell(&small, &large)
}

/// Says what each operation costs, and whether one is too dear.
fn tell(small: &[(String, f64)], large: &[(String, f64)]) -> Outcome<()> {
    println!("\n| CPU of one | sample district | at size | times | ≤ {DEARER_MOST} |\n|---|--:|--:|--:|---|");
    let mut dear = Vec::new();
    for ((what, before), (_, after)) in small.iter().zip(large) {
        let times = after / before.max(0.05);
        let met = if times <= DEARER_MOST { "yes" } else { "**no**" };
        println!("| {what} | {before:.2} ms | {after:.2} ms | {times:.2} | {met} |");
        if times > DEARER_MOST {
            dear.push(format!("{what} {times:.1}"));
        }
    }
    if dear.is_empty() { Ok(()) } else { Err(fault(format!("dearer than allowed: {}", dear.join(", ")))) }
}

impl Measured {
    fn invent(&self, size: Size) -> Outcome<()> {
        let mut command = self.mart.command("invent-year");
        for (name, number) in [("--makers", size.makers), ("--goods", size.goods), ("--orders", size.orders)]
        {
            command.args([name, &number.to_string()]);
        }
        let status =
            command.stdin(Stdio::null()).status().because("could not run deogharmart invent-year")?;
        if !status.success() {
            return Err(fault(format!("invent-year failed ({status})")));
        }
        // A server that has lived through the year would have counted its tables long ago.
        self.cluster.as_ref().map_or(Ok(()), |cluster| cluster.say("size", "analyze").map(drop))
    }

    /// CPU time so far of the mart and the server under it.
    fn cpu(&self) -> Outcome<f64> {
        let server = self.cluster.as_ref().map_or(Ok(0.0), |cluster| proc::cpu_of_all_ms(cluster.pid()?))?;
        Ok(proc::cpu_ms(self.mart.pid()?)? + server)
    }

    fn each(&self, count: usize, mut act: impl FnMut(usize) -> Outcome<()>) -> Outcome<f64> {
        (0..WARM_UP).try_for_each(&mut act)?;
        let before = self.cpu()?;
        (WARM_UP..WARM_UP + count).try_for_each(act)?;
        Ok((self.cpu()? - before) / count as f64)
    }

    fn costs(&mut self, count: usize) -> Outcome<Vec<(String, f64)>> {
        let mut all = Vec::new();
        let mut client = Client::new(&self.mart.url())?;
        let headers = [("accept-encoding", "br, gzip"), ("cache-control", "no-cache")];
        let mut page = |path: &str| -> Outcome<()> {
            let answer = patiently(|| client.get(path, &headers))?;
            if answer.status == 200 { Ok(()) } else { Err(fault(format!("{path}: {}", answer.brief()))) }
        };
        all.push(("listing".to_owned(), self.each(count, |_| page(&self.listing))?));
        all.push(("product".to_owned(), self.each(count, |_| page(&self.product))?));
        let search = |index: usize| page(&format!("/hi/search?q={}", SOUGHT[index % SOUGHT.len()]));
        all.push(("search".to_owned(), self.each(count, search)?));
        self.buy(count, &mut all)?;
        for (what, role, path) in DESKS {
            let mut browser = self.signed_in(role)?;
            all.push((what.to_owned(), self.each(count, |_| browser.weigh(path).map(drop))?));
            self.desks.insert(role, browser);
        }
        // At size it is a maker with a year behind her.
        self.desks.remove("maker");
        Ok(all)
    }

    fn signed_in(&mut self, role: &'static str) -> Outcome<Browser> {
        if let Some(browser) = self.desks.remove(role) {
            return Ok(browser);
        }
        let people = of_role(&self.mart, role);
        let invented = people.iter().find(|(mobile, _)| mobile.starts_with(INVENTED));
        let who = invented.or(people.first()).ok_or_else(|| fault(format!("there is no {role}")))?;
        Browser::sign_in(&self.mart, &who.0, who.1.as_deref())
    }

    /// Quotes, and orders of them.
    fn buy(&mut self, count: usize, all: &mut Vec<(String, f64)>) -> Outcome<()> {
        let wanted = count + WARM_UP;
        let buyers: Vec<Buyer> = sign_in_from(&self.mart, self.people, wanted, 8)?;
        self.people += wanted;
        let variants: Vec<String> = self.variants.drain(..wanted).collect();
        let mut mart = api(&self.mart)?;
        let mut quotes = Vec::new();
        let cost = self.each(count, |index| {
            let quote = patiently(|| quote_of(&mut mart, &buyers[index], &[(variants[index].clone(), 1)]))?;
            let id = quote.json()?["id"].as_str().map(str::to_owned);
            quotes.push(id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))?);
            Ok(())
        })?;
        all.push(("quote".to_owned(), cost));
        let cost = self.each(count, |index| {
            let key = format!("size-{}", quotes[index]);
            let order = patiently(|| place_order(&mut mart, &buyers[index], &quotes[index], &key))?;
            if order.is_success() { Ok(()) } else { Err(fault(format!("no order: {}", order.brief()))) }
        })?;
        all.push(("order, worker included".to_owned(), cost));
        Ok(())
    }
}
