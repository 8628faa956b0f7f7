//! What is personal in the mart's tables: how it is sealed, found and read by the features that own the tables.
//!
//! Reads and writes: nothing of its own; the upgrade in [`upgrade`] seals what an older program had written plainly.
//! Never: puts a number, a name or an address into a column that is not sealed.
//!
//! Start at [`Recipient`] and [`mobile_hash`].

mod sql;
pub mod upgrade;

use std::fmt::Display;

use kernel::ids::{OrderId, PersonId};
use kernel::india::Mobile;
use kernel::{BadCell, Cell, Column};
use store::{DbError, Personal, Read, Sealed, Spot, Tx};

/// The number a person signs in with.
pub const PERSON_MOBILE: &str = "person.mobile";
/// The number a maker is called on.
pub const MAKER_MOBILE: &str = "maker.mobile";
/// Holder and number of a maker's account.
pub const MAKER_ACCOUNT: &str = "maker_bank.account";
/// A maker's PAN.
pub const MAKER_PAN: &str = "maker.pan";
/// Holder and number of an account that is asked for.
pub const CHANGE_ACCOUNT: &str = "bank_change.account";
/// The number of whoever a case is about.
pub const CASE_MOBILE: &str = "maker_case.mobile";
/// The number of one of her papers.
pub const CASE_PAPER: &str = "case_paper.number";
/// The number of a maker met in the field.
pub const RECORD_MOBILE: &str = "field_record.mobile";
/// Who receives an order, and where.
pub const ORDER_RECIPIENT: &str = "buyer_order.recipient";
/// The number the news of a complaint go to.
pub const COMPLAINT_MOBILE: &str = "complaint.mobile";
/// A number typed at checkout.
pub const DRAFT_MOBILE: &str = "checkout_draft.mobile";
/// An address typed at checkout.
pub const DRAFT_ADDRESS: &str = "checkout_draft.address";
/// Who wrote an SMS, and what.
pub const REPLY_TEXT: &str = "sms_reply.text";
/// What a gateway sent; it may name its payer.
pub const EVENT_BODY: &str = "payment_event.body";
/// Where a refund shall go.
pub const REFUND_UPI: &str = "refund_to_upi.address";
/// In whose name the bank has that address.
pub const REFUND_UPI_NAME: &str = "refund_to_upi.name";

/// Who asks from abroad, and where she lives.
pub const EXPORT_BUYER: &str = "export_enquiry.buyer";
/// The name on a box that goes abroad.
pub const EXPORT_BOX: &str = "export_case.box_name";

/// Who asks for many pieces, and where they go.
pub const INSTITUTION_CONTACT: &str = "institution_enquiry.contact";

/// The bank's words on a line of a statement; they may name a payer or a maker.
pub const BANK_LINE: &str = "bank_line.words";
/// A statement that was brought and is not taken in.
pub const BANK_STATEMENT: &str = "bank_statement.lines";

/// The hash by which a mobile number is found; the same in every table.
///
/// # Errors
/// [`DbError::Locked`] without a master key.
pub fn mobile_hash(read: &Read, mobile: &Mobile) -> Result<String, DbError> {
    read.hash_of("mobile", mobile.as_str())
}

/// Seals a value of `whose` row.
///
/// # Errors
/// As [`Tx::seal`].
pub async fn seal(
    tx: &mut Tx,
    column: &'static str,
    whose: &impl Display,
    row: &impl Display,
    text: &str,
) -> Result<Sealed, DbError> {
    tx.seal(whose, Spot { column, row: &row.to_string() }, text).await
}

/// Seals who receives an order.
///
/// # Errors
/// As [`Tx::seal`].
pub async fn seal_recipient(
    tx: &mut Tx,
    person: PersonId,
    order: OrderId,
    to: &Recipient,
) -> Result<Sealed, DbError> {
    let text = lines([&to.name, to.mobile.as_str(), &to.house, &to.area, &to.landmark]);
    seal(tx, ORDER_RECIPIENT, &person, &order, &text).await
}

/// Seals a value that may be missing; what is missing or empty needs no key.
///
/// # Errors
/// As [`Tx::seal`].
pub async fn seal_some(
    tx: &mut Tx,
    column: &'static str,
    whose: &impl Display,
    row: &impl Display,
    text: Option<&str>,
) -> Result<Option<Sealed>, DbError> {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => seal(tx, column, whose, row, text).await.map(Some),
        None => Ok(None),
    }
}

/// Opens a value of `whose` row.
///
/// # Errors
/// As [`Personal::open`].
pub async fn open<T: Column>(
    read: &mut Read,
    column: &'static str,
    whose: &impl Display,
    row: &impl Display,
    value: &mut Personal<T>,
) -> Result<(), DbError> {
    value.open(read, whose, Spot { column, row: &row.to_string() }).await
}

/// Opens a value of `whose` row that may be missing.
///
/// # Errors
/// As [`Personal::open`].
pub async fn open_some<T: Column>(
    read: &mut Read,
    column: &'static str,
    whose: &impl Display,
    row: &impl Display,
    value: &mut Option<Personal<T>>,
) -> Result<(), DbError> {
    match value {
        Some(value) => open(read, column, whose, row, value).await,
        None => Ok(()),
    }
}

/// Who receives an order, and where; sealed as one.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who receives it.
    pub name: String,
    /// The number the runner calls.
    pub mobile: Mobile,
    /// House and street.
    pub house: String,
    /// Village, ward or area.
    pub area: String,
    /// What it is near; may be empty.
    pub landmark: String,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(recipient)")
    }
}

impl Column for Recipient {
    fn to_cell(&self) -> Cell {
        Cell::Text(lines([&self.name, self.mobile.as_str(), &self.house, &self.area, &self.landmark]))
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        let text = String::from_cell(cell)?;
        let wrong = || BadCell::new("a recipient", &Cell::Null);
        let [name, mobile, house, area, landmark] = unlined(&text).ok_or_else(wrong)?;
        let mobile = Mobile::typed(&mobile).ok_or_else(wrong)?;
        Ok(Recipient { name, mobile, house, area, landmark })
    }
}

/// Several values as one text, a line each. A line break inside a value becomes a space.
pub(crate) fn lines<const N: usize>(values: [&str; N]) -> String {
    values.map(|value| value.replace(['\n', '\r'], " ")).join("\n")
}

/// The values behind a text, if it has as many lines.
pub(crate) fn unlined<const N: usize>(text: &str) -> Option<[String; N]> {
    let values: Vec<String> = text.split('\n').map(str::to_owned).collect();
    values.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_reads_as_it_was_written() {
        let recipient = Recipient {
            name: "अनिता देवी".to_owned(),
            mobile: Mobile::typed("9876543210").expect("a number"),
            house: "14, शिव गली".to_owned(),
            area: "रोहिणी".to_owned(),
            landmark: String::new(),
        };
        assert_eq!(Recipient::from_cell(recipient.to_cell()), Ok(recipient.clone()));
        let broken = Recipient { landmark: "beside\nthe well".to_owned(), ..recipient.clone() };
        let read = Recipient::from_cell(broken.to_cell()).expect("five lines");
        assert_eq!(read.landmark, "beside the well");
        assert!(Recipient::from_cell(Cell::Text("only a name".to_owned())).is_err());
        assert_eq!(format!("{recipient:?}"), "(recipient)");
    }
}
