//! Review meetings over HTTP: the note to print and the tables to keep, minutes, tasks given, and every colleague's own tasks.
//!
//! Reads and writes: through [`market::meetings`]. Another's task does not exist for who has to answer it.
//!
//! Start at [`routes`].

mod office;
mod own;
mod paper;
mod sheet;
mod told;

use market::meetings::MeetingError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

pub(crate) use office::{asks as task_asks, typed_task, wrong_task};
pub(crate) use told::of_desk;

/// The addresses of meetings and tasks.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/office/meetings", Right::DcOffice, office::list)
        .post("/office/meetings", Right::DcOffice, office::hold)
        .get("/office/meetings/{id}", Right::DcOffice.any(Thing::Meeting), office::show)
        .post("/office/meetings/{id}/tasks", Right::DcOffice.any(Thing::Meeting), office::give)
        .get("/office/tasks/{id}", Right::DcOffice.any(Thing::Task), office::task)
        .post("/office/tasks/{id}/withdrawal", Right::DcOffice.any(Thing::Task), office::drop_task)
        .get("/office/report/note", Right::DcOffice, paper::note)
        .get("/office/report/tables", Right::DcOffice, sheet::tables)
        .get("/tasks", Right::Colleague, own::list)
        .get("/tasks/{id}", Right::Colleague.own(Thing::Task), own::show)
        .post("/tasks/{id}/answers", Right::Colleague.own(Thing::Task), own::answer)
}

impl From<MeetingError> for WebError {
    fn from(cause: MeetingError) -> WebError {
        match cause {
            MeetingError::Missing => WebError::Missing,
            MeetingError::NoWords => WebError::Unclear("meeting-wrong-words"),
            MeetingError::BadDay => WebError::Unclear("meeting-wrong-day"),
            MeetingError::NoOwner => WebError::Unclear("meeting-wrong-owner"),
            MeetingError::NotNow(_) => WebError::Conflict("meeting-wrong-ended"),
            MeetingError::Raced => WebError::Conflict("wrong-raced"),
            MeetingError::Db(cause) => cause.into(),
        }
    }
}
