//! The list of what OWASP's ASVS asks and what we have for it: whole, without doubt about any row, and nothing in it that is not there.
//!
//! A row that is held or partly held names files, and tests or words in them: `path::name + path; what is missing`. The page
//! beside it tells every row that is open and how many there are of each kind.

use super::Tree;
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = "docs/security/asvs.csv";
const PAGE: &str = "docs/security/README.md";
const HEADING: &str = "id,level,chapter,gist,ours,evidence";
const KINDS: [&str; 4] = ["held", "partly", "open", "not_ours"];
/// ASVS 5.0.0 has so many requirements of these levels.
const LEVELS: [(&str, usize); 2] = [("1", 70), ("2", 183)];
/// What we answer for of level 3.
const ALSO: [&str; 5] = ["V1.2.10", "V2.3.5", "V5.2.6", "V6.3.8", "V15.4.2"];

/// One line of the list that has as many cells as it should.
struct Row {
    line: usize,
    id: String,
    level: String,
    ours: String,
    evidence: String,
}

/// Breaches in the list and on the page that tells of it.
pub fn faults(tree: &Tree) -> Vec<String> {
    let files: BTreeMap<&str, &str> = tree.all().collect();
    let Some(text) = files.get(LIST) else { return vec![format!("{LIST}: the list is missing")] };
    let (rows, mut faults) = rows(text);
    let mut seen = BTreeSet::new();
    for row in &rows {
        faults.extend(of_row(row, &files).into_iter().map(|fault| format!("{LIST}:{}: {fault}", row.line)));
        if !seen.insert(row.id.as_str()) {
            faults.push(format!("{LIST}:{}: {} stands there twice", row.line, row.id));
        }
    }
    for (level, wanted) in LEVELS {
        let there = rows.iter().filter(|row| row.level == level).count();
        if there < wanted {
            faults.push(format!("{LIST}: {there} rows of level {level}; the standard has {wanted}"));
        }
    }
    let missing = ALSO.iter().filter(|id| !seen.contains(*id));
    faults.extend(missing.map(|id| format!("{LIST}: {id} is missing, which we answer for beyond level 2")));
    faults.extend(on_the_page(&rows, files.get(PAGE).copied().unwrap_or_default()));
    faults
}

fn rows(text: &str) -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    if text.lines().next() != Some(HEADING) {
        faults.push(format!("{LIST}:1: the heading is not «{HEADING}»"));
    }
    for (at, line) in text.lines().enumerate().skip(1) {
        match cells(line).as_slice() {
            [id, level, chapter, gist, ours, evidence]
                if [id, level, chapter, gist, ours, evidence].iter().all(|cell| !cell.trim().is_empty()) =>
            {
                let [id, level, ours, evidence] = [id, level, ours, evidence].map(|cell| (*cell).to_owned());
                rows.push(Row { line: at + 1, id, level, ours, evidence });
            }
            [_, _, _, _, _, _] => faults.push(format!("{LIST}:{}: a cell is empty", at + 1)),
            other => faults.push(format!("{LIST}:{}: {} cells; it needs six", at + 1, other.len())),
        }
    }
    (rows, faults)
}

/// The cells of a line; a comma within quotes is none between cells. No cell of ours holds a quote.
fn cells(line: &str) -> Vec<&str> {
    let (mut cells, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, sign) in line.char_indices().chain([(line.len(), ',')]) {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted || at == line.len() => {
                cells.push(line[from..at].trim_matches('"'));
                from = at + 1;
            }
            _ => {}
        }
    }
    cells
}

fn of_row(row: &Row, files: &BTreeMap<&str, &str>) -> Vec<String> {
    if !KINDS.contains(&row.ours.as_str()) {
        return vec![format!("«{}» is none of {}", row.ours, KINDS.join(", "))];
    }
    let (places, words) = row.evidence.split_once("; ").unwrap_or((&row.evidence, ""));
    if row.ours == "open" || row.ours == "not_ours" {
        return Vec::new();
    }
    let mut faults: Vec<String> = places.split(" + ").filter_map(|place| of_place(place, files)).collect();
    if row.ours == "partly" && words.is_empty() {
        faults.push("what is only partly held says behind «; » what is missing".to_owned());
    }
    faults
}

fn of_place(place: &str, files: &BTreeMap<&str, &str>) -> Option<String> {
    let (path, name) = place.split_once("::").unwrap_or((place, ""));
    match files.get(path) {
        None => Some(format!("there is no file {path}")),
        Some(text) if !text.contains(name) => Some(format!("{path} has no «{name}»")),
        Some(_) => None,
    }
}

