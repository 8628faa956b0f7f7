//! Every statement on cases of export, in life order.

use kernel::ids::{ExportCaseId, ExportEnquiryId, ExporterId, LineId, OrderId, PersonId, ShipmentId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use super::machine::CaseState;
use super::{Remittance, Scheme};
use crate::audit::Trail;
use crate::delivery::Shipment;
use crate::orders::Order;

/// Lines and photos of a case.
const OF_A_CASE: Limit = Limit::of(40);

store::row! {
    /// A case as it is written.
    pub struct CaseRow {
        /// Its id.
        pub id: ExportCaseId,
        /// The enquiry it began with.
        pub enquiry: ExportEnquiryId,
        /// Its order.
        pub order: OrderId,
        /// Its shipment.
        pub shipment: ShipmentId,
        /// How it stands.
        pub state: CaseState,
        /// Since when.
        pub opened_at: Time,
        /// When its papers were found to fit.
        pub ready_at: Option<Time>,
        /// In whose name it leaves.
        pub exporter: ExporterId,
        /// The name on the box, sealed.
        pub box_name: Option<Sealed>,
        /// What the whole box weighs.
        pub gross_g: Option<i64>,
        /// Its length.
        pub length_mm: Option<i64>,
        /// Its breadth.
        pub breadth_mm: Option<i64>,
        /// Its height.
        pub height_mm: Option<i64>,
        /// The number of the certificate that travels with it; may be empty.
        pub certificate: String,
        /// The money of its papers.
        pub currency: String,
        /// Ten-thousandths of a rupee for one unit.
        pub rupees_e4: Option<i64>,
        /// The same for a special drawing right.
        pub sdr_e4: Option<i64>,
        /// The post's number.
        pub article: Option<String>,
        /// Customs' number.
        pub bill_number: Option<String>,
        /// Its day.
        pub bill_day: Option<Day>,
        /// The foreign post office.
        pub office_code: Option<String>,
        /// By which paper the money came.
        pub remittance_kind: Option<Remittance>,
        /// Its number.
        pub remittance_number: Option<String>,
        /// Its day.
        pub remittance_day: Option<Day>,
        /// What reached the bank.
        pub remittance: Option<Paise>,
        /// What banks kept on the way.
        pub bank_charges: Option<Paise>,
        /// What the State gives back.
        pub scheme: Scheme,
        /// Under which number.
        pub scheme_reference: String,
        /// How much.
        pub scheme_amount: Paise,
        /// Why it was called off.
        pub reason: String,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
        /// The order's code.
        pub order_code: String,
        /// How the order stands.
        pub order_state: Order,
        /// The goods of the order.
        pub goods: Paise,
        /// What the post takes.
        pub freight: Paise,
        /// How the shipment stands.
        pub shipment_state: Shipment,
        /// The number under which it left.
        pub posted_as: Option<String>,
        /// The country.
        pub country: String,
        /// How many photos show how it was packed.
        pub photos: i64,
    }
}

/// Cases with their orders, shipments and enquiries; what differs is which.
macro_rules! cases {
    ($rest:literal) => {
        sql!(
            "select c.id, c.enquiry_id, c.order_id, c.shipment_id, c.state, c.opened_at_ms, c.ready_at_ms, c.exporter_id,
                    c.box_name_sealed, c.gross_g, c.length_mm, c.breadth_mm, c.height_mm, c.certificate_number, c.currency,
                    c.rupees_e4, c.sdr_e4, c.article_number, c.bill_number, c.bill_day, c.office_code, c.remittance_kind,
                    c.remittance_number, c.remittance_day, c.remittance_paise, c.bank_charges_paise, c.scheme,
                    c.scheme_reference, c.scheme_paise, c.reason, c.version, c.trail, o.code, o.state, o.goods_paise,
                    s.freight_paise, s.state, s.article_number, e.country,
                    (select count(*) from export_photo x where x.case_id = c.id)
               from export_case c
               join export_enquiry e on e.id = c.enquiry_id
               join buyer_order o on o.id = c.order_id
               join shipment s on s.id = c.shipment_id ",
            $rest
        )
    };
}

/// What is written of a new case.
pub(super) struct New<'a> {
    pub id: ExportCaseId,
    pub enquiry: ExportEnquiryId,
    pub order: OrderId,
    pub shipment: ShipmentId,
    pub exporter: ExporterId,
    pub currency: &'a str,
    pub rupees_e4: Option<i64>,
    pub sdr_e4: Option<i64>,
    pub trail: Trail,
}

