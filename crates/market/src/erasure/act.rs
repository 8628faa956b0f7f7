//! The verbs of being erased: ask, take back, and what the clock carries out.

use kernel::ids::{ErasureId, PersonId};
use kernel::{Limit, Time};
use store::{Db, DbError, Tx, transaction};

use super::machine::{Erasure, Event};
use super::read::{Erased, Wish};
use super::{ErasureError, rules, sql, wipe};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::{accounts, notices};

/// Wishes looked at in one question.
const AT_ONCE: Limit = Limit::of(100);

/// Somebody asks to be erased. She is told by SMS on which day it happens, or that something must end first. Asking twice is
/// one wish.
///
/// # Errors
/// [`ErasureError::Missing`] if she is erased.
pub async fn ask(db: &Db, person: PersonId) -> Result<(), ErasureError> {
    transaction!(db, tx => {
        if sql::open_of(tx, person).await?.is_some() {
            return Ok(());
        }
        let id: ErasureId = tx.new_id();
        let state = if is_free(tx, person).await? { Erasure::Due } else { Erasure::Waiting };
        begin(tx, id, person, state, Actor::Person(person, Part::Oneself)).await?;
        let wish = sql::wish(tx, id).await?.ok_or(ErasureError::Missing)?;
        tell(tx, &wish).await
    })
}

/// She changes her mind.
///
/// # Errors
/// [`ErasureError::Missing`] if she has not asked, or it is done.
pub async fn take_back(db: &Db, person: PersonId) -> Result<(), ErasureError> {
    transaction!(db, tx => {
        let wish = sql::open_of(tx, person).await?.ok_or(ErasureError::Missing)?;
        let now = tx.now();
        step(tx, &wish, Event::TakesBack, Actor::Person(person, Part::Oneself), wish.due_at, Some(now)).await
    })
}

/// Looks at every open wish: sets a day for those that nothing hinders any more, erases those whose day has come, and lets
/// those wait that something new hinders. Answers who was erased; whoever cannot be erased is told in the log and does not
/// keep the others.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn look_again(db: &Db) -> Result<Vec<Erased>, DbError> {
    let (mut erased, mut after) = (Vec::new(), String::new());
    loop {
        let wishes = sql::open_after(&mut db.read().await?, &after, AT_ONCE).await?;
        for (id,) in &wishes {
            match carry_on(db, *id).await {
                Ok(done) => erased.extend(done),
                Err(ErasureError::Db(cause)) => return Err(cause),
                Err(cause) => {
                    tracing::warn!(%cause, wish = %id, "a wish to be erased waits for the next hour")
                }
            }
        }
        match wishes.last() {
            Some((last,)) if wishes.len() == AT_ONCE.rows() => after = last.to_string(),
            _ => return Ok(erased),
        }
    }
}

async fn carry_on(db: &Db, id: ErasureId) -> Result<Option<Erased>, ErasureError> {
    transaction!(db, tx => {
        let Some(wish) = sql::wish(tx, id).await? else { return Ok(None) };
        let (now, is_free) = (tx.now(), is_free(tx, wish.person).await?);
        let event = match (wish.state, is_free) {
            (Erasure::Waiting, true) => Event::Clears,
            (Erasure::Due, false) => Event::Blocks,
            (Erasure::Due, true) if wish.due_at.is_some_and(|due| due <= now) => Event::Erases,
            (Erasure::Waiting, false) | (Erasure::Due, true) | (Erasure::TakenBack | Erasure::Done, _) => return Ok(None),
        };
        if event == Event::Erases {
            return erase(tx, &wish).await.map(Some);
        }
        let due_at = (event == Event::Clears).then(|| rules::due_at(now));
        step(tx, &wish, event, Actor::Mart, due_at, None).await?;
        let wish = sql::wish(tx, id).await?.ok_or(ErasureError::Missing)?;
        tell(tx, &wish).await?;
        Ok(None)
    })
}

/// Somebody who was erased in a database that has been replaced by an older copy.
#[derive(Clone, Debug)]
pub struct Again(pub Erased);

impl Again {
    /// Erases her again at once: two days passed before the first time. `false` if there is nothing of her.
    ///
    /// # Errors
    /// [`ErasureError`] if the database fails.
    pub async fn erase(&self, db: &Db) -> Result<bool, ErasureError> {
        let Erased { wish: id, person, .. } = self.0;
        transaction!(db, tx => {
            if !sql::is_there(tx, person).await? {
                return Ok(false);
            }
            let id = match sql::open_of(tx, person).await? {
                Some(open) => open.id,
                None => {
                    begin(tx, id, person, Erasure::Due, Actor::Mart).await?;
                    id
                }
            };
            let mut wish = sql::wish(tx, id).await?.ok_or(ErasureError::Missing)?;
            if wish.state == Erasure::Waiting {
                let now = tx.now();
                step(tx, &wish, Event::Clears, Actor::Mart, Some(now), None).await?;
                wish = sql::wish(tx, id).await?.ok_or(ErasureError::Missing)?;
            }
            // She was told long ago, by the mart that this copy replaces.
            wish.due_at = wish.due_at.min(Some(tx.now()));
            erase(tx, &wish).await?;
            Ok(true)
        })
    }
}

/// The wish is carried out, whole or not at all.
async fn erase(tx: &mut Tx, wish: &Wish) -> Result<Erased, ErasureError> {
    let now = tx.now();
    step(tx, wish, Event::Erases, Actor::Mart, wish.due_at, Some(now)).await?;
    wipe::person(tx, wish.person).await?;
    Ok(Erased { wish: wish.id, person: wish.person, at: now })
}

async fn is_free(tx: &mut Tx, person: PersonId) -> Result<bool, DbError> {
    Ok(rules::hindrances(&sql::facts(tx, person).await?).is_empty())
}

async fn begin(
    tx: &mut Tx,
    id: ErasureId,
    person: PersonId,
    state: Erasure,
    actor: Actor,
) -> Result<(), ErasureError> {
    let subject = id.to_string();
    let entry = Entry { subject, seq: 1, actor, act: "erasure.ask", from: "", to: state.as_str(), note: "" };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let due_at: Option<Time> = (state == Erasure::Due).then(|| rules::due_at(tx.now()));
    if sql::insert(tx, id, person, state, due_at, &trail).await? { Ok(()) } else { Err(ErasureError::Raced) }
}

async fn step(
    tx: &mut Tx,
    wish: &Wish,
    event: Event,
    actor: Actor,
    due_at: Option<Time>,
    ended_at: Option<Time>,
) -> Result<(), ErasureError> {
    let to = wish.state.after(event)?;
    let entry = Entry {
        subject: wish.id.to_string(),
        seq: wish.version + 1,
        actor,
        act: event.as_str(),
        from: wish.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &wish.trail, &entry).await?;
    if sql::step(tx, wish, to, due_at, ended_at, &trail).await? { Ok(()) } else { Err(ErasureError::Raced) }
}

/// Tells her the day, or that something must end first.
async fn tell(tx: &mut Tx, wish: &Wish) -> Result<(), ErasureError> {
    let who = accounts::sql::person_row(tx, wish.person).await?.ok_or(ErasureError::Missing)?;
    let (mobile, _, lang) = who;
    let about = format!("{} {}", wish.id, wish.version);
    match wish.due_at {
        Some(due) => {
            let day = due.day().written();
            notices::tell(tx, &mobile, lang, "sms-erasure", &about, &[("day", &day)]).await?;
        }
        None => notices::tell(tx, &mobile, lang, "sms-erasure-waits", &about, &[]).await?,
    }
    Ok(())
}
