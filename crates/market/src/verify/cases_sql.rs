//! The statements of the checks of cases, by key.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A case beside the number of its living facts.
    pub struct CaseFacts {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// Whether she was found.
        pub identified: i64,
        /// Whether she was visited.
        pub visited: i64,
        /// Whether she has said yes.
        pub consented: i64,
        /// Whether her checklist was complete.
        pub verified: i64,
        /// Whether she was listed.
        pub listed: i64,
        /// Reasons for which it rests.
        pub stops: i64,
        /// Cases it points to.
        pub merges: i64,
        /// Next actions.
        pub nexts: i64,
        /// Makers of the mart.
        pub makers: i64,
    }
}

store::row! {
    /// A row that should not be.
    pub struct Wrong {
        /// Its id.
        pub id: String,
    }
}

impl Keyed for CaseFacts {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for Wrong {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Cases beside their facts.
pub(super) async fn cases(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<CaseFacts>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.state,
                    (select count(*) from case_step s where s.case_id = c.id and s.step = 'identified' and s.ended_at_ms is null),
                    (select count(*) from case_step s where s.case_id = c.id and s.step = 'visited' and s.ended_at_ms is null),
                    (select count(*) from case_step s where s.case_id = c.id and s.step = 'consented' and s.ended_at_ms is null),
                    (select count(*) from case_step s where s.case_id = c.id and s.step = 'verified' and s.ended_at_ms is null),
                    (select count(*) from case_step s where s.case_id = c.id and s.step = 'listed' and s.ended_at_ms is null),
                    (select count(*) from case_stop t where t.case_id = c.id and t.ended_at_ms is null),
                    (select count(*) from case_merge g where g.loser_id = c.id and g.undone_at_ms is null),
                    (select count(*) from case_next n where n.case_id = c.id and n.ended_at_ms is null),
                    (select count(*) from maker m where m.id = c.maker_id)
               from maker_case c where c.id > $1 order by c.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Makers without a case.
pub(super) async fn caseless(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Wrong>, DbError> {
    read.rows(
        sql!(
            "select m.id from maker m
              where m.id > $1 and not exists (select 1 from maker_case c where c.maker_id = m.id)
              order by m.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Cases whose listing was asked for and granted by the same person, or granted by nobody; in the field the one who recorded
/// the good asks.
pub(super) async fn listed_by_one(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Wrong>, DbError> {
    read.rows(
        sql!(
            "select c.id from maker_case c
               join case_step s on s.case_id = c.id and s.step = 'listed' and s.ended_at_ms is null
              where c.id > $1
                and ((s.source = 'head'
                      and not exists (select 1 from case_proposal a
                                       where a.case_id = c.id and a.decision = 'approved' and a.decided_by = s.by_id
                                         and a.asked_by <> s.by_id))
                  or (s.source like 'fld_%'
                      and not exists (select 1 from field_record r
                                       where r.id = s.source and r.decided_by = s.by_id and r.officer_id <> s.by_id)))
              order by c.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
