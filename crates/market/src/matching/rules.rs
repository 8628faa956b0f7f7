//! What speaks for and against two entries being one person, and how much. Pure.
//!
//! Points are our own judgement, set so that a name and a village alone are barely enough, and that neither a family's
//! telephone nor a group's account makes two women one. How well they do is measured: see `docs/performance.md`.

use super::names::{Alike, Likeness, Name};
use super::{Gender, PaperKind, Reason, Strength, Traits};
use crate::makers::MakerKind;

/// Points from which an entry is shown.
pub const SHOWN_FROM: i32 = 50;
/// Points from which it is shown as strong.
pub const STRONG_FROM: i32 = 90;

/// An entry ready to be compared, with numbers as their keyed hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub is_group: bool,
    pub gender: Option<Gender>,
    pub name: Name,
    pub kin: Name,
    pub village: Name,
    pub block: String,
    pub craft: String,
    pub mobile: Option<String>,
    pub papers: Vec<(PaperKind, String)>,
}

impl Entry {
    /// What [`Traits`] say, without their numbers.
    pub(super) fn of(traits: &Traits) -> Entry {
        let is_group = is_group(traits.kind);
        Entry {
            is_group,
            gender: Some(traits.gender).filter(|gender| *gender != Gender::Unknown),
            name: if is_group { Name::of_group(&traits.name) } else { Name::of(&traits.name) },
            kin: Name::of_text(&traits.kin),
            village: Name::of_place(&traits.village),
            block: traits.block.clone(),
            craft: traits.craft.clone(),
            mobile: None,
            papers: Vec::new(),
        }
    }

    fn paper(&self, kind: PaperKind) -> Option<&str> {
        self.papers.iter().find(|(own, _)| *own == kind).map(|(_, hash)| hash.as_str())
    }
}

/// Whether it is a group, workshop or company and not one person.
pub(super) const fn is_group(kind: MakerKind) -> bool {
    match kind {
        MakerKind::Person => false,
        MakerKind::Shg | MakerKind::Cooperative | MakerKind::Workshop | MakerKind::Company => true,
    }
}

/// What was found, and what it comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    pub points: i32,
    pub reasons: Vec<(i32, Reason)>,
}

impl Verdict {
    fn add(&mut self, points: i32, reason: Reason) {
        self.points += points;
        self.reasons.push((points, reason));
    }

    /// Whether it is shown, and as what.
    pub(super) fn strength(&self) -> Option<Strength> {
        if self.points >= STRONG_FROM {
            Some(Strength::Strong)
        } else if self.points >= SHOWN_FROM {
            Some(Strength::Likely)
        } else {
            None
        }
    }

    /// The reasons, what speaks for it first, the weightiest first.
    pub(super) fn reasons(mut self) -> Vec<Reason> {
        self.reasons.sort_by_key(|(points, reason)| (std::cmp::Reverse(*points), *reason));
        self.reasons.into_iter().map(|(_, reason)| reason).collect()
    }
}

/// How many in the block have a name that sounds so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rarity {
    /// Hardly anybody.
    Rare,
    /// Some.
    Usual,
    /// Many: that two have it says little.
    Common,
}

impl Rarity {
    /// By the number of those who share the rarest word of the name.
    pub(super) const fn of(sharers: usize) -> Rarity {
        match sharers {
            0..=3 => Rarity::Rare,
            4..=11 => Rarity::Usual,
            _ => Rarity::Common,
        }
    }

    const fn points(self) -> i32 {
        match self {
            Rarity::Rare => 4,
            Rarity::Usual => 0,
            Rarity::Common => -4,
        }
    }
}

