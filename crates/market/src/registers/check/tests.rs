//! Rows as clerks write them, judged one by one.

use super::*;
use crate::accounts::{Blocks, DepartmentKey, Post};
use crate::intake::grid;
use crate::places::Block;
use crate::registers::columns::{Remembered, guess};
use crate::registers::{Sender, clear};
use kernel::Time;
use kernel::ids::{Id, PersonId};
use proptest::prelude::*;

fn places(sender: &Sender) -> Places {
    let block = |code: &str, hi: &str, en: &str| Block { code: code.to_owned(), name: Words::new(hi, en) };
    let blocks = [
        block("3082", "देवघर", "Deoghar"),
        block("3084", "करौं", "Karon"),
        block("3088", "सारठ", "Sarath"),
        block("6623", "सोनारायठाढ़ी", "Sonaraithari"),
    ];
    let craft = |key: &str, hi: &str, en: &str| (key.to_owned(), Words::new(hi, en));
    let crafts = vec![
        craft("lac", "लाह चूड़ी व लहठी", "Lac bangles and lahthi"),
        craft("pottery", "मिट्टी के बर्तन", "Clay pottery"),
        craft("bamboo", "बांस (बंबू) शिल्प", "Bamboo"),
    ];
    Places::of(&blocks, crafts, sender, Day::of(2026, 11, 22).expect("a day"))
}

fn judged_by(sender: &Sender, text: &str) -> Vec<Judged> {
    let mut book = grid::read(text.as_bytes()).expect("a sheet");
    clear::book(&mut book);
    let columns = guess(&book, &Remembered::new());
    let lines = &book.sheets[0].lines;
    let headings = lines.iter().find(|line| line.number == columns.heading).expect("a heading").cells.clone();
    let below = lines.iter().filter(|line| line.number > columns.heading);
    below.map(|line| row(line, &headings, &columns, &places(sender))).collect()
}

fn judged(text: &str) -> Vec<Judged> {
    judged_by(&Sender::Machine(DepartmentKey::Jslps), text)
}

#[track_caller]
fn fit(judged: &Judged) -> (&Person, &[CellFault]) {
    match judged {
        Judged::Fit(person, remarks) => (person, remarks),
        other => panic!("not fit: {other:?}"),
    }
}

#[track_caller]
fn faults(judged: &Judged) -> Vec<(&str, FaultKind)> {
    match judged {
        Judged::Faulty(faults) => faults.iter().map(|fault| (fault.column.as_str(), fault.kind)).collect(),
        other => panic!("not faulty: {other:?}"),
    }
}

const HEADING: &str = "क्र०,कारीगर का नाम,पिता/पति,मोबाइल नं०,ग्राम,प्रखण्ड,कार्य,लिंग,पैन,खाता संख्या,IFSC,तारीख\n";

#[test]
fn a_whole_row_becomes_a_whole_person() {
    let text = format!(
        "{HEADING}१,श्रीमती सुनीता देवी,श्री रमेश यादव,\"९४३१०-१२३४५ / 98012 34567\",ग्राम- सारठ,सारठ,लाह की चूड़ी बनाना,महिला,ABCPD1234E,'12345678901,sbin0001234,15/03/26\n"
    );
    let all = judged(&text);
    let (person, remarks) = fit(&all[0]);
    let traits = &person.traits;
    assert_eq!((traits.name.hi.as_str(), traits.kin.as_str()), ("सुनीता देवी", "रमेश यादव"));
    assert_eq!(traits.mobile.as_ref().map(Mobile::ten_digits), Some("9431012345"));
    assert_eq!(
        (traits.village.hi.as_str(), traits.block.as_str(), traits.craft.as_str()),
        ("सारठ", "3088", "lac")
    );
    assert_eq!(
        (traits.gender, traits.kind, person.met_on),
        (Gender::Female, MakerKind::Person, Day::of(2026, 3, 15))
    );
    let papers: Vec<_> = traits.papers.iter().map(|paper| (paper.kind, paper.number.as_str())).collect();
    assert_eq!(papers, [(PaperKind::Pan, "ABCPD1234E"), (PaperKind::Bank, "SBIN000123412345678901")]);
    assert_eq!(
        (remarks.len(), remarks[0].kind, remarks[0].hint.as_str()),
        (1, FaultKind::MoreMobiles, "9431012345")
    );
}

