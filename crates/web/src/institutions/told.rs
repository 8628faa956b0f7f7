//! What the market says of bulk orders, in words.

use kernel::{Day, Paise};
use market::institutions::offer::{Offer, Stage};
use market::institutions::{EnquiryState, InstitutionError, OfferState};

use crate::error::WebError;
use crate::parts::{Column, Facts, Table, TableRow, Wrongs};
use crate::text::Text;
use crate::views::board::Block;

/// Why something was refused, beside the field it is about; what is no fault of a form goes on as it is.
///
/// # Errors
/// [`WebError`] for what no form can mend.
pub(super) fn wrong(t: &Text, cause: InstitutionError, form: &str) -> Result<Wrongs, WebError> {
    let whole = |says: String| Wrongs::none().and(form, says);
    Ok(match cause {
        InstitutionError::Typed(field) => Wrongs::none().and(field, t.get(&format!("inst-wrong-{field}"))),
        InstitutionError::Short(name) => {
            whole(t.say("inst-wrong-short-of").set("good", t.pick(&name)).to_string())
        }
        InstitutionError::NotSold(goods) => {
            let named: Vec<&str> = goods.iter().map(|(name, _)| t.pick(name)).collect();
            whole(format!("{} {}", t.get("inst-wrong-not-sold"), named.join(", ")))
        }
        InstitutionError::NotNow => whole(t.get("wrong-stands-otherwise")),
        InstitutionError::Quote(_) | InstitutionError::Order(_) => whole(t.get("inst-wrong-order")),
        other => return Err(other.into()),
    })
}

/// How an enquiry stands, in a word.
pub(super) fn standing(t: &Text, state: EnquiryState) -> String {
    t.get(&format!("inst-state-{state}"))
}

/// A column of words, or of figures.
pub(super) fn column(t: &Text, key: &str, figures: bool) -> Column {
    Column { label: t.get(key), figures }
}

/// What an offer says: its stages with who makes what, and what is to be paid when.
pub(super) fn offer(t: &Text, offer: &Offer) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for stage in &offer.stages {
        blocks.push(Block::Table(stage_table(t, stage)));
    }
    let until = match offer.row.state {
        OfferState::Sent => t.moment(&offer.row.valid_until),
        OfferState::Accepted | OfferState::Replaced | OfferState::Lapsed => String::new(),
    };
    let rest = Paise(offer.whole().0 - offer.ahead().0);
    blocks.push(Block::Facts(
        Facts::default()
            .and(t.get("inst-pieces"), offer.pieces().to_string())
            .and(t.get("inst-whole"), t.money(&offer.whole()))
            .and(advance_label(t, offer), t.money(&offer.ahead()))
            .and(t.get("inst-rest"), t.money(&rest))
            .and(t.get("inst-valid"), until),
    ));
    blocks
}

fn advance_label(t: &Text, offer: &Offer) -> String {
    t.say("inst-advance").set("share", offer.row.advance.to_string()).to_string()
}

fn stage_table(t: &Text, stage: &Stage) -> Table {
    let mut rows: Vec<TableRow> = stage
        .lines
        .iter()
        .map(|line| TableRow {
            href: None,
            cells: vec![
                format!("{} · {}", t.pick(&line.name()), t.pick(&line.maker_name())),
                line.pieces.to_string(),
                t.money(&line.unit),
                t.money(&line.sum()),
            ],
        })
        .collect();
    let plain = |label: String, amount: Paise| TableRow {
        href: None,
        cells: vec![label, String::new(), String::new(), t.money(&amount)],
    };
    rows.push(plain(t.get("inst-freight"), stage.row.freight));
    rows.push(plain(t.get("inst-stage-sum"), stage.whole()));
    Table {
        caption: stage_name(t, stage.row.no, &stage.row.day),
        columns: vec![
            column(t, "inst-good", false),
            column(t, "inst-pieces", true),
            column(t, "inst-unit", true),
            column(t, "inst-sum", true),
        ],
        rows,
    }
}

/// «Delivery 1, by Thursday 12 December».
pub(super) fn stage_name(t: &Text, no: i64, day: &Day) -> String {
    t.say("inst-stage").set("no", no.to_string()).set("day", t.date(day)).to_string()
}
