//! What Linux tells of a process: CPU time and memory.

use crate::fault::{Because, Outcome, fault};
use std::time::Duration;

/// Ticks in a second; Linux fixes it for `/proc` on every architecture we run on.
const TICKS: f64 = 100.0;

/// The threads in which a demo plays the outside world.
const PRACTICE: &str = "(practice)";

/// User and system time that a mart has used, in milliseconds, without what its practice parties used. Steps of 10 ms.
pub fn cpu_ms(pid: u32) -> Outcome<f64> {
    let ticks_of =
        |stat: &str| ticks_in(stat).ok_or_else(|| fault("/proc/…/stat has another form than expected"));
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).because("the process is gone")?;
    let mut ticks = ticks_of(&stat)?;
    for thread in std::fs::read_dir(format!("/proc/{pid}/task")).because("the process is gone")?.flatten() {
        // A thread may end between the two looks.
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        if stat.contains(PRACTICE) {
            ticks = ticks.saturating_sub(ticks_of(&stat)?);
        }
    }
    Ok(ticks as f64 * 1_000.0 / TICKS)
}

/// What a process, its living children and those that have ended have used, in milliseconds.
pub fn cpu_of_all_ms(pid: u32) -> Outcome<f64> {
    let mut ticks = 0;
    for process in std::fs::read_dir("/proc").because("there is no /proc")?.flatten() {
        // A process may end between the two looks.
        let stat = std::fs::read_to_string(process.path().join("stat")).unwrap_or_default();
        let Some((before, after)) = stat.rsplit_once(')') else { continue };
        let fields: Vec<u64> = after.split_whitespace().map(|field| field.parse().unwrap_or(0)).collect();
        let own = before.split_whitespace().next().and_then(|id| id.parse::<u32>().ok());
        let used = |from: usize, to: usize| fields.get(from..to).map_or(0, |some| some.iter().sum::<u64>());
        if own == Some(pid) {
            ticks += used(11, 15);
        } else if fields.get(1).copied() == Some(u64::from(pid)) {
            ticks += used(11, 13);
        }
    }
    Ok(ticks as f64 * 1_000.0 / TICKS)
}

/// Fields 14 and 15; the name in field 2 may have spaces and brackets of its own.
fn ticks_in(stat: &str) -> Option<u64> {
    let (_, after) = stat.rsplit_once(')')?;
    let mut fields = after.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

/// Resident memory of a process, in bytes.
pub fn resident(pid: u32) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).because("the process is gone")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kib.map(|kib| kib * 1_024).ok_or_else(|| fault("/proc/…/status tells no VmRSS"))
}

/// Gives a process time to finish what it does in the background.
pub fn rest() {
    std::thread::sleep(Duration::from_secs(2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_a_strange_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 1 0 0 0 25 17 0 0 20 0 3 0 9 1 2 3";
        assert_eq!(ticks_in(stat), Some(42));
    }

    #[test]
    fn we_ourselves_use_memory() {
        assert!(resident(std::process::id()).unwrap() > 100_000);
    }
}
