//! The verbs of the second factor.

use kernel::Secret;
use kernel::ids::{PasskeyId, PersonId};
use kernel::totp::Key;
use store::sessions::{self, Opened, Session};
use store::{Db, Sealed, Spot, Tx, chance, transaction};

use super::passkey::{self, Assertion, Registration};
use super::read::opened;
use super::rules::{self, APP_KEY, RECOVERY_SEED, TRIES, TRIES_MINUTES, Typed};
use super::sql::{self, FactorRow};
use super::{Event, FactorError, State};
use crate::audit::{self, Actor, Entry, Part, Trail};

/// The person of a session; nobody else has a second factor.
fn owner(session: &Session) -> Result<PersonId, FactorError> {
    session.person.ok_or(FactorError::NotProven)
}

/// Seals with a person's key.
async fn sealed(
    tx: &mut Tx,
    person: PersonId,
    column: &'static str,
    text: &str,
) -> Result<Sealed, FactorError> {
    Ok(tx.seal(&person, Spot { column, row: &person.to_string() }, text).await?)
}

/// The row of a person, begun if there is none.
async fn row_of(tx: &mut Tx, person: PersonId) -> Result<FactorRow, FactorError> {
    if let Some(row) = sql::factor_of(tx, person).await? {
        return Ok(row);
    }
    let id = tx.new_id();
    let entry = Entry {
        subject: format!("{id}"),
        seq: 1,
        actor: Actor::Person(person, Part::Oneself),
        act: "factor.begin",
        from: "",
        to: State::Open.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert_factor(tx, id, person, &trail).await?;
    sql::factor_of(tx, person).await?.ok_or(FactorError::Raced)
}

/// The row of a person who may change it: nothing is set up yet, or it was proven in this session.
async fn changeable(tx: &mut Tx, session: &Session) -> Result<FactorRow, FactorError> {
    let row = row_of(tx, owner(session)?).await?;
    let may = row.state == State::Open || session.proven_at.is_some();
    if may { Ok(row) } else { Err(FactorError::NotProven) }
}

async fn step(tx: &mut Tx, row: &FactorRow, actor: Actor, event: Event) -> Result<(), FactorError> {
    let to = row.state.after(event).ok_or(FactorError::NotSetUp)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_factor(tx, row, to, &trail).await? { Ok(()) } else { Err(FactorError::Raced) }
}

/// After something was added: the other sessions end, this one goes on under a new token, and who has no recovery codes
/// is shown some.
async fn added(
    tx: &mut Tx,
    row: &FactorRow,
    session: &Session,
    person: PersonId,
) -> Result<Opened, FactorError> {
    step(tx, row, Actor::Person(person, Part::Oneself), Event::Add).await?;
    if sql::recovery_left(tx, person).await? == 0 {
        let seed = sealed(tx, person, RECOVERY_SEED, &chance::token()).await?;
        sql::set_seed(tx, row.id, Some(seed)).await?;
    }
    sessions::end_all_of(tx, person).await?;
    Ok(sessions::prove(tx, session, person).await?)
}

/// Begins to set an app up: a key is drawn, to be shown until it is proven. A second press shows the same key.
///
/// # Errors
/// [`FactorError::NotProven`] if something is set up and was not proven in this session.
pub async fn begin_app(db: &Db, session: &Session) -> Result<(), FactorError> {
    transaction!(db, tx => {
        let row = changeable(tx, session).await?;
        if row.new_app_key.is_none() {
            let key = sealed(tx, owner(session)?, APP_KEY, &Key::new(chance::bytes()).base32()).await?;
            sql::show_app_key(tx, row.id, &key).await?;
        }
        Ok(())
    })
}

/// The app shows the right code: from now on it counts, and this session is proven.
///
/// # Errors
/// [`FactorError::NotSetUp`] if no key is being shown, [`FactorError::WrongCode`] and [`FactorError::TooManyTries`] as
/// for [`prove`].
pub async fn confirm_app(db: &Db, session: &Session, typed: &Secret<String>) -> Result<Opened, FactorError> {
    let compared: Result<_, FactorError> = transaction!(db, tx => {
        let (row, person, now) = (changeable(tx, session).await?, owner(session)?, tx.now());
        let shown = row.new_app_key.as_ref().ok_or(FactorError::NotSetUp)?;
        let text = opened(tx, person, APP_KEY, Some(shown)).await?;
        let key = text.and_then(|text| Key::parse(&text)).ok_or(FactorError::NotSetUp)?;
        tries_left(&row, now)?;
        let step = match Typed::of(typed.reveal()) {
            Typed::App(code) => rules::step_that_fits(&key, &code, now),
            Typed::Recovery(_) | Typed::Nothing => None,
        };
        let Some(step) = step else { return Ok(Err(wrong(tx, &row).await?)) };
        let proven = added(tx, &row, session, person).await?;
        sql::take_app_key(tx, row.id, shown, step).await?;
        Ok(Ok(proven))
    });
    compared?
}

fn tries_left(row: &FactorRow, now: kernel::Time) -> Result<(), FactorError> {
    match rules::minutes_to_wait(now, row.wrong_tries, row.wrong_since) {
        Some(wait_minutes) => Err(FactorError::TooManyTries { wait_minutes }),
        None => Ok(()),
    }
}

/// Counts a wrong code and says how many more may come.
async fn wrong(tx: &mut Tx, row: &FactorRow) -> Result<FactorError, FactorError> {
    let window = tx.now().plus_minutes(-TRIES_MINUTES);
    let tries = sql::count_wrong(tx, row.id, window).await?;
    Ok(FactorError::WrongCode { tries_left: (TRIES - tries).max(0) })
}

/// Proves the second factor of a session with a code of the app, or with a recovery code.
///
/// # Errors
/// [`FactorError::WrongCode`]; [`FactorError::CodeUsed`] if it was right and used before; after five wrong ones in a
/// quarter of an hour [`FactorError::TooManyTries`], whatever is typed; [`FactorError::NotSetUp`].
pub async fn prove(db: &Db, session: &Session, typed: &Secret<String>) -> Result<Opened, FactorError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let compared: Result<_, FactorError> = transaction!(db, tx => {
        let (person, now) = (owner(session)?, tx.now());
        let row = sql::factor_of(tx, person).await?.ok_or(FactorError::NotSetUp)?;
        if row.state == State::Open {
            return Err(FactorError::NotSetUp);
        }
        tries_left(&row, now)?;
        let fits = match Typed::of(typed.reveal()) {
            Typed::App(code) => {
                let key = opened(tx, person, APP_KEY, row.app_key.as_ref()).await?;
                let key = key.and_then(|key| Key::parse(&key));
                match key.and_then(|key| rules::step_that_fits(&key, &code, now)) {
                    Some(step) if !sql::use_step(tx, row.id, step).await? => return Err(FactorError::CodeUsed),
                    fitting => fitting.is_some(),
                }
            }
            Typed::Recovery(code) => {
                sql::use_recovery(tx, person, &rules::recovery_hash(person, &code)).await?
            }
            Typed::Nothing => false,
        };
        if !fits {
            return Ok(Err(wrong(tx, &row).await?));
        }
        sql::forget_wrong(tx, row.id).await?;
        Ok(Ok(sessions::prove(tx, session, person).await?))
    });
    compared?
}

