//! The verbs of a bank account's proof.

use kernel::ids::{BankChangeId, MakerId, PersonId};
use kernel::india::{AccountNumber, Ifsc};
use kernel::payment::{AccountProof, ProofStatus};
use kernel::proof::hex;
use kernel::{Authentic, Time};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Tx, chance, jobs, params, transaction};
use subtle::ConstantTimeEq;

use super::machine::{Change, Event};
use super::read::BankChange;
use super::sql::{self, New, Said};
use super::{
    BankError, BankWrong, CODE_MINUTES, FOLLOW_PROOF, PROVE_ACCOUNT, SCORE_LEAST, TAKES_EFFECT, WAIT_HOURS,
    names,
};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::fieldwork::{Head, Officer};
use crate::makers::{self, Account, MakerCore};
use crate::personal::{self, MAKER_ACCOUNT};
use crate::{notices, places};

/// What an officer types of an account, the number twice.
#[derive(Clone, Copy, Debug)]
pub struct Proposal<'a> {
    /// Whose.
    pub maker: MakerId,
    /// The branch.
    pub ifsc: &'a str,
    /// The account.
    pub account_no: &'a str,
    /// The account once more.
    pub again: &'a str,
    /// In whose name it stands, in Latin letters.
    pub holder: &'a str,
}

fn code_hash(id: &str, code: &str) -> String {
    hex(&Sha256::digest(format!("bank:{id}:{code}").as_bytes()))
}

/// An officer asks for an account of a maker in her blocks; the maker gets a code on the number we know.
///
/// # Errors
/// [`BankError::Wrong`]; [`BankError::Missing`] for a maker elsewhere; [`BankError::UnderWay`].
pub async fn propose(db: &Db, officer: &Officer, said: &Proposal<'_>) -> Result<BankChangeId, BankError> {
    let ifsc = Ifsc::typed(said.ifsc).ok_or(BankError::Wrong(BankWrong::Ifsc))?;
    let account_no = AccountNumber::typed(said.account_no).ok_or(BankError::Wrong(BankWrong::Account))?;
    if AccountNumber::typed(said.again).as_ref() != Some(&account_no) {
        return Err(BankError::Wrong(BankWrong::Twice));
    }
    let holder: String = said.holder.split_whitespace().collect::<Vec<_>>().join(" ");
    let latin = holder.chars().all(|c| c.is_ascii_alphanumeric() || " .'-/()".contains(c));
    if !latin || !(3..=50).contains(&holder.len()) || kernel::aadhaar::is_in(&holder) {
        return Err(BankError::Wrong(BankWrong::Holder));
    }
    let account = Account { holder, account_no };
    transaction!(db, tx => {
        let maker = makers::read::core(tx, said.maker).await?.ok_or(BankError::Missing)?;
        if !officer.post.blocks.cover(&maker.block_code) {
            return Err(BankError::Missing);
        }
        if places::read::bank_name(tx, &ifsc).await?.is_none() {
            return Err(BankError::Wrong(BankWrong::NoSuchBank));
        }
        let old = makers::read::bank_account(tx, maker.id).await?;
        if old.as_ref().is_some_and(|old| old.ifsc == ifsc && old.account_no == account.account_no) {
            return Err(BankError::Wrong(BankWrong::Same));
        }
        let (id, code): (BankChangeId, _) = (tx.new_id(), chance::six_digits());
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(officer.person, Part::Officer),
            act: "bank.ask",
            from: "",
            to: Change::Asked.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let new = New {
            id,
            maker: maker.id,
            department: officer.post.department,
            by: officer.person,
            ifsc: &ifsc,
            account: &account,
            replaces: i64::from(old.is_some()),
            code_hash: &code_hash(&id.to_string(), &code),
            code_until: tx.now().plus_minutes(CODE_MINUTES),
        };
        if !sql::insert(tx, &new, &trail).await? {
            return Err(BankError::UnderWay);
        }
        tell_code(tx, &maker, id, &account.account_no, &code).await?;
        Ok(id)
    })
}

async fn tell_code(
    tx: &mut Tx,
    maker: &MakerCore,
    id: BankChangeId,
    account: &AccountNumber,
    code: &str,
) -> Result<(), DbError> {
    let (about, masked) = (format!("{id} {}", tx.now().0), account.masked());
    let words = [("code", code), ("account", masked.as_str())];
    notices::tell_code(tx, &maker.mobile, maker.lang, "sms-bank-code", &about, &words).await
}

/// The account of a change; an erased maker has none.
fn account(row: &BankChange) -> Result<&Account, BankError> {
    row.account.get().ok_or(BankError::Missing)
}

/// A change this officer asked for.
async fn own(tx: &mut Tx, officer: &Officer, id: BankChangeId) -> Result<BankChange, BankError> {
    sql::row(tx, id).await?.filter(|row| row.asked_by == officer.person).ok_or(BankError::Missing)
}

