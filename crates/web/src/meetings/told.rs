//! How tasks are told, on the DC's pages and on their owners' desks.

use kernel::Day;
use kernel::ids::PersonId;
use market::accounts::{Role, Who};
use market::meetings::{self, Task, TaskView};
use store::Read;

use crate::error::WebError;
use crate::parts::{Facts, Moment, Progress, Row, Rows, Timeline};
use crate::text::Text;
use crate::views::board::Block;
use crate::views::desk::Desk;

/// Tasks one can open, under `at`.
pub(super) fn rows(t: &Text, tasks: &[Task], at: &str, today: Day) -> Block {
    let row = |task: &Task| Row {
        href: t.path(&format!("{at}/{}", task.id)),
        title: task.what.clone(),
        figure: t.day(&task.due),
        note: note(t, task),
        standing: stands(t, task, today),
    };
    Block::Rows(Rows { rows: tasks.iter().map(row).collect() })
}

/// Whose it is and what was said of it last.
fn note(t: &Text, task: &Task) -> String {
    let department = task.department().map(|key| t.department(key)).unwrap_or_default();
    let parts = [task.owner_name.clone(), department, task.said.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn stands(t: &Text, task: &Task, today: Day) -> String {
    let late = if task.is_late(today) { format!(" · {}", t.get("task-late")) } else { String::new() };
    format!("{}{late}", t.get(&format!("task-state-{}", task.state)))
}

/// One task from the day it was given to how it stands.
pub(super) fn whole(t: &Text, view: &TaskView, today: Day) -> Vec<Block> {
    let task = &view.task;
    let department = task.department().map(|key| t.department(key)).unwrap_or_default();
    let facts = Facts::default()
        .and(t.get("task-owner"), &task.owner_name)
        .and(t.get("task-department"), department)
        .and(t.get("task-due"), t.day(&task.due))
        .and(t.get("task-stands"), stands(t, task, today));
    let given = Moment {
        title: t.get("task-given"),
        when: t.moment(&task.given_at),
        note: String::new(),
        progress: Progress::Done,
    };
    let answered = view.answers.iter().map(|said| Moment {
        title: t.say(&format!("task-became-{}", said.state)).set("day", t.day(&said.due)).to_string(),
        when: t.moment(&said.at),
        note: format!("{}: {}", said.by, said.words),
        progress: Progress::Done,
    });
    let moments = std::iter::once(given).chain(answered).collect();
    vec![Block::Facts(facts), Block::Timeline(Timeline { moments })]
}

/// The desk somebody who works here sits at, for pages all of them have.
pub(super) fn desk_of(who: &Who) -> Desk {
    let desks = [
        (Role::DcOffice, Desk::Office),
        (Role::DepartmentHead, Desk::Head),
        (Role::Officer, Desk::Officer),
        (Role::Finance, Desk::Finance),
        (Role::HubKeeper, Desk::Hub),
    ];
    let found = desks.into_iter().find(|(role, _)| who.is(*role));
    found.map_or(Desk::Administrator, |(_, desk)| desk)
}

/// What somebody has to do for the review meeting, for the first page of her desk; nothing if nothing is open.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn of_desk(read: &mut Read, t: &Text, person: PersonId) -> Result<Vec<Block>, WebError> {
    let today = read.now().day();
    let open = meetings::open_of(read, person).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Block::Heading(t.get("task-yours")), rows(t, &open, "/tasks", today)])
}
