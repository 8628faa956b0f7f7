//! From a complete checklist to a maker of the mart: an officer asks, somebody else says yes.

use kernel::ids::{CaseId, HubId, MakerId};
use kernel::india::Pin;
use store::{Db, DbError, Tx, params, transaction};

use super::act::{carried, follow, mine, moved, said, step};
use super::checklist;
use super::machine::Event;
use super::selling::{self, Selling};
use super::sql::{CaseRow, NewStep};
use super::{By, CaseError, Scope, Step, Unmergeable, listing_sql, rules, sql};
use crate::makers;
use crate::matching::PaperKind;
use crate::personal::{self, MAKER_MOBILE, MAKER_PAN};
use crate::places;

/// Addresses tried for a new maker before it is called a fault.
const SLUGS_MOST: usize = 200;

/// On what terms she shall be listed.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Where she brings parcels.
    pub hub: HubId,
    /// Her pincode.
    pub pincode: Pin,
    /// In whose name she sells.
    pub selling: Selling,
}

/// An officer asks that a maker be listed: her checklist is complete. The head decides.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NotNow`] before she has said yes; [`CaseError::ChecklistOpen`];
/// [`CaseError::NoMobile`]; [`CaseError::NoTaxNumber`], [`CaseError::NoSuchPlace`].
pub async fn propose(db: &Db, by: &By, id: CaseId, terms: &Terms) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let Scope::Officer(_) = by.scope else { return Err(CaseError::NotYours) };
        let mut row = carried(tx, by, id).await?;
        fit(tx, &row, terms).await?;
        let event = Event::Verifies;
        row.state.after(event)?;
        let open = checklist::open_for_listing(tx, &row).await?;
        if open > 0 {
            return Err(CaseError::ChecklistOpen(open));
        }
        let seq = moved(tx, &mut row, event, by.actor(), "").await?;
        listing_sql::insert_proposal(tx, id, seq, by.person, terms).await?;
        let (at, who) = (tx.now(), by.actor().to_string());
        let source = format!("checklist of {}", row.department);
        let (step, department) = (Step::Verified, row.department);
        let new = NewStep { case: id, step, seq, at, by: &who, department, source: &source, note: "" };
        sql::insert_step(tx, &new).await?;
        Ok(follow(tx, &row, &who).await?)
    })
}

/// Whether the shop can hold her on these terms.
async fn fit(tx: &mut Tx, row: &CaseRow, terms: &Terms) -> Result<(), CaseError> {
    if row.mobile().is_none() {
        return Err(CaseError::NoMobile);
    }
    if row.craft.is_none() {
        return Err(CaseError::Implausible("craft"));
    }
    selling::fit(tx, &terms.selling).await?;
    let hub = places::read::hub(tx, terms.hub).await?;
    let pin = places::read::find_pin(tx, &terms.pincode).await?;
    if hub.is_none() || pin.is_none() {
        return Err(CaseError::NoSuchPlace);
    }
    Ok(())
}

/// The officer takes the request back.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NothingAsked`].
pub async fn take_back_proposal(db: &Db, by: &By, id: CaseId) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let row = carried(tx, by, id).await?;
        let (_, asked_by) = listing_sql::living(tx, id).await?.ok_or(CaseError::NothingAsked)?;
        if asked_by != by.person {
            return Err(CaseError::NotYours);
        }
        back(tx, by, row, None).await
    })
}

/// The head wants more before she is listed, and says what.
///
/// # Errors
/// [`CaseError::NotYours`] for anybody but the head of the department that carries the case; [`CaseError::SamePerson`];
/// [`CaseError::NothingAsked`]; [`CaseError::NoReason`].
pub async fn send_back(db: &Db, by: &By, id: CaseId, why: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let row = decided(tx, by, id).await?;
        back(tx, by, row, Some(said(why)?)).await
    })
}

async fn back(tx: &mut Tx, by: &By, mut row: CaseRow, why: Option<&str>) -> Result<(), CaseError> {
    let who = by.actor().to_string();
    moved(tx, &mut row, Event::SendsBack, by.actor(), "").await?;
    match why {
        Some(why) => listing_sql::decide(tx, row.id, Some(by.person), "sent_back", why).await?,
        None => listing_sql::decide(tx, row.id, None, "withdrawn", "").await?,
    }
    sql::end_step(tx, row.id, Step::Verified, &who, why.unwrap_or("")).await?;
    Ok(follow(tx, &row, &who).await?)
}

/// The case somebody may decide on: the head of its department, and never whoever asked.
async fn decided(tx: &mut Tx, by: &By, id: CaseId) -> Result<CaseRow, CaseError> {
    let Scope::Head(_) = by.scope else { return Err(CaseError::NotYours) };
    let row = carried(tx, by, id).await?;
    let (_, asked_by) = listing_sql::living(tx, id).await?.ok_or(CaseError::NothingAsked)?;
    if asked_by == by.person { Err(CaseError::SamePerson) } else { Ok(row) }
}

