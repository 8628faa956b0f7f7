//! One case as its page shows it.

use kernel::ids::{CaseId, MakerId, MergeId, PersonId, VisitId};
use kernel::india::Mobile;
use kernel::{Day, Time, Words};
use store::{DbError, Personal, Read};

use super::checklist::{self, CheckLine};
use super::rules::{Climbed, climbed};
use super::{CaseState, ConsentBy, NextWhat, Scope, Step, StopWhy, people_sql, read_sql, sql};
use crate::accounts::DepartmentKey;
use crate::makers::{MakerKind, TaxClass};
use crate::matching::{self, Gender, PaperKind, Suggestion};

/// A case with everything its page tells.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// What is known of her.
    pub head: Head,
    /// The departments that take part beside the one that carries it.
    pub joined: Vec<DepartmentKey>,
    /// Papers known, with the ends of their numbers.
    pub papers: Vec<(PaperKind, String)>,
    /// How far she has come, and when.
    pub steps: Vec<(Step, Time)>,
    /// What is to be done next.
    pub next: Option<Next>,
    /// Why it rests, if it does.
    pub stop: Option<Stopped>,
    /// The request that waits for a decision.
    pub asked: Option<Asked>,
    /// What was seen on visits, the latest first.
    pub visits: Vec<VisitView>,
    /// What happened, the latest first.
    pub history: Vec<Moment>,
    /// Merges that stand.
    pub merges: Vec<MergeView>,
    /// The checklist.
    pub checks: Vec<CheckLine>,
}

/// What is known of somebody.
#[derive(Clone, Debug)]
pub struct Head {
    /// The case.
    pub id: CaseId,
    /// Her account with the mart, once she is listed.
    pub maker: Option<MakerId>,
    /// The last part of her shop's address, once she is listed.
    pub slug: Option<String>,
    /// What kind of maker.
    pub kind: MakerKind,
    /// Her name.
    pub name: Words,
    /// Her husband's or father's name.
    pub kin: String,
    /// Her gender.
    pub gender: Gender,
    /// The number she is called on.
    pub mobile: Option<Personal<Mobile>>,
    /// Her village.
    pub village: Words,
    /// The LGD code of her block.
    pub block_code: String,
    /// Her block.
    pub block: Words,
    /// The key of what she makes, if known.
    pub craft_key: Option<String>,
    /// What she makes.
    pub craft: Words,
    /// The group she works in.
    pub group_name: String,
    /// Which department carries it.
    pub department: DepartmentKey,
    /// Who carries it.
    pub officer: Option<PersonId>,
    /// The name of who carries it; empty if nobody does.
    pub officer_name: String,
    /// How it stands.
    pub state: CaseState,
    /// When she was found.
    pub found_at: Time,
    /// Whether she is invented.
    pub sample: bool,
}

store::row! {
    /// What is to be done next.
    pub struct Next {
        /// What.
        pub what: NextWhat,
        /// A word more.
        pub note: String,
        /// By which department.
        pub department: DepartmentKey,
        /// By whom; empty where the department's head does it, or nobody carries the case.
        pub person: String,
        /// By which day.
        pub due: Day,
    }
}

impl Next {
    /// Before whom it stands on a day.
    pub const fn climbed(&self, today: Day) -> Climbed {
        climbed(self.due, today)
    }
}

store::row! {
    /// Why a case rests.
    pub struct Stopped {
        /// Why.
        pub why: StopWhy,
        /// A word more.
        pub note: String,
        /// Since when.
        pub at: Time,
        /// Who let it rest.
        pub who: String,
    }
}

store::row! {
    /// A request to list her.
    pub struct Asked {
        /// Who asks.
        pub by: PersonId,
        /// The name of who asks.
        pub who: String,
        /// When.
        pub at: Time,
        /// Where she shall bring parcels, in Hindi.
        pub hub_hi: String,
        /// Where she shall bring parcels, in English.
        pub hub_en: String,
        /// Her class under GST.
        pub tax_class: TaxClass,
    }
}

store::row! {
    /// What was seen on a visit.
    pub struct VisitView {
        /// Its id.
        pub id: VisitId,
        /// The day.
        pub day: Day,
        /// Which department.
        pub department: DepartmentKey,
        /// Who went.
        pub who: String,
        /// Where.
        pub place: String,
        /// Her tools.
        pub tools: String,
        /// The sample she showed.
        pub sample_seen: String,
        /// What she makes.
        pub crafts: String,
        /// For how many years.
        pub years: Option<i64>,
        /// How many pieces a week.
        pub capacity_per_week: Option<i64>,
        /// Where her material comes from.
        pub raw_material: String,
        /// Who makes what.
        pub who_makes: String,
        /// Anything else.
        pub note: String,
        /// A photo of her at work, if the officer's phone sent one.
        pub photo: Option<String>,
    }
}

kernel::codes! {
    /// What happened, in a case's history.
    pub enum Happened {
        /// A step was reached; the word names it.
        Step = "step",
        /// A step was taken back.
        StepBack = "step_back",
        /// A visit was noted.
        Visit = "visit",
        /// A department joined.
        Joined = "joined",
        /// Somebody else carries it.
        HandedOver = "handed_over",
        /// It came to rest; the word names why.
        Stopped = "stopped",
        /// It was taken up again.
        Reopened = "reopened",
        /// Somebody asked for the listing.
        Asked = "asked",
        /// The head sent it back.
        SentBack = "sent_back",
        /// Another case was merged into it.
        Absorbed = "absorbed",
        /// It was merged into another.
        Merged = "merged",
        /// A merge was undone.
        Unmerged = "unmerged",
    }
}

