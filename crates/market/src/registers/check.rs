//! One row judged: whether it is a maker's row at all, who she is, what is wrong with its cells. Pure.

use kernel::india::{AccountNumber, Ifsc, Mobile};
use kernel::{Day, Lang, Words};

use super::clear::MARK;
use super::columns::letter;
use super::fault::CellFault;
use super::places::Places;
use super::{Columns, Field, cells, names, words};
use crate::intake::FaultKind;
use crate::intake::fields;
use crate::intake::grid::Line;
use crate::makers::MakerKind;
use crate::matching::{Gender, Paper, PaperKind, Traits};

/// Letters of a name or village; the same as cases allow.
const NAME_MOST: usize = 120;
/// Shown of a wrong cell at most.
const FOUND_MOST: usize = 40;
/// Letters and digits of a card whose form is not known.
const CARD_MOST: usize = 20;
/// No register is older.
const MET_FROM_YEAR: i32 = 2_000;

/// A maker as a row tells of her.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub traits: Traits,
    pub group: String,
    pub met_on: Option<Day>,
}

impl Person {
    /// The language she reads, as far as a register tells: everybody here learns Hindi first.
    pub(super) const fn lang(&self) -> Lang {
        Lang::Hi
    }
}

/// What came of a row.
#[derive(Clone, Debug)]
pub(super) enum Judged {
    /// It is no maker's row.
    NoRow,
    /// Something is wrong with it.
    Faulty(Vec<CellFault>),
    /// It is fit; there may be remarks.
    Fit(Box<Person>, Vec<CellFault>),
}

/// Judges one row of a sheet.
pub(super) fn row(line: &Line, headings: &[String], columns: &Columns, places: &Places) -> Judged {
    let mut row = Row { line, headings, columns, faults: Vec::new() };
    if row.is_none() {
        return Judged::NoRow;
    }
    row.aadhaars();
    let person = row.person(places);
    if row.faults.iter().all(CellFault::is_remark) {
        Judged::Fit(Box::new(person), row.faults)
    } else {
        Judged::Faulty(row.faults)
    }
}

struct Row<'a> {
    line: &'a Line,
    headings: &'a [String],
    columns: &'a Columns,
    faults: Vec<CellFault>,
}

impl<'a> Row<'a> {
    /// The cells that hold a field, with their columns; those that only say «nothing» are left out.
    fn all(&self, field: Field) -> Vec<(usize, &'a str)> {
        let (line, columns) = (self.line, self.columns);
        let places = columns.fields.iter().enumerate().filter(move |(_, own)| **own == field);
        let cells = places.filter_map(|(place, _)| Some((place, line.cells.get(place)?.as_str())));
        cells.filter(|(_, cell)| *cell != MARK && !words::is_nothing(cell)).collect()
    }

    fn first(&self, field: Field) -> Option<(usize, &'a str)> {
        self.all(field).into_iter().next()
    }

    /// Notes something to say of a column; if the field has none, of the field itself.
    fn fault(&mut self, field: Field, at: Option<usize>, kind: FaultKind, hint: impl Into<String>) {
        let place = at.or_else(|| self.columns.fields.iter().position(|own| *own == field));
        let heading = place.and_then(|place| self.headings.get(place)).filter(|heading| !heading.is_empty());
        let column = heading.cloned().unwrap_or_else(|| column_name(field, place));
        let shown = !matches!(field, Field::Account | Field::Pan) && !matches!(kind, FaultKind::Aadhaar);
        let cell = at.and_then(|place| self.line.cells.get(place)).filter(|_| shown);
        let found = cell.map(|cell| cell.chars().take(FOUND_MOST).collect()).unwrap_or_default();
        self.faults.push(CellFault { column, kind, found, hint: hint.into() });
    }

