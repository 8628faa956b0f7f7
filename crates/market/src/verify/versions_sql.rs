//! The statement behind the check of versions.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A version of a good.
    pub struct VersionRow {
        /// The proposal it was.
        pub id: String,
        /// Whether a second person said yes.
        pub decided: i64,
        /// What it changes.
        pub changes: i64,
        /// Of that, what is no translation: something stood there before, or it is no name, story or care.
        pub beyond: i64,
    }
}

impl Keyed for VersionRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Approved proposals that have a trail.
pub(super) async fn versions(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<VersionRow>, DbError> {
    read.rows(
        sql!(
            "select r.id, case when r.decided_by is null or r.decided_by = r.asked_by then 0 else 1 end,
                    (select count(*) from proposal_change c where c.proposal_id = r.id),
                    (select count(*) from proposal_change c
                      where c.proposal_id = r.id
                        and (c.from_text <> ''
                          or c.field not in ('name_hi', 'name_en', 'words_hi', 'words_en', 'care_hi', 'care_en')))
               from proposal r
              where r.id > $1 and r.state = 'approved' and r.version > 0
              order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
