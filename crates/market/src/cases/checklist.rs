//! What a department wants seen before a maker of a kind is listed, and before she sells.
//!
//! An item is proven by a fact the mart knows itself, attested by an officer who names a document, or waived with a reason.
//! A case is always held against the list as it stands now; who attested what stays, whatever becomes of the list.

use kernel::ids::CaseId;
use kernel::{Time, Words};
use store::{Db, DbError, Read, transaction};

use super::act::{mine, moved, said};
use super::machine::Event;
use super::rules::NAME_MOST;
use super::sql::CaseRow;
use super::{By, CaseError, ConsentBy, Scope, Step, checklist_sql, people_sql, sql};
use crate::accounts::{self, DepartmentKey};
use crate::intake::{IntakeError, Sheet, files};
use crate::makers::{self, MakerKind};

/// A list has at most so many items; nobody reads more.
pub const ITEMS_MOST: usize = 20;
const FILE: &str = "data/checklists.csv";

kernel::codes! {
    /// What proves an item.
    pub enum Proof {
        /// An officer's word, with a document named.
        Attested = "attested",
        /// A visit that was noted.
        Visited = "visited",
        /// Her consent.
        Consented = "consented",
        /// A code that reached her own number.
        Mobile = "mobile",
        /// A bank account her money can go to.
        Bank = "bank",
        /// A good of hers on the shelf.
        Goods = "goods",
    }
}

kernel::codes! {
    /// Before what an item is needed.
    pub enum NeededFor {
        /// Before she is listed.
        Listing = "listing",
        /// Before she sells.
        Selling = "selling",
    }
}

store::row! {
    /// An item as it is stored.
    pub struct ItemRow {
        /// What it goes by in attestations.
        pub key: String,
        /// In Hindi.
        pub name_hi: String,
        /// In English.
        pub name_en: String,
        /// What proves it.
        pub proof: Proof,
        /// Before what it is needed.
        pub needed_for: NeededFor,
        /// Whether a document must be named: 1 or 0.
        pub document: i64,
        /// Whether it may be waived: 1 or 0.
        pub waivable: i64,
    }
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it goes by in attestations; an empty one is given a key when the list is saved.
    pub key: String,
    /// What must be so.
    pub name: Words,
    /// What proves it.
    pub proof: Proof,
    /// Before what it is needed.
    pub needed_for: NeededFor,
    /// Whether a document must be named, or may be waived.
    pub asks: Asks,
}

/// What an item asks of whoever attests it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// Whether a document must be named.
    pub document: bool,
    /// Whether it may be waived.
    pub waivable: bool,
}

impl From<ItemRow> for Item {
    fn from(row: ItemRow) -> Item {
        Item {
            key: row.key,
            name: Words::new(row.name_hi, row.name_en),
            proof: row.proof,
            needed_for: row.needed_for,
            asks: Asks { document: row.document != 0, waivable: row.waivable != 0 },
        }
    }
}

/// The list of a department for a kind of maker, as it stands.
#[derive(Clone, Debug)]
pub struct List {
    /// For what kind.
    pub kind: MakerKind,
    /// How often it was changed, from 1.
    pub version: i64,
    /// When it was made.
    pub made_at: Time,
    /// Its items in their order.
    pub items: Vec<Item>,
}

/// How an item stands in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has proven it.
    Open,
    /// A fact of the mart's own proves it.
    Proven,
    /// An officer has attested it.
    Attested(Said),
    /// It was waived.
    Waived(Said),
}

/// Who said so, when, and the document or the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The name of who said it.
    pub who: String,
    /// When.
    pub at: Time,
    /// The document or the reason.
    pub note: String,
}

/// An item of a department beside how it stands.
#[derive(Clone, Debug)]
pub struct CheckLine {
    /// Whose item.
    pub department: DepartmentKey,
    /// The item.
    pub item: Item,
    /// How it stands.
    pub standing: Standing,
}

impl CheckLine {
    /// Whether it keeps the maker from being listed.
    pub fn blocks_listing(&self) -> bool {
        self.standing == Standing::Open && self.item.needed_for == NeededFor::Listing
    }
}

