//! What is found of somebody, and the statements that blank it. A dash stands where a column must say something.

use kernel::Cell;
use kernel::ids::{CaseId, FieldRecordId, MakerId, PersonId};
use store::{DbError, Read, Sql, params, sql};

/// The makers a person signs in for.
pub(super) async fn makers_of(read: &mut Read, person: PersonId) -> Result<Vec<(MakerId,)>, DbError> {
    read.rows(sql!("select id from maker where person_id = $1 order by id limit 500"), params![person]).await
}

/// The case a maker was listed by, and those that were merged into it.
pub(super) async fn cases_of(read: &mut Read, maker: MakerId) -> Result<Vec<(CaseId,)>, DbError> {
    read.rows(
        sql!(
            "select c.id from maker_case c
              where c.maker_id = $1
                 or exists (select 1 from case_merge g join maker_case s on s.id = g.survivor_id
                             where g.loser_id = c.id and g.undone_at_ms is null and s.maker_id = $1)
              order by c.id limit 500"
        ),
        params![maker],
    )
    .await
}

/// Cases of nobody yet that are found by a person's number.
pub(super) async fn prospects_of(read: &mut Read, person: PersonId) -> Result<Vec<(CaseId,)>, DbError> {
    read.rows(
        sql!(
            "select c.id from person p
               join match_key k on k.match_key = p.mobile_hash and k.kind = 'mobile'
               join maker_case c on c.id = k.case_id and c.maker_id is null
              where p.id = $1 order by c.id limit 500"
        ),
        params![person],
    )
    .await
}

/// What officers have recorded of a maker.
pub(super) async fn records_of_maker(
    read: &mut Read,
    maker: MakerId,
) -> Result<Vec<(FieldRecordId,)>, DbError> {
    read.rows(sql!("select id from field_record where maker_id = $1 order by id limit 500"), params![maker])
        .await
}

/// What officers have recorded of somebody with a person's number who is no maker yet.
pub(super) async fn records_of_person(
    read: &mut Read,
    person: PersonId,
) -> Result<Vec<(FieldRecordId,)>, DbError> {
    read.rows(
        sql!(
            "select r.id from person p join field_record r on r.mobile_hash = p.mobile_hash
              where p.id = $1 and r.maker_id is null order by r.id limit 500"
        ),
        params![person],
    )
    .await
}

/// Pictures of a maker that show nothing else.
pub(super) async fn pictures_only_of(read: &mut Read, maker: MakerId) -> Result<Vec<(String,)>, DbError> {
    read.rows(
        sql!(
            "select distinct m.picture_id from maker_picture m
              where m.maker_id = $1
                and not exists (select 1 from maker_picture o
                                 where o.picture_id = m.picture_id and o.maker_id <> $1)
                and not exists (select 1 from product_picture q where q.picture_id = m.picture_id)
              limit 500"
        ),
        params![maker],
    )
    .await
}

/// What officers' phones have recorded of visits to a case.
pub(super) async fn records_of_case(read: &mut Read, case: CaseId) -> Result<Vec<(FieldRecordId,)>, DbError> {
    read.rows(
        sql!(
            "select r.id from case_visit v join field_record r on r.id = v.once_key
              where v.case_id = $1 order by r.id limit 500"
        ),
        params![case],
    )
    .await
}

/// Pictures of a person in a record that show nothing else and nobody else.
pub(super) async fn faces_only_of(read: &mut Read, record: FieldRecordId) -> Result<Vec<(String,)>, DbError> {
    read.rows(
        sql!(
            "select distinct f.picture_id from field_file f
              where f.record_id = $1 and f.role = 'maker' and f.picture_id is not null
                and not exists (select 1 from field_file o
                                 where o.picture_id = f.picture_id and o.record_id <> $1)
                and not exists (select 1 from maker_picture m where m.picture_id = f.picture_id)
                and not exists (select 1 from product_picture q where q.picture_id = f.picture_id)
              limit 500"
        ),
        params![record],
    )
    .await
}

/// Photos of a maker and her goods: shown, waiting, or taken in the field.
pub(super) async fn photos_of_goods(read: &mut Read, maker: MakerId) -> Result<Vec<(String,)>, DbError> {
    read.rows(
        sql!(
            "select m.id from picture m
              where m.kind = 'photo'
                and (exists (select 1 from product_picture q join product p on p.id = q.product_id
                              where q.picture_id = m.id and p.maker_id = $1)
                  or exists (select 1 from own_photo w join product p on p.id = w.product_id
                              where w.picture_id = m.id and p.maker_id = $1)
                  or exists (select 1 from proposal_change c join proposal r on r.id = c.proposal_id
                              where c.field = 'picture_id' and c.to_text = m.id and r.maker_id = $1)
                  or exists (select 1 from field_file f join field_record r on r.id = f.record_id
                              where f.picture_id = m.id and r.maker_id = $1))
              order by m.id limit 5000"
        ),
        params![maker],
    )
    .await
}

type Batch = Vec<(Sql, Vec<Cell>)>;

