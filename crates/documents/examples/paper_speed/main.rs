//! Measures the press, in process: how long each kind of paper takes when the fonts are warm.
//!
//! ```sh
//! cargo xtask bench papers     # the exit code tells whether a bill keeps its budget
//! ```
//!
//! The papers are those of the tests. Start at [`main`].

#[path = "../../tests/it/samples.rs"]
mod samples;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use documents::{Copy, Moment, Paper, StickerSheet, bill, manifest, render, slip, statement, sticker};
use kernel::ids::{Id, MakerId, PayoutId};
use kernel::{Paise, Words};
use market::bills::{Bill, BillHead, BillKind};
use market::delivery::Carrier;
use market::ledger::{Kind, Statement, StatementLine};
use market::payouts::{Payout, PayoutView, Slip, SlipLine};
use samples::{box_of_food, day, note, office, tax_invoice};

/// How often each is printed.
const ROUNDS: usize = 200;
/// A bill takes no longer at p95, warm. Source: issue 5.
const BILL_MOST: Duration = Duration::from_millis(50);
/// Parcels on a slip and lines of a statement: a busy maker's.
const MANY: i64 = 40;

fn main() -> ExitCode {
    println!("| paper | p50 ms | p95 ms | KB |\n|---|---|---|---|");
    let mut is_kept = true;
    for kind in BillKind::ALL {
        let bill_of = Bill { head: BillHead { kind: *kind, ..tax_invoice().head }, ..tax_invoice() };
        is_kept &= measure(kind.as_str(), || bill(&bill_of, Copy::Whole)) <= BILL_MOST;
    }
    measure("payout slip, 40 parcels", || slip(&sunita(), &many_parcels(), printed()));
    measure("statement, 40 lines", || statement(&sunita(), &month(), (day(), day()), printed()));
    measure("sticker", || sticker(&box_of_food(), &office(), StickerSheet::A6, day()));
    measure("manifest, 40 boxes", || {
        manifest(&(0..MANY).map(|_| box_of_food()).collect::<Vec<_>>(), &office(), Carrier::IndiaPost, day())
    });
    measure("review note, two pages", || note("hi", 14));
    if is_kept {
        println!("\nEvery bill keeps {} ms at p95.", BILL_MOST.as_millis());
        ExitCode::SUCCESS
    } else {
        println!("\nA bill takes longer than {} ms at p95.", BILL_MOST.as_millis());
        ExitCode::FAILURE
    }
}

/// Prints a paper so many times, after one that warms; answers p95.
fn measure(name: &str, paper: impl Fn() -> Paper) -> Duration {
    let bytes = render(&[paper()]).map_or(0, |pdf| pdf.len());
    let mut took: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let pdf = render(&[paper()]);
            let took = began.elapsed();
            assert!(pdf.is_ok(), "{name} does not print");
            took
        })
        .collect();
    took.sort_unstable();
    let at = |percent: usize| took[(ROUNDS * percent / 100).min(ROUNDS - 1)];
    let ms = |took: Duration| took.as_secs_f64() * 1_000.0;
    println!("| {name} | {:.2} | {:.2} | {} |", ms(at(50)), ms(at(95)), bytes / 1024);
    at(95)
}

fn sunita() -> Words {
    Words::new("सुनीता देवी", "Sunita Devi")
}

fn printed() -> Moment {
    Moment::of(day().starts())
}

fn many_parcels() -> Slip {
    let at = day().starts();
    let maker = MakerId::new(at, [1; 10]);
    let line = |n: i64| SlipLine {
        code: "P7K3F9QXT".to_owned(),
        delivered_at: Some(at),
        goods: Paise(1_040_00 + n),
        share: Paise(988_00),
        freight_tax: Paise(6_10),
        tcs: Paise(5_20),
        tds: Paise(1_00),
        amount: Paise(690_00),
        ahead: Paise(297_90),
    };
    let payout = PayoutView {
        id: PayoutId::new(at, [2; 10]),
        maker,
        name_hi: sunita().hi,
        name_en: sunita().en,
        amount: Paise(690_00 * MANY),
        state: Payout::Settled,
        utr: Some("SBIN326327004411".to_owned()),
        reason: String::new(),
        why: None,
        ended_at: Some(at),
        parcels: MANY,
    };
    Slip { maker, payout, lines: (0..MANY).map(line).collect(), beside: Vec::new(), members: Vec::new() }
}

fn month() -> Statement {
    let line = |n: i64| StatementLine {
        at: day().starts(),
        kind: if n % 5 == 4 { Kind::PayoutSent } else { Kind::Delivered },
        about: "P7K3F9QXT".to_owned(),
        amount: Paise(if n % 5 == 4 { -3_952_00 } else { 988_00 }),
    };
    Statement { opening: Paise::ZERO, lines: (0..MANY).map(line).collect(), closing: Paise::ZERO }
}
