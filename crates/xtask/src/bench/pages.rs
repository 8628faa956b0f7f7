//! Pages: cached ones against a bare handler with the same bytes, uncached ones by their CPU time.

use super::load::{self, Rate, flood, middle};
use super::table::Table;
use super::{Bench, bare::Bare};
use crate::drill::Shelf;
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::server::Mart;
use std::time::Duration;

const ROUNDS: usize = 3;
/// Words that buyers search for, in both scripts and with slips.
const SOUGHT: [&str; 8] = [
    "peda",
    "pera",
    "%E0%A4%AA%E0%A5%87%E0%A4%A1%E0%A4%BC%E0%A4%BE",
    "lac",
    "choodi",
    "bans",
    "ghara",
    "kulhad",
];

/// Measures listing, product and search.
pub fn measure(mart: &Mart, size: &Bench, table: &mut Table) -> Outcome<()> {
    let (url, pid) = (mart.url(), mart.pid()?);
    let shelf = Shelf::read(&mut Client::new(&url)?)?;
    let slug =
        shelf.pieces.first().map(|piece| piece.slug.clone()).ok_or_else(|| fault("nothing stands ready"))?;
    let listing = first_craft(&url)?;
    let product = format!("/hi/products/{slug}");
    for (name, path) in [("listing", &listing), ("product", &product)] {
        let (own, bare) = against_bare(mart, path, size)?;
        let note = format!(
            "{:.0} against {:.0} req/s; {:.3} against {:.3} ms CPU",
            own.per_second, bare.per_second, own.cpu_ms, bare.cpu_ms
        );
        table.at_least(
            &format!("{name}, cached, of the bare handler's rate"),
            100.0 * own.per_second / bare.per_second,
            "%",
            60.0,
            &note,
        );
    }
    let uncached = |path: String| {
        load::cpu_of(&url, pid, size.clients, size.requests, move |client, _| {
            let headers = [("accept-encoding", "br, gzip"), ("cache-control", "no-cache")];
            let answer = client.get(&path, &headers).because("uncached")?;
            if answer.status == 200 { Ok(()) } else { Err(fault(format!("{path}: {}", answer.brief()))) }
        })
    };
    table.at_most("listing, uncached, CPU", uncached(listing)?, "ms", 0.45);
    table.at_most("product, uncached, CPU", uncached(product)?, "ms", 0.45);
    let search = load::cpu_of(&url, pid, size.clients, size.requests, |client, index| {
        let path = format!("/hi/search?q={}", SOUGHT[index % SOUGHT.len()]);
        let headers = [("accept-encoding", "br, gzip"), ("cache-control", "no-cache")];
        let answer = client.get(&path, &headers).because("search")?;
        if answer.status == 200 { Ok(()) } else { Err(fault(format!("{path}: {}", answer.brief()))) }
    })?;
    table.at_most("search, CPU", search, "ms", 0.6);
    Ok(())
}

/// Rounds of both in turn, so that the machine's moods meet both.
fn against_bare(mart: &Mart, path: &str, size: &Bench) -> Outcome<(Rate, Rate)> {
    let (url, pid) = (mart.url(), mart.pid()?);
    let bare = Bare::start(&load::page(&url, path)?)?;
    let time = Duration::from_secs(size.seconds);
    let (mut own, mut least) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        least.push(flood(&bare.url(), bare.pid(), path, size.clients, time)?);
        own.push(flood(&url, pid, path, size.clients, time)?);
    }
    Ok((middle(own), middle(least)))
}

/// The first craft that the home page leads to.
pub(super) fn first_craft(url: &str) -> Outcome<String> {
    let home = Client::new(url)?.get("/hi/", &[]).because("the home page")?;
    let html = String::from_utf8_lossy(&home.body).into_owned();
    let start = html.find("/hi/crafts/").ok_or_else(|| fault("the home page leads to no craft"))?;
    let end = html[start..].find(['"', '\'', '?', '#', '>']).unwrap_or(0);
    Ok(html[start..start + end].to_owned())
}
