//! Pooler: two processes of the mart share fewer connections of PostgreSQL than each of them would have alone, through PgBouncer in
//! transaction mode; a demo is made, people order at both, and everything holds.

use super::crash::recount;
use super::people::{api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::Shelf;
use super::{Pooled, in_parallel, spread};
use crate::fault::{Outcome, fault};
use crate::http::Client;
use crate::pooler::Pooler;
use crate::server::{Mart, Prepared};
use std::time::Instant;

/// Connections of the server for all of them.
const CONNECTIONS: u32 = 8;
/// Its name in the cluster.
const DATABASE: &str = "pooled";

/// Runs the drill on a mart of its own.
pub fn run(prepared: &Prepared<'_>, size: Pooled) -> Outcome<()> {
    let Some(cluster) = prepared.cluster() else {
        println!("  an embedded file has no connections to share: nothing to do");
        return Ok(());
    };
    cluster.database(DATABASE)?;
    // What the mart says to each connection it has for itself.
    for plan in ["enable_seqscan = off", "jit = off"] {
        cluster.say(DATABASE, &format!("alter database {DATABASE} set {plan}"))?;
    }
    let pooler = Pooler::start(cluster, CONNECTIONS)?;
    let mart = Mart::start(prepared.program(), Some(pooler.url(DATABASE)))?;
    let node = mart.node()?;
    let urls = [mart.url(), node.url()];
    let before = Shelf::read(&mut api(&mart)?)?;
    let buyers = sign_in_all(&mart, size.orders, size.clients)?;
    let variants = before.spread(&mut api(&mart)?, size.orders)?;
    let took = in_parallel(
        size.clients,
        size.orders,
        || Ok([Client::new(&urls[0])?, Client::new(&urls[1])?]),
        |clients, index| {
            let (client, buyer) = (&mut clients[index % 2], &buyers[index]);
            let began = Instant::now();
            let quote = patiently(|| quote_of(client, buyer, &[(variants[index].clone(), 1)]))?;
            let quote = quote.json()?["id"].as_str().unwrap_or_default().to_owned();
            let order = patiently(|| place_order(client, buyer, &quote, &format!("pooled-{index}")))?;
            let code = order.json()?["code"].as_str().map(str::to_owned);
            let code = code.ok_or_else(|| fault(format!("no order: {}", order.brief())))?;
            let other = &mut clients[(index + 1) % 2];
            let seen = patiently(|| order_of(other, buyer, &code))?;
            if seen.status == 200 {
                Ok(began.elapsed())
            } else {
                Err(fault(format!("{code}: {}", seen.brief())))
            }
        },
    )?;
    println!(
        "  {}, {CONNECTIONS} connections: {} orders at two processes, {}",
        pooler.version,
        size.orders,
        spread(took)
    );
    let wished: Vec<&str> = variants.iter().map(String::as_str).collect();
    recount(&mart, &before, &wished)?;
    for broken in ["prepared statement", "by our fault"] {
        mart.log_is_calm(broken)?;
    }
    mart.verify()
}