/// Loads the lists that ship with the mart, each where its department has none yet. What heads have changed stays.
///
/// # Errors
/// [`IntakeError::Shipped`] if the file is wrong.
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let shipped = |row: usize| IntakeError::Shipped { file: FILE.to_owned(), what: format!("row {row}") };
    let sheet = Sheet::read_table(files::bytes(FILE).unwrap_or_default())?;
    for department in DepartmentKey::ALL.iter().copied() {
        for kind in MakerKind::ALL.iter().copied() {
            let mut items = Vec::new();
            for row in sheet.rows() {
                let cell = |column| sheet.cell(row, column);
                let names =
                    |column, word: &str| cell(column).split(';').any(|one| one == word || one == "all");
                if !names("departments", department.as_str()) || !names("kinds", kind.as_str()) {
                    continue;
                }
                let (proof, needed_for) = (cell("proof").parse(), cell("needed_for").parse());
                let (Ok(proof), Ok(needed_for)) = (proof, needed_for) else {
                    return Err(shipped(row.number));
                };
                let asks = Asks { document: cell("document") == "yes", waivable: cell("waivable") == "yes" };
                let name = Words::new(cell("name_hi"), cell("name_en"));
                items.push(Item { key: cell("key").to_owned(), name, proof, needed_for, asks });
            }
            transaction!(db, tx => {
                if checklist_sql::version(tx, department, kind).await? == 0 {
                    checklist_sql::insert_list(tx, (department, kind), 1, "mart", &items).await?;
                }
                Ok::<(), DbError>(())
            })?;
        }
    }
    Ok(())
}

/// The lists of a department, one for each kind of maker.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lists(read: &mut Read, department: DepartmentKey) -> Result<Vec<List>, DbError> {
    let mut lists = Vec::new();
    for kind in MakerKind::ALL.iter().copied() {
        let Some((version, made_at)) = checklist_sql::newest(read, department, kind).await? else { continue };
        lists.push(List { kind, version, made_at, items: current(read, department, kind).await? });
    }
    Ok(lists)
}

async fn current(read: &mut Read, department: DepartmentKey, kind: MakerKind) -> Result<Vec<Item>, DbError> {
    let rows = checklist_sql::items(read, department, kind).await?;
    Ok(rows.into_iter().map(Item::from).collect())
}

/// Saves a list as a new version: from now on every case is held against it. The version before stays as it was.
///
/// # Errors
/// [`CaseError::NotYours`] for anybody but the head; [`CaseError::BadChecklist`] for an item without a name in both
/// languages, too many items, or a key twice; [`CaseError::Raced`] if `version` is not the newest.
pub async fn save(db: &Db, by: &By, kind: MakerKind, version: i64, items: &[Item]) -> Result<(), CaseError> {
    let Scope::Head(department) = by.scope else { return Err(CaseError::NotYours) };
    let items = keyed(items)?;
    transaction!(db, tx => {
        if checklist_sql::version(tx, department, kind).await? != version {
            return Err(CaseError::Raced);
        }
        let who = by.actor().to_string();
        Ok(checklist_sql::insert_list(tx, (department, kind), version + 1, &who, &items).await?)
    })
}

/// The items with a key for each that has none yet.
fn keyed(items: &[Item]) -> Result<Vec<Item>, CaseError> {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let is_said = |text: &str| !text.trim().is_empty() && text.chars().count() <= NAME_MOST;
        if !is_said(&item.name.hi) || !is_said(&item.name.en) {
            return Err(CaseError::BadChecklist);
        }
        let mut item = item.clone();
        if item.key.is_empty() {
            let is_free = |key: &String| items.iter().chain(&kept).all(|other| other.key != *key);
            let mut names = (1..).map(|number| format!("own-{number}"));
            item.key = names.find(is_free).unwrap_or_default();
        }
        if kept.iter().any(|other| other.key == item.key) {
            return Err(CaseError::BadChecklist);
        }
        kept.push(item);
    }
    if kept.is_empty() || kept.len() > ITEMS_MOST { Err(CaseError::BadChecklist) } else { Ok(kept) }
}

/// What the mart knows of a case by itself.
async fn proven(read: &mut Read, row: &CaseRow) -> Result<Vec<Proof>, DbError> {
    let mut proven = Vec::new();
    let steps = sql::living_steps(read, row.id).await?;
    if steps.contains(&Step::Visited) {
        proven.push(Proof::Visited);
    }
    if steps.contains(&Step::Consented) {
        proven.push(Proof::Consented);
    }
    let by_code = checklist_sql::consented_by(read, row.id, ConsentBy::SmsCode.as_str()).await?;
    let signs_in = match row.mobile() {
        Some(mobile) => accounts::sql::person_of(read, mobile).await?.is_some(),
        None => false,
    };
    if by_code || signs_in {
        proven.push(Proof::Mobile);
    }
    if let Some(maker) = row.maker {
        if makers::read::bank_account(read, maker).await?.is_some() {
            proven.push(Proof::Bank);
        }
        if checklist_sql::has_goods(read, maker).await? {
            proven.push(Proof::Goods);
        }
    }
    Ok(proven)
}

