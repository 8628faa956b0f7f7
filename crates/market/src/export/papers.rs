//! What the papers of a case say, and the file for the portal of the post: postal bill of export, form III.
//!
//! Source of the columns: Postal Export (Electronic Declaration and Processing) Regulations 2022, form PBE-III; Customs circular
//! 25/2022. The portal's own layout was not published where it could be read: the columns are the form's, in its order.

use kernel::Paise;

use super::Scheme;
use super::case::Case;
use super::rules::{in_hundredths, rate_written};
use crate::sheets::Value;

/// What an invoice must say of goods that leave under a letter of undertaking. Source: CGST Rules 2017, rule 46, third proviso.
pub const UNDER_LUT: &str =
    "SUPPLY MEANT FOR EXPORT UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX";
/// The State all goods come from.
pub const ORIGIN: &str = "India (Deoghar, Jharkhand)";

/// The columns of form III.
pub const COLUMNS: [&str; 39] = [
    "line",
    "foreign_post_office",
    "exporter_name",
    "exporter_address",
    "iec",
    "state_code",
    "gstin",
    "ad_code",
    "agent_licence",
    "consignee_name",
    "consignee_address",
    "country_of_destination",
    "description",
    "cth",
    "unit",
    "quantity",
    "invoice_number",
    "invoice_date",
    "gross_weight_g",
    "net_weight_g",
    "operator_gstin",
    "operator_url",
    "payment_transaction_id",
    "sku",
    "postal_tracking_number",
    "fob_value",
    "currency",
    "exchange_rate",
    "assessable_value_inr",
    "tax_invoice_line",
    "duty_rate",
    "duty_amount",
    "igst_rate",
    "igst_amount",
    "cess_amount",
    "lut_number",
    "drawback_claimed",
    "other_scheme_claimed",
    "zero_rated_under_section_16",
];

/// What the mart itself is to customs.
#[derive(Clone, Copy, Debug)]
pub struct Operator<'a> {
    /// Its address on the web.
    pub url: &'a str,
    /// Its number under GST; may be empty.
    pub gstin: &'a str,
}

/// The number under which the papers go: the bill's once the goods have left, before that the order's.
pub fn invoice_number(case: &Case) -> String {
    case.bill.as_ref().map_or_else(|| case.row.order_code.clone(), |(number, _)| number.clone())
}

/// A line's weight in a box that weighs more than its goods: its part of the whole, by what it weighs packed. The parts are the
/// whole.
pub fn gross_parts(case: &Case) -> Vec<u64> {
    let weights: Vec<u64> =
        case.lines.iter().map(|line| (line.gross_g * line.quantity).unsigned_abs()).collect();
    let whole = Paise(case.row.gross_g.unwrap_or_default());
    let parts = kernel::money::share_out(whole, &weights).unwrap_or_default();
    parts.into_iter().map(|part| part.0.unsigned_abs()).collect()
}

/// The rows of form III, the heads first.
pub fn pbe3(case: &Case, operator: Operator<'_>) -> Vec<Vec<Value>> {
    let mut rows = vec![COLUMNS.iter().map(|column| Value::words(column)).collect::<Vec<_>>()];
    let row = &case.row;
    let rate = row.rupees_e4.unwrap_or_default();
    let exporter = &case.exporter;
    let yes = |is_so: bool| if is_so { "Y" } else { "N" };
    let day = case.bill.as_ref().map_or(row.opened_at, |(_, at)| *at).day();
    for ((number, line), gross_g) in (1_u32..).zip(&case.lines).zip(gross_parts(case)) {
        let in_currency = in_hundredths(line.value, rate).unwrap_or_default();
        let fields: Vec<String> = vec![
            number.to_string(),
            row.office_code.clone().unwrap_or_default(),
            exporter.name.clone(),
            format!("{} {}", exporter.place, exporter.pincode),
            exporter.iec.clone(),
            exporter.gstin.chars().take(2).collect(),
            exporter.gstin.clone(),
            exporter.ad_code.clone(),
            String::new(),
            case.buyer.name.clone(),
            format!("{}, {}", case.buyer.street, case.buyer.town()),
            row.country.clone(),
            format!("{} of {}", line.describes, line.material),
            line.hs8.clone(),
            "NOS".to_owned(),
            line.quantity.to_string(),
            invoice_number(case),
            day.iso(),
            gross_g.to_string(),
            (line.net_g * line.quantity).to_string(),
            operator.gstin.to_owned(),
            operator.url.to_owned(),
            case.paid_as.clone().unwrap_or_default(),
            line.line.to_string(),
            row.article.clone().unwrap_or_default(),
            format!("{}.{:02}", in_currency / 100, in_currency % 100),
            row.currency.clone(),
            rate_written(rate),
            format!("{}.{:02}", line.value.0 / 100, line.value.0 % 100),
            format!("{}/{number}", invoice_number(case)),
            "0".to_owned(),
            "0.00".to_owned(),
            "0".to_owned(),
            "0.00".to_owned(),
            "0.00".to_owned(),
            exporter.lut_number.clone(),
            yes(row.scheme == Scheme::Drawback).to_owned(),
            yes(row.scheme == Scheme::Rodtep).to_owned(),
            yes(true).to_owned(),
        ];
        rows.push(fields.iter().map(|field| Value::words(field)).collect());
    }
    rows
}