/// Sends the maker a new code, at most one in a minute.
///
/// # Errors
/// [`BankError::NotNow`] unless she is still asked; [`BankError::Raced`] within the same minute.
pub async fn ask_again(db: &Db, officer: &Officer, id: BankChangeId) -> Result<(), BankError> {
    transaction!(db, tx => {
        let row = own(tx, officer, id).await?;
        row.state.after(Event::Agrees)?;
        let until = tx.now().plus_minutes(CODE_MINUTES);
        let code = chance::six_digits();
        if until.0 - row.code_until.0 < 60_000 || !sql::new_code(tx, id, &code_hash(&id.to_string(), &code), until).await? {
            return Err(BankError::Raced);
        }
        let maker = makers::read::core(tx, row.maker).await?.ok_or(BankError::Missing)?;
        tell_code(tx, &maker, id, &account(&row)?.account_no, &code).await?;
        Ok(())
    })
}

/// The maker has said the code: one rupee goes to the account.
///
/// # Errors
/// [`BankError::WrongCode`], [`BankError::NoCode`]; [`BankError::NotNow`].
pub async fn agree(db: &Db, officer: &Officer, id: BankChangeId, code: &str) -> Result<(), BankError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let compared: Result<_, BankError> = transaction!(db, tx => {
        let row = own(tx, officer, id).await?;
        row.state.after(Event::Agrees)?;
        if !sql::spend_try(tx, id).await? {
            return Ok(Err(BankError::NoCode));
        }
        let given = code_hash(&id.to_string(), code);
        if !bool::from(given.as_bytes().ct_eq(row.code_hash.as_bytes())) {
            return Ok(Err(BankError::WrongCode));
        }
        step(tx, &row, Event::Agrees, Actor::Person(officer.person, Part::Officer), &Said::default()).await?;
        jobs::put(tx, PROVE_ACCOUNT, &id.to_string(), &format!("\"{id}\"")).await?;
        Ok(Ok(()))
    });
    compared?
}

async fn step(
    tx: &mut Tx,
    row: &BankChange,
    event: Event,
    actor: Actor,
    said: &Said<'_>,
) -> Result<(), BankError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::step(tx, row, next, said, &trail).await? { Ok(()) } else { Err(BankError::Raced) }
}

/// An account that waits for its proof.
#[derive(Clone, Debug)]
pub struct ProofToAsk {
    /// The change it is about; our reference at the bank.
    pub id: BankChangeId,
    /// Whose account.
    pub maker: MakerId,
    /// The branch.
    pub ifsc: Ifsc,
    /// The account, and in whose name it stands.
    pub account: Account,
}

/// What the bank has to be asked; `None` if it has answered or nobody wants to know any more.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn proof_to_ask(db: &Db, id: BankChangeId) -> Result<Option<ProofToAsk>, DbError> {
    let row = sql::row(&mut db.read().await?, id).await?.filter(|row| row.state == Change::Proving);
    Ok(row.and_then(|row| {
        let account = row.account.into_known()?;
        Some(ProofToAsk { id, maker: row.maker, ifsc: row.ifsc, account })
    }))
}

/// Takes what the bank says of an account. Twice is fine; nothing goes backward. While it says nothing, it is asked again.
///
/// # Errors
/// [`BankError`] if the database fails; the same proof may be brought again.
pub async fn proven(db: &Db, proof: &Authentic<AccountProof>) -> Result<(), BankError> {
    let proof = proof.get();
    let Ok(id) = proof.reference.parse::<BankChangeId>() else { return Ok(()) };
    transaction!(db, tx => {
        let Some(row) = sql::row(tx, id).await?.filter(|row| row.state == Change::Proving) else { return Ok(()) };
        let name: String = proof.registered_name.chars().take(100).collect();
        let event = match proof.status {
            ProofStatus::Active => Event::Confirms,
            ProofStatus::Invalid => Event::Denies,
            ProofStatus::Pending => {
                let payload = format!("\"{}\"", proof.gateway_id);
                let soon = tx.now().plus_ms(10_000);
                return Ok(jobs::put_for(tx, FOLLOW_PROOF, &id.to_string(), &payload, soon).await?);
            }
        };
        let score = names::score(&account(&row)?.holder, &name);
        let said = Said { registered_name: Some(&name), score: Some(score), ..Said::default() };
        step(tx, &row, event, Actor::Gateway, &said).await
    })
}

