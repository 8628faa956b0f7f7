//! How a task stands and what moves it; nothing else does.

kernel::codes! {
    /// How a task stands.
    pub enum TaskState {
        /// To be done by its day.
        Open = "open",
        /// To be done still, by a later day its owner gave a reason for.
        Moved = "moved",
        /// Its owner says it is done, and how.
        Done = "done",
        /// The DC's office wants it no more.
        Dropped = "dropped",
    }
}

kernel::codes! {
    /// What happens to a task.
    pub enum TaskEvent {
        /// Its owner has done it.
        Does = "task.do",
        /// Its owner needs longer.
        Moves = "task.move",
        /// The DC's office takes it back.
        Drops = "task.drop",
    }
}

/// What is not possible as the task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible while the task is {from}")]
pub struct NotNow {
    /// How it stands.
    pub from: TaskState,
    /// What was wanted.
    pub event: TaskEvent,
}

impl TaskState {
    /// The only way a task changes.
    ///
    /// # Errors
    /// [`NotNow`].
    pub const fn after(self, event: TaskEvent) -> Result<TaskState, NotNow> {
        use TaskState::{Done, Dropped, Moved, Open};
        match (self, event) {
            (Open | Moved, TaskEvent::Does) => Ok(Done),
            (Open | Moved, TaskEvent::Moves) => Ok(Moved),
            (Open | Moved, TaskEvent::Drops) => Ok(Dropped),
            (Done | Dropped, TaskEvent::Does | TaskEvent::Moves | TaskEvent::Drops) => {
                Err(NotNow { from: self, event })
            }
        }
    }

    /// Whether somebody has yet to do it.
    pub const fn is_open(self) -> bool {
        matches!(self, TaskState::Open | TaskState::Moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in TaskState::ALL {
            for event in TaskEvent::ALL {
                if let Ok(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "open + task.do → done\nopen + task.move → moved\nopen + task.drop → dropped\n\
             moved + task.do → done\nmoved + task.move → moved\nmoved + task.drop → dropped\n"
        );
    }
}
