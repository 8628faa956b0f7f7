//! Why a register was refused, in the words of its page.

use market::registers::RegisterError;

use crate::error::WebError;
use crate::text::Text;

/// The field it is about (empty: the whole page) and the sentence; what is nobody's mistake goes on as it is.
pub(super) fn refused(t: &Text, cause: RegisterError) -> Result<(&'static str, String), WebError> {
    Ok(match cause {
        RegisterError::Unreadable(why) => ("file", t.pick(&why.words()).to_owned()),
        RegisterError::NoFiling(_) => return Err(WebError::Missing),
        RegisterError::NotNow(_) => ("", t.get("reg-wrong-not-now")),
        RegisterError::NoNameColumn => ("column-0", t.get("reg-wrong-no-name")),
        RegisterError::NoBlock => ("block", t.get("reg-wrong-no-block")),
        RegisterError::NoCraft => ("craft", t.get("reg-wrong-no-craft")),
        RegisterError::OtherBlock => ("block", t.get("reg-wrong-block")),
        RegisterError::NothingFit => ("", t.get("reg-wrong-nothing-fit")),
        RegisterError::TooLate => ("", t.get("reg-wrong-too-late")),
        RegisterError::NoSuchRow => ("", t.get("reg-wrong-no-row")),
        RegisterError::Raced => ("", t.get("reg-wrong-raced")),
        RegisterError::Case(cause) => return Err(WebError::Ours(cause.to_string())),
        RegisterError::Db(cause) => return Err(cause.into()),
    })
}
