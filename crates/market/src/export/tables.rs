//! What ships with the program: countries, what they ask of goods, the first stop, the post's rates. Nothing is ever edited in
//! place: a row with a later day says otherwise.

use kernel::{Day, Paise};
use store::{Db, DbError, transaction};

use super::book_sql::{self as sql, NewRate, NewStop};
use super::rules::Tariff;
use super::{Does, Service};

static COUNTRIES: &str = include_str!("../../../../data/export_countries.csv");
static RULES: &str = include_str!("../../../../data/export_rules.csv");
static STOPS: &str = include_str!("../../../../data/export_stops.csv");
static RATES: &str = include_str!("../../../../data/postal_rates.csv");

/// Writes the rows that ship with the program where they are missing; a second time changes nothing.
///
/// # Errors
/// [`DbError`] if the database fails or a shipped row does not read.
pub async fn load_tables(db: &Db) -> Result<(), DbError> {
    let wrong =
        |line: &str| DbError::Failed(format!("a table of export has a row that does not read: {line}"));
    transaction!(db, tx => {
        for line in COUNTRIES.lines().skip(1) {
            let row = country(line).ok_or_else(|| wrong(line))?;
            sql::put_country(tx, row.0, row.1).await?;
        }
        for line in RULES.lines().skip(1) {
            let (fields, does, from) = rule(line).ok_or_else(|| wrong(line))?;
            sql::put_rule(tx, fields, does, from).await?;
        }
        for line in STOPS.lines().skip(1) {
            let (country, from, reason) = stop(line).ok_or_else(|| wrong(line))?;
            let id = format!("shipped {country} {}", from.iso());
            let new = NewStop { id: &id, country, does: "stop", from, reason, by: None, at: from.starts() };
            sql::insert_stop(tx, &new).await?;
        }
        for line in RATES.lines().skip(1) {
            let (service, country, from, tariff, source) = rate(line).ok_or_else(|| wrong(line))?;
            let at = from.starts();
            sql::insert_rate(tx, &NewRate { service, country, from, tariff, source, by: None, at }).await?;
        }
        Ok(())
    })
}

/// Names, currency, how sure, source; and the days.
type Country<'a> = ([&'a str; 6], (i64, i64));

fn country(line: &str) -> Option<Country<'_>> {
    let mut fields = line.splitn(8, ',');
    let [code, hi, en, currency] = [fields.next()?, fields.next()?, fields.next()?, fields.next()?];
    let days = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let verified = fields.next()?;
    Some(([code, hi, en, currency, verified, fields.next()?.trim_matches('"')], days))
}

/// Country, prefix, reasons, how sure, source; what it does; from when.
type Rule<'a> = ([&'a str; 6], Does, Day);

fn rule(line: &str) -> Option<Rule<'_>> {
    let mut fields = line.splitn(8, ',');
    let (country, prefix) = (fields.next()?, fields.next()?);
    let does = fields.next()?.parse().ok()?;
    let from = Day::from_iso(fields.next()?)?;
    let (hi, en, verified) = (fields.next()?, fields.next()?, fields.next()?);
    Some(([country, prefix, hi, en, verified, fields.next()?.trim_matches('"')], does, from))
}

fn stop(line: &str) -> Option<(&str, Day, &str)> {
    let mut fields = line.splitn(4, ',');
    Some((fields.next()?, Day::from_iso(fields.next()?)?, fields.next()?))
}

/// A row of the post's rates, as it ships and as it may be brought in a sheet.
pub(super) fn rate(line: &str) -> Option<(Service, &str, Day, Tariff, &str)> {
    let mut fields = line.splitn(9, ',');
    let service = fields.next()?.trim().parse().ok()?;
    let country = fields.next()?.trim();
    let from = Day::from_iso(fields.next()?.trim())?;
    let first_g = fields.next()?.trim().parse().ok()?;
    let first = Paise::typed(fields.next()?)?;
    let each_g = fields.next()?.trim().parse().ok()?;
    let each = Paise::typed(fields.next()?)?;
    let up_to_g = fields.next()?.trim().parse().ok()?;
    let is_sane = first_g > 0 && first.0 > 0 && each_g > 0 && up_to_g >= first_g;
    let source = fields.next()?.trim().trim_matches('"');
    is_sane.then_some((service, country, from, Tariff { first_g, first, each_g, each, up_to_g }, source))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_ships_reads() {
        assert!(COUNTRIES.lines().skip(1).all(|line| country(line).is_some()));
        assert!(RULES.lines().skip(1).all(|line| rule(line).is_some()));
        assert!(STOPS.lines().skip(1).all(|line| stop(line).is_some()));
        assert!(RATES.lines().skip(1).all(|line| rate(line).is_some()));
        let codes: Vec<&str> = COUNTRIES.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let known = |line: &&str| line.starts_with(',') || codes.iter().any(|code| line.starts_with(code));
        assert!(
            RULES.lines().chain(STOPS.lines()).filter(|line| !line.starts_with("country")).all(|l| known(&l))
        );
    }

    #[test]
    fn a_rate_that_is_no_rate_is_refused() {
        assert!(rate("ems,DE,2026-04-01,250,1200,250,150,20000,the post's table").is_some());
        for wrong in [
            "ems,DE,2026-04-01,250,1200,0,150,20000,x",
            "sea,DE,2026-04-01,250,1200,250,150,20000,x",
            "ems,DE,01-04-2026,250,1200,250,150,20000,x",
            "ems,DE,2026-04-01,250,1200",
        ] {
            assert!(rate(wrong).is_none(), "{wrong}");
        }
    }
}