/// Writes a case; `false` if its shipment has one.
pub(super) async fn insert(tx: &mut Tx, new: New<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into export_case (id, enquiry_id, order_id, shipment_id, state, opened_at_ms, exporter_id,
                                          certificate_number, currency, rupees_e4, sdr_e4, scheme, scheme_reference,
                                          scheme_paise, reason, version, trail)
                 values ($1, $2, $3, $4, 'opened', $5, $6, '', $7, $8, $9, 'none', '', 0, '', 1, $10)
                 on conflict (shipment_id) do nothing"
            ),
            params![
                new.id,
                new.enquiry,
                new.order,
                new.shipment,
                now,
                new.exporter,
                new.currency,
                new.rupees_e4,
                new.sdr_e4,
                new.trail
            ],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A line of an order that goes abroad, beside what papers say of its good.
    pub struct Ordered {
        /// The line.
        pub line: LineId,
        /// How many.
        pub quantity: i64,
        /// The price of one.
        pub unit: Paise,
        /// The price of all.
        pub value: Paise,
        /// The good.
        pub product: kernel::ids::ProductId,
        /// Its seller, if an aggregator.
        pub aggregator: Option<kernel::ids::AggregatorId>,
        /// Its maker.
        pub maker: kernel::ids::MakerId,
    }
}

/// What travels in a shipment, except what was called off.
pub(super) async fn ordered(read: &mut Read, shipment: ShipmentId) -> Result<Vec<Ordered>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.quantity, l.unit_paise, l.line_paise, l.product_id, l.aggregator_id, p.maker_id
               from order_line l join parcel p on p.id = l.parcel_id
              where p.shipment_id = $1 and p.state not in ('declined', 'cancelled') order by l.position limit $2"
        ),
        params![shipment, OF_A_CASE],
    )
    .await
}

/// The living shipments of an order.
pub(super) async fn shipments(read: &mut Read, order: OrderId) -> Result<Vec<(ShipmentId,)>, DbError> {
    read.rows(
        sql!("select id from shipment where order_id = $1 and state <> 'cancelled' order by shipment_no limit $2"),
        params![order, OF_A_CASE],
    )
    .await
}

store::row! {
    /// A line of a case's papers.
    pub struct Line {
        /// The line of the order.
        pub line: LineId,
        /// Its code at eight digits.
        pub hs8: String,
        /// What it is.
        pub describes: String,
        /// Of what.
        pub material: String,
        /// How many.
        pub quantity: i64,
        /// The price of one.
        pub unit: Paise,
        /// The price of all.
        pub value: Paise,
        /// One piece alone.
        pub net_g: i64,
        /// One piece packed.
        pub gross_g: i64,
        /// How many the order has now.
        pub ordered: i64,
        /// What it says they cost.
        pub paid: Paise,
    }
}

/// Writes a line.
pub(super) async fn insert_line(
    tx: &mut Tx,
    case: ExportCaseId,
    position: i64,
    ordered: &Ordered,
    sheet: &super::book::Sheet,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into export_line (case_id, position, line_id, hs8, describes_en, material_en, quantity, unit_paise, line_paise,
                                      net_g, gross_g)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![
            case,
            position,
            ordered.line,
            sheet.hs8,
            sheet.describes,
            sheet.material,
            ordered.quantity,
            ordered.unit,
            ordered.value,
            sheet.net_g,
            sheet.gross_g
        ],
    )
    .await
}

/// The lines of a case beside those of its order.
pub(super) async fn lines(read: &mut Read, case: ExportCaseId) -> Result<Vec<Line>, DbError> {
    read.rows(
        sql!(
            "select x.line_id, x.hs8, x.describes_en, x.material_en, x.quantity, x.unit_paise, x.line_paise, x.net_g, x.gross_g,
                    l.quantity, l.line_paise
               from export_line x join order_line l on l.id = x.line_id
              where x.case_id = $1 order by x.position limit $2"
        ),
        params![case, OF_A_CASE],
    )
    .await
}

/// A case by its id.
pub(super) async fn one(read: &mut Read, id: ExportCaseId) -> Result<Option<CaseRow>, DbError> {
    read.row(cases!("where c.id = $1"), params![id]).await
}

/// The case of an enquiry's order, if it was opened.
pub(super) async fn of_enquiry(read: &mut Read, id: ExportEnquiryId) -> Result<Option<CaseRow>, DbError> {
    read.row(cases!("where c.enquiry_id = $1 order by c.opened_at_ms desc, c.id limit 1"), params![id]).await
}

