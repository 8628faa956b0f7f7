//! What the market says of cases, in words: states, steps, reasons, and why a form was refused.

use kernel::{Day, Time};
use market::accounts::DepartmentKey;
use market::cases::rules::Climbed;
use market::cases::{CaseError, CaseLine, Happened, Moment, NextWhat, Unmergeable};
use market::matching::Suggestion;

use super::Reader;
use crate::error::WebError;
use crate::parts::{Row, Rows};
use crate::text::Text;

/// Why a form was not done: the field it is about, empty for the whole form, and the sentence.
pub(super) fn refused(t: &Text, cause: CaseError) -> Result<(&'static str, String), WebError> {
    let key = match &cause {
        CaseError::NoCase(_) | CaseError::NoMerge(_) => return Err(WebError::Missing),
        CaseError::Db(_) => "",
        CaseError::NotNow(_) => "case-wrong-not-now",
        CaseError::NotYours => "case-wrong-not-yours",
        CaseError::OnlyToLookAt => "case-wrong-only-look",
        CaseError::OtherBlock => "case-wrong-other-block",
        CaseError::NoName => "case-wrong-no-name",
        CaseError::Implausible(_) => "case-wrong-implausible",
        CaseError::NoReason => "case-wrong-no-reason",
        CaseError::BadDay => "case-wrong-day",
        CaseError::NoOfficer => "case-wrong-no-officer",
        CaseError::AlreadySo => "case-wrong-already",
        CaseError::ChecklistOpen(open) => {
            return Ok(("", t.say("case-wrong-checklist").set("count", *open).to_string()));
        }
        CaseError::NoItem => "case-wrong-no-item",
        CaseError::IsComputed => "case-wrong-computed",
        CaseError::NotWaivable => "case-wrong-not-waivable",
        CaseError::SamePerson => "case-wrong-same-person",
        CaseError::NothingAsked => "case-wrong-nothing-asked",
        CaseError::NoMobile => "case-wrong-no-mobile",
        CaseError::NoTaxNumber => "case-wrong-tax-number",
        CaseError::NoSuchPlace => "case-wrong-place",
        CaseError::NotMergeable(why) => match why {
            Unmergeable::Itself => "case-wrong-merge-itself",
            Unmergeable::MergedAlready => "case-wrong-merged",
            Unmergeable::HasMerged => "case-wrong-has-merged",
            Unmergeable::WouldLoseMaker => "case-wrong-keep-maker",
        },
        CaseError::BadChecklist => "case-wrong-list",
        CaseError::Raced => "case-wrong-raced",
    };
    let field = match cause {
        CaseError::Db(cause) => return Err(cause.into()),
        CaseError::NoName => "name_hi",
        CaseError::OtherBlock => "block",
        CaseError::NoTaxNumber => "tax_number",
        CaseError::NoOfficer => "officer",
        _ => "",
    };
    Ok((field, t.get(key)))
}

/// The name of a department.
pub(super) fn department(t: &Text, department: DepartmentKey) -> String {
    t.get(&format!("department-{department}"))
}

/// What is to be done next, and by which day.
pub(crate) fn next(t: &Text, what: NextWhat, due: Day, climbed: Climbed) -> String {
    let what = t.get(&format!("case-next-{what}"));
    let key = match climbed {
        Climbed::NotDue => "case-due",
        Climbed::DueToday => "case-due-today",
        Climbed::Late => "case-late",
        Climbed::ToHead => "case-late-head",
        Climbed::ToOffice => "case-late-office",
    };
    t.say(key).set("what", what).set("day", t.day(&due)).to_string()
}

/// Cases below each other.
pub(super) fn rows(t: &Text, reader: &Reader, lines: &[CaseLine], today: Day) -> Rows {
    let row = |line: &CaseLine| {
        let mut place = vec![t.pick(&line.village).to_owned(), t.pick(&line.block).to_owned()];
        place.push(t.pick(&line.craft).to_owned());
        place.retain(|words| !words.is_empty());
        let standing = match line.next {
            Some((what, due)) => next(t, what, due, line.climbed(today)),
            None => t.get(&format!("case-state-{}", line.state)),
        };
        let carried = if line.officer.is_empty() { t.get("case-nobody") } else { line.officer.clone() };
        Row {
            href: t.path(&format!("{}/{}", reader.cases(), line.id)),
            title: t.pick(&line.name).to_owned(),
            figure: String::new(),
            note: format!("{} · {carried}, {}", place.join(", "), department(t, line.department)),
            standing,
        }
    };
    Rows { rows: lines.iter().map(row).collect() }
}

/// Why somebody may be the same, as one sentence each.
pub(super) fn reasons(t: &Text, suggestion: &Suggestion) -> String {
    let sentence = |reason: &market::matching::Reason| t.get(&format!("same-{reason}"));
    suggestion.reasons.iter().map(sentence).collect::<Vec<_>>().join(" · ")
}

/// By whom and when somebody was met.
pub(super) fn met(t: &Text, by: DepartmentKey, officer: &str, at: Time) -> String {
    let officer = if officer.is_empty() { t.get("case-nobody") } else { officer.to_owned() };
    let (department, day) = (department(t, by), t.day(&at.day()));
    t.say("case-met").set("department", department).set("officer", officer).set("day", day).to_string()
}

/// What happened, as a title.
pub(super) fn happened(t: &Text, moment: &Moment) -> String {
    match moment.what {
        Happened::Step => t.get(&format!("case-step-{}", moment.word)),
        Happened::StepBack => {
            let step = t.get(&format!("case-step-{}", moment.word));
            t.say("case-happened-step_back").set("step", step).to_string()
        }
        Happened::Joined => {
            let name = t.get(&format!("department-{}", moment.word));
            t.say("case-happened-joined").set("department", name).to_string()
        }
        Happened::HandedOver => {
            t.say("case-happened-handed_over").set("officer", moment.word.as_str()).to_string()
        }
        Happened::Stopped => {
            let why = t.get(&format!("case-why-{}", moment.word));
            t.say("case-happened-stopped").set("why", why).to_string()
        }
        Happened::Visit
        | Happened::Reopened
        | Happened::Asked
        | Happened::SentBack
        | Happened::Absorbed
        | Happened::Merged
        | Happened::Unmerged => t.get(&format!("case-did-{}", moment.what)),
    }
}
