//! Same person? Whether a maker whom an officer or a register tells of has been met before, by anybody.
//!
//! Reads: `match_key`, `maker_case`. Writes: `match_key`, where numbers and names stand as keyed hashes only.
//! Never: decides. It suggests, with reasons a person can judge; two cases become one only by
//! [`cases::merge`](crate::cases::merge).
//!
//! Start at [`suggest`]; how names are compared is in [`names`], what counts how much in [`rules`].

pub mod names;
pub mod rules;

mod act;
mod among;
mod hearing;
mod keys;
mod read;
pub(crate) mod sql;

pub use act::index;
pub(crate) use act::{forget, reindex};
pub(crate) use among::among;
pub use read::suggest;

use kernel::Words;
use kernel::ids::{CaseId, MakerId};
use kernel::india::Mobile;

use crate::accounts::DepartmentKey;
use crate::makers::MakerKind;

kernel::codes! {
    /// A maker's gender, if somebody noted it.
    pub enum Gender {
        /// A woman.
        Female = "female",
        /// A man.
        Male = "male",
        /// Another.
        Other = "other",
        /// Not noted, or a group.
        Unknown = "unknown",
    }
}

kernel::codes! {
    /// A paper with a number that one maker has and no other.
    pub enum PaperKind {
        /// Permanent account number of the income-tax department.
        Pan = "pan",
        /// A bank account: branch code and account number.
        Bank = "bank",
        /// A self-help group's code at LokOS.
        Shg = "shg",
        /// Registration as a small enterprise.
        Udyam = "udyam",
        /// The artisan's card of the Development Commissioner (Handicrafts).
        Pehchan = "pehchan",
        /// Registration with PM Vishwakarma.
        Vishwakarma = "vishwakarma",
    }
}

/// A paper and the number on it.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// Which paper.
    pub kind: PaperKind,
    /// Its number: capital letters and digits only.
    pub number: String,
}

impl Paper {
    /// A paper as its number was typed: small letters, spaces, dashes and Devanagari digits make no difference.
    /// `None` if nothing is left.
    pub fn typed(kind: PaperKind, number: &str) -> Option<Paper> {
        let kept = kernel::digits::ascii_digits(number);
        let number: String =
            kept.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        (!number.is_empty()).then_some(Paper { kind, number })
    }
}

/// The number stays out of logs.
impl std::fmt::Debug for Paper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (secret)", self.kind)
    }
}

/// What is known of somebody. Everything may be missing; an empty text says nothing.
#[derive(Clone, Debug)]
pub struct Traits {
    /// What kind of maker.
    pub kind: MakerKind,
    /// Her gender.
    pub gender: Gender,
    /// Her name, or her group's, in one script or both.
    pub name: Words,
    /// Her husband's or father's name, in any script.
    pub kin: String,
    /// The number she is called on; may be the family's.
    pub mobile: Option<Mobile>,
    /// Her village, in one script or both.
    pub village: Words,
    /// The LGD code of her block.
    pub block: String,
    /// The key of what she mostly makes.
    pub craft: String,
    /// Numbers that are hers alone.
    pub papers: Vec<Paper>,
}

impl Default for Traits {
    fn default() -> Traits {
        Traits {
            kind: MakerKind::Person,
            gender: Gender::Unknown,
            name: Words::default(),
            kin: String::new(),
            mobile: None,
            village: Words::default(),
            block: String::new(),
            craft: String::new(),
            papers: Vec::new(),
        }
    }
}

kernel::codes! {
    /// Why somebody may be the same, or why perhaps not. Each has a sentence in `locales/*/cases.ftl`.
    pub enum Reason {
        /// The same number on a paper that one person has.
        SamePan = "same_pan",
        /// The same bank account.
        SameBank = "same_bank",
        /// The same code of a self-help group.
        SameShg = "same_shg",
        /// The same registration as a small enterprise.
        SameUdyam = "same_udyam",
        /// The same artisan's card.
        SamePehchan = "same_pehchan",
        /// The same registration with PM Vishwakarma.
        SameVishwakarma = "same_vishwakarma",
        /// The same mobile number.
        SameMobile = "same_mobile",
        /// The name is the same or sounds so.
        NameSounds = "name_sounds",
        /// A part of the name is missing or shortened; the rest sounds the same.
        NameShorter = "name_shorter",
        /// The name differs by a letter or two.
        NameNear = "name_near",
        /// The husband's or father's name sounds the same.
        SameKin = "same_kin",
        /// The village sounds the same.
        SameVillage = "same_village",
        /// They make the same.
        SameCraft = "same_craft",
        /// But the mobile number is another.
        OtherMobile = "other_mobile",
        /// But the husband's or father's name is another.
        OtherKin = "other_kin",
        /// But the village is another.
        OtherVillage = "other_village",
        /// But the name is another.
        OtherName = "other_name",
        /// But a paper has another number.
        OtherPaper = "other_paper",
    }
}

impl Reason {
    /// Whether it speaks against.
    pub const fn is_against(self) -> bool {
        match self {
            Reason::OtherMobile
            | Reason::OtherKin
            | Reason::OtherVillage
            | Reason::OtherName
            | Reason::OtherPaper => true,
            Reason::SamePan
            | Reason::SameBank
            | Reason::SameShg
            | Reason::SameUdyam
            | Reason::SamePehchan
            | Reason::SameVishwakarma
            | Reason::SameMobile
            | Reason::NameSounds
            | Reason::NameShorter
            | Reason::NameNear
            | Reason::SameKin
            | Reason::SameVillage
            | Reason::SameCraft => false,
        }
    }
}

kernel::codes! {
    /// How much speaks for it.
    pub enum Strength {
        /// More than chance: look before you go on.
        Likely = "likely",
        /// Several things that rarely meet by chance, or a paper only one person has.
        Strong = "strong",
    }
}

/// Somebody who may be the same person.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Her case; where two were merged, the one that stays.
    pub case: CaseId,
    /// Her account with the mart, if she is listed.
    pub maker: Option<MakerId>,
    /// Her name as it was entered.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// The LGD code of her block.
    pub block: String,
    /// Which department met her.
    pub department: DepartmentKey,
    /// When she was found.
    pub found_at: kernel::Time,
    /// Who carries her case; empty if nobody does yet.
    pub officer: String,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// How much speaks for it.
    pub strength: Strength,
}
