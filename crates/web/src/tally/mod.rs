//! The tally over HTTP: where our books, the payment company and the bank differ, and what finance does about it.
//!
//! Reads and writes: through [`market::tally`]. A statement is shown before it counts. Never: asks the payment company itself;
//! the worker does, and the page waits a little for it.
//!
//! Start at [`routes`].

mod gap;
mod list;
mod settlements;
mod statements;

pub(crate) use list::seen_from_afar;

use kernel::Paise;
use market::tally::{GapKind, TallyError};

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// Where it stands.
const HERE: &str = "/finance/tally";

/// The addresses of the tally.
pub(crate) fn routes(routes: Routes) -> Routes {
    let gap = || Right::Finance.any(Thing::Gap);
    routes
        .get("/finance/tally", Right::Finance, list::show)
        .post("/finance/tally", Right::Finance, list::ask_again)
        .get("/finance/tally/{id}", gap(), gap::show)
        .post("/finance/tally/{id}/explanation", gap(), gap::explain)
        .post("/finance/tally/{id}/booking", gap(), gap::book)
        .post("/finance/tally/{id}/decision", gap(), gap::decide)
        .post("/finance/settlements", Right::Finance, settlements::bring)
        .post("/finance/statements", Right::Finance, statements::bring)
        .get("/finance/statements/{id}", Right::Finance.any(Thing::Statement), statements::show)
        .post("/finance/statements/{id}/taking", Right::Finance.any(Thing::Statement), statements::take)
}

impl From<TallyError> for WebError {
    fn from(cause: TallyError) -> WebError {
        match cause {
            TallyError::Missing => WebError::Missing,
            TallyError::NotNow => WebError::Conflict("tally-wrong-not-now"),
            TallyError::NotBookable => WebError::Conflict("tally-wrong-not-bookable"),
            TallyError::SamePerson => WebError::Conflict("tally-wrong-same-person"),
            TallyError::NoWord => WebError::Unclear("tally-wrong-word"),
            TallyError::Unreadable(_) | TallyError::NoColumns => WebError::Unclear("tally-wrong-columns"),
            TallyError::NoSettlement => WebError::Unclear("settled-wrong-columns"),
            TallyError::BadRow { .. } => WebError::Unclear("settled-wrong-some-row"),
            TallyError::TooMany => WebError::Unclear("tally-wrong-too-many"),
            TallyError::Raced => WebError::Conflict("fault-changed.text"),
            TallyError::Db(cause) => cause.into(),
        }
    }
}

/// How the three differ: a key.
const fn kind_key(kind: GapKind) -> &'static str {
    match kind {
        GapKind::NotSettled => "gap-not-settled",
        GapKind::NotOurs => "gap-not-ours",
        GapKind::OtherAmount => "gap-other-amount",
        GapKind::OtherFee => "gap-other-fee",
        GapKind::Twice => "gap-twice",
        GapKind::Strange => "gap-strange",
        GapKind::NotAtBank => "gap-not-at-bank",
        GapKind::UpiUnseen => "gap-upi-unseen",
        GapKind::BankOther => "gap-bank-other",
        GapKind::BankNotOurs => "gap-bank-not-ours",
    }
}

/// How many rupees are in question: what one side says alone, or by how much two differ.
fn in_question(kind: GapKind, sides: [Option<Paise>; 3]) -> Paise {
    let said: Vec<Paise> = sides.into_iter().flatten().collect();
    let amount = match (kind, said[..].first(), said.get(1)) {
        // What is named twice is in question as a whole.
        (GapKind::Twice, Some(one), _) | (_, Some(one), None) => *one,
        (_, Some(one), Some(other)) => other.minus(*one).unwrap_or_default(),
        (_, None, _) => Paise::ZERO,
    };
    if amount.is_negative() { amount.negated() } else { amount }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_question_is_what_differs() {
        let some = |paise| Some(Paise(paise));
        assert_eq!(in_question(GapKind::OtherAmount, [some(500), some(600), None]), Paise(100));
        assert_eq!(in_question(GapKind::NotSettled, [some(500), None, None]), Paise(500));
        assert_eq!(in_question(GapKind::BankNotOurs, [None, None, some(-17)]), Paise(17));
        assert_eq!(in_question(GapKind::Twice, [some(500), some(500), None]), Paise(500));
    }
}
