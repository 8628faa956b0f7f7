//! What is known for export and who says it: stops of countries, rates of exchange and of the post, exporters, what papers say of a
//! good. Each word is a new row; the newest counts.

use kernel::ids::{ExportStopId, ExporterId, PersonId, ProductId};
use kernel::{Day, Time, Words};
use store::{Db, DbError, Read, Tx, transaction};

use super::book_sql::{self as sql, NewRate, NewStop};
use super::{ExportError, Service, rules, tables};

/// A reason or a source has so many letters at least, and at most.
const WORDS: std::ops::RangeInclusive<usize> = 3..=300;
/// Lines of a sheet of rates.
const LINES_MOST: usize = 200;

store::row! {
    /// A country the mart can send to.
    pub struct Country {
        /// Two letters.
        pub code: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// Its money.
        pub currency: String,
        /// The post's quickest days.
        pub days_from: i64,
        /// The post's slowest days.
        pub days_to: i64,
        /// How sure that is.
        pub verified: String,
    }
}

impl Country {
    /// Its name.
    pub fn name(&self) -> Words {
        Words::new(&self.name_hi, &self.name_en)
    }
}

store::row! {
    /// Word that nothing goes to a country, or goes again.
    pub struct Stop {
        /// Its id.
        pub id: String,
        /// Which country.
        pub country: String,
        /// `stop` or `open`.
        pub does: String,
        /// From when.
        pub from: Day,
        /// Why.
        pub reason: String,
        /// When it was said.
        pub at: Time,
    }
}

store::row! {
    /// In whose name goods leave the country.
    pub struct Exporter {
        /// Its id.
        pub id: ExporterId,
        /// A maker or an aggregator.
        pub seller: String,
        /// Importer-exporter code.
        pub iec: String,
        /// The bank's code at customs.
        pub ad_code: String,
        /// Number of the letter of undertaking.
        pub lut_number: String,
        /// The last day it holds.
        pub lut_until: Day,
    }
}

impl Exporter {
    /// Whether goods may leave in this name on a day.
    pub fn stands(&self, today: Day) -> bool {
        rules::is_iec(&self.iec) && !self.lut_number.is_empty() && self.lut_until >= today
    }
}

store::row! {
    /// What papers say of a good.
    pub struct Sheet {
        /// Its code at eight digits.
        pub hs8: String,
        /// What it is, in English.
        pub describes: String,
        /// Of what it is made, in English.
        pub material: String,
        /// One piece alone.
        pub net_g: i64,
        /// One piece as it is packed.
        pub gross_g: i64,
    }
}

/// Whether something goes to a country or not, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing goes.
    Stop,
    /// It goes again.
    Open,
}

/// A head stops a country or opens it again.
///
/// # Errors
/// [`ExportError::Typed`] with the field that is wrong; [`ExportError::Missing`] for an unknown country.
pub async fn say(
    db: &Db,
    by: PersonId,
    country: &str,
    (word, from): (Word, Day),
    reason: &str,
) -> Result<(), ExportError> {
    let reason = worded(reason, "stop_reason")?;
    transaction!(db, tx => {
        if from < tx.now().day() {
            return Err(ExportError::Typed("stop_from"));
        }
        country_of(tx, country).await?.ok_or(ExportError::Missing)?;
        let id: ExportStopId = tx.new_id();
        let does = match word { Word::Stop => "stop", Word::Open => "open" };
        let (id, at) = (sql::named(id), tx.now());
        let new = NewStop { id: &id, country, does, from, reason, by: Some(by), at };
        Ok(sql::insert_stop(tx, &new).await?)
    })
}

fn worded<'a>(text: &'a str, field: &'static str) -> Result<&'a str, ExportError> {
    let text = text.trim();
    if WORDS.contains(&text.chars().count()) { Ok(text) } else { Err(ExportError::Typed(field)) }
}

/// The stop that holds in a country on a day, if one does.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stop_on(read: &mut Read, country: &str, today: Day) -> Result<Option<Stop>, DbError> {
    let said = sql::stops(read, country).await?;
    Ok(said.into_iter().find(|stop| stop.from <= today).filter(|stop| stop.does == "stop"))
}

