//! The statement behind the check of lines: to whom the price of each goes.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

impl Keyed for LineRow {
    fn key(&self) -> &str {
        &self.id
    }
}

store::row! {
    /// A line and to whom its price goes.
    pub struct LineRow {
        /// Its id.
        pub id: String,
        /// How many.
        pub quantity: i64,
        /// The price of one.
        pub unit: Paise,
        /// The price of all.
        pub line: Paise,
        /// The tax rate, in hundredths of a percent.
        pub rate_bp: i64,
        /// The tax inside.
        pub tax: Paise,
        /// `maker` or `aggregator`.
        pub seller: String,
        /// Which aggregator.
        pub aggregator: Option<String>,
        /// What the mart keeps.
        pub commission: Paise,
        /// What the maker gets.
        pub share: Paise,
        /// What she has cut off the price.
        pub cut: Paise,
        /// How much of it another pays for the buyer.
        pub funded: Paise,
    }
}

/// Lines of orders.
pub(super) async fn lines(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<LineRow>, DbError> {
    read.rows(
        sql!(
            "select id, quantity, unit_paise, line_paise, rate_bp, tax_paise, seller, aggregator_id, commission_paise,
                    maker_paise, cut_paise, funded_paise
               from order_line where id > $1 order by id limit $2"
        ),
        params![after, limit],
    )
    .await
}