/// Keeps a new passkey; from now on it counts, and this session is proven. `origins` are the addresses of our pages.
///
/// # Errors
/// [`FactorError::NoPasskey`] if the browser's answer is none to our question; [`FactorError::NotProven`].
pub async fn add_passkey(
    db: &Db,
    session: &Session,
    raw: &Registration,
    origins: &[String],
) -> Result<Opened, FactorError> {
    transaction!(db, tx => {
        let (row, person, now) = (changeable(tx, session).await?, owner(session)?, tx.now());
        let ours = |asked: &str| rules::is_our_challenge(session, asked, now);
        let key = passkey::registered(raw, origins, ours).ok_or(FactorError::NoPasskey)?;
        let known = sql::passkeys_of(tx, person, super::read::PASSKEYS).await?.len();
        let id = tx.new_id();
        if known >= super::read::PASSKEYS.rows() || !sql::insert_passkey(tx, id, person, &key).await? {
            return Err(FactorError::NoPasskey);
        }
        added(tx, &row, session, person).await
    })
}

/// Proves the second factor of a session with a passkey.
///
/// # Errors
/// [`FactorError::NoPasskey`] if it is none of this person's, or no answer to our question.
pub async fn prove_by_passkey(
    db: &Db,
    session: &Session,
    raw: &Assertion,
    origins: &[String],
) -> Result<Opened, FactorError> {
    transaction!(db, tx => {
        let (person, now) = (owner(session)?, tx.now());
        let found = sql::passkey(tx, person, &raw.credential).await?;
        let (id, key, last) = found.ok_or(FactorError::NoPasskey)?;
        let key = passkey::PublicKey::parse(&key).ok_or(FactorError::NoPasskey)?;
        let ours = |asked: &str| rules::is_our_challenge(session, asked, now);
        let count = passkey::asserted(raw, &key, last, origins, ours).ok_or(FactorError::NoPasskey)?;
        if !sql::use_passkey(tx, id, last, count).await? {
            return Err(FactorError::Raced);
        }
        Ok(sessions::prove(tx, session, person).await?)
    })
}

