//! Reading settings by name, and keeping account of what was missing, wrong, or never asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;

use kernel::Secret;
use toml::{Table, Value};

use crate::fault::{Because, Fault, Outcome};

/// What all our variables begin with.
const OURS: &str = "MART_";
/// Variables of ours that are no settings: read elsewhere, or for tests.
const NOT_SETTINGS: [&str; 5] = ["MART_CONFIG", "MART_LOG", "MART_LOG_LEVEL", "MART_DATA", "MART_DATABASE"];
const FOR_TESTS: &str = "MART_TEST_";

/// Settings by the name of their variable.
#[derive(Debug)]
pub struct Reader {
    values: BTreeMap<String, Given>,
    asked: RefCell<BTreeSet<String>>,
    missing: RefCell<Vec<String>>,
    faults: RefCell<Vec<String>>,
}

/// A value, and how its name stands in the file if it came from there.
#[derive(Clone, Debug)]
struct Given {
    value: String,
    in_file: Option<String>,
}

impl Reader {
    /// The environment of this process, and a file if one is named.
    ///
    /// # Errors
    /// If the file cannot be read or is not TOML.
    pub fn open(file: Option<&Path>) -> Outcome<Reader> {
        let text = match file {
            Some(path) => std::fs::read_to_string(path)
                .because(|| format!("the configuration {} cannot be read", path.display()))?,
            None => String::new(),
        };
        Reader::new(
            std::env::vars_os().filter_map(|(n, v)| Some((n.into_string().ok()?, v.into_string().ok()?))),
            &text,
        )
    }

    /// A given environment and the text of a file.
    ///
    /// # Errors
    /// If the text is not TOML.
    pub fn new(env: impl IntoIterator<Item = (String, String)>, file: &str) -> Outcome<Reader> {
        let table: Table = file.parse().map_err(|cause: toml::de::Error| {
            let line =
                cause.span().map_or(0, |span| file[..span.start.min(file.len())].matches('\n').count() + 1);
            Fault::new(format!("the configuration is not TOML at line {line}: {}", cause.message()))
        })?;
        let mut values = BTreeMap::new();
        flatten("", &table, &mut values);
        for (name, value) in
            env.into_iter().filter(|(name, value)| name.starts_with(OURS) && !value.is_empty())
        {
            values.insert(name, Given { value, in_file: None });
        }
        let (asked, missing, faults) = (RefCell::default(), RefCell::default(), RefCell::default());
        Ok(Reader { values, asked, missing, faults })
    }

    /// A setting that may be left out.
    pub fn maybe(&self, name: &str) -> Option<String> {
        self.asked.borrow_mut().insert(name.to_owned());
        self.values.get(name).map(|given| given.value.clone())
    }

    /// A setting with a default.
    pub fn text_or(&self, name: &str, default: &str) -> String {
        self.maybe(name).unwrap_or_else(|| default.to_owned())
    }

    /// A setting that must be there.
    pub fn text(&self, name: &str) -> String {
        self.maybe(name).unwrap_or_else(|| {
            self.missing.borrow_mut().push(name.to_owned());
            String::new()
        })
    }

    /// A secret that must be there.
    pub fn secret(&self, name: &str) -> Secret<String> {
        Secret::new(self.text(name))
    }

    /// A setting with a default that is read as something else than text; `what` says what it must be.
    pub fn parsed_or<T: Clone>(
        &self,
        name: &str,
        default: T,
        what: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> T {
        let Some(value) = self.maybe(name) else { return default };
        parse(&value).unwrap_or_else(|| {
            self.fault(format!("{name} is {value}; it must be {what}"));
            default
        })
    }

    /// Every setting that was asked for, for the reference people read.
    #[cfg(test)]
    pub fn asked(&self) -> Vec<String> {
        self.asked.borrow().iter().cloned().collect()
    }

    /// Notes something that is wrong with a setting.
    pub fn fault(&self, words: impl Display) {
        self.faults.borrow_mut().push(words.to_string());
    }

    /// Says everything that was wrong.
    ///
    /// # Errors
    /// One sentence, if anything was.
    pub fn finish(&self) -> Outcome<()> {
        let mut parts = Vec::new();
        let missing = self.missing.borrow();
        if !missing.is_empty() {
            let verb = if missing.len() == 1 { "is" } else { "are" };
            parts.push(format!("{} {verb} missing", missing.join(", ")));
        }
        parts.extend(self.faults.borrow().iter().cloned());
        let asked = self.asked.borrow();
        for (name, given) in &self.values {
            let is_ours =
                asked.contains(name) || NOT_SETTINGS.contains(&name.as_str()) || name.starts_with(FOR_TESTS);
            if !is_ours {
                let in_file =
                    given.in_file.as_ref().map(|key| format!(" ({key} in the file)")).unwrap_or_default();
                parts.push(format!("{name}{in_file} is no setting"));
            }
        }
        if parts.is_empty() {
            Ok(())
        } else {
            Err(Fault::new(format!("the configuration is not complete: {}", parts.join("; "))))
        }
    }
}

/// `[gateway]` `key_id` becomes `MART_GATEWAY_KEY_ID`.
fn flatten(prefix: &str, table: &Table, values: &mut BTreeMap<String, Given>) {
    for (key, value) in table {
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        let value = match value {
            Value::Table(inner) => {
                flatten(&path, inner, values);
                continue;
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let letters =
            path.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
        let name = format!("{OURS}{}", letters.collect::<String>());
        values.insert(name, Given { value, in_file: Some(path) });
    }
}
