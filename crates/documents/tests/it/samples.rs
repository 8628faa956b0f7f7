//! What papers are made of in tests and in the bench: a bill, a box, a meeting.

use std::collections::HashMap;
use std::path::Path;

use documents::{Paper, Spoken, review_note};
use kernel::ids::{BillId, HubId, Id, LineId, MakerId, MeetingId, OrderId, PersonId, ShipmentId, TaskId};
use kernel::india::{ArticleNumber, Mobile, Pin};
use kernel::{BasisPoints, Day, Lang, Paise, Words};
use market::accounts::DepartmentKey;
use market::bills::{Bill, BillHead, BillKind, BillLine, Standing};
use market::bookings::{PostOffice, Sticker};
use market::cases::{Funnel, FunnelLine, Resting, Stage, StopWhy};
use market::delivery::{Carrier, Shipment};
use market::meetings::{BY_DEPARTMENT, BlockLine, Meeting, Note, Task, TaskState};
use market::personal::Recipient;
use market::reports::{Count, Incomes, Measure, STEP_DAYS, Span, Waits};
use market::targets::{Pace, Total, What};

fn cup(name: &str, quantity: u32, unit: i64, half: i64) -> BillLine {
    let gross = Paise(unit * i64::from(quantity));
    BillLine {
        line: Some(LineId::new(kernel::Time(1), [1; 10])),
        name: Words::new(name, "Clay cups, set of six"),
        hsn: "6912".to_owned(),
        quantity,
        unit: Paise(unit),
        gross,
        rate: BasisPoints(500),
        taxable: Paise(gross.0 - 2 * half),
        cgst: Paise(half),
        sgst: Paise(half),
        igst: Paise::ZERO,
    }
}

/// A tax invoice of two lines.
pub fn tax_invoice() -> Bill {
    let lines = vec![
        cup("मिट्टी के कुल्हड़, छः का जोड़ा", 2, 240_00, 11_43),
        BillLine { line: None, quantity: 0, ..cup("डाक ख़र्च", 1, 42_00, 1_00) },
    ];
    let at = Day::of(2026, 11, 28).expect("a day").starts().plus_minutes(10 * 60 + 5);
    let head = BillHead {
        id: BillId::new(at, [2; 10]),
        kind: BillKind::TaxInvoice,
        number: "I42-26-17".to_owned(),
        order: OrderId::new(at, [3; 10]),
        order_code: "DM-7K3F-9QXT-M2PA-W6RC".to_owned(),
        person: PersonId::new(at, [4; 10]),
        maker: MakerId::new(at, [5; 10]),
        hub: HubId::new(at, [6; 10]),
        parcel_code: "P7K3F9QXT".to_owned(),
        standing: Standing::Regular,
        seller: Words::new("रिखिया कुम्हार समिति (नमूना)", "Rikhia Potters (sample)"),
        seller_address: Words::new("रिखिया, मोहनपुर 814112", "Rikhia, Mohanpur 814112"),
        gstin: "20AAAAA0000A1Z5".to_owned(),
        enrolment_no: String::new(),
        for_maker: Words::default(),
        supplied_in: "20".to_owned(),
        supplied_in_name: Words::new("झारखंड", "Jharkhand"),
        goods: Paise(480_00),
        freight: Paise(42_00),
        taxable: Paise(480_00 + 42_00 - 24_86),
        cgst: Paise(12_43),
        sgst: Paise(12_43),
        igst: Paise::ZERO,
        total: Paise(522_00),
        issued_at: at,
        corrects: None,
    };
    let recipient = Recipient {
        name: "अनीता देवी".to_owned(),
        mobile: Mobile::typed("6300000001").expect("a number"),
        house: "12, सुभाष चौक".to_owned(),
        area: "देवघर".to_owned(),
        landmark: "घंटाघर के पास".to_owned(),
    };
    Bill { head, lines, recipient: Some(recipient), pin: "814112".to_owned() }
}

/// The day of all of them.
pub fn day() -> Day {
    Day::of(2026, 11, 28).expect("a day")
}

/// A box of food that goes to Ranchi.
pub fn box_of_food() -> Sticker {
    let at = day().starts();
    Sticker {
        id: ShipmentId::new(at, [1; 10]),
        order_code: "DM-7K3F-9QXT-M2PA-W6RC".to_owned(),
        state: Shipment::Planned,
        carrier: Carrier::IndiaPost,
        number: ArticleNumber::of("EE", 12_345_678).map(|number| number.as_str().to_owned()),
        lang: Lang::Hi,
        is_food: true,
        weight_g: 1_250,
        measures_mm: [300, 200, 150],
        to: Some(Recipient {
            name: "श्रीमती अनीता देवी".to_owned(),
            mobile: Mobile::typed("6300000001").expect("a number"),
            house: "क्वार्टर 12, सुभाष चौक".to_owned(),
            area: "Kanke Road".to_owned(),
            landmark: "near the clock tower".to_owned(),
        }),
        pin: Pin::typed("834001").expect("a pincode"),
        district: "Ranchi".to_owned(),
        state_name: Words::new("झारखंड", "Jharkhand"),
        goes_abroad: false,
        parcels: vec!["P7K3F9QXT".to_owned(), "P2PAW6RC9".to_owned()],
        handed_at: None,
    }
}

/// Where it is handed in.
pub fn office() -> PostOffice {
    PostOffice {
        id: HubId::new(day().starts(), [4; 10]),
        key: "deoghar".to_owned(),
        name: Words::new("देवघर संग्रह केंद्र", "Deoghar collection point"),
        block_code: "3082".to_owned(),
        address: Words::new("टावर चौक", "Tower Chowk"),
        pincode: Pin::typed("814112").expect("a pincode"),
        open_hours: "10–17".to_owned(),
    }
}

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
pub struct Sentences(HashMap<String, String>);

impl Sentences {
    pub fn of(lang: &str) -> Sentences {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(lang);
        let mut known = HashMap::new();
        for file in std::fs::read_dir(folder).expect("the sentences are there") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("words");
            let pairs = text.lines().filter_map(|line| line.split_once(" = "));
            known.extend(pairs.map(|(key, said)| (key.to_owned(), said.to_owned())));
        }
        Sentences(known)
    }

    pub fn say(&self, key: &str, words: &[(&'static str, String)]) -> String {
        let said = self.0.get(key).unwrap_or_else(|| panic!("no sentence {key}")).clone();
        words.iter().fold(said, |said, (name, word)| said.replace(&format!("{{ ${name} }}"), word))
    }
}

fn count(cut: &str, keys: i64, all: i64, good: i64, amount: i64) -> Count {
    Count { cut: cut.to_owned(), keys, all, good, amount, middle: if all == 0 { 0 } else { amount / all } }
}

/// A full note: more tasks than fit, every block with money.
pub fn meeting(tasks: usize) -> Note {
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
        waits: Waits { overdue: 3, complaints: 1, unpaid: 2, crafts: 1, anomalies: 2, gaps: 1 },
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
            resting: [(StopWhy::NotInterested, 9), (StopWhy::MovedAway, 4)]
                .map(|(why, cases)| Resting { why, cases })
                .to_vec(),
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

/// It on paper.
pub fn note(lang: &'static str, tasks: usize) -> Paper {
    let sentences = Sentences::of(lang);
    review_note(&meeting(tasks), Spoken { lang, say: &|key, words| sentences.say(key, words) })
}
