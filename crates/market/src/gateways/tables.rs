//! The rules that ship with the program. A new row with a later day changes them; nothing is ever edited in place.

use kernel::Day;
use store::{Db, DbError, transaction};

use super::{NewRule, act};

static RULES: &str = include_str!("../../../../data/gateway_rules.csv");

/// Writes the rules that ship with the program where they are missing; a second time changes nothing.
///
/// # Errors
/// [`DbError`] if the database fails or a shipped row does not read.
pub async fn load_tables(db: &Db) -> Result<(), DbError> {
    transaction!(db, tx => {
        for line in RULES.lines().skip(1) {
            let rule = row(line).ok_or_else(|| DbError::Failed(format!("a rule of gateways does not read: {line}")))?;
            let id = format!("shipped {} {}", rule.payers, rule.from.iso());
            act::write(tx, &id, &rule, rule.reason, None).await?;
        }
        Ok(())
    })
}

fn row(line: &str) -> Option<NewRule<'_>> {
    let mut fields = line.splitn(5, ',');
    Some(NewRule {
        from: Day::from_iso(fields.next()?)?,
        payers: fields.next()?.parse().ok()?,
        first: fields.next()?.parse().ok()?,
        second: match fields.next()? {
            "" => None,
            word => Some(word.parse().ok()?),
        },
        reason: fields.next()?.trim_matches('"'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::Payers;

    #[test]
    fn the_shipped_rules_read_and_speak_of_everybody() {
        let rules: Vec<_> = RULES.lines().skip(1).map(|line| row(line).expect(line)).collect();
        for payers in Payers::ALL {
            assert!(rules.iter().any(|rule| rule.payers == *payers), "{payers}");
        }
        assert!(rules.iter().all(|rule| rule.second != Some(rule.first) && !rule.reason.is_empty()));
    }
}
