//! The verbs of proposals: propose, decide, take back.

use kernel::ids::{MakerId, PersonId, ProductId, ProposalId, VariantId};
use store::{Db, Tx, transaction};

use super::fields::{self, Field};
use super::machine::{Event, State};
use super::publish::{self, Stands};
use super::{Change, Proposal, ProposalError, Proposer, Reviewer, Topic, read, sql};
use crate::accounts::Blocks;
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::catalogue::own_sql;
use crate::notices::{self, brief};
use crate::{makers, media};

/// The longest reason, in characters.
const REASON_MOST: usize = 200;

/// Whose goods somebody may propose changes of.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// One's own.
    Maker(MakerId),
    /// Those of makers in these blocks.
    Blocks(&'a Blocks),
}

/// What became of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// A second person looks at it first.
    Waits(ProposalId),
    /// Buyers see it: it says in one language what was said in the other.
    Live(ProposalId),
}

/// What is wanted, and of which size or colour; of a new one, if none is named.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// The good's words.
    Words,
    /// Its photo.
    Photo,
    /// A size or colour that is there.
    Size(VariantId),
    /// A new size or colour.
    NewSize,
}

impl Subject {
    const fn topic(self) -> Topic {
        match self {
            Subject::Words => Topic::Words,
            Subject::Photo => Topic::Photo,
            Subject::Size(_) | Subject::NewSize => Topic::Size,
        }
    }
}

/// Somebody wants a good changed: it waits for a second person, in the place of what waited about the same thing. What is as
/// it was is no change. `typed` is what was written beside each field.
///
/// # Errors
/// [`ProposalError::Missing`] for another's good; [`ProposalError::Unfit`]; [`ProposalError::Nothing`].
pub async fn propose(
    db: &Db,
    by: Proposer,
    whose: Whose<'_>,
    slug: &str,
    subject: Subject,
    typed: &[(Field, String)],
) -> Result<Proposed, ProposalError> {
    let (mut wanted, mut unfit) = (Vec::with_capacity(typed.len()), Vec::new());
    for (field, text) in typed.iter().filter(|(field, _)| field.is_of(subject.topic())) {
        match field.typed(text) {
            Ok(text) => wanted.push((*field, text)),
            Err(why) => unfit.push((*field, why)),
        }
    }
    if !unfit.is_empty() {
        return Err(ProposalError::Unfit(unfit));
    }
    transaction!(db, tx => {
        let good = read::good(tx, whose, slug).await?.ok_or(ProposalError::Missing)?;
        let (product, maker) = (good.product, good.maker);
        let about = match subject {
            Subject::Words | Subject::Photo => product.to_string(),
            Subject::Size(variant) => {
                let own = own_sql::own_variant(tx, maker, variant).await?.filter(|own| own.product == product);
                own.ok_or(ProposalError::Missing)?;
                variant.to_string()
            }
            Subject::NewSize => tx.new_id::<VariantId>().to_string(),
        };
        let stands = publish::stands(tx, subject.topic(), product, &about).await?;
        let changes = changed(&wanted, &stands);
        if changes.is_empty() {
            return Err(ProposalError::Nothing);
        }
        let unfit = fields::unfit(&changes, |field| stands.get(field));
        if !unfit.is_empty() {
            return Err(ProposalError::Unfit(unfit));
        }
        let (good, topic) = ((product, maker), subject.topic());
        if by.part == Part::Officer && fields::is_translation(&changes, |field| stands.get(field)) {
            return translate(tx, by, good, &about, &changes).await.map(Proposed::Live);
        }
        propose_in(tx, by, good, (topic, &about), &changes).await.map(Proposed::Waits)
    })
}

/// What would really change.
fn changed(wanted: &[(Field, String)], stands: &Stands) -> Vec<Change> {
    let change = |(field, to): &(Field, String)| {
        let from = stands.get(*field);
        (from != *to).then(|| Change { field: *field, from, to: to.clone() })
    };
    wanted.iter().filter_map(change).collect()
}

/// As [`propose`], inside another act.
pub(crate) async fn propose_in(
    tx: &mut Tx,
    by: Proposer,
    (product, maker): (ProductId, MakerId),
    (topic, about): (Topic, &str),
    changes: &[Change],
) -> Result<ProposalId, ProposalError> {
    if let Some(before) = sql::waiting_about(tx, topic, about).await? {
        step(tx, Actor::Person(by.person, by.part), &before, Event::Replaces, "").await?;
    }
    write(tx, by, (product, maker), (topic, about), changes, State::Waiting).await
}

