//! The token of an order that is paid in cash: asked for by the rule, paid online when the order is placed, and what becomes of it,
//! shipment by shipment.
//!
//! It counts towards what is paid for what arrives; what is turned away at the door leaves of it what the rule says for the way made in
//! vain; all else goes back to the buyer. Each part of it ends once, in the transaction in which its shipment does.

use kernel::ids::{OrderId, ShipmentId};
use kernel::money::share_out;
use kernel::{Day, Paise};
use store::{DbError, Read, Tx};

use super::rules::Token;
use super::{sql, token_sql};
use crate::ledger::{self, Account, Kind};
use crate::orders::OwnReason;
use crate::payments;
use crate::quotes::{Head, PaymentMethod};

/// What is asked of an order ahead, and how much of each of its shipments may be kept if it is turned away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is paid online.
    pub token: Paise,
    /// So much at most is kept of it.
    pub keeps: Paise,
}

/// What the rule asks ahead of a quote, if that is paid in cash: by the day on which it runs out, so it is the same as long as it stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn asked(read: &mut Read, head: &Head) -> Result<Asked, DbError> {
    asked_on(read, head.total, head.expires_at.day()).await
}

async fn asked_on(read: &mut Read, total: Paise, day: Day) -> Result<Asked, DbError> {
    let rule = sql::rule_on(read, day).await?.map(|rule| rule.token).unwrap_or_default();
    let token = rule.of(total);
    Ok(Asked { token, keeps: rule.kept_most.min(token) })
}

/// What is asked ahead of a quote as it is to be paid now: nothing unless that is in cash.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn asked_of(read: &mut Read, head: &Head) -> Result<Asked, DbError> {
    match head.method {
        PaymentMethod::Cash => asked(read, head).await,
        PaymentMethod::Upi | PaymentMethod::Card | PaymentMethod::Netbanking | PaymentMethod::Deposit => {
            Ok(Asked::default())
        }
    }
}

/// Shares the token of a new order out over its shipments, by what each costs.
pub(crate) async fn set_out(tx: &mut Tx, order: OrderId, asked: Asked) -> Result<(), DbError> {
    if asked.token == Paise::ZERO {
        return Ok(());
    }
    let shipments = token_sql::worth_of(tx, order).await?;
    let weights: Vec<u64> = shipments.iter().map(|(_, worth)| worth.0.unsigned_abs()).collect();
    let parts = share_out(asked.token, &weights).unwrap_or_default();
    for ((shipment, _), part) in shipments.into_iter().zip(parts).filter(|(_, part)| *part > Paise::ZERO) {
        token_sql::insert(tx, (order, shipment), part, asked.keeps.min(part)).await?;
    }
    Ok(())
}

/// The token of an order; nothing if none was asked.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Paise, DbError> {
    token_sql::of_order(read, order).await
}

/// A shipment has reached its buyer, who owes so much for it: what of that her token has paid. What is too much of it goes back.
pub(super) async fn counts(tx: &mut Tx, shipment: ShipmentId, owed: Paise) -> Result<Paise, DbError> {
    let Some(row) = token_sql::living(tx, shipment).await? else { return Ok(Paise::ZERO) };
    let counted = row.token.min(owed);
    end(tx, shipment, &row, (counted, Paise::ZERO)).await?;
    Ok(counted)
}

/// A shipment was turned away at the door: what the rule says stays for its way, the rest goes back. Answers what goes back.
pub(super) async fn turned_away(tx: &mut Tx, shipment: ShipmentId) -> Result<Paise, DbError> {
    let Some(row) = token_sql::living(tx, shipment).await? else { return Ok(Paise::ZERO) };
    let back = end(tx, shipment, &row, (Paise::ZERO, row.keeps)).await?;
    if row.keeps > Paise::ZERO {
        let kept = ledger::Entry::moves(
            Kind::TokenKept,
            shipment,
            row.keeps,
            Account::Delivery,
            Account::BuyerAdvance,
        )?;
        ledger::post(tx, &kept).await?;
    }
    Ok(back)
}

/// A shipment does not come, and that is not its buyer's doing: all of it goes back. Answers how much.
pub(crate) async fn comes_to_nothing(tx: &mut Tx, shipment: ShipmentId) -> Result<Paise, DbError> {
    let Some(row) = token_sql::living(tx, shipment).await? else { return Ok(Paise::ZERO) };
    end(tx, shipment, &row, (Paise::ZERO, Paise::ZERO)).await
}

/// Ends a part of a token; what is neither counted nor kept goes back.
async fn end(
    tx: &mut Tx,
    shipment: ShipmentId,
    row: &token_sql::TokenRow,
    (counted, kept): (Paise, Paise),
) -> Result<Paise, DbError> {
    let used = counted.plus(kept);
    let back = used.and_then(|used| row.token.minus(used)).unwrap_or(Paise::ZERO);
    if !token_sql::end(tx, shipment, (counted, kept, back)).await? {
        return Err(DbError::Busy);
    }
    if back > Paise::ZERO {
        payments::give_back(tx, row.order, &shipment.to_string(), OwnReason::Token.as_str(), back).await?;
    }
    Ok(back)
}

impl Token {
    /// What is paid online of an order of so much: whole rupees, and never more than half.
    pub fn of(&self, total: Paise) -> Paise {
        let share = kernel::BasisPoints(u32::try_from(self.share_bp).unwrap_or(0)).of(total);
        let wanted = self.least.max(share.unwrap_or(Paise::ZERO));
        let whole = Paise::rupees(wanted.0.div_euclid(100) + i64::from(wanted.0.rem_euclid(100) > 0));
        whole.min(Paise::rupees(total.0 / 200)).max(Paise::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_is_whole_rupees_and_never_more_than_half() {
        let token = |least, share_bp| Token { least: Paise(least), share_bp, kept_most: Paise::ZERO };
        assert_eq!(token(0, 0).of(Paise(500_00)), Paise::ZERO);
        assert_eq!(token(50_00, 0).of(Paise(500_00)), Paise(50_00));
        assert_eq!(token(50_00, 2_000).of(Paise(500_00)), Paise(100_00), "the share is more");
        assert_eq!(token(0, 1_000).of(Paise(333_00)), Paise(34_00), "whole rupees");
        assert_eq!(token(50_00, 0).of(Paise(75_00)), Paise(37_00), "half at most");
        assert_eq!(token(50_00, 0).of(Paise(1_50)), Paise::ZERO);
    }

    proptest! {
        #[test]
        fn whatever_the_rule_something_is_left_for_the_door(least in 0..5_000_00_i64, bp in 0..=5_000_i64, total in 0..2_00_000_00_i64) {
            let token = Token { least: Paise(least), share_bp: bp, kept_most: Paise::ZERO }.of(Paise(total));
            prop_assert!(token.0 >= 0 && token.0 * 2 <= total && token.0 % 100 == 0);
        }
    }
}
