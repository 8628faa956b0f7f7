//! Every statement on what is known for export: countries, rules, stops, rates, exporters, what papers say of a good.

use kernel::ids::{ExportStopId, ExporterId, PersonId, ProductId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::book::{Country, Exporter, Sheet, Stop};
use super::rules::Tariff;
use super::{Does, Service};

/// Countries, stops and rates of a list.
const LIST: Limit = Limit::of(300);

/// Writes a country that ships, if it is missing.
pub(super) async fn put_country(
    tx: &mut Tx,
    [code, hi, en, currency, verified, source]: [&str; 6],
    days: (i64, i64),
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into export_country (code, name_hi, name_en, currency, days_from, days_to, verified, source)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code) do nothing"
        ),
        params![code, hi, en, currency, days.0, days.1, verified, source],
    )
    .await
}

/// Writes a rule, if it is missing.
pub(super) async fn put_rule(
    tx: &mut Tx,
    [country, prefix, hi, en, verified, source]: [&str; 6],
    does: Does,
    from: Day,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into export_rule (country, hs_prefix, does, effective_from_day, reason_hi, reason_en, verified, source)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (country, hs_prefix, effective_from_day) do nothing"
        ),
        params![country, prefix, does, from, hi, en, verified, source],
    )
    .await
}

/// Word that nothing goes to a country, or goes again.
pub(super) struct NewStop<'a> {
    pub id: &'a str,
    pub country: &'a str,
    pub does: &'a str,
    pub from: Day,
    pub reason: &'a str,
    pub by: Option<PersonId>,
    pub at: Time,
}

/// Writes it, if it is missing.
pub(super) async fn insert_stop(tx: &mut Tx, new: &NewStop<'_>) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into export_stop (id, country, does, from_day, reason, said_by, said_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing"
        ),
        params![new.id, new.country, new.does, new.from, new.reason, new.by, new.at],
    )
    .await
}

/// A rate of the post.
pub(super) struct NewRate<'a> {
    pub service: Service,
    pub country: &'a str,
    pub from: Day,
    pub tariff: Tariff,
    pub source: &'a str,
    pub by: Option<PersonId>,
    pub at: Time,
}

/// Writes it, if it is missing.
pub(super) async fn insert_rate(tx: &mut Tx, new: &NewRate<'_>) -> Result<(), DbError> {
    let t = new.tariff;
    tx.put(
        sql!(
            "insert into postal_rate (service, country, effective_from_day, first_g, first_paise, each_g, each_paise, up_to_g,
                                      source, entered_by, entered_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict (service, country, effective_from_day, entered_at_ms) do nothing"
        ),
        params![
            new.service,
            new.country,
            new.from,
            t.first_g,
            t.first,
            t.each_g,
            t.each,
            t.up_to_g,
            new.source,
            new.by,
            new.at
        ],
    )
    .await
}

/// Writes a rate of exchange; the same one at the same moment is the same.
pub(super) async fn insert_exchange(
    tx: &mut Tx,
    by: PersonId,
    (currency, day, rupees_e4): (&str, Day, i64),
    source: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into exchange_rate (currency, day, rupees_e4, source, entered_by, entered_at_ms)
             values ($1, $2, $3, $4, $5, $6) on conflict (currency, day, entered_at_ms) do nothing"
        ),
        params![currency, day, rupees_e4, source, by, now],
    )
    .await
}

/// The newest rate of a currency up to a day.
pub(super) async fn exchange(
    read: &mut Read,
    currency: &str,
    day: Day,
) -> Result<Option<(Day, i64, String)>, DbError> {
    read.row(
        sql!(
            "select day, rupees_e4, source from exchange_rate
              where currency = $1 and day <= $2 order by day desc, entered_at_ms desc limit 1"
        ),
        params![currency, day],
    )
    .await
}

/// The newest rates, newest first.
pub(super) async fn exchanges(read: &mut Read) -> Result<Vec<(String, Day, i64, String)>, DbError> {
    read.rows(
        sql!(
            "select currency, day, rupees_e4, source from exchange_rate
              order by day desc, currency, entered_at_ms desc limit $1"
        ),
        params![LIST],
    )
    .await
}

