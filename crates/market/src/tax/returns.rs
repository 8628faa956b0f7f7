//! What goes to the tax offices each month: what sellers supplied, what was kept back of them. One read, the portals' columns.
//!
//! | return | is | by when |
//! |---|---|---|
//! | GSTR-1 | what one registered seller supplied: to whom it may concern by State and rate, by HSN, the papers used | 11th |
//! | GSTR-8 | TCS the mart collected, seller by seller (CGST Act s.52) | 10th |
//! | 26Q | TDS the mart deducted, seller by seller (s.194-O; its successor under the Act of 2025) | by quarter |
//!
//! All buyers are consumers without a GSTIN, so GSTR-1 has the tables B2CS, HSN and documents; its portal takes credit notes
//! to consumers as less in B2CS. Source: the columns of the GST offline tool and of FORM GSTR-8.

use kernel::{BasisPoints, Paise, Time, Words};
use store::{DbError, Read};

use super::returns_sql as sql;
use crate::sheets::{Sheet, Value};

store::row! {
    /// What a seller supplied to one State at one rate, less what was taken back.
    pub struct SuppliedRow {
        /// The seller.
        pub seller: String,
        /// GST code of the State.
        pub state_code: String,
        /// Its name.
        pub state: String,
        /// The rate.
        pub rate: BasisPoints,
        /// Without tax.
        pub taxable: Paise,
        /// The Union's half.
        pub cgst: Paise,
        /// The State's half.
        pub sgst: Paise,
        /// Between States.
        pub igst: Paise,
    }
}

store::row! {
    /// What a seller supplied under one HSN code at one rate.
    pub struct HsnRow {
        /// The seller.
        pub seller: String,
        /// The code.
        pub hsn: String,
        /// The rate.
        pub rate: BasisPoints,
        /// How many pieces.
        pub quantity: i64,
        /// With tax.
        pub total: Paise,
        /// Without.
        pub taxable: Paise,
        /// The Union's half.
        pub cgst: Paise,
        /// The State's half.
        pub sgst: Paise,
        /// Between States.
        pub igst: Paise,
    }
}

store::row! {
    /// The papers a seller used.
    pub struct UsedRow {
        /// The seller.
        pub seller: String,
        /// What kind of paper.
        pub kind: crate::bills::BillKind,
        /// The first number.
        pub first: i64,
        /// The last number.
        pub last: i64,
        /// How many.
        pub count: i64,
        /// A number of them, as it is written.
        pub sample: String,
    }
}

store::row! {
    /// What was kept back of a seller.
    pub struct KeptRow {
        /// The seller.
        pub seller: String,
        /// The name on her bills.
        pub name_hi: String,
        /// The same in English, or the registered one.
        pub name_en: String,
        /// Her GSTIN; empty without one.
        pub gstin: String,
        /// What TCS was collected on.
        pub net: Paise,
        /// TCS, the Union's half.
        pub tcs_cgst: Paise,
        /// TCS, the State's half.
        pub tcs_sgst: Paise,
        /// TCS between States.
        pub tcs_igst: Paise,
        /// What TDS was deducted on or counted.
        pub sale: Paise,
        /// TDS.
        pub tds: Paise,
    }
}

/// A registered seller, for the list of those whose GSTR-1 can be drawn.
#[derive(Clone, Debug)]
pub struct Registered {
    /// A maker or an aggregator.
    pub id: String,
    /// The name on bills.
    pub name: Words,
    /// The GSTIN.
    pub gstin: String,
}

/// Everything of a span of time.
#[derive(Clone, Debug, Default)]
pub struct Returns {
    /// What was supplied.
    pub supplied: Vec<SuppliedRow>,
    /// The same by HSN code.
    pub by_hsn: Vec<HsnRow>,
    /// The papers.
    pub used: Vec<UsedRow>,
    /// What was kept back.
    pub kept: Vec<KeptRow>,
    /// Registered sellers with a bill in it.
    pub registered: Vec<Registered>,
}

/// The returns of a span of time, its end not included.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of(read: &mut Read, span: (Time, Time)) -> Result<Returns, DbError> {
    let registered = sql::registered(read, span).await?;
    let named = |(id, hi, en, gstin): (String, String, String, String)| Registered {
        id,
        name: Words { hi, en },
        gstin,
    };
    Ok(Returns {
        supplied: sql::supplied(read, span).await?,
        by_hsn: sql::by_hsn(read, span).await?,
        used: sql::used(read, span).await?,
        kept: sql::kept(read, span).await?,
        registered: registered.into_iter().map(named).collect(),
    })
}

fn head(names: &[&str]) -> Vec<Value> {
    names.iter().map(|name| Value::words(name)).collect()
}

