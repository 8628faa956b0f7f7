//! What phones send: a record with its answers, once; what is wrong with it is told and never makes it disappear.

use kernel::ids::{FieldRecordId, MakerId, ProductId};
use kernel::{BadCell, Cell, Column, Lang, Time};
use serde::{Deserialize, Serialize};
use store::{Db, DbError, Tx, transaction};

use super::answers::Answers;
use super::files::{FileState, Promised, Role, promise_all};
use super::food;
use super::machine::{Event, Standing};
use super::read::{FieldFile, RecordRow};
use super::rules::{self, MakerNew, Whose};
use super::sql::{self, Facts, New};
use super::standards::standard_of;
use super::wrong::{Why, Wrong};
use super::{FieldworkError, Kind, NOTICE, Officer, apply, apply_sql, consent_sql, visits};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::cases::{self, Scope};
use crate::makers;
use crate::matching::Traits;

/// What a phone sends of one record.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its id, made by the phone.
    pub id: FieldRecordId,
    /// What was recorded.
    pub kind: Kind,
    /// When, by the phone's clock.
    pub recorded_at: Time,
    /// The answers, with the mobile number among them.
    pub answers: Answers,
    /// The files that will follow.
    pub files: Vec<Promised>,
}

/// How a record stands after it was sent.
#[derive(Clone, Debug)]
pub struct Taken {
    /// How it stands.
    pub state: Standing,
    /// Why it came back, if it did.
    pub reason: String,
    /// Its files.
    pub files: Vec<FieldFile>,
}

/// Something that had changed here while the phone had no signal: both are shown, none is dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What: `price`, `stock`, `name`, `known` for a maker who is known already, or `met` for a case that may be hers.
    pub what: String,
    /// As the phone knew it.
    pub then: String,
    /// As it is here.
    pub now: String,
    /// For a maker who is known already: her id.
    #[serde(default)]
    pub maker: String,
    /// For a case that may be hers: its id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case: String,
}

/// All differences of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Differences(pub Vec<Difference>);

impl Column for Differences {
    fn to_cell(&self) -> Cell {
        Cell::Text(serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned()))
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        let text = String::from_cell(cell)?;
        serde_json::from_str(&text).map_err(|_| BadCell::new("differences", &Cell::Text(text)))
    }
}

/// What is known of a record before it is written.
pub(super) struct Looked {
    pub block: String,
    pub maker: Option<MakerId>,
    pub product: Option<ProductId>,
    pub wrongs: Vec<Wrong>,
    pub differences: Differences,
}

/// Takes a record. The same id with the same answers is the same record; after it was sent back, other answers mend it.
///
/// # Errors
/// [`FieldworkError::NoRecord`] if the id is another officer's; [`FieldworkError::NotNow`] if other answers come for a record
/// that was not sent back: what is here stays, and the phone keeps its own.
pub async fn take(db: &Db, officer: &Officer, sent: &Sent) -> Result<Taken, FieldworkError> {
    let mut answers = sent.answers.clone();
    let mobile = answers.take("mobile");
    transaction!(db, tx => {
        let goods = sent.files.iter().filter(|f| f.role == Role::Goods).count();
        let findings = sent.files.iter().filter(|f| f.role == Role::Finding).count();
        let photos = if sent.kind == Kind::Listing { goods } else { findings };
        let looked = look(tx, officer, sent.kind, &answers, &mobile, photos).await?;
        let facts = Facts {
            block: &looked.block,
            maker: looked.maker,
            product: looked.product,
            mobile: &mobile,
            answers: &answers,
            differences: &looked.differences,
            reason: "",
            decided_by: None,
        };
        let is_new = match sql::record(tx, officer.person, sent.id).await? {
            None => {
                begin(tx, officer, sent.id, sent.kind, facts.clone(), Standing::Receiving, sent.recorded_at).await?;
                true
            }
            Some(row) if row.answers == answers && row.mobile() == mobile && row.state != Standing::SentBack => false,
            Some(row) => {
                let row_state = row.state.after(Event::Mends)?;
                step(tx, officer, &row, Event::Mends, row_state, &facts).await?;
                true
            }
        };
        let row = sql::record(tx, officer.person, sent.id).await?.ok_or(FieldworkError::NoRecord)?;
        promise_all(tx, &row, &sent.files).await?;
        if is_new && !looked.wrongs.is_empty() {
            let reason = told(&looked.wrongs);
            let facts = Facts { reason: &reason, ..facts };
            step(tx, officer, &row, Event::SendsBack, Standing::SentBack, &facts).await?;
        } else {
            settle(tx, officer, sent.id).await?;
        }
        standing(tx, officer, sent.id).await
    })
}

async fn standing(tx: &mut Tx, officer: &Officer, id: FieldRecordId) -> Result<Taken, FieldworkError> {
    let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
    let files = sql::files_of(tx, id).await?;
    Ok(Taken { state: row.state, reason: row.reason, files })
}

