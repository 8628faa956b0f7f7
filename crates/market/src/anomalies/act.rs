//! The verbs: to look for what looks wrong, to explain it, to make it somebody's task.

use std::collections::BTreeMap;

use kernel::Limit;
use kernel::ids::{AnomalyId, MakerId, PersonId, TaskId};
use kernel::proof::hex;
use sha2::{Digest, Sha256};
use store::{Db, DbError, Read, Tx, transaction};

use super::read::Anomaly;
use super::rules_sql::{self as rules, Found};
use super::{AnomalyError, AnomalyEvent, AnomalyState, Rule, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::makers;
use crate::meetings::{self, Given};

/// Found by one rule in one go; the next look finds the rest.
const AT_ONCE: Limit = Limit::of(200);
/// Makers read together.
const PAGE: Limit = Limit::of(Limit::MOST);
/// A maker may be on the shelf so long before somebody must have seen her.
const UNSEEN_DAYS: i64 = 30;
/// Letters of an explanation.
const WORDS_MOST: usize = 400;

/// Looks through everything by every rule and writes down what is new; answers how much that is. Twice is fine.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn find(db: &Db, by: Actor) -> Result<usize, DbError> {
    let mut new = 0;
    let mut read = db.read().await?;
    let unseen = read.now().plus_days(-UNSEEN_DAYS);
    let plain = [
        (Rule::Ghost, rules::ghosts(&mut read, unseen, AT_ONCE).await?),
        (Rule::SelfBuying, rules::self_buying(&mut read, AT_ONCE).await?),
        (Rule::OwnApproval, rules::own_approvals(&mut read, AT_ONCE).await?),
    ];
    let shared = shared_accounts(&mut read).await?;
    drop(read);
    for (rule, all) in plain {
        for found in all {
            let makers: Vec<MakerId> = found.maker.into_iter().collect();
            new += usize::from(write(db, by, rule, &found, &makers).await?);
        }
    }
    for (found, makers) in shared {
        new += usize::from(write(db, by, Rule::SharedAccount, &found, &makers).await?);
    }
    Ok(new)
}

/// Makers whose money goes to one account. Accounts are sealed: they are opened here, compared and forgotten.
async fn shared_accounts(read: &mut Read) -> Result<Vec<(Found, Vec<MakerId>)>, DbError> {
    let mut of_account: BTreeMap<String, Vec<(MakerId, Option<PersonId>)>> = BTreeMap::new();
    let mut after = String::new();
    loop {
        let page = rules::with_account(read, &after, PAGE).await?;
        for (maker, officer) in &page {
            if let Some(account) = makers::read::bank_account(read, *maker).await? {
                let key = format!("{} {}", account.ifsc.as_str(), account.account_no.as_str());
                of_account.entry(key).or_default().push((*maker, *officer));
            }
        }
        match page.last() {
            Some((last, _)) if page.len() == PAGE.rows() => after = last.to_string(),
            _ => break,
        }
    }
    let found = |makers: Vec<(MakerId, Option<PersonId>)>| {
        let ids: Vec<MakerId> = makers.iter().map(|(maker, _)| *maker).collect();
        let officer = makers.first().and_then(|(_, officer)| *officer);
        let is_one = makers.iter().all(|(_, other)| *other == officer);
        let found = Found {
            about: name_of(&ids),
            maker: ids.first().copied(),
            case: None,
            order: None,
            officer: officer.filter(|_| is_one),
        };
        (found, ids)
    };
    Ok(of_account.into_values().filter(|makers| makers.len() > 1).map(found).collect())
}

/// The same makers are the same anomaly; one more makes another.
fn name_of(makers: &[MakerId]) -> String {
    let mut sha = Sha256::new();
    for maker in makers {
        sha.update(maker.to_string().as_bytes());
        sha.update([0]);
    }
    hex(&sha.finalize())
}

/// Whether it is new.
async fn write(db: &Db, by: Actor, rule: Rule, found: &Found, makers: &[MakerId]) -> Result<bool, DbError> {
    transaction!(db, tx => {
        if sql::is_known(tx, rule, &found.about).await? {
            return Ok(false);
        }
        let id: AnomalyId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: by,
            act: "anomaly.find",
            from: "",
            to: AnomalyState::Open.as_str(),
            note: rule.as_str(),
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        sql::insert(tx, (id, rule), found, makers, &trail).await?;
        Ok(true)
    })
}

/// The DC's office says why it is no fault.
///
/// # Errors
/// [`AnomalyError::Missing`] also for who it concerns; [`AnomalyError::NoWords`]; [`AnomalyError::Answered`].
pub async fn explain(db: &Db, by: PersonId, id: AnomalyId, words: &str) -> Result<(), AnomalyError> {
    let words = words.trim();
    if !(3..=WORDS_MOST).contains(&words.chars().count()) {
        return Err(AnomalyError::NoWords);
    }
    transaction!(db, tx => {
        let row = sql::one(tx, by, id).await?.ok_or(AnomalyError::Missing)?;
        answer(tx, by, &row, AnomalyEvent::Explains, (words, None)).await
    })
}

/// The DC's office makes it somebody's task; not of the officer it concerns.
///
/// # Errors
/// As [`explain`]; [`AnomalyError::ConcernsOwner`]; [`AnomalyError::Task`] if the task cannot be given.
pub async fn give_task(
    db: &Db,
    by: PersonId,
    id: AnomalyId,
    given: &Given<'_>,
) -> Result<TaskId, AnomalyError> {
    transaction!(db, tx => {
        let row = sql::one(tx, by, id).await?.ok_or(AnomalyError::Missing)?;
        if row.state.after(AnomalyEvent::Tasks).is_none() {
            return Err(AnomalyError::Answered);
        }
        if row.officer == Some(given.owner) {
            return Err(AnomalyError::ConcernsOwner);
        }
        let task = meetings::give_in(tx, by, given).await?;
        answer(tx, by, &row, AnomalyEvent::Tasks, ("", Some(task))).await?;
        Ok(task)
    })
}

async fn answer(
    tx: &mut Tx,
    by: PersonId,
    row: &Anomaly,
    event: AnomalyEvent,
    (words, task): (&str, Option<TaskId>),
) -> Result<(), AnomalyError> {
    let to = row.state.after(event).ok_or(AnomalyError::Answered)?;
    let about = task.map(|task| task.to_string()).unwrap_or_default();
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor: Actor::Person(by, Part::DcOffice),
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: &about,
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::answer(tx, row, to, (words, task), &trail).await? { Ok(()) } else { Err(AnomalyError::Raced) }
}
