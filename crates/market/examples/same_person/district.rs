//! A made-up district: households in villages, women in groups, telephones and accounts that a family shares, the same
//! common names everywhere. Four departments enter its makers, each in its own script and with the fields it asks for,
//! and some makers are entered a second time by another department. The same seed is the same district.

use kernel::Words;
use kernel::india::Mobile;
use market::accounts::DepartmentKey;
use market::makers::MakerKind;
use market::matching::{Gender, Paper, PaperKind, Traits};

use super::dice::Dice;
use super::words::{FAMILIES, GROUPS, MEN, Name, VILLAGE_HEADS, VILLAGE_TAILS, WOMEN};

const BLOCKS: [&str; 10] = ["3082", "3083", "3084", "3085", "3086", "3087", "3088", "3089", "6623", "6624"];
const CRAFTS: [&str; 8] =
    ["peda", "blacksmith", "pottery", "sewing_embroidery", "bamboo", "lac", "jslps", "painting"];
/// The district has some 2 660 villages, 266 a block; so many of them have makers.
const VILLAGES_A_BLOCK: usize = 120;

/// One row somebody enters.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who it is in truth.
    pub who: usize,
    /// Which department enters it.
    pub department: DepartmentKey,
    /// What it says.
    pub traits: Traits,
}

#[derive(Clone, Debug)]
struct Village {
    block: &'static str,
    head: Name,
    tail: Name,
}

/// Somebody in truth.
#[derive(Clone, Debug)]
struct Truth {
    is_group: bool,
    gender: Gender,
    first: Name,
    /// Devi, Kumari or the family's name.
    second: Name,
    kin: Option<(Name, Name)>,
    village: usize,
    craft: &'static str,
    mobile: String,
    other_mobile: String,
    papers: Vec<(PaperKind, String)>,
    group: Option<(String, String)>,
    number: Option<usize>,
}

const DEVI: Name = ("देवी", "Devi|Debi");
const KUMARI: Name = ("कुमारी", "Kumari|Kumari|Kr");
const KUMAR: Name = ("कुमार", "Kumar|Kr");
const KHATUN: Name = ("खातून", "Khatun|Khatoon");

/// `makers` entries, the last `twice` of them of people who were entered before by another department.
pub fn made_up(makers: usize, twice: usize, seed: u64) -> Vec<Entry> {
    let mut dice = Dice::thrown(seed);
    let villages = villages(&mut dice);
    let mut people: Vec<Truth> = Vec::new();
    let first_timers = makers.saturating_sub(twice);
    while people.len() < first_timers {
        household(&mut dice, &villages, &mut people);
    }
    people.truncate(first_timers);
    let mut entries: Vec<Entry> = Vec::with_capacity(makers);
    for (who, truth) in people.iter().enumerate() {
        let department = natural(&mut dice, truth);
        let traits = entered(&mut dice, truth, department, &villages, Pass::First);
        entries.push(Entry { who, department, traits });
    }
    for _ in 0..twice {
        let who = dice.below(people.len());
        let before = entries.iter().find(|entry| entry.who == who).map(|entry| entry.department);
        let others: Vec<DepartmentKey> =
            DepartmentKey::ALL.iter().copied().filter(|department| Some(*department) != before).collect();
        let department = *dice.one(&others);
        let traits = entered(&mut dice, &people[who], department, &villages, Pass::Second);
        entries.push(Entry { who, department, traits });
    }
    entries
}

fn villages(dice: &mut Dice) -> Vec<Village> {
    let mut all = Vec::new();
    for block in BLOCKS {
        for _ in 0..VILLAGES_A_BLOCK {
            all.push(Village { block, head: *dice.one(&VILLAGE_HEADS), tail: *dice.common(&VILLAGE_TAILS) });
        }
    }
    all
}

