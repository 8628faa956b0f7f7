//! What does not fit, until which day the bank's statement reaches, and how both are brought up to date.

use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use kernel::{Day, Limit};
use market::tally::{self, GapLine, GapState, StatementLine};
use worker::nudge;

use super::{HERE, in_question, kind_key};
use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Field, FileField, Kind, Notice, Row, Rows, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, FileForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Rows in each list.
const LIST: Limit = Limit::of(100);
/// Statements in the list.
const STATEMENTS: Limit = Limit::of(12);
/// The page waits so long for the payment company's answer.
const PATIENCE: Duration = Duration::from_secs(6);
/// A statement older than this is asked for.
const STALE_DAYS: i64 = 3;

/// `GET /{lang}/finance/tally`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &finance, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/finance/tally`: the payment company shall be asked again, about a day and those before it.
pub(super) async fn ask_again(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let today = app.db().now().day();
    let day = typed.day("tally_day").filter(|day| *day <= today && *day > today.plus(-400));
    let Some(day) = day else {
        let wrongs = Wrongs::none().and("tally_day", t.get("tally-wrong-day"));
        let board = page(&app, &t, &finance, &typed, wrongs).await?;
        return send(&app, t, &asked, HERE, &board);
    };
    let key = tally::ask_again(app.db(), day).await?;
    nudge::tally(app.db(), &key, PATIENCE).await;
    Ok(to(&t, HERE))
}

/// The page, also as the answer to a form that was refused.
pub(super) async fn page(
    app: &App,
    t: &Text,
    finance: &Finance,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let (open, ended) = tally::gaps(&mut read, LIST).await?;
    let count = tally::open(&mut read).await?.all();
    let until = tally::newest_line(&mut read).await?;
    let brought = tally::statements(&mut read, STATEMENTS).await?;
    drop(read);
    let today = app.db().now().day();
    let mut blocks = vec![Block::Notice(standing(t, usize::try_from(count).unwrap_or(0)))];
    if !open.is_empty() {
        blocks.push(Block::Rows(Rows { rows: open.iter().map(|gap| row(t, gap, today)).collect() }));
    }
    blocks.push(Block::Notice(stated(t, until, today)));
    blocks.push(Block::Heading(t.get("tally-statement")));
    blocks.push(Block::FileForm(statement_form(t, finance, &wrongs)));
    blocks.push(Block::Heading(t.get("settled-bring")));
    blocks.push(Block::FileForm(settlement_form(t, finance, &wrongs)));
    blocks.push(Block::Heading(t.get("tally-ask")));
    blocks.push(Block::Form(ask_form(t, finance, typed, today, &wrongs)));
    if !brought.is_empty() {
        blocks.push(Block::Heading(t.get("tally-statements")));
        blocks.push(Block::Rows(Rows { rows: brought.iter().map(|one| statement_row(t, one)).collect() }));
    }
    if !ended.is_empty() {
        blocks.push(Block::Heading(t.get("tally-ended")));
        blocks.push(Block::Rows(Rows { rows: ended.iter().map(|gap| row(t, gap, today)).collect() }));
    }
    let whose = told::name_of(&finance.buyer);
    Ok(Board::of(Desk::Finance, whose, HERE, t.get("tally-title"), blocks)
        .led(t.get("tally-lead"))
        .wrong(wrongs))
}

fn standing(t: &Text, count: usize) -> Notice {
    if count == 0 {
        return Notice::new(Tone::Good, t.get("tally-fits"), t.get("tally-fits.text"));
    }
    Notice::new(
        Tone::Stop,
        t.say("tally-differs").set("count", count).to_string(),
        t.get("tally-differs-text"),
    )
}

/// Until which day the bank has been heard.
fn stated(t: &Text, until: Option<Day>, today: Day) -> Notice {
    let (tone, text) = match until {
        None => (Tone::Care, t.get("tally-never-stated")),
        Some(day) => {
            let tone = if day < today.plus(-STALE_DAYS) { Tone::Care } else { Tone::Plain };
            (tone, t.say("tally-stated").set("day", t.date(&day)).to_string())
        }
    };
    Notice::new(tone, String::new(), text)
}

fn row(t: &Text, gap: &GapLine, today: Day) -> Row {
    let age = u32::try_from(today.0 - gap.day.0).unwrap_or(0);
    let age = t.say("tally-age").set("days", age).set("day", t.date(&gap.day)).to_string();
    let note = if gap.reference.is_empty() { age } else { format!("{} · {age}", gap.reference) };
    Row {
        href: t.path(&format!("{HERE}/{}", gap.id)),
        title: t.get(kind_key(gap.kind)),
        figure: t.money(&in_question(gap.kind, [gap.ours, gap.gateway, gap.bank])),
        note,
        standing: t.get(state_key(gap.state)),
    }
}

/// A gap for who only sees that it is there.
pub(crate) fn seen_from_afar(t: &Text, gap: &GapLine, today: Day) -> Row {
    Row { href: String::new(), ..row(t, gap, today) }
}

/// How a gap stands: a key.
pub(super) const fn state_key(state: GapState) -> &'static str {
    match state {
        GapState::Open => "gap-open",
        GapState::Asked => "gap-asked",
        GapState::Explained => "gap-explained",
        GapState::Booked => "gap-booked",
        GapState::Gone => "gap-gone",
    }
}

fn statement_row(t: &Text, one: &StatementLine) -> Row {
    let (standing, new) = match one.new {
        Some(new) => ("stm-taken", new),
        None => ("stm-shown", 0),
    };
    Row {
        href: t.path(&format!("/finance/statements/{}", one.id)),
        title: one.file_name.clone(),
        figure: one.count.to_string(),
        note: t.moment(&one.brought_at),
        standing: t.say(standing).set("new", usize::try_from(new).unwrap_or(0)).to_string(),
    }
}

fn statement_form(t: &Text, finance: &Finance, wrongs: &Wrongs) -> FileForm {
    FileForm {
        action: t.path("/finance/statements"),
        asks: Vec::new(),
        file: FileField {
            name: "statement".to_owned(),
            label: t.get("field-statement"),
            hint: t.get("field-statement.hint"),
            accept: ".csv,.xlsx,.ods,.txt".to_owned(),
            error: wrongs.of("statement").map(str::to_owned),
        },
        button: Button::main(t.get("stm-look")),
        form_key: Some(key_for(&finance.buyer.session)),
    }
}

fn settlement_form(t: &Text, finance: &Finance, wrongs: &Wrongs) -> FileForm {
    FileForm {
        action: t.path("/finance/settlements"),
        asks: Vec::new(),
        file: FileField {
            name: "settlement".to_owned(),
            label: t.get("field-settlement"),
            hint: t.get("field-settlement.hint"),
            accept: ".csv,.xlsx,.ods".to_owned(),
            error: wrongs.of("settlement").map(str::to_owned),
        },
        button: Button::second(t.get("settled-take")),
        form_key: Some(key_for(&finance.buyer.session)),
    }
}

fn ask_form(t: &Text, finance: &Finance, typed: &Typed, today: Day, wrongs: &Wrongs) -> BoardForm {
    let written = today.iso();
    let day = Some(typed.get("tally_day")).filter(|day| !day.is_empty()).unwrap_or(&written);
    BoardForm {
        action: t.path(HERE),
        method: "post",
        asks: vec![Ask::Field(Field::named(t, "tally_day", Kind::Day, day, wrongs))],
        with: Vec::new(),
        button: Button::second(t.get("tally-ask-go")),
        form_key: Some(key_for(&finance.buyer.session)),
    }
}
