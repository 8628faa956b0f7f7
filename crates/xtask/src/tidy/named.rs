//! What the map and the tables of proofs name between backticks is there: files, folders, chores, drills, tests, journeys.

use super::Tree;
use crate::drill::Drill;
use clap::Subcommand;
use std::collections::BTreeSet;

/// Texts that promise to name nothing that is not there.
const TEXTS: [&str; 3] = ["ARCHITECTURE.md", "docs/reliability.md", "docs/operate/scale.md"];
/// Where a short path may begin: the map speaks of rooms, not of folders.
const ROOTS: [&str; 5] = ["", "crates/", "crates/market/src/", "crates/web/src/", "crates/market/"];
/// How the name of a file that we keep ends.
const ENDINGS: [&str; 14] =
    ["rs", "md", "sql", "mjs", "js", "toml", "csv", "css", "html", "ftl", "txt", "py", "service", "json"];
/// Where every invariant has a row.
const PROOFS: &str = "docs/reliability.md";
const INVARIANTS: usize = 40;

/// Names of nothing.
pub fn faults(tree: &Tree) -> Vec<String> {
    let known = Known::of(tree);
    let mut faults = Vec::new();
    for (path, text) in tree.all().filter(|(path, _)| TEXTS.contains(path)) {
        for (at, line) in text.lines().enumerate() {
            let names = line.split('`').skip(1).step_by(2);
            faults.extend(
                names.filter_map(|name| known.fault(name)).map(|fault| format!("{path}:{}: {fault}", at + 1)),
            );
        }
        if path == PROOFS {
            faults.extend(invariants(text));
        }
    }
    faults
}

/// Each invariant has one row, in order.
fn invariants(text: &str) -> Vec<String> {
    let of_row = |line: &&str| line.starts_with("| I-");
    let rows: Vec<&str> = text.lines().filter(of_row).map(|line| &line[2..6.min(line.len())]).collect();
    let wanted: Vec<String> = (1..=INVARIANTS).map(|number| format!("I-{number:02}")).collect();
    if rows == wanted {
        Vec::new()
    } else {
        vec![format!("{PROOFS}: one row for each of I-01 to I-{INVARIANTS}, in order; there are {rows:?}")]
    }
}

/// All there is to name.
struct Known {
    files: BTreeSet<String>,
    functions: BTreeSet<String>,
    drills: BTreeSet<String>,
}

impl Known {
    fn of(tree: &Tree) -> Known {
        let drills = Drill::augment_subcommands(clap::Command::new("drill"));
        let name = |line: &str| {
            let name = line.split("fn ").nth(1)?;
            Some(name[..name.find(|c: char| !(c.is_alphanumeric() || c == '_'))?].to_owned())
        };
        Known {
            files: tree.all().map(|(path, _)| path.to_owned()).collect(),
            functions: tree
                .under("crates/", ".rs")
                .flat_map(|(_, text)| text.lines().filter_map(name))
                .collect(),
            drills: drills.get_subcommands().map(|drill| drill.get_name().to_owned()).collect(),
        }
    }

    /// What is wrong with a name, if anything.
    fn fault(&self, name: &str) -> Option<String> {
        let said: Vec<&str> = name.split_whitespace().collect();
        match said.as_slice() {
            ["cargo", "xtask", "drill", drill, ..] => {
                (!self.drills.contains(*drill)).then(|| format!("there is no drill «{drill}»"))
            }
            ["cargo", "xtask", "e2e", journeys @ ..] => journeys
                .iter()
                .find(|journey| {
                    !journey.starts_with('-') && !self.is_there(&format!("e2e/journeys/{journey}.mjs"))
                })
                .map(|journey| format!("there is no journey «{journey}»")),
            ["cargo", "test", "-p", room, rest @ ..] => self.test_fault(room, rest),
            [path] if looks_like_a_path(path) => {
                (!self.is_there(path)).then(|| format!("there is no «{path}»"))
            }
            _ => None,
        }
    }

    /// `cargo test -p ROOM --test it NAME`: the room's, and a function or a file of tests.
    fn test_fault(&self, room: &str, rest: &[&str]) -> Option<String> {
        if !self.is_there(&format!("crates/{room}/Cargo.toml")) {
            return Some(format!("there is no crate «{room}»"));
        }
        let test = rest.iter().rev().find(|word| !word.starts_with('-'))?;
        let found = test.split("::").filter(|part| !part.is_empty()).all(|part| {
            self.functions.contains(part)
                || self.files.iter().any(|path| {
                    path.starts_with(&format!("crates/{room}/"))
                        && (path.ends_with(&format!("/{part}.rs")) || path.contains(&format!("/{part}/")))
                })
        });
        (!found).then(|| format!("no test is called «{test}»"))
    }

    fn is_there(&self, path: &str) -> bool {
        ROOTS.iter().any(|root| {
            let full = format!("{root}{path}");
            let folder = if full.ends_with('/') { full.clone() } else { format!("{full}/") };
            self.files.contains(&full)
                || self.files.range(folder.clone()..).next().is_some_and(|next| next.starts_with(&folder))
        })
    }
}

/// A file with a folder before it, or a folder with its stroke at the end; no address, no pattern, no part of one.
fn looks_like_a_path(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    plain
        && name.contains('/')
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && (ENDINGS.contains(&ending) || (name.ends_with('/') && name.starts_with("crates/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        faults(&Tree::of(&[
            ("ARCHITECTURE.md", text),
            ("crates/market/Cargo.toml", ""),
            ("crates/market/src/orders/machine.rs", "pub fn after() {}"),
            ("crates/market/tests/it/purchase.rs", "async fn asha_buys() {}"),
            ("e2e/journeys/purchase.mjs", ""),
        ]))
    }

    #[test]
    fn what_is_there_may_be_named() {
        for name in [
            "orders/machine.rs",
            "crates/market/src/orders/",
            "e2e/journeys/purchase.mjs",
            "cargo xtask drill flash --clients 3",
            "cargo xtask e2e purchase",
            "cargo test -p market --test it asha_buys",
            "cargo test -p market --test it purchase",
            "cargo test -p market --test it purchase::asha_buys",
            "/admin/health",
            "assets/voice/{hi,en}/{key}.ogg",
            "check (held <= on_hand)",
        ] {
            assert_eq!(told(&format!("see `{name}`")), [""; 0], "{name}");
        }
    }

    #[test]
    fn what_is_not_there_is_a_fault() {
        for name in [
            "orders/engine.rs",
            "crates/market/src/carts/",
            "e2e/journeys/selling.mjs",
            "cargo xtask drill flood",
            "cargo xtask e2e selling",
            "cargo test -p market --test it ramesh_buys",
            "cargo test -p basket --test it asha_buys",
        ] {
            let found = told(&format!("a\nsee `{name}`"));
            assert_eq!(found.len(), 1, "{name}: {found:?}");
            assert!(found[0].starts_with("ARCHITECTURE.md:2: "), "{found:?}");
        }
    }

    #[test]
    fn each_invariant_has_its_row() {
        let rows = |skip: usize| -> String {
            (1..=INVARIANTS)
                .filter(|number| *number != skip)
                .map(|number| format!("| I-{number:02} | x |\n"))
                .collect()
        };
        assert!(invariants(&rows(0)).is_empty());
        assert!(invariants(&rows(7))[0].contains("one row for each"));
    }
}
