//! The statement of the check of tasks.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A task beside its answers.
    pub struct Answered {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// By which day.
        pub due: i64,
        /// How often it has changed, and once more.
        pub version: i64,
        /// How many answers it has.
        pub answers: i64,
        /// How the last one left it.
        pub said: String,
        /// By which day.
        pub said_due: i64,
    }
}

impl Keyed for Answered {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Tasks with what was answered to them.
pub(super) async fn tasks(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Answered>, DbError> {
    read.rows(
        sql!(
            "select t.id, t.state, t.due_day, t.version,
                    (select count(*) from review_answer c where c.task_id = t.id),
                    coalesce(a.state, ''), coalesce(a.due_day, 0)
               from review_task t left join review_answer a on a.task_id = t.id and a.seq = t.version
              where t.id > $1 order by t.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
