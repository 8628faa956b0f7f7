//! What pages ask about requests.

use kernel::Limit;
use kernel::ids::MakerId;
use store::{DbError, Read};

use super::{About, Help, sql};

/// What a maker has asked help about and nobody has answered yet.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_about(read: &mut Read, maker: MakerId) -> Result<Vec<About>, DbError> {
    sql::open_about(read, maker).await
}

/// Makers of these blocks who wait for help, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_help(read: &mut Read, blocks: &[String], limit: Limit) -> Result<Vec<Help>, DbError> {
    let mut all = Vec::new();
    for block in blocks {
        all.extend(sql::open_help(read, block, limit).await?);
    }
    all.sort_by_key(|help| (help.asked_at, help.id));
    all.truncate(limit.rows());
    Ok(all)
}
