//! Strain: the disk is full, no file can be opened any more, memory is short. Meanwhile people order; what is refused is refused with a
//! word, what is acknowledged stays, and when there is room again everything goes on as if nothing had been.
//!
//! The same wishes are sent under each strain and again after it, with the same keys: in the end each is one order, the one that was
//! acknowledged if any was. Needs root and a loop device for the full disk.

use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::Shelf;
use super::{Strain, in_parallel};
use crate::disk::Disk;
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::postgres::Cluster;
use crate::server::{Mart, Prepared};
use std::collections::BTreeMap;
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Room for a demo and its database; the rest is filled up.
const DISK_MB: u64 = 1_000;
/// For each who orders so many keep a connection open and say nothing.
const SILENT: usize = 5;
/// Files the mart may open beyond those it has when it gets short of them.
const FILES_LEFT: u64 = 12;
/// Address space the mart may take beyond what it has when it gets short of memory.
const MEMORY_LEFT_KB: u64 = 8 * 1024;
/// When the strain is over, the mart is itself again within so long.
const RECOVERED_WITHIN: Duration = Duration::from_secs(20);
/// What people look at meanwhile.
const PAGES: [&str; 3] = ["/hi/", "/hi/search?q=peda", "/en/help"];

/// What somebody wants, and the order she was told of.
struct Wish {
    buyer: Buyer,
    quote: String,
    key: String,
}

/// Runs the drill on a disk of its own.
pub fn run(prepared: &Prepared<'_>, size: Strain) -> Outcome<()> {
    let mut disk = Disk::new(DISK_MB)?;
    if prepared.engine() == "SQLite" {
        return strained(&mut disk, prepared, None, size);
    }
    let cluster = Cluster::start_with(Some(&disk.path()), &[])?;
    let own = Prepared::make(prepared.program(), Some(&cluster))?;
    strained(&mut disk, &own, Some(&cluster), size)
}

fn strained(
    disk: &mut Disk,
    prepared: &Prepared<'_>,
    cluster: Option<&Cluster>,
    size: Strain,
) -> Outcome<()> {
    let mut mart = prepared.mart_on(&disk.path(), &[])?;
    let each = size.orders;
    let buyers = sign_in_all(&mart, each * 3, size.clients)?;
    let variants = Shelf::read(&mut api(&mart)?)?.spread(&mut api(&mart)?, buyers.len())?;
    let wishes = in_parallel(
        size.clients,
        buyers.len(),
        || api(&mart),
        |client, index| {
            let quote = patiently(|| quote_of(client, &buyers[index], &[(variants[index].clone(), 1)]))?;
            let quote = quote.json()?["id"].as_str().map(str::to_owned).ok_or_else(|| fault("no quote"))?;
            Ok(Wish { buyer: buyers[index].clone(), quote, key: format!("strain-{index}") })
        },
    )?;
    let (first, rest) = wishes.split_at(each);
    let (second, third) = rest.split_at(each);

    // A database that was closed has no log with room left in it.
    mart.stop();
    mart.restart()?;
    let filler = disk.fill()?;
    let told = order_all(&mart, first, size)?;
    if told.orders.len() == first.len() {
        return Err(fault("the disk is full and nobody was told to come again: it was not full at all"));
    }
    std::fs::remove_file(filler).because("could not make room again")?;
    cluster.map_or(Ok(()), Cluster::revive)?;
    goes_on(&mut mart, first, ("a full disk", told), size)?;

    let pid = mart.pid()?;
    let open = std::fs::read_dir(format!("/proc/{pid}/fd")).because("the mart's files")?.count() as u64;
    limit(pid, &format!("--nofile={}:", open + FILES_LEFT))?;
    let host = mart.url().trim_start_matches("http://").to_owned();
    let silent: Vec<TcpStream> =
        (0..size.clients * SILENT).filter_map(|_| TcpStream::connect(&host).ok()).collect();
    let told = order_all(&mart, second, size)?;
    drop(silent);
    limit(pid, "--nofile=1024:")?;
    goes_on(&mut mart, second, ("no file left", told), size)?;

    let space = space_kb(mart.pid()?)? + MEMORY_LEFT_KB;
    limit(mart.pid()?, &format!("--as={}:", space * 1024))?;
    let told = order_all(&mart, third, size)?;
    if mart.lives() {
        limit(mart.pid()?, "--as=unlimited:")?;
    } else {
        println!("  the mart has ended for want of memory and is started again, as systemd would");
        mart.restart()?;
    }
    goes_on(&mut mart, third, ("little memory", told), size)?;
    mart.verify()
}

