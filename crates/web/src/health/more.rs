//! What is behind a line: the rows it counts, or the page of the handbook that says how it is mended. The button of each line leads here.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Lang, Limit};
use market::cases::{self, CaseLine, Scope};
use market::health::{self, LateShipment, OneLanguage, What};
use market::reports::{self, Unpaid};

use super::Here;
use crate::app::App;
use crate::desk::{send, told};
use crate::error::WebError;
use crate::parts::{Button, Prose, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;

/// What to do when something is wrong, as it stands in `docs/operate`.
const BOOK_HI: &str = include_str!("../../../../docs/operate/incidents.hi.md");
const BOOK_EN: &str = include_str!("../../../../docs/operate/incidents.md");
/// Cases of a list.
const CASES: Limit = Limit::of(Limit::MOST);

/// The headings of the handbook about a line, in Hindi and in English; none where the rows themselves are shown.
const fn chapter(what: What) -> Option<(&'static str, &'static str)> {
    match what {
        What::Payouts | What::Parcels | What::Cases | What::Translations => None,
        What::Webhooks | What::Messages => Some(("कोई संदेश अटका है", "A message is stuck")),
        What::Backups => Some(("बैकअप नहीं बन रहा या परखा नहीं गया", "No backup is taken or proven")),
        What::Disk => Some(("डिस्क भर गई", "The disk is full")),
        What::Sms => Some(("SMS नहीं जा रहे", "SMS are silent")),
        What::Gateway | What::Companies => Some(("भुगतान कंपनी जवाब नहीं दे रही", "The gateway is silent")),
        What::Certificate => Some(("प्रमाणपत्र ख़त्म होने वाला है", "The certificate runs out")),
    }
}

/// The one button of a line.
pub(super) fn button(t: &Text, here: &Here, what: What) -> Block {
    let key = if chapter(what).is_some() { "health-help" } else { "health-open" };
    let to = match (here.desk, what) {
        (Desk::Office, What::Payouts) => "/office/report/unpaid".to_owned(),
        _ => format!("{}/{what}/more", here.at),
    };
    Block::Button(Button::main(t.get(key)).to(t.path(&to)))
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    t: Text,
    here: Here,
    Path(what): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let what: What = what.parse().map_err(|_| WebError::Missing)?;
    let (title, mut blocks) = match chapter(what) {
        Some(headings) => (t.get("health-help"), vec![Block::Prose(read_aloud(&t, headings)?)]),
        None => (t.get(&format!("health-{what}")), vec![list(rows(&app, &t, &here, what).await?, &t)]),
    };
    let back = t.path(&format!("{}/{what}", here.at));
    blocks.push(Block::Button(Button::second(t.get(&format!("health-{what}"))).to(back)));
    let lead = if chapter(what).is_some() { t.get(&format!("health-{what}")) } else { String::new() };
    let board = Board::of(here.desk, told::name_of(&here.buyer), here.at, title, blocks).led(lead);
    send(&app, t, &asked, &format!("{}/{what}/more", here.at), &board)
}

/// The chapter in the reader's language.
fn read_aloud(t: &Text, (hi, en): (&str, &str)) -> Result<Prose, WebError> {
    let (book, heading) = if t.lang == Lang::Hi { (BOOK_HI, hi) } else { (BOOK_EN, en) };
    Prose::section(book, heading).ok_or(WebError::Missing)
}

fn list(rows: Vec<Row>, t: &Text) -> Block {
    if rows.is_empty() { Block::Text(t.get("health-no-row")) } else { Block::Rows(Rows { rows }) }
}

/// What a line counts, one by one.
async fn rows(app: &App, t: &Text, here: &Here, what: What) -> Result<Vec<Row>, WebError> {
    let read = &mut app.db().read().await?;
    Ok(match what {
        What::Payouts => reports::unpaid(read).await?.iter().map(|one| payout(t, one)).collect(),
        What::Parcels => {
            health::past_their_day(read).await?.iter().map(|one| shipment(t, one, here.desk)).collect()
        }
        What::Cases => {
            let late = cases::overdue(read, &Scope::District, CASES).await?;
            late.iter().map(|one| case(t, one, here.desk)).collect()
        }
        What::Translations => health::one_language(read).await?.iter().map(|one| good(t, one)).collect(),
        What::Webhooks
        | What::Backups
        | What::Disk
        | What::Messages
        | What::Sms
        | What::Gateway
        | What::Companies
        | What::Certificate => Vec::new(),
    })
}

/// Money that waits, without whose it is: the administrator has no power over money.
fn payout(t: &Text, one: &Unpaid) -> Row {
    Row {
        href: String::new(),
        title: t.say("unpaid-since").set("day", t.day(&one.since)).to_string(),
        figure: t.money(&one.amount),
        note: t.say("unpaid-parcels").set("count", one.parcels.to_string()).to_string(),
        standing: if one.has_account { String::new() } else { t.get("unpaid-no-account") },
    }
}

/// A late shipment. Whoever has its order's code can follow the order, so the code stands before the DC's office alone.
fn shipment(t: &Text, one: &LateShipment, desk: Desk) -> Row {
    let (href, title) = if desk == Desk::Office {
        (t.path(&format!("/orders/{}", one.code)), one.code.clone())
    } else {
        (String::new(), t.get("health-shipment"))
    };
    Row {
        href,
        title,
        figure: t.day(&one.latest),
        note: t.get(&format!("health-shipment-{}", one.state)),
        standing: String::new(),
    }
}

/// A case whose next action is late: her name before the DC's office, before the administrator only where, and who carries it.
fn case(t: &Text, one: &CaseLine, desk: Desk) -> Row {
    let place = format!("{}, {}", t.pick(&one.village), t.pick(&one.block));
    let officer = if one.officer.is_empty() { t.get("case-nobody") } else { one.officer.clone() };
    let carried = format!("{officer}, {}", t.department(one.department));
    let (href, title, note) = if desk == Desk::Office {
        let name = t.pick(&one.name).to_owned();
        (t.path(&format!("/office/cases/{}", one.id)), name, format!("{place} · {carried}"))
    } else {
        (String::new(), place, carried)
    };
    let figure = one.next.map(|(_, due)| t.day(&due)).unwrap_or_default();
    Row { href, title, figure, note, standing: String::new() }
}

/// A good that lacks words: its page shows what is there.
fn good(t: &Text, one: &OneLanguage) -> Row {
    Row {
        href: t.path(&format!("/products/{}", one.slug)),
        title: t.pick(&one.name).to_owned(),
        figure: String::new(),
        note: t.pick(&one.block).to_owned(),
        standing: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_handbook_has_each_chapter_in_both_languages() {
        for what in What::ALL {
            let Some((hi, en)) = chapter(*what) else { continue };
            for (book, heading) in [(BOOK_HI, hi), (BOOK_EN, en)] {
                let prose = Prose::section(book, heading).unwrap_or_else(|| panic!("no chapter {heading}"));
                assert!(!prose.pieces.is_empty(), "{heading} says nothing");
            }
        }
    }
}