/// Writes a new record with the first entry of its trail.
pub(super) async fn begin(
    tx: &mut Tx,
    officer: &Officer,
    id: FieldRecordId,
    kind: Kind,
    facts: Facts<'_>,
    state: Standing,
    recorded_at: Time,
) -> Result<(), FieldworkError> {
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Person(officer.person, Part::Officer),
        act: "record.begin",
        from: "",
        to: state.as_str(),
        note: "",
    };
    let new = New {
        id,
        officer: officer.person,
        department: officer.post.department,
        kind,
        facts,
        state,
        recorded_at,
    };
    // An id that another officer's record has is nobody's business: it is as if it were none.
    if sql::is_taken(tx, id).await? {
        return Err(FieldworkError::NoRecord);
    }
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    if sql::insert_record(tx, &new, &trail).await? { Ok(()) } else { Err(FieldworkError::Raced) }
}

/// Moves a record one step by its officer.
pub(super) async fn step(
    tx: &mut Tx,
    officer: &Officer,
    row: &RecordRow,
    event: Event,
    to: Standing,
    facts: &Facts<'_>,
) -> Result<(), FieldworkError> {
    step_by(tx, Actor::Person(officer.person, Part::Officer), row, event, to, facts).await
}

/// Moves a record one step.
pub(super) async fn step_by(
    tx: &mut Tx,
    actor: Actor,
    row: &RecordRow,
    event: Event,
    to: Standing,
    facts: &Facts<'_>,
) -> Result<(), FieldworkError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_record(tx, row, to, facts, &trail).await? { Ok(()) } else { Err(FieldworkError::Raced) }
}

/// Looks at answers with what the mart knows: whether they are whole, whose they are, what changed meanwhile.
pub(super) async fn look(
    tx: &mut Tx,
    officer: &Officer,
    kind: Kind,
    answers: &Answers,
    mobile: &str,
    photos: usize,
) -> Result<Looked, DbError> {
    match kind {
        Kind::Listing => look_at_listing(tx, officer, answers, mobile, photos).await,
        Kind::Inspection => look_at_inspection(tx, officer, answers, photos).await,
        Kind::Visit => visits::look(tx, officer, answers, mobile).await,
    }
}

async fn look_at_listing(
    tx: &mut Tx,
    officer: &Officer,
    answers: &Answers,
    mobile: &str,
    photos: usize,
) -> Result<Looked, DbError> {
    let standard = standard_of(tx, answers.get("craft"), answers).await?;
    let (mut wrongs, listing) =
        match rules::listing(answers, mobile, &officer.post.blocks, standard.as_ref(), tx.now().day()) {
            Ok(listing) => (Vec::new(), Some(listing)),
            Err(wrongs) => (wrongs, None),
        };
    if photos == 0 {
        wrongs.push(Wrong { key: "photo", why: Why::Missing });
    }
    let is_none = standard.is_some() && !apply_sql::is_craft(tx, answers.get("craft")).await?;
    if is_none && !answers.get("craft").is_empty() {
        wrongs.push(Wrong { key: "craft", why: Why::NotAChoice });
    }
    let named = answers.get("maker").parse::<MakerId>().ok();
    let mut looked = Looked {
        block: answers.get("block").to_owned(),
        maker: None,
        product: None,
        wrongs,
        differences: Differences::default(),
    };
    let (of_case, scope) = (answers.get("case"), Scope::Officer(officer.post.clone()));
    if let Some(id) = named {
        match makers::read::core(tx, id).await?.filter(|maker| officer.post.blocks.cover(&maker.block_code)) {
            Some(maker) => {
                (looked.block, looked.maker) = (maker.block_code, Some(id));
                if let Some(listing) = &listing {
                    looked.wrongs.extend(food::missing(tx, listing, id).await?);
                }
            }
            None => looked.wrongs.push(Wrong { key: "maker", why: Why::OtherBlock }),
        }
    } else if !of_case.is_empty() {
        let met = match of_case.parse() {
            Ok(case) => cases::to_visit(tx, &scope, case).await?.filter(|met| met.maker.is_none()),
            Err(_) => None,
        };
        if met.is_none() {
            looked.wrongs.push(Wrong { key: "case", why: Why::NoCase });
        }
    } else if let Some(Whose::New(new)) = listing.map(|listing| listing.whose) {
        looked.differences = Differences(known_before(tx, &new, answers.get("craft")).await?);
    }
    // Somebody must be able to find it again, even if its block is not hers.
    looked.block.truncate(10);
    Ok(looked)
}

