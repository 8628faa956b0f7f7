//! House rules that are not taste, as one quick check.
//!
//! Reads: every file that git knows or would add. Writes: nothing. Each rule is a function from the [`Tree`] to
//! faults, so that its tests are small made-up trees. Start at [`faults`].

mod asvs;
mod dialect;
mod migrations;
mod named;
mod pages;
mod paths;
mod portable;
mod rooms;
mod rust;
mod sources;
mod sql;
mod tables;
mod tree;
mod words;

use crate::fault::{Outcome, fault};
pub use migrations::number_of as migration_number;
use std::path::Path;
pub use tree::Tree;

/// Checks the repository; every breach is printed.
pub fn run(root: &Path) -> Outcome<()> {
    let tree = Tree::read(root)?;
    let faults = faults(&tree, root);
    for one in &faults {
        println!("{one}");
    }
    if faults.is_empty() {
        println!("tidy: {} files keep the house rules", tree.len());
        Ok(())
    } else {
        Err(fault(format!("{} house rules are broken (above); each line says what to do", faults.len())))
    }
}

/// All breaches of all rules, in the order of the files.
fn faults(tree: &Tree, root: &Path) -> Vec<String> {
    let mut all = rooms::faults(tree);
    all.extend(sources::faults(tree));
    all.extend(sql::faults(tree));
    all.extend(portable::faults(tree));
    all.extend(tables::faults(tree));
    all.extend(named::faults(tree));
    all.extend(words::faults(tree));
    all.extend(migrations::faults(tree));
    all.extend(pages::faults(tree));
    all.extend(paths::faults(tree, root));
    all.extend(asvs::faults(tree));
    all.sort();
    all.dedup();
    all
}
