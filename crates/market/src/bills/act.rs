//! Bills are issued by what happens to goods and money, in the transaction in which it happens.

use kernel::ids::{AggregatorId, BillId, OrderId, ParcelId, ShipmentId};
use kernel::money::share_out;
use kernel::{Limit, Paise, Words};
use store::{Db, DbError, Tx, transaction};

use super::rules::{self, Sold};
use super::{BillKind, Standing, sql};
use crate::makers::{self, TaxClass};
use crate::orders::Parcel;
use crate::orders::sql::{ParcelRow, parcels_in};
use crate::{launch, ledger};

/// Shipments whose bills are made together.
const MANY: Limit = Limit::of(50);

/// Who sells, as it is printed.
#[derive(Clone, Debug)]
pub(super) struct Seller {
    /// A maker or an aggregator.
    pub id: String,
    pub standing: Standing,
    pub name: Words,
    pub address: Words,
    pub gstin: String,
    pub enrolment_no: String,
    /// On whose behalf, if not her own.
    pub for_maker: Words,
}

impl Seller {
    /// The same for an order of a trial: her bills of it have series of their own.
    fn of_trial(&self) -> Seller {
        Seller { id: format!("{}{}", ledger::TRIAL, self.id), ..self.clone() }
    }
}

/// A bill that is about to be written.
pub(super) struct NewBill<'a> {
    pub id: BillId,
    pub kind: BillKind,
    pub number: &'a str,
    pub seller: &'a Seller,
    pub year: i32,
    pub serial: i64,
    pub order: OrderId,
    pub parcel: ParcelId,
    pub about: &'a str,
    pub supplied_in: &'a str,
    pub sums: &'a rules::Sums,
}

/// Goods leave the hub: each parcel gets its bill. The shipment's freight is shared out over the parcels by their price.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn issue(tx: &mut Tx, freight: Paise, travelling: &[ParcelRow]) -> Result<(), DbError> {
    let weights: Vec<u64> = travelling.iter().map(|parcel| parcel.goods.0.unsigned_abs()).collect();
    let parts = share_out(freight, &weights).unwrap_or_default();
    for (parcel, part) in travelling.iter().zip(parts) {
        let sold = sql::sold(tx, parcel.id).await?;
        let seller = seller_of(tx, parcel).await?;
        let supplied_in = sql::supplied_in(tx, parcel.order).await?;
        let kind = rules::kind_of(seller.standing, &sold, &supplied_in);
        write(tx, parcel, (kind, &parcel.id.to_string()), &seller, (&sold, part)).await?;
    }
    Ok(())
}

/// Money goes back for a parcel that does not reach its buyer, with the freight of its shipment if that is called off as well:
/// a voucher if it never left, a credit note if it was under way.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn take_back(tx: &mut Tx, parcel: &ParcelRow, freight: Paise) -> Result<(), DbError> {
    let sold = sql::sold(tx, parcel.id).await?;
    let seller = seller_of(tx, parcel).await?;
    let had_left = sql::supply_of(tx, parcel.id).await?.is_some();
    let kind = if had_left { BillKind::CreditNote } else { BillKind::RefundVoucher };
    write(tx, parcel, (kind, &parcel.id.to_string()), &seller, (&sold, freight)).await
}

/// Part of the price of a parcel that never left goes back, as what stands in for it costs less: a voucher of the difference, each
/// line with its part and the tax within that.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn vouch_difference(tx: &mut Tx, parcel: &ParcelRow, amount: Paise) -> Result<(), DbError> {
    let sold = sql::sold(tx, parcel.id).await?;
    let seller = seller_of(tx, parcel).await?;
    let parts = rules::part_of(&sold, amount);
    let parts = parts.ok_or_else(|| DbError::Failed(format!("{amount} of {} does not fit", parcel.id)))?;
    let about = (BillKind::RefundVoucher, parcel.id.to_string());
    write(tx, parcel, (about.0, &about.1), &seller, (&parts, Paise::ZERO)).await
}

/// Takes pieces of a line back on paper. The seller is who she was on the bill; a parcel that left before there were bills has
/// nothing to be corrected.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn credit(tx: &mut Tx, parcel: &ParcelRow, about: &str, sold: &Sold) -> Result<(), DbError> {
    if sql::supply_of(tx, parcel.id).await?.is_none() {
        return Ok(());
    }
    let seller = seller_of(tx, parcel).await?;
    let lines = std::slice::from_ref(sold);
    write(tx, parcel, (BillKind::CreditNote, about), &seller, (lines, Paise::ZERO)).await
}

