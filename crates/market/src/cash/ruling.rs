//! Finance changes for what cash is taken: a new rule from a day on, and pincodes to which it does not apply as it stands. Nothing is
//! edited; a later day changes it.

use kernel::ids::PersonId;
use kernel::india::Pin;
use kernel::{Day, Limit, Paise};
use store::{Db, DbError, Read, transaction};

use super::rules::{PinRule, Reach, Rule, Token};
use super::{CashError, ruling_sql as sql};

/// A reason has so many letters at least.
const REASON_LETTERS: usize = 3;
/// No order is worth more than this in cash: the most a business may take of one person in a day. Source: Income-tax Act 1961, s.269ST.
pub const MOST: Paise = Paise(2_00_000_00);
/// Refused parcels and days a rule may speak of.
pub const TIMES_MOST: i64 = 1_000;
/// Rules and pincodes shown.
const SHOWN: Limit = Limit::of(100);

store::row! {
    /// A rule with who set it and why.
    pub struct RuleView {
        /// From which day on.
        pub from: Day,
        /// How far.
        pub reach: Reach,
        /// Up to how much.
        pub most: Paise,
        /// So many refused parcels are forgiven.
        pub refused_most: i64,
        /// Those of so many days count.
        pub refused_days: i64,
        /// So much is paid online ahead at least.
        pub token_least: Paise,
        /// Or this share, if that is more.
        pub token_bp: i64,
        /// So much of it at most is kept of what is turned away.
        pub token_kept: Paise,
        /// Why.
        pub reason: String,
        /// Who set it; empty if it shipped with the program.
        pub by: String,
    }
}

impl RuleView {
    /// What it asks ahead.
    pub const fn token(&self) -> Token {
        Token { least: self.token_least, share_bp: self.token_bp, kept_most: self.token_kept }
    }
}

store::row! {
    /// A pincode with a rule of its own.
    pub struct PinView {
        /// Which.
        pub pin: Pin,
        /// From which day on.
        pub from: Day,
        /// How the rule applies there.
        pub stands: PinRule,
        /// Why.
        pub reason: String,
        /// Who said so.
        pub by: String,
    }
}

/// The rules, the latest day first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rules(read: &mut Read) -> Result<Vec<RuleView>, DbError> {
    sql::rules(read, SHOWN).await
}

/// Pincodes with a rule of their own, what was said last first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn pins(read: &mut Read) -> Result<Vec<PinView>, DbError> {
    sql::pins(read, SHOWN).await
}

fn reason(text: &str) -> Result<&str, CashError> {
    let text = text.trim();
    if text.chars().count() < REASON_LETTERS { Err(CashError::NoReason) } else { Ok(text) }
}

/// From a day on cash is taken by another rule.
///
/// # Errors
/// [`CashError::DayOver`] for a day that has been, [`CashError::DayTaken`] for one that has a rule, [`CashError::NoAmount`] for a sum
/// or a count that makes no sense, [`CashError::NoReason`] without a reason.
pub async fn set_rule(db: &Db, by: PersonId, rule: &Rule, why: &str) -> Result<(), CashError> {
    let why = reason(why)?;
    let counts = [rule.refused_most, rule.refused_days];
    let is_sane =
        rule.most > Paise::ZERO && rule.most <= MOST && counts.iter().all(|n| (0..=TIMES_MOST).contains(n));
    let token = rule.token;
    let asks_sanely = token.least >= Paise::ZERO
        && token.least <= rule.most
        && (0..=Token::SHARE_MOST_BP).contains(&token.share_bp)
        && token.kept_most >= Paise::ZERO
        && (token.is_asked() || token.kept_most == Paise::ZERO);
    if !is_sane || !asks_sanely {
        return Err(CashError::NoAmount);
    }
    transaction!(db, tx => {
        if rule.from < tx.now().day() {
            return Err(CashError::DayOver);
        }
        if sql::insert_rule(tx, rule, why, by).await? { Ok(()) } else { Err(CashError::DayTaken) }
    })
}

/// From a day on the rule applies to a pincode in another way.
///
/// # Errors
/// As [`set_rule`].
pub async fn set_pin(
    db: &Db,
    by: PersonId,
    (pin, from, stands): (&Pin, Day, PinRule),
    why: &str,
) -> Result<(), CashError> {
    let why = reason(why)?;
    transaction!(db, tx => {
        if from < tx.now().day() {
            return Err(CashError::DayOver);
        }
        if sql::insert_pin(tx, (pin, from, stands), why, by).await? { Ok(()) } else { Err(CashError::DayTaken) }
    })
}
