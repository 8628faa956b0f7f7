//! What the pages of people and roles say of a request and of a refusal.

use market::roles::{RequestLine, RoleError, State};

use crate::error::WebError;
use crate::text::Text;

/// A name, or that there is none.
pub(super) fn somebody(t: &Text, name: &str) -> String {
    if name.is_empty() { t.get("people-nameless") } else { name.to_owned() }
}

/// How a request ended; nothing while it waits.
pub(super) fn decided(t: &Text, line: &RequestLine) -> Option<String> {
    let by = somebody(t, line.decided_by_name.as_deref().unwrap_or_default());
    match line.state {
        State::Asked => None,
        State::Approved => Some(t.say("people-approved").set("name", by).to_string()),
        State::Declined => {
            Some(t.say("people-declined").set("name", by).set("reason", &line.answer).to_string())
        }
        State::Withdrawn => Some(t.get("people-withdrawn")),
    }
}

/// The field and the sentence of a refusal; a failed database is none.
pub(super) fn refused(t: &Text, cause: RoleError) -> Result<(&'static str, String), WebError> {
    Ok(match cause {
        RoleError::Missing => return Err(WebError::Missing),
        RoleError::NotYours => ("", t.get("people-not-yours")),
        RoleError::SamePerson => ("", t.get("people-same-person")),
        RoleError::Decided => ("", t.get("people-decided")),
        RoleError::HasIt => ("", t.get("people-has-it")),
        RoleError::AboutNothing("mobile") => ("mobile", t.get("wrong-mobile")),
        RoleError::AboutNothing("name") => ("name", t.get("people-wrong-name")),
        RoleError::AboutNothing("role") => ("role", t.get("people-wrong-role")),
        RoleError::AboutNothing("hub") => ("hub", t.get("people-wrong-hub")),
        RoleError::AboutNothing("department") => ("department", t.get("people-wrong-department")),
        RoleError::AboutNothing(_) => ("", t.get("people-wrong-blocks")),
        RoleError::NoReason => ("", t.get("people-no-reason")),
        RoleError::LastOne | RoleError::NotTheFirst => ("", t.get("people-last-one")),
        RoleError::NothingToReset => ("", t.get("people-nothing-to-reset")),
        RoleError::Raced => ("", t.get("people-decided")),
        RoleError::Db(cause) => return Err(cause.into()),
    })
}
