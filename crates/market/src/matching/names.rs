//! How names of people, groups and villages are compared: by sound, across Devanagari and Latin letters, with what
//! clerks leave out, shorten, swap or mistype. Pure.
//!
//! Reads: the keys of [`search::sound`](crate::search::sound). Start at [`Name::of`] and [`Name::beside`].

use std::collections::HashSet;
use std::sync::LazyLock;

use kernel::Words;

use super::hearing::{boned, heard, lightened};
use crate::search::sound;

/// Titles and words between names that say nothing about who it is.
const TITLES: &str =
    "श्री श्रीमती सुश्री स्व स्वर्गीय कु उर्फ shri sri shree shrimati smt smti mr mrs ms miss dr late alias urf";
/// Second names half the district has; they tell little, and one person carries several in her life.
const COMMON: &str =
    "देवी कुमारी कुमार बीबी खातून बेगम बानो devi debi kumari kumar kr km ku bibi khatun khatoon begum banu bano";
/// What a group is, not how it is called.
const GROUP_WORDS: &str = "स्वयं सहायता समूह महिला मंडल आजीविका सखी दीदी समिति संस्था self help group shg swayam svayam sahayata \
    sahayta samuh samooh mahila mandal ajeevika aajeevika aajivika ajivika sakhi didi samiti sanstha grp gp";

static NO_TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| readings(TITLES));
static NO_COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| readings(COMMON));
static NO_GROUP_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| readings(GROUP_WORDS));
static NOTHING: LazyLock<HashSet<String>> = LazyLock::new(HashSet::new);

/// Every light reading of some words.
fn readings(words: &str) -> HashSet<String> {
    words.split_whitespace().flat_map(|word| Word::of(word).light).collect()
}

/// What stands between a person's name and that of her husband or father.
const KIN: [&str; 15] = [
    "w/o",
    "d/o",
    "s/o",
    "c/o",
    "h/o",
    "पति",
    "पिता",
    "पुत्री",
    "पुत्र",
    "पत्नी",
    "wife of",
    "daughter of",
    "son of",
    "husband",
    "father",
];
/// How two names stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// They are not the same name.
    Different,
    /// One of them is not there.
    Unsaid,
    /// The first word is the same and another is not: «Sunita Marandi», «Sunita Murmu».
    Partly,
    /// More than a letter or two differ; only other signs could make it a slip.
    Faint,
    /// A letter or two differ.
    Near,
    /// What both have sounds the same; one has less.
    Shorter,
    /// They sound the same.
    Same,
}

/// How two names stand beside each other, and how many telling words of theirs do: two say much more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alike {
    /// How they stand.
    pub likeness: Likeness,
    /// How many words are the same, second names that half the district has left out.
    pub words: usize,
}

/// A word of a name with every way it may sound.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    /// Light readings: the vowels are still in.
    light: Vec<String>,
    /// The same without vowels but a first one.
    bones: Vec<String>,
}

/// A name ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// One list of words for each script it is written in.
    written: Vec<Written>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Written {
    words: Vec<Word>,
    /// Second names that tell little, as they sound.
    common: Vec<String>,
    /// Numbers in it: «Durga 2» is not «Durga 1».
    numbers: Vec<String>,
}

impl Name {
    /// A person's name; what follows «wife of» is another's.
    pub fn of(name: &Words) -> Name {
        Name::read(name, &NO_TITLES, &NO_COMMON)
    }

    /// A group's, workshop's or company's name without the words that say what it is.
    pub fn of_group(name: &Words) -> Name {
        Name::read(name, &NO_GROUP_WORDS, &NOTHING)
    }

    /// A name of which only one writing is known.
    pub fn of_text(name: &str) -> Name {
        Name::of(&Words::new(name, ""))
    }

    /// A village.
    pub fn of_place(name: &Words) -> Name {
        let villages = |text: &str| text.replace("गाँव", "गाव").replace("गांव", "गाव");
        let name = Words::new(villages(&name.hi), name.en.clone());
        Name::read(&name, &NOTHING, &NOTHING)
    }

