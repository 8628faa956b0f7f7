//! Every statement on meetings and tasks, in life order.

use kernel::ids::{MeetingId, PersonId, TaskId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::act::Given;
use super::machine::TaskState;
use super::read::{Meeting, Owner, Said, Task};
use crate::audit::Trail;

/// The meeting this press has made, if it was pressed before.
pub(super) async fn meeting_of_once(read: &mut Read, once: &str) -> Result<Option<MeetingId>, DbError> {
    let found: Option<(MeetingId,)> =
        read.row(sql!("select id from review_meeting where once_key = $1"), params![once]).await?;
    Ok(found.map(|(id,)| id))
}

/// Writes a meeting.
pub(super) async fn insert_meeting(
    tx: &mut Tx,
    id: MeetingId,
    day: Day,
    words: &str,
    (by, once): (PersonId, &str),
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into review_meeting (id, held_day, minutes, noted_by, noted_at_ms, once_key)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![id, day, words, by, now, once],
    )
    .await
}

/// Columns of a meeting.
macro_rules! meetings {
    ($rest:literal) => {
        sql!("select m.id, m.held_day, m.minutes, m.noted_by, p.name from review_meeting m join person p on p.id = m.noted_by ", $rest)
    };
}

/// A meeting.
pub(super) async fn meeting(read: &mut Read, id: MeetingId) -> Result<Option<Meeting>, DbError> {
    read.row(meetings!("where m.id = $1"), params![id]).await
}

/// The newest meetings.
pub(super) async fn meetings(read: &mut Read, limit: Limit) -> Result<Vec<Meeting>, DbError> {
    read.rows(meetings!("order by m.held_day desc, m.id desc limit $1"), params![limit]).await
}

/// Whether somebody works for the mart.
pub(super) async fn works_here(read: &mut Read, person: PersonId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from role_grant where person_id = $1 and role <> 'maker' and ended_at_ms is null"
            ),
            params![person],
        )
        .await?;
    Ok(count > 0)
}

/// Everybody who works for the mart, by name.
pub(super) async fn owners(read: &mut Read, limit: Limit) -> Result<Vec<Owner>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.name, min(g.role)
               from role_grant g join person p on p.id = g.person_id
              where g.role <> 'maker' and g.ended_at_ms is null
              group by p.id, p.name order by p.name, p.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// The task this press has made, if it was pressed before.
pub(super) async fn task_of_once(read: &mut Read, once: &str) -> Result<Option<TaskId>, DbError> {
    let found: Option<(TaskId,)> =
        read.row(sql!("select id from review_task where once_key = $1"), params![once]).await?;
    Ok(found.map(|(id,)| id))
}

/// Writes a task.
pub(super) async fn insert_task(
    tx: &mut Tx,
    id: TaskId,
    given: &Given<'_>,
    what: &str,
    (by, once): (PersonId, &str),
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    let department = given.department.map_or("", |key| key.as_str());
    tx.put(
        sql!(
            "insert into review_task
                    (id, meeting_id, what, department, owner_id, due_day, state, given_by, given_at_ms, once_key, version, trail)
             values ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, 1, $10)"
        ),
        params![id, given.meeting, what, department, given.owner, given.due, by, now, once, trail.clone()],
    )
    .await
}

store::row! {
    /// A task as acts need it.
    pub struct TaskRow {
        /// Its id.
        pub id: TaskId,
        /// Whose it is.
        pub owner: PersonId,
        /// By which day.
        pub due: Day,
        /// How it stands.
        pub state: TaskState,
        /// How often it has changed.
        pub version: i64,
        /// How far its trail has come.
        pub trail: Trail,
    }
}

/// A task.
pub(super) async fn task_row(read: &mut Read, id: TaskId) -> Result<Option<TaskRow>, DbError> {
    read.row(
        sql!("select id, owner_id, due_day, state, version, trail from review_task where id = $1"),
        params![id],
    )
    .await
}

/// Moves a task. `false`: another change was faster.
pub(super) async fn move_to(
    tx: &mut Tx,
    row: &TaskRow,
    (to, due): (TaskState, Day),
    trail: &Trail,
) -> Result<bool, DbError> {
    let ended = (!to.is_open()).then_some(tx.now());
    let changed = tx
        .exec(
            sql!(
                "update review_task set state = $3, due_day = $4, ended_at_ms = $5, trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, due, ended, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes an answer down.
pub(super) async fn insert_answer(
    tx: &mut Tx,
    row: &TaskRow,
    by: PersonId,
    (state, due): (TaskState, Day),
    words: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into review_answer (task_id, seq, said_by, state, due_day, words, at_ms)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![row.id, row.version + 1, by, state, due, words, now],
    )
    .await
}

/// Columns of a task with what was said of it last.
macro_rules! tasks {
    ($rest:literal) => {
        sql!(
            "select t.id, t.meeting_id, t.what, t.department, t.owner_id, p.name, t.due_day, t.state, t.given_at_ms,
                    coalesce(a.words, '')
               from review_task t join person p on p.id = t.owner_id
               left join review_answer a on a.task_id = t.id and a.seq = t.version ",
            $rest
        )
    };
}

/// A task.
pub(super) async fn task(read: &mut Read, id: TaskId) -> Result<Option<Task>, DbError> {
    read.row(tasks!("where t.id = $1"), params![id]).await
}

/// What a meeting has given.
pub(super) async fn of_meeting(
    read: &mut Read,
    meeting: MeetingId,
    limit: Limit,
) -> Result<Vec<Task>, DbError> {
    read.rows(tasks!("where t.meeting_id = $1 order by t.due_day, t.id limit $2"), params![meeting, limit])
        .await
}

/// What somebody has to do, the soonest first.
pub(super) async fn open_of(read: &mut Read, owner: PersonId, limit: Limit) -> Result<Vec<Task>, DbError> {
    read.rows(
        tasks!("where t.owner_id = $1 and t.state in ('open', 'moved') order by t.due_day, t.id limit $2"),
        params![owner, limit],
    )
    .await
}

/// What is open still, and what the newest meeting gave or has ended since a day; what is open first, the most overdue first.
pub(super) async fn standing(
    read: &mut Read,
    meeting: Option<MeetingId>,
    since: Day,
    limit: Limit,
) -> Result<Vec<Task>, DbError> {
    read.rows(
        tasks!(
            "where t.state in ('open', 'moved') or t.meeting_id = $1 or t.ended_at_ms >= $2
             order by case when t.state in ('open', 'moved') then 0 else 1 end, t.due_day, t.id limit $3"
        ),
        params![meeting, since.starts(), limit],
    )
    .await
}

/// What was answered to a task.
pub(super) async fn answers(read: &mut Read, id: TaskId, limit: Limit) -> Result<Vec<Said>, DbError> {
    read.rows(
        sql!(
            "select p.name, a.state, a.due_day, a.words, a.at_ms
               from review_answer a join person p on p.id = a.said_by
              where a.task_id = $1 order by a.seq limit $2"
        ),
        params![id, limit],
    )
    .await
}

/// How many tasks are open, and how many of those are late.
pub(super) async fn open_and_late(read: &mut Read, today: Day) -> Result<(i64, i64), DbError> {
    read.one(
        sql!(
            "select count(*), cast(coalesce(sum(case when due_day < $1 then 1 else 0 end), 0) as bigint)
               from review_task where state in ('open', 'moved')"
        ),
        params![today],
    )
    .await
}