    /// Whether this is a total, the heading once more, the numbers of columns, or nothing that tells of anybody.
    fn is_none(&self) -> bool {
        let cells = || self.line.cells.iter().filter(|cell| !cell.is_empty());
        let is_total = cells().take(3).any(|cell| {
            let plain = words::plain(cell);
            let letters = plain.split(' ').filter(|word| !word.bytes().all(|b| b.is_ascii_digit()));
            words::exact("total", &letters.collect::<Vec<_>>().join(" ")).is_some()
        });
        let repeated = self
            .line
            .cells
            .iter()
            .zip(self.headings)
            .filter(|(cell, heading)| !cell.is_empty() && cell == heading);
        let is_numbering = cells().count() >= 3
            && cells().enumerate().all(|(place, cell)| {
                words::plain(cell).parse::<usize>().is_ok_and(|number| number == place + 1)
            });
        let telling = [
            Field::Name,
            Field::Kin,
            Field::Mobile,
            Field::Village,
            Field::Pan,
            Field::Account,
            Field::Shg,
            Field::Udyam,
            Field::Pehchan,
            Field::Vishwakarma,
        ];
        is_total
            || repeated.count() >= 2
            || is_numbering
            || telling.iter().all(|field| self.all(*field).is_empty())
    }

    /// Says of each cell that held such a number that it is left out.
    fn aadhaars(&mut self) {
        let marked = self.line.cells.iter().enumerate().filter(|(_, cell)| cell.contains(MARK));
        for place in marked.map(|(place, _)| place).collect::<Vec<_>>() {
            self.fault(Field::Ignored, Some(place), FaultKind::Aadhaar, "");
        }
    }

    fn person(&mut self, places: &Places) -> Person {
        let kind = self.kind();
        let (name, parts) = self.name(kind);
        let mobile = self.mobile();
        let village = self.village();
        if mobile.is_none()
            && village.hi.is_empty()
            && village.en.is_empty()
            && self.first(Field::Mobile).is_none()
        {
            self.fault(Field::Village, None, FaultKind::Missing, "");
        }
        let kin = self.first(Field::Kin).map_or(parts.kin, |(_, cell)| names::parts(cell).name);
        let gender = self.gender(kind).or(parts.gender).unwrap_or(Gender::Unknown);
        let (block, craft) = (self.block(places), self.craft(places));
        let group = self.text(Field::Group);
        let met_on = self.met_on(places.today);
        let papers = self.papers();
        let traits = Traits { kind, gender, name, kin, mobile, village, block, craft, papers };
        Person { traits, group, met_on }
    }

    fn kind(&mut self) -> MakerKind {
        let Some((place, cell)) = self.first(Field::Kind) else {
            let name = self.first(Field::Name).map_or("", |(_, cell)| cell);
            let is_group = words::within("kind", name) == Some("shg");
            return if is_group { MakerKind::Shg } else { MakerKind::Person };
        };
        let found = words::within("kind", cell).and_then(|word| word.parse().ok());
        found.unwrap_or_else(|| {
            self.fault(Field::Kind, Some(place), FaultKind::NotAChoice, "व्यक्ति, समूह, समिति, कार्यशाला, कंपनी");
            MakerKind::Person
        })
    }

    /// Her name in the scripts the row has, and what else the name tells.
    fn name(&mut self, kind: MakerKind) -> (Words, names::Parts) {
        let (mut name, mut said) = (Words::default(), names::Parts::default());
        let cells = self.all(Field::Name);
        if cells.is_empty() {
            self.fault(Field::Name, None, FaultKind::Missing, "");
        }
        for (place, cell) in cells {
            let cell = cell.replace(MARK, " ");
            let parts = match kind {
                MakerKind::Person => names::parts(&cell),
                _ => names::Parts { name: names::spelt(cell.trim()), ..names::Parts::default() },
            };
            if !parts.name.chars().any(char::is_alphabetic) || words::is_nothing(&parts.name) {
                self.fault(Field::Name, Some(place), FaultKind::NotAName, "");
            } else if parts.name.chars().count() > NAME_MOST {
                self.fault(Field::Name, Some(place), FaultKind::TooLong, NAME_MOST.to_string());
            } else {
                let script = if names::is_hindi(&parts.name) { &mut name.hi } else { &mut name.en };
                if script.is_empty() {
                    script.clone_from(&parts.name);
                }
                said.kin = if said.kin.is_empty() { parts.kin } else { said.kin };
                said.gender = said.gender.or(parts.gender);
            }
        }
        (name, said)
    }