    fn read(name: &Words, nothing: &HashSet<String>, common: &HashSet<String>) -> Name {
        let texts = [&name.hi, &name.en].into_iter().filter(|text| !text.trim().is_empty());
        let mut written: Vec<Written> =
            texts.map(|text| Written::of(before_kin(text), nothing, common)).collect();
        written.retain(|one| !one.words.is_empty());
        written.dedup();
        Name { written }
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// The best likeness over all pairs of writings.
    pub fn beside(&self, other: &Name) -> Likeness {
        self.alike(other).likeness
    }

    /// The same with how many words are alike.
    pub fn alike(&self, other: &Name) -> Alike {
        let unsaid = Alike { likeness: Likeness::Unsaid, words: 0 };
        if self.is_empty() || other.is_empty() {
            return unsaid;
        }
        let pairs = self.written.iter().flat_map(|one| other.written.iter().map(move |two| one.beside(two)));
        pairs.max().unwrap_or(unsaid)
    }

    /// The words without vowels, each once, of all writings: what names are looked for by.
    pub fn bones(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for bone in self.written.iter().flat_map(|one| &one.words).flat_map(|word| &word.bones) {
            if !all.contains(bone) {
                all.push(bone.clone());
            }
        }
        all
    }

    /// The bones of the whole name, its words run together: a village is written in one word or in two.
    pub fn joined(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for one in &self.written {
            let first = |word: &Word| word.bones.first().cloned().unwrap_or_default();
            let joined: String = one.words.iter().map(first).collect();
            let last = one.words.iter().flat_map(|word| &word.bones).filter(|_| one.words.len() == 1);
            for bone in std::iter::once(&joined).chain(last) {
                if !bone.is_empty() && !all.contains(bone) {
                    all.push(bone.clone());
                }
            }
        }
        all
    }

    /// First letters of the words, as they sound, each once.
    pub fn initials(&self) -> Vec<char> {
        let mut all: Vec<char> = Vec::new();
        for word in self.written.iter().flat_map(|one| &one.words) {
            if let Some(first) = word.bones.first().and_then(|bone| bone.chars().next())
                && !all.contains(&first)
            {
                all.push(first);
            }
        }
        all
    }
}

/// What stands before «wife of»; the whole text if nothing of the kind does.
fn before_kin(text: &str) -> &str {
    let lower = text.to_lowercase();
    let from = KIN
        .iter()
        .filter_map(|mark| lower.find(mark).filter(|at| *at > 0 && lower[..*at].ends_with([' ', ',', '('])))
        .min();
    from.and_then(|at| text.get(..at)).unwrap_or(text)
}

impl Written {
    fn of(text: &str, nothing: &HashSet<String>, common: &HashSet<String>) -> Written {
        let mut written = Written::default();
        for word in sound::words(text) {
            if word.chars().all(|c| c.is_ascii_digit()) {
                written.numbers.push(word);
                continue;
            }
            let read = Word::of(&word);
            let is = |list: &HashSet<String>| read.light.iter().any(|sounds| list.contains(sounds));
            if is(nothing) {
                continue;
            }
            if is(common) {
                written.common.push(read.light.into_iter().next().unwrap_or_default());
            } else {
                written.words.push(read);
            }
        }
        // «Kumari Devi» is somebody's whole name.
        if written.words.is_empty() {
            written.words = std::mem::take(&mut written.common).iter().map(|word| Word::of(word)).collect();
        }
        written
    }

    fn beside(&self, other: &Written) -> Alike {
        if self.numbers != other.numbers {
            return Alike { likeness: Likeness::Different, words: 0 };
        }
        let (few, many) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let apart = few.within(many);
        if apart.likeness >= Likeness::Shorter {
            return apart;
        }
        // «Sonamuni» and «Sona Muni»: two neighbours may be one word.
        let joined = (0..many.words.len().saturating_sub(1)).map(|at| many.joined_at(at));
        joined
            .map(|many| few.within(&many))
            .filter(|alike| alike.likeness >= Likeness::Near)
            .max()
            .unwrap_or(apart)
    }

