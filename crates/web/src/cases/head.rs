//! The head of a department: what waits for a yes, what has climbed up, and the decision itself.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Limit;
use kernel::ids::{CaseId, PersonId};
use market::cases::{self, CaseError, CaseState, CaseView, Cut, Stage};
use market::quality;
use store::Read;

use super::case::{deed, page};
use super::{Reader, Typed, field, select, selling, send, told};
use crate::app::App;
use crate::desk::{id_of, to};
use crate::error::WebError;
use crate::form::Filled;
use crate::life;
use crate::meetings;
use crate::parts::{Button, Figure, Figures, Kind, Notice, Tone, Wrongs};
use crate::quality::trends;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::Block;
use crate::views::desk::SignOut;
use crate::who::Head;

/// Lines of each list.
const LINES: Limit = Limit::of(50);

/// `GET /{lang}/head`.
pub(super) async fn home(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let reader = Reader::head(&head);
    let mut read = app.db().read().await?;
    let waiting = cases::waiting_for_approval(&mut read, head.department, LINES).await?;
    let overdue = cases::overdue(&mut read, &reader.by.scope, LINES).await?;
    let funnel = cases::funnel(&mut read, &reader.by.scope, Cut::Whole).await?;
    let by_craft = quality::trends(&mut read, quality::By::Craft).await?;
    let tasks = meetings::of_desk(&mut read, &t, reader.by.person).await?;
    let licences = life::of_head(&mut read, &t, head.department).await?;
    drop(read);
    let today = app.db().now().day();
    let figure = |value: i64, key: &str, href: Option<&str>| Figure {
        value: value.to_string(),
        label: t.get(key),
        href: href.map(|path| t.path(path)),
    };
    let count = |lines: &[cases::CaseLine]| i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let mut blocks = vec![Block::Figures(Figures {
        figures: vec![
            figure(count(&waiting), "head-n-waiting", None),
            figure(count(&overdue), "head-n-overdue", None),
            figure(funnel.whole.from(Stage::Listed), "head-n-listed", Some("/head/funnel")),
        ],
    })];
    blocks.extend(tasks);
    if let Some(task) = trends::task(&t, &by_craft) {
        blocks.push(Block::Notice(task));
        blocks.push(Block::Button(Button::second(t.get("room-quality")).to(t.path("/head/quality"))));
    }
    for (key, lines) in [("head-waiting", &waiting), ("head-overdue", &overdue)] {
        if !lines.is_empty() {
            blocks.push(Block::Heading(t.get(key)));
            blocks.push(Block::Rows(told::rows(&t, &reader, lines, today)));
        }
    }
    if waiting.is_empty() && overdue.is_empty() && licences.is_empty() {
        blocks.push(Block::Text(t.get("head-nothing")));
    }
    blocks.extend(licences);
    blocks.push(Block::Button(Button::second(t.get("room-funnel")).to(t.path("/head/funnel"))));
    blocks.push(Block::Out(SignOut { form_key: Some(reader.key.clone()) }));
    let mut board = reader.board(told::department(&t, head.department), "/head", blocks);
    board.lead = t.get("head-lead");
    send(&app, t, &asked, &asked.rest, &board)
}