#[test]
fn blocks_are_known_by_code_name_and_sound() {
    for (said, code) in [
        ("3084", "3084"),
        ("KARAUN", "3084"),
        ("करौं", "3084"),
        ("Sarath", "3088"),
        ("सोनाराय ठाढ़ी", "6623"),
        ("Devghar", "3082"),
        ("Saarath", "3088"),
    ] {
        let all = judged(&format!("Name,Mobile,Block,Craft\nSUNITA DEVI,9431012345,{said},pottery\n"));
        assert_eq!(fit(&all[0]).0.traits.block, code, "{said}");
        assert_eq!(fit(&all[0]).0.traits.name.en, "Sunita Devi");
    }
}

#[test]
fn what_is_wrong_is_said_of_its_column() {
    let all = judged(&format!(
        "{HEADING}1,,,9.43101E+09,सारठ,सारठ,लाह,महिला,,,,\n\
         2,सुनीता,,12345,सारठ,पटना,खेती,xyz,ABC,,SBIN0001234,31-02-2026\n\
         3,12345,,,,,,,,12345678901,,22-11-2027\n"
    ));
    assert_eq!(faults(&all[0]), [("कारीगर का नाम", FaultKind::Missing), ("मोबाइल नं०", FaultKind::Shortened)]);
    assert_eq!(
        faults(&all[1]),
        [
            ("मोबाइल नं०", FaultKind::NotAMobile),
            ("लिंग", FaultKind::NotAChoice),
            ("प्रखण्ड", FaultKind::Unknown),
            ("कार्य", FaultKind::NotAChoice),
            ("तारीख", FaultKind::NotADate),
            ("पैन", FaultKind::NotAPan),
            ("IFSC", FaultKind::Contradicts),
        ]
    );
    let third = faults(&all[2]);
    assert!(
        third.contains(&("कारीगर का नाम", FaultKind::NotAName))
            && third.contains(&("ग्राम", FaultKind::Missing))
    );
    assert!(
        third.contains(&("तारीख", FaultKind::NotADate))
            && third.contains(&("खाता संख्या", FaultKind::Contradicts))
    );
    let Judged::Faulty(said) = &all[1] else { panic!("faulty") };
    let words = said[0].told();
    assert!(words.hi.starts_with("मोबाइल नं० «12345»: यह भारत का मोबाइल नंबर नहीं है।"), "{}", words.hi);
    assert!(
        said.iter().filter(|fault| fault.column == "पैन").all(|fault| fault.found.is_empty()),
        "a PAN is not repeated"
    );
}

#[test]
fn totals_blanks_and_repeated_headings_are_no_rows() {
    let all = judged(&format!(
        "{HEADING}1,2,3,4,5,6,7,8,9,10,11,12\n\
         1,सुनीता देवी,,9431012345,सारठ,सारठ,लाह,,,,,\n\
         2,,,,,,,,,,,\n\
         {HEADING}\
         कुल - 1,,,,,,,,,,,\n\
         ,Grand Total,,45,,,,,,,,\n"
    ));
    let kinds: Vec<bool> = all.iter().map(|judged| matches!(judged, Judged::NoRow)).collect();
    assert_eq!(kinds, [true, false, true, true, true, true]);
}

#[test]
fn an_aadhaar_is_left_out_and_the_row_goes_in() {
    let all = judged(
        "नाम,मोबाइल,आधार,खाता,IFSC,प्रखंड,शिल्प\nसुनीता देवी 2345 6789 0124,9431012345,234567890124,234567890124,SBIN0001234,सारठ,लाह\n",
    );
    let (person, remarks) = fit(&all[0]);
    assert_eq!(person.traits.name.hi, "सुनीता देवी");
    assert!(person.traits.papers.is_empty());
    assert_eq!(
        remarks.iter().map(|remark| (remark.column.as_str(), remark.kind)).collect::<Vec<_>>(),
        [("नाम", FaultKind::Aadhaar), ("आधार", FaultKind::Aadhaar), ("खाता", FaultKind::Aadhaar)]
    );
    assert!(!format!("{all:?}").contains("234567890124"));
    assert!(remarks.iter().all(|remark| remark.found.is_empty() && remark.told().hi.contains("आधार")));
}

