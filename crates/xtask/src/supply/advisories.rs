//! Known weaknesses: RustSec's advisories as they stood on the day they were copied, compared with every crate in `Cargo.lock`, without
//! network.
//!
//! The copy is `docs/security/advisories.csv`; `cargo xtask supply --advisories FOLDER` makes it anew from a checkout of
//! <https://github.com/rustsec/advisory-db>, whose texts are in the public domain (CC0).

use super::lock::Locked;
use crate::fault::{Because, Outcome, fault};
use crate::workspace;
use std::cmp::Ordering;
use std::path::Path;
use std::process::Command;
use toml::{Table, Value};

/// Where the copy lies.
pub const COPY: &str = "docs/security/advisories.csv";
const HEADING: &str = "id,crate,kind,mended,never_weak";
/// Weaknesses of a real copy are counted in hundreds; fewer, and something was lost.
const LEAST: usize = 500;

/// One advisory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisory {
    id: String,
    name: String,
    /// `weak`, or what is only told: `unmaintained`, `unsound`, `notice`.
    kind: String,
    /// Versions in which it is mended, each a set of bounds.
    mended: Vec<String>,
    /// Versions that never had it.
    never_weak: Vec<String>,
}

/// Reads the copy: the day it was made, and what it holds.
pub fn read(text: &str) -> Outcome<(String, Vec<Advisory>)> {
    let mut lines = text.lines();
    let day = lines.next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
    if lines.next() != Some(HEADING) {
        return Err(fault(format!("{COPY}: the heading is not «{HEADING}»")));
    }
    let bounds = |cell: &str| {
        cell.split('|').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
    };
    let all: Option<Vec<Advisory>> = lines
        .map(|line| {
            let [id, name, kind, mended, never] = line.split(';').collect::<Vec<_>>()[..] else {
                return None;
            };
            Some(Advisory {
                id: id.to_owned(),
                name: name.to_owned(),
                kind: kind.to_owned(),
                mended: bounds(mended),
                never_weak: bounds(never),
            })
        })
        .collect();
    match all {
        Some(all) if all.len() >= LEAST => Ok((day, all)),
        Some(all) => Err(fault(format!("{COPY} holds {} advisories; some are lost", all.len()))),
        None => Err(fault(format!("{COPY} has a line that is none"))),
    }
}

/// Crates in the tree with a known weakness, each in a sentence; what is only told is no fault.
pub fn faults(all: &[Advisory], locked: &[Locked]) -> Vec<String> {
    let ours = locked.iter().filter(|one| one.source.is_some());
    let weak = ours.flat_map(|one| {
        let about = all.iter().filter(move |advisory| advisory.name == one.name && advisory.kind == "weak");
        about.filter(move |advisory| advisory.is_about(&one.version)).map(move |advisory| (one, advisory))
    });
    weak.map(|(one, advisory)| {
        format!(
            "{} {} is weak: {}; mended in {}",
            one.name,
            one.version,
            advisory.id,
            advisory.mended.join(" or ")
        )
    })
    .collect()
}

impl Advisory {
    fn is_about(&self, version: &str) -> bool {
        let within = |bounds: &String| bounds.split(',').all(|bound| fits(version, bound.trim()));
        !self.mended.iter().chain(&self.never_weak).any(within)
    }

    /// An advisory as its file tells it; nothing if it was withdrawn.
    fn of(text: &str) -> Option<Advisory> {
        let told: Table = text.split("```toml").nth(1)?.split("```").next()?.parse().ok()?;
        let advisory = told.get("advisory")?;
        if advisory.get("withdrawn").is_some() {
            return None;
        }
        let word = |key: &str| advisory.get(key).and_then(Value::as_str).map(str::to_owned);
        let bounds = |key: &str| -> Vec<String> {
            let all = told.get("versions").and_then(|versions| versions.get(key)).and_then(Value::as_array);
            all.into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
        };
        Some(Advisory {
            id: word("id")?,
            name: word("package")?,
            kind: word("informational").unwrap_or_else(|| "weak".to_owned()),
            mended: bounds("patched"),
            never_weak: bounds("unaffected"),
        })
    }

    fn line(&self) -> String {
        let Advisory { id, name, kind, mended, never_weak } = self;
        format!("{id};{name};{kind};{};{}", mended.join("|"), never_weak.join("|"))
    }
}

/// Whether a version keeps a bound such as `>= 1.2.3`, `< 2` or `^1.4`.
fn fits(version: &str, bound: &str) -> bool {
    let at = bound.find(|c: char| c.is_ascii_digit()).unwrap_or(bound.len());
    let (sign, other) = (bound[..at].trim(), &bound[at..]);
    let order = compare(version, other);
    match sign {
        ">=" => order != Ordering::Less,
        ">" => order == Ordering::Greater,
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        "=" => order == Ordering::Equal,
        // A caret, which may be left out: as far as nothing changes for those who use it.
        _ => {
            let (own, first) = (numbers(version), numbers(other));
            let fixed = first.iter().position(|number| *number > 0).unwrap_or(2);
            order != Ordering::Less && own[..=fixed] == first[..=fixed]
        }
    }
}

