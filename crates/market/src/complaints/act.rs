//! The verbs of complaints: to complain, to hear, to answer, to close, to open again.

use kernel::Lang;
use kernel::ids::{ComplaintId, LineId, PersonId, SessionId};
use kernel::india::Mobile;
use store::{Db, DbError, Tx, transaction};

use super::machine::{ComplaintState, Event};
use super::sql::{self, NewComplaint, NewMessage, Row, Subject};
use super::{About, By, ComplaintError, HubFinding, Level, Outcome, Scope, Side, rules};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::media::act::{Kept, record_photo};
use crate::{launch, media, notices, personal};

/// The longest message, in characters.
pub(super) const WORDS_MOST: usize = 1_000;
/// Messages of one complaint; more nobody reads, and the next step is a telephone.
const MESSAGES_MOST: i64 = 60;
/// Complaints of one mobile number in a day.
const A_DAY: i64 = 5;
/// Complaints of people who have not signed in, of all of them in an hour: each costs an SMS.
const GUESTS_AN_HOUR: i64 = 120;

/// Who complains.
#[derive(Clone, Copy, Debug)]
pub struct Complainant<'a> {
    /// Who, if she has signed in.
    pub person: Option<PersonId>,
    /// Where news go.
    pub mobile: &'a Mobile,
    /// In which language.
    pub lang: Lang,
    /// The browser that may look from now on, if she has not signed in.
    pub session: Option<SessionId>,
}

/// What somebody complains of.
#[derive(Clone, Copy, Debug)]
pub struct Filing<'a> {
    /// What it is about.
    pub about: About,
    /// The code of the order, if it is about one.
    pub order: Option<&'a str>,
    /// The line of it.
    pub line: Option<LineId>,
    /// The good's address, if it is about one and no order is named.
    pub good: Option<&'a str>,
    /// What is wrong.
    pub words: &'a str,
    /// Comes with the form: pressed twice is one complaint.
    pub once: &'a str,
}

/// Takes a complaint; answers its number. It is told by SMS at once.
///
/// # Errors
/// [`ComplaintError::NoWords`], [`ComplaintError::NoOrder`], [`ComplaintError::TooMany`].
pub async fn file(
    db: &Db,
    who: Complainant<'_>,
    filing: &Filing<'_>,
    photo: Option<&Kept>,
) -> Result<String, ComplaintError> {
    // Outside the transaction: within it, no two people could complain at the same moment.
    let guests = match who.person {
        Some(_) => 0,
        None => sql::guests_since(&mut db.read().await?, db.now().plus_minutes(-60)).await?,
    };
    transaction!(db, tx => {
        if guests >= GUESTS_AN_HOUR {
            let hash = personal::mobile_hash(tx, who.mobile)?;
            if sql::of_once(tx, filing.once, &hash).await?.is_none() {
                return Err(ComplaintError::TooMany);
            }
        }
        Ok(file_in(tx, who, filing, photo).await?.1)
    })
}

/// As [`file`] inside a transaction; answers its id too.
pub(crate) async fn file_in(
    tx: &mut Tx,
    who: Complainant<'_>,
    filing: &Filing<'_>,
    photo: Option<&Kept>,
) -> Result<(ComplaintId, String), ComplaintError> {
    let words = said(filing.words)?;
    let hash = personal::mobile_hash(tx, who.mobile)?;
    if let Some((id, number)) = sql::of_once(tx, filing.once, &hash).await? {
        opens(tx, who, id).await?;
        return Ok((id, number));
    }
    let day_ago = tx.now().plus_days(-1);
    if sql::of_mobile_since(tx, &hash, day_ago).await? >= A_DAY {
        return Err(ComplaintError::TooMany);
    }
    let subject = subject_of(tx, filing).await?;
    let level = if subject.maker.is_some() { Level::Officer } else { Level::Grievance };
    let in_trial = match subject.order {
        Some(order) => launch::sql::is_trial(tx, &order.to_string()).await?,
        None => false,
    };
    let month = if in_trial { rules::trial_month_of(tx.now()) } else { rules::month_of(tx.now()) };
    let serial = sql::next_serial(tx, month).await?;
    let number = rules::number_of(month, serial);
    let id: ComplaintId = tx.new_id();
    let actor = who.person.map_or(Actor::Mart, |person| Actor::Person(person, Part::Oneself));
    let (subject_id, to, note) = (id.to_string(), ComplaintState::Opened.as_str(), filing.about.as_str());
    let entry = Entry { subject: subject_id, seq: 1, actor, act: "complaint.file", from: "", to, note };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let sealed = personal::seal(tx, personal::COMPLAINT_MOBILE, &id, &id, who.mobile.as_str()).await?;
    let new = NewComplaint {
        id,
        number: &number,
        month,
        serial,
        about: filing.about,
        subject: &subject,
        person: who.person,
        hash: &hash,
        sealed,
        lang: who.lang,
        level,
        once: filing.once,
        trail,
    };
    sql::insert(tx, &new).await?;
    say(tx, id, 1, Side::Complainant, actor, &words, photo).await?;
    opens(tx, who, id).await?;
    notices::tell(tx, who.mobile, who.lang, "sms-complaint", &id.to_string(), &[("number", &number)]).await?;
    Ok((id, number))
}

