//! Every statement of accounts, from the first code to the last role.

use kernel::ids::{HubId, MakerId, PersonId, RoleGrantId, RoleRequestId, SignInCodeId};
use kernel::india::Mobile;
use kernel::{Lang, Limit, Time};
use store::{DbError, Personal, Read, Tx, params, sql};

use super::act::Scope;
use super::read::Officer;
use super::{Grant, Role};
use crate::audit::Trail;
use crate::personal::{self, PERSON_MOBILE, mobile_hash};

/// Roles one person can hold at most; far above what anybody needs.
const GRANTS: Limit = Limit::of(50);

/// How many codes went to a number since a moment, and the first of them.
pub(super) async fn codes_since(
    read: &mut Read,
    mobile: &Mobile,
    since: Time,
) -> Result<(i64, Option<Time>), DbError> {
    let hash = mobile_hash(read, mobile)?;
    read.one(
        sql!("select count(*), min(sent_at_ms) from sign_in_code where mobile_hash = $1 and sent_at_ms > $2"),
        params![hash, since],
    )
    .await
}

/// How many codes went out since a moment.
pub(super) async fn all_codes_since(read: &mut Read, since: Time) -> Result<i64, DbError> {
    let (count,) =
        read.one(sql!("select count(*) from sign_in_code where sent_at_ms > $1"), params![since]).await?;
    Ok(count)
}

