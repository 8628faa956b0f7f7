//! The maker's yes to a listing: by a code sent to her phone and said to the officer, or spoken and recorded; and its end.
//!
//! A yes is to the very answers that were read to her. Change one, and she is asked again. She takes it back with one press
//! or through an officer, and the good leaves the shelf in the same transaction.

use kernel::ids::{ConsentCodeId, FieldRecordId, MakerId};
use kernel::india::Mobile;
use kernel::proof::hex;
use kernel::{Lang, Limit, Paise};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Read, Tx, chance, transaction};
use subtle::ConstantTimeEq;

use super::files::{FileState, Role};
use super::machine::{Event, Standing};
use super::read::{Consent, RecordRow};
use super::take::{self, facts_of};
use super::{FieldworkError, Officer, apply, consent_sql, sql};
use crate::audit::{Actor, Part};
use crate::notices::{self, brief};
use crate::{catalogue, makers};

/// The wording that is read out before she says yes. A new wording gets a new number; old ones stay in the locales.
pub const NOTICE: &str = "listing-1";
/// A code can be used this long: the officer sits beside her.
pub const CODE_MINUTES: i64 = 30;
/// Codes sent for one record within [`CODE_MINUTES`].
pub const CODES_MOST: i64 = 3;
/// A code can be compared this often.
const TRIES: i64 = 5;

/// Why a yes could not be taken. Each variant has a message in `locales/*/fieldwork.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ConsentError {
    /// As for any act on a record.
    #[error(transparent)]
    Record(#[from] FieldworkError),
    /// Too many codes were sent for this record.
    #[error("too many codes for this record")]
    TooManyCodes,
    /// Not the code we sent.
    #[error("wrong code")]
    WrongCode,
    /// There is no code that could still be used for these answers.
    #[error("no code to compare with")]
    NoCode,
    /// No voice was recorded.
    #[error("no recorded voice")]
    NoVoice,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

fn code_hash(id: &str, code: &str) -> String {
    hex(&Sha256::digest(format!("consent:{id}:{code}").as_bytes()))
}

/// Whom a record's maker is reached at, and in which language.
pub(super) async fn reach(read: &mut Read, row: &RecordRow) -> Result<Option<(Mobile, Lang)>, DbError> {
    Ok(match row.maker {
        Some(maker) => makers::read::core(read, maker).await?.map(|maker| (maker.mobile, maker.lang)),
        None => Mobile::typed(row.mobile()).map(|mobile| (mobile, Lang::Hi)),
    })
}

/// Sends the maker a code that says yes to the listing as it stands.
///
/// # Errors
/// [`ConsentError::TooManyCodes`]; [`FieldworkError::NotNow`] unless the record waits for her.
pub async fn ask_code(db: &Db, officer: &Officer, id: FieldRecordId) -> Result<(), ConsentError> {
    transaction!(db, tx => {
        let row = waiting(tx, officer, id).await?;
        let now = tx.now();
        if consent_sql::codes_since(tx, id, now.plus_minutes(-CODE_MINUTES)).await? >= CODES_MOST {
            return Err(ConsentError::TooManyCodes);
        }
        let (mobile, lang) = reach(tx, &row).await?.ok_or(FieldworkError::NoRecord)?;
        let code_id: ConsentCodeId = tx.new_id();
        let (code_id, code) = (code_id.to_string(), chance::six_digits());
        let hash = code_hash(&code_id, &code);
        consent_sql::insert_code(tx, &code_id, &row, &hash, now.plus_minutes(CODE_MINUTES), TRIES).await?;
        let price = Paise::typed(row.answers.get("price")).unwrap_or_default().to_string();
        let good = brief(row.good(lang));
        let words = [("code", code.as_str()), ("good", good.as_str()), ("price", price.as_str())];
        notices::tell_code(tx, &mobile, lang, "sms-consent-code", &code_id, &words).await?;
        Ok(())
    })
}

/// The maker has said the code: she agrees, and the listing waits for a second person.
///
/// # Errors
/// [`ConsentError::WrongCode`], [`ConsentError::NoCode`]; [`FieldworkError::NotNow`].
pub async fn agree_by_code(
    db: &Db,
    officer: &Officer,
    id: FieldRecordId,
    code: &str,
) -> Result<(), ConsentError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let compared: Result<_, ConsentError> = transaction!(db, tx => {
        let row = waiting(tx, officer, id).await?;
        let Some((code_id, hash)) = consent_sql::newest_code(tx, &row).await? else { return Ok(Err(ConsentError::NoCode)) };
        if !consent_sql::spend_try(tx, &code_id).await? {
            return Ok(Err(ConsentError::NoCode));
        }
        let given = code_hash(&code_id, code);
        if !bool::from(given.as_bytes().ct_eq(hash.as_bytes())) {
            return Ok(Err(ConsentError::WrongCode));
        }
        consent_sql::use_code(tx, &code_id).await?;
        agreed(tx, officer, &row, "code").await?;
        Ok(Ok(()))
    });
    compared?
}

