//! `deogharmart verify`: one line per check; the exit code says whether all of them hold. `verify reports` counts every figure anew.

use std::path::Path;
use std::process::ExitCode;

use kernel::Day;
use market::audit::anchor;
use market::verify::{self, Check};
use store::Db;

use crate::cli::{Part, Verify};
use crate::config::PlaceConfig;
use crate::fault::{Because, Outcome};
use crate::tell::Teller;
use crate::{config, mart};

/// Checks the database as it stands at this moment, also while the mart runs.
pub async fn run(asked: Verify) -> Outcome<ExitCode> {
    let place = config::place(&asked.place)?;
    let db = mart::open_prepared(&place).await?;
    match asked.part {
        Some(Part::Reports) => reports(&db).await,
        None => check(&db, &place).await,
    }
}

/// Says the checks of reports, and all figures in one word: two marts that say the same have the same figures.
async fn reports(db: &Db) -> Outcome<ExitCode> {
    let ended = tell(&verify::reports(db).await?);
    Teller::new().say(&format!("figures {}", verify::figures::word(db).await?));
    Ok(ended)
}

/// Says each check; the exit code says whether all of them hold.
pub(super) async fn check(db: &Db, place: &PlaceConfig) -> Outcome<ExitCode> {
    let mut checks = verify::run(db).await?;
    checks.push(anchor_files(db, &place.folder.anchors()).await?);
    Ok(tell(&checks))
}

/// Says each check; answers whether all hold.
fn tell(checks: &[Check]) -> ExitCode {
    let teller = Teller::new();
    for check in checks {
        teller.say(&line(check));
    }
    if checks.iter().all(Check::holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The anchors written beside the database say the same as those in it. A day without a file is no breach: the worker
/// may run on another machine.
async fn anchor_files(db: &Db, folder: &Path) -> Outcome<Check> {
    let mut breaches = Vec::new();
    let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = files.filter_map(|file| file.file_name().into_string().ok()).collect();
    names.sort_unstable();
    let mut read = db.read().await?;
    for name in names {
        let Some(day) = name.strip_suffix(".txt").and_then(Day::from_iso) else { continue };
        let path = folder.join(&name);
        let text = std::fs::read_to_string(&path).because(|| format!("cannot read {}", path.display()))?;
        match anchor::on(&mut read, day).await? {
            Some(anchor) if anchor.paper() == text => {}
            Some(_) if breaches.len() < verify::TOLD_MOST => {
                breaches.push(format!("{name}: the database says otherwise"))
            }
            None if breaches.len() < verify::TOLD_MOST => {
                breaches.push(format!("{name}: the database has no such anchor"))
            }
            _ => {}
        }
    }
    Ok(Check { name: "the audit anchors beside the database are those in it", breaches })
}

fn line(check: &Check) -> String {
    if check.holds() {
        format!("holds   {}", check.name)
    } else {
        format!("BREACH  {}: {}", check.name, check.breaches.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_says_where_it_is_on_one_line() {
        let breaches = vec!["ord_1: unpaid".to_owned(), "and 30 more".to_owned()];
        let check = Check { name: "orders are paid", breaches };
        assert_eq!(line(&check), "BREACH  orders are paid: ord_1: unpaid; and 30 more");
        assert_eq!(line(&Check { name: "stock adds up", breaches: vec![] }), "holds   stock adds up");
    }
}
