//! One's own tasks, whatever desk one sits at: what is open, and the answer to each.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::TaskId;
use market::meetings::{self, Answer, MeetingError, TaskView};

use super::told;
use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Radios, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::who::Buyer;

/// Where they stand.
const HERE: &str = "/tasks";

fn board(buyer: &Buyer, title: String, blocks: Vec<Block>) -> Board {
    Board::of(told::desk_of(&buyer.who), desk::told::name_of(buyer), HERE, title, blocks)
}

/// `GET /{lang}/tasks`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut blocks = told::of_desk(&mut app.db().read().await?, &t, buyer.who.person).await?;
    if blocks.is_empty() {
        blocks.push(Block::Text(t.get("task-none")));
    }
    let board = board(&buyer, t.get("room-tasks"), blocks).led(t.get("task-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

async fn find(app: &App, buyer: &Buyer, id: &str) -> Result<TaskView, WebError> {
    let id: TaskId = id_of(id)?;
    let found = meetings::own(&mut app.db().read().await?, buyer.who.person, id).await?;
    found.ok_or(WebError::Missing)
}

/// `GET /{lang}/tasks/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let view = find(&app, &buyer, &id).await?;
    let board = page(&app, &t, &buyer, &view, &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

fn page(app: &App, t: &Text, buyer: &Buyer, view: &TaskView, typed: &Typed, wrongs: Wrongs) -> Board {
    let mut blocks = told::whole(t, view, app.db().now().day());
    if view.task.state.is_open() {
        blocks.push(Block::Form(form(t, buyer, view, typed, &wrongs)));
    }
    board(buyer, view.task.what.clone(), blocks).wrong(wrongs)
}

fn form(t: &Text, buyer: &Buyer, view: &TaskView, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let choice = |value: &str| {
        Choice::new(value, t.get(&format!("task-answer-{value}"))).chosen_if(typed.get("task_answer"))
    };
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    BoardForm {
        action: t.path(&format!("{HERE}/{}/answers", view.task.id)),
        method: "post",
        asks: vec![
            Ask::Radios(Radios {
                name: "task_answer".to_owned(),
                label: t.get("task-answer"),
                error: wrongs.of("task_answer").map(str::to_owned),
                choices: vec![choice("done"), choice("moved")],
            }),
            field("task_day", Kind::Day),
            field("task_words", Kind::Lines),
        ],
        with: Vec::new(),
        button: Button::main(t.get("task-send")),
        form_key: Some(key_for(&buyer.session)),
    }
}

/// `POST /{lang}/tasks/{id}/answers`.
pub(super) async fn answer(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let view = find(&app, &buyer, &id).await?;
    let here = format!("{HERE}/{id}");
    let mut wrongs = Wrongs::none();
    let said = match typed.get("task_answer") {
        "done" => Some(Answer::Done),
        "moved" => Some(Answer::Moved(Day::from_iso(typed.get("task_day")).unwrap_or(Day(0)))),
        _ => None,
    };
    match said {
        None => wrongs.add("task_answer", t.get("task-wrong-answer")),
        Some(said) => {
            let (who, words) = (buyer.who.person, typed.get("task_words"));
            match meetings::answer(app.db(), who, view.task.id, said, words).await {
                Ok(()) => return Ok(to(&t, &here)),
                Err(MeetingError::NoWords) => wrongs.add("task_words", t.get("meeting-wrong-words")),
                Err(MeetingError::BadDay) => wrongs.add("task_day", t.get("task-wrong-later")),
                Err(cause) => return Err(cause.into()),
            }
        }
    }
    let board = page(&app, &t, &buyer, &view, &typed, wrongs);
    send(&app, t, &asked, &here, &board)
}
