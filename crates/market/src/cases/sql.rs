//! Statements that write cases and read what acts need of them, in the order a case lives.

use kernel::ids::{CaseId, MakerId, PersonId, VisitId};
use kernel::india::Mobile;
use kernel::{BadCell, Day, Lang, Time, Words};
use store::{DbError, FromRow, Personal, Read, Row, Tx, params, sql};

use super::{CaseState, NextWhat, Scope, Seen, Source, Step};
use crate::accounts::DepartmentKey;
use crate::audit::Trail;
use crate::catalogue::columns::Columns;
use crate::makers::MakerKind;
use crate::matching::{Gender, Paper, PaperKind, Traits};
use crate::personal::{self, CASE_MOBILE, CASE_PAPER};

/// A case as acts need it.
#[derive(Clone, Debug)]
pub(crate) struct CaseRow {
    pub id: CaseId,
    pub maker: Option<MakerId>,
    pub kind: MakerKind,
    pub name: Words,
    pub kin: String,
    pub gender: Gender,
    pub mobile: Option<Personal<Mobile>>,
    pub village: Words,
    pub block: String,
    pub craft: Option<String>,
    pub lang: Lang,
    pub department: DepartmentKey,
    pub officer: Option<PersonId>,
    pub sample: bool,
    pub state: CaseState,
    pub version: i64,
    pub trail: Trail,
}

impl FromRow for CaseRow {
    fn from_row(row: Row) -> Result<CaseRow, BadCell> {
        let mut columns = Columns::of(row);
        Ok(CaseRow {
            id: columns.next()?,
            maker: columns.next()?,
            kind: columns.next()?,
            name: columns.words()?,
            kin: columns.next()?,
            gender: columns.next()?,
            mobile: columns.next()?,
            village: columns.words()?,
            block: columns.next()?,
            craft: columns.next()?,
            lang: columns.next()?,
            department: columns.next()?,
            officer: columns.next()?,
            sample: columns.yes()?,
            state: columns.next()?,
            version: columns.next()?,
            trail: columns.next()?,
        })
    }
}

impl CaseRow {
    /// The number she is called on, if one is known.
    pub(crate) fn mobile(&self) -> Option<&Mobile> {
        self.mobile.as_ref().and_then(Personal::get)
    }
}

/// Opens what is sealed of a case.
async fn opened(read: &mut Read, row: Option<CaseRow>) -> Result<Option<CaseRow>, DbError> {
    let Some(mut row) = row else { return Ok(None) };
    personal::open_some(read, CASE_MOBILE, &row.id, &row.id, &mut row.mobile).await?;
    Ok(Some(row))
}

/// A new case, ready to be written.
#[derive(Debug)]
pub(super) struct NewCase<'a> {
    pub id: CaseId,
    pub maker: Option<MakerId>,
    pub traits: &'a Traits,
    pub group_name: &'a str,
    pub lang: Lang,
    pub department: DepartmentKey,
    pub officer: Option<PersonId>,
    pub source: Source,
    pub found_at: Time,
    pub state: CaseState,
    pub trail: &'a Trail,
}

/// Writes a new case at its first version.
pub(super) async fn insert_case(tx: &mut Tx, new: &NewCase<'_>) -> Result<(), DbError> {
    let traits = new.traits;
    let craft = Some(traits.craft.as_str()).filter(|craft| !craft.is_empty());
    let sample = i64::from(new.source == Source::Sample);
    let mobile = traits.mobile.as_ref().map(Mobile::as_str);
    let mobile = personal::seal_some(tx, CASE_MOBILE, &new.id, &new.id, mobile).await?;
    tx.put(
        sql!(
            "insert into maker_case
                    (id, maker_id, kind, name_hi, name_en, kin_name, gender, mobile_sealed, village_hi, village_en, block_code,
                     craft_key, group_name, lang, department, officer_id, source, sample, found_at_ms, state, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1, $21)"
        ),
        params![
            new.id,
            new.maker,
            traits.kind,
            traits.name.hi,
            traits.name.en,
            traits.kin,
            traits.gender,
            mobile,
            traits.village.hi,
            traits.village.en,
            traits.block,
            craft,
            new.group_name,
            new.lang,
            new.department,
            new.officer,
            new.source,
            sample,
            new.found_at,
            new.state,
            *new.trail
        ],
    )
    .await
}

/// A case within a scope: her department carries it or has joined it, in her blocks.
pub(crate) async fn case_of(read: &mut Read, id: CaseId, scope: &Scope) -> Result<Option<CaseRow>, DbError> {
    let (department, blocks) = scope.bounds();
    let row = read.row(
        sql!(
            "select c.id, c.maker_id, c.kind, c.name_hi, c.name_en, c.kin_name, c.gender, c.mobile_sealed, c.village_hi, c.village_en,
                    c.block_code, c.craft_key, c.lang, c.department, c.officer_id, c.sample, c.state, c.version,
                    c.trail
               from maker_case c
              where c.id = $1
                and ($2 = '' or c.department = $2 or exists
                     (select 1 from case_joining j
                       where j.case_id = c.id and j.department = $2 and j.ended_at_ms is null))
                and ($3 = '' or $3 like '%;' || c.block_code || ';%')"
        ),
        params![id, department, blocks],
    )
    .await?;
    opened(read, row).await
}

