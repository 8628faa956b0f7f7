//! Statements of asking for a listing, deciding it, and making the maker.

use kernel::ids::{CaseId, PersonId};
use kernel::{BadCell, Cell};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::{Selling, Terms};
use crate::catalogue::columns::Columns;

impl FromRow for Terms {
    fn from_row(row: Row) -> Result<Terms, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Terms {
            hub: columns.next()?,
            pincode: columns.next()?,
            selling: Selling {
                tax_class: columns.next()?,
                tax_number: columns.next()?,
                aggregator: columns.next()?,
            },
        })
    }
}

/// Writes down that somebody asks for a listing.
pub(super) async fn insert_proposal(
    tx: &mut Tx,
    case: CaseId,
    seq: i64,
    by: PersonId,
    terms: &Terms,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_proposal
                    (case_id, seq, asked_by, asked_at_ms, hub_id, pincode, tax_class, tax_number, aggregator_id, note)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')"
        ),
        params![
            case,
            seq,
            by,
            now,
            terms.hub,
            terms.pincode,
            terms.selling.tax_class,
            terms.selling.tax_number,
            terms.selling.aggregator
        ],
    )
    .await
}

/// The request that waits: its number and who asked.
pub(super) async fn living(read: &mut Read, case: CaseId) -> Result<Option<(i64, PersonId)>, DbError> {
    read.row(
        sql!("select seq, asked_by from case_proposal where case_id = $1 and decided_at_ms is null"),
        params![case],
    )
    .await
}

/// The terms of the request that waits.
pub(super) async fn terms(read: &mut Read, case: CaseId) -> Result<Option<Terms>, DbError> {
    read.row(
        sql!(
            "select hub_id, pincode, tax_class, tax_number, aggregator_id
               from case_proposal where case_id = $1 and decided_at_ms is null"
        ),
        params![case],
    )
    .await
}

/// Decides the request that waits, if one does.
pub(super) async fn decide(
    tx: &mut Tx,
    case: CaseId,
    by: Option<PersonId>,
    decision: &str,
    note: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update case_proposal set decided_by = $2, decided_at_ms = $3, decision = $4, note = $5
              where case_id = $1 and decided_at_ms is null"
        ),
        params![case, by, now, decision, note],
    )
    .await
}

/// Whether a maker has this address.
pub(super) async fn has_slug(read: &mut Read, slug: &str) -> Result<bool, DbError> {
    let row: Option<(i64,)> = read.row(sql!("select 1 from maker where slug = $1"), params![slug]).await?;
    Ok(row.is_some())
}

/// The years of work told on the latest visit that told any, and nothing of a story yet.
pub(super) async fn told_on_visits(read: &mut Read, case: CaseId) -> Result<(Option<i64>, String), DbError> {
    let row: Option<(i64,)> = read
        .row(
            sql!(
                "select years from case_visit
                  where case_id = $1 and years is not null order by visited_day desc, noted_at_ms desc limit 1"
            ),
            params![case],
        )
        .await?;
    Ok((row.map(|(years,)| years), String::new()))
}

/// A maker out of a case. Values: id, slug, names, kind, hash of the mobile, villages, block, pincode, hub, craft, years, story, tax
/// class, GSTIN, enrolment number, PAN, aggregator, language, sample, since, the mobile sealed.
pub(super) async fn insert_maker(tx: &mut Tx, values: Vec<Cell>) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into maker
                    (id, mobile_once, slug, name_hi, name_en, kind, mobile_hash, village_hi, village_en, block_code, pincode, hub_id, craft_key,
                     years, story_hi, story_en, tax_class, gstin, enrolment_no, pan_sealed, aggregator_id, lang, sample, joined_at_ms,
                     mobile_sealed)
             values ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)"
        ),
        values,
    )
    .await
}