    /// How the words of the shorter writing are found in the longer one.
    fn within(&self, many: &Written) -> Alike {
        let mut free: Vec<&Word> = many.words.iter().collect();
        let (mut worst, mut words, mut differ) = (Likeness::Same, 0, 0);
        for word in self.longest_first() {
            let best = free.iter().enumerate().map(|(at, other)| (word.beside(other), at)).max();
            let (likeness, at) = best.unwrap_or((Likeness::Different, 0));
            if likeness == Likeness::Different {
                differ += 1;
                continue;
            }
            words += usize::from(likeness != Likeness::Shorter);
            worst = worst.min(likeness);
            free.remove(at);
        }
        let likeness = match (differ, words) {
            (0, 1..) if free.is_empty() => worst,
            // One word that is the other's family is not yet the person.
            (0, 1) if self.words.len() == 1 && !self.begins_as(many) && worst != Likeness::Same => {
                Likeness::Faint
            }
            (0, 1) if self.words.len() == 1 && !self.begins_as(many) => Likeness::Near,
            (0, 1..) => worst.min(Likeness::Shorter),
            (1, 1..) if self.begins_as(many) => Likeness::Partly,
            _ => Likeness::Different,
        };
        Alike { likeness, words }
    }

    /// The same with two neighbouring words as one.
    fn joined_at(&self, at: usize) -> Written {
        let said = |place: usize| {
            self.words.get(place).and_then(|word| word.light.first()).map_or("", String::as_str)
        };
        let light = lightened(&sound::skeleton(&format!("{}{}", said(at), said(at + 1))));
        let mut joined = self.clone();
        joined.words.splice(at..at + 2, [Word { bones: vec![boned(&light)], light: vec![light] }]);
        joined
    }

    /// An initial is given to a word only after the whole words have found theirs.
    fn longest_first(&self) -> Vec<&Word> {
        let mut words: Vec<&Word> = self.words.iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.light.first().map_or(0, String::len)));
        words
    }

    /// Whether the first words are the same: the given name, where a family's comes behind it.
    fn begins_as(&self, other: &Written) -> bool {
        let first = self.words.first().zip(other.words.first());
        first.is_some_and(|(one, two)| one.beside(two) >= Likeness::Near)
    }
}

impl Word {
    fn of(word: &str) -> Word {
        let keys = sound::keys(word);
        let mut light: Vec<String> = Vec::new();
        let mut bones: Vec<String> = Vec::new();
        for sounds in std::iter::once(&keys.sounds).chain(&keys.variants) {
            let read = lightened(sounds);
            let bare = boned(&read);
            if !light.contains(&read) {
                light.push(read);
            }
            if !bare.is_empty() && !bones.contains(&bare) {
                bones.push(bare);
            }
        }
        Word { light, bones }
    }