/// The page counts each kind and names what is open, no more and no less.
fn on_the_page(rows: &[Row], page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for kind in KINDS {
        let counted = format!("| {kind} | {} |", rows.iter().filter(|row| row.ours == kind).count());
        if !page.contains(&counted) {
            faults.push(format!("{PAGE}: no line begins with «{counted}», as the list counts"));
        }
    }
    let told: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| V")?.split_once(" |").map(|(id, _)| id))
        .collect();
    let open: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.ours == "open")
        .map(|row| row.id.strip_prefix('V').unwrap_or(&row.id))
        .collect();
    faults.extend(open.difference(&told).map(|id| format!("{PAGE}: V{id} is open and not told")));
    faults.extend(told.difference(&open).map(|id| format!("{PAGE}: V{id} is told as open and is not")));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEST: (&str, &str) = ("crates/web/tests/it/walker.rs", "async fn nobody_sees() {}");

    /// A whole list in which every row is held, and its page.
    fn whole() -> (Vec<String>, String) {
        let held =
            |id: &str, level: &str| format!("{id},{level},V1,\"gist, short\",held,{}::nobody_sees", TEST.0);
        let of_level = |(level, count): (&'static str, usize)| {
            (0..count).map(move |n| held(&format!("V1{level}.1.{n}"), level))
        };
        let mut list: Vec<String> = LEVELS.into_iter().flat_map(of_level).collect();
        list.extend(ALSO.iter().map(|id| held(id, "3")));
        let page = format!("| held | {} |\n| partly | 0 |\n| open | 0 |\n| not_ours | 0 |\n", list.len());
        (list, page)
    }

    fn told(list: &[String], page: &str) -> Vec<String> {
        let list = format!("{HEADING}\n{}\n", list.join("\n"));
        faults(&Tree::of(&[(LIST, &list), (PAGE, page), TEST]))
    }

    /// What is told when the first row is another one.
    fn with_first(row: &str) -> String {
        let (mut list, page) = whole();
        list[0] = row.to_owned();
        told(&list, &page).join("\n")
    }

    #[test]
    fn a_whole_list_has_no_fault_and_none_is_one() {
        let (list, page) = whole();
        assert_eq!(told(&list, &page), [""; 0]);
        assert!(faults(&Tree::of(&[]))[0].contains("missing"));
    }

    #[test]
    fn an_empty_cell_a_word_too_much_and_an_unknown_answer_are_faults() {
        assert!(with_first("V11.1.0,1,V1,,held,a").contains(":2: a cell is empty"));
        assert!(with_first("V11.1.0,1,V1,gist, more,held,a").contains(":2: 7 cells"));
        assert!(with_first("V11.1.0,1,V1,gist,nearly,a").contains("«nearly» is none of"));
    }

    #[test]
    fn a_row_told_twice_and_a_row_left_out_are_faults() {
        let (mut list, page) = whole();
        list.push(list[0].clone());
        assert!(told(&list, &page).iter().any(|fault| fault.contains("V11.1.0 stands there twice")));
        let (list, page) = whole();
        let fewer = told(&list[1..], &page).join("\n");
        assert!(fewer.contains("69 rows of level 1; the standard has 70"), "{fewer}");
        let without = told(&list[..list.len() - 1], &page).join("\n");
        assert!(without.contains("V15.4.2 is missing"), "{without}");
    }

    #[test]
    fn evidence_is_a_file_that_is_there_with_the_test_in_it() {
        let held = |evidence: &str| with_first(&format!("V11.1.0,1,V1,gist,held,{evidence}"));
        assert!(held("crates/web/gone.rs::x").contains("there is no file crates/web/gone.rs"));
        assert!(held(&format!("{}::nobody_looks", TEST.0)).contains("has no «nobody_looks»"));
        assert!(held(&format!("{} + docs/gone.md", TEST.0)).contains("there is no file docs/gone.md"));
        assert_eq!(held(TEST.0), "");
    }

    #[test]
    fn what_is_partly_held_says_what_is_missing_and_what_is_open_is_told_on_the_page() {
        assert!(with_first(&format!("V11.1.0,1,V1,gist,partly,{}", TEST.0)).contains("what is missing"));
        let (mut list, page) = whole();
        list[0] = "V11.1.0,1,V1,gist,open,nobody has begun".to_owned();
        let untold = told(&list, &page).join("\n");
        assert!(
            untold.contains("V11.1.0 is open and not told") && untold.contains("«| open | 1 |»"),
            "{untold}"
        );
        let page = format!(
            "| held | {} |\n| partly | 0 |\n| open | 1 |\n| not_ours | 0 |\n| V11.1.0 | so |\n",
            list.len() - 1
        );
        assert_eq!(told(&list, &page), [""; 0]);
        let too_much = told(&list, &(page + "| V9.9.9 | so |\n")).join("\n");
        assert!(too_much.contains("V9.9.9 is told as open and is not"), "{too_much}");
    }
}
