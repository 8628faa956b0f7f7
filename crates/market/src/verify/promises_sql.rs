//! The statement behind the check of promises.

use kernel::Limit;
use store::{DbError, Read, params, sql};

/// Carriers by zones: a few dozen.
const WAYS: Limit = Limit::of(500);

/// All that was learnt: carrier, zone, the slowest days, from how many arrivals.
pub(super) async fn learnt(read: &mut Read) -> Result<Vec<(String, String, i64, i64)>, DbError> {
    read.rows(
        sql!("select carrier, zone, days_to, shipments from learnt_transit order by carrier, zone limit $1"),
        params![WAYS],
    )
    .await
}
