//! The verbs of accounts.

use kernel::ids::{HubId, MakerId, PersonId, RoleGrantId, RoleRequestId, SignInCodeId};
use kernel::india::Mobile;
use kernel::{Lang, Limit, Secret};
use store::sessions::{self, Life, Opened, Session};
use store::{Db, DbError, Tx, chance, transaction};
use subtle::ConstantTimeEq;

use super::rules::{self, CODE_LIFE_MINUTES, CODE_TRIES, CODES_PER_WINDOW, WINDOW_MINUTES};
use super::{Blocks, DepartmentKey, Role, SignInError, sql};
use crate::audit::{self, Actor, Entry, Trail};
use crate::{consents, makers, notices, phones};

/// Makers of one number whom a sign-in is linked to; a family has fewer.
const MAKERS_MOST: Limit = Limit::of(20);

/// Sends a code to a number, whether or not we know it.
///
/// `hourly_most` bounds what the mart pays for codes in an hour.
///
/// # Errors
/// [`SignInError::TooManyCodes`] after three codes in a quarter of an hour, [`SignInError::NoMoreCodes`] when the
/// hour's budget is spent.
pub async fn ask_code(db: &Db, mobile: &Mobile, lang: Lang, hourly_most: u32) -> Result<(), SignInError> {
    // Outside the transaction: within it, no two people could ask for a code at the same moment.
    let hour = sql::all_codes_since(&mut db.read().await?, db.now().plus_minutes(-60)).await?;
    transaction!(db, tx => {
        let now = tx.now();
        let (sent, oldest) = sql::codes_since(tx, mobile, now.plus_minutes(-WINDOW_MINUTES)).await?;
        if sent >= CODES_PER_WINDOW {
            let wait_minutes = rules::minutes_to_wait(now, oldest.unwrap_or(now));
            return Err(SignInError::TooManyCodes { wait_minutes });
        }
        if hour >= i64::from(hourly_most) {
            return Err(SignInError::NoMoreCodes);
        }
        let id: SignInCodeId = tx.new_id();
        let code = chance::six_digits();
        let hash = rules::code_hash(&id.to_string(), &code);
        sql::insert_code(tx, id, mobile, &hash, now.plus_minutes(CODE_LIFE_MINUTES), CODE_TRIES).await?;
        notices::tell_code(tx, mobile, lang, "sms-code", &id.to_string(), &[("code", &code)]).await?;
        Ok(())
    })
}

/// Signs in whoever has the code. A number seen for the first time becomes a person; whoever is called on it and has never
/// signed in is a maker of that person from now on.
///
/// The session before ends; the new one has a new token and keeps the basket.
///
/// # Errors
/// [`SignInError::WrongCode`] while tries are left, [`SignInError::NoCode`] otherwise.
pub async fn sign_in(
    db: &Db,
    old: Option<&Session>,
    mobile: &Mobile,
    code: &Secret<String>,
    lang: Lang,
) -> Result<(Opened, PersonId), SignInError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let compared: Result<_, SignInError> = transaction!(db, tx => {
        let Some((id, hash)) = sql::newest_code(tx, mobile).await? else { return Ok(Err(SignInError::NoCode)) };
        let Some(tries_left) = sql::spend_try(tx, id).await? else { return Ok(Err(SignInError::NoCode)) };
        let given = rules::code_hash(&id.to_string(), code.reveal());
        if !bool::from(given.as_bytes().ct_eq(hash.as_bytes())) {
            let wrong = if tries_left == 0 { SignInError::NoCode } else { SignInError::WrongCode { tries_left } };
            return Ok(Err(wrong));
        }
        if !sql::use_code(tx, id).await? {
            return Ok(Err(SignInError::NoCode));
        }
        sql::end_codes(tx, mobile).await?;
        let person = person_for(tx, mobile, "", lang).await?;
        speaks_for_her_makers(tx, mobile, person).await?;
        consents::told(tx, person, lang).await?;
        let works_here = sql::grants_of(tx, person).await?.iter().any(|grant| grant.role.is_staff());
        let life = if works_here { Life::SHORT } else { Life::LONG };
        let opened = sessions::sign_in(tx, old, person, life).await?;
        Ok(Ok((opened, person)))
    });
    compared?
}

