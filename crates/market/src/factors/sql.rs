//! Every statement of the second factor, from the first key to the last recovery code.

use kernel::ids::{PasskeyId, PersonId, SecondFactorId};
use kernel::{Limit, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use super::passkey::NewKey;
use super::{PasskeyLine, State};
use crate::audit::Trail;

store::row! {
    /// A person's second factor.
    pub struct FactorRow {
        /// Its id.
        pub id: SecondFactorId,
        /// How it stands.
        pub state: State,
        /// The key of the app.
        pub app_key: Option<Sealed>,
        /// The last half minute whose code was used.
        pub app_step: i64,
        /// The key of an app that is not proven yet.
        pub new_app_key: Option<Sealed>,
        /// Wrong codes since `wrong_since`.
        pub wrong_tries: i64,
        /// When the first of them came.
        pub wrong_since: Time,
        /// What new recovery codes follow from.
        pub recovery_seed: Option<Sealed>,
        /// How often it was changed.
        pub version: i64,
        /// The hash of the last entry about it.
        pub trail: Trail,
    }
}

/// A person's second factor, if she has begun one.
pub(super) async fn factor_of(read: &mut Read, person: PersonId) -> Result<Option<FactorRow>, DbError> {
    read.row(
        sql!(
            "select id, state, app_key, app_step, new_app_key, wrong_tries, wrong_since_ms, recovery_seed, version, trail
               from second_factor where person_id = $1"
        ),
        params![person],
    )
    .await
}

/// An open one. Two may begin at once: a person has one.
pub(super) async fn insert_factor(
    tx: &mut Tx,
    id: SecondFactorId,
    person: PersonId,
    trail: &Trail,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into second_factor
                (id, person_id, state, app_step, wrong_tries, wrong_since_ms, version, trail)
             values ($1, $2, 'open', 0, 0, 0, 1, $3)"
        ),
        params![id, person, trail.clone()],
    )
    .await
}

/// Moves it unless somebody moved it since `version` was read. `false`: they did.
pub(super) async fn move_factor(
    tx: &mut Tx,
    row: &FactorRow,
    to: State,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update second_factor set state = $3, trail = $4, version = version + 1 where id = $1 and version = $2"),
            params![row.id, row.version, to, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Remembers the key that is shown to the person.
pub(super) async fn show_app_key(tx: &mut Tx, id: SecondFactorId, key: &Sealed) -> Result<(), DbError> {
    tx.put(sql!("update second_factor set new_app_key = $2 where id = $1"), params![id, key.clone()]).await
}

/// The key that was shown is proven: it is the app's, and the code of this step is used.
pub(super) async fn take_app_key(
    tx: &mut Tx,
    id: SecondFactorId,
    key: &Sealed,
    step: i64,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update second_factor set app_key = $2, app_step = $3, new_app_key = null, wrong_tries = 0 where id = $1"
        ),
        params![id, key.clone(), step],
    )
    .await
}

/// Uses the code of a step. `false`: it or a later one was used before.
pub(super) async fn use_step(tx: &mut Tx, id: SecondFactorId, step: i64) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update second_factor set app_step = $2, wrong_tries = 0 where id = $1 and app_step < $2"),
            params![id, step],
        )
        .await?;
    Ok(changed == 1)
}

/// Counts a wrong code; those before `window` are forgotten.
pub(super) async fn count_wrong(tx: &mut Tx, id: SecondFactorId, window: Time) -> Result<i64, DbError> {
    let now = tx.now();
    let (tries,) = tx
        .one(
            sql!(
                "update second_factor
                    set wrong_tries = case when wrong_since_ms > $2 and wrong_tries > 0 then wrong_tries + 1 else 1 end,
                        wrong_since_ms = case when wrong_since_ms > $2 and wrong_tries > 0 then wrong_since_ms else $3 end
                  where id = $1 returning wrong_tries"
            ),
            params![id, window, now],
        )
        .await?;
    Ok(tries)
}

/// Forgets wrong codes: a right one came.
pub(super) async fn forget_wrong(tx: &mut Tx, id: SecondFactorId) -> Result<(), DbError> {
    tx.put(sql!("update second_factor set wrong_tries = 0 where id = $1"), params![id]).await
}

