//! What the program is made of, and whether all of it may be in it: licences, banned crates, sources, checksums, known weaknesses; and a
//! list of it for whoever has to answer for it (CycloneDX).
//!
//! Reads: `deny.toml`, `Cargo.lock`, what cargo says of the workspace from what lies on this machine. Never: asks the network;
//! `cargo deny`, which asks it for the newest advisories, reads the same `deny.toml`. Start at [`check`] and [`bill`].

mod advisories;
mod inventory;
mod licence;
mod lock;
mod rules;
mod sbom;

use crate::fault::{Because, Outcome, fault};
use crate::workspace::target;
use std::fs;
use std::path::{Path, PathBuf};

use inventory::Inventory;
use rules::Rules;

/// Checks everything in the tree against `deny.toml`; every breach is printed.
pub fn check(root: &Path) -> Outcome<()> {
    let rules = Rules::read(&text(root, "deny.toml")?)?;
    let locked = lock::read(&text(root, "Cargo.lock")?)?;
    let inventory = Inventory::ask(root)?;
    let (day, weak) = advisories::read(&text(root, advisories::COPY)?)?;
    let mut faults = lock::faults(&locked, &rules);
    faults.extend(licence::faults(&inventory.crates, &rules));
    faults.extend(advisories::faults(&weak, &locked));
    for one in &faults {
        println!("{one}");
    }
    if faults.is_empty() {
        let (all, here) = (locked.len(), inventory.crates.len());
        println!(
            "supply: {all} crates are locked by checksum, {here} are compiled on this kind of machine; all may be here, and none \
             is among {} advisories as of {}",
            weak.len(),
            day.split(' ').next().unwrap_or_default()
        );
        Ok(())
    } else {
        Err(fault(format!(
            "{} crates must not be here (above); see deny.toml and docs/decisions/0002",
            faults.len()
        )))
    }
}

/// Makes the copy of advisories anew.
pub fn advise(root: &Path, from: &Path) -> Outcome<()> {
    advisories::copy(root, from)
}

/// Writes the bill of materials, by default to `target/deogharmart.cdx.json`. The same tree on the same kind of machine gives the
/// same bytes.
pub fn bill(root: &Path, out: Option<PathBuf>) -> Outcome<()> {
    let locked = lock::read(&text(root, "Cargo.lock")?)?;
    let inventory = Inventory::ask(root)?;
    let bill = sbom::of(&inventory, &locked)?;
    let out = out.unwrap_or_else(|| target(root).join("deogharmart.cdx.json"));
    fs::write(&out, bill).because(format!("could not write {}", out.display()))?;
    println!("{}", out.display());
    Ok(())
}

fn text(root: &Path, name: &str) -> Outcome<String> {
    fs::read_to_string(root.join(name)).because(format!("could not read {name}"))
}