/// A second person approves: the first account of a maker holds at once, a change after [`WAIT_HOURS`], and the maker is
/// told on her number either way.
///
/// # Errors
/// [`BankError::SamePerson`] for whoever asked; [`BankError::OtherName`] if the names have too little in common;
/// [`BankError::NotNow`].
pub async fn approve(db: &Db, head: Head, id: BankChangeId) -> Result<(), BankError> {
    transaction!(db, tx => {
        let row = for_head(tx, head, id).await?;
        if row.asked_by == head.person {
            return Err(BankError::SamePerson);
        }
        row.state.after(Event::Approves)?;
        if row.score < SCORE_LEAST {
            return Err(BankError::OtherName);
        }
        let actor = Actor::Person(head.person, Part::DepartmentHead);
        let now = tx.now();
        if row.replaces == 0 {
            let said = Said { approved_by: Some(head.person), effective_at: Some(now), ..Said::default() };
            step(tx, &row, Event::TakesEffect, actor, &said).await?;
            return hold(tx, &row, now).await;
        }
        let at = now.plus_minutes(60 * WAIT_HOURS);
        let said = Said { approved_by: Some(head.person), effective_at: Some(at), ..Said::default() };
        step(tx, &row, Event::Approves, actor, &said).await?;
        jobs::put_for(tx, TAKES_EFFECT, &id.to_string(), &format!("\"{id}\""), at).await?;
        tell(tx, &row, "sms-bank-changes").await
    })
}

async fn for_head(tx: &mut Tx, head: Head, id: BankChangeId) -> Result<BankChange, BankError> {
    sql::row(tx, id).await?.filter(|row| row.department == head.department).ok_or(BankError::Missing)
}

/// From now on money goes to the account.
async fn hold(tx: &mut Tx, row: &BankChange, since: Time) -> Result<(), BankError> {
    let text = account(row)?.as_text();
    let place = makers::account_row(row.maker, since);
    let sealed = personal::seal(tx, MAKER_ACCOUNT, &row.maker, &place, &text).await?;
    let values = params![row.maker, since, row.ifsc, sealed];
    tx.put(makers::sql::put_bank_account(), values).await?;
    tell(tx, row, "sms-bank-holds").await
}

async fn tell(tx: &mut Tx, row: &BankChange, key: &str) -> Result<(), BankError> {
    let Some(maker) = makers::read::core(tx, row.maker).await? else { return Ok(()) };
    let account = account(row)?.account_no.masked();
    let about = row.id.to_string();
    notices::tell(tx, &maker.mobile, maker.lang, key, &about, &[("account", &account)]).await?;
    Ok(())
}

/// The wait of an approved change is over. Too early, stopped meanwhile or done before: nothing happens.
///
/// # Errors
/// [`BankError`] if the database fails.
pub async fn takes_effect(db: &Db, id: BankChangeId) -> Result<(), BankError> {
    transaction!(db, tx => {
        let Some(row) = sql::row(tx, id).await?.filter(|row| row.state == Change::Cooling) else { return Ok(()) };
        let now = tx.now();
        if row.effective_at.is_none_or(|at| now < at) {
            return Ok(());
        }
        let said = Said { effective_at: Some(now), ..Said::default() };
        step(tx, &row, Event::TakesEffect, Actor::Mart, &said).await?;
        hold(tx, &row, now).await
    })
}

/// A head refuses, with a reason the officer reads.
///
/// # Errors
/// [`BankError::NoReason`]; [`BankError::NotNow`].
pub async fn refuse(db: &Db, head: Head, id: BankChangeId, why: &str) -> Result<(), BankError> {
    let why: String = why.trim().chars().take(300).collect();
    if why.is_empty() {
        return Err(BankError::NoReason);
    }
    transaction!(db, tx => {
        let row = for_head(tx, head, id).await?;
        let said = Said { reason: &why, ..Said::default() };
        step(tx, &row, Event::Refuses, Actor::Person(head.person, Part::DepartmentHead), &said).await
    })
}

/// Who stops a change.
#[derive(Clone, Debug)]
pub enum Deciding<'a> {
    /// The maker herself.
    Maker(MakerId, PersonId),
    /// The officer who asked.
    Officer(&'a Officer),
}

/// The maker or her officer stops a change before it takes effect; money goes on to the account before it.
///
/// # Errors
/// [`BankError::Missing`] if it is another's; [`BankError::NotNow`] once it has taken effect.
pub async fn stop(db: &Db, by: Deciding<'_>, id: BankChangeId) -> Result<(), BankError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(BankError::Missing)?;
        let actor = match &by {
            Deciding::Maker(maker, person) if row.maker == *maker => Actor::Person(*person, Part::Maker),
            Deciding::Officer(officer) if row.asked_by == officer.person => {
                Actor::Person(officer.person, Part::Officer)
            }
            Deciding::Maker(..) | Deciding::Officer(_) => return Err(BankError::Missing),
        };
        step(tx, &row, Event::Stops, actor, &Said::default()).await?;
        tell(tx, &row, "sms-bank-stopped").await
    })
}

/// Stops whatever is under way, for a maker who is being erased; nobody is told.
pub(crate) async fn stop_for_good(tx: &mut Tx, maker: MakerId) -> Result<(), BankError> {
    match sql::open_of(tx, maker).await? {
        Some(row) => step(tx, &row, Event::Stops, Actor::Mart, &Said::default()).await,
        None => Ok(()),
    }
}
