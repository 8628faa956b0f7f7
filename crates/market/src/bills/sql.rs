//! Every statement on bills, in life order.

use kernel::ids::{AggregatorId, BillId, HubId, LineId, MakerId, OrderId, ParcelId, ShipmentId};
use kernel::{Limit, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::act::NewBill;
use super::read::{BillHead, BillLine};
use super::rules::{Drawn, Sold};
use crate::makers::TaxClass;

/// Lines of a bill, bills of an order.
const PARTS: Limit = Limit::of(200);

/// Shipments that have left and whose parcels have no bill.
pub(super) async fn unbilled(read: &mut Read, limit: Limit) -> Result<Vec<(ShipmentId, Paise)>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.freight_paise from shipment s
              where s.state in ('shipped', 'delivered')
                and exists (select 1 from parcel p
                             where p.shipment_id = s.id and p.state in ('shipped', 'delivered')
                               and not exists (select 1 from bill b where b.parcel_id = p.id
                                                  and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')))
              order by s.id limit $1"
        ),
        params![limit],
    )
    .await
}

impl FromRow for Sold {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        let name = Words { hi: row.take(1)?, en: row.take(2)? };
        let label = Words { hi: row.take(3)?, en: row.take(4)? };
        Ok(Sold {
            line: row.take(0)?,
            name: with_label(name, &label),
            hsn: row.take(5)?,
            quantity: row.take(6)?,
            unit: row.take(7)?,
            gross: row.take(8)?,
            rate: row.take(9)?,
            tax: row.take(10)?,
            split: row.take(11)?,
        })
    }
}

/// The name and, if it has one, the size or colour.
fn with_label(name: Words, label: &Words) -> Words {
    let joined = |name: &str, label: &str| {
        if label.is_empty() { name.to_owned() } else { format!("{name}, {label}") }
    };
    Words { hi: joined(&name.hi, &label.hi), en: joined(&name.en, &label.en) }
}

/// The lines of a parcel as they were sold.
pub(super) async fn sold(read: &mut Read, parcel: ParcelId) -> Result<Vec<Sold>, DbError> {
    read.rows(
        sql!(
            "select id, name_hi, name_en, label_hi, label_en, hsn, quantity, unit_paise, line_paise, rate_bp, tax_paise,
                    tax_split
               from order_line where parcel_id = $1 order by position limit $2"
        ),
        params![parcel, PARTS],
    )
    .await
}

/// The aggregator that sells a parcel, if one does.
pub(super) async fn aggregator_of(
    read: &mut Read,
    parcel: ParcelId,
) -> Result<Option<AggregatorId>, DbError> {
    let row: Option<(Option<AggregatorId>,)> = read
        .row(
            sql!("select aggregator_id from order_line where parcel_id = $1 order by position limit 1"),
            params![parcel],
        )
        .await?;
    Ok(row.and_then(|(id,)| id))
}

/// What a bill says of a maker.
pub(super) struct BilledMaker {
    pub name: Words,
    village: Words,
    block: Words,
    pincode: String,
    pub tax_class: TaxClass,
    pub gstin: Option<String>,
    pub enrolment_no: Option<String>,
}

impl BilledMaker {
    /// Village, block and pincode.
    pub(super) fn address(&self) -> Words {
        let line = |village: &str, block: &str| format!("{village}, {block} {}", self.pincode);
        Words { hi: line(&self.village.hi, &self.block.hi), en: line(&self.village.en, &self.block.en) }
    }
}

impl FromRow for BilledMaker {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(BilledMaker {
            name: Words { hi: row.take(0)?, en: row.take(1)? },
            village: Words { hi: row.take(2)?, en: row.take(3)? },
            block: Words { hi: row.take(4)?, en: row.take(5)? },
            pincode: row.take(6)?,
            tax_class: row.take(7)?,
            gstin: row.take(8)?,
            enrolment_no: row.take(9)?,
        })
    }
}

/// A maker as bills name her.
pub(super) async fn maker(read: &mut Read, id: MakerId) -> Result<Option<BilledMaker>, DbError> {
    read.row(
        sql!(
            "select m.name_hi, m.name_en, m.village_hi, m.village_en, b.name_hi, b.name_en, m.pincode, m.tax_class, m.gstin,
                    m.enrolment_no
               from maker m join block b on b.lgd_code = m.block_code where m.id = $1"
        ),
        params![id],
    )
    .await
}

