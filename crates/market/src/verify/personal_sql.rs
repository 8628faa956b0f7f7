//! The statement that counts personal details that are not sealed.

use store::{DbError, Read, params, sql};

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
             union all select 'checkout_draft', count(*) from checkout_draft
                        where mobile_sealed not like '~1.%' or address_sealed not like '~1.%'
             union all select 'sms_reply.text', count(*) from sms_reply where text_sealed not like '~1.%'
             union all select 'job.payload', count(*) from job where payload_sealed <> '' and payload_sealed not like '~1.%'
             union all select 'payment_event.body', count(*) from payment_event
                        where body_sealed <> '' and body_sealed not like '~1.%'"
        ),
        params![],
    )
    .await
}
