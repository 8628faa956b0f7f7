//! The verbs of telephones: choose for whom, set a PIN, enter with it, forget it.

use kernel::Secret;
use kernel::ids::{MakerId, PersonId, SessionId};
use kernel::proof::hex;
use sha2::{Digest, Sha256};
use store::sessions::{self, Life, Opened, Session};
use store::{Db, DbError, Tx, transaction};
use subtle::ConstantTimeEq;

use super::rules::{PIN_TRIES, Pin};
use super::{PhoneError, ShownBy, sql};

/// PINs that have ended are remembered this long, for whoever asks what happened.
const REMEMBERED_DAYS: i64 = 90;

/// What is kept of a device's token.
pub(super) fn token_hash(device: &Secret<String>) -> String {
    hex(&Sha256::digest(device.reveal().as_bytes()))
}

/// From now on a session works for this maker.
///
/// Who has signed in by code may be any maker of her telephone. Who came in by one maker's PIN needs the other one's PIN,
/// if she has one on this device.
///
/// # Errors
/// [`PhoneError::NoMaker`] if the person does not speak for her, [`PhoneError::NeedsPin`].
pub async fn choose(
    db: &Db,
    session: SessionId,
    person: PersonId,
    maker: MakerId,
    device: Option<&Secret<String>>,
) -> Result<(), PhoneError> {
    transaction!(db, tx => {
        if !sql::speaks_for(tx, person, maker).await? {
            return Err(PhoneError::NoMaker(maker));
        }
        let shown_by = match sql::at_work(tx, session).await? {
            Some((now, _)) if now == maker => return Ok(()),
            Some((_, ShownBy::Pin)) => ShownBy::Pin,
            Some((_, ShownBy::Code)) | None => ShownBy::Code,
        };
        if shown_by == ShownBy::Pin && has_pin(tx, device, maker).await? {
            return Err(PhoneError::NeedsPin);
        }
        Ok(sql::put_at_work(tx, session, maker, shown_by).await?)
    })
}

async fn has_pin(tx: &mut Tx, device: Option<&Secret<String>>, maker: MakerId) -> Result<bool, DbError> {
    match device {
        None => Ok(false),
        Some(device) => super::read::on_device(tx, device, maker).await,
    }
}

/// Sets a maker's PIN on a device; the one before ends.
///
/// # Errors
/// [`PhoneError::NoMaker`] if the person does not speak for her.
pub async fn set_pin(
    db: &Db,
    device: &Secret<String>,
    person: PersonId,
    maker: MakerId,
    pin: &Pin,
) -> Result<(), PhoneError> {
    // Outside the transaction: it takes a while on purpose.
    let (token_hash, pin_hash) = (token_hash(device), pin.hash(device, maker));
    transaction!(db, tx => {
        if !sql::speaks_for(tx, person, maker).await? {
            return Err(PhoneError::NoMaker(maker));
        }
        let id = match sql::device_of(tx, &token_hash).await? {
            Some(id) => id,
            None => {
                let id = tx.new_id();
                sql::insert_device(tx, id, &token_hash).await?;
                id
            }
        };
        sql::end_pin(tx, id, maker, "replaced").await?;
        Ok(sql::insert_pin(tx, id, person, maker, &pin_hash, PIN_TRIES).await?)
    })
}

/// Signs a maker in with her PIN on this device. The session before ends; the new one keeps its basket and works for her.
///
/// # Errors
/// [`PhoneError::WrongPin`] while tries are left, [`PhoneError::NoPin`] otherwise: then the code is needed.
pub async fn enter(
    db: &Db,
    old: Option<&Session>,
    device: &Secret<String>,
    maker: MakerId,
    pin: &Pin,
) -> Result<(Opened, PersonId), PhoneError> {
    let (token_hash, given) = (token_hash(device), pin.hash(device, maker));
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let compared: Result<_, PhoneError> = transaction!(db, tx => {
        let Some(id) = sql::device_of(tx, &token_hash).await? else { return Ok(Err(PhoneError::NoPin)) };
        let Some((person, hash, tries_left)) = sql::spend_try(tx, id, maker).await? else {
            return Ok(Err(PhoneError::NoPin));
        };
        if !bool::from(given.as_bytes().ct_eq(hash.as_bytes())) {
            if tries_left > 0 {
                return Ok(Err(PhoneError::WrongPin { tries_left }));
            }
            sql::end_pin(tx, id, maker, "tried too often").await?;
            return Ok(Err(PhoneError::NoPin));
        }
        if !sql::speaks_for(tx, person, maker).await? {
            sql::end_pin(tx, id, maker, "no longer hers").await?;
            return Ok(Err(PhoneError::NoPin));
        }
        sql::restore_tries(tx, id, maker, PIN_TRIES).await?;
        let opened = sessions::sign_in(tx, old, person, Life::LONG).await?;
        sql::put_at_work(tx, opened.session.id, maker, ShownBy::Pin).await?;
        Ok(Ok((opened, person)))
    });
    compared?
}

/// Forgets a maker's PIN on this device. Where there is none, nothing changes.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_pin(db: &Db, device: &Secret<String>, maker: MakerId) -> Result<(), DbError> {
    let token_hash = token_hash(device);
    transaction!(db, tx => {
        if let Some(id) = sql::device_of(tx, &token_hash).await? {
            sql::end_pin(tx, id, maker, "forgotten").await?;
        }
        Ok(())
    })
}

/// Forgets every PIN that opens in a person's name, wherever it was set.
pub(crate) async fn forget_pins_of(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    sql::end_pins_of(tx, person, "signed_out").await
}

/// Forgets what sessions that are gone had chosen, PINs that ended long ago, and devices without any. Answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-REMEMBERED_DAYS);
        let choices = sql::forget_choices(tx).await?;
        let pins = sql::forget_pins(tx, before).await?;
        Ok(choices + pins + sql::forget_devices(tx).await?)
    })
}