/// What a strain brought: answers by what they say, and the orders that were acknowledged.
struct Told {
    answers: BTreeMap<String, usize>,
    orders: BTreeMap<String, String>,
}

/// Everybody orders once, whatever comes of it, and looks at a page.
fn order_all(mart: &Mart, wishes: &[Wish], size: Strain) -> Outcome<Told> {
    let heard = in_parallel(
        size.clients,
        wishes.len(),
        || api(mart),
        |client, index| {
            let wish = &wishes[index];
            let page = client.get(PAGES[index % PAGES.len()], &[]).map_or(0, |answer| answer.status);
            if page == 500 {
                return Err(fault(format!("{} was answered 500", PAGES[index % PAGES.len()])));
            }
            match place_order(client, &wish.buyer, &wish.quote, &wish.key) {
                Ok(answer) if answer.is_success() => {
                    let code = answer.json()?["code"].as_str().map(str::to_owned);
                    Ok(("an order".to_owned(), code.map(|code| (wish.key.clone(), code))))
                }
                Ok(answer) if answer.status == 503 && answer.header("retry-after").is_some() => {
                    Ok(("come again".to_owned(), None))
                }
                Ok(answer) => Err(fault(format!("an order was answered {}", answer.brief()))),
                Err(_) => Ok(("no answer".to_owned(), None)),
            }
        },
    )?;
    let mut told = Told { answers: BTreeMap::new(), orders: BTreeMap::new() };
    for (word, order) in heard {
        *told.answers.entry(word).or_default() += 1;
        told.orders.extend(order);
    }
    Ok(told)
}

/// The strain is over: each wish becomes one order, the one that was acknowledged if any was, and pages are there.
fn goes_on(mart: &mut Mart, wishes: &[Wish], (strain, told): (&str, Told), size: Strain) -> Outcome<()> {
    let began = Instant::now();
    let mut client = api(mart)?;
    while !client.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200) {
        if began.elapsed() > RECOVERED_WITHIN {
            return Err(fault(format!("after {strain} the mart is not ready: {}", mart.log())));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let ready = began.elapsed();
    in_parallel(
        size.clients,
        wishes.len(),
        || api(mart),
        |client, index| is_one_order(client, &wishes[index], told.orders.get(&wishes[index].key)),
    )?;
    let answers: Vec<String> = told.answers.iter().map(|(word, count)| format!("{count} × {word}")).collect();
    println!(
        "  {strain}: {}; ready {} ms after it, and each wish is one order",
        answers.join(", "),
        ready.as_millis()
    );
    Ok(())
}

fn is_one_order(client: &mut Client, wish: &Wish, told: Option<&String>) -> Outcome<()> {
    let answer = patiently(|| place_order(client, &wish.buyer, &wish.quote, &wish.key))?;
    let code = answer.json()?["code"].as_str().map(str::to_owned);
    let code = code.ok_or_else(|| fault(format!("sent again, refused: {}", answer.brief())))?;
    if told.is_some_and(|told| *told != code) {
        return Err(fault(format!("one key, two orders: {told:?} and {code}")));
    }
    let order = patiently(|| order_of(client, &wish.buyer, &code))?;
    if order.status == 200 { Ok(()) } else { Err(fault(format!("{code} is not there: {}", order.brief()))) }
}

/// Sets a limit of a running process, the one it may raise itself.
fn limit(pid: u32, what: &str) -> Outcome<()> {
    let set = Command::new("prlimit").args(["--pid", &pid.to_string(), what]).stdin(Stdio::null()).status();
    if set.because("could not run prlimit")?.success() {
        Ok(())
    } else {
        Err(fault(format!("prlimit {what} failed")))
    }
}

/// The address space a process has taken.
fn space_kb(pid: u32) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).because("the mart's memory")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).ok_or_else(|| fault("no VmSize"))
}
