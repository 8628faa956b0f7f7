//! How a complaint stands, in words for whoever reads it: its facts, its clocks, what was said.

use kernel::Time;
use market::complaints::{Complaint, ComplaintState, Line, Side, rules};

use crate::parts::{Facts, Moment, Progress, Row, Rows, Said, Talk, Timeline};
use crate::text::Text;
use crate::views::board::Block;

/// What it is about, who must see to it, how it ended.
pub(super) fn facts(t: &Text, one: &Complaint) -> Block {
    let order = if one.order.is_empty() { String::new() } else { one.order.clone() };
    let outcome = one.outcome.map(|outcome| t.get(&format!("complaint-outcome-{outcome}")));
    let level =
        if one.state.is_open() { t.get(&format!("complaint-level-{}", one.level)) } else { String::new() };
    Block::Facts(
        Facts::default()
            .and(t.get("complaint-number"), &one.number)
            .and(t.get("complaint-about"), t.get(&format!("complaint-about-{}", one.about)))
            .and(t.get("field-order"), order)
            .and(t.get("complaint-good"), t.pick(&one.good))
            .and(t.get("complaint-maker"), t.pick(&one.maker))
            .and(t.get("complaint-with"), level)
            .and(t.get("complaint-outcome"), outcome.unwrap_or_default()),
    )
}

/// Its two clocks: heard and settled, by when or since when.
pub(super) fn clocks(t: &Text, one: &Complaint, now: Time) -> Block {
    let clock = |key: &str, done: Option<Time>, by: Time| {
        let (key_when, at, progress) = match done {
            Some(at) => ("complaint-done-at", at, Progress::Done),
            None if by < now => ("complaint-was-due", by, Progress::Stopped),
            None => ("complaint-due-by", by, Progress::Now),
        };
        Moment {
            title: t.get(key),
            when: t.say(key_when).set("time", t.moment(&at)).to_string(),
            note: String::new(),
            progress,
        }
    };
    let opened = Moment {
        title: t.get("complaint-opened"),
        when: t.moment(&one.opened_at),
        note: String::new(),
        progress: Progress::Done,
    };
    let settled = one.closed_at.filter(|_| !one.state.is_open());
    Block::Timeline(Timeline {
        moments: vec![
            opened,
            clock("complaint-heard", one.heard_at, rules::heard_by(one.opened_at)),
            clock("complaint-settled", settled, rules::settled_by(one.opened_at)),
        ],
    })
}

/// What was said. `photos` is where a photo of it is served; `mine` is the side that reads.
pub(super) fn talk(t: &Text, one: &Complaint, photos: &str, mine: Side) -> Block {
    let said = one.messages.iter().map(|message| Said {
        who: match (message.side, mine) {
            (Side::Complainant, Side::Complainant) => t.get("complaint-you"),
            (Side::Complainant, Side::Desk) => t.get("complaint-complainant"),
            (Side::Desk, _) if !message.at_hub.is_empty() => t.get("hubcare-hub"),
            (Side::Desk, _) => t.get("mart"),
        },
        is_ours: message.side == Side::Desk,
        when: t.moment(&message.at),
        words: match message.at_hub.as_str() {
            "" => message.words.clone(),
            found => format!("{}. {}", t.get(&format!("hubcare-{found}")), message.words),
        },
        photo: message.picture.as_ref().map(|_| t.path(&format!("{photos}/{}", message.seq))),
    });
    Block::Talk(Talk { said: said.collect() })
}

/// Complaints one can open, under `at`.
pub(super) fn rows(t: &Text, lines: &[Line], at: &str, now: Time) -> Rows {
    let row = |line: &Line| Row {
        href: t.path(&format!("{at}/{}", line.number)),
        title: match t.pick(&line.maker) {
            "" => t.get(&format!("complaint-about-{}", line.about)),
            maker => format!("{}, {maker}", t.get(&format!("complaint-about-{}", line.about))),
        },
        figure: t.get(&format!("complaint-state-{}", line.state)),
        note: format!("{} · {}", line.number, t.moment(&line.opened_at)),
        standing: standing(t, line, now),
    };
    Rows { rows: lines.iter().map(row).collect() }
}

/// By when the next clock of an open complaint runs out, or that it has.
fn standing(t: &Text, line: &Line, now: Time) -> String {
    let by = match line.state {
        ComplaintState::Opened => rules::heard_by(line.opened_at),
        ComplaintState::Acknowledged | ComplaintState::Reopened => rules::settled_by(line.opened_at),
        ComplaintState::Closed | ComplaintState::Ended => return String::new(),
    };
    let key = if by < now { "complaint-was-due" } else { "complaint-due-by" };
    let level = t.get(&format!("complaint-level-{}", line.level));
    format!("{} · {level}", t.say(key).set("time", t.moment(&by)))
}