/// Writes in whose name goods leave.
pub(super) async fn insert_exporter(
    tx: &mut Tx,
    id: ExporterId,
    by: PersonId,
    seller: &str,
    [iec, ad_code, lut]: [&str; 3],
    lut_until: Day,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into exporter (id, seller_id, iec, ad_code, lut_number, lut_until_day, entered_by, entered_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        params![id, seller, iec, ad_code, lut, lut_until, by, now],
    )
    .await
}

/// What stands of a seller as exporter now.
pub(super) async fn exporter(read: &mut Read, seller: &str) -> Result<Option<Exporter>, DbError> {
    read.row(
        sql!(
            "select id, seller_id, iec, ad_code, lut_number, lut_until_day from exporter
              where seller_id = $1 order by entered_at_ms desc, id desc limit 1"
        ),
        params![seller],
    )
    .await
}

/// Sellers who could export: registered makers and aggregators, by name.
pub(super) async fn sellers(read: &mut Read) -> Result<Vec<(String, String, String)>, DbError> {
    read.rows(
        sql!(
            "select t.id, t.name_hi, t.name_en
               from (select id, name_hi, name_en from aggregator union all
                     select id, name_hi, name_en from maker where tax_class = 'regular') t
              order by t.name_en, t.id limit $1"
        ),
        params![LIST],
    )
    .await
}

/// Writes what papers say of a good.
pub(super) async fn insert_sheet(
    tx: &mut Tx,
    by: PersonId,
    product: ProductId,
    sheet: &Sheet,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into export_sheet (product_id, hs8, describes_en, material_en, net_g, gross_g, entered_by, entered_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (product_id, entered_at_ms) do nothing"
        ),
        params![product, sheet.hs8, sheet.describes, sheet.material, sheet.net_g, sheet.gross_g, by, now],
    )
    .await
}

/// What papers say of a good now.
pub(super) async fn sheet(read: &mut Read, product: ProductId) -> Result<Option<Sheet>, DbError> {
    read.row(
        sql!(
            "select hs8, describes_en, material_en, net_g, gross_g from export_sheet
              where product_id = $1 order by entered_at_ms desc limit 1"
        ),
        params![product],
    )
    .await
}

/// Every country, by its English name.
pub(super) async fn countries(read: &mut Read) -> Result<Vec<Country>, DbError> {
    read.rows(
        sql!(
            "select code, name_hi, name_en, currency, days_from, days_to, verified from export_country order by name_en limit $1"
        ),
        params![LIST],
    )
    .await
}

/// What was said of a country up to a day, the newest word first.
pub(super) async fn stops(read: &mut Read, country: &str) -> Result<Vec<Stop>, DbError> {
    read.rows(
        sql!(
            "select id, country, does, from_day, reason, said_at_ms from export_stop
              where country = $1 order by said_at_ms desc, id desc limit $2"
        ),
        params![country, LIST],
    )
    .await
}

/// Rules of a country and of all countries: whose, prefix, from when, what it does, why.
pub(super) async fn rules(read: &mut Read, country: &str) -> Result<Vec<super::ready::Rule>, DbError> {
    read.rows(
        sql!(
            "select country, hs_prefix, effective_from_day, does, reason_hi, reason_en, verified from export_rule
              where country in ('', $1) order by country, hs_prefix, effective_from_day limit $2"
        ),
        params![country, LIST],
    )
    .await
}

store::row! {
    /// A rate of the post as it stands.
    pub struct PostalRow {
        /// Which service.
        pub service: Service,
        /// The first weight.
        pub first_g: i64,
        /// Its price.
        pub first: Paise,
        /// Each further weight.
        pub each_g: i64,
        /// Its price.
        pub each: Paise,
        /// The heaviest.
        pub up_to_g: i64,
        /// From when.
        pub from: Day,
        /// Where it is written.
        pub source: String,
    }
}

/// Rates of the post to a country, the newest first.
pub(super) async fn postal(read: &mut Read, country: &str, day: Day) -> Result<Vec<PostalRow>, DbError> {
    read.rows(
        sql!(
            "select service, first_g, first_paise, each_g, each_paise, up_to_g, effective_from_day, source from postal_rate
              where country = $1 and effective_from_day <= $2
              order by effective_from_day desc, entered_at_ms desc limit $3"
        ),
        params![country, day, LIST],
    )
    .await
}

/// The id of a stop as text.
pub(super) fn named(id: ExportStopId) -> String {
    id.to_string()
}
