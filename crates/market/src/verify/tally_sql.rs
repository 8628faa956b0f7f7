//! The statements behind the checks of the tally.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A line of a settlement.
    pub struct SettledLine {
        /// Its id.
        pub id: String,
        /// What became of it.
        pub fate: String,
        /// What it changes at the bank.
        pub net: Paise,
        /// How often the journal has it.
        pub entries: i64,
        /// With how much at the bank.
        pub banked: Paise,
        /// How many gaps are about it.
        pub gaps: i64,
    }
}

store::row! {
    /// A gap that two have booked.
    pub struct BookedGap {
        /// Its id.
        pub id: String,
        /// How often the journal has it.
        pub entries: i64,
    }
}

store::row! {
    /// A line of a statement that is something of ours.
    pub struct MatchedLine {
        /// Its id.
        pub id: String,
        /// What the bank says.
        pub amount: Paise,
        /// What the thing comes to that it is said to be.
        pub of_thing: Paise,
    }
}

impl Keyed for SettledLine {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for BookedGap {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for MatchedLine {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Lines of settlements with their entries and gaps.
pub(super) async fn rows(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<SettledLine>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.fate, r.credit_paise - r.debit_paise,
                    (select count(*) from journal_entry e where e.kind = 'settled' and e.source = r.id),
                    (select cast(coalesce(sum(t.amount_paise), 0) as bigint)
                       from journal_entry e join posting t on t.entry_id = e.id and t.account = 'bank'
                      where e.kind = 'settled' and e.source = r.id),
                    (select count(*) from money_gap g where g.about = r.id)
               from settlement_row r where r.id > $1 order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Gaps that two have booked, with their entries.
pub(super) async fn booked(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<BookedGap>, DbError> {
    read.rows(
        sql!(
            "select g.id, (select count(*) from journal_entry e where e.kind = 'corrected' and e.source = g.id)
               from money_gap g where g.state = 'booked' and g.id > $1 order by g.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Lines of statements with what the thing comes to that they are said to be.
pub(super) async fn lines(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<MatchedLine>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.amount_paise,
                    case l.matched_kind
                         when 'settlement' then (select cast(coalesce(sum(r.credit_paise - r.debit_paise), 0) as bigint)
                                                   from settlement_row r where r.settlement = l.matched_about)
                         when 'payout' then (select cast(coalesce(sum(-y.amount_paise), 0) as bigint)
                                               from payout y where y.id = l.matched_about)
                         when 'payout_back' then (select cast(coalesce(sum(y.amount_paise), 0) as bigint)
                                                    from payout y where y.id = l.matched_about)
                         when 'cash_in' then (select cast(coalesce(sum(h.amount_paise), 0) as bigint)
                                                from cash_handover h where h.id = l.matched_about)
                         when 'printed_upi' then (select o.total_paise from hand_sale s join buyer_order o on o.id = s.order_id
                                                   where s.order_id = l.matched_about)
                         when 'remittance' then (select cast(coalesce(sum(m.amount_paise), 0) as bigint)
                                                   from cash_remittance_line m
                                                  where m.remittance_id = l.matched_about and m.fate = 'matched')
                         else 0 end
               from bank_line l where l.matched_kind is not null and l.id > $1 order by l.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
