//! The DC's office: what the next meeting begins with, minutes of the last, tasks out of them.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::{MeetingId, TaskId};
use market::accounts::DepartmentKey;
use market::meetings::{self, Given, Meeting, MeetingError, Minutes, Owner, TaskView};
use store::{Read, chance};

use super::told;
use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Row, Rows, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// Where they stand.
const HERE: &str = "/office/meetings";

fn board(office: &DcOffice, title: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Office, desk::told::name_of(&office.buyer), HERE, title, blocks)
}

fn form(t: &Text, office: &DcOffice, action: &str, asks: Vec<Ask>, button: &str) -> BoardForm {
    BoardForm {
        action: t.path(action),
        method: "post",
        asks,
        with: vec![("once".to_owned(), chance::letters(16))],
        button: Button::main(t.get(button)),
        form_key: Some(key_for(&office.buyer.session)),
    }
}

/// `GET /{lang}/office/meetings`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = home(&app, &t, &office, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn home(
    app: &App,
    t: &Text,
    office: &DcOffice,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let (_, standing) = meetings::standing(&mut read).await?;
    let held = meetings::meetings(&mut read).await?;
    let today = read.now().day();
    drop(read);
    let day = today.iso();
    let typed_day = if typed.get("meeting_day").is_empty() { &day } else { typed.get("meeting_day") };
    let asks = vec![
        Ask::Field(Field::named(t, "meeting_day", Kind::Day, typed_day, &wrongs)),
        Ask::Field(Field::named(t, "minutes", Kind::Minutes, typed.get("minutes"), &wrongs)),
    ];
    let mut blocks = vec![
        Block::Button(Button::main(t.get("meeting-note")).to(t.path("/office/report/note"))),
        Block::Button(Button::second(t.get("meeting-tables")).to(t.path("/office/report/tables"))),
        Block::Heading(t.get("note-tasks")),
        if standing.is_empty() {
            Block::Text(t.get("note-no-tasks"))
        } else {
            told::rows(t, &standing, "/office/tasks", today)
        },
        Block::Folded(Folded {
            summary: t.get("meeting-hold"),
            open: !wrongs.is_empty() || held.is_empty(),
            form: form(t, office, HERE, asks, "meeting-keep"),
        }),
    ];
    if !held.is_empty() {
        blocks.push(Block::Heading(t.get("meeting-held")));
        blocks.push(Block::Rows(Rows { rows: held.iter().map(|one| row(t, one)).collect() }));
    }
    Ok(board(office, t.get("room-meetings"), blocks).led(t.get("meeting-lead")).wrong(wrongs))
}

fn row(t: &Text, meeting: &Meeting) -> Row {
    let first = meeting.minutes.lines().next().unwrap_or_default();
    Row {
        href: t.path(&format!("{HERE}/{}", meeting.id)),
        title: t.day(&meeting.day),
        figure: String::new(),
        note: first.chars().take(120).collect(),
        standing: meeting.noted_by_name.clone(),
    }
}

/// `POST /{lang}/office/meetings`: the minutes of a meeting; its page asks for the tasks.
pub(super) async fn hold(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let day = Day::from_iso(typed.get("meeting_day")).unwrap_or(Day(0));
    let minutes = Minutes { day, words: typed.get("minutes"), once: typed.get("once") };
    match meetings::hold(app.db(), office.buyer.who.person, &minutes).await {
        Ok(id) => return Ok(to(&t, &format!("{HERE}/{id}"))),
        Err(MeetingError::NoWords) => wrongs.add("minutes", t.get("meeting-wrong-minutes")),
        Err(MeetingError::BadDay) => wrongs.add("meeting_day", t.get("meeting-wrong-day")),
        Err(cause) => return Err(cause.into()),
    }
    let board = home(&app, &t, &office, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

/// `GET /{lang}/office/meetings/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let meeting = find(&mut app.db().read().await?, &id).await?;
    let board = page(&app, &t, &office, &meeting, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn find(read: &mut Read, id: &str) -> Result<Meeting, WebError> {
    let id: MeetingId = id_of(id)?;
    meetings::meeting(read, id).await?.ok_or(WebError::Missing)
}

async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    meeting: &Meeting,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let given = meetings::of_meeting(&mut read, meeting.id).await?;
    let owners = meetings::owners(&mut read).await?;
    let today = read.now().day();
    drop(read);
    let mut blocks: Vec<Block> = meeting
        .minutes
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Block::Text(line.to_owned()))
        .collect();
    blocks.push(Block::Heading(t.get("meeting-tasks")));
    if given.is_empty() {
        blocks.push(Block::Text(t.get("meeting-no-tasks")));
    } else {
        blocks.push(told::rows(t, &given, "/office/tasks", today));
    }
    let action = format!("{HERE}/{}/tasks", meeting.id);
    let asks = asks(t, &owners, typed, &wrongs);
    blocks.push(Block::Form(form(t, office, &action, asks, "task-give")));
    let title = t.say("meeting-of").set("day", t.day(&meeting.day)).to_string();
    Ok(board(office, title, blocks).wrong(wrongs))
}

/// The questions of a task that is given.
pub(crate) fn asks(t: &Text, owners: &[Owner], typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let owner = |one: &Owner| {
        let label = format!("{}, {}", one.name, t.role(one.role));
        Choice::new(one.id.to_string(), label).chosen_if(typed.get("task_owner"))
    };
    let department = |key: &DepartmentKey| {
        Choice::new(key.as_str(), t.department(*key)).chosen_if(typed.get("task_department"))
    };
    vec![
        field("task_what", Kind::Lines),
        Ask::Select(Select {
            name: "task_owner".to_owned(),
            label: t.get("task-owner"),
            any: Some(t.get("case-choose")),
            error: wrongs.of("task_owner").map(str::to_owned),
            choices: owners.iter().map(owner).collect(),
        }),
        Ask::Select(Select {
            name: "task_department".to_owned(),
            label: t.get("task-department"),
            any: Some(t.get("task-any-department")),
            error: None,
            choices: DepartmentKey::ALL.iter().map(department).collect(),
        }),
        field("task_due", Kind::Day),
    ]
}

/// A task as it was typed into [`asks`].
///
/// # Errors
/// [`MeetingError::NoOwner`] if nobody was chosen.
pub(crate) fn typed_task(typed: &Typed, meeting: Option<MeetingId>) -> Result<Given<'_>, MeetingError> {
    Ok(Given {
        meeting,
        what: typed.get("task_what"),
        owner: typed.get("task_owner").parse().map_err(|_| MeetingError::NoOwner)?,
        department: typed.get("task_department").parse().ok(),
        due: Day::from_iso(typed.get("task_due")).unwrap_or(Day(0)),
        once: typed.get("once"),
    })
}