/// What the head may do with a case.
pub(super) async fn forms(
    read: &mut Read,
    t: &Text,
    reader: &Reader,
    view: &CaseView,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Block>, WebError> {
    let id = view.head.id;
    let mut blocks = Vec::new();
    if reader.by.scope.department() != Some(view.head.department) || !view.head.state.is_open() {
        return Ok(blocks);
    }
    if let Some(asked) = &view.asked {
        let hub = kernel::Words::new(&asked.hub_hi, &asked.hub_en);
        let said = t
            .say("head-asked")
            .set("who", &asked.who)
            .set("day", t.day(&asked.at.day()))
            .set("hub", t.pick(&hub))
            .set("class", t.get(&format!("tax-class-{}", asked.tax_class)))
            .to_string();
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("head-decide"), said)));
        let action = t.path(&format!("/head/cases/{id}/approvals"));
        blocks.push(Block::Form(reader.form(action, vec![], Button::main(t.get("head-approve")))));
        let asks = vec![field(t, "return_reason", Kind::Lines, typed, wrongs)];
        blocks.push(deed(t, reader, id, ("returns", "head-send-back"), asks, wrongs));
    }
    if view.head.state == CaseState::Listed {
        let now = selling::as_it_is(read, view, typed).await?;
        let asks = selling::asks(read, t, &now, wrongs).await?;
        blocks.push(deed(t, reader, id, ("sellings", "case-selling"), asks, wrongs));
    }
    let officers = cases::officers(read, &reader.by.scope, id).await?;
    let others = officers.into_iter().filter(|officer| Some(officer.person) != view.head.officer);
    let others: Vec<_> = others
        .map(|o| (o.person.to_string(), format!("{}, {}", o.name, told::department(t, o.department))))
        .collect();
    if !others.is_empty() {
        let note = field(t, "handover_note", Kind::Words, typed, wrongs);
        let asks = vec![select(t, "officer", typed, wrongs, others), note];
        blocks.push(deed(t, reader, id, ("handovers", "case-hand-over"), asks, wrongs));
    }
    Ok(blocks)
}

async fn refused(
    app: &App,
    t: Text,
    reader: &Reader,
    asked: &Asked,
    came: (CaseId, &Typed, &str),
    cause: CaseError,
) -> Result<Response, WebError> {
    let (id, typed, note) = came;
    let is_note = matches!(cause, CaseError::NoReason);
    let (name, says) = told::refused(&t, cause)?;
    let wrongs = Wrongs::none().and(if is_note { note } else { name }, says);
    let board = page(app, &t, reader, id, typed, wrongs).await?;
    send(app, t, asked, &format!("/head/cases/{id}"), &board)
}

/// `POST /{lang}/head/cases/{id}/approvals`: a second person says yes; she is a maker of the mart.
pub(super) async fn approve(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (id, reader) = (id_of(&id)?, Reader::head(&head));
    match cases::approve(app.db(), &reader.by, id).await {
        Ok(_) => Ok(to(&t, &format!("/head/cases/{id}"))),
        Err(cause) => refused(&app, t, &reader, &asked, (id, &typed, ""), cause).await,
    }
}

/// `POST /{lang}/head/cases/{id}/returns`: the head wants more and says what.
pub(super) async fn send_back(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (id, reader) = (id_of(&id)?, Reader::head(&head));
    match cases::send_back(app.db(), &reader.by, id, typed.get("return_reason")).await {
        Ok(()) => Ok(to(&t, &format!("/head/cases/{id}"))),
        Err(cause) => refused(&app, t, &reader, &asked, (id, &typed, "return_reason"), cause).await,
    }
}

/// `POST /{lang}/head/cases/{id}/handovers`: an officer of the department carries it from now on.
pub(super) async fn hand_over(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (id, reader) = (id_of(&id)?, Reader::head(&head));
    let done = match typed.get("officer").parse::<PersonId>() {
        Ok(officer) => cases::hand_over(app.db(), &reader.by, id, officer, typed.get("handover_note")).await,
        Err(_) => Err(CaseError::NoOfficer),
    };
    match done {
        Ok(()) => Ok(to(&t, &format!("/head/cases/{id}"))),
        Err(cause) => refused(&app, t, &reader, &asked, (id, &typed, "handover_note"), cause).await,
    }
}

/// `POST /{lang}/head/cases/{id}/sellings`: in whose name she sells from now on.
pub(super) async fn sell_as(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (id, reader) = (id_of(&id)?, Reader::head(&head));
    let done = match selling::typed(&typed) {
        Ok(selling) => cases::set_selling(app.db(), &reader.by, id, &selling).await,
        Err(name) => {
            let board =
                page(&app, &t, &reader, id, &typed, Wrongs::none().and(name, t.get("case-wrong-choose")));
            return send(&app, t, &asked, &format!("/head/cases/{id}"), &board.await?);
        }
    };
    match done {
        Ok(()) => Ok(to(&t, &format!("/head/cases/{id}"))),
        Err(cause) => refused(&app, t, &reader, &asked, (id, &typed, "tax_number"), cause).await,
    }
}
