//! A race: everybody checks out at the same moment with something of which there is too little for all.

use super::flash::fate_of;
use super::oracle::{Fate, Oracle};
use super::people::{Buyer, api, patiently, place_order};
use super::{in_parallel, spread};
use crate::fault::Outcome;
use crate::kept::Scratch;
use crate::server::Mart;
use std::time::{Duration, Instant};

/// What came of a race.
pub struct Race {
    /// What each was told.
    pub oracle: Oracle,
    times: Vec<Duration>,
    took: Duration,
    _scratch: Scratch,
}

/// Every buyer orders her quote, `clients` at a time; `name` begins the keys of their requests.
pub fn run(
    mart: &Mart,
    name: &str,
    (buyers, quotes): (&[Buyer], &[String]),
    clients: usize,
) -> Outcome<Race> {
    let scratch = Scratch::new("oracle")?;
    let oracle = Oracle::new(scratch.log(&format!("{name}.log"))?);
    let began = Instant::now();
    let times = in_parallel(
        clients,
        buyers.len(),
        || api(mart),
        |client, index| {
            let (at, key) = (Instant::now(), format!("{name}-{index}"));
            oracle.note(&key, Fate::Intended)?;
            let said = patiently(|| place_order(client, &buyers[index], &quotes[index], &key))?;
            oracle.note(&key, fate_of(&said)?)?;
            Ok(at.elapsed())
        },
    )?;
    Ok(Race { oracle, times, took: began.elapsed(), _scratch: scratch })
}

impl Race {
    /// One line of what came of it.
    pub fn tell(self, with: &str, without: &str) -> Outcome<()> {
        let all = self.times.len() as f64;
        println!(
            "  {} orders with {with}, {} times {without}, in {:.1} s ({:.0} checkouts/s; {})",
            self.oracle.acknowledged()?.len(),
            self.oracle.keys(|fate| matches!(fate, Fate::Refused(_)))?.len(),
            self.took.as_secs_f64(),
            all / self.took.max(Duration::from_millis(1)).as_secs_f64(),
            spread(self.times)
        );
        Ok(())
    }
}