/// A family of makers, or a group: they share a telephone, an account, a second name.
fn household(dice: &mut Dice, villages: &[Village], people: &mut Vec<Truth>) {
    let village = dice.below(villages.len());
    let craft = *dice.one(&CRAFTS);
    let family = *dice.common(&FAMILIES);
    let phone = dice.mobile();
    let account = format!("SBIN0{}{}", dice.digits(6), dice.digits(11));
    if dice.percent(7) {
        let code = dice.digits(12);
        people.push(Truth {
            is_group: true,
            gender: Gender::Unknown,
            first: *dice.one(&GROUPS),
            second: ("", ""),
            kin: None,
            village,
            craft,
            mobile: phone.clone(),
            other_mobile: dice.mobile(),
            papers: vec![(PaperKind::Shg, code.clone()), (PaperKind::Bank, account.clone())],
            group: None,
            number: dice.percent(10).then(|| 1 + dice.below(3)),
        });
        // Some of its women are makers of their own; the group's code and account stand in their rows too.
        for _ in 0..dice.below(4) {
            let mut woman = woman(dice, village, craft, family);
            woman.mobile = if dice.percent(30) { phone.clone() } else { dice.mobile() };
            woman.group = Some((code.clone(), account.clone()));
            people.push(woman);
        }
        return;
    }
    let members = match dice.below(100) {
        0..=61 => 1,
        62..=86 => 2,
        _ => 3,
    };
    let (husband, begun) = (*dice.common(&MEN), people.len());
    for member in 0..members {
        let mut one = if dice.percent(62) {
            woman(dice, village, craft, family)
        } else {
            man(dice, village, craft, family)
        };
        if member > 0 && one.gender == Gender::Female && dice.percent(60) {
            one.kin = Some((husband, family));
        }
        one.mobile = if member == 0 || dice.percent(50) { phone.clone() } else { dice.mobile() };
        if dice.percent(75) {
            let shares = member > 0 && dice.percent(30);
            let own = format!("SBIN0{}{}", dice.digits(6), dice.digits(11));
            one.papers.push((PaperKind::Bank, if member == 0 || shares { account.clone() } else { own }));
        }
        // Nobody calls two of one house the same.
        if people[begun..].iter().all(|other| other.first.0 != one.first.0) {
            people.push(one);
        }
    }
}

fn woman(dice: &mut Dice, village: usize, craft: &'static str, family: Name) -> Truth {
    let is_muslim = ["अंसारी", "खान", "शेख", "मियाँ"].contains(&family.0);
    let second = match dice.below(10) {
        0..=4 => {
            if is_muslim {
                KHATUN
            } else {
                DEVI
            }
        }
        5..=6 => KUMARI,
        _ => family,
    };
    let first = *dice.common(&WOMEN);
    let kin = Some((*dice.common(&MEN), family));
    Truth { kin, ..blank(dice, village, craft, Gender::Female, first, second) }
}

fn man(dice: &mut Dice, village: usize, craft: &'static str, family: Name) -> Truth {
    let second = if dice.percent(15) { KUMAR } else { family };
    let first = *dice.common(&MEN);
    let kin = Some((*dice.common(&MEN), family));
    Truth { kin, ..blank(dice, village, craft, Gender::Male, first, second) }
}

fn blank(
    dice: &mut Dice,
    village: usize,
    craft: &'static str,
    gender: Gender,
    first: Name,
    second: Name,
) -> Truth {
    let mut papers = Vec::new();
    if dice.percent(35) {
        papers.push((
            PaperKind::Pan,
            format!("{}P{}{}{}", dice.letters(3), dice.letters(1), dice.digits(4), dice.letters(1)),
        ));
    }
    if dice.percent(25) {
        papers.push((PaperKind::Vishwakarma, format!("JH{}", dice.digits(9))));
    }
    if dice.percent(20) {
        papers.push((PaperKind::Pehchan, format!("JHD{}", dice.digits(7))));
    }
    if dice.percent(10) {
        papers.push((PaperKind::Udyam, format!("UDYAMJH06{}", dice.digits(7))));
    }
    let (mobile, other_mobile) = (dice.mobile(), dice.mobile());
    Truth {
        is_group: false,
        gender,
        first,
        second,
        kin: None,
        village,
        craft,
        mobile,
        other_mobile,
        papers,
        group: None,
        number: None,
    }
}

/// The department that would find such a maker first.
fn natural(dice: &mut Dice, truth: &Truth) -> DepartmentKey {
    if (truth.is_group || truth.group.is_some()) && dice.percent(80) {
        return DepartmentKey::Jslps;
    }
    *dice.one(DepartmentKey::ALL)
}

/// The first time somebody is entered, or the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    First,
    Second,
}

