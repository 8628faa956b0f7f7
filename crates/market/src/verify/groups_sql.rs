//! Every statement of the checks of groups.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A line that was allotted, with what its members make and get.
    pub struct AllottedRow {
        /// Its id.
        pub id: String,
        /// How its parcel stands.
        pub state: String,
        /// By which rule it was shared.
        pub rule: Option<String>,
        /// How many there are.
        pub quantity: i64,
        /// How many are allotted.
        pub pieces: i64,
        /// What the group gets.
        pub maker_share: Paise,
        /// What its members get.
        pub shares: Paise,
        /// Who makes it and is no member of the maker's group.
        pub foreign: i64,
    }
}

impl Keyed for AllottedRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Every line that was allotted and whose parcel was not called off.
pub(super) async fn allotments(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<AllottedRow>, DbError> {
    read.rows(
        sql!(
            "select a.line_id, p.state, a.rule, l.quantity,
                    (select cast(coalesce(sum(s.pieces), 0) as bigint) from line_share s where s.line_id = a.line_id),
                    l.maker_paise,
                    (select cast(coalesce(sum(s.share_paise), 0) as bigint) from line_share s where s.line_id = a.line_id),
                    (select count(*) from line_share s join group_member m on m.id = s.member_id
                      where s.line_id = a.line_id and m.maker_id <> p.maker_id)
               from line_allotment a join order_line l on l.id = a.line_id join parcel p on p.id = l.parcel_id
              where a.line_id > $1 and p.state not in ('declined', 'cancelled')
              order by a.line_id limit $2"
        ),
        params![after, limit],
    )
    .await
}