    /// [`Likeness::Shorter`] here means that one is the first letter of the other.
    fn beside(&self, other: &Word) -> Likeness {
        let pairs = self.light.iter().flat_map(|one| other.light.iter().map(move |two| (one, two)));
        pairs.map(|(one, two)| heard(one, two)).max().unwrap_or(Likeness::Different)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> Likeness {
        Name::of_text(one).beside(&Name::of_text(other))
    }

    #[test]
    fn one_name_is_written_in_many_ways() {
        for (one, others) in [
            ("सुनीता देवी", "Sunita Devi|SUNEETA DEVI|Sunita Debi|सुनिता देवी|Smt. Sunita Devi|श्रीमती सुनीता देवी"),
            ("फूलमनी मरांडी", "Phulmani Marandi|Fulmani Marandi|Phoolmani Marandi|Marandi Phulmani"),
            ("लक्ष्मी", "Laxmi|Lakshmi|Lakhsmi"),
            ("विमला देवी", "Bimla Devi|Vimala Devi|Vimla Debi"),
            ("गीता मुर्मू", "Geeta Murmu|Gita Murmoo"),
            ("मोहम्मद करीम", "Mohammad Karim|Mohammed Kareem"),
            ("राजेश मंडल", "Rajesh Mandal|Rajes Mandal|MANDAL RAJESH"),
        ] {
            for other in others.split('|') {
                assert_eq!(likeness(one, other), Likeness::Same, "{one} {other}");
            }
        }
    }

    #[test]
    fn families_are_written_in_many_ways_too() {
        for (one, other) in [
            ("Sangeeta Singh", "संगीता सिंह"),
            ("Nand Lal Raut", "Nandlal Rawut"),
            ("सुनील शेख", "Sunil Sheikh"),
            ("मीना सिंह", "Meena Sinh"),
        ] {
            assert_eq!(likeness(one, other), Likeness::Same, "{one} {other}");
        }
        assert_eq!(likeness("संजय मियाँ", "SANJAI MIYAN"), Likeness::Partly);
    }

    #[test]
    fn less_of_a_name_is_still_the_name() {
        for (one, other) in [
            ("Phulmani Marandi", "Phulmani"),
            ("R. Mandal", "Ramesh Mandal"),
            ("R. Rana", "रमेश राणा"),
            ("Sunita Mandal W/O Ramesh Mandal", "Sunita"),
        ] {
            assert_eq!(likeness(one, other), Likeness::Shorter, "{one} {other}");
        }
        // A second name that half the district has is as good as none.
        for other in [
            "Sunita",
            "Sunita Kumari",
            "सुनीता देवी पति रमेश मंडल",
            "Sunita Kr.",
            "Sunita Devi W/O Ramesh Mandal",
        ] {
            assert_eq!(likeness("सुनीता देवी", other), Likeness::Same, "{other}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_near() {
        for (one, other) in
            [("Phulmani", "Phulmnai"), ("Basanti Devi", "Basnati Devi"), ("Rameshwar", "Ramshwer")]
        {
            assert!(matches!(likeness(one, other), Likeness::Near | Likeness::Same), "{one} {other}");
        }
    }

    #[test]
    fn other_names_stay_other_names() {
        for (one, other) in [
            ("Sunita Devi", "Anita Devi"),
            ("Rita Devi", "Gita Devi"),
            ("R. Mandal", "R. Devi"),
            ("सीता देवी", "गीता देवी"),
        ] {
            assert_eq!(likeness(one, other), Likeness::Different, "{one} {other}");
        }
        for (one, other) in [
            ("Ramesh Mandal", "Suresh Mandal"),
            ("Karim Ansari", "Rahim Ansari"),
            ("Savita Devi", "Kavita Devi"),
        ] {
            assert_eq!(likeness(one, other), Likeness::Different, "{one} {other}");
        }
        assert_eq!(likeness("Sunita Marandi", "Sunita Murmu"), Likeness::Partly);
        assert_eq!(likeness("Sunita", ""), Likeness::Unsaid);
    }

    #[test]
    fn groups_are_told_by_how_they_are_called() {
        let group = |text: &str| Name::of_group(&Words::new(text, ""));
        let durga = group("दुर्गा स्वयं सहायता समूह");
        assert_eq!(durga.beside(&group("Durga SHG")), Likeness::Same);
        assert_eq!(durga.beside(&group("Durga Mahila Samuh")), Likeness::Same);
        assert_eq!(durga.beside(&group("Durga SHG 2")), Likeness::Different);
        assert_eq!(durga.beside(&group("Saraswati SHG")), Likeness::Different);
    }

    #[test]
    fn villages_meet_however_they_are_written() {
        let place = |text: &str| Name::of_place(&Words::new(text, ""));
        for (one, other) in [
            ("सारठ", "Sarath"),
            ("घोड़मारा", "Ghormara"),
            ("राम पुर", "Rampur"),
            ("मोहनपुर", "MOHANPUR"),
            ("लालगाँव", "Lalgaon"),
            ("लालगांव", "Lalgawn"),
        ] {
            assert!(place(one).beside(&place(other)) >= Likeness::Near, "{one} {other}");
        }
        assert_eq!(place("रामपुर").beside(&place("Raipur")), Likeness::Different);
    }
}