    fn gender(&mut self, kind: MakerKind) -> Option<Gender> {
        let (place, cell) = self.first(Field::Gender)?;
        if kind != MakerKind::Person {
            return Some(Gender::Unknown);
        }
        let found = words::exact("gender", cell).and_then(|word| word.parse().ok());
        if found.is_none() {
            self.fault(Field::Gender, Some(place), FaultKind::NotAChoice, "महिला, पुरुष, अन्य");
        }
        found
    }

    /// The first mobile number of all columns that hold one.
    fn mobile(&mut self) -> Option<Mobile> {
        let mut all: Vec<Mobile> = Vec::new();
        let mut at = None;
        for (place, cell) in self.all(Field::Mobile) {
            match cells::mobiles(&cell.replace(MARK, " ")) {
                Ok(found) => {
                    at = at.or(Some(place));
                    all.extend(found);
                }
                Err(kind) => self.fault(Field::Mobile, Some(place), kind, ""),
            }
        }
        all.dedup();
        let first = all.first().cloned();
        if let Some(first) = first.as_ref().filter(|_| all.len() > 1) {
            self.fault(Field::Mobile, at, FaultKind::MoreMobiles, first.ten_digits());
        }
        first
    }

    fn village(&mut self) -> Words {
        let mut village = Words::default();
        for (place, cell) in self.all(Field::Village) {
            let text = names::spelt(without_prefix(&cell.replace(MARK, " ")));
            if text.chars().count() > NAME_MOST {
                self.fault(Field::Village, Some(place), FaultKind::TooLong, NAME_MOST.to_string());
                continue;
            }
            let script = if names::is_hindi(&text) { &mut village.hi } else { &mut village.en };
            if script.is_empty() {
                *script = text;
            }
        }
        village
    }

    fn block(&mut self, places: &Places) -> String {
        let Some((at, cell)) = self.first(Field::Block) else {
            if self.columns.block.is_empty() {
                self.fault(Field::Block, None, FaultKind::Missing, "");
            }
            return self.columns.block.clone();
        };
        let Some(code) = places.block(cell) else {
            self.fault(Field::Block, Some(at), FaultKind::Unknown, "");
            return String::new();
        };
        if !places.allows(&code) {
            self.fault(Field::Block, Some(at), FaultKind::OtherBlock, "");
        }
        code
    }

    fn craft(&mut self, places: &Places) -> String {
        let Some((at, cell)) = self.first(Field::Craft) else {
            if self.columns.craft.is_empty() {
                self.fault(Field::Craft, None, FaultKind::Missing, "");
            }
            return self.columns.craft.clone();
        };
        places.craft(cell).unwrap_or_else(|| {
            self.fault(Field::Craft, Some(at), FaultKind::NotAChoice, places.craft_names());
            String::new()
        })
    }

    fn text(&mut self, field: Field) -> String {
        let Some((place, cell)) = self.first(field) else { return String::new() };
        let text = cell.replace(MARK, " ").trim().to_owned();
        if text.chars().count() > NAME_MOST {
            self.fault(field, Some(place), FaultKind::TooLong, NAME_MOST.to_string());
        }
        text
    }

    fn met_on(&mut self, today: Day) -> Option<Day> {
        let (place, cell) = self.first(Field::MetOn)?;
        let from = Day::of(MET_FROM_YEAR, 1, 1).unwrap_or_default();
        let day = cells::day(cell).filter(|day| (from..=today).contains(day));
        if day.is_none() {
            self.fault(Field::MetOn, Some(place), FaultKind::NotADate, "");
        }
        day
    }

