//! The checks of the audit trail: every state was reached by a legal path, and nobody has touched the chain.

use store::{DbError, Read};

use super::trail_sql::{self as sql, TrailRow};
use super::{Check, Found, PAGE, each, paths};
use crate::audit::{acted, hash_of};

/// Where the walk stands: the last entry seen.
type Last = Option<TrailRow>;

/// Walks through all entries, row by row of the database they speak of.
pub(super) async fn walk(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut ways, mut chain) = (Found::default(), Found::default());
    let mut last: Last = None;
    loop {
        let after = last.as_ref().map_or(("", 0), |entry| (entry.subject.as_str(), entry.seq));
        let page = sql::trail(read, after, PAGE).await?;
        let is_last = page.len() < PAGE.rows();
        for entry in page {
            if let Some(ended) = last.take_if(|last| last.subject != entry.subject) {
                end(&ended, &mut ways, &mut chain);
            }
            step(last.as_ref(), &entry, &mut ways, &mut chain);
            last = Some(entry);
        }
        if is_last {
            break;
        }
    }
    if let Some(ended) = &last {
        end(ended, &mut ways, &mut chain);
    }
    each(read, sql::silent, |row| {
        chain.add(format!("{}: it is {} and no entry says how", row.id, row.state))
    })
    .await?;
    Ok([ways.under("every state was reached by a legal path"), chain.under("the audit chain is unbroken")])
}

/// One entry after the one before it, if its row has one.
fn step(before: Option<&TrailRow>, entry: &TrailRow, ways: &mut Found, chain: &mut Found) {
    let (seq, state, hash) = before.map_or((0, "", ""), |b| (b.seq, b.to.as_str(), b.hash.as_str()));
    let TrailRow { subject, act, from, to, .. } = entry;
    if entry.seq != seq + 1 {
        chain.add(format!("{subject}: entry {} follows entry {seq}", entry.seq));
    }
    if hash_of(
        hash,
        subject,
        entry.seq,
        entry.at,
        &acted(&entry.actor, &entry.part),
        [act, from, to, &entry.note],
    ) != entry.hash
    {
        chain.add(format!(
            "{subject}: entry {} is not what was written, or what came before it is not",
            entry.seq
        ));
    }
    if from != state {
        ways.add(format!("{subject}: entry {} begins at «{from}», but it stood at «{state}»", entry.seq));
    } else if !paths::is_legal(subject, act, from, to) {
        ways.add(format!("{subject}: {act} cannot lead from «{from}» to «{to}»"));
    }
}

/// The last entry of a row beside the row itself.
fn end(last: &TrailRow, ways: &mut Found, chain: &mut Found) {
    let subject = &last.subject;
    let (Some(version), Some(state), Some(trail)) = (last.version, &last.state, &last.trail) else {
        return chain.add(format!("{subject}: it is not there any more"));
    };
    if version != last.seq || *trail != last.hash {
        chain.add(format!("{subject}: its version {version} does not end at its entry {}", last.seq));
    }
    if *state != last.to {
        ways.add(format!("{subject}: it is «{state}», but the last entry says «{}»", last.to));
    }
}
