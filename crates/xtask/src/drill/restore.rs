//! Restore: a mart that sells is put back as it was at moments drawn by lot. Every order acknowledged up to the moment is there, none
//! that was sent after it, and `verify` holds over each.
//!
//! The drill notes when it sent each order and when it was acknowledged. `deogharmart restore` says which moment it restored, and
//! the restored mart is started and asked for the orders like any other.

use super::people::{Buyer, api, order_of, patiently, place_order, quote_of, sign_in_all};
use super::shelf::Shelf;
use super::{Restore, in_parallel, poisoned};
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::kept::Scratch;
use crate::server::{Mart, Prepared};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Between a moment and the reading of the database lies at most so much: an order that was sent in between may be in or not.
const BETWEEN_MS: u128 = 400;
/// The first backup of a mart, and its proof, may take so long.
const FIRST_BACKUP: Duration = Duration::from_secs(120);
/// Clients take a breath after each order, so that the storm lasts over several backups.
const BREATH: Duration = Duration::from_millis(40);

/// One order, as its client knows it; milliseconds since 1970.
struct Noted<'a> {
    buyer: &'a Buyer,
    code: String,
    sent_ms: u128,
    acknowledged_ms: u128,
}

/// Runs the drill.
pub fn run(prepared: &Prepared<'_>, size: Restore) -> Outcome<()> {
    let scratch = Scratch::new("backups")?;
    let (folder, settings) = place(&scratch, 1)?;
    let mut mart = prepared.mart_backed_up(&settings)?;
    let buyers = sign_in_all(&mart, size.orders, size.clients)?;
    let variants = Shelf::read(&mut api(&mart)?)?.spread(&mut api(&mart)?, size.orders)?;
    // The first is proven before the second is taken, and meanwhile none is.
    wait_for_backups(&folder, 3, FIRST_BACKUP)?;
    let began = now_ms()?;
    let noted = sell(&mart, &buyers, &variants, size)?;
    let ended = now_ms()?;
    let there = backups(&folder)?;
    wait_for_backups(&folder, there + 2, FIRST_BACKUP)?;
    mart.kill();
    println!(
        "  {} orders in {} ms while {} backups were taken",
        noted.len(),
        ended - began,
        backups(&folder)? - 1
    );
    for round in 0..size.moments {
        let at = lot(began, ended, round, size.moments);
        let moment = restore(&mart, at)?;
        judge(&mart, &noted, moment, size)?;
    }
    Ok(())
}

pub fn now_ms() -> Outcome<u128> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH).because("the clock stands before 1970")?.as_millis())
}

/// A folder for backups with the settings that lead to it.
pub fn place(scratch: &Scratch, every_s: u32) -> Outcome<(std::path::PathBuf, [(&'static str, String); 3])> {
    let (folder, key) = (scratch.path().join("all"), scratch.path().join("backup.key"));
    std::fs::write(&key, "5e".repeat(32)).because("could not write a key")?;
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o400))
        .because("could not close the key")?;
    let settings = [
        ("MART_BACKUP_FOLDER", folder.display().to_string()),
        ("MART_BACKUP_KEY_FILE", key.display().to_string()),
        ("MART_BACKUP_EVERY_S", every_s.to_string()),
    ];
    Ok((folder, settings))
}

/// A moment of the storm by lot, one in each part of it; the last one is after its end.
fn lot(began: u128, ended: u128, round: usize, rounds: usize) -> u128 {
    if round + 1 == rounds {
        return ended + BETWEEN_MS;
    }
    let part = (ended - began) / rounds.max(1) as u128;
    let chance = now_ms().unwrap_or(0) % part.max(1);
    began + part * (round as u128 + 1) + chance
}

/// Manifests in the folder: a backup without one is not there.
fn backups(folder: &Path) -> Outcome<usize> {
    let Ok(entries) = std::fs::read_dir(folder.join("db")) else { return Ok(0) };
    Ok(entries.flatten().filter(|entry| entry.file_name().to_string_lossy().ends_with(".manifest")).count())
}