store::row! {
    /// One thing that happened.
    pub struct Moment {
        /// When.
        pub at: Time,
        /// What.
        pub what: Happened,
        /// The step, the reason, or the name of who carries it now.
        pub word: String,
        /// Who did it; empty for the mart itself.
        pub who: String,
        /// For which department; empty if it is not told.
        pub department: String,
        /// A word more.
        pub note: String,
    }
}

store::row! {
    /// A merge that stands.
    pub struct MergeView {
        /// Its id.
        pub id: MergeId,
        /// The other case.
        pub other: CaseId,
        /// The name in it, in Hindi.
        pub name_hi: String,
        /// The name in it, in English.
        pub name_en: String,
        /// Whether the other case is the one that stays: 1 or 0.
        pub other_stays: i64,
        /// Why.
        pub reason: String,
        /// When.
        pub at: Time,
    }
}

/// A case with everything its page tells, within a scope.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn case(read: &mut Read, scope: &Scope, id: CaseId) -> Result<Option<CaseView>, DbError> {
    if sql::case_of(read, id, scope).await?.is_none() {
        return Ok(None);
    }
    let Some(head) = read_sql::head(read, id).await? else { return Ok(None) };
    let mut steps = read_sql::steps(read, id).await?;
    if let Some(at) = read_sql::first_sale(read, id).await? {
        steps.push((Step::FirstSale, at));
    }
    if let Some(at) = read_sql::first_payout(read, id).await? {
        steps.push((Step::Paid, at));
    }
    let papers = sql::papers(read, id).await?;
    let ends = |number: &str| format!("…{}", number.get(number.len().saturating_sub(4)..).unwrap_or(""));
    Ok(Some(CaseView {
        head,
        joined: people_sql::joined(read, id).await?,
        papers: papers.iter().map(|paper| (paper.kind, ends(&paper.number))).collect(),
        steps,
        next: read_sql::next(read, id).await?,
        stop: read_sql::stopped(read, id).await?,
        asked: read_sql::asked(read, id).await?,
        visits: read_sql::visits(read, id).await?,
        history: read_sql::history(read, id).await?,
        merges: read_sql::merges(read, id).await?,
        checks: checklist::checks(read, scope, id).await?,
    }))
}

/// So much an officer sees of a case in her blocks that another department carries, that nobody is entered twice.
#[derive(Clone, Debug)]
pub struct MetBefore {
    /// The case.
    pub id: CaseId,
    /// Her name.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// Which department met her.
    pub department: DepartmentKey,
    /// Who carries it; empty if nobody does.
    pub officer: String,
    /// When she was found.
    pub found_at: Time,
}

/// That somebody has met her already; `None` outside the officer's blocks.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn met_before(read: &mut Read, scope: &Scope, id: CaseId) -> Result<Option<MetBefore>, DbError> {
    if sql::case_in_blocks(read, id, scope).await?.is_none() {
        return Ok(None);
    }
    Ok(read_sql::head(read, id).await?.map(|head| MetBefore {
        id,
        name: head.name,
        village: head.village,
        department: head.department,
        officer: head.officer_name,
        found_at: head.found_at,
    }))
}

/// Who may be the same person as the maker of a case, seen from the case.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn same_person(read: &mut Read, scope: &Scope, id: CaseId) -> Result<Vec<Suggestion>, DbError> {
    let Some(row) = sql::case_of(read, id, scope).await? else { return Ok(Vec::new()) };
    if !row.state.is_open() {
        return Ok(Vec::new());
    }
    let traits = super::act::traits_of(read, &row).await?;
    let merged: Vec<CaseId> =
        read_sql::merges(read, id).await?.into_iter().map(|merge| merge.other).collect();
    let mut found = matching::suggest(read, &traits, Some(id)).await?;
    found.retain(|suggestion| !merged.contains(&suggestion.case));
    Ok(found)
}

store::row! {
    /// A maker's yes to being on the mart, as she sees it herself.
    pub struct OwnConsent {
        /// For which of her makers.
        pub maker: MakerId,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// How she said it.
        pub how: ConsentBy,
        /// When.
        pub given_at: Time,
    }
}

impl OwnConsent {
    /// The maker's name.
    pub fn name(&self) -> Words {
        Words::new(&*self.name_hi, &*self.name_en)
    }
}

/// What a person has said yes to for the makers she signs in for.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn own_consents(read: &mut Read, person: PersonId) -> Result<Vec<OwnConsent>, DbError> {
    read_sql::own_consents(read, person).await
}

/// The case of a maker; of one that was merged, the case that stays.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId) -> Result<Option<CaseId>, DbError> {
    let Some(id) = case_id_of(read, maker).await? else { return Ok(None) };
    Ok(Some(read_sql::survivor(read, id).await?.unwrap_or(id)))
}

/// Which department last visited a maker, and when: what her public page may say of it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn last_visit_to(read: &mut Read, maker: MakerId) -> Result<Option<(DepartmentKey, Day)>, DbError> {
    read_sql::last_visit_to(read, maker).await
}

/// The case a maker was listed by, merged or not.
pub(super) async fn case_id_of(read: &mut Read, maker: MakerId) -> Result<Option<CaseId>, DbError> {
    read_sql::case_of_maker(read, maker).await
}

/// The address of the shop that stays, for a maker whose case was merged into another's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn survivor_of_maker(read: &mut Read, maker: MakerId) -> Result<Option<String>, DbError> {
    read_sql::survivor_slug(read, maker).await
}
