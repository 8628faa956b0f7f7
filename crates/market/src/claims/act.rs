//! The verbs of claims.

use kernel::Paise;
use kernel::ids::{ClaimId, LineId, PersonId, ReturnId};
use store::{Db, DbError, Tx, transaction};

use super::machine::{ClaimState, Event};
use super::rules::{self, Part};
use super::sql::{self, ClaimRow, Granted, NewClaim, SoldLine};
use super::{ALONE_MOST, ClaimError, Fault};
use crate::audit::{self, Actor, Entry, Part as AsWho, Trail};
use crate::bills::rules::Tax;
use crate::ledger::{self, Account, Kind};
use crate::orders::anew::Worth;
use crate::orders::sql::ParcelRow;
use crate::orders::{Parcel, sql as orders_sql};
use crate::returns::Settled;
use crate::tax::withheld::Kept;
use crate::{bills, launch, makers, notices, offers, payments, returns, tax};

/// A reason is a few words.
const REASON_MOST: usize = 200;

/// What somebody of finance wants to give back.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The order it is looked up under.
    pub order: &'a str,
    /// The line.
    pub line: LineId,
    /// How many pieces.
    pub quantity: u32,
    /// Whose fault it was.
    pub fault: Fault,
    /// What happened, in a few words; the maker and the buyer may read it.
    pub reason: &'a str,
    /// The return behind it whose buyer wishes for the same piece anew; nothing if money goes back.
    pub anew: Option<ReturnId>,
}

/// What a second person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The money goes back.
    Grants,
    /// It does not.
    Refuses,
}

impl Decision {
    const fn event(self) -> Event {
        match self {
            Decision::Grants => Event::Grants,
            Decision::Refuses => Event::Refuses,
        }
    }
}

/// Asks for a claim. A small one is granted at once; of a larger one a second person hears.
///
/// # Errors
/// [`ClaimError::Missing`], [`ClaimError::NotDelivered`], [`ClaimError::TooMany`], [`ClaimError::NoReason`].
pub async fn ask(db: &Db, by: PersonId, ask: &Ask<'_>) -> Result<ClaimId, ClaimError> {
    transaction!(db, tx => { ask_in(tx, (by, Actor::Person(by, AsWho::Finance)), ask).await })
}

/// As [`ask`] inside a transaction, in the name of `by`, who may be of another desk than finance.
///
/// # Errors
/// As [`ask`].
pub(crate) async fn ask_in(
    tx: &mut Tx,
    (by, actor): (PersonId, Actor),
    ask: &Ask<'_>,
) -> Result<ClaimId, ClaimError> {
    let reason = ask.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_MOST {
        return Err(ClaimError::NoReason);
    }
    let line = sql::line(tx, ask.order, ask.line).await?.ok_or(ClaimError::Missing)?;
    if line.parcel_state != Parcel::Delivered {
        return Err(ClaimError::NotDelivered);
    }
    let left = line.quantity.saturating_sub(sql::claimed_of(tx, ask.line).await?);
    let done = line.quantity - left;
    let gross = rules::part(line.whole(), done, ask.quantity).ok_or(ClaimError::TooMany { left })?.gross;
    let id: ClaimId = tx.new_id();
    let note = ask.fault.as_str();
    let entry =
        Entry { subject: id.to_string(), seq: 1, actor, act: "claim.ask", from: "", to: "asked", note };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let of_order = sql::gross_of_order(tx, line.order).await?.plus(gross).ok_or_else(too_large)?;
    let new = NewClaim {
        id,
        line: &line,
        quantity: ask.quantity,
        gross,
        of_order,
        fault: ask.fault,
        reason,
        by,
        anew: ask.anew,
        trail,
    };
    if !sql::insert(tx, &new).await? {
        return Err(ClaimError::Raced);
    }
    if of_order <= ALONE_MOST {
        let row = sql::row(tx, id).await?.ok_or(ClaimError::Missing)?;
        grant(tx, (by, actor), &row).await?;
    }
    Ok(id)
}

/// A second person grants or refuses a claim.
///
/// # Errors
/// [`ClaimError::SamePerson`] for whoever asked; [`ClaimError::NotNow`] the second time.
pub async fn decide(db: &Db, by: PersonId, id: ClaimId, decision: Decision) -> Result<(), ClaimError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(ClaimError::Missing)?;
        row.state.after(decision.event())?;
        if row.asked_by == by {
            return Err(ClaimError::SamePerson);
        }
        let actor = Actor::Person(by, AsWho::Finance);
        match decision {
            Decision::Grants => grant(tx, (by, actor), &row).await,
            Decision::Refuses => {
                let trail = note(tx, actor, &row, Event::Refuses).await?;
                if !sql::refuse(tx, &row, by, &trail).await? {
                    return Err(ClaimError::Raced);
                }
                Ok(returns::denied(tx, id, actor).await?)
            }
        }
    })
}

async fn note(tx: &mut Tx, actor: Actor, row: &ClaimRow, event: Event) -> Result<Trail, ClaimError> {
    let to: ClaimState = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: &row.reason,
    };
    Ok(audit::note(tx, &row.trail, &entry).await?)
}

fn too_large() -> DbError {
    DbError::Failed("an amount too large".to_owned())
}