/// How often, of a hundred, a department asks for a thing and gets it. Nearly every form of an office has a line for the
/// husband's or father's name.
struct Habits {
    devanagari: usize,
    mobile: usize,
    kin: usize,
    bank: usize,
    paper: PaperKind,
    paper_asked: usize,
}

const fn habits(department: DepartmentKey) -> Habits {
    match department {
        DepartmentKey::Jslps => {
            Habits { devanagari: 80, mobile: 88, kin: 92, bank: 60, paper: PaperKind::Shg, paper_asked: 90 }
        }
        DepartmentKey::Industries => {
            Habits { devanagari: 5, mobile: 96, kin: 70, bank: 40, paper: PaperKind::Pan, paper_asked: 80 }
        }
        DepartmentKey::CottageBoard => Habits {
            devanagari: 50,
            mobile: 92,
            kin: 90,
            bank: 25,
            paper: PaperKind::Vishwakarma,
            paper_asked: 80,
        },
        DepartmentKey::Handicrafts => Habits {
            devanagari: 30,
            mobile: 92,
            kin: 85,
            bank: 30,
            paper: PaperKind::Pehchan,
            paper_asked: 80,
        },
    }
}

/// A row as a department enters it.
fn entered(
    dice: &mut Dice,
    truth: &Truth,
    department: DepartmentKey,
    villages: &[Village],
    pass: Pass,
) -> Traits {
    let habits = habits(department);
    let village = &villages[truth.village];
    let in_hindi = dice.percent(habits.devanagari);
    let name =
        if truth.is_group { group_name(dice, truth, in_hindi) } else { person_name(dice, truth, in_hindi) };
    let place = if dice.percent(3) { String::new() } else { village_name(dice, village, in_hindi) };
    let kin = match truth.kin {
        Some((first, family)) if dice.percent(habits.kin) => {
            let first = written(dice, first, in_hindi);
            if dice.percent(70) { format!("{first} {}", written(dice, family, in_hindi)) } else { first }
        }
        _ => String::new(),
    };
    let mobile = match pass {
        Pass::Second if dice.percent(5) => truth.other_mobile.clone(),
        Pass::First | Pass::Second => truth.mobile.clone(),
    };
    let mobile = if dice.percent(habits.mobile) { Mobile::typed(&mobile) } else { None };
    let block = if dice.percent(1) { *dice.one(&BLOCKS) } else { village.block };
    let craft = if dice.percent(15) { *dice.one(&CRAFTS) } else { truth.craft };
    let gender = if truth.is_group || dice.percent(20) { Gender::Unknown } else { truth.gender };
    Traits {
        kind: if truth.is_group { MakerKind::Shg } else { MakerKind::Person },
        gender,
        name: in_one(name, in_hindi),
        kin,
        mobile,
        village: in_one(place, in_hindi),
        block: block.to_owned(),
        craft: if dice.percent(5) { String::new() } else { craft.to_owned() },
        papers: papers(dice, truth, &habits),
    }
}

fn papers(dice: &mut Dice, truth: &Truth, habits: &Habits) -> Vec<Paper> {
    let mut papers = Vec::new();
    let number =
        |kind: PaperKind| truth.papers.iter().find(|(own, _)| *own == kind).map(|(_, number)| number.clone());
    if dice.percent(habits.paper_asked)
        && let Some(number) = number(habits.paper)
    {
        let number = if dice.percent(2) { slipped(dice, &number) } else { number };
        papers.extend(Paper::typed(habits.paper, &number));
    }
    if dice.percent(habits.bank)
        && let Some(number) = number(PaperKind::Bank)
    {
        papers.extend(Paper::typed(PaperKind::Bank, &number));
    }
    if let Some((code, account)) = &truth.group {
        if habits.paper == PaperKind::Shg && dice.percent(85) {
            papers.extend(Paper::typed(PaperKind::Shg, code));
        }
        if number(PaperKind::Bank).is_none() && dice.percent(20) {
            papers.extend(Paper::typed(PaperKind::Bank, account));
        }
    }
    papers
}

fn in_one(text: String, in_hindi: bool) -> Words {
    if in_hindi { Words::new(text, "") } else { Words::new("", text) }
}

/// A name as a clerk writes it: a usual spelling, seldom with a slip.
fn written(dice: &mut Dice, name: Name, in_hindi: bool) -> String {
    let text = if in_hindi {
        matras(dice, name.0)
    } else {
        let spellings: Vec<&str> = name.1.split('|').collect();
        (if dice.percent(65) { spellings[0] } else { *dice.one(&spellings) }).to_owned()
    };
    if dice.percent(3) { slipped(dice, &text) } else { text }
}