/// Begins or ends the showing of new recovery codes.
pub(super) async fn set_seed(tx: &mut Tx, id: SecondFactorId, seed: Option<Sealed>) -> Result<(), DbError> {
    tx.put(sql!("update second_factor set recovery_seed = $2 where id = $1"), params![id, seed]).await
}

/// Keeps a new passkey. `false`: it is somebody's already.
pub(super) async fn insert_passkey(
    tx: &mut Tx,
    id: PasskeyId,
    person: PersonId,
    key: &NewKey,
) -> Result<bool, DbError> {
    let now = tx.now();
    let added = tx
        .exec(
            sql!(
                "insert into passkey (id, person_id, credential, public_key, sign_count, added_at_ms)
                 values ($1, $2, $3, $4, $5, $6) on conflict (credential) do nothing"
            ),
            params![id, person, key.credential.as_str(), key.public_key.text(), key.sign_count, now],
        )
        .await?;
    Ok(added == 1)
}

/// The living passkeys of a person.
pub(super) async fn passkeys_of(
    read: &mut Read,
    person: PersonId,
    limit: Limit,
) -> Result<Vec<PasskeyLine>, DbError> {
    read.rows(
        sql!(
            "select id, credential, added_at_ms, used_at_ms from passkey
              where person_id = $1 and removed_at_ms is null order by added_at_ms, id limit $2"
        ),
        params![person, limit],
    )
    .await
}

/// A living passkey of a person by its name for itself: id, public key, count.
pub(super) async fn passkey(
    tx: &mut Tx,
    person: PersonId,
    credential: &str,
) -> Result<Option<(PasskeyId, String, i64)>, DbError> {
    tx.row(
        sql!(
            "select id, public_key, sign_count from passkey
              where person_id = $1 and credential = $2 and removed_at_ms is null"
        ),
        params![person, credential],
    )
    .await
}

/// A passkey proved itself with this count. `false`: it was used meanwhile, or removed.
pub(super) async fn use_passkey(
    tx: &mut Tx,
    id: PasskeyId,
    last_count: i64,
    count: i64,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update passkey set sign_count = $3, used_at_ms = $4
                  where id = $1 and sign_count = $2 and removed_at_ms is null"
            ),
            params![id, last_count, count, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Removes a passkey of a person. `false`: it is not hers, or is gone.
pub(super) async fn remove_passkey(tx: &mut Tx, person: PersonId, id: PasskeyId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update passkey set removed_at_ms = $3 where id = $1 and person_id = $2 and removed_at_ms is null"
            ),
            params![id, person, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Recovery codes that still open.
pub(super) async fn recovery_left(read: &mut Read, person: PersonId) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!("select count(*) from recovery_code where person_id = $1 and used_at_ms is null"),
            params![person],
        )
        .await?;
    Ok(count)
}

/// Keeps the hash of a recovery code.
pub(super) async fn insert_recovery(tx: &mut Tx, person: PersonId, hash: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into recovery_code (person_id, code_hash, made_at_ms) values ($1, $2, $3)"),
        params![person, hash, now],
    )
    .await
}

/// Uses a recovery code. `false`: there is none like it, or it was used.
pub(super) async fn use_recovery(tx: &mut Tx, person: PersonId, hash: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update recovery_code set used_at_ms = $3
                  where person_id = $1 and code_hash = $2 and used_at_ms is null"
            ),
            params![person, hash, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Forgets the recovery codes of a person.
pub(super) async fn forget_recovery(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.put(sql!("delete from recovery_code where person_id = $1"), params![person]).await
}

/// Forgets the app and the codes being shown.
pub(super) async fn forget_app(tx: &mut Tx, id: SecondFactorId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update second_factor
                set app_key = null, new_app_key = null, recovery_seed = null, app_step = 0, wrong_tries = 0
              where id = $1"
        ),
        params![id],
    )
    .await
}

/// Removes every passkey of a person.
pub(super) async fn remove_passkeys(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update passkey set removed_at_ms = $2 where person_id = $1 and removed_at_ms is null"),
        params![person, now],
    )
    .await
}
