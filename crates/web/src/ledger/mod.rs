//! The ledger over HTTP: «why is this rupee here?» from an account's balance to the order behind it, and the closing of months.
//!
//! Reads and writes: through [`market::ledger`]. Never: posts an entry; facts do.
//!
//! Start at [`routes`].

mod accounts;
mod months;

use crate::routes::{Right, Routes, Thing};

/// The addresses of the ledger.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/finance/accounts", Right::Finance, accounts::list)
        .get("/finance/accounts/{account}", Right::Finance.any(Thing::Account), accounts::show)
        .get("/finance/entries/{id}", Right::Finance.any(Thing::Entry), accounts::entry)
        .get("/finance/months", Right::Finance, months::list)
        .get("/finance/months/{month}", Right::Finance.any(Thing::Month), months::show)
        .get("/finance/months/{month}/sheet", Right::Finance.any(Thing::Month), months::sheet)
        .post("/finance/months/{month}/closing", Right::Finance.any(Thing::Month), months::ask)
        .post("/finance/months/{month}/taking-back", Right::Finance.any(Thing::Month), months::take_back)
        .post("/finance/months/{month}/agreement", Right::Finance.any(Thing::Month), months::agree)
}