/// A case in the blocks of an officer, whoever carries it: so much is seen of it that nobody is entered twice.
pub(super) async fn case_in_blocks(
    read: &mut Read,
    id: CaseId,
    scope: &Scope,
) -> Result<Option<CaseRow>, DbError> {
    let (_, blocks) = scope.bounds();
    let row = read.row(
        sql!(
            "select c.id, c.maker_id, c.kind, c.name_hi, c.name_en, c.kin_name, c.gender, c.mobile_sealed, c.village_hi, c.village_en,
                    c.block_code, c.craft_key, c.lang, c.department, c.officer_id, c.sample, c.state, c.version,
                    c.trail
               from maker_case c
              where c.id = $1 and ($2 = '' or $2 like '%;' || c.block_code || ';%')"
        ),
        params![id, blocks],
    )
    .await?;
    opened(read, row).await
}

/// Moves a case if its version is still the one that was read.
pub(super) async fn move_case(
    tx: &mut Tx,
    row: &CaseRow,
    to: CaseState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update maker_case set state = $3, trail = $4, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes down that a step was reached. Values: case, step, seq, when, who, department, source, note.
#[derive(Debug)]
pub(super) struct NewStep<'a> {
    pub case: CaseId,
    pub step: Step,
    pub seq: i64,
    pub at: Time,
    pub by: &'a str,
    pub department: DepartmentKey,
    pub source: &'a str,
    pub note: &'a str,
}

/// Writes down that a step was reached, unless it stands so already.
pub(super) async fn insert_step(tx: &mut Tx, new: &NewStep<'_>) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into case_step (case_id, step, seq, at_ms, by_id, department, source, note)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (case_id, step) where ended_at_ms is null do nothing"
        ),
        params![new.case, new.step, new.seq, new.at, new.by, new.department, new.source, new.note],
    )
    .await
}

/// Takes a step back.
pub(super) async fn end_step(
    tx: &mut Tx,
    case: CaseId,
    step: Step,
    by: &str,
    why: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update case_step set ended_at_ms = $3, ended_by = $4, ended_why = $5
              where case_id = $1 and step = $2 and ended_at_ms is null"
        ),
        params![case, step, now, by, why],
    )
    .await
}

/// The living steps of a case.
pub(super) async fn living_steps(read: &mut Read, case: CaseId) -> Result<Vec<Step>, DbError> {
    let rows: Vec<(Step,)> = read
        .rows(
            sql!("select step from case_step where case_id = $1 and ended_at_ms is null limit 10"),
            params![case],
        )
        .await?;
    Ok(rows.into_iter().map(|(step,)| step).collect())
}

/// Writes a visit; nothing if the phone that made its key has sent it before.
pub(super) async fn insert_visit(
    tx: &mut Tx,
    id: VisitId,
    case: CaseId,
    by: PersonId,
    department: DepartmentKey,
    seen: &Seen,
) -> Result<bool, DbError> {
    let (now, spot) = (tx.now(), seen.spot);
    let changed = tx
        .exec(
            sql!(
                "insert into case_visit
                        (id, case_id, once_key, visited_day, noted_at_ms, by_id, department, place, lat_e6, lon_e6, accuracy_m,
                         tools, sample_seen, crafts, years, capacity_per_week, raw_material, who_makes, note)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
                 on conflict (once_key) do nothing"
            ),
            params![
                id,
                case,
                seen.once_key,
                seen.day,
                now,
                by,
                department,
                seen.place,
                spot.map(|spot| spot.lat_e6),
                spot.map(|spot| spot.lon_e6),
                spot.map(|spot| spot.accuracy_m),
                seen.tools,
                seen.sample_seen,
                seen.crafts,
                seen.years,
                seen.capacity_per_week,
                seen.raw_material,
                seen.who_makes,
                seen.note
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The visit a phone has sent under this key, and the case it was to.
pub(super) async fn visit_by_key(
    read: &mut Read,
    once_key: &str,
) -> Result<Option<(VisitId, CaseId)>, DbError> {
    read.row(sql!("select id, case_id from case_visit where once_key = $1"), params![once_key]).await
}

/// What is to be done next, ready to be written.
#[derive(Debug)]
pub(super) struct NewNext<'a> {
    pub case: CaseId,
    pub seq: i64,
    pub what: NextWhat,
    pub note: &'a str,
    pub department: DepartmentKey,
    pub person: Option<PersonId>,
    pub due: Day,
    pub by: &'a str,
}

/// Ends what was to be done next.
pub(super) async fn end_next(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update case_next set ended_at_ms = $2 where case_id = $1 and ended_at_ms is null"),
        params![case, now],
    )
    .await
}

/// Writes what is to be done next.
pub(super) async fn insert_next(tx: &mut Tx, new: &NewNext<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into case_next (case_id, seq, what, note, department, person_id, due_day, set_by, set_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        ),
        params![new.case, new.seq, new.what, new.note, new.department, new.person, new.due, new.by, now],
    )
    .await
}

