//! Reports and statements are taken in, and all that is not accounted for is laid beside each other.

use std::collections::{HashMap, HashSet};

use kernel::ids::{BankLineId, GapId, PersonId, StatementId};
use kernel::payment::{Gateway, SettledKind, SettledRow};
use kernel::proof::hex;
use kernel::{Authentic, Day, Limit, Paise};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Read, Spot, Tx, jobs, transaction};

use super::rules::{self, AsOf, BankLine, Found, Lists, ToldRow};
use super::sql::{self, NewStatement};
use super::statement::{self, fingers, from_written, written};
use super::{GapKind, GapState, MATCH, TallyError, Thing, gaps, gaps_sql, settlement};
use crate::accounts::Role;
use crate::ledger::{self, Account, Entry, Kind};
use crate::notices;
use crate::payments;
use crate::payouts::{Calendar, calendar};
use crate::personal::{BANK_LINE, BANK_STATEMENT};

/// Rows read together.
const PAGE: Limit = Limit::of(Limit::MOST);
/// Pages of one list; beyond it the rest waits for the next night.
const PAGES_MOST: usize = 60;
/// A statement must show what happened so many days before its end.
const STATED_WITHIN_DAYS: i64 = 1;
/// Faulty rows of a statement that are kept to be shown.
const FAULTS_MOST: usize = 100;
/// A statement that nobody takes in is forgotten after so many days.
const KEPT_DAYS: i64 = 7;

/// Puts the night's message, once a day.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn put_nightly(tx: &mut Tx) -> Result<(), DbError> {
    let today = tx.now().day().iso();
    jobs::put(tx, MATCH, &today, &format!("\"{today}\"")).await
}

/// Somebody of finance wants the payment company asked again, about the days before and including one. Answers the key of the
/// message; within the same second it is the same one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ask_again(db: &Db, until: Day) -> Result<String, DbError> {
    transaction!(db, tx => {
        let key = format!("{} {}", until.iso(), tx.now().0.div_euclid(1_000));
        jobs::put(tx, MATCH, &key, &format!("\"{}\"", until.iso())).await?;
        Ok(key)
    })
}

/// Keeps what the payment company says it has settled, as it came; what is known is not kept again. Answers how many are new.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn take_report(
    db: &Db,
    gateway: Gateway,
    report: &Authentic<Vec<SettledRow>>,
) -> Result<usize, DbError> {
    keep(db, gateway, report.get()).await
}

/// Somebody of finance brings the file of a payment company that cannot be asked: all of it is kept, or nothing. Answers how many lines are
/// new; the same file twice, or a line in two files, changes nothing.
///
/// # Errors
/// [`TallyError::Unreadable`], [`TallyError::NoSettlement`], [`TallyError::BadRow`], [`TallyError::TooMany`].
pub async fn take_file(
    db: &Db,
    by: PersonId,
    gateway: Gateway,
    (file_name, bytes): (&str, &[u8]),
) -> Result<usize, TallyError> {
    let rows = settlement::read(bytes)?;
    let sha256 = hex(&Sha256::digest(bytes));
    let file_name = shown_name(file_name);
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let new = keep(db, gateway, &rows).await?;
    transaction!(db, tx => {
        sql::insert_file(tx, (gateway, &file_name, &sha256), count, by).await.map(drop)
    })?;
    Ok(new)
}

/// A file's name as it may be shown.
fn shown_name(file_name: &str) -> String {
    file_name.chars().filter(|c| !c.is_control()).take(120).collect()
}

async fn keep(db: &Db, gateway: Gateway, rows: &[SettledRow]) -> Result<usize, DbError> {
    let mut copies: HashMap<(&str, &str, [Paise; 5]), i64> = HashMap::new();
    let mut numbered = Vec::new();
    for row in rows {
        let amounts = [row.amount, row.fee, row.tax, row.credit, row.debit];
        let copy = copies.entry((&row.settlement, &row.entity, amounts)).or_default();
        *copy += 1;
        numbered.push((row, *copy));
    }
    let mut new = 0;
    for some in numbered.chunks(100) {
        new += transaction!(db, tx => {
            let mut new = 0;
            for (row, copy) in some {
                let id = tx.new_id();
                if sql::insert_row(tx, id, (gateway, row), *copy).await? {
                    // What was matched by the sum of the lines is to be matched anew.
                    sql::unmatch(tx, &row.settlement).await?;
                    new += 1;
                }
            }
            Ok::<_, DbError>(new)
        })?;
    }
    Ok(new)
}

