//! A year of district life, invented from a seed: every figure counted anew from raw rows is what the pages say, the DC's page stays
//! fast and small on top of it, and moments of a smaller year are restored and have the figures they had.

use super::officers::{Browser, of_role};
use super::restore::{now_ms, place, put_back};
use super::spread;
use crate::fault::{Because, Outcome, fault};
use crate::kept::Scratch;
use crate::server::{Mart, Prepared};
use clap::Args;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Size of a year.
#[derive(Args, Clone, Copy, Debug)]
pub struct Year {
    /// Makers
    #[arg(long, default_value_t = 10_000)]
    pub makers: u32,
    /// Orders
    #[arg(long, default_value_t = 200_000)]
    pub orders: u32,
    /// The same number is the same year
    #[arg(long, default_value_t = 7)]
    pub seed: u32,
    /// How often the DC's page is opened
    #[arg(long, default_value_t = 200)]
    pub looks: usize,
    /// Moments that are restored and compared, of a small year of their own
    #[arg(long, default_value_t = 20)]
    pub moments: u32,
    /// Orders of that small year
    #[arg(long, default_value_t = 2_000)]
    pub restored_orders: u32,
}

/// The DC's page at 95 of a hundred looks takes at most so long.
const P95_MOST: Duration = Duration::from_millis(150);
/// It weighs at most so much, squeezed.
const WEIGHT_MOST: usize = 40 * 1_024;
/// What is measured against the budget: the page as it opens, and by each cut.
const PAGES: [&str; 6] = [
    "/hi/office/report",
    "/hi/office/report?cut=block",
    "/hi/office/report?cut=officer",
    "/hi/office/report?cut=craft",
    "/hi/office/report?cut=who",
    "/hi/office/report?days=7",
];
/// Up to so many orders everything `verify` asks is asked too; it walks through every entry of every trail.
const VERIFIED_MOST: u32 = 5_000;
/// Shown beside them: a quarter and a whole year.
const LONGER: [&str; 2] = ["/hi/office/report?days=90", "/hi/office/report?days=365"];
/// Nothing that backs up by the clock comes between two moments.
const NEVER_S: u32 = 86_000;

/// Runs the drill.
pub fn run(prepared: &Prepared<'_>, size: Year) -> Outcome<()> {
    let mut mart = prepared.mart()?;
    mart.stop();
    let began = Instant::now();
    invent(&mart, [size.makers, size.orders, 0, size.seed])?;
    println!("  invented in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let word = figures(&mart)?;
    println!("  every figure counted anew is the same ({:.1} s): {word}", began.elapsed().as_secs_f64());
    if size.orders <= VERIFIED_MOST {
        mart.verify()?;
    }
    mart.restart()?;
    look(&mart, size)?;
    mart.stop();
    drop(mart);
    go_back(prepared, size)
}

fn invent(mart: &Mart, [makers, orders, first, seed]: [u32; 4]) -> Outcome<()> {
    let mut command = mart.command("invent-year");
    for (name, number) in [("--makers", makers), ("--orders", orders), ("--first", first), ("--seed", seed)] {
        command.args([name, &number.to_string()]);
    }
    let status = command.stdin(Stdio::null()).status().because("could not run deogharmart invent-year")?;
    if status.success() { Ok(()) } else { Err(fault(format!("invent-year failed ({status})"))) }
}

/// All figures in one word, once every one of them was counted anew and found the same.
fn figures(mart: &Mart) -> Outcome<String> {
    let mut command = mart.command("verify");
    let output = command.arg("reports").stdin(Stdio::null()).output();
    let output = output.because("could not run deogharmart verify reports")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(fault(format!("figures are not what their rows come to: {said}{why}")));
    }
    let word = said.lines().find_map(|line| line.strip_prefix("figures "));
    word.map(str::to_owned).ok_or_else(|| fault(format!("it says no figures: {said}")))
}

/// Opens the DC's page again and again, each time anew: nothing is kept between two looks.
fn look(mart: &Mart, size: Year) -> Outcome<()> {
    let dc =
        of_role(mart, "dc_office").into_iter().next().ok_or_else(|| fault("nobody of the DC's office"))?;
    let mut browser = Browser::sign_in(mart, &dc.0, dc.1.as_deref())?;
    // A server that has run for a while has planned its statements.
    for path in PAGES {
        browser.weigh(path)?;
    }
    let mut times = Vec::new();
    let mut heaviest = 0;
    for look in 0..size.looks {
        let began = Instant::now();
        heaviest = heaviest.max(browser.weigh(PAGES[look % PAGES.len()])?);
        times.push(began.elapsed());
    }
    println!("  DC's page, {} looks: {}; {heaviest} bytes squeezed", size.looks, spread(times.clone()));
    for path in LONGER {
        let began = Instant::now();
        browser.weigh(path)?;
        println!("  {path}: {} ms", began.elapsed().as_millis());
    }
    times.sort_unstable();
    let p95 =
        times.get((times.len() * 95 / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    if p95 > P95_MOST {
        return Err(fault(format!(
            "the DC's page takes {} ms at p95, {} are allowed",
            p95.as_millis(),
            P95_MOST.as_millis()
        )));
    }
    if heaviest > WEIGHT_MOST {
        return Err(fault(format!("the DC's page weighs {heaviest} bytes, {WEIGHT_MOST} are allowed")));
    }
    Ok(())
}

/// A small year that comes in parts, a backup after each; every moment between them is restored, by lot, and compared.
fn go_back(prepared: &Prepared<'_>, size: Year) -> Outcome<()> {
    let scratch = Scratch::new("year")?;
    let (_, settings) = place(&scratch, NEVER_S)?;
    let mut mart = prepared.mart_backed_up(&settings)?;
    mart.stop();
    let part = [
        (size.makers / size.moments.max(1)).clamp(2, 50),
        (size.restored_orders / size.moments.max(1)).max(1),
    ];
    let mut moments = Vec::new();
    for number in 0..size.moments {
        let first = number * size.restored_orders.max(1_000);
        invent(&mart, [part[0], part[1], first, size.seed + number])?;
        let word = figures(&mart)?;
        let backed = mart.command("backup").stdin(Stdio::null()).stdout(Stdio::null()).status();
        if !backed.because("could not run deogharmart backup")?.success() {
            return Err(fault("deogharmart backup failed"));
        }
        moments.push((now_ms()?, word));
        // The next part begins in another millisecond than this backup ended in.
        std::thread::sleep(Duration::from_millis(20));
    }
    // By lot, so that no restore leans on the one before it.
    moments.sort_by_key(|(at, word)| (word.clone(), *at));
    for (at, word) in &moments {
        let then = figures(&put_back(&mart, *at)?.mart)?;
        if then != *word {
            return Err(fault(format!("restored figures are {then}, at that moment they were {word}")));
        }
    }
    println!("  {} moments restored, each with the figures it had", moments.len());
    Ok(())
}