/// The number of the next action that stands, if one does.
pub(super) async fn living_next(read: &mut Read, case: CaseId) -> Result<Option<i64>, DbError> {
    let row = read
        .row(sql!("select seq from case_next where case_id = $1 and ended_at_ms is null"), params![case])
        .await?;
    Ok(row.map(|(seq,)| seq))
}

/// Lets an ended next action stand again.
pub(super) async fn revive_next(tx: &mut Tx, case: CaseId, seq: i64) -> Result<(), DbError> {
    tx.put(
        sql!("update case_next set ended_at_ms = null where case_id = $1 and seq = $2"),
        params![case, seq],
    )
    .await
}

/// Corrects what is known of her.
pub(super) async fn set_traits(
    tx: &mut Tx,
    case: CaseId,
    traits: &Traits,
    group_name: &str,
) -> Result<(), DbError> {
    let craft = Some(traits.craft.as_str()).filter(|craft| !craft.is_empty());
    let mobile = traits.mobile.as_ref().map(Mobile::as_str);
    let mobile = personal::seal_some(tx, CASE_MOBILE, &case, &case, mobile).await?;
    tx.put(
        sql!(
            "update maker_case
                set kind = $2, name_hi = $3, name_en = $4, kin_name = $5, gender = $6, mobile_sealed = $7, village_hi = $8,
                    village_en = $9, block_code = $10, craft_key = $11, group_name = $12
              where id = $1"
        ),
        params![
            case,
            traits.kind,
            traits.name.hi,
            traits.name.en,
            traits.kin,
            traits.gender,
            mobile,
            traits.village.hi,
            traits.village.en,
            traits.block,
            craft,
            group_name
        ],
    )
    .await
}

/// The row a paper's number is sealed in.
pub(crate) fn paper_row(case: CaseId, kind: PaperKind, seq: i64) -> String {
    format!("{case} {kind} {seq}")
}

/// Writes a paper down in place of the one of its kind that was known.
pub(super) async fn put_paper(
    tx: &mut Tx,
    case: CaseId,
    seq: i64,
    paper: &Paper,
    by: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    let number =
        personal::seal(tx, CASE_PAPER, &case, &paper_row(case, paper.kind, seq), &paper.number).await?;
    tx.put(
        sql!(
            "update case_paper set ended_at_ms = $3 where case_id = $1 and kind = $2 and ended_at_ms is null"
        ),
        params![case, paper.kind, now],
    )
    .await?;
    tx.put(
        sql!(
            "insert into case_paper (case_id, kind, seq, number_sealed, noted_at_ms, noted_by)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![case, paper.kind, seq, number, now, by],
    )
    .await
}

/// The papers known of her.
pub(crate) async fn papers(read: &mut Read, case: CaseId) -> Result<Vec<Paper>, DbError> {
    let rows: Vec<(PaperKind, i64, Personal<String>)> = read
        .rows(
            sql!(
                "select kind, seq, number_sealed from case_paper
                  where case_id = $1 and ended_at_ms is null order by kind limit 10"
            ),
            params![case],
        )
        .await?;
    let mut papers = Vec::with_capacity(rows.len());
    for (kind, seq, mut number) in rows {
        personal::open(read, CASE_PAPER, &case, &paper_row(case, kind, seq), &mut number).await?;
        papers.extend(number.into_known().map(|number| Paper { kind, number }));
    }
    Ok(papers)
}

/// Links the maker who was made of a case.
pub(super) async fn link_maker(tx: &mut Tx, case: CaseId, maker: MakerId) -> Result<(), DbError> {
    tx.put(sql!("update maker_case set maker_id = $2 where id = $1"), params![case, maker]).await
}

/// Whether there is such a block.
pub(super) async fn knows_block(read: &mut Read, code: &str) -> Result<bool, DbError> {
    let row: Option<(i64,)> =
        read.row(sql!("select 1 from block where lgd_code = $1"), params![code]).await?;
    Ok(row.is_some())
}

/// Whether there is such a craft.
pub(super) async fn knows_craft(read: &mut Read, key: &str) -> Result<bool, DbError> {
    let row: Option<(i64,)> =
        read.row(sql!("select 1 from craft where craft_key = $1"), params![key]).await?;
    Ok(row.is_some())
}
