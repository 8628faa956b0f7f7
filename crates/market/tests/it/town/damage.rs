//! A hand in the database: each statement breaks one thing that the market itself never would.
//!
//! Some things the tables themselves forbid. For those a table is first made anew without its constraints.

use kernel::Cell;
use store::{DbError, Sql, sql, transaction};

use super::Town;

impl Town {
    /// Runs statements as somebody with the keys of the database could.
    pub async fn suffers(&self, statements: &[(Sql, Vec<Cell>)]) {
        let done: Result<(), DbError> = transaction!(self.db, tx => {
            for (sql, values) in statements {
                let changed = tx.exec(sql, values.clone()).await?;
                let changes = ["update", "delete", "insert"].iter().any(|verb| sql.text().starts_with(verb));
                assert!(!changes || changed > 0, "{} changes nothing", sql.text());
            }
            Ok(())
        });
        done.expect("the damage is done");
    }
}

macro_rules! loosened {
    ($($table:ident: $rename:literal $copy:literal;)+) => {$(
        /// The table without its constraints; what refers to it goes on to refer to the table that was.
        pub fn $table() -> Vec<(Sql, Vec<Cell>)> {
            vec![(sql!($rename), vec![]), (sql!($copy), vec![])]
        }
    )+};
}

loosened! {
    posting: "alter table posting rename to was" "create table posting as select * from was";
    stock: "alter table stock rename to was" "create table stock as select * from was";
    order_line: "alter table order_line rename to was" "create table order_line as select * from was";
    buyer_order: "alter table buyer_order rename to was" "create table buyer_order as select * from was";
}
