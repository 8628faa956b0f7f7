//! Every statement on enquiries, their wishes, samples and the rule, in life order.

use kernel::ids::{InstitutionEnquiryId, InstitutionSampleId};
use kernel::india::Pin;
use kernel::{BasisPoints, Day, Lang, Limit, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use super::enquiry::{Ask, Wish};
use super::machine::{EnquiryState, SampleState};
use super::{Channel, InstitutionKind};
use crate::audit::Trail;

/// Wishes and samples of one enquiry.
const PARTS: Limit = Limit::of(50);

store::row! {
    /// How much is paid ahead and how long an offer stands.
    pub struct Rule {
        /// From which day on.
        pub from: Day,
        /// At least so much of the whole.
        pub advance: BasisPoints,
        /// So many days an offer stands.
        pub valid_days: i64,
        /// So many hours there are to pay what is paid ahead.
        pub pay_hours: i64,
    }
}

/// The rule of a day; none before the first.
pub(super) async fn rule_on(read: &mut Read, day: Day) -> Result<Option<Rule>, DbError> {
    read.row(
        sql!(
            "select from_day, advance_bp, valid_days, pay_hours from institution_rule
              where from_day <= $1 order by from_day desc limit 1"
        ),
        params![day],
    )
    .await
}

store::row! {
    /// An enquiry as it is written.
    pub struct EnquiryRow {
        /// Its id.
        pub id: InstitutionEnquiryId,
        /// Whoever has it may look.
        pub code: String,
        /// What the institution is.
        pub kind: InstitutionKind,
        /// How it came.
        pub channel: Channel,
        /// The buyer's language.
        pub lang: Lang,
        /// Where to.
        pub pin: Pin,
        /// For which day.
        pub day: Day,
        /// Who asks, sealed.
        pub contact: Sealed,
        /// How it stands.
        pub state: EnquiryState,
        /// Why not; empty unless it was refused.
        pub reason: String,
        /// Since when.
        pub asked_at: Time,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
        /// All its pieces.
        pub pieces: u32,
        /// The district it goes to, in English.
        pub district: String,
    }
}

macro_rules! enquiries {
    ($rest:literal) => {
        sql!(
            "select e.id, e.code, e.kind, e.channel, e.lang, e.pin, e.wanted_day, e.contact_sealed, e.state, e.reason, e.asked_at_ms,
                    e.version, e.trail,
                    (select cast(coalesce(sum(w.pieces), 0) as bigint) from institution_wish w where w.enquiry_id = e.id),
                    coalesce((select p.district from pincode p where p.pin = e.pin), '')
               from institution_enquiry e ",
            $rest
        )
    };
}

/// What is written of a new enquiry.
pub(super) struct New<'a> {
    pub id: InstitutionEnquiryId,
    pub code: &'a str,
    pub ask: &'a Ask<'a>,
    pub contact: Sealed,
    pub trail: Trail,
}

/// Writes an enquiry; `false` if the same form was sent before.
pub(super) async fn insert(tx: &mut Tx, new: New<'_>) -> Result<bool, DbError> {
    let (now, ask) = (tx.now(), new.ask);
    let changed = tx
        .exec(
            sql!(
                "insert into institution_enquiry (id, code, kind, channel, lang, pin, wanted_day, contact_sealed, state, reason,
                                                  asked_at_ms, typed_by, once_key, version, trail)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', '', $9, $10, $11, 1, $12) on conflict (once_key) do nothing"
            ),
            params![
                new.id,
                new.code,
                ask.kind,
                ask.channel,
                ask.lang,
                ask.pin.clone(),
                ask.day,
                new.contact,
                now,
                ask.typed_by,
                ask.once,
                new.trail
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// One good of an enquiry.
pub(super) async fn insert_wish(
    tx: &mut Tx,
    enquiry: InstitutionEnquiryId,
    position: i64,
    wish: &Wish,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into institution_wish (enquiry_id, position, craft_key, words, pieces) values ($1, $2, $3, $4, $5)"
        ),
        params![enquiry, position, wish.craft, wish.words, wish.pieces],
    )
    .await
}

/// The code of what a form has written before.
pub(super) async fn code_of(read: &mut Read, once: &str) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        read.row(sql!("select code from institution_enquiry where once_key = $1"), params![once]).await?;
    Ok(row.map(|(code,)| code))
}