    fn papers(&mut self) -> Vec<Paper> {
        let mut papers = Vec::new();
        let card = |cell: &str| cells::card(cell, CARD_MOST);
        papers.extend(self.paper(Field::Pan, PaperKind::Pan, FaultKind::NotAPan, fields::pan));
        papers.extend(self.paper(Field::Udyam, PaperKind::Udyam, FaultKind::NotAUdyam, cells::udyam));
        papers.extend(self.paper(Field::Shg, PaperKind::Shg, FaultKind::NotACard, card));
        papers.extend(self.paper(Field::Pehchan, PaperKind::Pehchan, FaultKind::NotACard, card));
        papers.extend(self.paper(Field::Vishwakarma, PaperKind::Vishwakarma, FaultKind::NotACard, card));
        papers.extend(self.bank());
        papers
    }

    fn paper(
        &mut self,
        field: Field,
        kind: PaperKind,
        wrong: FaultKind,
        read: impl Fn(&str) -> Option<String>,
    ) -> Option<Paper> {
        let (place, cell) = self.first(field)?;
        if cell.contains(MARK) {
            return None;
        }
        let number = match cells::broken(cell) {
            Some(broken) => Err(broken),
            None => read(cells::bare(cell)).ok_or(wrong),
        };
        match number {
            Ok(number) => Paper::typed(kind, &number),
            Err(fault) => {
                self.fault(field, Some(place), fault, "");
                None
            }
        }
    }

    /// Her account is its branch and its number; one without the other is a slip.
    fn bank(&mut self) -> Option<Paper> {
        let (account, branch) = (self.first(Field::Account), self.first(Field::Ifsc));
        let was_cut = self
            .line
            .cells
            .iter()
            .zip(&self.columns.fields)
            .any(|(cell, field)| matches!(field, Field::Account | Field::Ifsc) && cell.contains(MARK));
        if was_cut {
            return None;
        }
        let account = match account {
            None => {
                if let Some((place, _)) = branch.filter(|_| self.columns.has(Field::Account)) {
                    self.fault(Field::Ifsc, Some(place), FaultKind::Contradicts, "खाता");
                }
                return None;
            }
            Some((place, cell)) => {
                let number = match cells::broken(cell) {
                    Some(broken) => Err(broken),
                    None => AccountNumber::typed(cells::bare(cell)).ok_or(FaultKind::NotAnAccount),
                };
                number.map_err(|fault| self.fault(Field::Account, Some(place), fault, "")).ok()
            }
        };
        let Some((place, cell)) = branch else {
            self.fault(Field::Account, None, FaultKind::Contradicts, "IFSC");
            return None;
        };
        let Some(branch) = Ifsc::typed(cells::bare(cell)) else {
            self.fault(Field::Ifsc, Some(place), FaultKind::NotAnIfsc, "");
            return None;
        };
        Paper::typed(PaperKind::Bank, &format!("{branch} {}", account?))
    }
}

/// A village without the word «village» in front.
fn without_prefix(text: &str) -> &str {
    let text = text.trim();
    for prefix in ["ग्राम", "गाँव", "गांव", "village", "vill.", "vill"] {
        let head = text.get(..prefix.len()).filter(|head| head.to_lowercase() == prefix);
        let rest = head.map(|_| &text[prefix.len()..]);
        if let Some(rest) = rest.filter(|rest| {
            rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '.' | '–'))
        }) {
            return rest
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ':' | '.' | '–' | ','));
        }
    }
    text.trim_matches([',', '-', ' '])
}

/// A column without a heading is called by its letter, one that is not there by what it should hold.
fn column_name(field: Field, place: Option<usize>) -> String {
    place.map(letter).unwrap_or_else(|| {
        match field {
            Field::Name => "नाम",
            Field::Village => "गाँव",
            Field::Block => "प्रखंड",
            Field::Craft => "शिल्प",
            Field::Mobile => "मोबाइल",
            other => other.as_str(),
        }
        .to_owned()
    })
}

#[cfg(test)]
mod tests;
