//! The register of what people were told and of what they said yes to, over everything that keeps a yes.
//!
//! Reads: `case_step`, `listing_consent`, `notice_told`, `news_reader`. Writes: `notice_told`. Never: takes a yes or ends one;
//! [`cases`](crate::cases), [`fieldwork`](crate::fieldwork) and [`news`](crate::news) do, each where its effect is.
//!
//! Start at [`register`].

mod sql;

use kernel::Lang;
use kernel::ids::PersonId;
use store::{DbError, Read, Tx};

/// The wording of the privacy page that is told now. Whoever changes a sentence of it gives it the next number: a test keeps the
/// fingerprint of each.
pub const BUYING_NOTICE: &str = "buying-1";

kernel::codes! {
    /// For what something is told or agreed to.
    pub enum Purpose {
        /// To sign in, order and be delivered to: told, and done on one's own wish.
        Buying = "buying",
        /// To be a maker of the mart.
        Selling = "selling",
        /// To get news by SMS.
        News = "news",
        /// To have one good listed with these very words.
        Listing = "listing",
    }
}

store::row! {
    /// How often a notice was told or agreed to, and how many of these still stand.
    pub struct RegisterLine {
        /// For what.
        pub purpose: Purpose,
        /// Which wording; `selling` where the case's own note names it.
        pub notice: String,
        /// In which language.
        pub lang: Lang,
        /// How: at sign-in, by a code, a voice, on paper.
        pub channel: String,
        /// How often, ever.
        pub given: i64,
        /// How many have not been taken back.
        pub living: i64,
    }
}

/// Notes that a person was told the notice of today, once for each wording.
pub(crate) async fn told(tx: &mut Tx, person: PersonId, lang: Lang) -> Result<(), DbError> {
    sql::insert_told(tx, person, BUYING_NOTICE, lang).await
}

/// The register, by purpose, wording, language and way.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn register(read: &mut Read) -> Result<Vec<RegisterLine>, DbError> {
    sql::register(read).await
}

store::row! {
    /// A notice somebody was told.
    pub struct ToldLine {
        /// Which wording.
        pub notice: String,
        /// In which language.
        pub lang: Lang,
        /// When.
        pub at: kernel::Time,
    }
}

/// What a person was told, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn told_to(read: &mut Read, person: PersonId) -> Result<Vec<ToldLine>, DbError> {
    sql::told_to(read, person).await
}
