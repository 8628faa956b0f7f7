//! Every statement on enquiries from abroad, in life order.

use kernel::ids::{ExportEnquiryId, OrderId, VariantId};
use kernel::{Lang, Limit, Paise, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use super::machine::EnquiryState;
use crate::audit::Trail;
use crate::orders::Order;

store::row! {
    /// An enquiry beside the good it is about and the order it became.
    pub struct EnquiryRow {
        /// Its id.
        pub id: ExportEnquiryId,
        /// Whoever has it may look.
        pub code: String,
        /// The good.
        pub variant: VariantId,
        /// How many.
        pub quantity: u32,
        /// Where to.
        pub country: String,
        /// The buyer's language.
        pub lang: Lang,
        /// Who asks, sealed.
        pub buyer: Sealed,
        /// How it stands.
        pub state: EnquiryState,
        /// The order it became.
        pub order: Option<OrderId>,
        /// Its code.
        pub order_code: Option<String>,
        /// How that stands.
        pub order_state: Option<Order>,
        /// What is to be paid.
        pub total: Option<Paise>,
        /// What of it is freight.
        pub freight: Option<Paise>,
        /// Until when.
        pub expires: Option<Time>,
        /// Why not; empty unless it was refused.
        pub reason: String,
        /// Since when.
        pub asked_at: Time,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
        /// The page of the good.
        pub slug: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// The price of one.
        pub unit: Paise,
    }
}

/// Enquiries with their goods and orders; what differs is which.
macro_rules! enquiries {
    ($rest:literal) => {
        sql!(
            "select e.id, e.code, e.variant_id, e.quantity, e.country, e.lang, e.buyer_sealed, e.state, e.order_id, o.code, o.state,
                    o.total_paise, o.freight_paise, o.expires_at_ms, e.reason, e.asked_at_ms, e.version, e.trail, p.slug,
                    p.name_hi, p.name_en, v.price_paise
               from export_enquiry e
               join variant v on v.id = e.variant_id
               join product p on p.id = v.product_id
               left join buyer_order o on o.id = e.order_id ",
            $rest
        )
    };
}

/// What is written of a new enquiry.
pub(super) struct New<'a> {
    pub id: ExportEnquiryId,
    pub code: &'a str,
    pub variant: VariantId,
    pub quantity: u32,
    pub country: &'a str,
    pub lang: Lang,
    pub buyer: Sealed,
    pub once: &'a str,
    pub trail: Trail,
}

/// Writes an enquiry; `false` if the same form was sent before.
pub(super) async fn insert(tx: &mut Tx, new: New<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into export_enquiry (id, code, variant_id, quantity, country, lang, buyer_sealed, state, reason, asked_at_ms,
                                             once_key, version, trail)
                 values ($1, $2, $3, $4, $5, $6, $7, 'asked', '', $8, $9, 1, $10) on conflict (once_key) do nothing"
            ),
            params![
                new.id,
                new.code,
                new.variant,
                new.quantity,
                new.country,
                new.lang,
                new.buyer,
                now,
                new.once,
                new.trail
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The code of what a form has written before.
pub(super) async fn code_of(read: &mut Read, once: &str) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        read.row(sql!("select code from export_enquiry where once_key = $1"), params![once]).await?;
    Ok(row.map(|(code,)| code))
}

/// How many nobody has answered.
pub(super) async fn open_count(read: &mut Read) -> Result<i64, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from export_enquiry where state = 'asked'"), params![]).await?;
    Ok(count)
}

/// An enquiry by its id.
pub(super) async fn one(read: &mut Read, id: ExportEnquiryId) -> Result<Option<EnquiryRow>, DbError> {
    read.row(enquiries!("where e.id = $1"), params![id]).await
}

/// An enquiry by its code.
pub(super) async fn by_code(read: &mut Read, code: &str) -> Result<Option<EnquiryRow>, DbError> {
    read.row(enquiries!("where e.code = $1"), params![code]).await
}

/// Enquiries: those that wait first, then the newest.
pub(super) async fn list(read: &mut Read, limit: Limit) -> Result<Vec<EnquiryRow>, DbError> {
    read.rows(
        enquiries!(
            "order by case when e.state = 'asked' then 0 else 1 end, e.asked_at_ms desc, e.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Moves an enquiry, if it is still as it was read.
pub(super) async fn change(
    tx: &mut Tx,
    row: &EnquiryRow,
    to: EnquiryState,
    (order, reason): (Option<OrderId>, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update export_enquiry
                    set state = $3, order_id = coalesce($4, order_id), reason = $5, version = version + 1, trail = $6
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, order, reason, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// An order by its code.
pub(super) async fn order_by_code(read: &mut Read, code: &str) -> Result<Option<OrderId>, DbError> {
    let row: Option<(OrderId,)> =
        read.row(sql!("select id from buyer_order where code = $1"), params![code]).await?;
    Ok(row.map(|(id,)| id))
}