/// Long and short vowels, a dot and a nasal sign are often taken for each other.
fn matras(dice: &mut Dice, text: &str) -> String {
    let exchanged = |c: char| match c {
        'ी' => 'ि',
        'ि' => 'ी',
        'ू' => 'ु',
        'ु' => 'ू',
        'ँ' => 'ं',
        'श' => 'स',
        other => other,
    };
    if !dice.percent(18) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let changing: Vec<usize> =
        (0..letters.len()).filter(|at| exchanged(letters[*at]) != letters[*at]).collect();
    if changing.is_empty() {
        return text.to_owned();
    }
    let at = *dice.one(&changing);
    letters.iter().enumerate().map(|(place, c)| if place == at { exchanged(*c) } else { *c }).collect()
}

/// A slip of the finger somewhere behind the first letter: a letter too few, twice, or two in the wrong order.
fn slipped(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return text.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

fn person_name(dice: &mut Dice, truth: &Truth, in_hindi: bool) -> String {
    let is_common = [DEVI.0, KUMARI.0, KUMAR.0, KHATUN.0].contains(&truth.second.0);
    let first = written(dice, truth.first, in_hindi);
    let second = match truth.second {
        DEVI if dice.percent(8) => written(dice, KUMARI, in_hindi),
        KUMARI if dice.percent(12) => written(dice, DEVI, in_hindi),
        _ if dice.percent(if is_common { 22 } else { 9 }) => String::new(),
        second => written(dice, second, in_hindi),
    };
    let mut name = if !is_common && !second.is_empty() && dice.percent(4) {
        format!("{second} {first}")
    } else if !is_common && !second.is_empty() && truth.gender == Gender::Male && dice.percent(3) {
        let initial: String = first.chars().take(1).collect();
        if in_hindi { format!("{first} {second}") } else { format!("{initial}. {second}") }
    } else {
        format!("{first} {second}")
    };
    name = name.trim().to_owned();
    if dice.percent(14) {
        let title = match (truth.gender, in_hindi) {
            (Gender::Female, true) => "श्रीमती",
            (Gender::Female, false) => "Smt.",
            (_, true) => "श्री",
            (_, false) => "Shri",
        };
        name = format!("{title} {name}");
    }
    if let Some((husband, family)) = truth.kin
        && dice.percent(3)
    {
        let between = match (truth.gender, in_hindi) {
            (Gender::Female, true) => "पति",
            (Gender::Female, false) => "W/O",
            (_, true) => "पिता",
            (_, false) => "S/O",
        };
        name = format!(
            "{name} {between} {} {}",
            written(dice, husband, in_hindi),
            written(dice, family, in_hindi)
        );
    }
    if !in_hindi && dice.percent(45) { name.to_uppercase() } else { name }
}

fn group_name(dice: &mut Dice, truth: &Truth, in_hindi: bool) -> String {
    let own = written(dice, truth.first, in_hindi);
    let tails: &[&str] = if in_hindi {
        &["स्वयं सहायता समूह", "महिला समूह", "समूह", "महिला मंडल", "आजीविका सखी मंडल"]
    } else {
        &["SHG", "Mahila Samuh", "Self Help Group", "Mahila Mandal", "Aajeevika Sakhi Mandal", "Samooh"]
    };
    let name = format!("{own} {}", dice.one(tails));
    match truth.number {
        Some(number) => format!("{name} {number}"),
        None => name,
    }
}

fn village_name(dice: &mut Dice, village: &Village, in_hindi: bool) -> String {
    let (head, tail) = if in_hindi {
        (matras(dice, village.head.0), matras(dice, village.tail.0))
    } else {
        let spelt = |dice: &mut Dice, name: Name| {
            let all: Vec<&str> = name.1.split('|').collect();
            (if dice.percent(75) { all[0] } else { *dice.one(&all) }).to_owned()
        };
        (spelt(dice, village.head), spelt(dice, village.tail))
    };
    let between = if dice.percent(7) { " " } else { "" };
    let name = format!("{head}{between}{tail}");
    if dice.percent(3) { slipped(dice, &name) } else { name }
}
