//! Complaints: taken from whoever has a mobile number, followed by who has signed in.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Lang, Limit};
use market::complaints::{
    self, About, Complainant, Complaint, ComplaintError, ComplaintState, Filing, Side, rules,
};
use serde::{Deserialize, Serialize};
use store::chance;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::answer::private;
use super::ask::{self, Body};
use super::caller::{Caller, Perhaps, Tongue};
use super::code::Code;
use super::problem::Problem;
use super::wire::{Page, one_of};
use crate::app::App;

/// Letters of what is wrong.
const WORDS_MOST: usize = 1_000;
/// Letters of an order's code and of a mobile number, also where they are not looked at.
const CODE_MOST: usize = 40;
const MOBILE_MOST: usize = 20;
/// Letters of the key that makes a complaint safe to repeat.
const ONCE_MOST: usize = 64;
/// Complaints in a list.
const LIST: Limit = Limit::of(100);

/// What is wrong.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComplaintAsk {
    /// What it is about.
    #[schema(schema_with = abouts)]
    about: String,
    /// The code of the order, if it is about one.
    #[schema(example = "DM-7K3F-9QXT-M2PA-W6RC", max_length = 40)]
    order_code: Option<String>,
    /// What is wrong, in words.
    #[schema(example = "एक चूड़ी कम निकली", min_length = 3, max_length = 1000)]
    words: String,
    /// Where news go; needed without a token, and not looked at with one.
    #[schema(example = "+916300000001", max_length = 20)]
    mobile: Option<String>,
    /// Makes it safe to repeat: the same words of yours with the same mobile are one complaint.
    #[schema(example = "b7c1f3a0", max_length = 64)]
    once: Option<String>,
}

/// A complaint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComplaintOut {
    /// Its number.
    #[schema(example = "DGM-202611-000123")]
    number: String,
    /// What it is about.
    #[schema(schema_with = abouts)]
    about: &'static str,
    /// How it stands.
    #[schema(schema_with = states)]
    state: &'static str,
    /// Since when.
    #[schema(example = "2026-11-24T06:30:00.000Z", format = DateTime)]
    opened_at: String,
    /// By when it is heard: 48 hours.
    #[schema(example = "2026-11-26T06:30:00.000Z", format = DateTime)]
    heard_by: String,
    /// By when it is settled: 30 days.
    #[schema(example = "2026-12-24T06:30:00.000Z", format = DateTime)]
    settled_by: String,
}

/// A complaint with what was said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComplaintWhole {
    /// The complaint.
    #[serde(flatten)]
    complaint: ComplaintOut,
    /// How it ended; nothing while it is open.
    #[schema(example = json!(null))]
    outcome: Option<&'static str>,
    /// What was said, the oldest first.
    messages: Vec<MessageOut>,
}

/// Something that was said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageOut {
    /// `complainant` or `desk`.
    #[schema(schema_with = sides)]
    side: &'static str,
    /// When.
    #[schema(example = "2026-11-24T06:30:00.000Z", format = DateTime)]
    at: String,
    /// Its words.
    #[schema(example = "कल देखकर बताती हूँ")]
    words: String,
}

fn abouts() -> Object {
    one_of(About::ALL.iter().map(|about| about.as_str()))
}

fn states() -> Object {
    one_of(ComplaintState::ALL.iter().map(|state| state.as_str()))
}

fn sides() -> Object {
    one_of(Side::ALL.iter().map(|side| side.as_str()))
}

impl ComplaintOut {
    fn of(number: &str, about: About, state: ComplaintState, opened: kernel::Time) -> ComplaintOut {
        ComplaintOut {
            number: number.to_owned(),
            about: about.as_str(),
            state: state.as_str(),
            opened_at: opened.rfc3339(),
            heard_by: rules::heard_by(opened).rfc3339(),
            settled_by: rules::settled_by(opened).rfc3339(),
        }
    }
}

impl From<Complaint> for ComplaintWhole {
    fn from(one: Complaint) -> ComplaintWhole {
        let said = |message: complaints::Message| MessageOut {
            side: message.side.as_str(),
            at: message.at.rfc3339(),
            words: message.words,
        };
        ComplaintWhole {
            complaint: ComplaintOut::of(&one.number, one.about, one.state, one.opened_at),
            outcome: one.outcome.map(|outcome| outcome.as_str()),
            messages: one.messages.into_iter().map(said).collect(),
        }
    }
}

