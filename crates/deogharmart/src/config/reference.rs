//! The reference of all settings, made of what the code says about each; `docs/operate/configuration.md` must be the same.

use std::collections::BTreeMap;

use super::{Config, Reader};
use crate::cli::Place;

/// The page people read.
const PAGE: &str = include_str!("../../../../docs/operate/configuration.md");
/// Where settings are described: the fields of these files.
const SOURCES: [&str; 10] = [
    include_str!("mod.rs"),
    include_str!("web.rs"),
    include_str!("media.rs"),
    include_str!("backup.rs"),
    include_str!("courier.rs"),
    include_str!("gateway.rs"),
    include_str!("hyperswitch.rs"),
    include_str!("indexnow.rs"),
    include_str!("sms.rs"),
    include_str!("../log.rs"),
];
/// Settings that come in families are described as one.
const FAMILIES: [&str; 2] = ["MART_SMS_TEMPLATE_", "MART_DISTRICT_"];

/// What the code says about each setting, by its name.
fn described() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for source in SOURCES {
        let mut name = String::new();
        for line in source.lines() {
            let line = line.trim_start();
            let Some(words) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else {
                name.clear();
                continue;
            };
            let words = words.trim();
            if let Some((found, said)) = words.strip_prefix('`').and_then(|rest| rest.split_once("`: "))
                && found.starts_with("MART_")
            {
                found.clone_into(&mut name);
                all.insert(name.clone(), said.to_owned());
            } else if let Some(said) = all.get_mut(&name) {
                said.push(' ');
                said.push_str(words);
            }
        }
    }
    all
}

/// The table: how a setting stands in the environment and in the file, and what it is.
fn table(described: &BTreeMap<String, String>) -> String {
    let rooms = ["MEDIA", "BACKUP", "COURIER", "GATEWAY", "HYPERSWITCH", "INDEXNOW", "SMS"];
    let mut out = String::from("| variable | in the file | what it is |\n|---|---|---|\n");
    for (name, said) in described {
        let plain = name.trim_start_matches("MART_").to_ascii_lowercase();
        let room = rooms.iter().map(|room| room.to_ascii_lowercase());
        let mut inside = room
            .filter_map(|room| Some(format!("`[{room}]` `{}`", plain.strip_prefix(&format!("{room}_"))?)));
        let in_file = match (inside.next_back(), name.starts_with("MART_LOG")) {
            (_, true) => "–".to_owned(),
            (Some(inside), false) => inside,
            (None, false) => format!("`{plain}`"),
        };
        out += &format!("| `{name}` | {in_file} | {said} |\n");
    }
    out
}

#[test]
fn the_reference_of_settings_is_the_one_people_read() {
    let reader = Reader::new(std::iter::empty(), include_str!("example.toml")).expect("readable");
    Config::from(&reader, &Place { data: None, database: None, config: None }).expect("read");
    let described = described();
    for name in reader.asked() {
        let is_said = described.contains_key(&name) || FAMILIES.iter().any(|family| name.starts_with(family));
        assert!(is_said, "{name} is asked for and nowhere described");
    }
    let wanted = table(&described);
    assert!(PAGE.contains(&wanted), "docs/operate/configuration.md does not say this:\n{wanted}");
}
