//! The anchor of a day: one hash over all of its audit entries, chained to the anchor of the day before.
//!
//! Reads: `audit_entry`. Writes: `audit_anchor`. Never: changes an anchor. Whoever keeps a copy outside the database, on
//! paper or on another machine, can prove later that nothing was changed, cut off or removed since.
//!
//! Start at [`make_due`]; what it says to people is [`Anchor::paper`].

use kernel::proof::hex;
use kernel::{Day, Limit, Time};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Read, transaction};

use super::sql;

/// A day is anchored once it has been over for so long; no transaction takes longer to end.
const AFTER_MINUTES: i64 = 10;
/// Entries looked at together.
const PAGE: Limit = Limit::of(Limit::MOST);

store::row! {
    /// An anchor as it is stored.
    pub struct Anchor {
        /// The day in India.
        pub day: Day,
        /// How many entries it binds.
        pub entries: i64,
        /// The hash of the anchor before; empty for the first.
        pub before: String,
        /// The hash of this one.
        pub hash: String,
        /// When it was made.
        pub made_at: Time,
    }
}

impl Anchor {
    /// What is written into a file and printed: everything needed to check it, in words.
    pub fn paper(&self) -> String {
        format!(
            "DeogharMart audit anchor / लेखा-परीक्षा की मुहर\n\
             day (India):    {}\n\
             entries:        {}\n\
             anchor before:  {}\n\
             anchor:         {}\n\
             made:           {} UTC\n\
             `deogharmart verify` computes this anchor again from the database and must find the same.\n",
            self.day.iso(),
            self.entries,
            if self.before.is_empty() { "none, this is the first" } else { &self.before },
            self.hash,
            self.made_at.rfc3339(),
        )
    }
}

/// The hash of an anchor being computed, entry by entry in the order of subject and number.
#[derive(Clone, Debug)]
pub struct Binding {
    sha: Sha256,
    entries: i64,
}

impl Binding {
    /// Begins the anchor of `day` after the anchor `before`.
    pub fn begin(day: Day, before: &str) -> Binding {
        let mut sha = Sha256::new();
        sha.update(format!("{}\0{before}\0", day.0));
        Binding { sha, entries: 0 }
    }

    /// Binds one entry: its subject, its number and its hash, which covers the rest.
    pub fn add(&mut self, subject: &str, seq: i64, hash: &str) {
        self.sha.update(format!("{subject}\0{seq}\0{hash}\0"));
        self.entries += 1;
    }

    /// How many entries are bound, and the hash.
    pub fn end(self) -> (i64, String) {
        (self.entries, hex(&self.sha.finalize()))
    }
}

/// Makes the anchors of all days that are over, from the first entry on; answers those made now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn make_due(db: &Db) -> Result<Vec<Anchor>, DbError> {
    let over = Day(db.now().plus_minutes(-AFTER_MINUTES).day().0 - 1);
    let mut made = Vec::new();
    loop {
        let next: Option<Anchor> = transaction!(db, tx => {
            let last = sql::last_anchor(tx).await?;
            let day = match &last {
                Some(last) => Day(last.day.0 + 1),
                None => match sql::first_entry(tx).await? {
                    Some(at) => at.day(),
                    None => return Ok(None),
                },
            };
            if day > over {
                return Ok(None);
            }
            let before = last.map(|last| last.hash).unwrap_or_default();
            let (entries, hash) = computed(tx, day, &before).await?;
            let anchor = Anchor { day, entries, before, hash, made_at: tx.now() };
            sql::insert_anchor(tx, &anchor).await?;
            Ok::<_, DbError>(Some(anchor))
        })?;
        match next {
            Some(anchor) => made.push(anchor),
            None => return Ok(made),
        }
    }
}

/// The newest anchors, for whoever writes them down.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn newest(read: &mut Read, limit: Limit) -> Result<Vec<Anchor>, DbError> {
    sql::newest_anchors(read, limit).await
}

/// The anchor of a day, if it is made.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn on(read: &mut Read, day: Day) -> Result<Option<Anchor>, DbError> {
    let next = sql::anchors_after(read, Day(day.0 - 1), Limit::of(1)).await?.pop();
    Ok(next.filter(|anchor| anchor.day == day))
}

/// The number of entries and the hash that the entries of a day give as they stand now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn computed(read: &mut Read, day: Day, before: &str) -> Result<(i64, String), DbError> {
    let (mut from, to) = (day.starts(), Day(day.0 + 1).starts());
    let (mut all, mut last) = (Vec::new(), (String::new(), 0));
    loop {
        let page = sql::entries_between(read, (from, to), (&last.0, last.1), PAGE).await?;
        let is_last = page.len() < PAGE.rows();
        if let Some((subject, seq, _, at)) = page.last() {
            (from, last) = (*at, (subject.clone(), *seq));
        }
        all.extend(page);
        if is_last {
            break;
        }
    }
    all.sort_unstable();
    let mut binding = Binding::begin(day, before);
    all.iter().for_each(|(subject, seq, hash, _)| binding.add(subject, *seq, hash));
    Ok(binding.end())
}

/// What is wrong with the stored anchors: changed, missing in between, or not what their days' entries give.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn faults(read: &mut Read) -> Result<Vec<String>, DbError> {
    let mut faults = Vec::new();
    let mut before: Option<Anchor> = None;
    loop {
        let after = before.as_ref().map_or(Day(i64::MIN), |anchor| anchor.day);
        let page = sql::anchors_after(read, after, PAGE).await?;
        let is_last = page.len() < PAGE.rows();
        for anchor in page {
            let day = anchor.day.iso();
            let hash = before.as_ref().map_or("", |before| before.hash.as_str());
            if before.as_ref().is_some_and(|before| before.day.0 + 1 != anchor.day.0) {
                faults.push(format!("{day}: the anchor of the day before is missing"));
            }
            if anchor.before != hash {
                faults.push(format!("{day}: it is not chained to the anchor before"));
            }
            let (entries, computed) = computed(read, anchor.day, hash).await?;
            if (entries, &computed) != (anchor.entries, &anchor.hash) {
                faults.push(format!(
                    "{day}: {} entries were anchored, {entries} are there, and their hash is another",
                    anchor.entries
                ));
            }
            before = Some(anchor);
        }
        if is_last {
            break;
        }
    }
    let first = sql::anchors_after(read, Day(i64::MIN), Limit::of(1)).await?.pop();
    if let (Some(entry), Some(anchor)) = (sql::first_entry(read).await?, first)
        && entry.day() < anchor.day
    {
        faults.push(format!("{}: entries stand before the first anchor", entry.day().iso()));
    }
    Ok(faults)
}