/// Everything of a person that is no maker's. Her number is free from now on: whoever signs in with it is somebody new.
pub(super) fn of_person(id: PersonId) -> Batch {
    vec![
        (
            sql!(
                "delete from trial_guest
                  where mobile_hash in (select mobile_hash from person where id = $1)"
            ),
            params![id],
        ),
        (
            sql!(
                "delete from sms_reply
                  where mobile_hash in (select mobile_hash from person where id = $1)"
            ),
            params![id],
        ),
        (
            sql!(
                "delete from sign_in_code
                  where mobile_hash in (select mobile_hash from person where id = $1)"
            ),
            params![id],
        ),
        (
            sql!(
                "delete from checkout_draft
                  where cart_id in (select cart_id from session where person_id = $1)"
            ),
            params![id],
        ),
        (sql!("delete from idempotency_key where actor = $1"), params![id]),
        (sql!("update review set words = '' where person_id = $1"), params![id]),
        (sql!("update refund_to_upi set why = '' where given_by = $1"), params![id]),
        (sql!("delete from device_pin where person_id = $1"), params![id]),
        (sql!("delete from passkey where person_id = $1"), params![id]),
        (sql!("delete from recovery_code where person_id = $1"), params![id]),
        (sql!("delete from news_reader where person_id = $1"), params![id]),
        (
            sql!(
                "update second_factor set app_key = null, new_app_key = null, recovery_seed = null
                  where person_id = $1"
            ),
            params![id],
        ),
        (sql!("update role_request set reason = '-', answer = '' where person_id = $1"), params![id]),
        (sql!("update person set name = '', mobile_hash = 'erased ' || id where id = $1"), params![id]),
    ]
}

/// Everything of a maker that is not sealed with her key.
pub(super) fn of_maker(id: MakerId) -> Batch {
    vec![
        (sql!("delete from maker_picture where maker_id = $1"), params![id]),
        (
            sql!("update improvement_card set defect = '', advice = '', trainer = '', end_note = '' where maker_id = $1"),
            params![id],
        ),
        (sql!("update review set reply = '' where maker_id = $1"), params![id]),
        (sql!("delete from training_attendance where maker_id = $1"), params![id]),
        (
            sql!("delete from own_photo where product_id in (select id from product where maker_id = $1)"),
            params![id],
        ),
        (sql!("update help_request set answer = '' where maker_id = $1"), params![id]),
        (sql!("update maker_away set reason = '' where maker_id = $1"), params![id]),
        (
            sql!("update dispatch_step set note = '' where parcel_id in (select id from parcel where maker_id = $1)"),
            params![id],
        ),
        (sql!("update licence_renewal set number = '' where maker_id = $1"), params![id]),
        (
            sql!("delete from product_cost where product_id in (select id from product where maker_id = $1)"),
            params![id],
        ),
        (sql!("update proposal set reason = '-' where maker_id = $1 and reason <> ''"), params![id]),
        (sql!("update bank_change set registered_name = '', reason = '' where maker_id = $1"), params![id]),
        (
            sql!("update group_member set name = '-', makes = '' where maker_id = $1"),
            params![id],
        ),
        (
            sql!(
                "update maker
                    set slug = replace(lower(id), '_', '-'), name_hi = '-', name_en = '-', village_hi = '-', village_en = '-',
                        story_hi = '', story_en = '', years = null, gstin = null, enrolment_no = null, pan_sealed = null,
                        fssai = null, fssai_until_day = null, mobile_hash = 'erased ' || id
                  where id = $1"
            ),
            params![id],
        ),
    ]
}

/// A picture that nothing shows any more; its files follow by a message.
pub(super) fn of_picture(picture: &str) -> Batch {
    vec![
        (sql!("update field_file set picture_id = null where picture_id = $1"), params![picture]),
        (sql!("delete from rendition where picture_id = $1"), params![picture]),
        (sql!("delete from photo_look where picture_id = $1"), params![picture]),
        (sql!("delete from picture where id = $1"), params![picture]),
    ]
}

/// Everything of a case that is not sealed with its key. The row of the register it came from goes whole.
pub(super) fn of_case(id: CaseId) -> Batch {
    vec![
        (sql!("delete from filing_row where case_id = $1"), params![id]),
        (sql!("update case_step set note = '', ended_why = null where case_id = $1"), params![id]),
        (
            sql!(
                "update case_visit
                    set place = '', lat_e6 = null, lon_e6 = null, accuracy_m = null, tools = '', sample_seen = '',
                        raw_material = '', who_makes = '', note = ''
                  where case_id = $1"
            ),
            params![id],
        ),
        (sql!("update case_next set note = '' where case_id = $1"), params![id]),
        (sql!("update case_joining set note = '' where case_id = $1"), params![id]),
        (sql!("update case_handover set note = '' where case_id = $1"), params![id]),
        (sql!("update case_stop set note = '', ended_note = null where case_id = $1"), params![id]),
        (sql!("update case_proposal set tax_number = null, note = '' where case_id = $1"), params![id]),
        (sql!("update case_check set note = '-' where case_id = $1"), params![id]),
        (
            sql!(
                "update case_merge set reason = '-', undone_reason = null
                  where loser_id = $1 or survivor_id = $1"
            ),
            params![id],
        ),
        (
            sql!(
                "update maker_case
                    set name_hi = '-', name_en = '-', kin_name = '', gender = 'unknown', mobile_sealed = null,
                        village_hi = '-', village_en = '-', group_name = ''
                  where id = $1"
            ),
            params![id],
        ),
    ]
}

/// Everything of a field record that is not sealed with its key. What she agreed to stays as a fingerprint.
pub(super) fn of_record(id: FieldRecordId) -> Batch {
    vec![
        (
            sql!("delete from field_part where file_id in (select id from field_file where record_id = $1)"),
            params![id],
        ),
        (sql!("update inspection set note = '' where record_id = $1"), params![id]),
        (
            sql!(
                "update field_record
                    set answers = '{}', differences = '[]', reason = '', mobile_hash = '', mobile_sealed = ''
                  where id = $1"
            ),
            params![id],
        ),
    ]
}