/// Whoever has just complained may look at it, also without signing in.
async fn opens(tx: &mut Tx, who: Complainant<'_>, id: ComplaintId) -> Result<(), DbError> {
    match who.session {
        Some(session) => sql::open_door(tx, session, id).await,
        None => Ok(()),
    }
}

/// The order, line, good and maker it is about.
async fn subject_of(tx: &mut Tx, filing: &Filing<'_>) -> Result<Subject, ComplaintError> {
    let code = filing.order.map(|code| code.trim().to_ascii_uppercase()).filter(|code| !code.is_empty());
    if let Some(code) = code {
        let mut subject = sql::order_of(tx, &code).await?.ok_or(ComplaintError::NoOrder)?;
        if let (Some(line), Some(order)) = (filing.line, subject.order) {
            let (product, maker) = sql::line_of(tx, order, line).await?.ok_or(ComplaintError::NoOrder)?;
            subject = Subject { line: Some(line), product: Some(product), maker: Some(maker), ..subject };
        }
        return Ok(subject);
    }
    match filing.good.filter(|_| filing.about == About::Good) {
        Some(slug) => Ok(sql::good_of(tx, slug).await?.unwrap_or_default()),
        None => Ok(Subject::default()),
    }
}

/// Words somebody typed: something, and not a book.
fn said(typed: &str) -> Result<String, ComplaintError> {
    let words = typed.trim();
    let count = words.chars().count();
    if (3..=WORDS_MOST).contains(&count) { Ok(words.to_owned()) } else { Err(ComplaintError::NoWords) }
}

/// Puts a message behind those that are there.
async fn say(
    tx: &mut Tx,
    id: ComplaintId,
    seq: i64,
    side: Side,
    actor: Actor,
    words: &str,
    photo: Option<&Kept>,
) -> Result<(), DbError> {
    if let Some(photo) = photo {
        record_photo(tx, photo).await?;
    }
    let picture = photo.map(|photo| photo.id.as_str());
    sql::insert_message(tx, &NewMessage { id, seq, side, actor, words, picture }).await
}

/// The next message's number, unless the conversation is full.
async fn next(tx: &mut Tx, id: ComplaintId) -> Result<i64, ComplaintError> {
    let last = sql::last_message(tx, id).await?;
    if last >= MESSAGES_MOST { Err(ComplaintError::Full) } else { Ok(last + 1) }
}

/// Whoever complained says more. Who she is was proven by the caller: by her sign-in or at the [`door`](super::door).
///
/// # Errors
/// [`ComplaintError::NotNow`] once it is closed; [`ComplaintError::NoWords`]; [`ComplaintError::Full`].
pub async fn write(
    db: &Db,
    id: ComplaintId,
    person: Option<PersonId>,
    words: &str,
    photo: Option<&Kept>,
) -> Result<(), ComplaintError> {
    let words = said(words)?;
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(ComplaintError::Missing)?;
        // What is possible for a clock is possible for her: it is open.
        row.state.after(Event::Climbs)?;
        let seq = next(tx, id).await?;
        let actor = person.map_or(Actor::Mart, |person| Actor::Person(person, Part::Oneself));
        Ok(say(tx, id, seq, Side::Complainant, actor, &words, photo).await?)
    })
}

/// Moves a complaint by an event, with its entry in the trail; answers its new state.
pub(super) async fn move_by(
    tx: &mut Tx,
    row: &Row,
    event: Event,
    actor: Actor,
    (level, outcome): (Level, Option<Outcome>),
) -> Result<ComplaintState, ComplaintError> {
    let next = row.state.after(event)?;
    let note = outcome.map_or(level.as_str(), Outcome::as_str);
    let (subject, from, to) = (row.id.to_string(), row.state.as_str(), next.as_str());
    let entry = Entry { subject, seq: row.version + 1, actor, act: event.as_str(), from, to, note };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_to(tx, row, (next, level), outcome, &trail).await? {
        Ok(next)
    } else {
        Err(ComplaintError::Raced)
    }
}

/// The complaint, if it is one of this desk's.
async fn of_desk(tx: &mut Tx, by: &By, number: &str) -> Result<Row, ComplaintError> {
    sql::row_of_desk(tx, &by.scope.fence(), number).await?.ok_or(ComplaintError::Missing)
}

/// News to whoever complained; nobody, if she is erased.
async fn tell(tx: &mut Tx, row: &Row, key: &str, about: &str) -> Result<(), DbError> {
    match row.mobile.get() {
        Some(to) => notices::tell(tx, to, row.lang, key, about, &[("number", &row.number)]).await,
        None => Ok(()),
    }
}

