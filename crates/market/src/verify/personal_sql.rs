//! The statements that count personal details that are not sealed, and what is left of who was erased.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// Something that is left of somebody who is erased.
    pub struct Left {
        /// The id behind which nothing should be.
        pub person: String,
        /// Where.
        pub place: String,
    }
}

impl Keyed for Left {
    fn key(&self) -> &str {
        &self.person
    }
}

/// How many values of each column for personal details are not sealed, or have nobody's key behind them.
pub(super) async fn plain(read: &mut Read) -> Result<Vec<(String, i64)>, DbError> {
    read.rows(
        sql!(
            "select 'person.mobile', count(*) from person where mobile_sealed not like '~1.%'
             union all select 'person', count(*) from person p
                        where not exists (select 1 from person_key k where k.subject = p.id)
             union all select 'maker.mobile', count(*) from maker where mobile_sealed not like '~1.%'
             union all select 'maker', count(*) from maker m
                        where not exists (select 1 from person_key k where k.subject = m.id)
             union all select 'maker_bank.account', count(*) from maker_bank where account_sealed not like '~1.%'
             union all select 'maker.pan', count(*) from maker where pan_sealed <> '' and pan_sealed not like '~1.%'
             union all select 'maker_case.mobile', count(*) from maker_case
                        where mobile_sealed <> '' and mobile_sealed not like '~1.%'
             union all select 'case_paper.number', count(*) from case_paper
                        where number_sealed <> '' and number_sealed not like '~1.%'
             union all select 'field_record.mobile', count(*) from field_record
                        where mobile_sealed <> '' and mobile_sealed not like '~1.%'
             union all select 'bank_change.account', count(*) from bank_change where account_sealed not like '~1.%'
             union all select 'buyer_order.recipient', count(*) from buyer_order where recipient_sealed not like '~1.%'
             union all select 'refund_to_upi', count(*) from refund_to_upi
                        where address_sealed not like '~1.%' or (name_sealed is not null and name_sealed not like '~1.%')
             union all select 'complaint.mobile', count(*) from complaint
                        where mobile_sealed not like '~1.%'
             union all select 'checkout_draft', count(*) from checkout_draft
                        where mobile_sealed not like '~1.%' or address_sealed not like '~1.%'
             union all select 'sms_reply.text', count(*) from sms_reply where text_sealed not like '~1.%'
             union all select 'export_enquiry.buyer', count(*) from export_enquiry where buyer_sealed not like '~1.%'
             union all select 'institution_enquiry.contact', count(*) from institution_enquiry where contact_sealed not like '~1.%'
             union all select 'export_case.box_name', count(*) from export_case where box_name_sealed not like '~1.%'
             union all select 'bank_line.words', count(*) from bank_line where words_sealed not like '~1.%'
             union all select 'bank_statement.lines', count(*) from bank_statement
                        where lines_sealed <> '' and lines_sealed not like '~1.%'
             union all select 'job.payload', count(*) from job where payload_sealed <> '' and payload_sealed not like '~1.%'
             union all select 'payment_event.body', count(*) from payment_event
                        where body_sealed <> '' and body_sealed not like '~1.%'"
        ),
        params![],
    )
    .await
}

/// Whoever is erased and of whom something is left, with the place.
pub(super) async fn left_of_erased(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Left>, DbError> {
    read.rows(
        sql!(
            "select e.person_id, t.place
               from erasure e
               join (select p.id as person_id, 'her name or number' as place from person p
                      where p.name <> '' or p.mobile_hash not like 'erased %'
                     union all
                     select k.subject, 'her key' from person_key k where k.wrapped is not null
                     union all
                     select s.person_id, 'a session' from session s where s.ended_at_ms is null
                     union all
                     select g.person_id, 'a role' from role_grant g where g.ended_at_ms is null
                     union all
                     select m.person_id, 'her shop' from maker m
                      where m.name_hi <> '-' or m.story_hi <> '' or m.story_en <> '' or m.pan_sealed is not null
                         or m.mobile_hash not like 'erased %'
                         or exists (select 1 from maker_picture i where i.maker_id = m.id)
                         or exists (select 1 from person_key k where k.subject = m.id and k.wrapped is not null)
                     union all
                     select m.person_id, 'her case' from maker m join maker_case c on c.maker_id = m.id
                      where c.name_hi <> '-' or c.kin_name <> '' or c.mobile_sealed is not null
                         or exists (select 1 from match_key x where x.case_id = c.id)
                     union all
                     select c.person_id, 'words of a complaint' from complaint c
                      where c.mobile_hash not like 'erased %' or exists (select 1 from complaint_message w
                                                              where w.complaint_id = c.id and w.side = 'complainant' and w.words <> '')
                     union all
                     select r.person_id, 'words of a return' from goods_return r
                      where r.words <> '' or r.picture_id is not null
                     union all
                     select m.person_id, 'a field record' from maker m join field_record r on r.maker_id = m.id
                      where r.answers <> '{}') t on t.person_id = e.person_id
              where e.state = 'done' and e.person_id > $1
              order by e.person_id, t.place limit $2"
        ),
        params![after, limit],
    )
    .await
}