/// The head says yes: she is a maker of the mart from now on, and can be given goods. Answers who she is there.
///
/// # Errors
/// As [`send_back`]; [`CaseError::NoMobile`] if her number was taken away meanwhile.
pub async fn approve(db: &Db, by: &By, id: CaseId) -> Result<MakerId, CaseError> {
    transaction!(db, tx => {
        let mut row = decided(tx, by, id).await?;
        let terms = listing_sql::terms(tx, id).await?.ok_or(CaseError::NothingAsked)?;
        fit(tx, &row, &terms).await?;
        let seq = moved(tx, &mut row, Event::Lists, by.actor(), "").await?;
        listing_sql::decide(tx, id, Some(by.person), "approved", "").await?;
        let maker = match row.maker {
            // She was one before she took her yes back.
            Some(maker) => {
                makers::act::reopen_in(tx, maker).await?;
                maker
            }
            None => enlist(tx, &row, &terms).await?,
        };
        let (at, who) = (tx.now(), by.actor().to_string());
        let (step, department, source) = (Step::Listed, row.department, "head");
        let new = NewStep { case: id, step, seq, at, by: &who, department, source, note: "" };
        sql::insert_step(tx, &new).await?;
        follow(tx, &row, &who).await?;
        Ok(maker)
    })
}

/// A good recorded for her in the field was granted, and she became this maker with it: her case goes on as listed. Her yes
/// to the good is her yes, and the head who granted it is the second person. `record` is what was granted.
pub(crate) async fn list_in_field(
    tx: &mut Tx,
    by: &By,
    id: CaseId,
    maker: MakerId,
    record: &str,
) -> Result<(), CaseError> {
    let mut row = mine(tx, by, id).await?;
    if row.maker.is_some() {
        return Err(CaseError::NotMergeable(Unmergeable::WouldLoseMaker));
    }
    let seq = moved(tx, &mut row, Event::ListsInField, by.actor(), record).await?;
    listing_sql::decide(tx, id, Some(by.person), "approved", "").await?;
    let (who, reached) = (by.actor().to_string(), sql::living_steps(tx, id).await?);
    for step_now in [Step::Visited, Step::Consented, Step::Listed] {
        if !reached.contains(&step_now) {
            step(tx, id, seq, step_now, &who, row.department, record, "").await?;
        }
    }
    sql::link_maker(tx, id, maker).await?;
    follow(tx, &row, &who).await?;
    Ok(())
}

/// Makes the maker the shop knows out of what is known of a case.
async fn enlist(tx: &mut Tx, row: &CaseRow, terms: &Terms) -> Result<MakerId, CaseError> {
    let id: MakerId = tx.new_id();
    let mobile = row.mobile().cloned().ok_or(CaseError::NoMobile)?;
    let slug = free_slug(tx, row).await?;
    let papers = sql::papers(tx, row.id).await?;
    let pan = papers.iter().find(|paper| paper.kind == PaperKind::Pan).map(|paper| paper.number.clone());
    let (years, story) = listing_sql::told_on_visits(tx, row.id).await?;
    let (gstin, enrolment_no) = terms.selling.numbers();
    let pan = personal::seal_some(tx, MAKER_PAN, &id, &id, pan.as_deref()).await?;
    let now = tx.now();
    let mobile_hash = personal::mobile_hash(tx, &mobile)?;
    let mobile_sealed = personal::seal(tx, MAKER_MOBILE, &id, &id, mobile.as_str()).await?;
    let values = params![
        id,
        slug,
        row.name.hi,
        row.name.en,
        row.kind,
        mobile_hash,
        row.village.hi,
        row.village.en,
        row.block,
        terms.pincode,
        terms.hub,
        row.craft,
        years,
        story,
        terms.selling.tax_class,
        gstin,
        enrolment_no,
        pan,
        terms.selling.aggregator,
        row.lang,
        i64::from(row.sample),
        now,
        mobile_sealed
    ];
    listing_sql::insert_maker(tx, values).await?;
    sql::link_maker(tx, row.id, id).await?;
    tx.catalogue_changed();
    Ok(id)
}

/// The first address of hers that nobody has.
async fn free_slug(tx: &mut Tx, row: &CaseRow) -> Result<String, CaseError> {
    for again in 1..=SLUGS_MOST {
        let slug = rules::slug(&row.name, &row.village, again);
        if !listing_sql::has_slug(tx, &slug).await? {
            return Ok(slug);
        }
    }
    Err(CaseError::Db(DbError::Failed("too many makers of one name".to_owned())))
}

/// Ends a request that has lost its ground.
pub(super) async fn end_asking(tx: &mut Tx, id: CaseId) -> Result<(), DbError> {
    listing_sql::decide(tx, id, None, "withdrawn", "").await
}
