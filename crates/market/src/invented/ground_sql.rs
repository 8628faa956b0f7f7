//! The statements that read what is there to invent upon.

use kernel::ids::{HubId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::pen::Line;

/// Rows read of what there is.
const MOST: Limit = Limit::of(Limit::MOST);

/// Hubs with their blocks and a pincode there.
pub(super) async fn hubs(read: &mut Read) -> Result<Vec<(HubId, String, String)>, DbError> {
    read.rows(sql!("select id, block_code, pincode from hub order by hub_key limit $1"), params![MOST]).await
}

/// Crafts of what is not eaten, with what their goods are called and the key of their tax.
pub(super) async fn crafts(read: &mut Read) -> Result<Vec<(String, String, String, String)>, DbError> {
    read.rows(
        sql!(
            "select c.craft_key, min(c.name_hi), min(c.name_en), min(p.hsn_key)
               from craft c join product p on p.craft_key = c.craft_key
              where c.is_food = 0 and p.veg is null group by c.craft_key order by c.craft_key limit $1"
        ),
        params![MOST],
    )
    .await
}

/// Somebody who buys.
pub(super) async fn somebody(read: &mut Read) -> Result<Option<(PersonId,)>, DbError> {
    read.row(sql!("select id from person order by id limit 1"), params![]).await
}

/// Whether a year that begins with this number was invented here before.
pub(super) async fn is_invented(read: &mut Read, first: i64) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(*) from maker where slug = $1"), params![format!("invented-{first}")])
        .await?;
    Ok(count > 0)
}

/// How many days are bound by an anchor: what is invented lies before them and would break them.
pub(super) async fn anchors(read: &mut Read) -> Result<i64, DbError> {
    let (count,): (i64,) = read.one(sql!("select count(*) from audit_anchor"), params![]).await?;
    Ok(count)
}

/// The last numbers complaints of each month have.
pub(super) async fn complaint_numbers(read: &mut Read) -> Result<Vec<(i64, i64)>, DbError> {
    read.rows(
        sql!("select month_no, last_no from complaint_series order by month_no limit $1"),
        params![MOST],
    )
    .await
}

/// Somebody who buys; her number's hash (2) and the number itself (5) are known when it is written.
pub(super) fn buyer(id: PersonId, number: i64, since: Time) -> Line {
    (
        sql!(
            "insert into person (id, mobile_hash, name, lang, made_at_ms, mobile_sealed) values ($1, $2, $3, 'hi', $4, $5)"
        ),
        params![id, "", format!("ख़रीदार {number}"), since, ""],
    )
}
