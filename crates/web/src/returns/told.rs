//! How a return stands, in words for whoever reads it.

use market::claims::ClaimState;
use market::returns::{OwnReturn, ReturnState, Wish};

use crate::text::Text;

/// «2 × लाल लहठी, टूटा हुआ».
pub(super) fn title(t: &Text, one: &OwnReturn) -> String {
    let reason = t.get(&format!("return-reason-{}", one.reason));
    format!("{} × {}, {reason}", one.quantity, t.pick(&one.good))
}

/// A few words for a list.
pub(super) fn standing(t: &Text, one: &OwnReturn) -> String {
    match (one.state, one.claim) {
        (ReturnState::Granted, Some(ClaimState::Asked)) => t.get("return-money-waits"),
        (ReturnState::Granted, _) if one.anew.is_some() => t.get("return-state-anew"),
        (state, _) => t.get(&format!("return-state-{state}")),
    }
}

/// What happens next, for the buyer.
pub(super) fn next(t: &Text, one: &OwnReturn) -> String {
    match one.state {
        ReturnState::Asked => t.get("return-next-asked"),
        ReturnState::Awaited if one.fetched_at.is_some() => t.get("return-next-fetched"),
        ReturnState::Awaited if one.fetch_asked_at.is_some() => t.get("return-next-fetch"),
        ReturnState::Awaited => {
            let day = one.back_by.map(|day| t.day(&day)).unwrap_or_default();
            let code = one.id.to_string();
            let code = code.get(code.len().saturating_sub(6)..).unwrap_or_default().to_uppercase();
            let say = t.say("return-next-awaited").set("hub", t.pick(&one.hub)).set("day", day);
            say.set("code", code).to_string()
        }
        ReturnState::Granted => match one.claim {
            Some(ClaimState::Asked) => t.get("return-next-second"),
            _ if one.anew.is_some() => t.get("return-next-anew"),
            _ if one.wish == Wish::Piece => t.get("return-next-no-piece"),
            _ => t.get("return-next-granted"),
        },
        ReturnState::Refused => t.say("return-next-refused").set("why", t.reason(&one.why)).to_string(),
        ReturnState::Withdrawn => t.get("return-next-withdrawn"),
        ReturnState::Lapsed => t.get("return-next-lapsed"),
    }
}
