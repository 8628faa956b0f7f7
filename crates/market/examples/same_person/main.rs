//! Measures how well the same person is recognised: a made-up district of makers, some of them entered twice by other
//! departments, is entered one by one; each time the mart is asked who this may be.
//!
//! ```sh
//! cargo run --release -p market --example same_person            # 10 000 makers, 1 500 of them twice
//! cargo run --release -p market --example same_person -- 2000 300 --seed 9 --tell
//! ```
//!
//! **Recall**: of those entered twice, how many are suggested the one they are. **False suggestions**: of all suggestions
//! shown, how many are somebody else. The made-up district is in [`district`]; it shares nothing with the matcher.

mod dice;
mod district;
mod measure;
mod words;

use std::process::ExitCode;
use std::time::Instant;

use measure::{Told, measure};
use store::{Engine, testing};

#[tokio::main]
async fn main() -> ExitCode {
    let mut numbers: Vec<usize> = Vec::new();
    let (mut seed, mut tells, mut is_seed) = (7_u64, Told::Figures, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--seed" => is_seed = true,
            "--tell" => tells = Told::Misses,
            text if is_seed => {
                seed = text.parse().unwrap_or(seed);
                is_seed = false;
            }
            text => numbers.extend(text.parse::<usize>()),
        }
    }
    let (makers, twice) =
        (numbers.first().copied().unwrap_or(10_000), numbers.get(1).copied().unwrap_or(1_500));
    let fresh = testing::fresh(Engine::Sqlite).await;
    let begun = Instant::now();
    let found = measure(&fresh.db, district::made_up(makers, twice, seed), tells).await;
    println!("makers {makers}, of them entered twice {twice}, seed {seed}");
    println!(
        "recall {}.{:02} % ({} of {twice})",
        found.recall_bp() / 100,
        found.recall_bp() % 100,
        found.met
    );
    println!(
        "false suggestions {}.{:02} % ({} of {} shown)",
        found.false_bp() / 100,
        found.false_bp() % 100,
        found.strangers,
        found.shown
    );
    println!(
        "{} ms in all, {} µs an entry",
        begun.elapsed().as_millis(),
        begun.elapsed().as_micros() / makers.max(1) as u128
    );
    if found.recall_bp() >= 9_700 && found.false_bp() <= 200 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