/// What is wrong with a task, at the field it is wrong in.
///
/// # Errors
/// What no other words in the form would mend.
pub(crate) fn wrong_task(t: &Text, cause: MeetingError) -> Result<Wrongs, WebError> {
    match cause {
        MeetingError::NoWords => Ok(Wrongs::none().and("task_what", t.get("meeting-wrong-words"))),
        MeetingError::BadDay => Ok(Wrongs::none().and("task_due", t.get("task-wrong-due"))),
        MeetingError::NoOwner => Ok(Wrongs::none().and("task_owner", t.get("meeting-wrong-owner"))),
        cause => Err(cause.into()),
    }
}

/// `POST /{lang}/office/meetings/{id}/tasks`.
pub(super) async fn give(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let meeting = find(&mut app.db().read().await?, &id).await?;
    let here = format!("{HERE}/{id}");
    let given = match typed_task(&typed, Some(meeting.id)) {
        Ok(given) => meetings::give(app.db(), office.buyer.who.person, &given).await,
        Err(cause) => Err(cause),
    };
    let wrongs = match given {
        Ok(_) => return Ok(to(&t, &here)),
        Err(cause) => wrong_task(&t, cause)?,
    };
    let board = page(&app, &t, &office, &meeting, &typed, wrongs).await?;
    send(&app, t, &asked, &here, &board)
}

async fn find_task(app: &App, id: &str) -> Result<TaskView, WebError> {
    let id: TaskId = id_of(id)?;
    meetings::task(&mut app.db().read().await?, id).await?.ok_or(WebError::Missing)
}

/// `GET /{lang}/office/tasks/{id}`.
pub(super) async fn task(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let view = find_task(&app, &id).await?;
    let board = task_page(&app, &t, &office, &view, &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

fn task_page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    view: &TaskView,
    typed: &Typed,
    wrongs: Wrongs,
) -> Board {
    let mut blocks = told::whole(t, view, app.db().now().day());
    if view.task.state.is_open() {
        let why = Field::named(t, "task_why", Kind::Lines, typed.get("task_why"), &wrongs);
        let action = format!("/office/tasks/{}/withdrawal", view.task.id);
        blocks.push(Block::Folded(Folded {
            summary: t.get("task-drop"),
            open: !wrongs.is_empty(),
            form: BoardForm {
                with: Vec::new(),
                ..form(t, office, &action, vec![Ask::Field(why)], "task-drop-it")
            },
        }));
    }
    if let Some(meeting) = view.task.meeting {
        blocks.push(Block::Button(
            Button::second(t.get("task-meeting")).to(t.path(&format!("{HERE}/{meeting}"))),
        ));
    }
    board(office, view.task.what.clone(), blocks).wrong(wrongs)
}

/// `POST /{lang}/office/tasks/{id}/withdrawal`.
pub(super) async fn drop_task(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let view = find_task(&app, &id).await?;
    let here = format!("/office/tasks/{id}");
    let why = typed.get("task_why");
    match meetings::drop_task(app.db(), office.buyer.who.person, view.task.id, why).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(MeetingError::NoWords) => {
            let wrongs = Wrongs::none().and("task_why", t.get("meeting-wrong-words"));
            let board = task_page(&app, &t, &office, &view, &typed, wrongs);
            send(&app, t, &asked, &here, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}
