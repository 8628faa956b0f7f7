//! What `deny.toml` says, as far as it can be checked without the network.

use crate::fault::{Because, Outcome, fault};
use toml::{Table, Value};

/// The rules of the house for what others have written.
#[derive(Debug, Default)]
pub struct Rules {
    /// Licences that may be relied on.
    pub licences: Vec<String>,
    /// Crates that must not be there, and why.
    pub banned: Vec<(String, String)>,
    /// Crates that must be there in one version only.
    pub single: Vec<String>,
    /// Registries crates may come from, as `Cargo.lock` names them.
    pub registries: Vec<String>,
}

impl Rules {
    /// Reads `deny.toml`.
    pub fn read(text: &str) -> Outcome<Rules> {
        let all: Table = text.parse().because("deny.toml does not read")?;
        let mut rules = Rules {
            licences: words(part(&all, "licenses", "allow")?)?,
            registries: words(part(&all, "sources", "allow-registry")?)?
                .iter()
                .map(|url| format!("registry+{url}"))
                .collect(),
            ..Rules::default()
        };
        for entry in list(part(&all, "bans", "deny")?)? {
            let name = entry.get("crate").and_then(Value::as_str);
            let name =
                name.ok_or_else(|| fault("deny.toml: an entry of [bans] deny names no crate"))?.to_owned();
            if entry.get("deny-multiple-versions").and_then(Value::as_bool) == Some(true) {
                rules.single.push(name);
            } else {
                let reason = entry.get("reason").and_then(Value::as_str).unwrap_or_default();
                rules.banned.push((name, reason.to_owned()));
            }
        }
        Ok(rules)
    }
}

fn part<'a>(all: &'a Table, section: &str, key: &str) -> Outcome<&'a Value> {
    all.get(section)
        .and_then(|section| section.get(key))
        .ok_or_else(|| fault(format!("deny.toml has no [{section}] {key}")))
}

fn list(value: &Value) -> Outcome<&Vec<Value>> {
    value.as_array().ok_or_else(|| fault(format!("deny.toml: {value} is no list")))
}

fn words(value: &Value) -> Outcome<Vec<String>> {
    list(value)?
        .iter()
        .map(|one| {
            one.as_str().map(str::to_owned).ok_or_else(|| fault(format!("deny.toml: {one} is no text")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ban_and_a_wish_for_one_version_are_told_apart() {
        let rules = Rules::read(
            "[licenses]\nallow = [\"MIT\"]\n[sources]\nallow-registry = [\"https://x\"]\n[bans]\ndeny = [\n\
             { crate = \"openssl\", reason = \"rustls\" },\n{ crate = \"tokio\", deny-multiple-versions = true }]",
        )
        .expect("reads");
        assert_eq!(rules.banned, [("openssl".to_owned(), "rustls".to_owned())]);
        assert_eq!(
            (rules.single, rules.registries),
            (vec!["tokio".to_owned()], vec!["registry+https://x".to_owned()])
        );
    }

    #[test]
    fn rules_that_are_not_there_are_missed() {
        for text in ["", "[licenses]\nallow = \"MIT\"", "[licenses]\nallow = [1]", "[["] {
            assert!(Rules::read(text).is_err(), "{text}");
        }
    }
}
