//! The statements over field records that say more than one table can.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::trail_sql::Silent;

/// Listings past the maker's yes whose words she has not agreed to. A good that has been withdrawn since needs none.
pub(super) async fn without_consent(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Silent>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.state
               from field_record r
              where r.id > $1 and r.kind = 'listing' and r.state in ('review', 'done')
                and not exists (select 1 from listing_consent c
                                 where c.record_id = r.id and c.answers_sha256 = r.answers_sha256
                                   and c.withdrawn_at_ms is null)
                and not exists (select 1 from product_withdrawal w
                                 where w.product_id = r.product_id and r.state = 'done')
              order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Listings that count and were not approved by somebody else than the officer.
pub(super) async fn decided_alone(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Silent>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.state
               from field_record r
              where r.id > $1 and r.kind = 'listing' and r.state = 'done'
                and (r.decided_by is null or r.decided_by = r.officer_id or r.product_id is null)
              order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Accounts that money goes to which are not the maker's first and were not proven, approved by two and waited for.
pub(super) async fn unproven_accounts(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Silent>, DbError> {
    read.rows(
        sql!(
            "select b.maker_id, cast(b.since_ms as text)
               from maker_bank b
              where b.maker_id > $1
                and exists (select 1 from maker_bank e where e.maker_id = b.maker_id and e.since_ms < b.since_ms)
                and not exists (select 1 from bank_change c
                                 where c.maker_id = b.maker_id and c.state = 'effective' and c.effective_at_ms = b.since_ms
                                   and c.approved_by <> c.asked_by and b.since_ms >= c.approved_at_ms + 86400000)
              order by b.maker_id limit $2"
        ),
        params![after, limit],
    )
    .await
}
