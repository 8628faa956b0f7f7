//! Names of backups, and which of them are kept.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Time;

/// Minutes are kept for so long.
const MINUTES_KEPT_DAYS: i64 = 2;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The whole database.
    Full,
    /// What has changed since the backup before.
    Since,
}

/// A backup is known by its moment: nothing acknowledged up to it is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The moment it holds.
    pub moment: Time,
    /// What is in it.
    pub kind: Kind,
}

/// Where backups of the database lie in their place.
pub(super) const FOLDER: &str = "db";
/// How the list of what is in a backup ends; a backup without it is not there.
pub(super) const MANIFEST: &str = ".manifest";

impl Name {
    /// The name of its file: `db/2026-11-22t08-35-00.000z.full`.
    pub fn file(self) -> String {
        let kind = match self.kind {
            Kind::Full => "full",
            Kind::Since => "since",
        };
        format!("{FOLDER}/{}.{kind}", self.moment.rfc3339().to_ascii_lowercase().replace(':', "-"))
    }

    /// The name of the file that says what is in it.
    pub fn manifest(self) -> String {
        self.file() + MANIFEST
    }

    /// The backup a file belongs to; `None` if it is none of ours.
    pub fn of_file(file: &str) -> Option<Name> {
        let (moment, kind) = file.strip_prefix(FOLDER)?.strip_prefix('/')?.rsplit_once('.')?;
        let kind = match kind {
            "full" => Kind::Full,
            "since" => Kind::Since,
            _ => return None,
        };
        let (date, clock) = moment.split_once('t')?;
        let moment = Time::from_written(&format!("{date}T{}", clock.replace('-', ":").replace('z', "Z")))?;
        Some(Name { moment, kind }).filter(|name| name.file() == file)
    }
}

/// Which backups may go. Each is kept for two days; then of each day the first whole one, for `kept_days`. Nothing that a kept one
/// is built on goes, and never the newest chain.
pub fn may_go(names: &BTreeSet<Name>, now: Time, kept_days: i64) -> Vec<Name> {
    let mut chains: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    let mut begun = None;
    for name in names {
        match name.kind {
            Kind::Full => begun = Some(*name),
            Kind::Since => {}
        }
        if let Some(full) = begun {
            chains.entry(full).or_default().push(*name);
        }
    }
    let newest = begun;
    let mut first_of: BTreeMap<i64, Name> = BTreeMap::new();
    for full in chains.keys() {
        first_of.entry(full.moment.day().0).or_insert(*full);
    }
    let is_old = |name: &Name, days: i64| name.moment.plus_days(days) < now;
    let mut gone = Vec::new();
    for (full, chain) in &chains {
        let is_first = first_of.get(&full.moment.day().0) == Some(full);
        let stays = Some(*full) == newest || chain.iter().any(|name| !is_old(name, MINUTES_KEPT_DAYS));
        if stays {
            continue;
        }
        let keeps_full = is_first && !is_old(full, kept_days);
        gone.extend(chain.iter().filter(|name| !keeps_full || *name != full));
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for kind in [Kind::Full, Kind::Since] {
            let name = Name { moment: Time(1_795_336_507_250), kind };
            assert_eq!(Name::of_file(&name.file()), Some(name), "{}", name.file());
        }
        for other in ["db/x.full", "db/2026-11-22t08-35-00.000z.full.manifest", "media/ab/x", "2026"] {
            assert_eq!(Name::of_file(other), None, "{other}");
        }
    }

    #[test]
    fn minutes_are_kept_two_days_and_one_whole_backup_of_each_day_a_month() {
        let start = Time::from_written("2026-11-01 00:00").expect("a moment");
        let mut names = BTreeSet::new();
        for hour in 0..24 * 40 {
            let moment = start.plus_minutes(60 * hour);
            names.insert(Name { moment, kind: Kind::Full });
            names.insert(Name { moment: moment.plus_minutes(1), kind: Kind::Since });
        }
        let now = start.plus_days(40);
        for gone in may_go(&names, now, 30) {
            assert!(names.remove(&gone));
        }
        let old: Vec<_> = names.iter().filter(|name| name.moment.plus_days(3) < now).collect();
        assert!(old.iter().all(|name| name.kind == Kind::Full && name.moment.plus_days(30) >= now));
        assert_eq!(old.len(), 27, "a whole one of each day");
        assert!(names.iter().filter(|name| name.moment.plus_days(2) >= now).count() >= 2 * 48);
        assert!(may_go(&names, now, 30).is_empty(), "what is kept stays");
    }

    #[test]
    fn the_newest_chain_stays_however_old_it_is() {
        let full = Name { moment: Time(0), kind: Kind::Full };
        let since = Name { moment: Time(60_000), kind: Kind::Since };
        let names = BTreeSet::from([full, since]);
        assert!(may_go(&names, Time(0).plus_days(400), 30).is_empty());
    }
}
