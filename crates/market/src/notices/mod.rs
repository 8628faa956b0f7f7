//! What the mart tells people by SMS: at sign-in and at each step of an order.
//!
//! Reads: who has a role. Writes: messages into the outbox. Never: sends anything; the worker does, in the person's language,
//! from `locales/*/sms.ftl`, under the template registered for the key.
//!
//! Start at [`tell`].

use kernel::india::Mobile;
use kernel::{Day, Lang, Limit, Time};
use serde::{Deserialize, Serialize};
use store::{DbError, Tx, jobs};

use crate::accounts::{self, Role};
use crate::orders::sql::OrderRow;

/// The kind of outbox message that carries a notice.
pub const KIND: &str = "sms";

/// Letters of a name or remark that fit into a message; all of it stands on a page. Source: TRAI, a variable of a registered
/// text has at most 30 letters.
const LETTERS: usize = 30;
/// What is due so much earlier than now stands before all that waits, if the outbox is not half an hour behind.
const AHEAD_MINUTES: i64 = 30;
/// The same for a code: somebody stands there with her phone in her hand, and a recall may have thousands to warn.
const CODE_AHEAD_MINUTES: i64 = 2 * AHEAD_MINUTES;
/// People of one role who are told of the same thing.
const TOLD_MOST: Limit = Limit::of(20);

/// The beginning of a name or remark, for a message.
pub(crate) fn brief(words: &str) -> String {
    words.chars().take(LETTERS).collect()
}

/// A notice on its way: to whom, in which language, which sentence with which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The number in E.164 form.
    pub to: String,
    /// `hi` or `en`.
    pub lang: String,
    /// The sentence: a key of `sms.ftl` and of the registered template.
    pub key: String,
    /// Its words, by name.
    pub words: Vec<(String, String)>,
}

/// As [`tell`], to whoever receives an order; nobody, if she is erased.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn tell_buyer(
    tx: &mut Tx,
    order: &OrderRow,
    key: &str,
    about: &str,
    words: &[(&str, &str)],
) -> Result<(), DbError> {
    match order.recipient.get() {
        Some(to) => tell(tx, &to.mobile, order.lang, key, about, words).await,
        None => Ok(()),
    }
}

/// As [`tell_buyer`], before whatever else waits: of what must not be eaten people hear first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn warn_buyer(
    tx: &mut Tx,
    order: &OrderRow,
    key: &str,
    about: &str,
    words: &[(&str, &str)],
) -> Result<(), DbError> {
    let Some(to) = order.recipient.get() else { return Ok(()) };
    let first = ahead(tx.now());
    let payload = written(&to.mobile, order.lang, key, words)?;
    jobs::put_for(tx, KIND, &format!("{key} {about}"), &payload, first).await
}

/// When a message is due that goes before whatever else waits now.
pub const fn ahead(now: Time) -> Time {
    now.plus_minutes(-AHEAD_MINUTES)
}

/// Puts a notice into the outbox of this transaction. `about` makes it happen once: the same key about the same thing
/// is sent once for ever.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn tell(
    tx: &mut Tx,
    to: &Mobile,
    lang: Lang,
    key: &str,
    about: &str,
    words: &[(&str, &str)],
) -> Result<(), DbError> {
    let payload = written(to, lang, key, words)?;
    jobs::put(tx, KIND, &format!("{key} {about}"), &payload).await
}

/// As [`tell`], to somebody who waits for a code this very moment: before whatever else waits, warnings too.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn tell_code(
    tx: &mut Tx,
    to: &Mobile,
    lang: Lang,
    key: &str,
    about: &str,
    words: &[(&str, &str)],
) -> Result<(), DbError> {
    let first = tx.now().plus_minutes(-CODE_AHEAD_MINUTES);
    let payload = written(to, lang, key, words)?;
    jobs::put_for(tx, KIND, &format!("{key} {about}"), &payload, first).await
}

/// Tells everybody who has this role of something that happens once a day at most; answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn tell_role(
    tx: &mut Tx,
    role: Role,
    key: &str,
    day: Day,
    words: &[(&str, &str)],
) -> Result<usize, DbError> {
    let people = accounts::sql::with_role(tx, role, TOLD_MOST).await?;
    for person in &people {
        let Some(who) = accounts::who_is(tx, *person).await? else { continue };
        let about = format!("{} {person}", day.iso());
        tell(tx, &who.mobile, who.lang, key, &about, words).await?;
    }
    Ok(people.len())
}

/// A notice as the outbox keeps it.
fn written(to: &Mobile, lang: Lang, key: &str, words: &[(&str, &str)]) -> Result<String, DbError> {
    let notice = Notice {
        to: to.as_str().to_owned(),
        lang: lang.as_str().to_owned(),
        key: key.to_owned(),
        words: words.iter().map(|(name, word)| ((*name).to_owned(), (*word).to_owned())).collect(),
    };
    serde_json::to_string(&notice).map_err(|cause| DbError::Failed(cause.to_string()))
}
