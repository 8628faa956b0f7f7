//! What an import asks: keys that are there. What it writes stands with the feature that owns the table.

use std::collections::HashSet;

use kernel::ids::{MakerId, ProductId};
use store::{DbError, Read, params, sql};

/// Keys of makers with the hashes of their mobiles.
pub(crate) async fn makers(read: &mut Read) -> Result<Vec<(String, String)>, DbError> {
    read.rows(sql!("select slug, mobile_hash from maker limit 100000"), params![]).await
}

/// Ids of makers by key.
pub(crate) async fn maker_ids(read: &mut Read) -> Result<Vec<(String, MakerId)>, DbError> {
    read.rows(sql!("select slug, id from maker limit 100000"), params![]).await
}

/// Ids of products by the last part of their address.
pub(crate) async fn product_ids(read: &mut Read) -> Result<Vec<(String, ProductId)>, DbError> {
    read.rows(sql!("select slug, id from product limit 500000"), params![]).await
}

/// Products and makers whose picture is missing or another one than wanted are found by comparing with these.
pub(crate) async fn product_pictures(read: &mut Read) -> Result<Vec<(ProductId, String)>, DbError> {
    read.rows(
        sql!("select product_id, picture_id from product_picture where position = 1 limit 500000"),
        params![],
    )
    .await
}

/// The first picture of each maker.
pub(crate) async fn maker_pictures(read: &mut Read) -> Result<Vec<(MakerId, String)>, DbError> {
    read.rows(
        sql!("select maker_id, picture_id from maker_picture where position = 1 limit 100000"),
        params![],
    )
    .await
}

fn set(rows: Vec<(String,)>) -> HashSet<String> {
    rows.into_iter().map(|(key,)| key).collect()
}

/// Codes of blocks.
pub(crate) async fn blocks(read: &mut Read) -> Result<HashSet<String>, DbError> {
    Ok(set(read.rows(sql!("select lgd_code from block limit 1000"), params![]).await?))
}

/// Keys of collection points.
pub(crate) async fn hubs(read: &mut Read) -> Result<HashSet<String>, DbError> {
    Ok(set(read.rows(sql!("select hub_key from hub limit 1000"), params![]).await?))
}

/// Keys of crafts.
pub(crate) async fn crafts(read: &mut Read) -> Result<HashSet<String>, DbError> {
    Ok(set(read.rows(sql!("select craft_key from craft limit 1000"), params![]).await?))
}

/// Keys of sellers on behalf of makers.
pub(crate) async fn aggregators(read: &mut Read) -> Result<HashSet<String>, DbError> {
    Ok(set(read.rows(sql!("select aggregator_key from aggregator limit 10000"), params![]).await?))
}

/// Last parts of addresses of products.
pub(crate) async fn products(read: &mut Read) -> Result<HashSet<String>, DbError> {
    Ok(set(read.rows(sql!("select slug from product limit 500000"), params![]).await?))
}

/// Product and key of each variant, joined by a slash.
pub(crate) async fn variants(read: &mut Read) -> Result<HashSet<String>, DbError> {
    Ok(set(
        read.rows(
            sql!("select p.slug || '/' || v.variant_key from variant v join product p on p.id = v.product_id limit 1000000"),
            params![],
        )
        .await?,
    ))
}