#[test]
fn names_in_two_scripts_and_groups_find_their_place() {
    let all = judged(
        "Name,नाम,SHG Name,Mobile 1,Mobile 2,Village,Block,Trade\nSUNITA DEVI W/O RAMESH,सुनीता देवी,दुर्गा समूह,NA,9431012345,SARATH,Sarath,Bamboo basket\n-,जय माँ स्वयं सहायता समूह,,9431012346,,Sarath,Sarath,बांस\n",
    );
    let (person, _) = fit(&all[0]);
    assert_eq!(
        (person.traits.name.hi.as_str(), person.traits.name.en.as_str()),
        ("सुनीता देवी", "Sunita Devi")
    );
    assert_eq!((person.traits.kin.as_str(), person.group.as_str()), ("Ramesh", "दुर्गा समूह"));
    assert_eq!((person.traits.village.en.as_str(), person.traits.gender), ("Sarath", Gender::Female));
    assert_eq!(person.traits.mobile.as_ref().map(Mobile::ten_digits), Some("9431012345"));
    let (group, _) = fit(&all[1]);
    assert_eq!((group.traits.kind, group.traits.craft.as_str()), (MakerKind::Shg, "bamboo"));
}

#[test]
fn an_officer_enters_only_her_blocks() {
    let post = Post { department: DepartmentKey::Jslps, blocks: Blocks(vec!["3082".to_owned()]) };
    let officer = Sender::Officer(PersonId::new(Time(0), [0; 10]), post);
    let all =
        judged_by(&officer, "नाम,मोबाइल,प्रखंड,शिल्प\nसुनीता,9431012345,देवघर,लाह\nगीता,9431012346,सारठ,लाह\n");
    fit(&all[0]);
    assert_eq!(faults(&all[1]), [("प्रखंड", FaultKind::OtherBlock)]);
}

#[test]
fn a_village_loses_the_word_village() {
    for (text, village) in [
        ("ग्राम- सारठ", "सारठ"),
        ("Vill. Sarath,", "Sarath"),
        ("ग्रामीण टोला", "ग्रामीण टोला"),
        ("Village: Sarath", "Sarath"),
        ("Villa Nova", "Villa Nova"),
    ] {
        assert_eq!(without_prefix(text), village, "{text}");
    }
}

#[test]
fn what_is_said_comes_back_as_it_was_kept() {
    let fault =
        CellFault { column: "A".into(), kind: FaultKind::Aadhaar, found: String::new(), hint: "x".into() };
    let kept = serde_json::to_string(&fault).expect("JSON");
    assert_eq!(serde_json::from_str::<CellFault>(&kept).expect("a fault"), fault);
    assert!(serde_json::from_str::<CellFault>(&kept.replace("aadhaar", "unheard")).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_cell_makes_it_panic(cells in proptest::collection::vec("\\PC{0,30}|[0-9०-९ /,.+E-]{0,24}", 1..12)) {
        let fields = [Field::Name, Field::Kin, Field::Gender, Field::Mobile, Field::Village, Field::Block, Field::Craft, Field::Kind, Field::Shg, Field::Account, Field::Ifsc, Field::MetOn];
        let columns = Columns { fields: fields.to_vec(), heading: 1, ..Columns::default() };
        let line = Line { number: 2, cells: cells.iter().map(|cell| grid::clean(cell)).collect() };
        let headings = vec![String::new(); 12];
        match row(&line, &headings, &columns, &places(&Sender::Machine(DepartmentKey::Jslps))) {
            Judged::Fit(person, _) => prop_assert!(!person.traits.name.hi.is_empty() || !person.traits.name.en.is_empty()),
            Judged::Faulty(faults) => prop_assert!(faults.iter().any(|fault| !fault.is_remark() && !fault.column.is_empty())),
            Judged::NoRow => {}
        }
    }
}
