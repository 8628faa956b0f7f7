//! `Cargo.lock`: every crate of the tree for every kind of machine, with where it comes from and the checksum of its file.

use super::rules::Rules;
use crate::fault::{Because, Outcome, fault};
use toml::{Table, Value};

/// One crate as it is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    pub name: String,
    pub version: String,
    /// Where it comes from; nothing for our own.
    pub source: Option<String>,
    /// The SHA-256 of its file, in hexadecimal.
    pub checksum: Option<String>,
}

/// Reads `Cargo.lock`.
pub fn read(text: &str) -> Outcome<Vec<Locked>> {
    let all: Table = text.parse().because("Cargo.lock does not read")?;
    let packages = all.get("package").and_then(Value::as_array);
    let packages = packages.ok_or_else(|| fault("Cargo.lock names no packages"))?;
    packages.iter().map(locked).collect()
}

fn locked(package: &Value) -> Outcome<Locked> {
    let word = |key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
    let needed = |key: &str| word(key).ok_or_else(|| fault(format!("Cargo.lock: a package without {key}")));
    Ok(Locked {
        name: needed("name")?,
        version: needed("version")?,
        source: word("source"),
        checksum: word("checksum"),
    })
}

/// What is banned, comes from elsewhere, has no checksum, or is there twice.
pub fn faults(all: &[Locked], rules: &Rules) -> Vec<String> {
    let mut faults = Vec::new();
    for one in all {
        let who = format!("{} {}", one.name, one.version);
        if let Some((_, reason)) = rules.banned.iter().find(|(name, _)| *name == one.name) {
            faults.push(format!("{who} is banned: {reason}"));
        }
        let Some(source) = &one.source else { continue };
        if !rules.registries.contains(source) {
            faults.push(format!("{who} comes from {source}, which is not among the allowed sources"));
        }
        if !one.checksum.as_deref().is_some_and(is_sha256) {
            faults.push(format!("{who} has no checksum in Cargo.lock"));
        }
    }
    for name in &rules.single {
        let versions: Vec<&str> =
            all.iter().filter(|one| one.name == *name).map(|one| one.version.as_str()).collect();
        match versions.as_slice() {
            [] => faults.push(format!("{name} is not in the tree any more; take it out of deny.toml")),
            [_] => {}
            more => {
                faults.push(format!("{name} is there in several versions ({}); one must do", more.join(", ")))
            }
        }
    }
    faults
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "registry+https://github.com/rust-lang/crates.io-index";

    fn rules() -> Rules {
        Rules {
            banned: vec![("openssl".to_owned(), "rustls".to_owned())],
            single: vec!["tokio".to_owned()],
            registries: vec![HERE.to_owned()],
            ..Rules::default()
        }
    }

    fn told(lock: &str) -> Vec<String> {
        let sum = "0".repeat(64);
        let fine = format!(
            "[[package]]\nname = \"tokio\"\nversion = \"1\"\nsource = \"{HERE}\"\nchecksum = \"{sum}\"\n"
        );
        faults(&read(&(fine + lock)).expect("reads"), &rules())
    }

    #[test]
    fn ours_and_what_is_locked_by_checksum_may_be_here() {
        assert!(told("[[package]]\nname = \"market\"\nversion = \"0.1.0\"\n").is_empty());
    }

    #[test]
    fn what_is_banned_comes_from_elsewhere_or_has_no_checksum_is_told() {
        let one =
            |rest: &str| told(&format!("[[package]]\nname = \"a\"\nversion = \"1\"\n{rest}")).join("; ");
        assert!(one(&format!("source = \"{HERE}\"\n")).contains("has no checksum"));
        assert!(one(&format!("source = \"{HERE}\"\nchecksum = \"abc\"\n")).contains("has no checksum"));
        let git = format!("source = \"git+https://example.org/a\"\nchecksum = \"{}\"\n", "a".repeat(64));
        assert!(one(&git).contains("not among the allowed sources"));
        let banned = told("[[package]]\nname = \"openssl\"\nversion = \"0.10.1\"\n");
        assert_eq!(banned, ["openssl 0.10.1 is banned: rustls"]);
    }

    #[test]
    fn a_heavy_crate_is_there_once() {
        let twice = told("[[package]]\nname = \"tokio\"\nversion = \"2\"\n");
        assert!(twice.len() == 1 && twice[0].contains("several versions (1, 2)"), "{twice:?}");
        let gone = faults(&[], &rules());
        assert!(gone.len() == 1 && gone[0].contains("not in the tree"), "{gone:?}");
    }
}
