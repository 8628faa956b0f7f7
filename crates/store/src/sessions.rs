//! Sessions: what a browser's cookie or an API client's token stands for. They live in the database, so they can be
//! ended at once and found from any machine. Only the hash of a token is stored.

use kernel::ids::{CartId, PersonId, SessionId};
use kernel::proof::hex;
use kernel::{Secret, Time};
use sha2::{Digest, Sha256};

use crate::sql::{self, NewSession};
use crate::{Db, DbError, Read, Tx, chance, transaction};

/// A session nobody uses ends after so many days.
pub const LIFE_DAYS: i64 = 30;
/// The last use is written down at most this often, so that reading stays reading.
const TOUCH_MS: i64 = 6 * 3_600_000;

crate::row! {
    /// A living session.
    pub struct Session {
        /// Its id; never shown outside.
        pub id: SessionId,
        /// Forms of this session carry a key made from it.
        pub form_secret: String,
        /// Who has signed in.
        pub person: Option<PersonId>,
        /// The basket that goes with it.
        pub cart: CartId,
        /// When its use was last written down.
        pub seen_at: Time,
        /// The pincode prices were last asked for.
        pub pincode: Option<String>,
    }
}

/// A session just opened, with the only copy of its token.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What the browser keeps.
    pub token: Secret<String>,
    /// The session.
    pub session: Session,
}

/// Opens a session for a visitor with an empty basket.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open(db: &Db) -> Result<Opened, DbError> {
    transaction!(db, tx => {
        let cart = tx.new_id();
        open_in(tx, None, cart).await
    })
}

/// Opens a session for `person` inside a transaction, with the basket of the one before.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_in(tx: &mut Tx, person: Option<PersonId>, cart: CartId) -> Result<Opened, DbError> {
    let (token, form_secret) = (chance::token(), chance::token());
    let (id, seen_at) = (tx.new_id(), tx.now());
    let expires = seen_at.plus_days(LIFE_DAYS);
    let new = NewSession { id, token_hash: &hash(&token), form_secret: &form_secret, person, cart, expires };
    sql::insert_session(tx, &new).await?;
    let session = Session { id, form_secret, person, cart, seen_at, pincode: None };
    Ok(Opened { token: Secret::new(token), session })
}

/// Signs a person in: the old session ends, a new one with a new token takes its basket over.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sign_in(tx: &mut Tx, old: Option<&Session>, person: PersonId) -> Result<Opened, DbError> {
    let cart = match old {
        Some(old) => {
            sql::end_session(tx, old.id).await?;
            old.cart
        }
        None => tx.new_id(),
    };
    let opened = open_in(tx, Some(person), cart).await?;
    if let Some(pincode) = old.and_then(|old| old.pincode.as_deref()) {
        sql::set_pincode(tx, opened.session.id, pincode).await?;
    }
    Ok(opened)
}

/// The living session behind a token. Anything shorter than a token is nobody's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn find(read: &mut Read, token: &str) -> Result<Option<Session>, DbError> {
    if token.len() < 32 || token.len() > 64 {
        return Ok(None);
    }
    sql::session_of(read, &hash(token)).await
}

/// Writes down that a session is in use, if that was not done lately.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn touch(db: &Db, session: &Session) -> Result<(), DbError> {
    if db.now().0 - session.seen_at.0 < TOUCH_MS {
        return Ok(());
    }
    transaction!(db, tx => {
        let expires = tx.now().plus_days(LIFE_DAYS);
        sql::touch_session(tx, session.id, expires).await
    })
}

/// Remembers the pincode prices were asked for.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn remember_pincode(db: &Db, session: &Session, pincode: &str) -> Result<(), DbError> {
    if session.pincode.as_deref() == Some(pincode) {
        return Ok(());
    }
    transaction!(db, tx => { sql::set_pincode(tx, session.id, pincode).await })
}

/// Ends a session.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn end(db: &Db, id: SessionId) -> Result<(), DbError> {
    transaction!(db, tx => { sql::end_session(tx, id).await })
}

/// Ends every session of a person, as when a role changes.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn end_all_of(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    sql::end_sessions_of(tx, person).await
}

/// Forgets sessions that ended or ran out more than [`LIFE_DAYS`] ago; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-LIFE_DAYS);
        sql::forget_sessions(tx, before).await
    })
}

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