/// Everything that follows from a yes: who bears it, the credit note, what was kept back, the maker's money, the refund.
async fn grant(tx: &mut Tx, (by, actor): (PersonId, Actor), row: &ClaimRow) -> Result<(), ClaimError> {
    let missing = || DbError::Failed(format!("the line of {} is not there", row.id));
    let line = sql::line_by_id(tx, row.line).await?.ok_or_else(missing)?;
    let parcel = orders_sql::parcel(tx, row.parcel).await?.ok_or_else(missing)?;
    let done = sql::granted_of(tx, row.line).await?;
    let part = rules::part(line.whole(), done, row.quantity).ok_or_else(too_large)?;
    let maker = Account::Maker(parcel.maker);
    let seller = line.aggregator.map_or(maker, Account::SellerTax);
    let mut postings = rules::borne(row.fault, part, maker, seller).ok_or_else(too_large)?;
    let of_maker = |postings: &[(Account, Paise)]| {
        Paise::sum(postings.iter().filter(|(account, _)| *account == maker).map(|(_, amount)| *amount))
    };
    let mut net = Paise::ZERO;
    if row.fault != Fault::Mart {
        credit(tx, &parcel, row, &line, part).await?;
        let debit = if seller == maker { of_maker(&postings).ok_or_else(too_large)? } else { part.gross };
        let (given, back) = give_back_kept(tx, &parcel, row, &line, part, debit).await?;
        net = given;
        postings.extend([(Account::Tcs, back), (seller, back.negated())]);
    }
    // Of a trial nothing was payable to her, so nothing comes off.
    let in_trial = launch::sql::is_trial(tx, &parcel.id.to_string()).await?;
    let borne = if in_trial { Paise::ZERO } else { of_maker(&postings).ok_or_else(too_large)? };
    // What another paid for the buyer goes back to whoever did: she gets what she paid.
    postings.push((Account::BuyerAdvance, part.paid().negated()));
    postings.extend(offers::of_line(tx, (parcel.order, line.id), part.funded.negated()).await?);
    let entry = ledger::Entry::new(Kind::Claimed, row.id, postings).map_err(DbError::from)?;
    ledger::post(tx, &entry).await?;
    // What her bank has not got yet is less; what it has comes off the next payout.
    let debt = if sql::less_payable(tx, parcel.id, borne).await? { Paise::ZERO } else { borne };
    let trail = note(tx, actor, row, Event::Grants).await?;
    let granted = Granted { gross: part.gross, funded: part.funded, tax: part.tax, net, maker: borne, debt };
    if !sql::grant(tx, row, by, &granted, &trail).await? {
        return Err(ClaimError::Raced);
    }
    let settled = match row.anew {
        Some(about) => {
            let worth = Worth { gross: part.gross, funded: part.funded };
            returns::send_anew(tx, actor, about, worth).await?
        }
        None => Settled::WithMoney,
    };
    if settled == Settled::WithMoney {
        payments::give_back(tx, parcel.order, &row.id.to_string(), &row.reason, part.paid()).await?;
    }
    if borne != Paise::ZERO {
        tell(tx, &parcel, row, borne).await?;
    }
    Ok(())
}

/// The supply of these pieces is taken back on paper.
async fn credit(
    tx: &mut Tx,
    parcel: &ParcelRow,
    row: &ClaimRow,
    line: &SoldLine,
    part: Part,
) -> Result<(), DbError> {
    let sold = bills::rules::Sold {
        line: row.line,
        name: line.name.clone(),
        hsn: line.hsn.clone(),
        quantity: row.quantity,
        unit: line.unit,
        gross: part.gross,
        rate: line.rate,
        tax: part.tax,
        split: line.split,
    };
    bills::credit(tx, parcel, &row.id.to_string(), &sold).await
}

/// TCS was collected on a supply that is none any more: its part comes back to the seller. Answers on what, and how much.
/// TDS was deducted from what was paid and stays with the tax office.
async fn give_back_kept(
    tx: &mut Tx,
    parcel: &ParcelRow,
    row: &ClaimRow,
    line: &SoldLine,
    part: Part,
    at_most: Paise,
) -> Result<(Paise, Paise), DbError> {
    let none = (Paise::ZERO, Paise::ZERO);
    let Some(kept) = tax::sql::kept_of(tx, parcel.id).await? else { return Ok(none) };
    // Of untaxed goods of a registered seller no TCS was collected, of one under composition on the whole price.
    let is_taxed = line.rate.0 > 0 || line.is_composition;
    if kept.net == Paise::ZERO || !is_taxed {
        return Ok(none);
    }
    let net = part.gross.minus(part.tax).ok_or_else(too_large)?;
    let before = sql::net_given_back(tx, parcel.id).await?;
    let all = Tax { cgst: kept.cgst, sgst: kept.sgst, igst: kept.igst };
    let back = rules::tcs_back(all, kept.net, before, net).ok_or_else(too_large)?;
    let whole = back.whole().ok_or_else(too_large)?;
    if whole > at_most {
        return Ok(none);
    }
    let less = Tax { cgst: back.cgst.negated(), sgst: back.sgst.negated(), igst: back.igst.negated() };
    let given = Kept { net: net.negated(), tcs: less, tds: Paise::ZERO };
    let source = row.id.to_string();
    tax::sql::insert_withheld(tx, (&source, parcel.id), &kept.seller, Paise::ZERO, &given).await?;
    Ok((net, whole))
}

/// The maker hears what comes off and why.
async fn tell(tx: &mut Tx, parcel: &ParcelRow, row: &ClaimRow, borne: Paise) -> Result<(), DbError> {
    let Some(maker) = makers::read::core(tx, parcel.maker).await? else { return Ok(()) };
    let amount = borne.to_string();
    let reason = notices::brief(&row.reason);
    let words = [("parcel", parcel.code.as_str()), ("amount", amount.as_str()), ("reason", reason.as_str())];
    notices::tell(tx, &maker.mobile, maker.lang, "sms-claim", &row.id.to_string(), &words).await
}
