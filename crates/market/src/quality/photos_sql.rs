//! Every statement on photos of quality and on looks at a hub, in life order.

use kernel::ids::{CardId, HubId, HubSendingId, LineId, ProductId, QualityPhotoId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::photo_machine::PhotoState;
use super::photos::{CardPhoto, HubLook, Moment, Of, Waiting};
use crate::audit::{Actor, Trail};

/// Writes a photo.
pub(super) async fn insert(
    tx: &mut Tx,
    id: QualityPhotoId,
    (moment, state): (Moment, PhotoState),
    of: &Of,
    (picture, by): (&str, Actor),
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into quality_photo
                    (id, picture_id, moment, card_id, parcel_id, line_id, maker_id, state, added_by, added_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)"
        ),
        params![
            id,
            picture,
            moment,
            of.card,
            of.parcel,
            of.line,
            of.maker,
            state,
            by.to_string(),
            now,
            *trail
        ],
    )
    .await
}

/// Writes a keeper's look at a parcel.
pub(super) async fn insert_look(
    tx: &mut Tx,
    look: &HubLook,
    product: Option<ProductId>,
    photo: Option<QualityPhotoId>,
    by: Actor,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into hub_look (parcel_id, version, hub_id, maker_id, product_id, finding, photo_id, looked_by, at_ms, sending, seen_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![
            look.parcel,
            look.version,
            look.hub,
            look.maker,
            product,
            look.finding,
            photo,
            by.to_string(),
            now,
            look.sending.map(|(id, _)| id),
            look.sending.map(|(_, at)| at)
        ],
    )
    .await
}

/// What was found under an id of a phone, and in which parcel of which hub.
pub(super) async fn look_sent(
    read: &mut Read,
    sending: HubSendingId,
) -> Result<Option<(HubId, String, String)>, DbError> {
    read.row(
        sql!(
            "select l.hub_id, p.code, l.finding from hub_look l join parcel p on p.id = l.parcel_id where l.sending = $1"
        ),
        params![sending],
    )
    .await
}

store::row! {
    /// A photo as its machine sees it.
    pub struct PhotoRow {
        /// Its picture; empty once it is gone.
        pub picture: String,
        /// How it stands.
        pub state: PhotoState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// Photos on a card, the oldest first.
pub(super) async fn of_card(read: &mut Read, card: CardId, limit: Limit) -> Result<Vec<CardPhoto>, DbError> {
    read.rows(
        sql!(
            "select id, moment, added_at_ms from quality_photo
              where card_id = $1 and picture_id <> '' order by added_at_ms, id limit $2"
        ),
        params![card, limit],
    )
    .await
}

/// The pictures of the inspection that opened a card.
pub(super) async fn of_inspection(
    read: &mut Read,
    card: CardId,
    limit: Limit,
) -> Result<Vec<(String, Time)>, DbError> {
    read.rows(
        sql!(
            "select f.picture_id, r.received_at_ms
               from improvement_card k join field_record r on r.id = k.source_id join field_file f on f.record_id = r.id
              where k.id = $1 and k.source = 'inspection' and f.picture_id is not null order by f.position, f.id limit $2"
        ),
        params![card, limit],
    )
    .await
}

/// The picture of a photo of a maker in some blocks, or on a card of one maker; empty words mean all.
pub(super) async fn picture_for(
    read: &mut Read,
    fenced: &str,
    maker: &str,
    id: QualityPhotoId,
) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(
            sql!(
                "select q.picture_id from quality_photo q join maker m on m.id = q.maker_id
                  where q.id = $1 and q.picture_id <> '' and ($2 = '' or $2 like '%;' || m.block_code || ';%')
                    and ($3 = '' or (q.maker_id = $3 and q.card_id is not null))"
            ),
            params![id, fenced, maker],
        )
        .await?;
    Ok(found.map(|(picture,)| picture))
}

/// Buyers' photos of goods made in some blocks, `fenced` by semicolons.
pub(super) async fn waiting(read: &mut Read, fenced: &str, limit: Limit) -> Result<Vec<Waiting>, DbError> {
    read.rows(
        sql!(
            "select q.id, p.name_hi, p.name_en, m.name_hi, m.name_en, r.stars, r.words, q.state
               from quality_photo q join review r on r.line_id = q.line_id
               join product p on p.id = r.product_id join maker m on m.id = q.maker_id
              where q.state in ('waiting', 'shown') and ($1 = '' or $1 like '%;' || m.block_code || ';%')
              order by case when q.state = 'waiting' then 0 else 1 end, q.added_at_ms desc, q.id limit $2"
        ),
        params![fenced, limit],
    )
    .await
}

/// One photo of a maker in some blocks; no blocks mean all.
pub(super) async fn photo(
    read: &mut Read,
    fenced: &str,
    id: QualityPhotoId,
) -> Result<Option<PhotoRow>, DbError> {
    read.row(
        sql!(
            "select q.picture_id, q.state, q.version, q.trail
               from quality_photo q join maker m on m.id = q.maker_id
              where q.id = $1 and ($2 = '' or $2 like '%;' || m.block_code || ';%')"
        ),
        params![id, fenced],
    )
    .await
}

/// Moves a photo unless somebody moved it since. `false`: they did.
pub(super) async fn move_photo(
    tx: &mut Tx,
    id: QualityPhotoId,
    version: i64,
    (state, picture): (PhotoState, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update quality_photo set state = $3, picture_id = $4, version = version + 1, trail = $5
                  where id = $1 and version = $2"
            ),
            params![id, version, state, picture, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// Photos that are not erased: of a maker, or taken by a person.
pub(super) async fn of_somebody(read: &mut Read, whose: &str) -> Result<Vec<(QualityPhotoId,)>, DbError> {
    read.rows(
        sql!(
            "select id from quality_photo
              where state <> 'erased' and (maker_id = $1 or (added_by = $1 and line_id is not null))
              order by id limit 5000"
        ),
        params![whose],
    )
    .await
}

/// The pictures buyers show of a good.
pub(super) async fn shown(
    read: &mut Read,
    product: ProductId,
    limit: Limit,
) -> Result<Vec<(LineId, String)>, DbError> {
    read.rows(
        sql!(
            "select q.line_id, q.picture_id from quality_photo q join review r on r.line_id = q.line_id
              where r.product_id = $1 and q.state = 'shown' order by q.added_at_ms desc, q.id limit $2"
        ),
        params![product, limit],
    )
    .await
}
