//! Made-up goods: those of the sample district over and over, each with a word of its own in its name.

use std::collections::HashMap;

use market::intake::{Register, apply};
use store::Db;

const PRODUCTS: &str = include_str!("../../../../data/sample/products.csv");
const VARIANTS: &str = include_str!("../../../../data/sample/variants.csv");
/// Goods in one sheet.
const AT_ONCE: usize = 5_000;
/// Syllables in both scripts; three of them make a word of its own.
const SYLLABLES: [(&str, &str); 24] = [
    ("ka", "क"),
    ("kha", "खा"),
    ("gi", "गि"),
    ("gho", "घो"),
    ("cha", "चा"),
    ("je", "जे"),
    ("jhu", "झु"),
    ("ta", "टा"),
    ("thi", "ठि"),
    ("do", "डो"),
    ("te", "ते"),
    ("di", "दी"),
    ("dhu", "धु"),
    ("na", "ना"),
    ("pa", "पा"),
    ("pho", "फो"),
    ("bi", "बि"),
    ("bhe", "भे"),
    ("ma", "मा"),
    ("ru", "रु"),
    ("la", "ला"),
    ("vi", "वि"),
    ("so", "सो"),
    ("ha", "हा"),
];

fn rows(text: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heading = reader.headers().expect("a heading").clone();
    (heading, reader.records().map(|row| row.expect("a row")).collect())
}

fn written(heading: &csv::StringRecord, rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heading).expect("writes");
    rows.iter().for_each(|row| writer.write_record(row).expect("writes"));
    writer.into_inner().expect("writes")
}

/// Enters `count` goods by the import that registers use.
pub async fn make_up(db: &Db, count: usize) {
    let (heading, products) = rows(PRODUCTS);
    let (variant_heading, variants) = rows(VARIANTS);
    let place = |name: &str| heading.iter().position(|field| field == name).expect("a column");
    let (slug, maker, hi, en) = (place("slug"), place("maker_key"), place("name_hi"), place("name_en"));
    let first: HashMap<&str, &csv::StringRecord> = variants.iter().rev().map(|row| (&row[0], row)).collect();
    let makers: Vec<&str> = products.iter().map(|row| &row[maker]).collect();
    for start in (0..count).step_by(AT_ONCE) {
        let (mut goods, mut sizes) = (Vec::new(), Vec::new());
        for number in start..(start + AT_ONCE).min(count) {
            let like = &products[number % products.len()];
            let Some(size) = first.get(&like[slug]) else { continue };
            let (latin, devanagari) = word(number);
            let mut good: Vec<String> = like.iter().map(str::to_owned).collect();
            good[slug] = format!("{}-{number}", &like[slug]);
            makers[(number * 7) % makers.len()].clone_into(&mut good[maker]);
            good[hi] = format!("{devanagari} {}", &like[hi]);
            good[en] = format!("{latin} {}", &like[en]);
            let mut own: Vec<String> = size.iter().map(str::to_owned).collect();
            own[0].clone_from(&good[slug]);
            goods.push(good);
            sizes.push(own);
        }
        let outcome = apply(db, Register::Products, &written(&heading, &goods)).await.expect("imports");
        assert!(outcome.faults.is_empty(), "{:?}", outcome.faults.first());
        let outcome =
            apply(db, Register::Variants, &written(&variant_heading, &sizes)).await.expect("imports");
        assert!(outcome.faults.is_empty(), "{:?}", outcome.faults.first());
    }
}

/// A word of its own for a number, in both scripts.
fn word(number: usize) -> (String, String) {
    let mixed = number.wrapping_mul(2_654_435_761) % (24 * 24 * 24);
    let parts = [mixed % 24, mixed / 24 % 24, mixed / 576].map(|place| SYLLABLES[place]);
    (parts.iter().map(|part| part.0).collect(), parts.iter().map(|part| part.1).collect())
}