/// The maker has said «हाँ» into the officer's phone, and the recording is here.
///
/// # Errors
/// [`ConsentError::NoVoice`] if no recording came since the answers last changed; [`FieldworkError::NotNow`].
pub async fn agree_by_voice(db: &Db, officer: &Officer, id: FieldRecordId) -> Result<(), ConsentError> {
    transaction!(db, tx => {
        let row = waiting(tx, officer, id).await?;
        let files = sql::files_of(tx, id).await?;
        let said = |f: &super::FieldFile| f.role == Role::Voice && f.state == FileState::Kept && f.position == row.version;
        if !files.iter().any(said) {
            return Err(ConsentError::NoVoice);
        }
        agreed(tx, officer, &row, "voice").await?;
        Ok(())
    })
}

async fn waiting(tx: &mut Tx, officer: &Officer, id: FieldRecordId) -> Result<RecordRow, FieldworkError> {
    let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
    row.state.after(Event::Agrees)?;
    Ok(row)
}

async fn agreed(
    tx: &mut Tx,
    officer: &Officer,
    row: &RecordRow,
    channel: &str,
) -> Result<(), FieldworkError> {
    let lang = reach(tx, row).await?.map_or(Lang::Hi, |(_, lang)| lang);
    consent_sql::insert_consent(tx, row, NOTICE, lang.as_str(), channel).await?;
    take::step(tx, officer, row, Event::Agrees, row.state.after(Event::Agrees)?, &facts_of(row)).await?;
    apply::tell_agreed(tx, row).await.map_err(FieldworkError::from)
}

/// Who takes a yes back.
#[derive(Clone, Debug)]
pub enum Withdrawing<'a> {
    /// The maker herself.
    Maker(MakerId, kernel::ids::PersonId),
    /// The officer, because she said so.
    Officer(&'a Officer),
}

/// The maker takes her yes back: what waits for approval waits for her again, what is on sale leaves the shelf. Her goods
/// and orders of before stay.
///
/// # Errors
/// [`FieldworkError::NoRecord`] if it is not hers, or she had not said yes.
pub async fn withdraw(db: &Db, by: Withdrawing<'_>, id: FieldRecordId) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let (row, actor) = match &by {
            Withdrawing::Maker(maker, person) => {
                (sql::record_of_maker(tx, *maker, id).await?, Actor::Person(*person, Part::Maker))
            }
            Withdrawing::Officer(officer) => {
                let actor = Actor::Person(officer.person, Part::Officer);
                (sql::record(tx, officer.person, id).await?, actor)
            }
        };
        let row = row.ok_or(FieldworkError::NoRecord)?;
        if consent_sql::withdraw_consents(tx, id).await? == 0 {
            return Err(FieldworkError::NoRecord);
        }
        if row.state == Standing::Review {
            let next = row.state.after(Event::Retracts)?;
            take::step_by(tx, actor, &row, Event::Retracts, next, &facts_of(&row)).await?;
        }
        if let Some(product) = row.product.filter(|_| row.state == Standing::Done) {
            catalogue::act::withdraw_within(tx, product, &actor.to_string(), "consent withdrawn").await?;
        }
        if let Some((mobile, lang)) = reach(tx, &row).await? {
            let about = format!("{id} {}", tx.now().0);
            let good = brief(row.good(lang));
            notices::tell(tx, &mobile, lang, "sms-consent-ended", &about, &[("good", &good)]).await?;
        }
        Ok(())
    })
}

/// What a maker has said yes to, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn consents_of(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Consent>, DbError> {
    consent_sql::consents_of(read, maker, limit).await
}
