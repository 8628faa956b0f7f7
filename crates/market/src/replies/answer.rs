//! The texts that answer a reply: each says what has happened and what to do next.

use kernel::Lang;
use kernel::india::Mobile;
use store::{DbError, Tx};

use crate::notices;

/// Somebody who is answered: by which message, where, in which language. Several texts about one message are told apart.
#[derive(Debug)]
pub(super) struct Answers<'a> {
    message: &'a str,
    to: &'a Mobile,
    lang: Lang,
    sent: u32,
}

impl Answers<'_> {
    pub(super) fn new<'a>(message: &'a str, to: &'a Mobile, lang: Lang) -> Answers<'a> {
        Answers { message, to, lang, sent: 0 }
    }

    /// The language texts are written in.
    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// Leaves one text.
    pub(super) async fn say(
        &mut self,
        tx: &mut Tx,
        key: &'static str,
        words: &[(&str, &str)],
    ) -> Result<(), DbError> {
        self.sent += 1;
        let about = format!("{} {}", self.message, self.sent);
        notices::tell(tx, self.to, self.lang, key, &about, words).await
    }
}
