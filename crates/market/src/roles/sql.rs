//! Every statement of roles, from the first request to the last end.

use kernel::ids::{HubId, PersonId, RoleGrantId, RoleRequestId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::{Kind, RequestLine, StaffLine, State};
use crate::accounts::{Blocks, DepartmentKey, Role, Scope};
use crate::audit::Trail;

/// A request as it is written.
pub(super) struct NewRequest<'a> {
    pub id: RoleRequestId,
    pub kind: Kind,
    pub person: PersonId,
    pub role: Option<Role>,
    pub scope: &'a Scope,
    pub reason: &'a str,
    pub by: PersonId,
    pub trail: &'a Trail,
}

store::row! {
    /// A request to decide on.
    pub struct RequestRow {
        /// Its id.
        pub id: RoleRequestId,
        /// What is asked for.
        pub kind: Kind,
        /// For whom.
        pub person: PersonId,
        /// Which role.
        pub role: Option<Role>,
        /// About which hub.
        pub hub: Option<HubId>,
        /// In which department.
        pub department: Option<DepartmentKey>,
        /// In which blocks.
        pub blocks: Blocks,
        /// How it stands.
        pub state: State,
        /// Who asked.
        pub asked_by: PersonId,
        /// How often it was changed.
        pub version: i64,
        /// The hash of the last entry about it.
        pub trail: Trail,
    }
}

store::row! {
    /// A role that can be ended.
    pub struct GrantRow {
        /// Its id.
        pub id: RoleGrantId,
        /// Whose it is.
        pub person: PersonId,
        /// Which role.
        pub role: Role,
        /// In which department.
        pub department: Option<DepartmentKey>,
        /// How often it was changed.
        pub version: i64,
        /// The hash of the last entry about it.
        pub trail: Trail,
    }
}

/// A request of the same about the same person that still waits.
pub(super) async fn same_request(
    tx: &mut Tx,
    kind: Kind,
    person: PersonId,
    role: Option<Role>,
) -> Result<Option<RoleRequestId>, DbError> {
    let row = tx
        .row(
            sql!(
                "select id from role_request
                  where person_id = $1 and kind = $2 and coalesce(role, '') = coalesce($3, '') and state = 'asked'"
            ),
            params![person, kind, role],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Writes down what is asked.
pub(super) async fn insert_request(tx: &mut Tx, new: &NewRequest<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into role_request
                (id, kind, person_id, role, hub_id, department, block_codes, reason, state, asked_by, asked_at_ms, version,
                 trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', $9, $10, 1, $11)"
        ),
        params![
            new.id,
            new.kind,
            new.person,
            new.role,
            new.scope.hub,
            new.scope.department,
            new.scope.blocks.clone(),
            new.reason,
            new.by,
            now,
            new.trail.clone()
        ],
    )
    .await
}

/// A request.
pub(super) async fn request(tx: &mut Tx, id: RoleRequestId) -> Result<Option<RequestRow>, DbError> {
    tx.row(
        sql!(
            "select id, kind, person_id, role, hub_id, department, block_codes, state, asked_by, version, trail
               from role_request where id = $1"
        ),
        params![id],
    )
    .await
}

/// Decides a request unless somebody has moved it since `version` was read. `false`: they did.
pub(super) async fn decide(
    tx: &mut Tx,
    row: &RequestRow,
    to: State,
    by: PersonId,
    answer: &str,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update role_request
                    set state = $3, decided_by = $4, decided_at_ms = $5, answer = $6, trail = $7, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, by, now, answer, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// A living role.
pub(super) async fn living_grant(tx: &mut Tx, id: RoleGrantId) -> Result<Option<GrantRow>, DbError> {
    tx.row(
        sql!(
            "select id, person_id, role, department, version, trail
               from role_grant where id = $1 and ended_at_ms is null"
        ),
        params![id],
    )
    .await
}

/// The living roles of a person, and those of others who speak for her makers.
pub(super) async fn living_of(tx: &mut Tx, person: PersonId) -> Result<Vec<GrantRow>, DbError> {
    tx.rows(
        sql!(
            "select g.id, g.person_id, g.role, g.department, g.version, g.trail
               from role_grant g
              where g.ended_at_ms is null
                and (g.person_id = $1 or exists (select 1 from maker m where m.id = g.maker_id and m.person_id = $1))
              order by g.id limit 500"
        ),
        params![person],
    )
    .await
}

/// Ends a role. `false`: it was changed meanwhile.
pub(super) async fn end_grant(
    tx: &mut Tx,
    row: &GrantRow,
    trail: &Trail,
    version: i64,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update role_grant set ended_at_ms = $3, trail = $4, version = $5
                  where id = $1 and version = $2 and ended_at_ms is null"
            ),
            params![row.id, row.version, now, trail.clone(), version],
        )
        .await?;
    Ok(changed == 1)
}

/// How many people hold a role.
pub(super) async fn holders(read: &mut Read, role: Role) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!("select count(distinct person_id) from role_grant where role = $1 and ended_at_ms is null"),
            params![role],
        )
        .await?;
    Ok(count)
}

/// Living roles for the mart, of all departments or one.
pub(super) async fn staff(
    read: &mut Read,
    department: Option<DepartmentKey>,
    limit: Limit,
) -> Result<Vec<StaffLine>, DbError> {
    read.rows(
        sql!(
            "select g.id, g.person_id, p.name, g.role, g.department, g.block_codes, h.name_hi, h.name_en, g.granted_at_ms
               from role_grant g
               join person p on p.id = g.person_id
               left join hub h on h.id = g.hub_id
              where g.ended_at_ms is null and g.role <> 'maker'
                and (coalesce($1, '') = '' or (g.role = 'officer' and g.department = $1))
              order by g.role, g.department, g.granted_at_ms, g.id limit $2"
        ),
        params![department, limit],
    )
    .await
}

/// Requests that wait, the oldest first, and then what was decided since a moment, the newest first.
pub(super) async fn requests(
    read: &mut Read,
    department: Option<DepartmentKey>,
    since: Time,
    limit: Limit,
) -> Result<Vec<RequestLine>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.kind, r.person_id, p.name, r.role, r.department, r.block_codes, h.name_hi, h.name_en,
                    r.reason, r.state, r.asked_by, a.name, r.asked_at_ms, d.name, r.answer
               from role_request r
               join person p on p.id = r.person_id
               join person a on a.id = r.asked_by
               left join person d on d.id = r.decided_by
               left join hub h on h.id = r.hub_id
              where (r.state = 'asked' or r.decided_at_ms > $2)
                and (coalesce($1, '') = '' or r.department = $1)
              order by case when r.state = 'asked' then 0 else 1 end, r.decided_at_ms desc, r.asked_at_ms, r.id limit $3"
        ),
        params![department, since, limit],
    )
    .await
}
