//! Sessions: what a browser's cookie or an API client's token stands for. They live in the database, so they can be
//! ended at once and found from any machine. Only the hash of a token is stored.

use kernel::ids::{CartId, PersonId, SessionId};
use kernel::proof::hex;
use kernel::{BadCell, Cell, Column, Secret, Time};
use sha2::{Digest, Sha256};

use crate::sql::{self, NewSession};
use crate::{Db, DbError, Read, Tx, chance, transaction};

/// A session nobody uses ends after so many days, if it has no shorter life.
pub const LIFE_DAYS: i64 = 30;
/// The last use is written down at most this often, so that reading stays reading.
const TOUCH_MS: i64 = 6 * 3_600_000;

/// How long a session lives that nobody uses, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life(i64);

impl Life {
    /// Visitors, buyers and makers: 30 days.
    pub const LONG: Life = Life(LIFE_DAYS * 86_400_000);
    /// Whoever works for the mart: half an hour.
    pub const SHORT: Life = Life(30 * 60_000);

    /// The moment a session ends that is used now and never again.
    pub const fn after(self, now: Time) -> Time {
        Time(now.0 + self.0)
    }

    /// However much it is used, it ends so long after it was opened: a working day and half a year.
    const fn longest_ms(self) -> i64 {
        if self.0 <= Life::SHORT.0 { 12 * 3_600_000 } else { 180 * 86_400_000 }
    }

    /// How often its use is written down: a session of half an hour every minute.
    fn touch_ms(self) -> i64 {
        TOUCH_MS.min(self.0 / 30)
    }
}

impl Column for Life {
    fn to_cell(&self) -> Cell {
        self.0.to_cell()
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        i64::from_cell(cell).map(Life)
    }
}

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
        /// How long it lives unused.
        pub life: Life,
        /// When a second factor was proven in it.
        pub proven_at: Option<Time>,
    }
}

crate::row! {
    /// Where somebody is signed in, as she may see it.
    pub struct SessionLine {
        /// When it was opened.
        pub opened_at: Time,
        /// When it was last used.
        pub seen_at: Time,
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
        open_in(tx, &Opening { person: None, cart, life: Life::LONG, proven_at: None }).await
    })
}

/// What a session is opened with.
struct Opening {
    person: Option<PersonId>,
    cart: CartId,
    life: Life,
    proven_at: Option<Time>,
}

async fn open_in(tx: &mut Tx, opening: &Opening) -> Result<Opened, DbError> {
    let Opening { person, cart, life, proven_at } = *opening;
    let (token, form_secret) = (chance::token(), chance::token());
    let (id, seen_at) = (tx.new_id(), tx.now());
    let (token_hash, expires) = (hash(&token), life.after(seen_at));
    let new = NewSession {
        id,
        token_hash: &token_hash,
        form_secret: &form_secret,
        person,
        cart,
        expires,
        life,
        proven_at,
    };
    sql::insert_session(tx, &new).await?;
    let session = Session { id, form_secret, person, cart, seen_at, pincode: None, life, proven_at };
    Ok(Opened { token: Secret::new(token), session })
}

/// Signs a person in: the old session ends, a new one with a new token takes its basket over.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sign_in(
    tx: &mut Tx,
    old: Option<&Session>,
    person: PersonId,
    life: Life,
) -> Result<Opened, DbError> {
    follow(tx, old, person, life, None).await
}

/// A second factor was proven: what opens more has a new token, and the session before ends.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn prove(tx: &mut Tx, old: &Session, person: PersonId) -> Result<Opened, DbError> {
    let now = tx.now();
    follow(tx, Some(old), person, Life::SHORT, Some(now)).await
}

async fn follow(
    tx: &mut Tx,
    old: Option<&Session>,
    person: PersonId,
    life: Life,
    proven_at: Option<Time>,
) -> Result<Opened, DbError> {
    let cart = match old {
        Some(old) => {
            sql::end_session(tx, old.id).await?;
            old.cart
        }
        None => tx.new_id(),
    };
    let opened = open_in(tx, &Opening { person: Some(person), cart, life, proven_at }).await?;
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

/// Writes down that a session is in use, if that was not done lately. Its longest life goes on meanwhile.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn touch(db: &Db, session: &Session) -> Result<(), DbError> {
    if db.now().0 - session.seen_at.0 < session.life.touch_ms() {
        return Ok(());
    }
    transaction!(db.alone(), tx => {
        let expires = session.life.after(tx.now());
        sql::touch_session(tx, session.id, expires, session.life.longest_ms()).await
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
    transaction!(db.alone(), tx => { sql::set_pincode(tx, session.id, pincode).await })
}

/// Ends a session.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn end(db: &Db, id: SessionId) -> Result<(), DbError> {
    transaction!(db, tx => { sql::end_session(tx, id).await })
}

/// Where a person is signed in now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn living_of(read: &mut Read, person: PersonId) -> Result<Vec<SessionLine>, DbError> {
    sql::living_sessions(read, person).await
}

/// Ends every session of a person: a role changed, or she signs out everywhere.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn end_all_of(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    sql::end_sessions_of(tx, person).await
}

/// Ends every session of a person but one: what she signs in with has changed.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn end_others_of(tx: &mut Tx, person: PersonId, but: SessionId) -> Result<(), DbError> {
    sql::end_other_sessions_of(tx, person, but).await
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