fn wait_for_backups(folder: &Path, count: usize, patience: Duration) -> Outcome<()> {
    let until = Instant::now() + patience;
    while backups(folder)? < count {
        if Instant::now() > until {
            return Err(fault(format!("{count} backups were expected and did not come")));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Places all orders, with the moments at which each was sent and acknowledged.
fn sell<'a>(mart: &Mart, buyers: &'a [Buyer], variants: &[String], size: Restore) -> Outcome<Vec<Noted<'a>>> {
    in_parallel(
        size.clients,
        buyers.len(),
        || api(mart),
        |client, index| {
            let buyer = &buyers[index];
            let quote = patiently(|| quote_of(client, buyer, &[(variants[index].clone(), 1)]))?;
            let quote =
                quote.json()?["id"].as_str().map(str::to_owned).ok_or_else(|| fault("a quote without id"))?;
            let sent_ms = now_ms()?;
            let answer = patiently(|| place_order(client, buyer, &quote, &format!("restore-{index}")))?;
            let acknowledged_ms = now_ms()?;
            thread::sleep(BREATH);
            let code = answer.json()?["code"].as_str().map(str::to_owned);
            let code = code.ok_or_else(|| fault(format!("no order: {}", answer.brief())))?;
            Ok(Noted { buyer, code, sent_ms, acknowledged_ms })
        },
    )
}

/// A mart restored to a moment, running; and the moment its backup holds.
struct Restored {
    moment_ms: u128,
    mart: Mart,
}

/// What a restore has made, at rest.
pub struct PutBack {
    /// The mart.
    pub mart: Mart,
    /// What the command said.
    said: String,
    /// What it found wrong, if any rule is broken.
    wrong: Option<String>,
}

/// Runs the command as whoever runs the machine would. It ends badly if the mart is not there afterwards; whether its rules hold is told.
pub fn put_back(mart: &Mart, at_ms: u128) -> Outcome<PutBack> {
    let restored = mart.empty_beside()?;
    std::fs::create_dir_all(restored.data()).because("could not make a folder")?;
    std::fs::copy(mart.data().join("master.key"), restored.data().join("master.key"))
        .because("no master key")?;
    let mut command: Command = restored.command("restore");
    command.args(["--at", &written(at_ms)]).stdin(Stdio::null());
    let output = command.output().because("could not run deogharmart restore")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    let wrong = (!output.status.success()).then(|| format!("({}): {said}{why}", output.status));
    if !said.starts_with("Restored to ") {
        return Err(fault(format!("deogharmart restore failed {}", wrong.unwrap_or(said))));
    }
    Ok(PutBack { mart: restored, said, wrong })
}

/// Restores and starts what was made.
fn restore(mart: &Mart, at_ms: u128) -> Outcome<Restored> {
    let PutBack { mart: mut restored, said, wrong } = put_back(mart, at_ms)?;
    if let Some(wrong) = wrong {
        return Err(fault(format!("what was restored is not sound {wrong}")));
    }
    let first = said.lines().find(|line| line.starts_with("Restored to ")).unwrap_or_default();
    println!("  {first} {} rules hold", said.lines().filter(|line| line.starts_with("holds")).count());
    let moment = first.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(moment, _)| moment);
    let moment_ms = moment.and_then(ms_of).ok_or_else(|| fault(format!("it says no moment: {said}")))?;
    if moment_ms > at_ms {
        return Err(fault("it restored a moment after the one that was asked for"));
    }
    restored.open()?;
    Ok(Restored { moment_ms, mart: restored })
}

/// What the clients know, against what the restored mart answers.
fn judge(before: &Mart, noted: &[Noted<'_>], restored: Restored, size: Restore) -> Outcome<()> {
    let (lost, early, counts) = (Mutex::new(Vec::new()), AtomicBool::new(false), Mutex::new((0, 0)));
    in_parallel(
        size.clients,
        noted.len(),
        || Client::new(&restored.mart.url()),
        |client, index| {
            let order = &noted[index];
            let must = order.acknowledged_ms <= restored.moment_ms;
            let must_not = order.sent_ms > restored.moment_ms + BETWEEN_MS;
            let is_there = patiently(|| order_of(client, order.buyer, &order.code))?.status == 200;
            let mut counts = counts.lock().map_err(poisoned)?;
            counts.0 += usize::from(must);
            counts.1 += usize::from(must_not);
            if must && !is_there {
                lost.lock().map_err(poisoned)?.push(order.code.clone());
            }
            if must_not && is_there {
                early.store(true, Ordering::Relaxed);
            }
            Ok(())
        },
    )?;
    let (lost, (must, must_not)) = (lost.into_inner().map_err(poisoned)?, *counts.lock().map_err(poisoned)?);
    println!("  {must} orders had been acknowledged and are there, {must_not} came later and are not");
    drop(restored);
    if !lost.is_empty() {
        return Err(fault(format!("acknowledged orders are lost: {}", lost.join(", "))));
    }
    if early.load(Ordering::Relaxed) {
        return Err(fault("an order of a later moment is there"));
    }
    before.log_is_calm("does not hold")
}

/// `2026-11-22T08:35:00.000Z`, from milliseconds since 1970. Source: Howard Hinnant, «days from civil».
pub fn written(ms: u128) -> String {
    let (days, ms) = ((ms / 86_400_000) as i64, ms % 86_400_000);
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let seconds = ms / 1_000;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60,
        ms % 1_000
    )
}

/// The same backwards.
fn ms_of(text: &str) -> Option<u128> {
    let (date, clock) = text.strip_suffix('Z')?.split_once('T')?;
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let year = year - i64::from(month <= 2);
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    let mut parts = clock.split([':', '.']).map(str::parse::<u128>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let (seconds, ms) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Some(u128::try_from(days).ok()? * 86_400_000 + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_and_read() {
        for ms in [0, 951_782_399_999, 1_795_336_507_250, 4_102_444_800_000] {
            assert_eq!(ms_of(&written(ms)), Some(ms), "{}", written(ms));
        }
        assert_eq!(written(1_795_336_507_250), "2026-11-22T08:35:07.250Z");
        assert_eq!(ms_of("now"), None);
    }
}
