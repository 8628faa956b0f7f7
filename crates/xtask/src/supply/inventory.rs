//! What cargo knows of the crates that are compiled on this kind of machine: licence, address, and who needs whom.

use crate::fault::{Because, Outcome, fault};
use crate::workspace::cargo;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

/// The program whose parts ship.
const PROGRAM: &str = "deogharmart";

/// One crate as cargo describes it.
#[derive(Clone, Debug)]
pub struct Crate {
    pub name: String,
    pub version: String,
    pub licence: Option<String>,
    pub repository: Option<String>,
    /// Not one of ours.
    pub foreign: bool,
    /// The program needs it when it is built; the rest is for build scripts, tests and chores.
    pub ships: bool,
    /// Places in the list of those it needs, in their order.
    pub needs: Vec<usize>,
}

/// All crates for this kind of machine, by name and version.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// The kind of machine, as `x86_64-unknown-linux-gnu`.
    pub target: String,
    pub crates: Vec<Crate>,
}

impl Crate {
    /// How one crate is told from another.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }

    /// Whether it is the program itself.
    pub fn is_program(&self) -> bool {
        self.name == PROGRAM && !self.foreign
    }

    /// A made-up crate.
    #[cfg(test)]
    pub fn named(name: &str, licence: Option<&str>) -> Crate {
        Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.map(str::to_owned),
            repository: None,
            foreign: true,
            ships: true,
            needs: Vec::new(),
        }
    }
}

impl Inventory {
    /// Asks cargo, which looks only at what lies on this machine.
    pub fn ask(root: &Path) -> Outcome<Inventory> {
        let target = this_machine()?;
        let mut command = cargo(root);
        command.args([
            "metadata",
            "--locked",
            "--offline",
            "--format-version",
            "1",
            "--filter-platform",
            &target,
        ]);
        let said = command.stdin(Stdio::null()).output().because("could not run cargo")?;
        if !said.status.success() {
            let why = String::from_utf8_lossy(&said.stderr).trim().to_owned();
            return Err(fault(format!(
                "cargo does not know all crates; run cargo fetch --locked once. {why}"
            )));
        }
        let metadata = serde_json::from_slice(&said.stdout).because("cargo's metadata do not read")?;
        Inventory::of(target, &metadata)
    }

    /// Reads what `cargo metadata` prints.
    pub fn of(target: String, metadata: &Value) -> Outcome<Inventory> {
        let nodes = list(&metadata["resolve"]["nodes"])?;
        let edges: BTreeMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["id"].as_str()?, &node["deps"]))).collect();
        let mut packages: Vec<&Value> =
            list(&metadata["packages"])?.iter().filter(|one| edges.contains_key(id(one))).collect();
        packages.sort_by_key(|one| (one["name"].as_str(), one["version"].as_str()));
        let places: BTreeMap<&str, usize> =
            packages.iter().enumerate().map(|(place, one)| (id(one), place)).collect();
        let program = packages.iter().find(|one| one["name"] == PROGRAM && one["source"].is_null());
        let program = program.ok_or_else(|| fault(format!("cargo knows no {PROGRAM}")))?;
        let shipped = shipped(id(program), &edges);
        let crates = packages.iter().map(|one| {
            let word = |key: &str| one[key].as_str().map(str::to_owned);
            let needs: BTreeSet<usize> = edges[id(one)]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|edge| places.get(edge["pkg"].as_str()?).copied())
                .collect();
            Crate {
                name: word("name").unwrap_or_default(),
                version: word("version").unwrap_or_default(),
                licence: word("license"),
                repository: word("repository"),
                foreign: !one["source"].is_null(),
                ships: shipped.contains(id(one)),
                needs: needs.into_iter().collect(),
            }
        });
        Ok(Inventory { target, crates: crates.collect() })
    }
}

/// All that is reached from the program without build scripts and tests.
fn shipped<'a>(program: &'a str, edges: &BTreeMap<&'a str, &'a Value>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::from([program]);
    let mut waiting = vec![program];
    while let Some(next) = waiting.pop() {
        for edge in edges.get(next).and_then(|deps| deps.as_array()).into_iter().flatten() {
            let kinds = edge["dep_kinds"].as_array().into_iter().flatten();
            let counts = kinds.map(|kind| &kind["kind"]).any(Value::is_null);
            if let Some(id) = edge["pkg"].as_str().filter(|id| counts && !reached.contains(id)) {
                reached.insert(id);
                waiting.push(id);
            }
        }
    }
    reached
}

fn id(package: &Value) -> &str {
    package["id"].as_str().unwrap_or_default()
}

fn list(value: &Value) -> Outcome<&Vec<Value>> {
    value.as_array().ok_or_else(|| fault("cargo's metadata lack a list"))
}

/// The kind of machine this compiler builds for if nobody says otherwise.
fn this_machine() -> Outcome<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-vV").stdin(Stdio::null()).output().because("could not run rustc")?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| fault("rustc does not say for which machine it builds"))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::json;

    /// A program that needs `a`, which needs `b` to run and `c` to be built; a chore needs `d`.
    pub fn made_up() -> Inventory {
        let package = |name: &str, source: Option<&str>| {
            json!({ "id": name, "name": name, "version": "1.0.0", "source": source, "license": "MIT/Apache-2.0",
                    "repository": format!("https://example.org/{name}") })
        };
        let from = Some("registry");
        let need = |name: &str, kind: Option<&str>| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("d", from), package("c", from), package("b", from), package("a", from),
                         package("xtask", None), package("deogharmart", None), package("never", from)],
            "resolve": { "nodes": [
                { "id": "deogharmart", "deps": [need("a", None), need("d", Some("dev"))] },
                { "id": "a", "deps": [need("c", Some("build")), need("b", None)] },
                { "id": "xtask", "deps": [need("d", None)] },
                { "id": "b", "deps": [] }, { "id": "c", "deps": [] }, { "id": "d", "deps": [] },
            ] }
        });
        Inventory::of("x86_64-unknown-linux-gnu".to_owned(), &metadata).expect("an inventory")
    }

    #[test]
    fn what_ships_is_what_the_program_needs_to_run() {
        let inventory = made_up();
        let told: Vec<(&str, bool)> =
            inventory.crates.iter().map(|one| (one.name.as_str(), one.ships)).collect();
        let wanted =
            [("a", true), ("b", true), ("c", false), ("d", false), ("deogharmart", true), ("xtask", false)];
        assert_eq!(told, wanted);
        assert_eq!(inventory.crates[0].needs, [1, 2]);
    }

    #[test]
    fn what_is_no_description_of_a_workspace_is_refused() {
        let of = |value: Value| Inventory::of(String::new(), &value);
        assert!(of(json!({})).is_err());
        assert!(of(json!({ "packages": [], "resolve": { "nodes": [] } })).is_err());
    }
}
