//! The dated rule of cash as it ships. A new row with a later day changes it; nothing is ever edited in place.

use kernel::{Day, Paise};
use store::{Db, DbError, transaction};

use super::{Rule, Token, sql};

static RULES: &str = include_str!("../../../../data/cash_rules.csv");

/// Writes the rows that ship with the program where they are missing; a second time changes nothing.
///
/// # Errors
/// [`DbError`] if the database fails or a shipped row does not read.
pub async fn load_tables(db: &Db) -> Result<(), DbError> {
    transaction!(db, tx => {
        for line in RULES.lines().skip(1) {
            let (rule, source) = row(line)
                .ok_or_else(|| DbError::Failed(format!("a rule of cash does not read: {line}")))?;
            sql::insert_rule(tx, &rule, source).await?;
        }
        Ok(())
    })
}

fn row(line: &str) -> Option<(Rule, &str)> {
    let mut fields = line.splitn(9, ',');
    let rule = Rule {
        from: Day::from_iso(fields.next()?)?,
        reach: fields.next()?.parse().ok()?,
        most: Paise::typed(fields.next()?)?,
        refused_most: fields.next()?.parse().ok()?,
        refused_days: fields.next()?.parse().ok()?,
        token: Token {
            least: Paise::typed(fields.next()?)?,
            share_bp: fields.next()?.parse().ok()?,
            kept_most: Paise::typed(fields.next()?)?,
        },
    };
    Some((rule, fields.next()?.trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rule_reads() {
        let rules: Vec<_> = RULES.lines().skip(1).map(|line| row(line).expect(line)).collect();
        assert!(rules.iter().all(|(rule, source)| rule.most > Paise::ZERO && !source.is_empty()));
        assert_eq!(rules.len(), 1);
    }
}
