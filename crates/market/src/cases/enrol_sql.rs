//! Statements on makers who have no case yet.

use kernel::ids::MakerId;
use kernel::india::Mobile;
use kernel::{BadCell, Lang, Limit, Time, Words};
use store::{DbError, FromRow, Read, Row, params, sql};

use crate::catalogue::columns::Columns;
use crate::makers::MakerKind;

/// A maker who has no case yet.
#[derive(Clone, Debug)]
pub(super) struct Caseless {
    pub id: MakerId,
    pub kind: MakerKind,
    pub name: Words,
    pub mobile: Mobile,
    pub village: Words,
    pub block: String,
    pub craft: String,
    pub pan: Option<String>,
    pub lang: Lang,
    pub sample: bool,
    pub joined_at: Time,
}

impl FromRow for Caseless {
    fn from_row(row: Row) -> Result<Caseless, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Caseless {
            id: columns.next()?,
            kind: columns.next()?,
            name: columns.words()?,
            mobile: columns.next()?,
            village: columns.words()?,
            block: columns.next()?,
            craft: columns.next()?,
            pan: columns.next()?,
            lang: columns.next()?,
            sample: columns.yes()?,
            joined_at: columns.next()?,
        })
    }
}

/// Makers who have no case yet.
pub(super) async fn caseless(read: &mut Read, limit: Limit) -> Result<Vec<Caseless>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.kind, m.name_hi, m.name_en, m.mobile, m.village_hi, m.village_en, m.block_code, m.craft_key,
                    m.pan, m.lang, m.sample, m.joined_at_ms
               from maker m
              where not exists (select 1 from maker_case c where c.maker_id = m.id)
              order by m.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// One maker, if she has no case yet.
pub(super) async fn caseless_one(read: &mut Read, maker: MakerId) -> Result<Option<Caseless>, DbError> {
    read.row(
        sql!(
            "select m.id, m.kind, m.name_hi, m.name_en, m.mobile, m.village_hi, m.village_en, m.block_code, m.craft_key,
                    m.pan, m.lang, m.sample, m.joined_at_ms
               from maker m
              where m.id = $1 and not exists (select 1 from maker_case c where c.maker_id = m.id)"
        ),
        params![maker],
    )
    .await
}

/// The account of a maker as a paper: branch and number.
pub(super) async fn account_of(read: &mut Read, maker: MakerId) -> Result<Option<(String, String)>, DbError> {
    read.row(
        sql!("select ifsc, account_no from maker_bank where maker_id = $1 order by since_ms desc limit 1"),
        params![maker],
    )
    .await
}
