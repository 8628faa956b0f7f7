//! `GET /{lang}/office/report/{measure}`: the rows behind a figure, the newest first.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{Limit, Paise};
use market::reports::{self, Count, Cut, Fact, Measure};

use super::told::{self, Wanted};
use crate::app::App;
use crate::desk::{id_of, send, told as desk_told};
use crate::error::{WebError, encoded};
use crate::parts::{Button, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// Rows of one page.
const PAGE: Limit = Limit::of(50);

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(measure): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let measure: Measure = id_of(&measure)?;
    let mut read = app.db().read().await?;
    let (span, cut) = (wanted.span(read.now()), wanted.cut());
    let line = if cut == Cut::Whole { String::new() } else { wanted.line.clone() };
    let facts = reports::facts(&mut read, (measure, cut, &line), span, wanted.before(), PAGE).await?;
    let counted = reports::counts(&mut read, measure, cut, span).await?;
    let names = told::names(&app, &mut read, &t, cut, &counted).await?;
    drop(read);
    let count = counted.into_iter().find(|one| one.cut == line).unwrap_or_default();
    let days = span.to.day().0 - span.from.day().0;
    let mut blocks = vec![Block::Text(lead(&t, measure, &count, days))];
    if facts.is_empty() {
        blocks.push(Block::Text(t.get("report-no-rows")));
    } else {
        blocks.push(Block::Rows(Rows { rows: facts.iter().map(|fact| row(&t, measure, fact)).collect() }));
    }
    if let Some(last) = facts.last().filter(|_| facts.len() == PAGE.rows()) {
        let (period, after) = (wanted.period(), reports::after(last));
        let to =
            format!("/office/report/{measure}?{period}&cut={cut}&line={}&before={after}", encoded(&line));
        blocks.push(Block::Button(Button::second(t.get("report-more")).to(t.path(&to))));
    }
    blocks.push(Block::Button(Button::second(t.get("room-report")).to(t.path("/office/report"))));
    let of =
        names.get(&line).filter(|name| !name.is_empty()).map(|name| format!(": {name}")).unwrap_or_default();
    let board = Board::of(
        Desk::Office,
        desk_told::name_of(&office.buyer),
        "/office/report",
        format!("{}{of}", t.get(&format!("report-measure-{measure}"))),
        blocks,
    );
    send(&app, t, &asked, &asked.rest, &board)
}

/// What was counted, in a sentence.
fn lead(t: &Text, measure: Measure, count: &Count, days: i64) -> String {
    t.say(&format!("report-counted-{measure}"))
        .set("days", days.to_string())
        .set("keys", count.keys.to_string())
        .set("all", count.all.to_string())
        .set("good", count.good.to_string())
        .set("bad", (count.all - count.good).to_string())
        .set("amount", t.money(&Paise(count.amount)))
        .to_string()
}

fn row(t: &Text, measure: Measure, fact: &Fact) -> Row {
    let figure = match measure {
        Measure::Paid | Measure::Orders => t.money(&Paise(fact.amount)),
        Measure::Delivery | Measure::Looks | Measure::Payouts | Measure::Complaints => {
            t.get(&match (fact.is_open, fact.good) {
                (true, _) => format!("report-open-{measure}"),
                (false, true) => format!("report-good-{measure}"),
                (false, false) => format!("report-bad-{measure}"),
            })
        }
        Measure::Listed => String::new(),
        Measure::FirstSale => t.say("report-days").set("count", fact.amount.to_string()).to_string(),
    };
    // What must be done by a day counts once that day is over.
    let at = if measure == Measure::Payouts { fact.at.plus_ms(-1) } else { fact.at };
    let to = match (measure, fact.maker) {
        (Measure::Complaints, _) | (_, None) => format!("/office/complaints/{}", fact.key),
        (_, Some(_)) => format!("/makers/{}", fact.slug),
    };
    let name = t.pick(&fact.name);
    let title = if measure == Measure::Complaints || name.is_empty() { fact.key.as_str() } else { name };
    let note = [t.day(&at.day()), fact.code.clone()];
    let note = note.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
    Row { href: t.path(&to), title: title.to_owned(), figure, note, standing: String::new() }
}
