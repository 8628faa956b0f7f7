//! The statement over goods and the index they are found by.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A good whose place in the index is not what the shelf says.
    pub struct Unfound {
        /// Its id.
        pub id: String,
        /// Whether it is on the shelf: 1 or 0; 2 if it is and should not be, because it is made no more.
        pub shown: i64,
    }
}

impl Keyed for Unfound {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Goods on the shelf that no search finds or that are made no more, and goods that are found and not on the shelf.
pub(super) async fn unfound(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Unfound>, DbError> {
    read.rows(
        sql!(
            "select g.id, g.shown
               from (select s.product_id as id, cast(1 as bigint) as shown from shelf s
                      where not exists (select 1 from search_document d
                                         where d.product_id = s.product_id and d.terms <> '')
                      union all
                     select d.product_id as id, cast(0 as bigint) as shown from search_document d
                      where d.terms <> ''
                        and not exists (select 1 from shelf s where s.product_id = d.product_id)
                      union all
                     select r.product_id as id, cast(2 as bigint) as shown from product_retirement r
                      where r.ended_at_ms is null and exists (select 1 from shelf s where s.product_id = r.product_id)) g
              where g.id > $1 order by g.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
