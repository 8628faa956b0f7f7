//! What the pages of the second factor ask for.

use kernel::Limit;
use kernel::Time;
use kernel::ids::{PasskeyId, PersonId};
use kernel::totp::Key;
use store::{DbError, Read, Sealed, Spot};

use super::rules::{APP_KEY, RECOVERY_SEED};
use super::{State, rules, sql};

/// Passkeys one person may have.
pub(super) const PASSKEYS: Limit = Limit::of(10);

store::row! {
    /// A passkey in a list.
    pub struct PasskeyLine {
        /// Its id.
        pub id: PasskeyId,
        /// Its name for itself, base64url.
        pub credential: String,
        /// When it was added.
        pub added_at: Time,
        /// When it last proved itself.
        pub used_at: Option<Time>,
    }
}

/// How somebody can prove herself.
#[derive(Clone, Debug)]
pub struct Factors {
    /// Whether anything is set up.
    pub state: State,
    /// Whether an app is among it.
    pub has_app: bool,
    /// The key of an app that is being set up.
    pub new_app: Option<Key>,
    /// The living passkeys, the oldest first.
    pub passkeys: Vec<PasskeyLine>,
    /// Recovery codes that are left.
    pub recovery_left: i64,
    /// New recovery codes to be written down; they open nothing until that is done.
    pub new_recovery_codes: Option<Vec<String>>,
}

/// What was sealed with a person's key; nothing if there is nothing, or the key is destroyed.
pub(super) async fn opened(
    read: &mut Read,
    person: PersonId,
    column: &'static str,
    sealed: Option<&Sealed>,
) -> Result<Option<String>, DbError> {
    let Some(sealed) = sealed else { return Ok(None) };
    read.open(&person, Spot { column, row: &person.to_string() }, sealed).await
}

/// How a person can prove herself.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn factors_of(read: &mut Read, person: PersonId) -> Result<Factors, DbError> {
    let row = sql::factor_of(read, person).await?;
    let (new_app, seed) = match &row {
        Some(row) => (
            opened(read, person, APP_KEY, row.new_app_key.as_ref()).await?,
            opened(read, person, RECOVERY_SEED, row.recovery_seed.as_ref()).await?,
        ),
        None => (None, None),
    };
    let passkeys = sql::passkeys_of(read, person, PASSKEYS).await?;
    let recovery_left = sql::recovery_left(read, person).await?;
    Ok(Factors {
        state: row.as_ref().map_or(State::Open, |row| row.state),
        has_app: row.as_ref().is_some_and(|row| row.app_key.is_some()),
        new_app: new_app.and_then(|key| Key::parse(&key)),
        passkeys,
        recovery_left,
        new_recovery_codes: seed.map(|seed| rules::recovery_codes(&seed)),
    })
}