fn numbers(version: &str) -> [u64; 3] {
    let plain = version.split(['-', '+']).next().unwrap_or_default();
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(plain.split('.')) {
        *number = part.trim().parse().unwrap_or(0);
    }
    numbers
}

/// What comes before a version (`-rc.1`) is less than it.
fn compare(one: &str, other: &str) -> Ordering {
    let before = |version: &str| {
        version.split('+').next().unwrap_or_default().split_once('-').map(|(_, rest)| rest.to_owned())
    };
    numbers(one).cmp(&numbers(other)).then_with(|| match (before(one), before(other)) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(one), Some(other)) => one.cmp(&other),
    })
}

/// Writes the copy anew from a checkout, with the day of its last change.
pub fn copy(root: &Path, from: &Path) -> Outcome<()> {
    let mut all = Vec::new();
    for name in folders(&from.join("crates"))? {
        for file in folders(&name)? {
            let text =
                std::fs::read_to_string(&file).because(format!("could not read {}", file.display()))?;
            all.extend(Advisory::of(&text));
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    let git = workspace::on_path("git").ok_or_else(|| fault("there is no git"))?;
    let day = Command::new(git).args(["log", "-1", "--format=%cs %H"]).current_dir(from).output();
    let day = String::from_utf8_lossy(&day.because("git does not tell the day")?.stdout).trim().to_owned();
    let lines: Vec<String> = all.iter().map(Advisory::line).collect();
    let text = format!("# {day}\n{HEADING}\n{}\n", lines.join("\n"));
    std::fs::write(root.join(COPY), text).because(format!("could not write {COPY}"))?;
    println!("{COPY}: {} advisories as of {day}", all.len());
    Ok(())
}

fn folders(folder: &Path) -> Outcome<Vec<std::path::PathBuf>> {
    let entries = std::fs::read_dir(folder).because(format!("could not read {}", folder.display()))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advisory(mended: &[&str], never_weak: &[&str]) -> Advisory {
        let all = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
        Advisory {
            id: "RUSTSEC-2021-0072".to_owned(),
            name: "tokio".to_owned(),
            kind: "weak".to_owned(),
            mended: all(mended),
            never_weak: all(never_weak),
        }
    }

    #[test]
    fn a_version_is_weak_unless_it_is_mended_or_never_was() {
        let one = advisory(&[">= 1.5.1, < 1.6.0", ">= 1.8.1"], &["< 0.3.0"]);
        for (version, is_weak) in [
            ("0.2.9", false),
            ("0.3.0", true),
            ("1.5.0", true),
            ("1.5.1", false),
            ("1.6.2", true),
            ("1.52.0", false),
        ] {
            assert_eq!(one.is_about(version), is_weak, "{version}");
        }
        let one = advisory(&["^0.2.4", "=0.3.1", ">=1.0.0-rc.2"], &[]);
        for (version, is_weak) in [
            ("0.2.3", true),
            ("0.2.9", false),
            ("0.3.0", true),
            ("0.3.1", false),
            ("1.0.0-rc.1", true),
            ("1.0.0", false),
        ] {
            assert_eq!(one.is_about(version), is_weak, "{version}");
        }
    }

    #[test]
    fn an_advisory_is_read_as_its_file_tells_it() {
        let file = "```toml\n[advisory]\nid = \"RUSTSEC-2021-0072\"\npackage = \"tokio\"\n[versions]\npatched = [\">= 1.5.1, < 1.6.0\", \">= 1.8.1\"]\nunaffected = [\"< 0.3.0\"]\n```\n# Title";
        let read = Advisory::of(file).unwrap();
        assert_eq!(read, advisory(&[">= 1.5.1, < 1.6.0", ">= 1.8.1"], &["< 0.3.0"]));
        assert_eq!(read.line(), "RUSTSEC-2021-0072;tokio;weak;>= 1.5.1, < 1.6.0|>= 1.8.1;< 0.3.0");
        assert!(Advisory::of(&file.replace("package", "withdrawn = \"2022-01-01\"\npackage")).is_none());
    }

    #[test]
    fn a_weak_crate_of_the_tree_is_told() {
        let locked = |version: &str| Locked {
            name: "tokio".to_owned(),
            version: version.to_owned(),
            source: Some("registry".to_owned()),
            checksum: None,
        };
        let all = [advisory(&[">= 1.8.1"], &[])];
        assert_eq!(faults(&all, &[locked("1.52.0")]), Vec::<String>::new());
        assert_eq!(
            faults(&all, &[locked("1.7.0")]),
            ["tokio 1.7.0 is weak: RUSTSEC-2021-0072; mended in >= 1.8.1"]
        );
    }
}