/// Somebody of the desk says that it was heard; whoever complained is told.
///
/// # Errors
/// [`ComplaintError::Missing`] for another desk's; [`ComplaintError::NotNow`] the second time.
pub async fn acknowledge(db: &Db, by: &By, number: &str) -> Result<(), ComplaintError> {
    transaction!(db, tx => {
        let row = of_desk(tx, by, number).await?;
        move_by(tx, &row, Event::Acknowledges, by.actor(), (row.level, None)).await?;
        Ok(tell(tx, &row, "sms-complaint-heard", &row.id.to_string()).await?)
    })
}

/// Somebody of the desk answers. A first answer also says that it was heard.
///
/// # Errors
/// As [`acknowledge`]; [`ComplaintError::NoWords`]; [`ComplaintError::Full`].
pub async fn answer(
    db: &Db,
    by: &By,
    number: &str,
    words: &str,
    photo: Option<&Kept>,
) -> Result<(), ComplaintError> {
    transaction!(db, tx => { answer_in(tx, by, number, words, photo).await.map(|_| ()) })
}

/// The keeper of a hub answers about a parcel of it: what she found, in her words, with a photo if she takes one. It goes into the
/// conversation as the mart's answer; to close it is for those whom the clock calls.
///
/// # Errors
/// As [`answer`]; [`ComplaintError::Missing`] for whoever keeps no hub.
pub async fn answer_at_hub(
    db: &Db,
    by: &By,
    number: &str,
    (finding, words): (HubFinding, &str),
    photo: Option<&Kept>,
) -> Result<(), ComplaintError> {
    let Scope::Hub(hub) = by.scope else { return Err(ComplaintError::Missing) };
    transaction!(db, tx => {
        let (id, seq) = answer_in(tx, by, number, words, photo).await?;
        Ok(sql::insert_at_hub(tx, (id, seq), hub, finding).await?)
    })
}

async fn answer_in(
    tx: &mut Tx,
    by: &By,
    number: &str,
    words: &str,
    photo: Option<&Kept>,
) -> Result<(ComplaintId, i64), ComplaintError> {
    let words = said(words)?;
    let row = of_desk(tx, by, number).await?;
    row.state.after(Event::Climbs)?;
    if row.state == ComplaintState::Opened {
        move_by(tx, &row, Event::Acknowledges, by.actor(), (row.level, None)).await?;
    }
    let seq = next(tx, row.id).await?;
    say(tx, row.id, seq, Side::Desk, by.actor(), &words, photo).await?;
    tell(tx, &row, "sms-complaint-answered", &format!("{} {seq}", row.id)).await?;
    Ok((row.id, seq))
}

/// Somebody of the desk closes it with an outcome, and says why.
///
/// # Errors
/// As [`answer`]; [`ComplaintError::NotYours`] if an officer would find a good counterfeit, or it names no maker.
pub async fn close(
    db: &Db,
    by: &By,
    number: &str,
    outcome: Outcome,
    words: &str,
) -> Result<(), ComplaintError> {
    let words = said(words)?;
    transaction!(db, tx => {
        let row = of_desk(tx, by, number).await?;
        let is_officer = matches!(by.scope, Scope::Officer(_));
        if outcome == Outcome::Counterfeit && (is_officer || row.maker.is_none()) {
            return Err(ComplaintError::NotYours);
        }
        move_by(tx, &row, Event::Closes, by.actor(), (row.level, Some(outcome))).await?;
        let seq = sql::last_message(tx, row.id).await? + 1;
        say(tx, row.id, seq, Side::Desk, by.actor(), &words, None).await?;
        Ok(tell(tx, &row, "sms-complaint-closed", &format!("{} {seq}", row.id)).await?)
    })
}

/// Whoever complained is not content and says why, once, within a week; somebody higher looks at it.
///
/// # Errors
/// [`ComplaintError::TooLate`]; [`ComplaintError::NotNow`] the second time; [`ComplaintError::NoWords`].
pub async fn reopen(
    db: &Db,
    id: ComplaintId,
    person: Option<PersonId>,
    words: &str,
) -> Result<(), ComplaintError> {
    let words = said(words)?;
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(ComplaintError::Missing)?;
        row.state.after(Event::Reopens)?;
        if row.closed_at.is_none_or(|closed| rules::reopens_until(closed) < tx.now()) {
            return Err(ComplaintError::TooLate);
        }
        let actor = person.map_or(Actor::Mart, |person| Actor::Person(person, Part::Oneself));
        move_by(tx, &row, Event::Reopens, actor, (rules::above(row.level), None)).await?;
        let seq = sql::last_message(tx, id).await? + 1;
        Ok(say(tx, id, seq, Side::Complainant, actor, &words, None).await?)
    })
}

/// A picture of a message goes once nothing shows it.
pub(super) async fn forget_picture(tx: &mut Tx, picture: &str) -> Result<(), DbError> {
    media::act::forget_if_unused(tx, picture).await
}
