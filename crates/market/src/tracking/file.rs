//! A file of the post's events: which columns it has, what each row says, and what came of it. Bringing the same file in again
//! changes nothing.

use kernel::Time;
use kernel::ids::{HubId, PersonId};
use kernel::india::ArticleNumber;
use store::{Db, chance, transaction};

use super::act::{Told, take_scan};
use super::{Source, Step, Taken, TrackingError, rules, sql};
use crate::audit::{Actor, Part};
use crate::intake::grid;

/// Rows of one file.
pub const ROWS_MOST: usize = 2_000;
/// Rows with faults that are kept to be shown.
const FAULTS_MOST: usize = 50;

/// One event of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The row, as people count.
    pub row: usize,
    /// The article.
    pub article: ArticleNumber,
    /// What happened.
    pub step: Step,
    /// When.
    pub at: Time,
    /// Where.
    pub place: String,
}

kernel::codes! {
    /// Why a row is not taken.
    pub enum RowFault {
        /// No article number with a right check digit.
        NotAnArticle = "not_an_article",
        /// Words that are no step we know.
        NotAStep = "not_a_step",
        /// No date we can read, or one that lies ahead.
        NotATime = "not_a_time",
        /// Nothing of this hub goes under that number.
        NotOurs = "not_ours",
    }
}

/// A row that is not taken: its number, why, and what stood there.
pub type Faulty = (usize, RowFault, String);

/// Which column means what, by words its heading may have.
const HEADINGS: [(&str, &[&str]); 5] = [
    ("article", &["article", "barcode", "consignment", "awb", "डाक संख्या", "संख्या"]),
    ("event", &["event", "status", "घटना", "स्थिति"]),
    ("date", &["date", "तारीख़", "तारीख", "दिनांक"]),
    ("time", &["time", "समय"]),
    ("place", &["office", "place", "location", "डाकघर", "जगह"]),
];

/// Reads a file into events and rows that are none.
///
/// # Errors
/// [`TrackingError::Unreadable`] without the columns of article, event and date; [`TrackingError::TooMany`].
pub fn read(bytes: &[u8]) -> Result<(Vec<Event>, Vec<Faulty>), TrackingError> {
    let book = grid::read(bytes).map_err(|_| TrackingError::Unreadable)?;
    let sheet = book.sheets.into_iter().next().ok_or(TrackingError::Unreadable)?;
    let mut lines = sheet.lines.into_iter();
    let heads: Vec<String> = lines.next().ok_or(TrackingError::Unreadable)?.cells;
    let heads: Vec<String> = heads.iter().map(|head| head.trim().to_lowercase()).collect();
    let mut columns = [None; 5];
    for (at, (_, names)) in HEADINGS.iter().enumerate() {
        // «Event date» is a date before it is an event, so a column is taken once.
        let fits = |place: &usize| {
            let head = &heads[*place];
            names.iter().any(|name| head.contains(name))
                && !(at == 1 && (head.contains("date") || head.contains("time")))
        };
        columns[at] = (0..heads.len()).find(|place| fits(place) && !columns.contains(&Some(*place)));
    }
    let [Some(article), Some(event), Some(date), time, place] = columns else {
        return Err(TrackingError::Unreadable);
    };
    let (mut events, mut faulty) = (Vec::new(), Vec::new());
    for line in lines {
        if events.len() + faulty.len() >= ROWS_MOST {
            return Err(TrackingError::TooMany);
        }
        let cell = |at: usize| line.cells.get(at).map_or("", |cell| cell.trim());
        let other = |at: Option<usize>| at.map_or("", cell);
        let Some(number) = ArticleNumber::typed(cell(article)) else {
            faulty.push((line.number, RowFault::NotAnArticle, cell(article).to_owned()));
            continue;
        };
        let Some(step) = rules::step_of(cell(event)) else {
            faulty.push((line.number, RowFault::NotAStep, cell(event).to_owned()));
            continue;
        };
        let Some(at) = rules::moment(cell(date), other(time)) else {
            faulty.push((line.number, RowFault::NotATime, cell(date).to_owned()));
            continue;
        };
        events.push(Event { row: line.number, article: number, step, at, place: other(place).to_owned() });
    }
    Ok((events, faulty))
}

/// Brings a file in for a hub: each event once, oldest first, each in a transaction of its own, so that a file that is brought in
/// again goes on where it stopped. What came of it is kept to be looked at.
///
/// # Errors
/// As [`read`].
pub async fn bring_in(
    db: &Db,
    by: PersonId,
    hub: HubId,
    file_name: &str,
    bytes: &[u8],
) -> Result<(), TrackingError> {
    let (mut events, mut faulty) = read(bytes)?;
    events.sort_by_key(|event| event.at);
    let actor = Actor::Person(by, Part::HubKeeper);
    let (mut taken, mut known) = (0_i64, 0_i64);
    for event in &events {
        let outcome: Option<Taken> = transaction!(db, tx => {
            let Some(row) = sql::by_article(tx, hub, &event.article).await? else { return Ok(None) };
            let told = Told { step: event.step, at: event.at, place: &event.place, source: Source::File };
            Ok::<_, TrackingError>(Some(take_scan(tx, &row, hub, &told, actor).await?))
        })?;
        match outcome {
            Some(Taken::New) => taken += 1,
            Some(Taken::Known) => known += 1,
            Some(Taken::Ahead) => faulty.push((event.row, RowFault::NotATime, event.at.day().written())),
            None => faulty.push((event.row, RowFault::NotOurs, event.article.to_string())),
        }
    }
    faulty.sort_by_key(|(row, ..)| *row);
    let lines = faulty.iter().take(FAULTS_MOST).map(|(row, fault, found)| {
        let found: String = found.chars().filter(|c| !c.is_control()).take(40).collect();
        format!("{row} {fault} {found}")
    });
    let lines = lines.collect::<Vec<_>>().join("\n");
    let name: String = file_name.chars().filter(|c| !c.is_control()).take(120).collect();
    let id = format!("evf_{}", chance::letters(20));
    transaction!(db, tx => {
        Ok::<_, TrackingError>(sql::insert_file(tx, &id, hub, by, &name, (taken, known), &lines).await?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_by_its_headings_and_each_bad_row_says_why() {
        let csv = "Sl,Article Number,Event Type,Event Date,Event Time,Office\n\
                   1,EE123456785IN,Item Booked,28-11-2026,10:15,B.Deoghar HO\n\
                   2,EE123456784IN,Item Booked,28-11-2026,10:15,B.Deoghar HO\n\
                   3,EE123456785IN,Item sang,28-11-2026,10:15,B.Deoghar HO\n\
                   4,EE123456785IN,Item Delivered,soon,,Ranchi GPO\n";
        let (events, faulty) = read(csv.as_bytes()).expect("reads");
        assert_eq!(events.len(), 1);
        assert_eq!(
            (events[0].step, events[0].place.as_str(), events[0].row),
            (Step::Booked, "B.Deoghar HO", 2)
        );
        let why: Vec<_> = faulty.iter().map(|(row, fault, _)| (*row, *fault)).collect();
        assert_eq!(why, [(3, RowFault::NotAnArticle), (4, RowFault::NotAStep), (5, RowFault::NotATime)]);
        for none in ["", "a,b\n1,2\n", "Article,Date\nEE123456785IN,28-11-2026\n"] {
            assert!(read(none.as_bytes()).is_err(), "{none}");
        }
    }
}
