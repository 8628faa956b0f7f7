//! Craft templates: what is asked, packed and looked at in a family of goods, as a text with versions.
//!
//! Reads: `craft_template`, `craft`, `hsn_rate`, what is in a parcel. Writes: `craft_template`, `craft_template_draft`,
//! `product_template`, `product_answer`, `audit_entry`. Never: changes a version that has been in force, or what a good
//! answered when it was listed; puts a text in force that does not read whole.
//!
//! The texts of `data/templates` are the first versions; an administrator makes the next, sees them before they hold, and
//! says why. Start at [`of_craft`] for what holds now, [`read_text`] for what a text must be, [`enforce`] for a new version.

mod act;
mod changes;
mod narrow;
mod read;
mod sql;
mod text;

pub use act::{TemplateError, drop_draft, enforce, keep_draft, load_shipped};
pub(crate) use act::{is_legal, keep_answers};
pub use changes::{Change, changes};
pub use read::{
    Draft, Held, Past, answers_of, crafts_expected, current, draft_of, history, in_force, of_craft,
    of_parcel, of_stamp,
};
pub use text::{What, Wrong, read_text};

use kernel::Words;

kernel::codes! {
    /// Whether people eat what a family makes.
    pub enum Eaten {
        /// All of it: food's facts are always asked.
        Always = "always",
        /// Some of it: the officer says.
        Asked = "asked",
        /// None of it.
        Never = "never",
    }
}

kernel::codes! {
    /// How a question is answered.
    pub enum How {
        /// One of a few.
        Choice = "choice",
        /// A whole number.
        Count = "count",
        /// A few words.
        Words = "words",
    }
}

kernel::codes! {
    /// The drawing beside a question.
    pub enum Sign {
        /// How it is sold.
        Unit = "unit",
        /// How large it is.
        Size = "size",
        /// Its colours.
        Colour = "colour",
        /// What it weighs.
        Weight = "weight",
        /// What it is made of.
        Material = "material",
        /// How it is made.
        Work = "work",
        /// Its pattern.
        Pattern = "pattern",
        /// What it is for.
        Use = "use",
        /// Whom it is for.
        Person = "person",
        /// How long it keeps or takes.
        Time = "time",
        /// What fire does to it.
        Fire = "fire",
        /// What water does to it.
        Water = "water",
        /// Its edge.
        Edge = "edge",
        /// Its handle or ring.
        Handle = "handle",
        /// How it is packed.
        Pack = "pack",
        /// How it tastes.
        Taste = "taste",
        /// What grows.
        Leaf = "leaf",
        /// What it holds.
        Holds = "holds",
    }
}

kernel::codes! {
    /// What the law can want told of a good.
    pub enum LegalField {
        /// Who makes it and where.
        MakerAddress = "maker_address",
        /// What it commonly is.
        CommonName = "common_name",
        /// How much a pack holds.
        NetQuantity = "net_quantity",
        /// The highest price, taxes included.
        Mrp = "mrp",
        /// The day it was made.
        MadeOn = "made_on",
        /// The country it comes from.
        Origin = "origin",
        /// Where one complains.
        Complaints = "complaints",
        /// Its size.
        Size = "size",
        /// The fibre it is made of.
        Fibre = "fibre",
        /// What one must beware of.
        Warning = "warning",
        /// The number of the food licence.
        Fssai = "fssai",
        /// What is in it.
        Ingredients = "ingredients",
        /// What may hurt some people.
        Allergens = "allergens",
        /// How to keep it.
        Storage = "storage",
        /// How long it keeps.
        ShelfLife = "shelf_life_days",
        /// The green or brown mark.
        Veg = "veg",
    }
}

/// Something with a word of its own: a unit, an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its word in records.
    pub key: String,
    /// What people read.
    pub words: Words,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its word in records.
    pub key: String,
    /// The drawing beside it.
    pub sign: Sign,
    /// What is asked.
    pub words: Words,
    /// An example; may be empty.
    pub hint: Words,
    /// How it is answered.
    pub how: How,
    /// Its answers, if it is a choice.
    pub choices: Vec<Named>,
    /// What a count counts; may be empty.
    pub unit: Words,
    /// Whether it must be answered.
    pub needed: bool,
    /// Whether buyers read the answer.
    pub shown: bool,
}

/// What the law wants told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legal {
    /// What.
    pub field: LegalField,
    /// In words for the officer.
    pub words: Words,
    /// Which law.
    pub source: String,
    /// Whether a listing without it comes back; what the mart knows by itself is never asked.
    pub needed: bool,
}

/// A text of a family, as one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The family's word, the name of its file.
    pub family: String,
    /// What it is called.
    pub name: Words,
    /// The crafts it is for; the family `other` is for all that no other names.
    pub crafts: Vec<String>,
    /// Whether people eat it.
    pub eaten: Eaten,
    /// How it is sold.
    pub units: Vec<Named>,
    /// Keys of tax rates, the most likely first.
    pub rates: Vec<Only<String>>,
    /// What an officer asks.
    pub questions: Vec<Only<Question>>,
    /// What the law wants told.
    pub legal: Vec<Only<Legal>>,
    /// How it is packed, step by step.
    pub packing: Vec<Only<Words>>,
    /// What an inspection looks at, in this order.
    pub checks: Vec<Only<Words>>,
}

/// A part that is for some of the family's crafts only; for all of them if it names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Only<T> {
    /// The part.
    pub part: T,
    /// The crafts.
    pub crafts: Vec<String>,
}

/// What was answered of a good, in the words of the version that asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question's word.
    pub key: String,
    /// The question.
    pub label: Words,
    /// The answer.
    pub words: Words,
    /// Whether buyers read it.
    pub shown: bool,
}

/// The family of whatever no other template is for.
pub const OTHER: &str = "other";
/// Questions of one craft at most, the unit among them; a record has so many places for answers.
pub const QUESTIONS_MOST: usize = 8;
/// Checks of one craft at most; a record has so many places for findings.
pub const CHECKS_MOST: usize = 8;
/// Bytes of a text at most.
pub const TEXT_BYTES_MOST: usize = 40 * 1024;

/// A version of a family, as records name it: `lac@3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The family.
    pub family: String,
    /// Which version.
    pub version: i64,
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.family, self.version)
    }
}

impl std::str::FromStr for Stamp {
    type Err = ();
    fn from_str(text: &str) -> Result<Stamp, ()> {
        let (family, version) = text.split_once('@').ok_or(())?;
        let version = version.parse().ok().filter(|version| *version > 0).ok_or(())?;
        if is_word(family) { Ok(Stamp { family: family.to_owned(), version }) } else { Err(()) }
    }
}

/// Whether a text is a word as records and addresses use it.
fn is_word(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=30).contains(&text.len()) && text.chars().all(plain)
}
