//! Makers whom an officer calls, in her day and on a page of their own.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::DispatchId;
use kernel::{Limit, Words};
use market::dispatch::{self, Call};
use store::Read;

use crate::app::App;
use crate::desk::{id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Fact, Facts, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Officer;

/// Calls on a page.
const LIST: Limit = Limit::of(50);
/// Where they stand.
const HERE: &str = "/officer/dispatch";

fn name(t: &Text, call: &Call) -> String {
    t.pick(&Words::new(&call.name_hi, &call.name_en)).to_owned()
}

/// Why she is called.
fn why(t: &Text, call: &Call) -> String {
    match call.ready_by {
        Some(day) => t.say("dispatch-about-accepted").set("day", t.day(&day)).to_string(),
        None => t.get("dispatch-about-asked"),
    }
}

/// The calls of an officer's day, under a heading; nothing if there are none.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn of_day(
    read: &mut Read,
    t: &Text,
    officer: &Officer,
) -> Result<Option<[Block; 2]>, WebError> {
    let calls = dispatch::calls(read, &officer.post.blocks.fenced(), LIST).await?;
    let row = |call: &Call| Row {
        href: t.path(HERE),
        title: name(t, call),
        figure: String::new(),
        note: call.code.clone(),
        standing: why(t, call),
    };
    let rows = Rows { rows: calls.iter().map(row).collect() };
    Ok((!calls.is_empty()).then(|| [Block::Heading(t.get("room-dispatch")), Block::Rows(rows)]))
}

/// `GET /{lang}/officer/dispatch`: whom to call, the longest waiting first.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let calls = dispatch::calls(&mut app.db().read().await?, &officer.post.blocks.fenced(), LIST).await?;
    let mut blocks = Vec::new();
    if calls.is_empty() {
        blocks.push(Block::Text(t.get("dispatch-none")));
    }
    for call in &calls {
        blocks.push(Block::Heading(name(&t, call)));
        blocks.push(Block::Facts(facts(&t, call)));
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{HERE}/{}/call", call.id)),
            method: "post",
            asks: vec![Ask::Field(Field {
                name: note_of(call.id),
                ..Field::named(&t, "dispatch_note", Kind::Words, "", &Wrongs::none())
            })],
            with: vec![],
            button: Button::second(t.get("dispatch-called")),
            form_key: Some(key_for(&officer.buyer.session)),
        }));
    }
    let whose = told::name_of(&officer.buyer);
    let board =
        Board::of(Desk::Officer, whose, HERE, t.get("room-dispatch"), blocks).led(t.get("dispatch-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

/// What the box for a note is called: there are as many as calls.
fn note_of(id: DispatchId) -> String {
    format!("note-{id}")
}

fn facts(t: &Text, call: &Call) -> Facts {
    let village = Words::new(&call.village_hi, &call.village_en);
    let mut facts = Facts::default().and(t.get("dispatch-why"), why(t, call));
    if let Some(mobile) = call.mobile.get() {
        let number = mobile.ten_digits().to_owned();
        let dial = Some((format!("tel:+91{number}"), t.get("dispatch-dial")));
        facts.rows.push(Fact { label: t.get("dispatch-number"), value: number, change: dial });
    }
    facts = facts
        .and(t.get("dispatch-village"), t.pick(&village))
        .and(t.get("dispatch-parcel"), &call.code)
        .and(t.get("dispatch-since"), t.moment(&call.since));
    if call.absent > 0 {
        let count = usize::try_from(call.absent).unwrap_or(0);
        facts = facts.and(t.get("dispatch-before"), t.say("dispatch-absent").set("count", count).to_string());
    }
    facts
}

/// `POST /{lang}/officer/dispatch/{id}/call`: she has called.
pub(super) async fn called(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: DispatchId = id_of(&id)?;
    let by = (officer.buyer.who.person, &officer.post.blocks);
    dispatch::called(app.db(), by, id, typed.get(&note_of(id))).await?;
    Ok(to(&t, HERE))
}
