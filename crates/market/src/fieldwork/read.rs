//! What pages and phones ask about field records.

use kernel::ids::{CaseId, FieldFileId, FieldRecordId, MakerId, PersonId, ProductId};
use kernel::{Lang, Limit, Paise, Time, Words};
use store::{DbError, Personal, Read};

use super::answers::Answers;
use super::files::{FileState, Role, joined};
use super::machine::Standing;
use super::take::Differences;
use super::wrong::{Why, Wrong};
use super::{Head, Kind, Officer, apply_sql, consent_sql, keys_of, sql};
use crate::accounts::{Blocks, DepartmentKey};
use crate::audit::Trail;

store::row! {
    /// A field record as it is stored.
    pub struct RecordRow {
        /// Its id, made by the phone.
        pub id: FieldRecordId,
        /// Who recorded it.
        pub officer: PersonId,
        /// For which department.
        pub department: DepartmentKey,
        /// What was recorded.
        pub kind: Kind,
        /// In which block; empty while it has not been said.
        pub block: String,
        /// Whom it is about, once she is a maker.
        pub maker: Option<MakerId>,
        /// What it looks at, or what it became.
        pub product: Option<ProductId>,
        /// The number of a maker met for the first time, as typed.
        pub mobile_sealed: Personal<String>,
        /// The answers.
        pub answers: Answers,
        /// Their fingerprint.
        pub fingerprint: String,
        /// What had changed here meanwhile.
        pub differences: Differences,
        /// How it stands.
        pub state: Standing,
        /// Why it came back, as it is kept; see [`RecordRow::wrongs`].
        pub reason: String,
        /// When it was recorded, by the phone's clock.
        pub recorded_at: Time,
        /// When it came.
        pub received_at: Time,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

impl RecordRow {
    /// The number of a maker met for the first time, as typed; empty if there is none, or it is erased.
    pub fn mobile(&self) -> &str {
        self.mobile_sealed.get().map_or("", String::as_str)
    }

    /// The name of the good in a language, or in the other one.
    pub fn good(&self, lang: Lang) -> &str {
        self.either(lang, "good_hi", "good_en")
    }

    /// The name of the maker as it was typed; of a visit to somebody known, as the phone knew it; else empty.
    pub fn name(&self, lang: Lang) -> &str {
        let typed = self.either(lang, "name_hi", "name_en");
        if self.kind == Kind::Visit && typed.is_empty() { self.answers.get("seen_name") } else { typed }
    }

    fn either(&self, lang: Lang, hi: &str, en: &str) -> &str {
        let (own, other) = if lang == Lang::Hi { (hi, en) } else { (en, hi) };
        let own = self.answers.get(own);
        if own.is_empty() { self.answers.get(other) } else { own }
    }

    /// What a check found wrong, if that is why it came back.
    pub fn wrongs(&self) -> Vec<Wrong> {
        wrongs_of(self.kind, &self.reason)
    }

    /// What a person gave as the reason it came back; empty if none did.
    pub fn said(&self) -> &str {
        if self.reason.starts_with('!') { "" } else { &self.reason }
    }
}

/// The wrongs behind a reason as it is kept.
fn wrongs_of(kind: Kind, reason: &str) -> Vec<Wrong> {
    let Some(list) = reason.strip_prefix('!') else { return Vec::new() };
    let known = |key: &str| keys_of(kind).iter().chain(&["photo"]).find(|known| **known == key).copied();
    let wrong = |pair: &str| {
        let (key, why) = pair.split_once(':')?;
        Some(Wrong { key: known(key)?, why: why.parse::<Why>().ok()? })
    };
    list.split(' ').filter_map(wrong).collect()
}

store::row! {
    /// A file of a record.
    pub struct FieldFile {
        /// Its id, made by the phone.
        pub id: FieldFileId,
        /// Whose it is.
        pub record: FieldRecordId,
        /// What it shows.
        pub role: Role,
        /// Which of its role.
        pub position: i64,
        /// How long it is.
        pub bytes: i64,
        /// Its SHA-256 in hexadecimal.
        pub sha256: String,
        /// Which part comes next.
        pub next_part: i64,
        /// How it stands.
        pub state: FileState,
        /// What a photo became.
        pub picture: Option<String>,
        /// Why it was refused.
        pub why: String,
    }
}

kernel::codes! {
    /// By code or by voice.
    pub enum Spoken {
        /// By the code sent to her phone.
        Code = "code",
        /// By her recorded voice.
        Voice = "voice",
    }
}

store::row! {
    /// A yes of a maker to a listing.
    pub struct Consent {
        /// To which record.
        pub record: FieldRecordId,
        /// Its answers, for the good's name and price.
        pub answers: Answers,
        /// Which wording was read out.
        pub notice: String,
        /// How it was given.
        pub channel: Spoken,
        /// The officer who asked.
        pub officer: String,
        /// When it was given.
        pub given_at: Time,
        /// When it was taken back.
        pub withdrawn_at: Option<Time>,
    }
}

store::row! {
    /// A maker on an officer's phone: what finds her again, and no number.
    pub struct SnapshotMaker {
        /// Her id.
        pub id: MakerId,
        /// Her name in Hindi.
        pub name_hi: String,
        /// Her name in English.
        pub name_en: String,
        /// Her village in Hindi.
        pub village_hi: String,
        /// Her village in English.
        pub village_en: String,
        /// Her block.
        pub block: String,
        /// What she mostly makes.
        pub craft: String,
    }
}

store::row! {
    /// A good on an officer's phone.
    pub struct SnapshotGood {
        /// Its id.
        pub id: ProductId,
        /// Who makes it.
        pub maker: MakerId,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// Its craft.
        pub craft: String,
        /// The price of its cheapest variant.
        pub price: Paise,
        /// How many are free.
        pub stock: i64,
    }
}

/// A record with all that its page shows.
#[derive(Clone, Debug)]
pub struct RecordPage {
    /// The record.
    pub row: RecordRow,
    /// Its files.
    pub files: Vec<FieldFile>,
    /// The name of whoever recorded it.
    pub officer: String,
    /// The maker, if she is one already: name and village.
    pub maker: Option<(Words, Words)>,
    /// The good an inspection looks at.
    pub good: Option<Words>,
    /// How an inspection ended.
    pub verdict: Option<String>,
    /// The case a visit was noted to.
    pub case: Option<CaseId>,
}

/// An officer's records, what is open first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_officer(read: &mut Read, officer: &Officer, limit: Limit) -> Result<Vec<RecordRow>, DbError> {
    sql::of_officer(read, officer.person, limit).await
}

/// What waits for a head, the oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_department(read: &mut Read, head: Head, limit: Limit) -> Result<Vec<RecordRow>, DbError> {
    sql::for_review(read, head.department, limit).await
}

