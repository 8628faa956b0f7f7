//! Every statement behind export grade and the praise of reviews.

use kernel::Time;
use kernel::ids::{PersonId, ProductId};
use store::{DbError, Read, params, sql};

use crate::fieldwork::Verdict;

/// The newest inspections of a good, as many as the grade may ask for.
pub(super) async fn looks(
    read: &mut Read,
    product: ProductId,
) -> Result<Vec<(Verdict, PersonId, Time)>, DbError> {
    read.rows(
        sql!(
            "select verdict, officer_id, at_ms from inspection
              where product_id = $1 order by at_ms desc, record_id desc limit 6"
        ),
        params![product],
    )
    .await
}

/// Open cards of a good, and reviews of few stars since a moment.
pub(super) async fn against(read: &mut Read, product: ProductId, since: Time) -> Result<(i64, i64), DbError> {
    read.one(
        sql!(
            "select (select count(*) from improvement_card k where k.product_id = $1 and k.ended_at_ms is null),
                    (select count(*) from review r
                      where r.product_id = $1 and r.stars <= 2 and r.written_at_ms >= $2)"
        ),
        params![product, since],
    )
    .await
}
