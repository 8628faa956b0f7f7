//! A carrier's sheet: for which shipments it has handed cash on. What is short stays open; what is too much is not taken in.

use kernel::Paise;
use kernel::ids::{PersonId, RemittanceId};
use store::{Db, DbError, Tx, transaction};

use super::day_book::reference;
use super::rules::{Fate, SheetLine, sheet_lines};
use super::{CashError, sql};
use crate::delivery::Carrier;
use crate::intake::grid::Grid;
use crate::ledger::{self, Account, Kind};

/// What came of a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Lines whose cash has been handed on.
    pub matched: usize,
    /// What they come to.
    pub amount: Paise,
    /// Lines somebody must look at.
    pub others: usize,
}

/// Takes a carrier's sheet in, once per reference of the bank. Lines are matched by the number on the shipment; a shipment may
/// be handed on in parts.
///
/// # Errors
/// [`CashError::NoColumns`] if no line says where numbers and amounts stand; [`CashError::ReferenceUsed`] the second time.
pub async fn take_in(
    db: &Db,
    by: PersonId,
    carrier: Carrier,
    bank_reference: &str,
    sheet: &Grid,
) -> Result<Outcome, CashError> {
    let bank_reference = reference(bank_reference)?;
    let rows = sheet.lines.iter().map(|line| (line.number, line.cells.as_slice()));
    let lines = sheet_lines(rows).filter(|lines| !lines.is_empty()).ok_or(CashError::NoColumns)?;
    transaction!(db, tx => {
        let id: RemittanceId = tx.new_id();
        if !sql::insert_remittance(tx, id, carrier, &bank_reference, by).await? {
            return Err(CashError::ReferenceUsed);
        }
        let mut outcome = Outcome::default();
        for line in &lines {
            match take_line(tx, id, carrier, line).await? {
                Some(amount) => {
                    outcome.matched += 1;
                    outcome.amount = outcome.amount.plus(amount).ok_or(CashError::NoAmount)?;
                }
                None => outcome.others += 1,
            }
        }
        Ok(outcome)
    })
}

/// Takes one line in; answers what was handed on by it.
async fn take_line(
    tx: &mut Tx,
    id: RemittanceId,
    carrier: Carrier,
    line: &SheetLine,
) -> Result<Option<Paise>, DbError> {
    let found = sql::open_of_article(tx, carrier, &line.article).await?;
    let (fate, shipment) = match (line.amount, found) {
        (None, found) => (Fate::Unclear, found.map(|(shipment, _)| shipment)),
        (Some(_), None) => (Fate::Unknown, None),
        (Some(amount), Some((shipment, open))) if amount > open => (Fate::TooMuch, Some(shipment)),
        (Some(_), Some((shipment, _))) => (Fate::Matched, Some(shipment)),
    };
    sql::insert_remittance_line(tx, id, line, shipment, fate).await?;
    let amount = line.amount.filter(|_| fate == Fate::Matched);
    if let Some(amount) = amount {
        let source = format!("{id} {}", line.no);
        let account = Account::CashCourier(carrier);
        ledger::post(tx, &ledger::Entry::moves(Kind::CashRemitted, source, amount, account, Account::Bank)?)
            .await?;
    }
    Ok(amount)
}