/// Makers of this number for whom nobody signs in yet are this person's: she has shown that the number is hers.
async fn speaks_for_her_makers(tx: &mut Tx, mobile: &Mobile, person: PersonId) -> Result<(), DbError> {
    for maker in makers::sql::by_mobile(tx, mobile, MAKERS_MOST).await? {
        if maker.person.is_some() || !makers::sql::link_person(tx, maker.id, person).await? {
            continue;
        }
        if !sql::has_role(tx, person, Role::Maker, Some(maker.id), None).await? {
            let scope = Scope { maker: Some(maker.id), ..Scope::default() };
            begin_role(tx, person, Role::Maker, &scope, Actor::Mart, None).await?;
        }
    }
    Ok(())
}

/// The person behind a number; made if there is none. Several may ask at once: the number is unique.
pub(crate) async fn person_for(
    tx: &mut Tx,
    mobile: &Mobile,
    name: &str,
    lang: Lang,
) -> Result<PersonId, DbError> {
    if let Some(id) = sql::person_of(tx, mobile).await? {
        return Ok(id);
    }
    let id = tx.new_id();
    sql::insert_person(tx, id, mobile, name, lang).await?;
    sql::person_of(tx, mobile)
        .await?
        .ok_or_else(|| DbError::Failed("a person just made is not there".to_owned()))
}

/// Somebody of whom nothing is known and nothing ever will be: her key is to be destroyed before the transaction ends.
pub(crate) async fn nobody(tx: &mut Tx, lang: Lang) -> Result<PersonId, DbError> {
    let id = tx.new_id();
    sql::insert_nobody(tx, id, lang).await?;
    Ok(id)
}

/// Ends a session at once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sign_out(db: &Db, session: &Session) -> Result<(), DbError> {
    sessions::end(db, session.id).await
}

/// Ends every session of a person, on all phones and computers, and the PINs that would open new ones.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sign_out_everywhere(db: &Db, person: PersonId) -> Result<(), DbError> {
    transaction!(db, tx => {
        phones::forget_pins_of(tx, person).await?;
        sessions::end_all_of(tx, person).await
    })
}

/// Forgets codes sent more than a day ago: their numbers are nobody's business any more. Answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old_codes(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-1);
        sql::forget_codes(tx, before).await
    })
}

/// Remembers the language a person reads, for SMS and the first page.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn choose_language(db: &Db, person: PersonId, lang: Lang) -> Result<(), DbError> {
    transaction!(db, tx => { sql::set_language(tx, person, lang).await })
}

/// What a role is about.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// For a maker: which.
    pub maker: Option<MakerId>,
    /// For a hub keeper: which hub.
    pub hub: Option<HubId>,
    /// For officers and heads: the department.
    pub department: Option<DepartmentKey>,
    /// For officers: the blocks.
    pub blocks: Blocks,
}

/// Gives a role to the person behind a number; giving the same role again changes nothing. For the first set-up of a
/// district; every session of the person ends, so that the new right begins with a new sign-in.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn give_role(
    db: &Db,
    mobile: &Mobile,
    name: &str,
    lang: Lang,
    role: Role,
    scope: &Scope,
) -> Result<PersonId, DbError> {
    transaction!(db, tx => {
        let person = person_for(tx, mobile, name, lang).await?;
        if !sql::has_role(tx, person, role, scope.maker, scope.hub).await? {
            begin_role(tx, person, role, scope, Actor::Mart, None).await?;
        }
        Ok(person)
    })
}

/// A role begins, and every session of the person ends, so that the new right begins with a new sign-in. `request` is what
/// two people agreed on; nothing at the first set-up.
pub(crate) async fn begin_role(
    tx: &mut Tx,
    person: PersonId,
    role: Role,
    scope: &Scope,
    by: Actor,
    request: Option<RoleRequestId>,
) -> Result<(), DbError> {
    let id = tx.new_id();
    let trail = note_role(tx, id, role, by).await?;
    sql::insert_grant(tx, id, person, role, scope, request, &trail).await?;
    sessions::end_all_of(tx, person).await
}

/// The first entry about a role.
pub(crate) async fn note_role(tx: &mut Tx, id: RoleGrantId, role: Role, by: Actor) -> Result<Trail, DbError> {
    let (subject, note) = (id.to_string(), role.as_str());
    let entry = Entry { subject, seq: 1, actor: by, act: "role.begin", from: "", to: "living", note };
    audit::note(tx, &Trail::default(), &entry).await
}