/// Cases that are not done, the oldest first, then the newest that are.
pub(super) async fn list(read: &mut Read, limit: Limit) -> Result<Vec<CaseRow>, DbError> {
    read.rows(
        cases!(
            "order by case when c.state in ('closed', 'cancelled') then 1 else 0 end,
                      case when c.state in ('closed', 'cancelled') then -c.opened_at_ms else c.opened_at_ms end, c.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Moves a case, if it is still as it was read: all that may change is written as it stands in `to`.
pub(super) async fn change(tx: &mut Tx, was: &CaseRow, to: &CaseRow, trail: &Trail) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update export_case
                    set state = $3, ready_at_ms = $4, box_name_sealed = $5, gross_g = $6, length_mm = $7, breadth_mm = $8,
                        height_mm = $9, certificate_number = $10, rupees_e4 = $11, sdr_e4 = $12, article_number = $13,
                        bill_number = $14, bill_day = $15, office_code = $16, remittance_kind = $17, remittance_number = $18,
                        remittance_day = $19, remittance_paise = $20, bank_charges_paise = $21, scheme = $22,
                        scheme_reference = $23, scheme_paise = $24, reason = $25, version = version + 1, trail = $26
                  where id = $1 and version = $2"
            ),
            params![
                was.id,
                was.version,
                to.state,
                to.ready_at,
                to.box_name,
                to.gross_g,
                to.length_mm,
                to.breadth_mm,
                to.height_mm,
                to.certificate,
                to.rupees_e4,
                to.sdr_e4,
                to.article,
                to.bill_number,
                to.bill_day,
                to.office_code,
                to.remittance_kind,
                to.remittance_number,
                to.remittance_day,
                to.remittance,
                to.bank_charges,
                to.scheme,
                to.scheme_reference,
                to.scheme_amount,
                to.reason,
                *trail
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps how it was packed; the same photo twice is one.
pub(super) async fn insert_photo(
    tx: &mut Tx,
    case: ExportCaseId,
    picture: &str,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into export_photo (case_id, picture_id, added_by, added_at_ms)
             values ($1, $2, $3, $4) on conflict (case_id, picture_id) do nothing"
        ),
        params![case, picture, by, now],
    )
    .await
}

/// Photos of a case, the oldest first.
pub(super) async fn photos(read: &mut Read, case: ExportCaseId) -> Result<Vec<(String, Time)>, DbError> {
    read.rows(
        sql!(
            "select picture_id, added_at_ms from export_photo where case_id = $1 order by added_at_ms, picture_id limit $2"
        ),
        params![case, OF_A_CASE],
    )
    .await
}

/// What the ledger says came in for an order: what its payments brought to those who hold money for the mart, without what was paid
/// twice or too late.
pub(super) async fn came_in(read: &mut Read, order: OrderId) -> Result<Paise, DbError> {
    let (sum,): (i64,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(p.amount_paise), 0) as bigint)
                        - (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from refund r
                            where r.order_id = $1 and r.about in ('double', 'late'))
                   from posting p
                   join journal_entry e on e.id = p.entry_id
                   join payment y on y.id = e.source
                   join payment_intent i on i.id = y.intent_id
                  where e.kind = 'captured' and p.amount_paise > 0 and i.order_id = $1"
            ),
            params![order],
        )
        .await?;
    Ok(Paise(sum))
}

store::row! {
    /// In whose name something leaves, as it is printed.
    pub struct Printed {
        /// Importer-exporter code.
        pub iec: String,
        /// The bank's code at customs.
        pub ad_code: String,
        /// Number of the letter of undertaking.
        pub lut_number: String,
        /// The last day it holds.
        pub lut_until: Day,
        /// The name in English.
        pub name: String,
        /// The GST number; may be empty.
        pub gstin: String,
        /// Where.
        pub place: String,
        /// The pincode.
        pub pincode: String,
    }
}

/// The exporter of a case.
pub(super) async fn exporter(read: &mut Read, id: ExporterId) -> Result<Option<Printed>, DbError> {
    read.row(
        sql!(
            "select x.iec, x.ad_code, x.lut_number, x.lut_until_day, coalesce(a.legal_name, m.name_en, ''),
                    coalesce(a.gstin, m.gstin, ''), coalesce(a.address_en, m.village_en, ''), coalesce(a.pincode, m.pincode, '')
               from exporter x
               left join aggregator a on a.id = x.seller_id
               left join maker m on m.id = x.seller_id
              where x.id = $1"
        ),
        params![id],
    )
    .await
}

/// The bills of the goods in a shipment: number and when; none before it leaves.
pub(super) async fn bills(read: &mut Read, shipment: ShipmentId) -> Result<Vec<(String, Time)>, DbError> {
    read.rows(
        sql!(
            "select b.number, b.issued_at_ms from bill b join parcel p on p.id = b.parcel_id
              where p.shipment_id = $1 and b.kind in ('tax_invoice', 'bill_of_supply') order by b.issued_at_ms, b.id limit $2"
        ),
        params![shipment, OF_A_CASE],
    )
    .await
}

/// Numbers of the payments of an order at the company they came through.
pub(super) async fn paid_as(read: &mut Read, order: OrderId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = read
        .row(
            sql!(
                "select y.gateway_payment from payment y join payment_intent i on i.id = y.intent_id
                  where i.order_id = $1 and y.status = 'captured' order by y.made_at_ms, y.id limit 1"
            ),
            params![order],
        )
        .await?;
    Ok(row.map(|(number,)| number))
}