/// How many nobody has answered.
pub(super) async fn open_count(read: &mut Read) -> Result<i64, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from institution_enquiry where state = 'asked'"), params![]).await?;
    Ok(count)
}

/// An enquiry by its id.
pub(super) async fn one(read: &mut Read, id: InstitutionEnquiryId) -> Result<Option<EnquiryRow>, DbError> {
    read.row(enquiries!("where e.id = $1"), params![id]).await
}

/// An enquiry by its code.
pub(super) async fn by_code(read: &mut Read, code: &str) -> Result<Option<EnquiryRow>, DbError> {
    read.row(enquiries!("where e.code = $1"), params![code]).await
}

/// Enquiries: those that wait first, then the newest.
pub(super) async fn list(read: &mut Read, limit: Limit) -> Result<Vec<EnquiryRow>, DbError> {
    read.rows(
        enquiries!(
            "order by case when e.state = 'asked' then 0 else 1 end, e.asked_at_ms desc, e.id limit $1"
        ),
        params![limit],
    )
    .await
}

store::row! {
    /// What was asked for, line by line.
    pub struct WishRow {
        /// From 1.
        pub position: i64,
        /// The craft.
        pub craft_key: String,
        /// Its name in Hindi.
        pub craft_hi: String,
        /// Its name in English.
        pub craft_en: String,
        /// What of it, as it was said.
        pub words: String,
        /// How many.
        pub pieces: u32,
    }
}

/// What an enquiry asks for.
pub(super) async fn wishes(read: &mut Read, id: InstitutionEnquiryId) -> Result<Vec<WishRow>, DbError> {
    read.rows(
        sql!(
            "select w.position, w.craft_key, c.name_hi, c.name_en, w.words, w.pieces
               from institution_wish w join craft c on c.craft_key = w.craft_key
              where w.enquiry_id = $1 order by w.position limit $2"
        ),
        params![id, PARTS],
    )
    .await
}

/// Moves an enquiry, if it is still as it was read.
pub(super) async fn change(
    tx: &mut Tx,
    row: &EnquiryRow,
    to: EnquiryState,
    reason: &str,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update institution_enquiry set state = $3, reason = $4, version = version + 1, trail = $5
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, reason, *trail],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A sample.
    pub struct SampleRow {
        /// Its id.
        pub id: InstitutionSampleId,
        /// Whose enquiry it belongs to.
        pub enquiry: InstitutionEnquiryId,
        /// What it is a sample of.
        pub words: String,
        /// How it stands.
        pub state: SampleState,
        /// How it went.
        pub sent_by: String,
        /// What was said of it.
        pub answer: String,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A new sample.
pub(super) async fn insert_sample(
    tx: &mut Tx,
    id: InstitutionSampleId,
    enquiry: InstitutionEnquiryId,
    words: &str,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into institution_sample (id, enquiry_id, words, state, sent_by, answer, asked_at_ms, version, trail)
             values ($1, $2, $3, 'asked', '', '', $4, 1, $5)"
        ),
        params![id, enquiry, words, now, trail.clone()],
    )
    .await
}

/// A sample by its id.
pub(super) async fn sample(read: &mut Read, id: InstitutionSampleId) -> Result<Option<SampleRow>, DbError> {
    read.row(
        sql!(
            "select id, enquiry_id, words, state, sent_by, answer, version, trail from institution_sample where id = $1"
        ),
        params![id],
    )
    .await
}

/// The samples of an enquiry, oldest first.
pub(super) async fn samples(read: &mut Read, id: InstitutionEnquiryId) -> Result<Vec<SampleRow>, DbError> {
    read.rows(
        sql!(
            "select id, enquiry_id, words, state, sent_by, answer, version, trail
               from institution_sample where enquiry_id = $1 order by asked_at_ms, id limit $2"
        ),
        params![id, PARTS],
    )
    .await
}

/// Moves a sample, if it is still as it was read.
pub(super) async fn move_sample(
    tx: &mut Tx,
    row: &SampleRow,
    to: SampleState,
    (sent_by, answer): (&str, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update institution_sample set state = $3, sent_by = $4, answer = $5, version = version + 1, trail = $6
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, sent_by, answer, *trail],
        )
        .await?;
    Ok(changed == 1)
}
