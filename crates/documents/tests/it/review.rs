//! The note of a review meeting: two pages, decisions first, in either language.

use std::collections::HashMap;
use std::path::Path;

use documents::{Paper, Spoken, render, review_note};
use kernel::ids::{Id, MeetingId, PersonId, TaskId};
use kernel::{Day, Paise, Words};
use market::accounts::DepartmentKey;
use market::cases::{Funnel, FunnelLine, Stage};
use market::meetings::{BY_DEPARTMENT, BlockLine, Meeting, Note, Task, TaskState};
use market::reports::{Count, Incomes, Measure, STEP_DAYS, Span, Waits};
use market::targets::{Pace, Total, What};

use crate::reader;

const BLOCKS: [(&str, &str); 10] = [
    ("देवघर", "Deoghar"),
    ("देवीपुर", "Devipur"),
    ("करौं", "Karon"),
    ("मधुपुर", "Madhupur"),
    ("मारगोमुंडा", "Margomunda"),
    ("मोहनपुर", "Mohanpur"),
    ("पालोजोरी", "Palojori"),
    ("सारठ", "Sarath"),
    ("सारवां", "Sarwan"),
    ("सोनारायठाढ़ी", "Sonaraithari"),
];

/// The sentences of the site, as they stand in its files.
struct Sentences(HashMap<String, String>);

impl Sentences {
    fn of(lang: &str) -> Sentences {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(lang);
        let mut known = HashMap::new();
        for file in std::fs::read_dir(folder).expect("the sentences are there") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("words");
            let pairs = text.lines().filter_map(|line| line.split_once(" = "));
            known.extend(pairs.map(|(key, said)| (key.to_owned(), said.to_owned())));
        }
        Sentences(known)
    }

    fn say(&self, key: &str, words: &[(&'static str, String)]) -> String {
        let said = self.0.get(key).unwrap_or_else(|| panic!("no sentence {key}")).clone();
        words.iter().fold(said, |said, (name, word)| said.replace(&format!("{{ ${name} }}"), word))
    }
}

fn count(cut: &str, keys: i64, all: i64, good: i64, amount: i64) -> Count {
    Count { cut: cut.to_owned(), keys, all, good, amount }
}

/// A full note: more tasks than fit, every block with money.
fn sample(tasks: usize) -> Note {
    let at = Day::of(2026, 11, 30).expect("a Monday").starts().plus_minutes(10 * 60);
    let person = PersonId::new(at, [1; 10]);
    let meeting = MeetingId::new(at, [2; 10]);
    let task = |n: usize| Task {
        id: TaskId::new(at, [3; 10]),
        meeting: Some(meeting),
        what: "सारठ के बाँस कारीगरों को पैकिंग का पुआल और डिब्बे पहुँचाना, और पहली खेप साथ में बाँधकर दिखाना".to_owned(),
        department: "jslps".to_owned(),
        owner: person,
        owner_name: "किरण कुमारी".to_owned(),
        due: at.day().plus(if n == 0 { -4 } else { 9 }),
        state: if n % 3 == 2 { TaskState::Done } else { TaskState::Open },
        given_at: at,
        said: if n % 3 == 2 {
            "40 बोरी पहुँच गईं, दो कारीगरों के साथ बाँधकर देखा".to_owned()
        } else {
            String::new()
        },
    };
    let figures = Measure::ALL.iter().map(|measure| {
        let now = count("", 38, 61, 57, if *measure == Measure::FirstSale { 61 * 24 } else { 41_250_00 });
        (
            *measure,
            now,
            count("", 31, 50, 44, if *measure == Measure::FirstSale { 50 * 31 } else { 33_100_00 }),
        )
    });
    let departments = BY_DEPARTMENT.iter().map(|measure| {
        let amount = if *measure == Measure::FirstSale { 20 * 24 } else { 12_345_00 };
        let lines = ["cottage_board", "jslps", "industries"].map(|key| count(key, 11, 20, 18, amount));
        (*measure, lines.to_vec())
    });
    let block = |(at, (hi, en)): (usize, &(&str, &str))| BlockLine {
        name: Words::new(*hi, *en),
        paid: count(hi, 4, 6, 6, 9_000_00 - i64::try_from(at).unwrap_or(0) * 900_00),
        orders: count(hi, 7, 9, 9, 0),
    };
    Note {
        at,
        span: Span::last(at, STEP_DAYS),
        waits: Waits { overdue: 3, complaints: 1, unpaid: 2, crafts: 1, anomalies: 2 },
        last: Some(Meeting {
            id: meeting,
            day: at.day().plus(-7),
            minutes: String::new(),
            noted_by: person,
            noted_by_name: String::new(),
        }),
        tasks: (0..tasks).map(task).collect(),
        figures: figures.collect(),
        departments: departments.collect(),
        blocks: BLOCKS.iter().enumerate().map(block).collect(),
        incomes: Incomes {
            makers: 38,
            median: Paise(842_00),
            lower: Paise(310_00),
            upper: Paise(2_100_00),
            classes: [9, 12, 8, 5, 3, 1],
        },
        funnel: Funnel {
            whole: FunnelLine { cut: String::new(), standing: Stage::ALL.iter().map(|_| 14).collect() },
            lines: Vec::new(),
            resting: Vec::new(),
            median_days: Some(24),
        },
        targets: [(30, 12, Pace::Behind(8)), (20, 21, Pace::Met), (9, 8, Pace::OnPace)]
            .into_iter()
            .flat_map(|(wanted, reached, pace)| {
                [What::Paid, What::Listed, What::Rupees].map(|what| Total {
                    what,
                    department: DepartmentKey::Jslps,
                    wanted,
                    reached,
                    pace,
                })
            })
            .collect(),
    }
}

fn note(lang: &'static str, tasks: usize) -> Paper {
    let sentences = Sentences::of(lang);
    review_note(&sample(tasks), Spoken { lang, say: &|key, words| sentences.say(key, words) })
}

#[test]
fn the_fullest_note_has_two_pages_and_looks_as_it_did() {
    let pdf = render(&[note("hi", 14)]).expect("prints");
    reader::looks_as_before(&pdf, "review_note");
    let Some(read) = reader::words(&pdf, "review_note") else { return };
    assert!(read.replace(' ', "").ends_with("2/2"), "two pages: {read}");
    let first = |words: &str| read.find(words).unwrap_or_else(|| panic!("«{words}» is missing: {read}"));
    let order = ["26-11-2026", "₹41,250", "₹12,345", "₹8,100"].map(first);
    assert!(order.is_sorted(), "tasks, figures, departments, blocks: {order:?}");
}

#[test]
fn an_english_note_says_the_same_and_an_empty_one_says_that_nothing_waits() {
    let pdf = render(&[note("en", 2)]).expect("prints");
    let Some(read) = reader::words(&pdf, "review_note_en") else { return };
    for said in ["Needs a decision", "What became of the tasks", "late", "Sarath", "JSLPS", "₹842"] {
        assert!(read.contains(said), "«{said}» is missing: {read}");
    }
    let sentences = Sentences::of("en");
    let nothing = Note { waits: Waits::default(), tasks: Vec::new(), ..sample(0) };
    let spoken = Spoken { lang: "en", say: &|key, words| sentences.say(key, words) };
    let pdf = render(&[review_note(&nothing, spoken)]).expect("prints");
    let Some(read) = reader::words(&pdf, "review_note_empty") else { return };
    assert!(read.contains("Nothing waits for your decision today"), "{read}");
}