/// A record of this officer; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn record(
    read: &mut Read,
    officer: &Officer,
    id: FieldRecordId,
) -> Result<Option<RecordPage>, DbError> {
    let row = sql::record(read, officer.person, id).await?;
    page(read, row).await
}

/// A record of this head's department; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn record_of_department(
    read: &mut Read,
    head: Head,
    id: FieldRecordId,
) -> Result<Option<RecordPage>, DbError> {
    let row = sql::record_of_department(read, head, id).await?;
    page(read, row).await
}

async fn page(read: &mut Read, row: Option<RecordRow>) -> Result<Option<RecordPage>, DbError> {
    let Some(row) = row else { return Ok(None) };
    let files = sql::files_of(read, row.id).await?;
    let officer = apply_sql::name_of(read, row.officer).await?;
    let maker = match row.maker {
        Some(id) => crate::makers::read::core(read, id).await?.map(|maker| (maker.name, maker.village)),
        None => None,
    };
    let good = match row.product {
        Some(id) => apply_sql::good(read, id).await?.map(|good| Words::new(good.name_hi, good.name_en)),
        None => None,
    };
    let verdict = apply_sql::verdict(read, row.id).await?;
    let case = apply_sql::case_of_visit(read, row.id).await?;
    Ok(Some(RecordPage { row, files, officer, maker, good, verdict, case }))
}

/// The maker's yes to a record's answers as they stand, if it holds.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn consent_to(read: &mut Read, row: &RecordRow) -> Result<Option<Consent>, DbError> {
    consent_sql::consent_to(read, row).await
}

/// The newest recorded voice of a record of this head's department.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn voice_of(read: &mut Read, head: Head, id: FieldRecordId) -> Result<Option<Vec<u8>>, DbError> {
    if sql::record_of_department(read, head, id).await?.is_none() {
        return Ok(None);
    }
    let files = sql::files_of(read, id).await?;
    let voices = files.iter().filter(|file| file.role == Role::Voice && file.state == FileState::Kept);
    let Some(voice) = voices.max_by_key(|file| file.position) else { return Ok(None) };
    joined(sql::parts(read, voice.id).await?).map(Some)
}

/// A file of this officer's records.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn file_of(
    read: &mut Read,
    officer: &Officer,
    id: FieldFileId,
) -> Result<Option<FieldFile>, DbError> {
    sql::file(read, officer.person, id).await
}

/// Makers of an officer's blocks, for her phone.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn makers_in(
    read: &mut Read,
    blocks: &Blocks,
    limit: Limit,
) -> Result<Vec<SnapshotMaker>, DbError> {
    apply_sql::makers_in(read, &blocks.fenced(), limit).await
}

/// Goods of an officer's blocks, for her phone.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn goods_in(read: &mut Read, blocks: &Blocks, limit: Limit) -> Result<Vec<SnapshotGood>, DbError> {
    apply_sql::goods_in(read, &blocks.fenced(), limit).await
}

#[cfg(test)]
mod tests {
    use super::super::take::told;
    use super::*;

    #[test]
    fn what_was_wrong_reads_back() {
        let wrongs =
            vec![Wrong { key: "price", why: Why::Missing }, Wrong { key: "photo", why: Why::NoPhoto }];
        assert_eq!(wrongs_of(Kind::Listing, &told(&wrongs)), wrongs);
        assert_eq!(wrongs_of(Kind::Listing, "धुँधली फ़ोटो"), []);
        assert_eq!(wrongs_of(Kind::Listing, "!nonsense:missing price:nothing"), []);
    }
}