/// Every item of the departments that take part, beside how it stands; those of the department that carries the case come
/// first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn checks(read: &mut Read, scope: &Scope, id: CaseId) -> Result<Vec<CheckLine>, DbError> {
    match sql::case_of(read, id, scope).await? {
        Some(row) => of_row(read, &row).await,
        None => Ok(Vec::new()),
    }
}

async fn of_row(read: &mut Read, row: &CaseRow) -> Result<Vec<CheckLine>, DbError> {
    let mut departments = vec![row.department];
    departments.extend(people_sql::joined(read, row.id).await?);
    let proven = proven(read, row).await?;
    let said = checklist_sql::said(read, row.id).await?;
    let mut lines: Vec<CheckLine> = Vec::new();
    for department in departments {
        for item in current(read, department, row.kind).await? {
            // What a fact proves, it proves for everybody: it is shown once.
            let is_shown = |line: &CheckLine| item.proof != Proof::Attested && line.item.proof == item.proof;
            if lines.iter().any(is_shown) {
                continue;
            }
            let words =
                said.iter().find(|words| words.department == department && words.item_key == item.key);
            let standing = match words {
                _ if proven.contains(&item.proof) => Standing::Proven,
                Some(words) => words.standing(),
                None => Standing::Open,
            };
            lines.push(CheckLine { department, item, standing });
        }
    }
    Ok(lines)
}

/// How many items keep the maker of a case from being listed.
pub(super) async fn open_for_listing(read: &mut Read, row: &CaseRow) -> Result<usize, DbError> {
    Ok(of_row(read, row).await?.iter().filter(|line| line.blocks_listing()).count())
}

/// Whether an item is attested or waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Attested,
    Waived,
}

/// An officer attests an item of her own department's list and names what she saw.
///
/// # Errors
/// [`CaseError::NoItem`]; [`CaseError::IsComputed`] for an item a fact proves; [`CaseError::NoReason`].
pub async fn attest(db: &Db, by: &By, id: CaseId, item_key: &str, document: &str) -> Result<(), CaseError> {
    say(db, by, id, item_key, How::Attested, document).await
}

/// An officer waives an item of her own department's list with a reason.
///
/// # Errors
/// [`CaseError::NoItem`]; [`CaseError::NotWaivable`]; [`CaseError::NoReason`].
pub async fn waive(db: &Db, by: &By, id: CaseId, item_key: &str, reason: &str) -> Result<(), CaseError> {
    say(db, by, id, item_key, How::Waived, reason).await
}

async fn say(db: &Db, by: &By, id: CaseId, item_key: &str, how: How, note: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = mine(tx, by, id).await?;
        let department = by.department()?;
        let items = current(tx, department, row.kind).await?;
        let item = items.iter().find(|item| item.key == item_key).ok_or(CaseError::NoItem)?;
        match how {
            How::Attested if item.proof != Proof::Attested => return Err(CaseError::IsComputed),
            How::Waived if !item.asks.waivable => return Err(CaseError::NotWaivable),
            How::Attested | How::Waived => {}
        }
        let note = said(note)?;
        let (event, word) = match how {
            How::Attested => (Event::Attests, "attested"),
            How::Waived => (Event::Waives, "waived"),
        };
        let seq = moved(tx, &mut row, event, by.actor(), item_key).await?;
        checklist_sql::end_said(tx, (id, department, item_key), &by.actor().to_string()).await?;
        let what = (id, department, item_key);
        Ok(checklist_sql::insert_said(tx, what, seq, by.person, (word, note)).await?)
    })
}

/// Takes an attestation or waiver of her own department back.
///
/// # Errors
/// [`CaseError::NoItem`] if nothing was said of it.
pub async fn take_back(db: &Db, by: &By, id: CaseId, item_key: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = mine(tx, by, id).await?;
        let department = by.department()?;
        let is_there = checklist_sql::said(tx, id).await?;
        if !is_there.iter().any(|words| words.department == department && words.item_key == item_key) {
            return Err(CaseError::NoItem);
        }
        moved(tx, &mut row, Event::TakesBack, by.actor(), item_key).await?;
        Ok(checklist_sql::end_said(tx, (id, department, item_key), &by.actor().to_string()).await?)
    })
}