/// Weighs two entries whose names are so rare.
pub(super) fn weigh(one: &Entry, other: &Entry, rarity: Rarity) -> Verdict {
    let mut verdict = Verdict::default();
    if one.is_group != other.is_group {
        // A woman may carry her group's number and account; that makes her no group.
        return verdict;
    }
    let Alike { likeness: name, words } = one.name.alike(&other.name);
    // A name with a family's name in it tells more than «Sunita Devi»; a group's is seldom twice in a village.
    let telling = if words > 1 || one.is_group { 10 } else { 0 };
    match name {
        Likeness::Same => verdict.add(33 + telling + rarity.points(), Reason::NameSounds),
        Likeness::Shorter => verdict.add(28 + rarity.points(), Reason::NameShorter),
        Likeness::Near => verdict.add(20 + telling / 2, Reason::NameNear),
        Likeness::Unsaid => {}
        Likeness::Faint => verdict.add(-8, Reason::OtherName),
        Likeness::Partly => verdict.add(-10, Reason::OtherName),
        Likeness::Different => verdict.add(-70, Reason::OtherName),
    }
    kin(&mut verdict, one, other);
    place(&mut verdict, one, other);
    papers(&mut verdict, one, other, name);
    match (&one.mobile, &other.mobile) {
        (Some(own), Some(their)) if own == their => verdict.add(45, Reason::SameMobile),
        (Some(_), Some(_)) => verdict.add(-12, Reason::OtherMobile),
        (None, _) | (_, None) => {}
    }
    if let (Some(own), Some(their)) = (one.gender, other.gender)
        && own != their
    {
        verdict.points -= 60;
    }
    if !one.craft.is_empty() && one.craft == other.craft {
        verdict.add(8, Reason::SameCraft);
    }
    verdict
}

/// A husband of the same common name is only telling in the same village.
fn kin(verdict: &mut Verdict, one: &Entry, other: &Entry) {
    let (same, shorter, near) = match one.village.beside(&other.village) {
        Likeness::Same | Likeness::Shorter | Likeness::Near => (30, 22, 12),
        Likeness::Unsaid => (18, 12, 0),
        Likeness::Faint | Likeness::Partly | Likeness::Different => (14, 8, 0),
    };
    match one.kin.beside(&other.kin) {
        Likeness::Same => verdict.add(same, Reason::SameKin),
        Likeness::Shorter => verdict.add(shorter, Reason::SameKin),
        Likeness::Near if near > 0 => verdict.add(near, Reason::SameKin),
        Likeness::Near | Likeness::Unsaid => {}
        Likeness::Partly | Likeness::Faint => verdict.add(8, Reason::SameKin),
        Likeness::Different => verdict.add(-45, Reason::OtherKin),
    }
}

fn place(verdict: &mut Verdict, one: &Entry, other: &Entry) {
    let in_one_block = one.block.is_empty() || other.block.is_empty() || one.block == other.block;
    match one.village.beside(&other.village) {
        Likeness::Same if in_one_block => verdict.add(20, Reason::SameVillage),
        Likeness::Shorter | Likeness::Near if in_one_block => verdict.add(14, Reason::SameVillage),
        Likeness::Faint if in_one_block => verdict.add(4, Reason::SameVillage),
        // Somebody ticked the wrong block; or it is the other village of that name.
        Likeness::Same => verdict.add(-5, Reason::OtherVillage),
        Likeness::Shorter | Likeness::Near | Likeness::Faint | Likeness::Partly | Likeness::Different => {
            verdict.add(if in_one_block { -15 } else { -25 }, Reason::OtherVillage);
        }
        Likeness::Unsaid => {}
    }
}

/// A paper only counts in full where the names do not speak against it: a family shares an account, a group's women its
/// code, and a clerk copies a number into the line below.
fn papers(verdict: &mut Verdict, one: &Entry, other: &Entry, name: Likeness) {
    let (mut differs, mut same) = (0, false);
    for kind in PaperKind::ALL.iter().copied() {
        let (Some(own), Some(their)) = (one.paper(kind), other.paper(kind)) else { continue };
        if own == their {
            let points = match kind {
                PaperKind::Pan | PaperKind::Udyam | PaperKind::Pehchan | PaperKind::Vishwakarma => 100,
                PaperKind::Shg if one.is_group => 100,
                PaperKind::Shg => 8,
                PaperKind::Bank if one.is_group || name != Likeness::Different => 60,
                PaperKind::Bank => 20,
            };
            same |= points >= 60;
            verdict.add(points, reason(kind));
        } else {
            differs = differs.max(match kind {
                PaperKind::Pan | PaperKind::Vishwakarma | PaperKind::Pehchan => 60,
                PaperKind::Shg if one.is_group => 70,
                PaperKind::Shg => 20,
                PaperKind::Udyam => 40,
                PaperKind::Bank => 4,
            });
        }
    }
    if differs > 0 {
        // Where one paper is the same, another was mistyped or is a second one.
        verdict.add(if same { -differs / 3 } else { -differs }, Reason::OtherPaper);
    }
}