/// Removes a passkey.
///
/// # Errors
/// [`FactorError::NoPasskey`] if it is not hers, [`FactorError::LastOne`] if nothing else would be left to prove.
pub async fn remove_passkey(db: &Db, session: &Session, id: PasskeyId) -> Result<(), FactorError> {
    transaction!(db, tx => {
        let (row, person) = (changeable(tx, session).await?, owner(session)?);
        if !sql::remove_passkey(tx, person, id).await? {
            return Err(FactorError::NoPasskey);
        }
        let left = sql::passkeys_of(tx, person, super::read::PASSKEYS).await?;
        if row.app_key.is_none() && left.is_empty() {
            return Err(FactorError::LastOne);
        }
        // Whoever holds the phone it was in may be signed in there.
        sessions::end_others_of(tx, person, session.id).await?;
        step(tx, &row, Actor::Person(person, Part::Oneself), Event::Remove).await
    })
}

/// Begins to show new recovery codes; the old ones open until the new ones are written down.
///
/// # Errors
/// [`FactorError::NotProven`], [`FactorError::NotSetUp`].
pub async fn new_recovery_codes(db: &Db, session: &Session) -> Result<(), FactorError> {
    transaction!(db, tx => {
        let row = changeable(tx, session).await?;
        if row.state == State::Open {
            return Err(FactorError::NotSetUp);
        }
        if row.recovery_seed.is_none() {
            let seed = sealed(tx, owner(session)?, RECOVERY_SEED, &chance::token()).await?;
            sql::set_seed(tx, row.id, Some(seed)).await?;
        }
        Ok(())
    })
}

/// The codes that were shown are written down: they open now, the old ones no longer, and nobody is shown them again.
/// A second press changes nothing.
///
/// # Errors
/// [`FactorError::NotProven`].
pub async fn keep_recovery_codes(db: &Db, session: &Session) -> Result<(), FactorError> {
    transaction!(db, tx => {
        let (row, person) = (changeable(tx, session).await?, owner(session)?);
        let seed = opened(tx, person, RECOVERY_SEED, row.recovery_seed.as_ref()).await?;
        let Some(seed) = seed else { return Ok(()) };
        sql::forget_recovery(tx, person).await?;
        for code in rules::recovery_codes(&seed) {
            sql::insert_recovery(tx, person, &rules::recovery_hash(person, &code)).await?;
        }
        sql::set_seed(tx, row.id, None).await?;
        step(tx, &row, Actor::Person(person, Part::Oneself), Event::Write).await
    })
}

/// Gives somebody an app with this key, if she has proven nothing yet: for sample people, whose apps are pretend.
///
/// # Errors
/// [`FactorError::Db`] if the database fails.
pub async fn enrol(db: &Db, person: PersonId, key: &Key) -> Result<(), FactorError> {
    transaction!(db, tx => {
        let row = row_of(tx, person).await?;
        if row.state == State::Secured {
            return Ok(());
        }
        step(tx, &row, Actor::Mart, Event::Add).await?;
        let key = sealed(tx, person, APP_KEY, &key.base32()).await?;
        Ok(sql::take_app_key(tx, row.id, &key, 0).await?)
    })
}

/// Forgets every proof of a person, who must set one up at the next sign-in; all her sessions end.
pub(crate) async fn reset(tx: &mut Tx, person: PersonId, by: Actor) -> Result<(), FactorError> {
    let row = sql::factor_of(tx, person).await?.ok_or(FactorError::NotSetUp)?;
    sql::forget_app(tx, row.id).await?;
    sql::remove_passkeys(tx, person).await?;
    sql::forget_recovery(tx, person).await?;
    step(tx, &row, by, Event::Reset).await?;
    Ok(sessions::end_all_of(tx, person).await?)
}