async fn write(
    tx: &mut Tx,
    parcel: &ParcelRow,
    (kind, about): (BillKind, &str),
    seller: &Seller,
    (sold, freight): (&[Sold], Paise),
) -> Result<(), DbError> {
    let too_large = || DbError::Failed(format!("the bill of {} does not fit", parcel.id));
    let lines = rules::draw(sold, freight).ok_or_else(too_large)?;
    let sums = rules::sums(&lines).ok_or_else(too_large)?;
    let year = tx.now().day().financial_year();
    let short = sql::short_no(tx, &seller.id).await?;
    let in_trial = launch::sql::is_trial(tx, &parcel.id.to_string()).await?;
    let seller = &if in_trial { seller.of_trial() } else { seller.clone() };
    let serial = sql::next_serial(tx, &seller.id, kind.as_str(), year).await?;
    let number = rules::number(kind, short, year, serial);
    let number = if in_trial { rules::of_trial(&number) } else { number };
    let order = sql::supplied_in(tx, parcel.order).await?;
    let new = NewBill {
        id: tx.new_id(),
        kind,
        number: &number,
        seller,
        year,
        serial,
        order: parcel.order,
        parcel: parcel.id,
        about,
        supplied_in: &order,
        sums: &sums,
    };
    sql::insert_bill(tx, &new).await?;
    for (position, line) in (1..).zip(&lines) {
        sql::insert_line(tx, new.id, position, line).await?;
    }
    Ok(())
}

/// The seller of record of a parcel as she stands at this moment. All lines of one maker to one place have the same.
async fn seller_of(tx: &mut Tx, parcel: &ParcelRow) -> Result<Seller, DbError> {
    let missing = |what: &str| DbError::Failed(format!("the {what} of {} is not there", parcel.id));
    let maker = sql::maker(tx, parcel.maker).await?.ok_or_else(|| missing("maker"))?;
    let own = maker.name.clone();
    match sql::aggregator_of(tx, parcel.id).await? {
        Some(id) => on_behalf(tx, id, own).await?.ok_or_else(|| missing("seller")),
        None => Ok(Seller {
            id: parcel.maker.to_string(),
            standing: standing(maker.tax_class),
            name: own,
            address: maker.address(),
            gstin: maker.gstin.unwrap_or_default(),
            enrolment_no: maker.enrolment_no.unwrap_or_default(),
            for_maker: Words::default(),
        }),
    }
}

async fn on_behalf(tx: &mut Tx, id: AggregatorId, maker: Words) -> Result<Option<Seller>, DbError> {
    let Some(seller) = makers::sql::aggregator(tx, id).await? else { return Ok(None) };
    let pin = seller.pincode.as_str();
    Ok(Some(Seller {
        id: id.to_string(),
        standing: Standing::Regular,
        name: Words::new(seller.name.hi, seller.legal_name),
        address: Words::new(format!("{} {pin}", seller.address.hi), format!("{} {pin}", seller.address.en)),
        gstin: seller.gstin.as_str().to_owned(),
        enrolment_no: String::new(),
        for_maker: maker,
    }))
}

const fn standing(class: TaxClass) -> Standing {
    match class {
        TaxClass::Regular => Standing::Regular,
        TaxClass::Composition => Standing::Composition,
        TaxClass::Enrolled | TaxClass::Unenrolled => Standing::Unregistered,
    }
}

/// Gives bills to shipments that left before there were any, dated now. Answers how many shipments.
///
/// # Errors
/// [`DbError`] if the database fails; a second call goes on.
pub async fn issue_missing(db: &Db) -> Result<usize, DbError> {
    let mut billed = 0;
    loop {
        let done: usize = transaction!(db, tx => {
            let shipments = sql::unbilled(tx, MANY).await?;
            for (id, freight) in &shipments {
                let gone = gone_in(tx, *id).await?;
                issue(tx, *freight, &gone).await?;
            }
            Ok::<usize, DbError>(shipments.len())
        })?;
        billed += done;
        if done < MANY.rows() {
            return Ok(billed);
        }
    }
}

async fn gone_in(tx: &mut Tx, shipment: ShipmentId) -> Result<Vec<ParcelRow>, DbError> {
    let parcels = parcels_in(tx, shipment).await?;
    Ok(parcels.into_iter().filter(|row| matches!(row.state, Parcel::Shipped | Parcel::Delivered)).collect())
}
