//! The press: pages, scripts, bounds.

use documents::{Block, Cell, Column, Moment, Paper, Row, RowKind, Sheet, Table, render};

use crate::reader;

fn paper(blocks: Vec<Block>) -> Paper {
    let made = Moment { year: 2026, month: 11, day: 28, hour: 9, minute: 30 };
    Paper {
        title: "नमूना".to_owned(),
        lang: "hi",
        made,
        sheet: Sheet::A4,
        blocks,
        foot: "देवघर मार्ट".to_owned(),
    }
}

fn words(text: &str) -> Block {
    Block::Words(text.to_owned())
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    let sample = [paper(vec![words("मिट्टी का कुल्हड़ / clay cup ₹1,23,456.50")])];
    assert_eq!(render(&sample).expect("prints"), render(&sample).expect("prints"));
}

#[test]
fn both_scripts_can_be_read_out_of_the_file() {
    let said = "क्रम ज्ञान श्री द्वार शृंगार हिन्दी कढ़ाई पेड़ा मूर्ति – Peda, ₹1,250 (two) × 2";
    let pdf = render(&[paper(vec![words(said)])]).expect("prints");
    let Some(read) = reader::words(&pdf, "scripts") else { return };
    // Some readers put a space where a vowel sign moved; nothing else may differ.
    let bare = |text: &str| text.replace(' ', "");
    assert!(bare(&read).contains(&bare(said)), "{read}");
}

#[test]
fn a_long_table_goes_on_over_the_page_with_its_head() {
    let rows = (1..=150).map(|n| Row::plain([n.to_string(), format!("बाँस की टोकरी {n}")])).collect();
    let table = Table { columns: vec![Column::number("क्रम"), Column::words("माल")], rows };
    let pdf = render(&[paper(vec![Block::Table(table)])]).expect("prints");
    let Some(read) = reader::words(&pdf, "long") else { return };
    let pages = read.matches("क्रम").count();
    assert!(
        pages >= 3 && read.replace(' ', "").contains(&format!("{pages}/{pages}")),
        "{pages} pages: {read}"
    );
    assert!((1..=150).all(|n| read.contains(&format!("टोकरी {n}"))), "no row is lost");
}

#[test]
fn nothing_that_is_typed_stops_the_press() {
    for odd in [
        "",
        " ",
        "\n\n",
        "a\u{0}b",
        "🙂 \u{202e}תשרי",
        "अ".repeat(20_000).as_str(),
        "x".repeat(5_000).as_str(),
    ] {
        let cells = vec![Cell::Words(odd.to_owned()), Cell::Bar(u16::MAX)];
        let rows = vec![Row { cells, kind: RowKind::Sum }, Row::plain([])];
        let table = Table { columns: vec![Column::words(odd), Column::number(odd)], rows };
        let blocks = vec![words(odd), Block::Framed(vec![]), Block::Columns(vec![]), Block::Table(table)];
        assert!(render(&[paper(blocks)]).expect("prints").starts_with(b"%PDF"));
    }
    assert!(render(&[]).is_ok(), "nothing to print is an empty file");
}

#[test]
fn a_small_sheet_is_small() {
    let label =
        Paper { sheet: Sheet::A6, ..paper(vec![Block::Title("पेड़ा".to_owned()), Block::Rule]) };
    reader::looks_as_before(&render(&[label]).expect("prints"), "a6");
}