/// Makers and cases that may be hers. One telephone may stand for several makers, so it is asked and not decided.
async fn known_before(tx: &mut Tx, new: &MakerNew, craft: &str) -> Result<Vec<Difference>, DbError> {
    let mut differences = Vec::new();
    for known in makers::read::by_mobile(tx, &new.mobile).await? {
        let then = new.name.pick(Lang::Hi).to_owned();
        let now = format!("{}, {}", known.name.pick(Lang::Hi), known.village.pick(Lang::Hi));
        let (what, maker) = ("known".to_owned(), known.id.to_string());
        differences.push(Difference { what, then, now, maker, case: String::new() });
    }
    let traits = Traits {
        kind: new.kind,
        name: new.name.clone(),
        mobile: Some(new.mobile.clone()),
        village: new.village.clone(),
        block: new.block.clone(),
        craft: craft.to_owned(),
        ..Traits::default()
    };
    for met in visits::may_be(tx, &traits).await? {
        if met.maker.is_empty() || differences.iter().all(|known| known.maker != met.maker) {
            differences.push(met);
        }
    }
    Ok(differences)
}

async fn look_at_inspection(
    tx: &mut Tx,
    officer: &Officer,
    answers: &Answers,
    photos: usize,
) -> Result<Looked, DbError> {
    let product = answers.get("product").parse::<ProductId>().ok();
    let found = match product {
        Some(product) => apply_sql::good(tx, product).await?,
        None => None,
    };
    let found = found.filter(|good| officer.post.blocks.cover(&good.block));
    let Some(good) = found else {
        let wrongs = vec![Wrong { key: "product", why: Why::OtherBlock }];
        let differences = Differences::default();
        return Ok(Looked { block: String::new(), maker: None, product: None, wrongs, differences });
    };
    let today = tx.now().day();
    let wrongs = match standard_of(tx, &good.craft, answers).await? {
        Some(standard) => {
            let checks = standard.held.template.checks.len();
            rules::inspection(answers, checks, photos, today).err().unwrap_or_default()
        }
        None => vec![Wrong { key: "check_1", why: Why::NotAChoice }],
    };
    let now = [
        ("price", "seen_price", good.price.0.to_string()),
        ("stock", "seen_stock", good.stock.to_string()),
        ("name", "seen_name", good.name_hi.clone()),
    ];
    let changed = now.into_iter().filter(|(_, seen, now)| {
        let then = answers.get(seen);
        !then.is_empty() && then != now
    });
    let differences = changed
        .map(|(what, seen, now)| Difference {
            what: what.to_owned(),
            then: answers.get(seen).to_owned(),
            now,
            maker: String::new(),
            case: String::new(),
        })
        .collect();
    Ok(Looked {
        block: good.block,
        maker: Some(good.maker),
        product,
        wrongs,
        differences: Differences(differences),
    })
}

/// What is wrong, as it is kept: `!price:missing craft:choice`. A person's reason never begins so.
pub(super) fn told(wrongs: &[Wrong]) -> String {
    let all: Vec<String> = wrongs.iter().map(|wrong| format!("{}:{}", wrong.key, wrong.why)).collect();
    format!("!{}", all.join(" "))
}

/// Moves a record that is being received on, if all its files are kept.
pub(super) async fn settle(tx: &mut Tx, officer: &Officer, id: FieldRecordId) -> Result<(), FieldworkError> {
    let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
    let files = sql::files_of(tx, id).await?;
    if row.state != Standing::Receiving || files.iter().any(|file| file.state != FileState::Kept) {
        return Ok(());
    }
    let facts = facts_of(&row);
    if row.kind == Kind::Inspection {
        step(tx, officer, &row, Event::Counts, row.state.after(Event::Counts)?, &facts).await?;
        return apply::inspect(tx, &row, files.len()).await;
    }
    if row.kind == Kind::Visit {
        return visits::settle(tx, officer, &row).await;
    }
    step(tx, officer, &row, Event::Arrives, row.state.after(Event::Arrives)?, &facts).await?;
    // Her spoken yes came with these very answers.
    if files.iter().any(|file| file.role == Role::Voice && file.position == row.version) {
        let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
        consent_sql::insert_consent(tx, &row, NOTICE, "hi", "voice").await?;
        let next = row.state.after(Event::Agrees)?;
        step(tx, officer, &row, Event::Agrees, next, &facts).await?;
        apply::tell_agreed(tx, &row).await?;
    }
    Ok(())
}

/// A file of a record is no photo: the record comes back, if it is still being received.
pub(super) async fn bad_file(
    tx: &mut Tx,
    officer: &Officer,
    id: FieldRecordId,
) -> Result<(), FieldworkError> {
    let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
    if row.state != Standing::Receiving {
        return Ok(());
    }
    let reason = told(&[Wrong { key: "photo", why: Why::NoPhoto }]);
    let facts = Facts { reason: &reason, ..facts_of(&row) };
    step(tx, officer, &row, Event::SendsBack, Standing::SentBack, &facts).await
}

/// The facts of a record as they stand.
pub(super) fn facts_of(row: &RecordRow) -> Facts<'_> {
    Facts {
        block: row.block.as_str(),
        maker: row.maker,
        product: row.product,
        mobile: row.mobile(),
        answers: &row.answers,
        differences: &row.differences,
        reason: "",
        decided_by: None,
    }
}
