//! What the check of makers' telephones asks.

use kernel::Limit;
use kernel::ids::MakerId;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A short number that names a parcel of somebody else.
    pub struct Astray {
        /// The parcel.
        pub parcel: String,
        /// The number.
        pub number: String,
        /// Whose the number is.
        pub maker: MakerId,
    }
}

impl Keyed for Astray {
    fn key(&self) -> &str {
        &self.parcel
    }
}

/// Short numbers whose parcel is another maker's.
pub(super) async fn numbers_of_others(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<Astray>, DbError> {
    read.rows(
        sql!(
            "select n.parcel_id, n.number, n.maker_id
               from parcel_number n join parcel p on p.id = n.parcel_id
              where n.maker_id <> p.maker_id and n.parcel_id > $1 order by n.parcel_id limit $2"
        ),
        params![after, limit],
    )
    .await
}