impl From<ComplaintError> for Problem {
    fn from(cause: ComplaintError) -> Problem {
        match cause {
            ComplaintError::NoOrder => Problem::at(Code::NoSuchOrder, "order_code"),
            ComplaintError::NoWords => Problem::at(Code::EmptyField, "words"),
            ComplaintError::TooMany => Problem::wait(Code::TooManyComplaints, 3_600),
            ComplaintError::Db(cause) => cause.into(),
            ComplaintError::Missing
            | ComplaintError::Full
            | ComplaintError::NotYours
            | ComplaintError::TooLate
            | ComplaintError::NotNow(_)
            | ComplaintError::Raced => Problem::of(Code::NoSuchComplaint),
        }
    }
}

/// Takes a complaint; its number is told by SMS at once.
///
/// With a token it is the caller's, and its news go to the number she signs in with. Without one a mobile number is needed.
#[utoipa::path(post, path = "/complaints", tag = "buy", operation_id = "complain",
    security((), ("bearer" = [])), request_body = ComplaintAsk,
    responses((status = 201, description = "It is taken.", body = ComplaintWhole)))]
pub(crate) async fn file(
    State(app): State<App>,
    Perhaps(caller): Perhaps,
    tongue: Tongue,
    Body(asked): Body<ComplaintAsk>,
) -> Result<Response, Problem> {
    let about: About = asked.about.parse().map_err(|_| Problem::at(Code::BadField, "about"))?;
    let words = asked.words.trim();
    if words.chars().count() > WORDS_MOST {
        return Err(Problem::at(Code::LongField, "words"));
    }
    ask::no_longer("order_code", asked.order_code.as_deref(), CODE_MOST)?;
    ask::no_longer("mobile", asked.mobile.as_deref(), MOBILE_MOST)?;
    let once = match asked.once.as_deref().map(str::trim).filter(|once| !once.is_empty()) {
        Some(once) => ask::words("once", once, ONCE_MOST)?,
        None => chance::letters(20),
    };
    let mobile = match &caller {
        Some(caller) => caller.who.mobile.clone(),
        None => ask::mobile("mobile", asked.mobile.as_deref().unwrap_or_default())?,
    };
    let lang = tongue.0.or_else(|| caller.as_ref().map(|caller| caller.who.lang)).unwrap_or(Lang::Hi);
    let person = caller.as_ref().map(|caller| caller.who.person);
    let order = asked.order_code.as_deref().map(|code| ask::name(code).unwrap_or("-"));
    let who = Complainant { person, mobile: &mobile, lang, session: None };
    let filing = Filing { about, order, line: None, good: None, words, once: &once };
    let number = complaints::file(app.db(), who, &filing, None).await?;
    let taken = complaints::by_number(&mut app.db().read().await?, None, &number).await?;
    let taken = taken.ok_or_else(|| Problem::ours("a complaint just taken is not there"))?;
    private(StatusCode::CREATED, &ComplaintWhole::from(taken))
}

/// Lists the complaints of whoever has signed in, newest first.
#[utoipa::path(get, path = "/complaints", tag = "buy", operation_id = "complaints", security(("bearer" = [])),
    responses((status = 200, description = "Her complaints.", body = Page<ComplaintOut>)))]
pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    let lines = complaints::of_person(&mut app.db().read().await?, caller.who.person, LIST).await?;
    let out =
        |line: &complaints::Line| ComplaintOut::of(&line.number, line.about, line.state, line.opened_at);
    let items: Vec<_> = lines.iter().map(out).collect();
    private(StatusCode::OK, &Page { items, next: None })
}

/// Shows a complaint with what was said, to whoever made it.
#[utoipa::path(get, path = "/complaints/{number}", tag = "buy", operation_id = "complaint", security(("bearer" = [])),
    params(("number" = String, Path, description = "Its number.", example = "DGM-202611-000123")),
    responses((status = 200, description = "How it stands.", body = ComplaintWhole)))]
pub(crate) async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let missing = || Problem::of(Code::NoSuchComplaint);
    let number = rules::number_typed(&number).ok_or_else(missing)?;
    let found = complaints::by_number(&mut app.db().read().await?, None, &number).await?;
    let found = found.filter(|one| one.person == Some(caller.who.person)).ok_or_else(missing)?;
    private(StatusCode::OK, &ComplaintWhole::from(found))
}
