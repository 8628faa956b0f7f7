//! What pages ask of meetings and tasks.

use kernel::ids::{MeetingId, PersonId, TaskId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read};

use super::machine::TaskState;
use super::sql;
use crate::accounts::{DepartmentKey, Role};

/// Meetings, tasks or people of a list.
const LIST: Limit = Limit::of(200);
/// Answers of one task.
const ANSWERS: Limit = Limit::of(100);

store::row! {
    /// A meeting that was held.
    pub struct Meeting {
        /// Its id.
        pub id: MeetingId,
        /// When it was held.
        pub day: Day,
        /// What was said and decided.
        pub minutes: String,
        /// Who wrote that down.
        pub noted_by: PersonId,
        /// Her name.
        pub noted_by_name: String,
    }
}

store::row! {
    /// Somebody who may be given a task.
    pub struct Owner {
        /// Who.
        pub id: PersonId,
        /// Her name.
        pub name: String,
        /// One of her roles, to tell two of one name apart.
        pub role: Role,
    }
}

store::row! {
    /// A task as it stands.
    pub struct Task {
        /// Its id.
        pub id: TaskId,
        /// The meeting that gave it.
        pub meeting: Option<MeetingId>,
        /// What is to be done.
        pub what: String,
        /// The key of a department; may be empty.
        pub department: String,
        /// Whose it is.
        pub owner: PersonId,
        /// Her name.
        pub owner_name: String,
        /// By which day.
        pub due: Day,
        /// How it stands.
        pub state: TaskState,
        /// When it was given.
        pub given_at: Time,
        /// What was said of it last; may be empty.
        pub said: String,
    }
}

impl Task {
    /// Whether it is to be done still and its day is over.
    pub fn is_late(&self, today: Day) -> bool {
        self.state.is_open() && self.due < today
    }

    /// Whose department's it is.
    pub fn department(&self) -> Option<DepartmentKey> {
        self.department.parse().ok()
    }
}

store::row! {
    /// What was answered to a task.
    pub struct Said {
        /// By whom.
        pub by: String,
        /// How it stood from then on.
        pub state: TaskState,
        /// By which day, from then on.
        pub due: Day,
        /// Why.
        pub words: String,
        /// When.
        pub at: Time,
    }
}

/// A task with all that was answered to it.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// The task.
    pub task: Task,
    /// The answers, the oldest first.
    pub answers: Vec<Said>,
}

/// A meeting.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn meeting(read: &mut Read, id: MeetingId) -> Result<Option<Meeting>, DbError> {
    sql::meeting(read, id).await
}

/// The newest meetings.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn meetings(read: &mut Read) -> Result<Vec<Meeting>, DbError> {
    sql::meetings(read, LIST).await
}

/// Everybody who may be given a task.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn owners(read: &mut Read) -> Result<Vec<Owner>, DbError> {
    sql::owners(read, LIST).await
}

/// What a meeting has given.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_meeting(read: &mut Read, meeting: MeetingId) -> Result<Vec<Task>, DbError> {
    sql::of_meeting(read, meeting, LIST).await
}

/// What somebody has to do, the soonest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_of(read: &mut Read, owner: PersonId) -> Result<Vec<Task>, DbError> {
    sql::open_of(read, owner, LIST).await
}

/// What the next meeting begins with: what is open still, what the last one gave, and what has ended since.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn standing(read: &mut Read) -> Result<(Option<Meeting>, Vec<Task>), DbError> {
    let last = sql::meetings(read, Limit::of(1)).await?.into_iter().next();
    let since = last.as_ref().map_or(Day(0), |meeting| meeting.day);
    let tasks = sql::standing(read, last.as_ref().map(|meeting| meeting.id), since, LIST).await?;
    Ok((last, tasks))
}

/// A task, whoever owns it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn task(read: &mut Read, id: TaskId) -> Result<Option<TaskView>, DbError> {
    let Some(task) = sql::task(read, id).await? else { return Ok(None) };
    let answers = answers(read, id).await?;
    Ok(Some(TaskView { task, answers }))
}

/// A task of one's own; another's is none.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn own(read: &mut Read, owner: PersonId, id: TaskId) -> Result<Option<TaskView>, DbError> {
    Ok(task(read, id).await?.filter(|view| view.task.owner == owner))
}

/// What was answered to a task, the oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn answers(read: &mut Read, id: TaskId) -> Result<Vec<Said>, DbError> {
    sql::answers(read, id, ANSWERS).await
}
