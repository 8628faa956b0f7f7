//! Every statement on places.

use kernel::ids::HubId;
use kernel::india::Pin;
use kernel::{Cell, Limit};
use store::{DbError, Read, Sql, Tx, params, sql};

use super::{Block, Hub, Place};

/// A pincode with its State.
pub(crate) async fn place(read: &mut Read, pin: &Pin) -> Result<Option<Place>, DbError> {
    read.row(
        sql!(
            "select p.pin, p.office, p.district, p.state_code, s.name_hi, s.name_en, p.lat_e4, p.lon_e4, p.delivers
               from pincode p
               join state s on s.gst_code = p.state_code
              where p.pin = $1"
        ),
        params![*pin],
    )
    .await
}

/// All blocks.
pub(crate) async fn blocks(read: &mut Read) -> Result<Vec<Block>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(sql!("select lgd_code, name_hi, name_en from block order by name_en limit $1"), params![most])
        .await
}

/// All collection points.
pub(crate) async fn hubs(read: &mut Read) -> Result<Vec<Hub>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select id, hub_key, name_hi, name_en, block_code, address_hi, address_en, pincode, open_hours
               from hub order by name_en limit $1"
        ),
        params![most],
    )
    .await
}

/// One collection point.
pub(crate) async fn hub(read: &mut Read, id: HubId) -> Result<Option<Hub>, DbError> {
    read.row(
        sql!(
            "select id, hub_key, name_hi, name_en, block_code, address_hi, address_en, pincode, open_hours
               from hub where id = $1"
        ),
        params![id],
    )
    .await
}

/// One collection point by its key.
pub(crate) async fn hub_by_key(read: &mut Read, key: &str) -> Result<Option<Hub>, DbError> {
    read.row(
        sql!(
            "select id, hub_key, name_hi, name_en, block_code, address_hi, address_en, pincode, open_hours
               from hub where hub_key = $1"
        ),
        params![key],
    )
    .await
}

/// The bank whose branches begin with these four letters.
pub(crate) async fn bank_name(read: &mut Read, prefix: &str) -> Result<Option<String>, DbError> {
    let row = read.row(sql!("select name from bank where ifsc_prefix = $1"), params![prefix]).await?;
    Ok(row.map(|(name,)| name))
}

/// A State, or its corrected names. Values: code, ISO code, names, kind.
pub(crate) fn put_state() -> Sql {
    sql!(
        "insert into state (gst_code, iso3166_2, name_hi, name_en, kind) values ($1, $2, $3, $4, $5)
         on conflict (gst_code) do update
            set iso3166_2 = excluded.iso3166_2, name_hi = excluded.name_hi, name_en = excluded.name_en, kind = excluded.kind"
    )
}

/// A pincode, or its corrected place. Values: pin, office, district, State, latitude, longitude, delivers.
pub(crate) fn put_pincode() -> Sql {
    sql!(
        "insert into pincode (pin, office, district, state_code, lat_e4, lon_e4, delivers) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (pin) do update
            set office = excluded.office, district = excluded.district, state_code = excluded.state_code,
                lat_e4 = excluded.lat_e4, lon_e4 = excluded.lon_e4, delivers = excluded.delivers"
    )
}

/// A block, or its corrected names. Values: code, names, subdivision, latitude, longitude.
pub(crate) fn put_block() -> Sql {
    sql!(
        "insert into block (lgd_code, name_hi, name_en, subdivision, lat_e4, lon_e4) values ($1, $2, $3, $4, $5, $6)
         on conflict (lgd_code) do update
            set name_hi = excluded.name_hi, name_en = excluded.name_en, subdivision = excluded.subdivision,
                lat_e4 = excluded.lat_e4, lon_e4 = excluded.lon_e4"
    )
}

/// The first letters of a bank's branches. Values: prefix, name.
pub(crate) fn put_bank() -> Sql {
    sql!(
        "insert into bank (ifsc_prefix, name) values ($1, $2)
         on conflict (ifsc_prefix) do update set name = excluded.name"
    )
}

/// A collection point, or its corrected address. Values: id, key, names, block, addresses, pincode, hours, sample.
pub(crate) fn put_hub() -> Sql {
    sql!(
        "insert into hub (id, hub_key, name_hi, name_en, block_code, address_hi, address_en, pincode, open_hours, sample)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (hub_key) do update
            set name_hi = excluded.name_hi, name_en = excluded.name_en, block_code = excluded.block_code,
                address_hi = excluded.address_hi, address_en = excluded.address_en, pincode = excluded.pincode,
                open_hours = case when exists (select 1 from hub_week w where w.hub_id = hub.id) then hub.open_hours
                                  else excluded.open_hours end,
                sample = excluded.sample"
    )
}

/// Which content of a shipped table has been loaded.
pub(crate) async fn loaded_sha(read: &mut Read, name: &str) -> Result<Option<String>, DbError> {
    let row = read.row(sql!("select sha256 from loaded_table where name = $1"), params![name]).await?;
    Ok(row.map(|(sha,)| sha))
}

/// Notes that a shipped table has been loaded.
pub(crate) async fn mark_loaded(tx: &mut Tx, name: &str, sha256: &str, rows: i64) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into loaded_table (name, sha256, row_count, loaded_at_ms) values ($1, $2, $3, $4)
             on conflict (name) do update
                set sha256 = excluded.sha256, row_count = excluded.row_count, loaded_at_ms = excluded.loaded_at_ms"
        ),
        params![name, sha256, rows, now],
    )
    .await
}

/// A cell for a yes or no.
pub(crate) fn yes_no(yes: bool) -> Cell {
    Cell::Int(i64::from(yes))
}