/// Reads a bank's file and keeps what it says to be looked at; nothing of it counts yet. The same file is the same statement.
///
/// # Errors
/// [`TallyError::Unreadable`], [`TallyError::NoColumns`], [`TallyError::TooMany`].
pub async fn show_statement(
    db: &Db,
    by: PersonId,
    file_name: &str,
    bytes: &[u8],
) -> Result<StatementId, TallyError> {
    let sheet = statement::read(bytes)?;
    let sha256 = hex(&Sha256::digest(bytes));
    let file_name = shown_name(file_name);
    let fault = |(no, why, stood): &statement::Faulty| {
        let stood: String = stood.chars().filter(|c| !c.is_control()).take(60).collect();
        format!("{no} {why} {stood}")
    };
    let faults = sheet.faulty.iter().take(FAULTS_MOST).map(fault).collect::<Vec<_>>().join("\n");
    let count = i64::try_from(sheet.lines.len()).unwrap_or(i64::MAX);
    transaction!(db, tx => {
        if let Some(known) = sql::statement_of(tx, &sha256).await? {
            return Ok(known);
        }
        let id: StatementId = tx.new_id();
        let spot = Spot { column: BANK_STATEMENT, row: &id.to_string() };
        let lines = tx.seal_for_house(spot, &written(&sheet.lines))?;
        let new = NewStatement { id, file_name: &file_name, sha256: &sha256, lines, faults: &faults, count, by };
        if sql::insert_statement(tx, &new).await? { Ok(id) } else { Err(TallyError::Raced) }
    })
}

/// The lines of a statement that was only shown.
pub(super) fn shown(
    read: &Read,
    id: StatementId,
    sealed: &store::Sealed,
) -> Result<Vec<statement::Stated>, DbError> {
    if sealed.is_empty() {
        return Ok(Vec::new());
    }
    let spot = Spot { column: BANK_STATEMENT, row: &id.to_string() };
    Ok(from_written(&read.open_for_house(spot, sealed)?))
}

/// The finger of each line, as it is kept.
pub(super) fn fingers_of(read: &Read, lines: &[statement::Stated]) -> Result<Vec<String>, DbError> {
    fingers(lines).iter().map(|plain| read.hash_of("bank_line", plain)).collect()
}

/// Takes a statement in: each line once, however often and in how many statements it comes.
///
/// # Errors
/// [`TallyError::NotNow`] the second time.
pub async fn take_statement(db: &Db, by: PersonId, id: StatementId) -> Result<(), TallyError> {
    transaction!(db, tx => {
        let head = sql::statement(tx, id).await?.ok_or(TallyError::Missing)?;
        if head.taken_at.is_some() {
            return Err(TallyError::NotNow);
        }
        let lines = shown(tx, id, &head.lines)?;
        let mut new = 0;
        for (line, finger) in lines.iter().zip(fingers_of(tx, &lines)?) {
            let line_id: kernel::ids::BankLineId = tx.new_id();
            let spot = Spot { column: BANK_LINE, row: &line_id.to_string() };
            let words = tx.seal_for_house(spot, &line.words)?;
            new += i64::from(sql::insert_line(tx, line_id, id, (line, &words, &finger)).await?);
        }
        if sql::close_statement(tx, id, by, new).await? { Ok(()) } else { Err(TallyError::Raced) }
    })
}

/// All rows of a listing, one page after the other, each behind the key of the last.
async fn all<R>(
    read: &mut Read,
    page: impl AsyncFn(&mut Read, &str, Limit) -> Result<Vec<R>, DbError>,
    key: impl Fn(&R) -> String,
) -> Result<Vec<R>, DbError> {
    let (mut rows, mut after) = (Vec::new(), String::new());
    for _ in 0..PAGES_MOST {
        let some = page(read, &after, PAGE).await?;
        let is_last = some.len() < PAGE.rows();
        after = some.last().map(&key).unwrap_or_default();
        rows.extend(some);
        if is_last {
            break;
        }
    }
    Ok(rows)
}

/// The three lists, as far as they are not accounted for.
async fn lists(read: &mut Read) -> Result<Lists, DbError> {
    let told = all(read, sql::told, |row| row.id.to_string()).await?;
    let ours = all(read, sql::booked, |row| row.entity.clone()).await?;
    let expected = all(read, sql::expected, |row| format!("{} {}", row.thing, row.about)).await?;
    let mut lines = Vec::new();
    for (id, day, amount, words) in all(read, sql::open_lines, |row| row.0.to_string()).await? {
        let spot = Spot { column: BANK_LINE, row: &id.to_string() };
        lines.push(BankLine { id, day, amount, words: read.open_for_house(spot, &words)? });
    }
    Ok(Lists { ours, told, expected, lines })
}

/// What was paid up to this day must have been settled by now, in days on which banks work.
fn settled_until(calendar: &Calendar, today: Day) -> Day {
    let mut day = today.plus(-1);
    while calendar.paid_by(day) >= today {
        day = day.plus(-1);
    }
    day
}

