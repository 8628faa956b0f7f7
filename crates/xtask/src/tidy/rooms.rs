//! Which room may import which. A new edge is a change of the house: say why in `docs/decisions/`, then here.

use super::Tree;

/// Room and what it may import of ours. `deogharmart` puts everything together.
const ROOMS: [(&str, &[&str]); 11] = [
    ("kernel", &[]),
    ("pictures", &[]),
    ("xtask", &[]),
    ("store", &["kernel"]),
    ("market", &["kernel", "store"]),
    ("connectors", &["kernel"]),
    ("documents", &["kernel", "market"]),
    ("simulators", &["kernel", "connectors"]),
    ("worker", &["kernel", "store", "market", "connectors"]),
    ("web", &["kernel", "store", "market", "documents", "worker", "connectors"]),
    (
        "deogharmart",
        &["kernel", "pictures", "store", "market", "connectors", "documents", "simulators", "worker", "web"],
    ),
];

/// Tests may also hold the pretend outside world.
const ALSO_IN_TESTS: [&str; 1] = ["simulators"];

/// Edges that are not in the table, and rooms that are not.
pub fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in tree.under("crates/", "/Cargo.toml") {
        let folder = path.trim_start_matches("crates/").trim_end_matches("/Cargo.toml");
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == folder) else {
            faults.push(format!(
                "{path}: room «{folder}» is not in the table of rooms; add it with what it may import"
            ));
            continue;
        };
        match text.parse::<toml::Table>() {
            Err(cause) => faults.push(format!("{path}: not readable as TOML: {}", cause.message())),
            Ok(manifest) => {
                for (import, in_tests) in imports(&manifest) {
                    let fine = allowed.contains(&import.as_str())
                        || (in_tests && ALSO_IN_TESTS.contains(&import.as_str()))
                        || (in_tests && import == folder);
                    if !fine {
                        faults.push(format!(
                            "{path}: {folder} must not import {import}; imports point down only"
                        ));
                    }
                }
            }
        }
    }
    faults
}

/// Our own crates that a manifest names, each with «for tests only».
fn imports(manifest: &toml::Table) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut tables: Vec<&toml::Table> = vec![manifest];
    if let Some(targets) = manifest.get("target").and_then(toml::Value::as_table) {
        tables.extend(targets.values().filter_map(toml::Value::as_table));
    }
    for table in tables {
        for (section, in_tests) in
            [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)]
        {
            for (name, value) in table.get(section).and_then(toml::Value::as_table).into_iter().flatten() {
                let real = value.get("package").and_then(toml::Value::as_str).unwrap_or(name);
                let path = value.get("path").and_then(toml::Value::as_str).unwrap_or_default();
                let target = if path.is_empty() { real } else { path.rsplit('/').next().unwrap_or(real) };
                if ROOMS.iter().any(|(room, _)| *room == target) {
                    found.push((target.to_owned(), in_tests));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_edge_is_a_fault() {
        let tree = Tree::of(&[
            (
                "crates/market/Cargo.toml",
                "[dependencies]\nkernel.workspace = true\nconnectors.workspace = true\n",
            ),
            ("crates/kernel/Cargo.toml", "[dependencies]\nx = { path = \"../store\" }\n"),
            ("crates/store/Cargo.toml", "[dependencies]\ns = { package = \"market\", version = \"1\" }\n"),
        ]);
        assert_eq!(
            faults(&tree),
            [
                "crates/market/Cargo.toml: market must not import connectors; imports point down only",
                "crates/kernel/Cargo.toml: kernel must not import store; imports point down only",
                "crates/store/Cargo.toml: store must not import market; imports point down only",
            ]
        );
    }

    #[test]
    fn tests_may_hold_the_pretend_world_and_outside_crates_do_not_matter() {
        let tree = Tree::of(&[(
            "crates/web/Cargo.toml",
            "[dependencies]\naxum = \"0.8\"\nmarket.workspace = true\n[dev-dependencies]\nsimulators.workspace = true\n",
        )]);
        assert!(faults(&tree).is_empty());
    }

    #[test]
    fn an_unknown_room_is_a_fault() {
        let tree = Tree::of(&[("crates/helpers/Cargo.toml", "")]);
        assert!(faults(&tree)[0].contains("«helpers» is not in the table"));
    }
}
