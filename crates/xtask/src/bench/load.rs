//! Requests from many kept-alive connections, as fast as they are answered.

use super::proc;
use crate::drill::in_parallel;
use crate::fault::{Because, Outcome, fault};
use crate::http::{Answer, Client};
use std::time::{Duration, Instant};

/// What came of one round.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Requests in a second.
    pub per_second: f64,
    /// The server's CPU time for one request, in milliseconds.
    pub cpu_ms: f64,
}

/// A page as browsers ask for it.
pub fn page(url: &str, path: &str) -> Outcome<Answer> {
    let answer = Client::new(url)?.get(path, &[("accept-encoding", "br, gzip")]).because(path)?;
    if answer.status == 200 { Ok(answer) } else { Err(fault(format!("{path}: {}", answer.brief()))) }
}

/// As many requests for `path` as there is time for.
pub fn flood(url: &str, pid: u32, path: &str, clients: usize, time: Duration) -> Outcome<Rate> {
    let (cpu, began) = (proc::cpu_ms(pid)?, Instant::now());
    let counts = in_parallel(
        clients,
        clients,
        || Client::new(url),
        |client, _| {
            let request = client.request("GET", path, &[("accept-encoding", "br, gzip")]);
            let mut count = 0_u32;
            while began.elapsed() < time {
                let answer = client.exchange(&request).because(path)?;
                if answer.status != 200 {
                    return Err(fault(format!("{path}: {}", answer.brief())));
                }
                count += 1;
            }
            Ok(f64::from(count))
        },
    )?;
    let count: f64 = counts.iter().sum();
    let took = began.elapsed().as_secs_f64();
    Ok(Rate { per_second: count / took, cpu_ms: (proc::cpu_ms(pid)? - cpu) / count.max(1.0) })
}

/// CPU time of the server for each of `count` calls of `act`, from a few clients at the same time.
pub fn cpu_of(
    url: &str,
    pid: u32,
    clients: usize,
    count: usize,
    act: impl Fn(&mut Client, usize) -> Outcome<()> + Sync,
) -> Outcome<f64> {
    let before = proc::cpu_ms(pid)?;
    in_parallel(clients, count, || Client::new(url), act)?;
    Ok((proc::cpu_ms(pid)? - before) / count as f64)
}

/// The middle one of an odd number of rounds, by requests per second.
pub fn middle(mut rounds: Vec<Rate>) -> Rate {
    rounds.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    rounds.get(rounds.len() / 2).copied().unwrap_or(Rate { per_second: 0.0, cpu_ms: 0.0 })
}
