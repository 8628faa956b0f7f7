//! The booking file: one row for each shipment, as a post office takes them in bulk.
//!
//! India Post has published no layout of its own for this, so the columns are the project's, in the order a clerk types them.

use rust_xlsxwriter::XlsxError;

use super::Sticker;
use crate::sheets::{self, Sheet, Value};

const HEADS: [&str; 19] = [
    "sl",
    "barcode",
    "ref_no",
    "name",
    "addr1",
    "addr2",
    "addr3",
    "city",
    "pincode",
    "state",
    "mobile",
    "email",
    "weight_g",
    "l",
    "b",
    "h",
    "cod_amount",
    "insured_value",
    "product",
];
/// What the post calls the service.
const PRODUCT: &str = "SP";

fn lines(all: &[Sticker]) -> Vec<Vec<Value>> {
    let row = |(sl, one): (i64, &Sticker)| {
        let to = one.to.as_ref();
        let [length, breadth, height] = one.measures_mm.map(|side| Value::Count(side / 10));
        let text = |of: Option<&str>| Value::words(of.unwrap_or(""));
        vec![
            Value::Count(sl),
            text(one.number.as_deref()),
            Value::words(&one.order_code),
            text(to.map(|to| to.name.as_str())),
            text(to.map(|to| to.house.as_str())),
            text(to.map(|to| to.area.as_str())),
            text(to.map(|to| to.landmark.as_str())),
            Value::words(&one.district),
            Value::words(one.pin.as_str()),
            Value::words(&one.state_name.en),
            text(to.map(|to| to.mobile.ten_digits())),
            Value::words(""),
            Value::Count(one.weight_g),
            length,
            breadth,
            height,
            Value::Count(0),
            Value::Count(0),
            Value::words(PRODUCT),
        ]
    };
    let heads = HEADS.iter().map(|head| Value::words(head)).collect();
    std::iter::once(heads).chain((1..).zip(all).map(row)).collect()
}

/// The file as text.
pub fn csv(all: &[Sticker]) -> Vec<u8> {
    sheets::csv(&lines(all))
}

/// The file as a workbook.
///
/// # Errors
/// [`XlsxError`] if the workbook cannot be made.
pub fn xlsx(all: &[Sticker]) -> Result<Vec<u8>, XlsxError> {
    let widths = vec![5, 16, 26, 22, 22, 22, 18, 14, 9, 14, 12, 6, 9, 5, 5, 5, 8, 8, 9];
    sheets::xlsx(&[Sheet { name: "booking".to_owned(), widths, lines: lines(all) }])
}