/// Writes down the hash of a code that goes out.
pub(super) async fn insert_code(
    tx: &mut Tx,
    id: SignInCodeId,
    mobile: &Mobile,
    hash: &str,
    expires: Time,
    tries: i64,
) -> Result<(), DbError> {
    let (now, mobile) = (tx.now(), mobile_hash(tx, mobile)?);
    tx.put(
        sql!(
            "insert into sign_in_code (id, mobile_hash, code_hash, sent_at_ms, expires_at_ms, tries_left)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![id, mobile, hash, now, expires, tries],
    )
    .await
}

/// The newest code of a number that can still be used.
pub(super) async fn newest_code(
    tx: &mut Tx,
    mobile: &Mobile,
) -> Result<Option<(SignInCodeId, String)>, DbError> {
    let (now, mobile) = (tx.now(), mobile_hash(tx, mobile)?);
    tx.row(
        sql!(
            "select id, code_hash from sign_in_code
              where mobile_hash = $1 and used_at_ms is null and tries_left > 0 and expires_at_ms > $2
              order by sent_at_ms desc limit 1"
        ),
        params![mobile, now],
    )
    .await
}

/// Takes one try from a code and answers how many are left; `None` if none was.
pub(super) async fn spend_try(tx: &mut Tx, id: SignInCodeId) -> Result<Option<i64>, DbError> {
    let row = tx
        .row(
            sql!(
                "update sign_in_code set tries_left = tries_left - 1
                  where id = $1 and tries_left > 0 and used_at_ms is null returning tries_left"
            ),
            params![id],
        )
        .await?;
    Ok(row.map(|(left,)| left))
}

/// Uses a code up. `false` if it was used before.
pub(super) async fn use_code(tx: &mut Tx, id: SignInCodeId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!("update sign_in_code set used_at_ms = $2 where id = $1 and used_at_ms is null"),
            params![id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends the codes of a number that were sent before the one that was used.
pub(super) async fn end_codes(tx: &mut Tx, mobile: &Mobile) -> Result<(), DbError> {
    let (now, mobile) = (tx.now(), mobile_hash(tx, mobile)?);
    tx.put(
        sql!(
            "update sign_in_code set expires_at_ms = $2
              where mobile_hash = $1 and used_at_ms is null and expires_at_ms > $2"
        ),
        params![mobile, now],
    )
    .await
}

/// Forgets codes sent before a moment, used or not.
pub(super) async fn forget_codes(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from sign_in_code where sent_at_ms < $1"), params![before]).await
}

/// The person behind a number.
pub(crate) async fn person_of(read: &mut Read, mobile: &Mobile) -> Result<Option<PersonId>, DbError> {
    let hash = mobile_hash(read, mobile)?;
    let row = read.row(sql!("select id from person where mobile_hash = $1"), params![hash]).await?;
    Ok(row.map(|(id,)| id))
}

/// A new person, unless the number is known.
pub(super) async fn insert_person(
    tx: &mut Tx,
    id: PersonId,
    mobile: &Mobile,
    name: &str,
    lang: Lang,
) -> Result<(), DbError> {
    let (now, hash) = (tx.now(), mobile_hash(tx, mobile)?);
    let mobile = personal::seal(tx, PERSON_MOBILE, &id, &id, mobile.as_str()).await?;
    tx.put(
        sql!(
            "insert into person (id, mobile_hash, mobile_sealed, name, lang, made_at_ms)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (mobile_hash) do nothing"
        ),
        params![id, hash, mobile, name, lang, now],
    )
    .await
}

/// Somebody who says no number.
pub(super) async fn insert_nobody(tx: &mut Tx, id: PersonId, lang: Lang) -> Result<(), DbError> {
    let (now, hash) = (tx.now(), format!("nobody {id}"));
    let mobile = personal::seal(tx, PERSON_MOBILE, &id, &id, "").await?;
    tx.put(
        sql!(
            "insert into person (id, mobile_hash, mobile_sealed, name, lang, made_at_ms) values ($1, $2, $3, '', $4, $5)"
        ),
        params![id, hash, mobile, lang, now],
    )
    .await
}

/// A person's number, name and language; `None` also if she is erased.
pub(crate) async fn person_row(
    read: &mut Read,
    id: PersonId,
) -> Result<Option<(Mobile, String, Lang)>, DbError> {
    let row =
        read.row(sql!("select mobile_sealed, name, lang from person where id = $1"), params![id]).await?;
    let Some((mut mobile, name, lang)): Option<(Personal<Mobile>, String, Lang)> = row else {
        return Ok(None);
    };
    personal::open(read, PERSON_MOBILE, &id, &id, &mut mobile).await?;
    Ok(mobile.into_known().map(|mobile| (mobile, name, lang)))
}

/// Remembers a name, if none is known.
pub(crate) async fn name_person(tx: &mut Tx, id: PersonId, name: &str) -> Result<(), DbError> {
    tx.put(sql!("update person set name = $2 where id = $1 and name = ''"), params![id, name]).await
}

/// Remembers a language.
pub(super) async fn set_language(tx: &mut Tx, id: PersonId, lang: Lang) -> Result<(), DbError> {
    tx.put(sql!("update person set lang = $2 where id = $1"), params![id, lang]).await
}

/// The living roles of a person.
pub(super) async fn grants_of(read: &mut Read, person: PersonId) -> Result<Vec<Grant>, DbError> {
    read.rows(
        sql!(
            "select role, maker_id, hub_id, department, block_codes from role_grant
              where person_id = $1 and ended_at_ms is null order by granted_at_ms limit $2"
        ),
        params![person, GRANTS],
    )
    .await
}

/// Everybody who has this role.
pub(crate) async fn with_role(read: &mut Read, role: Role, limit: Limit) -> Result<Vec<PersonId>, DbError> {
    let rows: Vec<(PersonId,)> = read
        .rows(
            sql!(
                "select distinct person_id from role_grant
                  where role = $1 and ended_at_ms is null order by person_id limit $2"
            ),
            params![role, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

/// The officers who work in a block.
pub(super) async fn officers_in(read: &mut Read, block_code: &str) -> Result<Vec<Officer>, DbError> {
    let most = Limit::of(Limit::MOST);
    read.rows(
        sql!(
            "select p.id, p.name, g.department
               from role_grant g join person p on p.id = g.person_id
              where g.role = 'officer' and g.ended_at_ms is null and g.department is not null
                and ';' || g.block_codes || ';' like '%;' || $1 || ';%'
              order by g.department, p.name, p.id limit $2"
        ),
        params![block_code, most],
    )
    .await
}

/// Whether a person has this role about this maker or hub.
pub(crate) async fn has_role(
    read: &mut Read,
    person: PersonId,
    role: Role,
    maker: Option<MakerId>,
    hub: Option<HubId>,
) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from role_grant
                  where person_id = $1 and role = $2 and ended_at_ms is null
                    and coalesce(maker_id, '') = coalesce($3, '') and coalesce(hub_id, '') = coalesce($4, '')"
            ),
            params![person, role, maker, hub],
        )
        .await?;
    Ok(count > 0)
}

/// Writes down a role.
pub(super) async fn insert_grant(
    tx: &mut Tx,
    id: RoleGrantId,
    person: PersonId,
    role: Role,
    scope: &Scope,
    request: Option<RoleRequestId>,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into role_grant
                (id, person_id, role, maker_id, hub_id, department, block_codes, granted_at_ms, request_id, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)"
        ),
        params![
            id, person, role, scope.maker, scope.hub, scope.department, scope.blocks.clone(), now, request, trail.clone()
        ],
    )
    .await
}
