//! The bill of materials as CycloneDX 1.5: each crate with version, licence, checksum, and whom it needs.
//!
//! Source: CycloneDX 1.5, JSON. It names neither a moment nor a number of its own, so that the same tree gives the same bytes.

use super::inventory::{Crate, Inventory};
use super::licence::modern;
use super::lock::Locked;
use crate::fault::{Because, Outcome, fault};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The bill as text.
pub fn of(inventory: &Inventory, locked: &[Locked]) -> Outcome<String> {
    let checksums: BTreeMap<(&str, &str), &str> = locked
        .iter()
        .filter_map(|one| Some(((one.name.as_str(), one.version.as_str()), one.checksum.as_deref()?)))
        .collect();
    let described = |one: &Crate| {
        let checksum = checksums.get(&(one.name.as_str(), one.version.as_str())).copied();
        component(one, checksum)
    };
    let program = inventory.crates.iter().find(|one| one.is_program());
    let program = described(program.ok_or_else(|| fault("the program is not in the tree"))?);
    let parts: Vec<Value> = inventory.crates.iter().filter(|one| !one.is_program()).map(described).collect();
    let needs: Vec<Value> = inventory.crates.iter().map(|one| needs(one, &inventory.crates)).collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": program,
            "properties": [{ "name": "cargo:target", "value": inventory.target }],
        },
        "components": parts,
        "dependencies": needs,
    });
    let text = serde_json::to_string_pretty(&bill).because("the bill cannot be written")?;
    Ok(text + "\n")
}

fn component(one: &Crate, checksum: Option<&str>) -> Value {
    let kind = if one.is_program() { "application" } else { "library" };
    let mut all = json!({
        "type": kind,
        "bom-ref": one.reference(),
        "name": one.name,
        "version": one.version,
        "scope": if one.ships { "required" } else { "excluded" },
    });
    if let Some(licence) = &one.licence {
        all["licenses"] = json!([{ "expression": modern(licence) }]);
    }
    if one.foreign {
        all["purl"] = json!(format!("pkg:cargo/{}@{}", one.name, one.version.replace('+', "%2B")));
    }
    if let Some(checksum) = checksum {
        all["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(address) = one.repository.as_deref().filter(|address| address.starts_with("https://")) {
        all["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
    }
    all
}

fn needs(one: &Crate, all: &[Crate]) -> Value {
    let others: Vec<String> = one.needs.iter().map(|place| all[*place].reference()).collect();
    json!({ "ref": one.reference(), "dependsOn": others })
}

#[cfg(test)]
mod tests {
    use super::super::inventory::tests::made_up;
    use super::*;

    fn bill() -> Value {
        let locked = Locked {
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            source: Some("registry".to_owned()),
            checksum: Some("ab".repeat(32)),
        };
        let text = of(&made_up(), std::slice::from_ref(&locked)).expect("a bill");
        assert_eq!(text, of(&made_up(), &[locked]).expect("a bill"), "the same bytes each time");
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn the_program_stands_above_and_its_parts_below() {
        let bill = bill();
        assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&json!("CycloneDX"), &json!("1.5")));
        assert_eq!(bill["metadata"]["component"]["type"], "application");
        let names: Vec<&str> = bill["components"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["name"].as_str())
            .collect();
        assert_eq!(names, ["a", "b", "c", "d", "xtask"]);
    }

    #[test]
    fn a_part_says_licence_checksum_and_whether_it_ships() {
        let parts = bill()["components"].clone();
        assert_eq!(parts[0]["purl"], "pkg:cargo/a@1.0.0");
        assert_eq!(parts[0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(parts[0]["hashes"][0]["content"], "ab".repeat(32));
        assert_eq!((&parts[0]["scope"], &parts[2]["scope"]), (&json!("required"), &json!("excluded")));
        assert!(parts[4].get("purl").is_none(), "ours has no address in a registry");
    }

    #[test]
    fn everything_that_is_needed_stands_in_the_bill() {
        let bill = bill();
        let all = bill["dependencies"].as_array().cloned().unwrap_or_default();
        let of = |name: &str| all.iter().find(|one| one["ref"] == name).map(|one| one["dependsOn"].clone());
        assert_eq!(of("a@1.0.0"), Some(json!(["b@1.0.0", "c@1.0.0"])));
        assert_eq!(of("b@1.0.0"), Some(json!([])));
    }
}