/// What was said of a country, the newest word first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stops(read: &mut Read, country: &str) -> Result<Vec<Stop>, DbError> {
    sql::stops(read, country).await
}

/// Finance enters rates of exchange, one line each: `USD,2026-11-28,84.25,where it is written`. All of them or none.
///
/// # Errors
/// [`ExportError::Typed`] if a line does not read, or its day has not come.
pub async fn exchange_rates(db: &Db, by: PersonId, lines: &str) -> Result<usize, ExportError> {
    let today = db.now().day();
    let wrong = || ExportError::Typed("rates_lines");
    let mut rows = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("currency"))
    {
        let mut fields = line.splitn(4, ',').map(str::trim);
        let (Some(currency), Some(day), Some(rate), Some(source)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(wrong());
        };
        let day = Day::from_iso(day).filter(|day| *day <= today).ok_or_else(wrong)?;
        let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
        let rate = rules::rate_typed(rate).filter(|_| is_code).ok_or_else(wrong)?;
        let source = worded(source, "rates_lines")?;
        rows.push((currency, day, rate, source));
    }
    if rows.is_empty() || rows.len() > LINES_MOST {
        return Err(wrong());
    }
    transaction!(db, tx => {
        for (currency, day, rate, source) in &rows {
            sql::insert_exchange(tx, by, (currency, *day, *rate), source).await?;
        }
        Ok(rows.len())
    })
}

/// The desk enters rates of the post, a line each as in `data/postal_rates.csv`. All of them or none.
///
/// # Errors
/// [`ExportError::Typed`] if a line does not read or names an unknown country.
pub async fn postal_rates(db: &Db, by: PersonId, lines: &str) -> Result<usize, ExportError> {
    let wrong = || ExportError::Typed("postal_lines");
    let mut rows = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("service")) {
        let row = tables::rate(line).ok_or_else(wrong)?;
        worded(row.4, "postal_lines")?;
        rows.push(row);
    }
    if rows.is_empty() || rows.len() > LINES_MOST {
        return Err(wrong());
    }
    transaction!(db, tx => {
        for (service, country, from, tariff, source) in &rows {
            country_of(tx, country).await?.ok_or_else(wrong)?;
            let (by, at) = (Some(by), tx.now());
            let new = NewRate { service: *service, country, from: *from, tariff: *tariff, source, by, at };
            sql::insert_rate(tx, &new).await?;
        }
        Ok(rows.len())
    })
}

/// A rate of exchange that holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Of which day it is.
    pub day: Day,
    /// Ten-thousandths of a rupee for one unit.
    pub rupees_e4: i64,
    /// Where it is written.
    pub source: String,
}

/// The newest rate of a currency up to a day.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn exchange_on(read: &mut Read, currency: &str, day: Day) -> Result<Option<Exchange>, DbError> {
    let found = sql::exchange(read, currency, day).await?;
    Ok(found.map(|(day, rupees_e4, source)| Exchange { day, rupees_e4, source }))
}

/// Rates of exchange as they were entered: currency, day, rate, source; the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn exchanges(read: &mut Read) -> Result<Vec<(String, Day, i64, String)>, DbError> {
    sql::exchanges(read).await
}

/// What somebody types of an exporter.
#[derive(Clone, Copy, Debug)]
pub struct NewExporter<'a> {
    /// A maker or an aggregator.
    pub seller: &'a str,
    /// Importer-exporter code.
    pub iec: &'a str,
    /// The bank's code at customs.
    pub ad_code: &'a str,
    /// Number of the letter of undertaking.
    pub lut_number: &'a str,
    /// The last day it holds.
    pub lut_until: Day,
}

