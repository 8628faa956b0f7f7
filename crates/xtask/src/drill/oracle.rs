//! What the clients know about each order: intended, acknowledged, refused, or unknown.
//!
//! An intent is noted before its request is sent, an acknowledgement only after the body of a 2xx has been read,
//! «unknown» when the connection broke meanwhile. After recovery: what was acknowledged is there; of what is unknown
//! there is one or none, and exactly one after it was sent again with the same key; nothing else is there.

use super::poisoned;
use crate::fault::{Because, Outcome, fault};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::sync::Mutex;

/// What is known of one intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Noted, not answered.
    Intended,
    /// The mart said yes and named the order.
    Acknowledged(String),
    /// The mart said no, cleanly.
    Refused(u16),
    /// The line broke: it may have happened.
    Unknown,
}

/// The clients' common memory, also written line by line to a file.
pub struct Oracle {
    fates: Mutex<BTreeMap<String, Fate>>,
    log: Mutex<File>,
}

impl Oracle {
    /// An empty memory that is written to `log`.
    pub fn new(log: File) -> Oracle {
        Oracle { fates: Mutex::new(BTreeMap::new()), log: Mutex::new(log) }
    }

    /// Notes what is known of `key` now.
    pub fn note(&self, key: &str, fate: Fate) -> Outcome<()> {
        let line = format!("{key} {fate:?}\n");
        self.log
            .lock()
            .map_err(poisoned)?
            .write_all(line.as_bytes())
            .because("could not write the oracle's log")?;
        let mut fates = self.fates.lock().map_err(poisoned)?;
        if let (Some(Fate::Acknowledged(before)), Fate::Acknowledged(now)) = (fates.get(key), &fate)
            && before != now
        {
            return Err(fault(format!(
                "one key, two orders: {key} was acknowledged as {before} and as {now}"
            )));
        }
        fates.insert(key.to_owned(), fate);
        Ok(())
    }

    /// Keys of this fate.
    pub fn keys(&self, wanted: impl Fn(&Fate) -> bool) -> Outcome<Vec<String>> {
        let fates = self.fates.lock().map_err(poisoned)?;
        Ok(fates.iter().filter(|(_, fate)| wanted(fate)).map(|(key, _)| key.clone()).collect())
    }

    /// Key and order code of all that was acknowledged. Two keys with one order are a fault.
    pub fn acknowledged(&self) -> Outcome<Vec<(String, String)>> {
        let fates = self.fates.lock().map_err(poisoned)?;
        let mut codes = BTreeSet::new();
        let mut all = Vec::new();
        for (key, fate) in fates.iter() {
            if let Fate::Acknowledged(code) = fate {
                if !codes.insert(code) {
                    return Err(fault(format!("two intents were acknowledged with the same order {code}")));
                }
                all.push((key.clone(), code.clone()));
            }
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::Scratch;

    fn yes(code: &str) -> Fate {
        Fate::Acknowledged(code.to_owned())
    }

    #[test]
    fn contradictions_are_faults() {
        let scratch = Scratch::new("oracle").unwrap();
        let oracle = Oracle::new(scratch.log("log").unwrap());
        oracle.note("a", Fate::Intended).unwrap();
        oracle.note("a", yes("ONE")).unwrap();
        oracle.note("a", yes("ONE")).unwrap();
        assert!(oracle.note("a", yes("TWO")).is_err());
        oracle.note("b", Fate::Unknown).unwrap();
        assert_eq!(oracle.keys(|fate| *fate == Fate::Unknown).unwrap(), ["b"]);
        oracle.note("b", yes("ONE")).unwrap();
        assert!(oracle.acknowledged().is_err());
    }
}