/// An officer's translation is a version of its own, seen at once.
async fn translate(
    tx: &mut Tx,
    by: Proposer,
    good: (ProductId, MakerId),
    about: &str,
    changes: &[Change],
) -> Result<ProposalId, ProposalError> {
    let id = write(tx, by, good, (Topic::Words, about), changes, State::Approved).await?;
    publish::publish(tx, by.person, (good.0, Topic::Words, about), changes).await?;
    Ok(id)
}

async fn write(
    tx: &mut Tx,
    by: Proposer,
    (product, maker): (ProductId, MakerId),
    (topic, about): (Topic, &str),
    changes: &[Change],
    state: State,
) -> Result<ProposalId, ProposalError> {
    let id: ProposalId = tx.new_id();
    let (actor, act) = (
        Actor::Person(by.person, by.part),
        if state == State::Waiting { "proposal.ask" } else { "proposal.translate" },
    );
    let to = state.as_str();
    let entry = Entry { subject: id.to_string(), seq: 1, actor, act, from: "", to, note: topic.as_str() };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let becomes = match state {
        State::Approved => Some(sql::next_version(tx, product).await?),
        State::Waiting | State::Refused | State::TakenBack | State::Replaced => None,
    };
    sql::insert(tx, id, (product, maker), (topic, about), (by.person, by.part), (state, becomes), &trail)
        .await?;
    for (position, change) in (1_i64..).zip(changes) {
        sql::insert_change(tx, id, position, change).await?;
    }
    Ok(id)
}

/// Moves a proposal, with its entry in the trail.
async fn step(
    tx: &mut Tx,
    actor: Actor,
    proposal: &Proposal,
    event: Event,
    reason: &str,
) -> Result<(), ProposalError> {
    let next = proposal.state.after(event)?;
    let entry = Entry {
        subject: proposal.id.to_string(),
        seq: proposal.version + 1,
        actor,
        act: event.as_str(),
        from: if proposal.version == 0 { "" } else { proposal.state.as_str() },
        to: next.as_str(),
        note: reason,
    };
    let trail = audit::note(tx, &proposal.trail, &entry).await?;
    let becomes = match event {
        Event::Approves => Some(sql::next_version(tx, proposal.product).await?),
        Event::Refuses | Event::TakesBack | Event::Replaces => None,
    };
    let by = match (event, actor) {
        (Event::Approves | Event::Refuses, Actor::Person(person, _)) => Some(person),
        _ => None,
    };
    if !sql::step(tx, proposal, next, by, (reason, becomes), &trail).await? {
        return Err(ProposalError::Raced);
    }
    forget_photo(tx, proposal, next).await
}

/// A photo that will not be shown after all is kept no longer.
async fn forget_photo(tx: &mut Tx, proposal: &Proposal, state: State) -> Result<(), ProposalError> {
    if proposal.topic != Topic::Photo || state == State::Approved {
        return Ok(());
    }
    for change in sql::changes(tx, proposal.id).await?.iter().filter(|change| change.field == Field::Photo) {
        media::act::forget_if_unused(tx, &change.to).await?;
    }
    Ok(())
}

/// What waits about a thing is not wanted any more. Nothing, if nothing waits.
pub(crate) async fn take_back_in(
    tx: &mut Tx,
    by: Proposer,
    topic: Topic,
    about: &str,
) -> Result<(), ProposalError> {
    match sql::waiting_about(tx, topic, about).await? {
        Some(waits) => step(tx, Actor::Person(by.person, by.part), &waits, Event::TakesBack, "").await,
        None => Ok(()),
    }
}

/// A maker is erased: what waits of hers is taken back by the mart.
///
/// # Errors
/// [`ProposalError`] if the database fails.
pub(crate) async fn take_back_all(tx: &mut Tx, maker: MakerId) -> Result<(), ProposalError> {
    for waits in sql::waiting_of(tx, maker).await? {
        step(tx, Actor::Mart, &waits, Event::TakesBack, "").await?;
    }
    Ok(())
}

