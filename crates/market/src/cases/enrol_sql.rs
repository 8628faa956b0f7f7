//! Statements on makers who have no case yet.

use kernel::ids::MakerId;
use kernel::india::Mobile;
use kernel::{BadCell, Lang, Limit, Time, Words};
use store::{DbError, FromRow, Personal, Read, Row, params, sql};

use crate::catalogue::columns::Columns;
use crate::makers::MakerKind;
use crate::personal::{self, MAKER_MOBILE, MAKER_PAN};

/// A maker who has no case yet.
#[derive(Clone, Debug)]
pub(super) struct Caseless {
    pub id: MakerId,
    pub kind: MakerKind,
    pub name: Words,
    pub mobile: Personal<Mobile>,
    pub village: Words,
    pub block: String,
    pub craft: String,
    pub pan: Option<Personal<String>>,
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

impl Caseless {
    /// Her PAN, if it is known.
    pub(super) fn pan(&self) -> Option<&str> {
        self.pan.as_ref().and_then(Personal::get).map(String::as_str)
    }
}

/// Makers who have no case yet.
pub(super) async fn caseless(read: &mut Read, limit: Limit) -> Result<Vec<Caseless>, DbError> {
    let mut rows: Vec<Caseless> = read.rows(
        sql!(
            "select m.id, m.kind, m.name_hi, m.name_en, m.mobile_sealed, m.village_hi, m.village_en, m.block_code, m.craft_key,
                    m.pan_sealed, m.lang, m.sample, m.joined_at_ms
               from maker m
              where not exists (select 1 from maker_case c where c.maker_id = m.id)
              order by m.id limit $1"
        ),
        params![limit],
    )
    .await?;
    read.bring_keys(rows.iter().map(|row| row.id)).await?;
    for row in &mut rows {
        personal::open(read, MAKER_MOBILE, &row.id, &row.id, &mut row.mobile).await?;
        personal::open_some(read, MAKER_PAN, &row.id, &row.id, &mut row.pan).await?;
    }
    Ok(rows)
}

/// One maker, if she has no case yet.
pub(super) async fn caseless_one(read: &mut Read, maker: MakerId) -> Result<Option<Caseless>, DbError> {
    let row = read.row(
        sql!(
            "select m.id, m.kind, m.name_hi, m.name_en, m.mobile_sealed, m.village_hi, m.village_en, m.block_code, m.craft_key,
                    m.pan_sealed, m.lang, m.sample, m.joined_at_ms
               from maker m
              where m.id = $1 and not exists (select 1 from maker_case c where c.maker_id = m.id)"
        ),
        params![maker],
    )
    .await?;
    let Some(mut row): Option<Caseless> = row else { return Ok(None) };
    personal::open(read, MAKER_MOBILE, &row.id, &row.id, &mut row.mobile).await?;
    personal::open_some(read, MAKER_PAN, &row.id, &row.id, &mut row.pan).await?;
    Ok(Some(row))
}