/// The GST code of the State an order goes to.
pub(super) async fn supplied_in(read: &mut Read, order: OrderId) -> Result<String, DbError> {
    let (state,): (String,) =
        read.one(sql!("select state_code from buyer_order where id = $1"), params![order]).await?;
    Ok(state)
}

/// The short number of a seller; a new one gets the next.
pub(super) async fn short_no(tx: &mut Tx, seller: &str) -> Result<i64, DbError> {
    let known: Option<(i64,)> =
        tx.row(sql!("select short_no from bill_seller where seller_id = $1"), params![seller]).await?;
    if let Some((short,)) = known {
        return Ok(short);
    }
    let short = next_serial(tx, "", "seller", 0).await?;
    tx.put(sql!("insert into bill_seller (seller_id, short_no) values ($1, $2)"), params![seller, short])
        .await?;
    Ok(short)
}

/// The next number of a series. Two that ask at once wait for each other, so there is no gap and no number twice.
pub(super) async fn next_serial(tx: &mut Tx, seller: &str, kind: &str, year: i32) -> Result<i64, DbError> {
    let (serial,) = tx
        .one(
            sql!(
                "insert into bill_series (seller_id, kind, year, last_no) values ($1, $2, $3, 1)
                 on conflict (seller_id, kind, year) do update set last_no = bill_series.last_no + 1
                 returning last_no"
            ),
            params![seller, kind, i64::from(year)],
        )
        .await?;
    Ok(serial)
}

/// A bill; refused by its unique keys if there is one about the same.
pub(super) async fn insert_bill(tx: &mut Tx, new: &NewBill<'_>) -> Result<(), DbError> {
    let (now, sums, seller) = (tx.now(), new.sums, new.seller);
    tx.put(
        sql!(
            "insert into bill
                    (id, kind, number, seller_id, year, serial, order_id, parcel_id, about, corrects_id, standing, seller_hi,
                     seller_en,
                     seller_address_hi, seller_address_en, gstin, enrolment_no, for_maker_hi, for_maker_en, supplied_in,
                     goods_paise, freight_paise, taxable_paise, cgst_paise, sgst_paise, igst_paise, total_paise,
                     freight_tax_paise, issued_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9,
                     (select b.id from bill b
                       where $2 = 'credit_note' and b.parcel_id = $8
                         and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')),
                     $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)"
        ),
        params![
            new.id,
            new.kind,
            new.number,
            seller.id,
            i64::from(new.year),
            new.serial,
            new.order,
            new.parcel,
            new.about,
            seller.standing,
            seller.name.hi,
            seller.name.en,
            seller.address.hi,
            seller.address.en,
            seller.gstin,
            seller.enrolment_no,
            seller.for_maker.hi,
            seller.for_maker.en,
            new.supplied_in,
            sums.goods,
            sums.freight,
            sums.taxable,
            sums.tax.cgst,
            sums.tax.sgst,
            sums.tax.igst,
            sums.total,
            sums.freight_tax,
            now
        ],
    )
    .await
}

/// A line of a bill.
pub(super) async fn insert_line(
    tx: &mut Tx,
    bill: BillId,
    position: i64,
    line: &Drawn,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into bill_line
                    (bill_id, position, line_id, name_hi, name_en, hsn, quantity, unit_paise, gross_paise, rate_bp,
                     taxable_paise, cgst_paise, sgst_paise, igst_paise)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        ),
        params![
            bill,
            position,
            line.line,
            line.name.hi,
            line.name.en,
            line.hsn,
            line.quantity,
            line.unit,
            line.gross,
            line.rate,
            line.taxable,
            line.tax.cgst,
            line.tax.sgst,
            line.tax.igst
        ],
    )
    .await
}

