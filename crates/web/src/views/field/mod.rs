//! What officers, heads and makers see of field records: forms online and offline, the record, the second person's desk.
//!
//! Reads: the struct, the reader's language. Never: decides whether an answer does; that is the market's.
//!
//! Start at [`home`]; the questions are in [`screens`].

pub mod asked;
pub mod bank;
pub mod consents;
pub mod head;
pub mod home;
pub mod look;
pub mod record;
pub mod screens;
pub mod visit;
pub mod wizard;

use kernel::Words;

use crate::parts::{Field, Kind, Wrongs};
use crate::text::Text;

pub use bank::{BankAsk, BankLine, BankShown, HeadBanks};
pub use consents::{ConsentLine, MakerConsents};
pub use head::{HeadListing, HeadListings};
pub use home::{FieldHome, RecordLine};
pub use look::{InspectionAsk, InspectionForm};
pub use record::{Apart, RecordShown, Told};
pub use screens::{Choices, Given, STEPS, Screen, photo};
pub use wizard::ScreenPage;

/// What stands in the header of the officer's pages.
fn whose(t: &Text) -> Words {
    Words::new(t.get("desk-officer"), t.get("desk-officer"))
}

/// A question whose words are `ask-{key}`.
fn ask(t: &Text, key: &str, kind: Kind, value: &str, wrongs: &Wrongs) -> Field {
    Field {
        name: key.to_owned(),
        label: t.get(&format!("ask-{key}")),
        hint: t.maybe(&format!("ask-{key}.hint")).unwrap_or_default(),
        value: value.to_owned(),
        error: wrongs.of(key).map(str::to_owned),
        kind,
    }
}

/// The key of what a finding is called.
const fn finding_key(finding: &str) -> &'static str {
    match finding.as_bytes() {
        b"right" => "finding-right",
        b"mend" => "finding-mend",
        _ => "finding-stop",
    }
}