/// The desk writes down in whose name goods may leave.
///
/// # Errors
/// [`ExportError::Typed`] with the field that does not read.
pub async fn enter_exporter(db: &Db, by: PersonId, new: &NewExporter<'_>) -> Result<(), ExportError> {
    let (iec, ad_code, lut) = (new.iec.trim(), new.ad_code.trim(), new.lut_number.trim());
    if !rules::is_iec(iec) {
        return Err(ExportError::Typed("export_iec"));
    }
    if !(5..=20).contains(&ad_code.len()) || !ad_code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(ExportError::Typed("export_ad_code"));
    }
    if !(5..=30).contains(&lut.chars().count()) {
        return Err(ExportError::Typed("export_lut"));
    }
    transaction!(db, tx => {
        if new.lut_until < tx.now().day() {
            return Err(ExportError::Typed("export_lut_until"));
        }
        if !sql::sellers(tx).await?.iter().any(|(id, ..)| id == new.seller) {
            return Err(ExportError::Typed("export_seller"));
        }
        let id: ExporterId = tx.new_id();
        Ok(sql::insert_exporter(tx, id, by, new.seller, [iec, ad_code, lut], new.lut_until).await?)
    })
}

/// Sellers who could export, with what stands of each.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sellers(read: &mut Read) -> Result<Vec<(String, Words, Option<Exporter>)>, DbError> {
    let mut all = Vec::new();
    for (id, hi, en) in sql::sellers(read).await? {
        let exporter = sql::exporter(read, &id).await?;
        all.push((id, Words::new(hi, en), exporter));
    }
    Ok(all)
}

/// An officer writes down what papers say of a good of her blocks.
///
/// # Errors
/// [`ExportError::Typed`] with the field that does not read; [`ExportError::Missing`] for another block's good.
pub async fn enter_sheet(
    db: &Db,
    (by, blocks): (PersonId, &crate::accounts::Blocks),
    product: ProductId,
    sheet: &Sheet,
) -> Result<(), ExportError> {
    if !rules::is_hs8(&sheet.hs8) {
        return Err(ExportError::Typed("export_hs8"));
    }
    for (text, field) in [(&sheet.describes, "export_describes"), (&sheet.material, "export_material")] {
        // Customs read Latin letters.
        if worded(text, field)?.chars().any(|letter| letter > '\u{24f}') {
            return Err(ExportError::Typed(field));
        }
    }
    if sheet.net_g <= 0 {
        return Err(ExportError::Typed("export_net_g"));
    }
    if sheet.gross_g < sheet.net_g || sheet.gross_g > rules::HEAVIEST_G {
        return Err(ExportError::Typed("export_gross_g"));
    }
    transaction!(db, tx => {
        super::ready_sql::good(tx, product, &blocks.fenced()).await?.ok_or(ExportError::Missing)?;
        Ok(sql::insert_sheet(tx, by, product, sheet).await?)
    })
}

/// Every country, by its English name.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn countries(read: &mut Read) -> Result<Vec<Country>, DbError> {
    sql::countries(read).await
}

/// A country by its two letters.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn country(read: &mut Read, code: &str) -> Result<Option<Country>, DbError> {
    Ok(sql::countries(read).await?.into_iter().find(|country| country.code == code))
}

async fn country_of(tx: &mut Tx, code: &str) -> Result<Option<Country>, DbError> {
    country(tx, code).await
}

/// What the post takes to a country for a weight: the cheapest service that takes it, by its newest rate; nothing if nobody has
/// entered one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn freight(
    read: &mut Read,
    country: &str,
    weight_g: i64,
) -> Result<Option<(Service, kernel::Paise)>, DbError> {
    let today = read.now().day();
    let rows = sql::postal(read, country, today).await?;
    let mut found: Vec<(kernel::Paise, Service)> = Vec::new();
    for service in Service::ALL {
        let newest = rows.iter().find(|row| row.service == *service);
        let tariff = newest.map(|row| rules::Tariff {
            first_g: row.first_g,
            first: row.first,
            each_g: row.each_g,
            each: row.each,
            up_to_g: row.up_to_g,
        });
        found.extend(tariff.and_then(|tariff| tariff.of(weight_g)).map(|price| (price, *service)));
    }
    Ok(found.into_iter().min_by_key(|(price, _)| *price).map(|(price, service)| (service, price)))
}
