//! Every statement on offers, their stages and lines, in life order.

use kernel::ids::{InstitutionEnquiryId, InstitutionOfferId, MakerId, OrderId, PersonId, VariantId};
use kernel::{BasisPoints, Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::machine::OfferState;
use crate::audit::Trail;

/// Stages and lines of one offer.
const PARTS: Limit = Limit::of(500);

store::row! {
    /// An offer as it is written.
    pub struct OfferRow {
        /// Its id.
        pub id: InstitutionOfferId,
        /// Whose enquiry it answers.
        pub enquiry: InstitutionEnquiryId,
        /// The how many-th.
        pub no: i64,
        /// How it stands.
        pub state: OfferState,
        /// The share that is paid ahead.
        pub advance: BasisPoints,
        /// Until when it stands.
        pub valid_until: Time,
        /// When it was sent.
        pub made_at: Time,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

macro_rules! offers {
    ($rest:literal) => {
        sql!(
            "select f.id, f.enquiry_id, f.no, f.state, f.advance_bp, f.valid_until_ms, f.made_at_ms, f.version, f.trail
               from institution_offer f ",
            $rest
        )
    };
}

/// The number the next offer of an enquiry has.
pub(super) async fn next_no(read: &mut Read, of: InstitutionEnquiryId) -> Result<i64, DbError> {
    let (no,): (i64,) = read
        .one(
            sql!("select coalesce(max(no), 0) + 1 from institution_offer where enquiry_id = $1"),
            params![of],
        )
        .await?;
    Ok(no)
}

/// A new offer.
pub(super) async fn insert(
    tx: &mut Tx,
    id: InstitutionOfferId,
    (enquiry, no): (InstitutionEnquiryId, i64),
    (advance, until): (BasisPoints, Time),
    by: PersonId,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into institution_offer (id, enquiry_id, no, state, advance_bp, valid_until_ms, made_by, made_at_ms, version, trail)
             values ($1, $2, $3, 'sent', $4, $5, $6, $7, 1, $8)"
        ),
        params![id, enquiry, no, advance, until, by, now, trail.clone()],
    )
    .await
}

/// One of its stages.
pub(super) async fn insert_stage(
    tx: &mut Tx,
    (offer, no): (InstitutionOfferId, i64),
    day: Day,
    freight: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into institution_stage (offer_id, no, day, freight_paise) values ($1, $2, $3, $4)"),
        params![offer, no, day, freight],
    )
    .await
}

/// One good of a stage.
pub(super) async fn insert_line(
    tx: &mut Tx,
    (offer, stage): (InstitutionOfferId, i64),
    (variant, pieces, unit): &(VariantId, u32, Paise),
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into institution_line (offer_id, stage_no, variant_id, pieces, unit_paise) values ($1, $2, $3, $4, $5)"
        ),
        params![offer, stage, *variant, *pieces, *unit],
    )
    .await
}

/// An offer by its id.
pub(super) async fn one(read: &mut Read, id: InstitutionOfferId) -> Result<Option<OfferRow>, DbError> {
    read.row(offers!("where f.id = $1"), params![id]).await
}

/// The offer of an enquiry that waits for its buyer.
pub(super) async fn sent(read: &mut Read, of: InstitutionEnquiryId) -> Result<Option<OfferRow>, DbError> {
    read.row(offers!("where f.enquiry_id = $1 and f.state = 'sent'"), params![of]).await
}

/// The newest offer of an enquiry that no other stands in place of.
pub(super) async fn current(read: &mut Read, of: InstitutionEnquiryId) -> Result<Option<OfferRow>, DbError> {
    read.row(
        offers!("where f.enquiry_id = $1 and f.state <> 'replaced' order by f.no desc limit 1"),
        params![of],
    )
    .await
}

/// Moves an offer, if it is still as it was read. Of each enquiry at most one is accepted.
pub(super) async fn change(
    tx: &mut Tx,
    row: &OfferRow,
    to: OfferState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let accepted_for = (to == OfferState::Accepted).then_some(row.enquiry);
    let changed = tx
        .exec(
            sql!(
                "update institution_offer set state = $3, accepted_for = $4, version = version + 1, trail = $5
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, accepted_for, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A stage.
    pub struct StageRow {
        /// From 1.
        pub no: i64,
        /// By which day it is there.
        pub day: Day,
        /// What carrying it costs.
        pub freight: Paise,
        /// Its order, once it is accepted.
        pub order: Option<OrderId>,
    }
}

/// The stages of an offer.
pub(super) async fn stages(read: &mut Read, id: InstitutionOfferId) -> Result<Vec<StageRow>, DbError> {
    read.rows(
        sql!(
            "select no, day, freight_paise, order_id from institution_stage where offer_id = $1 order by no limit $2"
        ),
        params![id, PARTS],
    )
    .await
}

store::row! {
    /// A good of a stage.
    pub struct LineRow {
        /// Of which stage.
        pub stage_no: i64,
        /// Which size or colour.
        pub variant: VariantId,
        /// How many.
        pub pieces: u32,
        /// The price of one.
        pub unit: Paise,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// Who makes it.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub maker_hi: String,
        /// Her name in English.
        pub maker_en: String,
    }
}

/// The goods of all stages of an offer.
pub(super) async fn lines(read: &mut Read, id: InstitutionOfferId) -> Result<Vec<LineRow>, DbError> {
    read.rows(
        sql!(
            "select l.stage_no, l.variant_id, l.pieces, l.unit_paise, g.name_hi, g.name_en, m.id, m.name_hi, m.name_en
               from institution_line l join variant v on v.id = l.variant_id join product g on g.id = v.product_id
               join maker m on m.id = g.maker_id
              where l.offer_id = $1 order by l.stage_no, g.name_en, l.variant_id limit $2"
        ),
        params![id, PARTS],
    )
    .await
}

/// A stage has become an order.
pub(super) async fn set_order(
    tx: &mut Tx,
    (offer, no): (InstitutionOfferId, i64),
    order: OrderId,
) -> Result<(), DbError> {
    tx.put(
        sql!("update institution_stage set order_id = $3 where offer_id = $1 and no = $2"),
        params![offer, no, order],
    )
    .await
}
