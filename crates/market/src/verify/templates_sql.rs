//! Every statement of the checks of craft templates.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A version and its text.
    pub struct VersionRow {
        /// Its id.
        pub id: String,
        /// Its family.
        pub family: String,
        /// Its text.
        pub words: String,
    }
}

store::row! {
    /// A good with answers.
    pub struct GoodRow {
        /// Its id.
        pub id: String,
    }
}

impl Keyed for VersionRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for GoodRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Every version of every family.
pub(super) async fn versions(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<VersionRow>, DbError> {
    read.rows(
        sql!("select id, family, words from craft_template where id > $1 order by id limit $2"),
        params![after, limit],
    )
    .await
}

/// Goods with answers that no version asked for.
pub(super) async fn answers_of_no_version(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<GoodRow>, DbError> {
    read.rows(
        sql!(
            "select p.id from product p
              where p.id > $1 and exists (select 1 from product_answer a where a.product_id = p.id)
                and not exists (select 1 from product_template t where t.product_id = p.id)
              order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
