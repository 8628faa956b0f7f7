//! Made-up registers, for looking at pages.

use super::*;
use crate::page::View;
use crate::parts::{Choice, Pager, Wrongs};

/// A view with a name for its file and the path it would stand at.
type Shown = (&'static str, &'static str, Box<dyn View>);

fn key() -> Option<String> {
    Some("k_1".into())
}

fn place() -> Place {
    Place { desk: Desk::Head, whose: Words::new("अंजलि किस्कू", "Anjali Kisku") }
}

fn home(filings: Vec<FilingLine>, wrongs: Wrongs) -> RegistersHome {
    RegistersHome { place: place(), filings, form_key: key(), wrongs }
}

fn lines() -> Vec<FilingLine> {
    let line = |file_name: &str, stands: &str, entered| FilingLine {
        id: "reg_1".into(),
        file_name: file_name.into(),
        stands: format!("reg-state-{stands}"),
        day: "22-11-2026".into(),
        by: "अंजलि किस्कू".into(),
        entered,
    };
    vec![
        line("जेएसएलपीएस मार्च 2026.xlsx", "checked", 0),
        line("sarath_block_artisans.ods", "entered", 1_204),
        line("फरवरी.csv", "taken_back", 0),
    ]
}

fn columns(wrongs: Wrongs) -> ColumnsPage {
    let column = |letter: &str, heading: &str, examples: [&str; 2], field| ColumnLine {
        letter: letter.into(),
        heading: heading.into(),
        examples: examples.map(str::to_owned).to_vec(),
        field,
    };
    ColumnsPage {
        place: place(),
        id: "reg_1".into(),
        file_name: "जेएसएलपीएस मार्च 2026.xlsx".into(),
        sheets: vec![
            SheetChoice { place: 0, name: "सारठ".into(), lines: 214 },
            SheetChoice { place: 1, name: String::new(), lines: 12 },
        ],
        sheet: 0,
        heading: 3,
        columns: vec![
            column("A", "क्र०सं०", ["1", "2"], "serial"),
            column("B", "दीदी का नाम", ["श्रीमती सुनीता मरांडी", "GEETA DEVI"], "name"),
            column("C", "मोबाइल नं०", ["९४३१०१२३४५ / 98012…", "9431012346"], "mobile"),
            column("D", "", ["", ""], "ignored"),
        ],
        fields: vec!["name", "mobile", "village", "serial", "ignored"],
        blocks: vec![Choice::new("3088", "सारठ"), Choice::new("3082", "देवघर")],
        crafts: vec![Choice::new("lac", "लाह चूड़ी व लहठी").chosen_if("lac")],
        form_key: key(),
        wrongs,
    }
}

fn row(number: usize, name: &str) -> FilingRow {
    FilingRow { row: number, name: name.into(), faults: vec![], remarks: vec![], twins: vec![] }
}

fn filing(stands: Stands, state: &'static str, shown: &'static str, rows: Vec<FilingRow>) -> FilingPage {
    FilingPage {
        place: place(),
        id: "reg_1".into(),
        file_name: "जेएसएलपीएस मार्च 2026.xlsx".into(),
        stands,
        state,
        counts: vec![("fit", 198), ("faulty", 12), ("twin", 4), ("entered", 0), ("no_row", 2)],
        done: (4_120, 10_000),
        shown,
        rows,
        pager: Pager::default(),
        undo_until: String::new(),
        form_key: key(),
        wrongs: Wrongs::none(),
    }
}

fn faulty() -> Vec<FilingRow> {
    let says = "मोबाइल नं० «9.43E+09»: एक्सेल ने लंबी संख्या को छोटा करके लिखा है, असली अंक खो गए। कॉलम को टेक्स्ट बनाकर पूरी संख्या फिर से लिखें।";
    let one = FilingRow { faults: vec![says.into()], ..row(7, "मीना सोरेन") };
    let more = FilingRow {
        faults: vec!["दीदी का नाम: यह खाली है। इसे भरें।".into(), "प्रखण्ड «पटना»: यह हमारी सूची में नहीं है।".into()],
        remarks: vec!["आधार: यहाँ आधार जैसी संख्या थी।".into()],
        ..row(8, "")
    };
    vec![one, more]
}

fn twins() -> Vec<FilingRow> {
    let twin = TwinLine {
        who: "सुनीता मरांडी, सारठ – हस्तशिल्प ने पहले दर्ज किया".into(),
        reasons: vec!["वही मोबाइल".into(), "नाम वही सुनाई देता है".into()],
    };
    let other = TwinLine {
        who: "इसी फ़ाइल की पंक्ति 4: सुनीता, सारठ".into(), ..twin.clone()
    };
    vec![
        FilingRow { twins: vec![twin], ..row(11, "SUNEETA MARANDI") },
        FilingRow { twins: vec![other], ..row(12, "सुनीता मरांडी") },
    ]
}

/// Every view of registers.
pub(in crate::views) fn views() -> Vec<Shown> {
    let at = "/head/registers/reg_1";
    let wrong = Wrongs::none().and("file", "यह फ़ाइल एक्सेल, ओडीएस या सीएसवी की तरह नहीं खुलती।");
    let entered = FilingPage {
        counts: vec![("fit", 0), ("faulty", 12), ("twin", 4), ("entered", 198)],
        undo_until: "23-11-2026, 12:00".into(),
        ..filing(Stands::Entered, "entered", "twin", twins())
    };
    let taken_back = FilingPage {
        counts: vec![("fit", 0), ("stayed", 1), ("taken_back", 197)],
        ..filing(Stands::TakenBack, "taken_back", "stayed", vec![row(5, "फूलमनी टुडू")])
    };
    vec![
        ("registers-none", "/head/registers", Box::new(home(vec![], Wrongs::none()))),
        ("registers-list", "/head/registers", Box::new(home(lines(), Wrongs::none()))),
        ("registers-wrong", "/head/registers", Box::new(home(lines(), wrong))),
        ("registers-columns", "/head/registers/reg_1/columns", Box::new(columns(Wrongs::none()))),
        (
            "registers-columns-wrong",
            "/head/registers/reg_1/columns",
            Box::new(columns(Wrongs::none().and("column-0", "किसी कॉलम को «नाम» बताएँ।"))),
        ),
        ("registers-read", at, Box::new(filing(Stands::Read, "read", "fit", vec![]))),
        ("registers-checking", at, Box::new(filing(Stands::UnderWay, "checking", "fit", vec![]))),
        ("registers-faulty", at, Box::new(filing(Stands::Checked, "checked", "faulty", faulty()))),
        ("registers-twins", at, Box::new(filing(Stands::Checked, "checked", "twin", twins()))),
        ("registers-entered", at, Box::new(entered)),
        ("registers-taken-back", at, Box::new(taken_back)),
        ("registers-emptied", at, Box::new(filing(Stands::Emptied, "thrown_away", "fit", vec![]))),
    ]
}
