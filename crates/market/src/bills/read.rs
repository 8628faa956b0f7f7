//! What pages, the API and printers ask about bills.

use kernel::ids::{BillId, HubId, LineId, MakerId, OrderId, ParcelId, PersonId};
use kernel::{BasisPoints, Day, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::{BillKind, Standing, sql};
use crate::orders;
use crate::personal::Recipient;

/// A bill without its lines.
#[derive(Clone, Debug)]
pub struct BillHead {
    /// Its id.
    pub id: BillId,
    /// What kind of paper.
    pub kind: BillKind,
    /// Its number, without gaps per seller, kind and year.
    pub number: String,
    /// The order.
    pub order: OrderId,
    /// The order's code.
    pub order_code: String,
    /// Whose order it is.
    pub person: PersonId,
    /// Who made the goods.
    pub maker: MakerId,
    /// Through which hub they went.
    pub hub: HubId,
    /// The parcel's code.
    pub parcel_code: String,
    /// How the seller stood under GST.
    pub standing: Standing,
    /// Who sold; in English under the registered name.
    pub seller: Words,
    /// Where the seller is.
    pub seller_address: Words,
    /// The seller's GSTIN; empty without one.
    pub gstin: String,
    /// The seller's enrolment number; empty without one.
    pub enrolment_no: String,
    /// On behalf of which maker; empty if she sold herself.
    pub for_maker: Words,
    /// GST code of the State of delivery.
    pub supplied_in: String,
    /// That State.
    pub supplied_in_name: Words,
    /// The goods, tax included.
    pub goods: Paise,
    /// The freight, tax included.
    pub freight: Paise,
    /// Both without tax.
    pub taxable: Paise,
    /// The Union's half of the tax.
    pub cgst: Paise,
    /// The State's half.
    pub sgst: Paise,
    /// The tax between States.
    pub igst: Paise,
    /// What it comes to.
    pub total: Paise,
    /// When it was issued.
    pub issued_at: Time,
    /// The number of the bill it corrects.
    pub corrects: Option<String>,
}

impl FromRow for BillHead {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(BillHead {
            id: row.take(0)?,
            kind: row.take(1)?,
            number: row.take(2)?,
            order: row.take(3)?,
            order_code: row.take(4)?,
            person: row.take(5)?,
            parcel_code: row.take(6)?,
            standing: row.take(7)?,
            seller: Words { hi: row.take(8)?, en: row.take(9)? },
            seller_address: Words { hi: row.take(10)?, en: row.take(11)? },
            gstin: row.take(12)?,
            enrolment_no: row.take(13)?,
            for_maker: Words { hi: row.take(14)?, en: row.take(15)? },
            supplied_in: row.take(16)?,
            supplied_in_name: Words { hi: row.take(17)?, en: row.take(18)? },
            goods: row.take(19)?,
            freight: row.take(20)?,
            taxable: row.take(21)?,
            cgst: row.take(22)?,
            sgst: row.take(23)?,
            igst: row.take(24)?,
            total: row.take(25)?,
            issued_at: row.take(26)?,
            corrects: row.take(27)?,
            maker: row.take(28)?,
            hub: row.take(29)?,
        })
    }
}

/// A line of a bill.
#[derive(Clone, Debug)]
pub struct BillLine {
    /// Which line of the order; none for freight.
    pub line: Option<LineId>,
    /// What it is.
    pub name: Words,
    /// The tax code.
    pub hsn: String,
    /// How many; 0 for freight.
    pub quantity: u32,
    /// The price of one.
    pub unit: Paise,
    /// The price of all, tax included.
    pub gross: Paise,
    /// The rate charged.
    pub rate: BasisPoints,
    /// Without tax.
    pub taxable: Paise,
    /// The Union's half of the tax.
    pub cgst: Paise,
    /// The State's half.
    pub sgst: Paise,
    /// The tax between States.
    pub igst: Paise,
}

/// A bill as it is printed.
#[derive(Clone, Debug)]
pub struct Bill {
    /// All but its lines.
    pub head: BillHead,
    /// What it is about.
    pub lines: Vec<BillLine>,
    /// Who receives the goods; `None` after she was erased.
    pub recipient: Option<Recipient>,
    /// The pincode of delivery.
    pub pin: String,
}

/// The bills of an order, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<BillHead>, DbError> {
    sql::of_order(read, order).await
}

/// The bills of a parcel, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Vec<BillHead>, DbError> {
    sql::of_parcel(read, parcel).await
}

/// One bill, whole, with who receives it. The caller shows it only to whom it concerns.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: BillId) -> Result<Option<Bill>, DbError> {
    let head = sql::one(read, id).await?;
    whole(read, head).await
}

/// All bills of goods that left a hub on a day, to be printed in one go and put into the parcels.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn at_hub_on(read: &mut Read, hub: HubId, day: Day) -> Result<Vec<Bill>, DbError> {
    let mut bills = Vec::new();
    for head in sql::at_hub(read, hub, (day.starts(), day.plus(1).starts())).await? {
        bills.extend(whole(read, Some(head)).await?);
    }
    Ok(bills)
}

async fn whole(read: &mut Read, head: Option<BillHead>) -> Result<Option<Bill>, DbError> {
    let Some(head) = head else { return Ok(None) };
    let lines = sql::lines(read, head.id).await?;
    let Some(order) = orders::by_code(read, &head.order_code).await? else { return Ok(None) };
    let recipient = order.head.recipient.get().cloned();
    Ok(Some(Bill { head, lines, recipient, pin: order.head.pin.as_str().to_owned() }))
}
