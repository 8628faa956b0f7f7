//! The statements behind the checks of complaints.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A month's series beside its complaints.
    pub struct MonthRow {
        /// The month.
        pub month: String,
        /// The last number given.
        pub last: i64,
        /// Complaints of the month.
        pub count: i64,
        /// The highest number among them.
        pub highest: i64,
    }
}

store::row! {
    /// A complaint beside what was said in it.
    pub struct ComplaintRow {
        /// Its id.
        pub id: String,
        /// Who spoke first.
        pub first_side: String,
        /// How many messages there are.
        pub messages: i64,
        /// The number of the last.
        pub last_message: i64,
        /// Whether an officer found it counterfeit.
        pub by_officer: i64,
    }
}

impl Keyed for MonthRow {
    fn key(&self) -> &str {
        &self.month
    }
}

impl Keyed for ComplaintRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Months with complaints.
pub(super) async fn months(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<MonthRow>, DbError> {
    read.rows(
        sql!(
            "select cast(s.month_no as text), s.last_no,
                    (select count(*) from complaint c where c.month_no = s.month_no),
                    (select cast(coalesce(max(c.serial), 0) as bigint) from complaint c where c.month_no = s.month_no)
               from complaint_series s where cast(s.month_no as text) > $1 order by cast(s.month_no as text) limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Complaints.
pub(super) async fn complaints(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<ComplaintRow>, DbError> {
    read.rows(
        sql!(
            "select c.id, coalesce((select w.side from complaint_message w where w.complaint_id = c.id and w.seq = 1), ''),
                    (select count(*) from complaint_message w where w.complaint_id = c.id),
                    (select cast(coalesce(max(w.seq), 0) as bigint) from complaint_message w where w.complaint_id = c.id),
                    (select count(*) from audit_entry e
                      where e.subject = c.id and e.act = 'complaint.close' and e.note = 'counterfeit' and e.part = 'officer')
               from complaint c where c.id > $1 order by c.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