store::row! {
    /// What a parcel's bill says that its delivery must book.
    pub struct BilledSupply {
        /// Who sold: a maker or an aggregator.
        pub seller: String,
        /// Whose share it is.
        pub aggregator: Option<AggregatorId>,
        /// Without tax, goods and freight.
        pub taxable: Paise,
        /// The same of what was taxed.
        pub taxed: Paise,
        /// GST code of the State it went to.
        pub supplied_in: String,
        /// The tax inside the freight.
        pub freight_tax: Paise,
        /// How the seller stands under GST.
        pub standing: super::Standing,
    }
}

/// What the bill of a parcel that left says; `None` if it left before there were bills.
pub(crate) async fn supply_of(read: &mut Read, parcel: ParcelId) -> Result<Option<BilledSupply>, DbError> {
    read.row(
        sql!(
            "select b.seller_id, a.id, b.taxable_paise,
                    (select cast(coalesce(sum(l.taxable_paise), 0) as bigint) from bill_line l
                      where l.bill_id = b.id and l.rate_bp > 0),
                    b.supplied_in, b.freight_tax_paise, b.standing
               from bill b left join aggregator a on a.id = replace(b.seller_id, 'trial:', '')
              where b.parcel_id = $1 and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')"
        ),
        params![parcel],
    )
    .await
}

/// Heads of bills `b`, of parcels `p`: what differs is which, and in what order.
macro_rules! heads {
    ($rest:literal) => {
        sql!(
            "select b.id, b.kind, b.number, b.order_id, o.code, o.person_id, p.code, b.standing, b.seller_hi, b.seller_en,
                    b.seller_address_hi, b.seller_address_en, b.gstin, b.enrolment_no, b.for_maker_hi, b.for_maker_en,
                    b.supplied_in, s.name_hi, s.name_en, b.goods_paise, b.freight_paise, b.taxable_paise, b.cgst_paise,
                    b.sgst_paise, b.igst_paise, b.total_paise, b.issued_at_ms, c.number, p.maker_id, p.hub_id
               from bill b
               join buyer_order o on o.id = b.order_id
               join parcel p on p.id = b.parcel_id
               join state s on s.gst_code = b.supplied_in
               left join bill c on c.id = b.corrects_id ",
            $rest
        )
    };
}

/// The bills of an order, oldest first.
pub(super) async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<BillHead>, DbError> {
    read.rows(heads!("where b.order_id = $1 order by b.issued_at_ms, b.id limit $2"), params![order, PARTS])
        .await
}

/// The bills of a parcel, oldest first.
pub(super) async fn of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Vec<BillHead>, DbError> {
    read.rows(heads!("where b.parcel_id = $1 order by b.issued_at_ms, b.id limit $2"), params![parcel, PARTS])
        .await
}

/// One bill.
pub(super) async fn one(read: &mut Read, id: BillId) -> Result<Option<BillHead>, DbError> {
    read.row(heads!("where b.id = $1"), params![id]).await
}

/// The bills of parcels of a hub that were issued in a span of time.
pub(super) async fn at_hub(
    read: &mut Read,
    hub: HubId,
    (from, to): (Time, Time),
) -> Result<Vec<BillHead>, DbError> {
    read.rows(
        heads!(
            "where p.hub_id = $1 and b.issued_at_ms >= $2 and b.issued_at_ms < $3
                and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')
              order by b.issued_at_ms, b.id limit $4"
        ),
        params![hub, from, to, PARTS],
    )
    .await
}

impl FromRow for BillLine {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(BillLine {
            line: row.take::<Option<LineId>>(0)?,
            name: Words { hi: row.take(1)?, en: row.take(2)? },
            hsn: row.take(3)?,
            quantity: row.take(4)?,
            unit: row.take(5)?,
            gross: row.take(6)?,
            rate: row.take(7)?,
            taxable: row.take(8)?,
            cgst: row.take(9)?,
            sgst: row.take(10)?,
            igst: row.take(11)?,
        })
    }
}

/// The lines of a bill.
pub(super) async fn lines(read: &mut Read, bill: BillId) -> Result<Vec<BillLine>, DbError> {
    read.rows(
        sql!(
            "select line_id, name_hi, name_en, hsn, quantity, unit_paise, gross_paise, rate_bp, taxable_paise, cgst_paise,
                    sgst_paise, igst_paise
               from bill_line where bill_id = $1 order by position limit $2"
        ),
        params![bill, PARTS],
    )
    .await
}
