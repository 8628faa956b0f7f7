//! The list of what looks wrong, and one thing with its evidence and its two answers.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::AnomalyId;
use market::anomalies::{self, Anomaly, AnomalyError, AnomalyState, Named};
use market::audit::Part;
use market::meetings;
use store::chance;

use crate::app::App;
use crate::desk::office::{self, form};
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed};
use crate::meetings::{task_asks, typed_task, wrong_task};
use crate::parts::{Button, Facts, Field, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::who::DcOffice;

/// Where it stands.
const HERE: &str = "/office/anomalies";

fn board(office: &DcOffice, title: String, blocks: Vec<Block>) -> Board {
    office::board(office, HERE, title, blocks)
}

/// `GET /{lang}/office/anomalies`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let found = anomalies::all(&mut app.db().read().await?, office.buyer.who.person).await?;
    let mut blocks = Vec::new();
    if found.is_empty() {
        blocks.push(Block::Text(t.get("anomaly-none")));
    } else {
        blocks.push(Block::Rows(Rows { rows: found.iter().map(|one| row(&t, one)).collect() }));
    }
    let look = Button::second(t.get("anomaly-look"));
    blocks.push(Block::Form(form(&t, &office, HERE, Vec::new(), look)));
    let board = board(&office, t.get("room-anomalies"), blocks).led(t.get("anomaly-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

fn row(t: &Text, one: &Anomaly) -> Row {
    Row {
        href: t.path(&format!("{HERE}/{}", one.id)),
        title: t.get(&format!("anomaly-rule-{}", one.rule)),
        figure: t.day(&one.found_at.day()),
        note: whom(t, one),
        standing: t.get(&format!("anomaly-state-{}", one.state)),
    }
}

/// Whom it is about.
fn whom(t: &Text, one: &Anomaly) -> String {
    let name = t.pick(&one.name).to_owned();
    if one.makers > 1 {
        t.say("anomaly-and-more").set("name", name).set("count", (one.makers - 1).to_string()).to_string()
    } else {
        name
    }
}

/// `POST /{lang}/office/anomalies`: looks through everything now.
pub(super) async fn look(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    anomalies::find(app.db(), office.buyer.actor(Part::DcOffice)).await?;
    Ok(to(&t, HERE))
}

async fn find(app: &App, office: &DcOffice, id: &str) -> Result<Anomaly, WebError> {
    let id: AnomalyId = id_of(id)?;
    let asks = office.buyer.who.person;
    anomalies::one(&mut app.db().read().await?, asks, id).await?.ok_or(WebError::Missing)
}

/// `GET /{lang}/office/anomalies/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let one = find(&app, &office, &id).await?;
    let board = page(&app, &t, &office, &one, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    one: &Anomaly,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let makers = anomalies::makers_of(&mut read, one.id).await?;
    let owners = meetings::owners(&mut read).await?;
    drop(read);
    let mut blocks = evidence(t, one, &makers);
    match (one.state, one.task) {
        (AnomalyState::Open, _) => {
            let explains = Field::named(t, "anomaly_words", Kind::Lines, typed.get("anomaly_words"), &wrongs);
            let action = format!("{HERE}/{}/explanation", one.id);
            let explain = Button::main(t.get("anomaly-explain"));
            blocks.push(Block::Form(form(t, office, &action, vec![Ask::Field(explains)], explain)));
            let action = format!("{HERE}/{}/task", one.id);
            let give = Button::main(t.get("task-give"));
            blocks.push(Block::Folded(Folded {
                summary: t.get("anomaly-give"),
                open: typed.0.contains_key("task_what"),
                form: BoardForm {
                    with: vec![("once".to_owned(), chance::letters(16))],
                    ..form(t, office, &action, task_asks(t, &owners, typed, &wrongs), give)
                },
            }));
        }
        (_, Some(task)) => {
            let link = Button::second(t.get("feedback-task")).to(t.path(&format!("/office/tasks/{task}")));
            blocks.push(Block::Button(link));
        }
        (AnomalyState::Explained | AnomalyState::Tasked, None) => {}
    }
    Ok(board(office, t.get(&format!("anomaly-rule-{}", one.rule)), blocks)
        .led(t.get(&format!("anomaly-rule-{}.text", one.rule)))
        .wrong(wrongs))
}

/// What it rests on, each as a link to the row itself.
fn evidence(t: &Text, one: &Anomaly, makers: &[Named]) -> Vec<Block> {
    let facts = Facts::default()
        .and(t.get("anomaly-found"), t.moment(&one.found_at))
        .and(t.get("anomaly-stands"), t.get(&format!("anomaly-state-{}", one.state)))
        .and(t.get("anomaly-officer"), one.officer_name.clone().unwrap_or_default())
        .and(t.get("anomaly-words"), one.words.clone());
    let row = |href: String, title: String, note: &str| Row {
        href: t.path(&href),
        title,
        figure: String::new(),
        note: t.get(note),
        standing: String::new(),
    };
    let mut rows: Vec<Row> = makers
        .iter()
        .map(|maker| row(format!("/makers/{}", maker.slug), t.pick(&maker.name).to_owned(), "anomaly-maker"))
        .collect();
    if let Some(case) = one.case {
        rows.push(row(format!("/office/cases/{case}"), t.pick(&one.name).to_owned(), "anomaly-case"));
    }
    if let Some(order) = &one.order {
        rows.push(row(format!("/orders/{order}"), order.clone(), "anomaly-order"));
    }
    vec![Block::Facts(facts), Block::Heading(t.get("anomaly-evidence")), Block::Rows(Rows { rows })]
}

/// `POST /{lang}/office/anomalies/{id}/explanation`.
pub(super) async fn explain(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let one = find(&app, &office, &id).await?;
    let here = format!("{HERE}/{id}");
    match anomalies::explain(app.db(), office.buyer.who.person, one.id, typed.get("anomaly_words")).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(AnomalyError::NoWords) => {
            let wrongs = Wrongs::none().and("anomaly_words", t.get("meeting-wrong-words"));
            let board = page(&app, &t, &office, &one, &typed, wrongs).await?;
            send(&app, t, &asked, &here, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/office/anomalies/{id}/task`.
pub(super) async fn give(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let one = find(&app, &office, &id).await?;
    let here = format!("{HERE}/{id}");
    let given = match typed_task(&typed, None) {
        Ok(given) => anomalies::give_task(app.db(), office.buyer.who.person, one.id, &given).await,
        Err(cause) => Err(cause.into()),
    };
    let wrongs = match given {
        Ok(_) => return Ok(to(&t, &here)),
        Err(AnomalyError::ConcernsOwner) => Wrongs::none().and("task_owner", t.get("anomaly-wrong-owner")),
        Err(AnomalyError::Task(cause)) => wrong_task(&t, cause)?,
        Err(cause) => return Err(cause.into()),
    };
    let board = page(&app, &t, &office, &one, &typed, wrongs).await?;
    send(&app, t, &asked, &here, &board)
}
