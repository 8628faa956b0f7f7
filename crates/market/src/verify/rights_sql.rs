//! The statement over roles that began by one hand.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

impl Keyed for Alone {
    fn key(&self) -> &str {
        &self.id
    }
}

store::row! {
    /// A role that no two people agreed on.
    pub struct Alone {
        /// Its id.
        pub id: String,
        /// Which role.
        pub role: String,
    }
}

/// Roles whose request is not of two people about just this, and roles without a request that a person began.
pub(super) async fn alone(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Alone>, DbError> {
    read.rows(
        sql!(
            "select g.id, g.role
               from role_grant g
               left join role_request r on r.id = g.request_id
               left join audit_entry e on e.subject = g.id and e.seq = 1
              where g.id > $1
                and ((g.request_id is null and g.version > 0 and coalesce(e.actor, '') <> 'mart')
                     or (g.request_id is not null
                         and (r.id is null or r.state <> 'approved' or r.kind <> 'grant' or r.person_id <> g.person_id
                              or r.role <> g.role or coalesce(r.hub_id, '') <> coalesce(g.hub_id, '')
                              or coalesce(r.department, '') <> coalesce(g.department, '')
                              or r.block_codes <> g.block_codes or r.decided_by is null
                              or r.decided_by = r.asked_by or r.decided_by = g.person_id or r.asked_by = g.person_id)))
              order by g.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