/// A maker, or the officer who helps her, takes a wish of hers back.
///
/// # Errors
/// [`ProposalError::Missing`] for another's; [`ProposalError::NotNow`] once it is decided.
pub async fn take_back(db: &Db, by: Proposer, whose: Whose<'_>, id: ProposalId) -> Result<(), ProposalError> {
    transaction!(db, tx => {
        let proposal = sql::proposal(tx, id).await?.ok_or(ProposalError::Missing)?;
        read::good(tx, whose, &proposal.slug).await?.ok_or(ProposalError::Missing)?;
        step(tx, Actor::Person(by.person, by.part), &proposal, Event::TakesBack, "").await
    })
}

/// A second person says yes: buyers see exactly the changes of this proposal. The maker is told.
///
/// # Errors
/// [`ProposalError::Missing`] outside the reviewer's goods; [`ProposalError::SamePerson`]; [`ProposalError::Newer`] if it was
/// replaced; [`ProposalError::Changed`] if what it speaks of stands otherwise by now; [`ProposalError::NotNow`].
pub async fn approve(db: &Db, reviewer: &Reviewer, id: ProposalId) -> Result<(), ProposalError> {
    transaction!(db, tx => {
        let proposal = to_decide(tx, reviewer, id).await?;
        let changes = sql::changes(tx, id).await?;
        let stands = publish::stands(tx, proposal.topic, proposal.product, &proposal.about).await?;
        if changes.iter().any(|change| stands.get(change.field) != change.from) {
            return Err(ProposalError::Changed);
        }
        let old_photo = stands.get(Field::Photo);
        step(tx, reviewer.actor(), &proposal, Event::Approves, "").await?;
        let what = (proposal.product, proposal.topic, proposal.about.as_str());
        publish::publish(tx, reviewer.person, what, &changes).await?;
        if changes.iter().any(|change| change.field == Field::Photo) && !old_photo.is_empty() {
            media::act::forget_if_unused(tx, &old_photo).await?;
        }
        tell(tx, &proposal, &changes, "").await
    })
}

/// A second person says no, with a reason that reaches the maker.
///
/// # Errors
/// As [`approve`]; [`ProposalError::NoWords`] without a reason.
pub async fn refuse(db: &Db, reviewer: &Reviewer, id: ProposalId, reason: &str) -> Result<(), ProposalError> {
    let reason: String = reason.trim().chars().take(REASON_MOST).collect();
    if reason.chars().count() < 3 {
        return Err(ProposalError::NoWords);
    }
    transaction!(db, tx => {
        let proposal = to_decide(tx, reviewer, id).await?;
        step(tx, reviewer.actor(), &proposal, Event::Refuses, &reason).await?;
        tell(tx, &proposal, &[], &reason).await
    })
}

async fn to_decide(tx: &mut Tx, reviewer: &Reviewer, id: ProposalId) -> Result<Proposal, ProposalError> {
    let scope = (reviewer.blocks.fenced(), reviewer.department());
    let proposal = sql::proposal_in(tx, (&scope.0, scope.1), id).await?.ok_or(ProposalError::Missing)?;
    if proposal.asked_by == reviewer.person {
        return Err(ProposalError::SamePerson);
    }
    if proposal.state == State::Replaced
        && let Some(newer) = sql::waiting_about(tx, proposal.topic, &proposal.about).await?
    {
        return Err(ProposalError::Newer(newer.id));
    }
    Ok(proposal)
}

/// The maker hears what became of it; of a price, the price.
async fn tell(
    tx: &mut Tx,
    proposal: &Proposal,
    changes: &[Change],
    reason: &str,
) -> Result<(), ProposalError> {
    let Some(maker) = makers::read::core(tx, proposal.maker).await? else { return Ok(()) };
    let (good, note) = (brief(proposal.good.pick(maker.lang)), brief(reason));
    let price = changes.iter().find(|change| proposal.topic == Topic::Price && change.field == Field::Price);
    let price = price.and_then(|change| change.to.parse().ok()).map(|paise| kernel::Paise(paise).to_string());
    let mut words = vec![("good", good.as_str())];
    let key = match (&price, reason.is_empty()) {
        (Some(price), _) => {
            words.push(("amount", price));
            "sms-price-approved"
        }
        (None, true) => "sms-change-approved",
        (None, false) => {
            words.push(("note", &note));
            "sms-change-refused"
        }
    };
    Ok(notices::tell(tx, &maker.mobile, maker.lang, key, &proposal.id.to_string(), &words).await?)
}

impl Proposal {
    /// Whether somebody may decide on it: nobody on her own wish.
    pub fn waits_for(&self, person: PersonId) -> bool {
        self.state == State::Waiting && self.asked_by != person
    }
}