/// Lays everything that is not accounted for beside each other: what fits is entered and matched, what does not becomes a gap,
/// and a gap that fits by now is gone. Answers how many gaps are new. Twice changes nothing.
///
/// # Errors
/// [`TallyError::Db`] if the database fails; what was done stays, and the next run goes on.
pub async fn run(db: &Db) -> Result<usize, TallyError> {
    let mut read = db.read().await?;
    let calendar = calendar(&mut read).await?;
    let today = read.now().day();
    let stated = sql::stated_until(&mut read).await?;
    let filed = sql::told_until(&mut read, Gateway::Hyperswitch).await?;
    let lists = lists(&mut read).await?;
    let known = all(&mut read, gaps_sql::known, |row| row.0.to_string()).await?;
    drop(read);
    let as_of = AsOf {
        settled_until: settled_until(&calendar, today),
        filed_until: filed.map(|day| settled_until(&calendar, day)),
        stated_until: stated.map(|day| day.plus(-STATED_WITHIN_DAYS)),
    };
    let tallied = rules::tally(&lists, as_of);
    let rows: HashMap<_, _> = lists.told.iter().map(|row| (row.id, row)).collect();
    for row in tallied.fits.iter().filter_map(|id| rows.get(id)) {
        transaction!(db, tx => { account_for(tx, row).await })?;
    }
    for (line, thing, about) in &tallied.matched {
        transaction!(db, tx => { fits_at_bank(tx, *line, *thing, about).await })?;
    }
    let new = write_down(db, &tallied.gaps, &known).await?;
    if new > 0 {
        tracing::error!(new, "our books, the gateway and the bank say different things; finance must look");
        transaction!(db, tx => { alarm(tx, new).await })?;
    }
    Ok(new)
}

/// A line of a statement is one thing of ours. What was paid to the printed code is at the bank from here on.
async fn fits_at_bank(tx: &mut Tx, line: BankLineId, thing: Thing, about: &str) -> Result<(), DbError> {
    if !sql::match_line(tx, line, thing, about).await? || thing != Thing::PrintedUpi {
        return Ok(());
    }
    let Some((payment, amount)) = sql::printed(tx, about).await? else { return Ok(()) };
    let came = Entry::moves(Kind::UpiBanked, payment, amount, Account::UpiDue, Account::Bank)?;
    ledger::post(tx, &came).await
}

/// Everybody of finance hears by SMS that there are gaps, once a day however often they are looked for.
async fn alarm(tx: &mut Tx, new: usize) -> Result<(), DbError> {
    let (today, count) = (tx.now().day(), new.to_string());
    notices::tell_role(tx, Role::Finance, "sms-gaps", today, &[("count", &count)]).await.map(drop)
}

/// A gap that is known: its id, how they differ, what it is about, how it stands.
type Known = (GapId, GapKind, String, GapState);

/// Gaps that were not known are written down, those that fit by now are gone, those that came back are open again. Answers how
/// many wait anew.
async fn write_down(db: &Db, found: &[Found], known: &[Known]) -> Result<usize, TallyError> {
    let still: HashMap<(GapKind, &str), &Found> =
        found.iter().map(|gap| ((gap.kind, gap.about.as_str()), gap)).collect();
    let mut new = 0;
    let mut seen = HashSet::new();
    for (id, kind, about, state) in known {
        seen.insert((*kind, about.as_str()));
        match (state, still.get(&(*kind, about.as_str()))) {
            (GapState::Open | GapState::Asked, None) => gaps::fits(db, *id).await?,
            (GapState::Gone, Some(gap)) => {
                gaps::returns(db, *id, gap).await?;
                new += 1;
            }
            _ => {}
        }
    }
    for gap in found.iter().filter(|gap| !seen.contains(&(gap.kind, gap.about.as_str()))) {
        transaction!(db, tx => {
            let id: GapId = tx.new_id();
            gaps::find(tx, id, gap).await?;
            sql::set_aside(tx, &gap.about).await
        })?;
        new += 1;
    }
    Ok(new)
}

/// A line of a settlement has its one entry: the money has left the gateway for the bank, and the tax inside the fee is known.
pub(super) async fn account_for(tx: &mut Tx, row: &ToldRow) -> Result<(), TallyError> {
    if !sql::post_row(tx, row.id).await? {
        return Ok(());
    }
    if row.kind == SettledKind::Payment {
        payments::learn_fee(tx, &row.entity, row.fee).await?;
    }
    let net = row.net();
    let entry = Entry::new(
        Kind::Settled,
        row.id,
        [
            (Account::Bank, net),
            (Account::held_by(row.gateway), net.negated()),
            (Account::FeeTax, row.tax),
            (Account::GatewayFee, row.tax.negated()),
        ],
    );
    Ok(ledger::post(tx, &entry.map_err(DbError::from)?).await?)
}

/// Forgets statements that nobody took in; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-KEPT_DAYS);
        sql::forget_statements(tx, before).await
    })
}
