//! Orders: what a quote and a whole order cost, and how many a second stand on disk.

use super::table::Table;
use super::{Bench, commits, load, proc};
use crate::drill::{
    Buyer, Desk, Shelf, api, in_parallel, order_of, patiently, place_order, quote_of, sign_in_all,
};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::postgres::Cluster;
use crate::server::Mart;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SQLITE_BUYERS: usize = 64;
const POSTGRES_BUYERS: usize = 16;
/// Orders that are also paid, to see what a complete one costs.
const PAID: usize = 100;
const PAY_PATIENCE: Duration = Duration::from_secs(60);
const PGBENCH_SECONDS: u32 = 10;

/// Buyers with a quote each, ready to order.
struct Ready {
    buyers: Vec<Buyer>,
    quotes: Vec<String>,
}

/// Quote, complete order, and orders a second against one-row commits on the same disk.
pub fn on_sqlite(mart: &Mart, size: &Bench, table: &mut Table) -> Outcome<()> {
    let buyers = sign_in_all(mart, size.orders + PAID, SQLITE_BUYERS)?;
    let (url, pid) = (mart.url(), mart.pid()?);
    let variants = Shelf::read(&mut api(mart)?)?.spread(&mut api(mart)?, size.orders + PAID)?;
    let quote = load::cpu_of(&url, pid, size.clients, size.requests.min(buyers.len()), |client, index| {
        quoted(client, &buyers[index], &variants[index]).map(|_| ())
    })?;
    table.at_most("quote, CPU", quote, "ms", 1.0);

    let before = proc::cpu_ms(pid)?;
    let paid = make_ready(mart, &buyers[..PAID], &variants[..PAID], size.clients)?;
    place_and_pay(mart, &paid, size.clients)?;
    let complete = (proc::cpu_ms(pid)? - before) / PAID as f64;
    table.at_most("complete order (quote, order, payment by webhook, worker), CPU", complete, "ms", 4.6);

    let ready = make_ready(mart, &buyers[PAID..], &variants[PAID..], SQLITE_BUYERS)?;
    let rate = orders_per_second(mart, &ready, SQLITE_BUYERS)?;
    let single = commits::per_second(&mart.data(), Duration::from_secs(size.seconds))?;
    let note = format!("{rate:.0} orders/s; {single:.0} commits/s");
    table.at_least("SQLite orders with 64 buyers, of the single-commit rate", rate / single, "×", 5.0, &note);
    Ok(())
}

/// Orders a second against pgbench's TPC-B-like transactions on the same cluster.
pub fn on_postgres(mart: &Mart, cluster: &Cluster, size: &Bench, table: &mut Table) -> Outcome<()> {
    let buyers = sign_in_all(mart, size.orders, POSTGRES_BUYERS)?;
    let variants = Shelf::read(&mut api(mart)?)?.spread(&mut api(mart)?, size.orders)?;
    let ready = make_ready(mart, &buyers, &variants, POSTGRES_BUYERS)?;
    let rate = orders_per_second(mart, &ready, POSTGRES_BUYERS)?;
    let tpc_b = pgbench(cluster)?;
    let note = format!("{rate:.0} orders/s; {tpc_b:.0} transactions/s");
    table.at_least("PostgreSQL orders with 16 buyers, of pgbench -c 16", rate / tpc_b, "×", 0.5, &note);
    Ok(())
}

fn quoted(client: &mut Client, buyer: &Buyer, variant: &str) -> Outcome<String> {
    let quote = patiently(|| quote_of(client, buyer, &[(variant.to_owned(), 1)]))?;
    let id = quote.json()?["id"].as_str().map(str::to_owned);
    id.ok_or_else(|| fault(format!("no quote: {}", quote.brief())))
}

fn make_ready(mart: &Mart, buyers: &[Buyer], variants: &[String], clients: usize) -> Outcome<Ready> {
    let quotes = in_parallel(
        clients,
        buyers.len(),
        || api(mart),
        |client, index| quoted(client, &buyers[index], &variants[index]),
    )?;
    Ok(Ready { buyers: buyers.to_vec(), quotes })
}

fn ordered(client: &mut Client, ready: &Ready, index: usize) -> Outcome<String> {
    let key = format!("bench-{}", ready.quotes[index]);
    let order = place_order(client, &ready.buyers[index], &ready.quotes[index], &key).because("an order")?;
    let code = order.json()?["code"].as_str().map(str::to_owned);
    code.ok_or_else(|| fault(format!("no order: {}", order.brief())))
}

fn orders_per_second(mart: &Mart, ready: &Ready, clients: usize) -> Outcome<f64> {
    let began = Instant::now();
    in_parallel(clients, ready.quotes.len(), || api(mart), |client, index| ordered(client, ready, index))?;
    Ok(ready.quotes.len() as f64 / began.elapsed().as_secs_f64())
}

/// Orders, pays at the practice gateway, and waits until every order says that it is confirmed.
fn place_and_pay(mart: &Mart, ready: &Ready, clients: usize) -> Outcome<()> {
    let codes = in_parallel(
        clients,
        ready.quotes.len(),
        || api(mart),
        |client, index| ordered(client, ready, index),
    )?;
    let mut desk = Desk::of(mart)?;
    for order in desk.orders_of(&codes)? {
        desk.pay(&order, "success")?;
    }
    in_parallel(
        clients,
        codes.len(),
        || api(mart),
        |client, index| {
            let until = Instant::now() + PAY_PATIENCE;
            loop {
                let order = patiently(|| order_of(client, &ready.buyers[index], &codes[index]))?.json()?;
                if order["state"] == "confirmed" {
                    return Ok(());
                }
                if Instant::now() > until {
                    return Err(fault(format!("a paid order is not confirmed: {order}")));
                }
                // Looking costs the mart time too; look seldom.
                std::thread::sleep(Duration::from_millis(500));
            }
        },
    )?;
    Ok(())
}

/// Transactions a second of pgbench's TPC-B-like script, 16 clients.
fn pgbench(cluster: &Cluster) -> Outcome<f64> {
    let program = cluster.programs().join("pgbench");
    let at = |command: &mut Command| {
        command
            .args(["--host=127.0.0.1", "--username=mart", &format!("--port={}", cluster.port())])
            .stdin(Stdio::null());
    };
    cluster.database("pgbench")?;
    let mut fill = Command::new(&program);
    at(&mut fill);
    let filled = fill
        .args(["--initialize", "--scale=10", "--quiet", "pgbench"])
        .output()
        .because("could not run pgbench")?;
    if !filled.status.success() {
        return Err(fault(format!("pgbench --initialize: {}", String::from_utf8_lossy(&filled.stderr))));
    }
    let mut play = Command::new(&program);
    at(&mut play);
    let time = format!("--time={PGBENCH_SECONDS}");
    let played =
        play.args(["--client=16", "--jobs=2", &time, "pgbench"]).output().because("could not run pgbench")?;
    let said = String::from_utf8_lossy(&played.stdout).into_owned();
    let tps = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    tps.ok_or_else(|| fault(format!("pgbench told no rate: {said}")))
}