const fn reason(kind: PaperKind) -> Reason {
    match kind {
        PaperKind::Pan => Reason::SamePan,
        PaperKind::Bank => Reason::SameBank,
        PaperKind::Shg => Reason::SameShg,
        PaperKind::Udyam => Reason::SameUdyam,
        PaperKind::Pehchan => Reason::SamePehchan,
        PaperKind::Vishwakarma => Reason::SameVishwakarma,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Words;

    fn sunita() -> Traits {
        Traits {
            gender: Gender::Female,
            name: Words::new("सुनीता देवी", ""),
            village: Words::new("सारठ", ""),
            block: "3088".to_owned(),
            craft: "lac".to_owned(),
            ..Traits::default()
        }
    }

    fn with(traits: &Traits, mobile: &str, kin: &str, papers: &[(PaperKind, &str)]) -> Entry {
        let traits = Traits { kin: kin.to_owned(), ..traits.clone() };
        let papers = papers.iter().map(|(kind, number)| (*kind, (*number).to_owned())).collect();
        Entry {
            mobile: Some(mobile.to_owned()).filter(|mobile| !mobile.is_empty()),
            papers,
            ..Entry::of(&traits)
        }
    }

    fn shown(one: &Entry, other: &Entry) -> Option<Strength> {
        let usual = |one, other| weigh(one, other, Rarity::Usual);
        assert_eq!(usual(one, other).points, usual(other, one).points, "the order does not matter");
        usual(one, other).strength()
    }

    #[test]
    fn name_and_village_are_enough_unless_something_speaks_against_it() {
        let roman =
            Traits { name: Words::new("", "Suneeta Debi"), village: Words::new("", "Sarath"), ..sunita() };
        assert_eq!(shown(&with(&sunita(), "", "", &[]), &with(&roman, "", "", &[])), Some(Strength::Likely));
        assert_eq!(
            shown(&with(&sunita(), "1", "Ramesh Mandal", &[]), &with(&roman, "1", "रमेश मंडल", &[])),
            Some(Strength::Strong)
        );
        for (mobile, kin) in [("1", "Ramesh Mandal"), ("1", "")] {
            let other = with(&roman, "2", "Suresh Mandal", &[]);
            assert_eq!(shown(&with(&sunita(), mobile, "Ramesh Mandal", &[]), &other), None, "{mobile} {kin}");
        }
    }

    #[test]
    fn a_family_telephone_makes_two_people_not_one() {
        let sister = Traits { name: Words::new("अनीता देवी", ""), ..sunita() };
        let husband =
            Traits { name: Words::new("रमेश मंडल", ""), gender: Gender::Male, ..sunita() };
        let one = with(&sunita(), "1", "", &[(PaperKind::Bank, "a")]);
        assert_eq!(shown(&one, &with(&sister, "1", "", &[])), None);
        assert_eq!(shown(&one, &with(&husband, "1", "", &[(PaperKind::Bank, "a")])), None);
    }

    #[test]
    fn a_paper_tells_through_a_name_that_is_missing_but_not_through_one_paper_against_another() {
        let nameless = Traits { name: Words::default(), village: Words::default(), ..sunita() };
        let pan = |number| [(PaperKind::Pan, number)];
        let one = with(&sunita(), "", "", &pan("a"));
        assert_eq!(shown(&one, &with(&nameless, "", "", &pan("a"))), Some(Strength::Strong));
        assert_eq!(shown(&one, &with(&sunita(), "", "", &pan("b"))), None);
    }

    #[test]
    fn women_of_one_group_are_not_one_woman() {
        let other = Traits { name: Words::new("बसंती मुर्मू", ""), ..sunita() };
        let papers = [(PaperKind::Shg, "4711"), (PaperKind::Bank, "a")];
        assert_eq!(shown(&with(&sunita(), "1", "", &papers), &with(&other, "1", "", &papers)), None);
        let group = Traits {
            kind: MakerKind::Shg, name: Words::new("दुर्गा समूह", ""), ..sunita()
        };
        assert_eq!(shown(&with(&sunita(), "1", "", &papers), &with(&group, "1", "", &papers)), None);
    }

    #[test]
    fn reasons_begin_with_the_weightiest_and_end_with_what_speaks_against() {
        let one = with(&sunita(), "1", "", &[(PaperKind::Pan, "a")]);
        let other = with(&sunita(), "2", "", &[(PaperKind::Pan, "a")]);
        let reasons = weigh(&one, &other, Rarity::Usual).reasons();
        assert_eq!(reasons.first(), Some(&Reason::SamePan));
        assert_eq!(reasons.last(), Some(&Reason::OtherMobile));
    }
}
