//! Bulk edits over HTTP: an officer chooses goods or sends a table, looks at what would change, does it in one act, takes it back.
//!
//! Reads and writes: through [`market::bulk`]. Another officer's edit does not exist; a file that comes is read and not kept.
//!
//! Start at [`routes`].

mod edit;
mod home;

use crate::routes::{Right, Routes, Thing};

/// The addresses of bulk edits.
pub(crate) fn routes(routes: Routes) -> Routes {
    let own = || Right::Officer.own(Thing::BulkEdit);
    routes
        .get("/officer/bulk", Right::Officer, home::show)
        .post("/officer/bulk", Right::Officer, home::choose)
        .post("/officer/bulk/file", Right::Officer, home::send_file)
        .get("/officer/bulk/sheet", Right::Officer, home::sheet)
        .get("/officer/bulk/{id}", own(), edit::show)
        .post("/officer/bulk/{id}/application", own(), edit::apply)
        .post("/officer/bulk/{id}/undo", own(), edit::undo)
        .post("/officer/bulk/{id}/removal", own(), edit::throw_away)
}