/// `5`, `0.25`: a rate as the portals want it.
fn rate(rate: BasisPoints) -> Value {
    Value::words(rate.to_string().trim_end_matches(" %"))
}

impl Returns {
    /// The three tables of one seller's GSTR-1.
    pub fn gstr1(&self, seller: &str) -> Vec<Sheet> {
        let place = |row: &SuppliedRow| Value::words(&format!("{}-{}", row.state_code, row.state));
        let mut supplied = vec![head(&[
            "Type",
            "Place Of Supply",
            "Rate",
            "Applicable % of Tax Rate",
            "Taxable Value",
            "Cess Amount",
            "E-Commerce GSTIN",
        ])];
        for row in self.supplied.iter().filter(|row| row.seller == seller) {
            let none = Value::words("");
            supplied.push(vec![
                Value::words("OE"),
                place(row),
                rate(row.rate),
                none.clone(),
                Value::Rupees(row.taxable),
                Value::Rupees(Paise::ZERO),
                none,
            ]);
        }
        let mut by_hsn = vec![head(&[
            "HSN",
            "UQC",
            "Total Quantity",
            "Total Value",
            "Rate",
            "Taxable Value",
            "Integrated Tax Amount",
            "Central Tax Amount",
            "State/UT Tax Amount",
            "Cess Amount",
        ])];
        for row in self.by_hsn.iter().filter(|row| row.seller == seller) {
            by_hsn.push(vec![
                Value::words(&row.hsn),
                Value::words("NOS-NUMBERS"),
                Value::Count(row.quantity),
                Value::Rupees(row.total),
                rate(row.rate),
                Value::Rupees(row.taxable),
                Value::Rupees(row.igst),
                Value::Rupees(row.cgst),
                Value::Rupees(row.sgst),
                Value::Rupees(Paise::ZERO),
            ]);
        }
        let mut used =
            vec![head(&["Nature of Document", "Sr. No. From", "Sr. No. To", "Total Number", "Cancelled"])];
        for row in self.used.iter().filter(|row| row.seller == seller) {
            let numbered = |serial| {
                let series = row.sample.rsplit_once('-').map_or("", |(series, _)| series);
                Value::words(&format!("{series}-{serial}"))
            };
            used.push(vec![
                Value::words(nature(row.kind)),
                numbered(row.first),
                numbered(row.last),
                Value::Count(row.count),
                Value::Count(0),
            ]);
        }
        vec![sheet("b2cs", supplied), sheet("hsn(b2c)", by_hsn), sheet("docs", used)]
    }

    /// GSTR-8, table 3: supplies through the mart that attract TCS.
    pub fn gstr8(&self) -> Sheet {
        let mut lines = vec![head(&[
            "GSTIN of the supplier",
            "Trade/Legal name",
            "Net amount liable for TCS",
            "Integrated tax",
            "Central tax",
            "State/UT tax",
        ])];
        for row in self.kept.iter().filter(|row| row.net != Paise::ZERO) {
            lines.push(vec![
                Value::words(&row.gstin),
                Value::words(&row.name_en),
                Value::Rupees(row.net),
                Value::Rupees(row.tcs_igst),
                Value::Rupees(row.tcs_cgst),
                Value::Rupees(row.tcs_sgst),
            ]);
        }
        sheet("gstr8", lines)
    }

    /// The deductees of 26Q. A seller's PAN stands inside her GSTIN; the sealed PAN of who has none is not written out.
    pub fn tds(&self) -> Sheet {
        let mut lines = vec![head(&[
            "Section",
            "PAN of deductee",
            "Name of deductee",
            "Amount paid or credited",
            "Tax deducted",
        ])];
        for row in self.kept.iter().filter(|row| row.tds != Paise::ZERO) {
            lines.push(vec![
                Value::words("194O"),
                Value::words(row.gstin.get(2..12).unwrap_or("")),
                Value::words(&row.name_en),
                Value::Rupees(row.sale),
                Value::Rupees(row.tds),
            ]);
        }
        sheet("26q", lines)
    }
}

fn sheet(name: &str, lines: Vec<Vec<Value>>) -> Sheet {
    Sheet { name: name.to_owned(), widths: vec![22; lines.first().map_or(0, Vec::len)], lines }
}

/// What the portal calls a paper.
const fn nature(kind: crate::bills::BillKind) -> &'static str {
    use crate::bills::BillKind::{BillOfSupply, CashMemo, CreditNote, RefundVoucher, TaxInvoice};
    match kind {
        TaxInvoice | BillOfSupply | CashMemo => "Invoices for outward supply",
        CreditNote => "Credit Note",
        RefundVoucher => "Refund voucher",
    }
}
