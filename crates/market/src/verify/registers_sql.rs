//! The statements of the check of registers, by the id of the case.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A row that should not be so, by its case.
    pub struct WrongRow {
        /// The id of the case.
        pub id: String,
    }
}

impl Keyed for WrongRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Rows that were entered as cases nobody knows.
pub(super) async fn lost_rows(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<WrongRow>, DbError> {
    read.rows(
        sql!(
            "select r.case_id from filing_row r
              where r.case_id > $1 and not exists
                    (select 1 from maker_case c where c.id = r.case_id and c.source = 'register')
              order by r.case_id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Rows that were taken back and whose cases nobody has touched, but which do not rest.
pub(super) async fn open_rows(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<WrongRow>, DbError> {
    read.rows(
        sql!(
            "select r.case_id from filing_row r join maker_case c on c.id = r.case_id
              where r.case_id > $1 and r.fate = 'taken_back' and c.version < 2
              order by r.case_id limit $2"
        ),
        params![after, limit],
    )
    .await
}
